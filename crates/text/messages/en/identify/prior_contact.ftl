# Has this person been in contact before? The search, the judgement of what turned up, and the earlier concern.

prior-contact-title = Has this person been in contact before?
prior-contact-crumb = earlier contact
prior-contact-lede = Every search and every answer here is recorded, with what it was made for. No records are joined without a second person.
prior-contact-searched = Searched { $when } by { $name }, { $purpose }: under every name given, over every record that this search may reach.
prior-contact-passed = Passed for now { $when } by { $name }: there is nothing to search by yet.
prior-contact-never = Nobody has searched yet.
prior-contact-owed-again = A name or a birth date was learnt since. The search is owed again.
prior-contact-standing-owed = A search is owed
prior-contact-standing-not-yet = passed: not searchable yet
prior-contact-standing-unjudged = { $n ->
    [one] 1 record waits for a judgement
   *[other] { $n } records wait for a judgement
}
prior-contact-standing-done = nothing waits here
prior-contact-standing-ask-officer = the matching officer is to be asked
prior-contact-standing-officer-asked = the matching officer has still to answer
prior-contact-nobody = Nobody is named yet
prior-contact-search-title = Search
prior-contact-search-by = { $names } · { $born }
prior-contact-search-hint = All names are searched, and the date of birth as far as it is known: misspelt, in another order, in another script, with a slip in the date. Records of all programmes are looked at; each shows as much as its programme allows.
prior-contact-purpose = What is it searched for?
prior-contact-purpose-intake = for the intake of this referral
prior-contact-purpose-learnt = because something was learnt or corrected
prior-contact-purpose-before = once more before a decision
prior-contact-purpose-doubt = because the last search is doubted
prior-contact-search = Search for earlier contact
prior-contact-search-again = Search again
prior-contact-search-again-hint = What was judged the same, or possibly the same, stays judged. The rest is looked at anew.
prior-contact-not-yet-title = It cannot be searched yet
prior-contact-not-yet-hint = There is neither a name nor a date of birth to search by. Say why, and go on: as soon as one is learnt, the search comes back to your work by itself.
prior-contact-not-yet-why = Why can it not be searched yet?
prior-contact-not-yet-save = Go on without a search
prior-contact-decided = This referral is decided. What was found and judged stays as it is.
prior-contact-nothing-title = Nothing turned up
prior-contact-nothing = No record is like this one. That is an answer too, and it is recorded.

prior-contact-close-title = { $n ->
    [one] One close record
   *[other] { $n } close records
}
prior-contact-close-hint = Judge each one by itself. Nothing is chosen beforehand.
prior-contact-one-of = Close record { $at } of { $of }
prior-contact-compared-title = A less likely record, compared
prior-contact-summary-agree = { $n ->
    [one] 1 thing agrees
   *[other] { $n } things agree
}
prior-contact-summary-slightly = { $n ->
    [one] 1 differs slightly
   *[other] { $n } differ slightly
}
prior-contact-summary-differ = { $n ->
    [one] 1 differs
   *[other] { $n } differ
}
prior-contact-what = What is compared
prior-contact-here = This referral
prior-contact-there = That record
prior-contact-says = What the comparison says
prior-contact-row-name = Name
prior-contact-row-born = Born
prior-contact-row-town = Town
prior-contact-row-street = Street
prior-contact-row-school = School or work
prior-contact-row-guardian = Parent or guardian
prior-contact-row-languages = Languages
prior-contact-record-own = { $reference } · { $when } · { $holder }
prior-contact-record-other = { $holder } · { $when }
prior-contact-record-undated = no date
prior-contact-no-name = no name
prior-contact-stub-title = What is shown of it
prior-contact-stub-hint = This record belongs to another programme. You see what was compared, who holds it, when, what became of it in a word, and whom to ask. No more is shown after the judgement either.
prior-contact-stub-outcome = What became of it
prior-contact-stub-ask = Whom to ask
prior-contact-stub-ask-nobody = the programme that holds it

prior-contact-judge-legend = Your judgement
prior-contact-same = The same person
prior-contact-possibly = Possibly the same
prior-contact-possibly-hint = Both records stay apart, and are linked.
prior-contact-not-same = Not the same person
prior-contact-cannot-tell = Cannot tell
prior-contact-cannot-tell-hint = Say what would help to tell. It stays open, and comes back to your work.
prior-contact-why = Why?
prior-contact-judge-save = Save the judgement
prior-contact-judge-save-see = Save the judgement, then see the concern
prior-contact-judged = Judged: { $verdict }
prior-contact-judged-line = { $when } · { $name }
prior-contact-judged-before = { $n ->
    [one] One earlier judgement
   *[other] { $n } earlier judgements
}
prior-contact-judge-again = Change the judgement
prior-contact-judge-again-hint = Both judgements stay on record.
prior-contact-concern-later = The earlier concern
prior-contact-concern-later-small = shown after your judgement
prior-contact-concern-why-later = Who somebody is should not be judged by what was once said about them. When your judgement is saved, this opens: what was reported then, who decided, why, and under which policy. You may change the judgement afterwards; both stay on record.
prior-contact-concern-title = The earlier concern
prior-contact-concern-none = No referral is kept with this record in this programme: its case was taken over from earlier records.
prior-contact-concern-line = { $reference } · received { $when }
prior-contact-concern-decided = { $when } · { $name }, { $mode } · under policy { $policy }
prior-contact-concern-see = See this referral
prior-contact-concern-undecided = Nothing was decided about it yet.

