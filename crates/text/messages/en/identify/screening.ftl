# Screening: is this for us? The check against live investigations, the guards, and the decision.

screening-title = Is this for us?
screening-crumb = screening
screening-lede = Nothing changes without a decision: reasons, the options that stood open, who did not agree, and the policy in force.
screening-guards-title = Before a decision
screening-guard-search-done = Earlier contact was searched
screening-guard-search-passed = Earlier contact: passed, not searchable yet
screening-guard-search-owed = The search for earlier contact is owed
screening-guard-judged = What turned up was judged
screening-guard-unjudged = { $n ->
    [one] 1 record waits for a judgement
   *[other] { $n } records wait for a judgement
}
screening-guard-check-done = Checked against live investigations
screening-guard-check-not-used = The check against live investigations is not used here
screening-guard-check-owed = The check against live investigations is owed
screening-guard-hold = First contact is held; it is asked again on { $day }
screening-guard-begun = The screening was begun
screening-guard-not-begun = The screening was not begun yet
screening-guard-repeat = A repeat referral: your written comparison and a second person are asked
screening-guard-first = No repeat referral
screening-guard-go-search = Go to earlier contact
screening-guard-done = done
screening-guard-missing = missing
screening-guard-note = note
screening-begin-hint = The search is recorded. From here on the referral is in screening, and is owed a decision.
screening-begin = Begin the screening
screening-take-over = Take it over, or assign it
screening-after-title = It is decided
screening-after-lede = The next step stands on the page of the referral: the referrer is told what came of it.
screening-after-referral = Go on with { $reference }
screening-not-yours = The screening is decided by whoever owns the referral: { $name }.

screening-check-title = Is something already under way?
screening-check-hint = Asked without content: nobody writes here what an investigation is about, or whether it is.
screening-check-not-used = This programme does not ask. Its file says so.
screening-check-none = Nothing was asked yet.
screening-check-outcome = What was the answer?
screening-check-clear = Clear
screening-check-limited = Limits on who is told
screening-check-limited-hint = Support may go on.
screening-check-hold = Hold first contact
screening-check-hold-hint = Nobody makes first contact until it is asked again; set the day.
screening-check-not-used-here = Not used here
screening-check-of = Of whom was it asked?
screening-check-when = When
screening-check-again = To be asked again on
screening-check-save = Keep the answer
screening-check-repeat = It was asked again
screening-check-line = { $when } · asked of { $whom } · { $name }
screening-check-line-again = ask again on { $day }

screening-awaited-title = Awaited until { $day }
screening-awaited-came = It came
screening-awaited-did-not = Go on without it
screening-awaited-hint = You may decide at any time; this only says whether the wait is over.

screening-decide-title = The decision
screening-choice = What do you decide?
screening-choice-accept = Accept for consideration
screening-choice-accept-hint = A case opens at once. Its owner is whoever owns this referral; whether the case is adopted is decided next.
screening-choice-redirect = Redirect to another service
screening-choice-redirect-hint = The record ends here. What the service is told is written down, and so is a day on which somebody looks at whether the record is still needed.
screening-choice-nfa = No further action
screening-choice-nfa-hint = The record ends here, with a day on which somebody looks at whether it is still needed.
screening-choice-more = More information first, by a date
screening-choice-more-hint = It stays in screening and comes back to your work on that day.
screening-part-redirect = If it is redirected
screening-part-more = If more information is asked
screening-service = Which service?
screening-service-hint = One of the list, or another one by its name.
screening-service-line = { $name }: for { $whom }, { $telephone }
screening-answer = What did the service say?
screening-answer-accepted = It accepted
screening-answer-no-reply = No reply yet
screening-answer-none = There is no place, or it declined
screening-told = What was the service told?
screening-told-hint = It is kept: a copy cannot be found again later. Not needed where there was no place.
screening-basis = On what basis?
screening-warning = If it has not accepted: why go on?
screening-warning-hint = Somebody may fall between two services. A second person looks at it.
screening-ask = What is asked, and of whom?
screening-until = By when?
screening-reasons = Reasons
screening-reasons-hint = What speaks for it, and what it rests on. Whoever reads it in two years was not there.
screening-options-title = Options that stood open
screening-options-hint = At least one, with why it was not taken; or why there was no real alternative. Not asked when only more information is asked.
screening-option = { $n ->
    [1] Another way that was open
    [2] A second one
   *[other] A third one
}
screening-why-not = { $n ->
    [1] Why not?
    [2] Why not the second one?
   *[other] Why not the third one?
}
screening-no-alternative = Or: no real alternative, because
screening-dissent-title = Somebody does not agree
screening-dissent-by = Who?
screening-dissent-words = In their words
screening-comparison-title = A repeat referral
screening-comparison-hint = The same person, or possibly the same, was referred within { $months } months. Set the earlier reasons beside what is reported now.
screening-comparison = Your comparison: what is the same, what is new, and what was not seen then?
screening-comparison-earlier = The earlier reasons
screening-comparison-earlier-none = The earlier reasons are not in this programme’s records, or not for you to read. Ask whoever holds them, and write down what you learnt.
screening-comparison-line = { $reference } · { $when } · { $name } · policy { $policy }
screening-second = The second person
screening-second-any = any colleague who may
screening-second-outside-any = whoever is named for it
screening-second-colleague = A colleague agrees before it takes effect. You may name one.
screening-second-outside = Somebody from outside agrees before it takes effect, and sees this decision only.
screening-second-deferred = { $n ->
    [one] It takes effect at once; a colleague looks at it within 1 working day.
   *[other] It takes effect at once; a colleague looks at it within { $n } working days.
}
screening-decide-save = Decide
screening-decide-save-second = Decide, with a second person
screening-follows-title = What follows
screening-follows-told = The referrer is told what came of it, as far as the law allows; that comes to your work.
screening-follows-policy = The decision is kept with policy { $policy }, “{ $name }”.
screening-follows-guards = Every guard is looked at when you decide, and again when a second person agrees.
screening-follows-second-redirect = Where a service has not accepted:
screening-follows-second-repeat = Where somebody is referred again:

