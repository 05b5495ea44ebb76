# The forms of a case: safe contact, who takes part, on what it rests, who may not see it, adoption, taking over.

case-form-safe-title = Safe contact
case-form-safe-lede = What you write here stands above the work on every page from which somebody rings or visits. Each version is kept.
case-form-safe-how = How and when can they be reached?
case-form-safe-how-hint = For example: text first, then ring after 17:00; only the number of the mother.
case-form-safe-leave = What must not be left?
case-form-safe-leave-hint = For example: a voice message, a letter, a card.
case-form-safe-tell = Who must not be told?
case-form-safe-tell-hint = And who knows of what.
case-form-safe-where = Where can you meet?
case-form-safe-pairs = Do you go in pairs?
case-form-safe-agreed = With whom was this agreed, in which words?
case-form-safe-agreed-hint = If not agreed with the person yet, say so.
case-form-safe-save = Keep this card
case-form-safe-stale-now = What is there now

case-form-participants-title = Who takes part
case-form-participants-none = Nobody but the person it is about.
case-form-participant-add = Add somebody
case-form-participant-role = What are they in this case?
case-form-participant-described = Who is it?
case-form-participant-described-hint = A name, or how one would speak of them: “his aunt in Eastgate”.
case-form-participant-power = For a guardian: by what power?
case-form-participant-power-hint = For example parental responsibility, or a court’s order with its date.
case-form-participant-since = Since
case-form-participant-save = Add them

case-form-moderators-title = On what the case rests
case-form-moderators-lede = Without these nobody can ever say what worked for whom. “Not settled” is an answer. A new span ends the one before on its first day.
case-form-moderator-value = What holds from the day below
case-form-moderator-from = From
case-form-moderator-save = Save: { $kind }
case-form-moderator-none = Nothing was set yet.

case-form-exclusions-title = Who may not see it
case-form-exclusions-lede = A relative, a neighbour, somebody from the same club. For them the case does not exist from now on: not in lists, not in searches, not by its address.
case-form-exclusions-none = Nobody is excluded.
case-form-exclusion-add = Exclude a colleague
case-form-exclusion-who = Who?
case-form-exclusion-why = Why?
case-form-exclusion-save = Exclude them
case-form-exclusion-lifted = lifted { $day }
case-form-exclusion-lift = Lift the exclusion
case-form-exclusion-lift-of = Lift the exclusion of { $name }
case-form-exclusion-lift-why = Why may they see it again?

case-form-adoption-title = Adoption
case-form-adoption-lede-two = Two people decide: you propose, and somebody else agrees. It takes effect when they do. The same person cannot do both, whatever hats they wear.
case-form-adoption-lede-director = The director decides, and a second person agrees. The same person cannot do both, whatever hats they wear.
case-form-adoption-lede-deferred = Your decision takes effect at once. A second person looks at it within { $n ->
    [one] 1 working day
   *[other] { $n } working days
}.
case-form-adoption-lede-outside = Your decision takes effect when an outside second agrees, who sees this decision and no more.
case-form-adoption-choice = What do you decide?
case-form-adoption-adopt = Adopt
case-form-adoption-adopt-hint = The case becomes active: consent and assessment come next.
case-form-adoption-decline = Decline
case-form-adoption-decline-hint = The case closes. The day is set on which somebody looks at whether the record is still needed.
case-form-adoption-options-hint = At least one, with why it was not taken; or why there was no real alternative.
case-form-adoption-take-back = Take the proposal back
case-form-adoption-refused-nothing = There is no proposal of yours to take back.
case-form-adoption-reasons = Reasons
case-form-adoption-reasons-hint = What speaks for it, as somebody else could follow it later. It is kept with policy version { $n }.
case-form-adoption-second = Second person
case-form-adoption-second-hint = Leave it open for any colleague who may.
case-form-adoption-save-agreement = Propose this, for the second person to agree
case-form-adoption-save-deferred = Decide this
case-form-adoption-waits = A proposal waits for its second person.
case-form-adoption-refused-not-considered = This case is decided already.
case-form-adoption-refused-waiting = A proposal waits for its second person already.
case-form-adoption-refused-director = In this programme the director decides. You may be the second person.

case-form-take-over-title = Take over from earlier records
case-form-take-over-lede = For cases that began before this programme worked with Throughcare. Clocks start on the day you give, and the case is left out of counts from before. You own it until you assign it.
case-form-take-over-person = The person
case-form-take-over-records = The records
case-form-take-over-on = Taken over on
case-form-take-over-from = From which records?
case-form-take-over-from-hint = For example: the panel’s spreadsheet, or the file of the service before.
case-form-take-over-stage = Where does it stand?
case-form-take-over-stage-considered = Considered: adoption is not decided yet
case-form-take-over-stage-active = Active: support was agreed
case-form-take-over-stage-words = In words
case-form-take-over-save = Take it over