prior-contact-weak-title = { $n ->
    [one] One less likely record
   *[other] { $n } less likely records
}
prior-contact-weak-hint = little agrees beside the sound of a name
prior-contact-weak-held = Held by
prior-contact-weak-agrees = What the comparison says
prior-contact-weak-act = Act
prior-contact-weak-compare = Compare
prior-contact-weak-compare-of = Compare { $name }
prior-contact-weak-why = Why none of them? One reason for all that are left.
prior-contact-weak-none = None of these
prior-contact-weak-none-hint = closes all that are left in one act
prior-contact-weak-closed = { $n ->
    [one] One less likely record was closed
   *[other] { $n } less likely records were closed
}
prior-contact-weak-closed-because = Reason for all of them: { $why }

prior-contact-pointer-title = A record may exist
prior-contact-pointer-kind = need to know
prior-contact-pointer = A record may exist. Ask the matching officer.
prior-contact-pointer-hint = Neither a name nor a holder is shown here, and that something turned up does not mean that it is this person.
prior-contact-pointer-how = The officer sees this referral’s names, birth date and town, asks whoever holds the record, and answers by { $until }. Whoever holds it decides whether you are told more.
prior-contact-pointer-ask = Ask the matching officer
prior-contact-pointer-asked = Asked { $when }. An answer is due { $due }.
prior-contact-pointer-waiting = Not everything is answered yet.
prior-contact-pointer-answer-kind = the matching officer’s answer
prior-contact-pointer-whom = To speak with: { $whom }
prior-contact-again-title = When this is owed again
prior-contact-again = A new name or a new birth date makes this search owed again. It comes back to your work by itself.
prior-contact-if-same-title = If it is the same person
prior-contact-if-same = A second referral within { $months } months needs your written comparison with the earlier reasons, and a second person.
prior-contact-if-same-now = You judged it the same, or possibly the same. Where that referral came within { $months } months, the screening asks for your written comparison with the earlier reasons, and a second person.
prior-contact-go-on = Go on to the screening
prior-contact-go-back = Back to the referral

## What the comparison says

prior-contact-name-same = the same name
prior-contact-name-other-order = the same name, in another order
prior-contact-name-other-script = the same name, in another script
prior-contact-name-one-letter = one letter apart
prior-contact-name-sounds-alike = spelt otherwise, sounds alike
prior-contact-name-part-left-out = one of them has a name more
prior-contact-name-spelt-alike = spelt alike, a few letters apart
prior-contact-name-part-only = one of them has one name only, and the other has it too
prior-contact-name-part-differs = some of the names agree, some differ
prior-contact-name-different = other names
prior-contact-birth-same = the same day
prior-contact-birth-as-known = agree, as far as it is known
prior-contact-birth-swapped = day and month changed places
prior-contact-birth-one-digit = one digit apart
prior-contact-birth-one-part = two of day, month and year agree
prior-contact-birth-about = fits the age that was guessed
prior-contact-birth-same-year = the same year, another day
prior-contact-birth-different = another date
prior-contact-place-same = agree
prior-contact-place-alike = written alike
prior-contact-place-different = another place
prior-contact-words-same = agree
prior-contact-words-in-part = agree in part
prior-contact-words-different = differ
prior-contact-not-known = nothing to compare
prior-contact-outcome-looked-at = being looked at
prior-contact-outcome-no-further-action = no further action
prior-contact-outcome-elsewhere = sent to another service
prior-contact-outcome-open = a case is open
prior-contact-outcome-ended = a case has ended

## What was refused

prior-contact-refused-nothing = There is neither a name nor a date of birth to search by. Say below why, or add what is known to the referral.
prior-contact-refused-searchable = There is a name or a date of birth now: search with it.
prior-contact-refused-not-a-candidate = This record is not among those that turned up.
prior-contact-refused-nothing-to-close = Everything less likely was closed already.
prior-contact-refused-nobody-to-ask = There is nothing to ask the matching officer about.
prior-contact-refused-asked = The matching officer was asked already.
prior-contact-refused-whom = Please name somebody to speak with.
prior-contact-refused-searched-again = Somebody searched again in between, or something was learnt. Look at what is here now.
prior-contact-refused-judge-first = Judge first; the earlier concern is shown afterwards.
prior-contact-refused-not-yours = This record belongs to another programme; no more of it is shown.
prior-contact-refused-decided = This referral is decided already.
prior-contact-refused-answered = This was answered already.
