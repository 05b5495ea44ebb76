# Cases: the list, the page of one case, and its summary on paper.

case-list-open = Open
case-list-considered = Considered
case-list-active = Active
case-list-closed = Closed
case-list-none = No case here.
case-list-caption = Cases, newest first
case-list-which = Which cases
case-take-over = Take over from earlier records
case-column-person = Person
case-column-reference = Reference
case-column-state = State
case-column-since = Opened
case-column-owner = Owner
case-column-late = Late
case-column-next = Next due
case-offered-short = offered
case-late-n = { $n ->
    [0] none
   *[other] { $n }
}
case-unnamed = Somebody without a name yet
case-erased = The person’s record was erased
case-state-considered = considered
case-state-active = active
case-state-closed = closed
case-state-closed-as = closed: { $ending }
case-ending-declined = declined by the panel
case-age = { $n ->
    [one] 1 year old
   *[other] { $n } years old
}
case-age-about = about { $n }
case-age-between = { $least-n } or { $most-n }
case-age-unknown = age not known
case-child = child
case-treated-as-child = treated as a child until the age is settled
case-adult = adult
case-owner = owner: { $name }
case-offer-open = offered to { $name }: not accepted yet
case-assigned-open = assigned to { $name }: not accepted yet
case-covered = covered by { $name } until { $day }
case-second-awaited = a decision waits for its second person
case-taken-over-tag = taken over { $day }
case-decide-adoption = Decide on adoption
case-more = More
case-print = Print the summary
case-print-lede = A copy on paper cannot be found again. So it is written down first who will read it, and on what that rests.
case-print-to = Who will read it?
case-print-to-hint = Yourself, or somebody named.
case-print-basis = On what does that rest?
case-print-save = Write this down and show the summary
case-print-again = Print it
case-print-recorded = The print is on record. For a quarter of an hour the summary stands here; print it with your browser.
case-print-title = Summary of the case
case-print-decisions = Decisions
case-print-line = For { $to }, { $day }. Basis: { $basis }. This print is on record.

case-safe-title = Before you ring or visit
case-safe-agreed = written down { $day } by { $name }
case-safe-agreed-with = agreed: { $words }
case-safe-change = change
case-safe-how = How and when
case-safe-do-not-leave = Do not leave
case-safe-do-not-tell = Do not tell
case-safe-where = Where, and how many
case-safe-none = Nothing is agreed yet. Do not ring, write or visit before you have asked somebody who knows.
case-safe-write = Write down what is safe
case-safe-hidden = How to reach this person safely is not for this role to see. Ask the owner before you ring.
case-safe-empty = not settled

case-rail = Components of the case
case-rail-identification = 1 Identification
case-rail-assessment = 2 Assessment
case-rail-planning = 3 Planning
case-rail-delivery = 4 Delivery
case-rail-evaluation = 5 Evaluation
case-rail-exit = 6 Exit
case-rail-adoption-awaited = screened; adoption not decided yet
case-rail-taken-over = from earlier records
case-rail-taken-over-awaited = from earlier records; adoption not decided yet
case-rail-done-in = { $day }, { $n ->
    [0] the same day
    [one] 1 day
   *[other] { $n } days
}
case-rail-day = { $n ->
    [0] began today
   *[other] day { $n }
}
case-rail-not-yet = not yet
case-rail-ended = ended here
case-rail-not-reached = not reached

case-missing-title = What is missing
case-missing-summary = { $late-n } late, { $due-n } due
case-missing-none = Nothing is missing today.
case-settled-title = Done, waived or ended before
case-settled-met = done { $day }
case-settled-met-late = done { $day }, late
case-settled-typed-late = done { $day }, written down late
case-settled-waived = waived { $day }
case-settled-ended = no longer expected since { $day }
case-settled-superseded = judged by a newer version of the standards