screening-decisions-title = Decisions so far
screening-decisions-none = Nothing was decided yet.
screening-take-back = Take it back
screening-take-back-hint = Nobody has answered yet. The proposal stays on record as taken back.
screening-proposed-title = A proposal waits for its second person
screening-proposed-hint = Until then nothing changes. It takes effect when the second person agrees.

## A decision as it is shown

decided-line = { $when } · { $name }, { $mode } · policy { $policy }
decided-mode = How was it decided?
decided-mode-single = by one person
decided-mode-meeting = in a meeting
decided-mode-written-round = in a written round
decided-mode-urgent = as an urgent act, ratified afterwards
decided-reasons = reasons
decided-service = service
decided-service-line = { $service }: { $answer }
decided-told = what the service was told ({ $basis })
decided-warning = why it went on without acceptance
decided-ask = asked, until { $day }
decided-options = options considered
decided-option = { $option }: { $why }
decided-no-alternative = no real alternative, because
decided-dissent = { $name } did not agree
decided-comparison = compared with the earlier concern
decided-look-waits = A second person is to agree by { $day }.
decided-look-waits-named = { $name } is to agree by { $day }.
decided-look-owed = A second look is owed by { $day }.
decided-look-owed-named = A second look is owed by { $name }, by { $day }.
decided-look-agrees = { $name } agrees, { $when }
decided-look-not = { $name } does not agree, { $when }
decided-look-taken-back = Taken back { $when }, before anybody answered
decided-look-open = Open the second look
decided-adopt = adopt the case
decided-decline = decline the case

## What was refused

screening-refused-not-in-screening = Begin the screening first.
screening-refused-decided = This referral is decided already.
screening-refused-search = The search for earlier contact is owed: nobody decides before it is recorded.
screening-refused-unjudged = { $n ->
    [one] 1 record that turned up waits for a judgement. Judge it first.
   *[other] { $n } records that turned up wait for a judgement. Judge them first.
}
screening-refused-check = Ask first whether an investigation is under way, and keep the answer.
screening-refused-reasons = Please give the reasons: without them nothing is decided.
screening-refused-options = Name at least one option that stood open and why it was not taken, or say why there was no real alternative.
screening-refused-why-not = Why was this not taken?
screening-refused-option = Which option is this about?
screening-refused-both = There are options above. Leave this empty, or take the options out.
screening-refused-comparison = This person was referred before: please compare with the earlier reasons, in writing.
screening-refused-service = Which service? Please name it.
screening-refused-warning = The service has not accepted. Say why you go on, or wait for its answer.
screening-refused-told = What was the service told? Please write it down.
screening-refused-ask = What is asked, and of whom?
screening-refused-until = Choose a day from today on.
screening-refused-awaited = A proposal waits for its second person. Take it back before you decide otherwise.
screening-refused-second-same = The second person is somebody else than you.
screening-refused-second-may-not = This person may not answer here. Choose somebody else.
screening-refused-second-nobody = The programme file asks for somebody from outside, and nobody is named for it yet. Ask the programme manager.
screening-refused-used-here = This programme asks: “not used here” is no answer.
screening-refused-again = Set the day on which it is asked again.
screening-refused-nothing-awaited = Nothing is awaited any more.
screening-refused-time = Please check the dates: it was asked at the latest now, and is asked again later than now.
screening-refused-dissent-by = Who does not agree?
