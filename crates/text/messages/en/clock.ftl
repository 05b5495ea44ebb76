# What each standard of the programme files expects, as a work list says it, and why. A programme's own clock is shown by its key.

clock-agreed-call = Agreed call
clock-agreed-call-hint = The caller was told when; they wait by the telephone.
clock-promise-to-caller = What was promised to the caller
clock-promise-to-caller-hint = It was promised for a day; each promise has its own.
clock-silent-enquiry = Ring again, agree a call, or end it
clock-silent-enquiry-hint = Nothing is agreed with the caller, and no enquiry falls silent unseen.
clock-ring-now = Ring the referrer now
clock-ring-now-hint = A date, a place or a means was mentioned. Day and night, weekends too.
clock-acknowledge = Tell the referrer that it arrived
clock-acknowledge-hint = Whoever referred is told that it arrived.
clock-referrer-verified = Call the referrer back
clock-referrer-verified-hint = To know that they are who they said they are, before anything rests on it.
clock-prior-contact-search = Search for earlier contact
clock-prior-contact-search-hint = Owed for every person, and again when a name or a birth date is learnt.
clock-records-judged = Judge the records that the search found
clock-records-judged-hint = Close records one by one, the rest in one act.
clock-cannot-tell = Look again at what could not be told
clock-cannot-tell-hint = What could not be told then may be clear now.
clock-officer-answers = Answer of the matching officer
clock-officer-answers-hint = Intake waits for it before the screening goes on.
clock-deconfliction = Ask whether something is already under way
clock-deconfliction-hint = Only whether first contact may be made; nothing about the investigation.
clock-deconfliction-again = Ask again whether something is under way
clock-deconfliction-again-hint = First contact is held until the day that was set.
clock-screening-decided = Decide the screening
clock-screening-decided-hint = It stands still while information is awaited, and begins anew when that has come.
clock-information-awaited = Information that was asked for
clock-information-awaited-hint = It came, or the decision is taken without it.
clock-second-person = Agreement of a second person
clock-second-person-hint = The decision takes effect only when another person agrees.
clock-deferred-second-look = Second look, afterwards
clock-deferred-second-look-hint = The decision took effect already; another person still looks at it.
clock-referrer-told = Tell the referrer what came of it
clock-referrer-told-hint = Whoever worried enough to refer hears what came of it, or why they cannot.
clock-retention-review-set = Set the day on which the record is looked at again
clock-retention-review-set-hint = So that nothing is kept because nobody thought of it.
clock-urgent-act-written-up = Write up what was done at once
clock-urgent-act-written-up-hint = What was done before any guard is explained afterwards.
clock-urgent-act-search = Search for earlier contact, after acting at once
clock-urgent-act-search-hint = The step that was skipped falls due.
clock-offer-answered = Answer to an offer of work
clock-offer-answered-hint = The sender stays owner until then.
clock-case-owner = The case’s owner accepts it
clock-case-owner-hint = A new case goes to somebody who has said yes to it.
clock-participants = Write down whom the case is about
clock-participants-hint = The person it is about, or a parent as client.
clock-guardian = Somebody with the power to act for the child
clock-guardian-hint = Somebody with the power to consent; unsure means child.
clock-safe-contact = How the person can be reached safely
clock-safe-contact-hint = How to reach somebody without bringing them into danger.
clock-moderators = Footing, setting and region
clock-moderators-hint = Without these nobody can say later what worked for whom. “Not settled” is an answer.
clock-adoption = Adopt the case, or not
clock-adoption-hint = By the body that the programme file names.

## How long it gives, whose work it is, and what follows when it stays late

clock-due-own-date = on its own date
clock-within-hours = within { $hours }
clock-within-days = within { $days }
clock-bounds = may be set from { $least } to { $most }
clock-owner-owner = whoever owns it
clock-owner-offered-to = the one to whom it was offered
clock-owner-second-person = the second person
clock-told-after = { $role }, after { $span }
clock-told-nobody = nobody
clock-redates = { $n ->
    [0] none
    [one] once
    [2] twice
   *[other] { $n } times
}
clock-redates-at-most = { $times }, each by { $span } at most
