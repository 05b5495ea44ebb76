# Who owns something: offering, accepting, assigning, covering.

owner-title = Who owns it
owner-lede = There is always exactly one owner. Whoever offers stays owner until the other accepts.
owner-of-enquiry = Enquiry { $reference }
owner-of-referral = Referral { $reference }
owner-of-case = Case { $reference }
owner-now = Owner
owner-you = you
owner-offer-open = Offered
owner-offer-open-line = to { $name }, { $day }
owner-assigned-open-line = assigned to { $name }, { $day }
owner-offer-words = with the words
owner-cover = Cover
owner-cover-none = none arranged
owner-cover-line = { $name }, { $from } to { $until }

owner-answer-title = It is offered to you
owner-answer-lede = Until you accept, { $name } stays owner.
owner-accept = Accept: I own it from now on
owner-decline-words = If you decline: why?
owner-decline-words-hint = The sender reads it. You may leave it empty.
owner-decline = Decline

owner-withdraw-title = Take the offer back
owner-withdraw-words = Why?
owner-withdraw = Take it back

owner-offer-title = Offer it to a colleague
owner-offer-to = To whom?
owner-offer-say = What they should know
owner-offer-say-hint = What is due next, what was promised, what to be careful of.
owner-offer = Offer it

owner-assign-title = Assign it
owner-assign-lede = For whoever answers for how work is carried. Whom you assign it to has to accept; until then you are its owner. To take it over, choose yourself.
owner-assign-why = Why?
owner-assign-why-hint = The colleague and the owner so far read it.
owner-assign = Assign it

owner-cover-title = Arrange cover
owner-cover-lede = While the owner is away somebody else carries it. The owner stays owner.
owner-cover-who = Who covers?
owner-cover-from = From
owner-cover-until = Until, that day included
owner-cover-save = Arrange cover
owner-no-colleague = Nobody else in this programme may own it.
owner-nothing = There is nothing for you to change here.

owner-refused-not-owner = Only the owner offers. Somebody who answers for how work is carried may assign it.
owner-refused-offered = It is offered to somebody already. Take that offer back first.
owner-refused-not-to-you = It is not offered to you any more.
owner-refused-to-owner = They own it already.
owner-refused-excluded = This colleague may not see it.
owner-refused-role = This colleague holds no role in which it can be owned.
owner-refused-cover-owner = The owner does not cover for themselves.
owner-refused-dates = The last day is before the first.
owner-refused-past = The last day is over already.
