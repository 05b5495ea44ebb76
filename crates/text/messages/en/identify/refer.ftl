# The form for partner professionals without an account: three steps, a reference at the end, and where it stands.

refer-title = Refer somebody
refer-title-two = What you saw or heard
refer-title-three = Check and send
refer-steps = Three steps
refer-step-one = 1 You and the person
refer-step-two = 2 What you saw or heard
refer-step-three = 3 Check and send
refer-step-is-done = (done)
refer-languages = Language
refer-lede-one = You are asking whether somebody would be helped by support. Your name and one way to reach you are needed; about the person, write what you know.
refer-lede-two = You do not have to be sure, and you do not have to find out more. “I don’t know” is a good answer; asking on is our work.
refer-lede-three = Nothing has been sent yet. Please read it through once.
refer-emergency-question = Could someone get hurt today?
refer-emergency-not = Do not use this form.
refer-emergency-ring = Ring { $number } now.
refer-emergency-after = You can send the form afterwards.
refer-you = You
refer-name = Your name
refer-position = Your position
refer-organisation = Your organisation
refer-sector = Where you write from
refer-telephone = Telephone
refer-telephone-hint = We ring you back before anything else, on your organisation’s number if there is one.
refer-email = E-mail
refer-person = The person
refer-person-hint = Leave empty what you do not know. If it concerns more than one person, begin with one and write about the others in step 2.
refer-other-name = Another name, such as a nickname
refer-fact-kind = fact
refer-fact = What did you see or hear yourself?
refer-fact-hint = Their own words, if you can, and who else was there. If someone told you, say who.
refer-view-kind = your view
refer-view = What do you make of it?
refer-view-optional = You may leave this empty
refer-view-hint = Your worry, your doubts, and other explanations too. We keep this apart from what happened, and nobody will read it as a fact.
refer-knows = Does the person know about this referral?
refer-knows-hint = Any answer is fine. It usually helps when people hear it first from someone they know.
refer-knows-disagrees-hint = We can still read the referral. Taking part is always their own choice.
refer-knows-not-yet-hint = Please do not tell them only because of this form; we will talk it over with you.
refer-knows-dangerous-hint = We will not contact the person or the home before speaking to you.
refer-named = May the person be told that it was you?
refer-named-hint = They may ask to see what is written here. If you say no, we leave your name out and tell you if that should ever become impossible. They may still guess.
refer-named-not-sure-hint = We treat it as a no until we have spoken with you.
refer-urgency-ring-hint = Day and night. A person answers. What you typed here is kept, and can be sent after the call.
refer-urgency-worried = I am worried, and nothing points to something happening soon
refer-urgency-worried-hint = Decided within { $span }.
refer-urgency-dont-know-hint = We ring you within { $span }.
refer-urgency-talk = I would like to talk it over first
refer-urgency-talk-hint = We ring you. You need not give a name of the person, and it need not become a case.
refer-go-two = Go on to what you saw or heard
refer-go-three = Go on to check and send
refer-back-one = Back to step 1
refer-back-two = Back to step 2
refer-send = Send it
refer-change-one = Change step 1
refer-change-two = Change step 2
refer-not-given = not given
refer-knows-error = Choose one answer. We need it before we call anyone.
refer-reach-error = Give a telephone number or an e-mail address: we ring you back before anything else.
refer-name-error = Please give your name: we ring you back and ask for you.
refer-too-many = This form was sent often in the last minute. Everything you typed is still here; please wait a minute and send it again. If it cannot wait, ring { $number }.

## At the side

refer-next-title = What will happen next
refer-next-at-once = At once
refer-next-at-once-words = The last page says that it has arrived, and gives you a reference.
refer-next-ring-words = We ring you back: to make sure that you are you, and to ask what was left open.
refer-next-decide-words = A trained person reads it, looks for earlier contact, and decides with written reasons. They may ring you again.
refer-next-told = Within { $span } of that
refer-within = Within { $span }
refer-next-told-words = We tell you what came of it, as far as the law allows.
refer-next-if-silent = If you send it today and have heard nothing by { $day }, the mistake is ours. Ring { $number }.
refer-use-title = How we use what you write
refer-use-who = Who reads it:
refer-use-who-words = the intake team of { $programme }. Others see only what they need, and each sharing is recorded.
refer-use-asked = One partner is asked whether something is already under way:
refer-use-asked-words = { $partner }. They get no more than that question.
refer-use-ends = If we do not go on:
refer-use-ends-words = after { $months } ({ $child-months } for a child) a person looks at whether it is still needed, and writes down why wherever it is kept.
refer-use-begins = If support begins:
refer-use-begins-words = it is part of the case file, and is looked at again after support has ended.
refer-use-see = The person may ask to see it,
refer-use-see-words = and have mistakes put right. Whether your name is part of it, you say in step 2.
refer-not-title = What this is not
refer-not-words = A referral is not an accusation and gives nobody a criminal record. It asks whether someone would be helped by support, and they may say no.

## Sent

refer-sent-title = It has arrived
refer-sent-lede = Thank you. It is with { $programme } now, and somebody there has it from this minute on.
refer-sent-reference = Your reference
refer-sent-keep = Print this page, or copy the reference by hand: it is shown this once, and nobody can find it again for you.
refer-sent-use = With it you can ask how far it has come. It opens nothing else: no name, no reason and no decision.
refer-sent-status = Ask how far it has come
refer-sent-ring = You said that a date, a place or a means was mentioned. Ring now: { $number }. Do not wait for our call.
refer-sent-if-silent = If you have heard nothing by the end of { $day }, the mistake is ours. Ring { $number }.
refer-sent-day = Sent { $when }
refer-sent-by = By { $day }
refer-sent-told-later = Within { $span } of the decision
refer-acknowledgement = It has arrived at { $programme }, and somebody has it from now on. We ring you back within { $span }. A page with a reference was shown.

## Where it stands

refer-status-title = How far has it come?
refer-status-lede = Type the reference from the page that you were shown when you sent it. Capitals, spaces and dashes do not matter.
refer-status-reference = Reference
refer-status-ask = Ask
refer-status-wrong = This is not a reference of ours. A character may be missing or mistyped; please check it against your page.
refer-status-unknown = We do not find this reference here. Please check it, or ring { $number }.
refer-status-received = It has arrived, and waits to be looked at.
refer-status-looked-at = It is being looked at.
refer-status-decided = It was decided. We tell you what came of it, as far as the law allows.
refer-status-more = This is all that a page may say. To talk about it, ring { $number }.
refer-status-answer = The answer
refer-status-new = Refer somebody
