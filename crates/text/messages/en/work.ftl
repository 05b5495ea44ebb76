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
work-today-hint = what was agreed or falls due today
work-late-hint = longest first; a new date needs a reason
work-week-hint = within seven days
work-drafts = What you had typed and not sent
work-draft-of = Go on with what you typed at { $time }
work-how = Where this list comes from
work-how-words = Nobody types it in. The programme’s standards say what is expected, and what has not happened stands here until it has.
work-owner-is = owner: { $name }
work-told = { $role } was told
