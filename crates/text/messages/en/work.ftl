# The work list: what somebody owes, read from what is expected.

work-summary = { $late-n ->
    [0] Nothing is late
    [one] 1 thing is late
   *[other] { $late-n } things are late
} · { $today-n ->
    [0] nothing agreed for today
    [one] 1 thing for today
   *[other] { $today-n } things for today
}
work-new-referral = Take down a referral
work-nothing = Nothing here.
work-today-hint = what was agreed, with how to reach people safely, and what falls due today
work-late-hint = longest first; a new date needs a reason
work-week-hint = until Sunday
work-next-week-hint = what comes then
work-drafts = What you had typed and not sent
work-draft-of = Go on with what you typed at { $time }
work-how = Where this list comes from
work-how-words = Nobody types it in. The programme’s standards say what is expected, and what has not happened stands here until it has.
work-owner-is = owner: { $name }
work-told = { $role } was told
work-safe-how = { $how }
work-safe-do-not = do not: { $what }
work-safe-do-not-leave = do not leave: { $what }
work-safe-none = not agreed yet how to reach them safely
work-waiting = Waiting for others
work-waiting-none = You wait for nobody.
work-waiting-offer = { $name }: accept or decline
work-waiting-offer-until = you stay owner until then
work-waiting-second = { $name }: second look
work-waiting-second-any = A colleague: second look
work-waiting-second-before = the decision takes effect when they agree
work-waiting-second-deferred = the decision has taken effect already
work-waiting-due = due { $day }
work-since = since { $day }
work-carried = What I own
work-carried-caption = How many enquiries, referrals and cases I own, by where they stand
work-carried-none = You own nothing at the moment.
work-carried-enquiries = Enquiries
work-carried-referrals = Referrals, received
work-carried-referrals-screening = Referrals, in screening
work-carried-referrals-waiting = Referrals, awaiting information
work-carried-cases-considered = Cases, considered
work-carried-cases-active = Cases, active
work-news = Since yesterday
work-news-line = { $what } { $reference }, { $name }
work-news-line-by-itself = { $what } { $reference }
