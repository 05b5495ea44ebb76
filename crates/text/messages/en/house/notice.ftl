# Notices as they are mailed: that something awaits, and where. No names, ever.

notice-subject = { -product }: something awaits you
notice-subject-now = { -product }: please look now
notice-hello = Hello,
notice-where = You find it here, when you have signed in:
notice-why-so-little = This mail says no more on purpose: mail can be read by others.
notice-referral-arrived = a referral has arrived, and you have the duty for it.
notice-ring-now = a referral has arrived in which a date, a place or a means is mentioned. Please ring the referrer now.
notice-ownership-offered = you are asked to take something over. Until you accept, it stays with the sender.
notice-ownership-assigned = something was assigned to you. Please accept it, or say why not.
notice-ownership-answered = what you offered has been answered.
notice-ownership-moved = somebody else has taken over what you owned.
notice-cover-arranged = you cover for a colleague for some days.
notice-second-asked = a decision waits for a second person, and it may be you.
notice-second-answered = a second person has answered.
notice-officer-asked = a question waits for the matching officer.
notice-officer-answered = the matching officer has answered.
notice-case-opened = a case was opened.
notice-case-adopted = a case was taken on.
notice-case-declined = a case was declined, and is closed.
notice-urgent-act = something was done at once, before any guard. Please look at it.
notice-digest = some things have stayed late for so long that you are to know.