case-happened-title = What happened
case-happened-all = all
case-happened-decisions = decisions
case-happened-filter = Which lines
case-happened-meta = { $when } · { $name }
case-happened-recorded = happened { $happened }, recorded { $recorded } · { $name }
case-happened-by-clock = the passing of time
case-happened-by-form = the public form
case-happened-by-operator = the operator
case-happened-more = Only the newest { $n } lines are shown.
case-sees-case = whoever carries the case
case-sees-referral = intake, and whoever carries the case
case-sees-helpline = helpline, and whoever carries the case
case-reason-kind = in their words
case-decision-kind = decision
case-decision-proposal-kind = proposal, not in effect
case-decision-fallen-kind = proposal that fell
case-decision-reasons = Reasons
case-decision-options = Options, and why not
case-decision-option = { $option }: { $why }
case-decision-no-alternative = No real alternative, because { $because }
case-decision-dissent = Dissent
case-decision-dissent-line = { $name }: “{ $words }”
case-decision-comparison = Compared with the earlier concern
case-decision-policy = Decided by { $name }, { $mode } · policy version { $n }
case-decision-more = Options, reasons, dissent
case-decision-second = Second person
case-decision-second-waits = not answered yet, due { $day }
case-decision-second-agrees = { $name } agrees, { $day }
case-decision-second-not = { $name } does not agree, { $day }
case-decision-second-taken-back = taken back on { $day }, before anybody answered
case-decision-second-open = Open the second look
case-choice-adopt = adopt the case
case-choice-decline = decline the case

case-began-title = What it began with
case-began-referral = Referral { $reference }, { $day }
case-began-seen = seen or heard
case-began-made = what the referrer made of it
case-began-none = No words of the referral are kept.

case-who-title = Who holds what
case-who-owner = Owner
case-who-cover = Cover
case-who-cover-line = { $name }, { $from } to { $until }
case-who-offered = Offered to
case-who-adopting = State
case-who-participants = Takes part
case-who-excluded = May not see it
case-who-viewed = Viewed by
case-who-viewed-n = { $n ->
    [one] 1 person in the last 30 days
   *[other] { $n } people in the last 30 days
}
case-who-viewed-line = { $name }, last { $day }
case-who-none = nobody
case-who-change-owner = Offer, assign or cover
case-who-answer = Accept or decline
case-who-review = Record looked at on
case-participant-since = since { $day }
case-participant-power = by { $power }

case-moderators-title = On what it rests
case-moderator-footing = Footing
case-moderator-setting = Setting
case-moderator-region = Region
case-moderator-order = Order in force
case-moderator-intensity = Agreed intensity
case-moderator-from = from { $day }
case-moderator-span = { $from } to { $until }
case-moderator-earlier = Earlier
case-not-settled = not settled

case-earlier-title = Earlier records
case-earlier-none = None known.
case-earlier-same = the same person
case-earlier-possibly = possibly the same person
case-earlier-cannot-tell = could not be told whether the same person
case-earlier-judged = judged { $day }
case-earlier-elsewhere = Another programme holds a record. Ask there what may be told.
case-earlier-line = { $reference }, { $day }, { $state }

case-footing-voluntary = voluntary
case-footing-mandated = mandated
case-footing-mixed = partly mandated
case-setting-community = community
case-setting-custody = custody
case-setting-residential = residential
case-setting-online = online
case-order-none = no order
case-order-community = probation or community order
case-order-licence = licence condition
case-order-court = court measure
case-order-child-protection = child protection measure
case-order-civil = civil measure
case-order-other = another order
case-intensity-light = light
case-intensity-standard = standard
case-intensity-intensive = intensive
case-role-person = the person it is about
case-role-parent = parent, as a client of their own
case-role-guardian = guardian
case-role-sibling = sister or brother
case-role-relative = another relative
case-role-friend = friend
case-pairs-always = always two of you
case-pairs-at-home = at home always two of you
case-pairs-not-needed = one of you is enough
case-pairs-not-settled = not settled whether to go in pairs

case-referral-received = received
case-referral-in-screening = in screening
case-referral-awaiting = awaiting information
case-referral-accepted = accepted
case-referral-redirected = redirected
case-referral-no-further-action = no further action

case-refused-closed = This case is closed. Nothing can be changed in it.
case-refused-owner-excluded = The owner, or somebody to whom the case is offered, cannot be excluded. Let somebody else own it first.
case-refused-unknown-value = This answer is not among the choices. Please choose again.
case-refused-power = By what power does the guardian act? For example parental responsibility, or a court’s order.
case-refused-dates = This day is still to come. Please check the date.
case-refused-already-excluded = They are excluded already.
case-refused-nobody = Who is it? A name, or how one would speak of them.
case-refused-takes-part = A case is about one person, who takes part already.
case-refused-nothing-written = Write at least one thing down, or say whether to go in pairs.
case-refused-source = From which records does the case come?
case-adoption-decided-by = decided by: { $roles }
case-first-contact-held = hold first contact; asked again on { $day }
