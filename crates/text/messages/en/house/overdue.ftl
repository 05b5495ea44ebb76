# What is late in a programme, for whoever answers for it.

overdue-lede = What the standards of this programme expected and what has not happened, the longest first. It leaves this list when it is done, when it is given a new date with a reason, or when it is waived with a reason.
overdue-nothing = Nothing is late. Nobody had to look.
overdue-summary = { $n ->
    [one] 1 thing is late
   *[other] { $n } things are late
}{ $told-n ->
    [0] {""}
    [one] {" "}· 1 for so long that somebody else was told
   *[other] {" "}· { $told-n } for so long that somebody else was told
}
overdue-shown = The { $n } that have waited longest are shown.
overdue-caption = What is late, the longest first
overdue-column-what = What is expected
overdue-column-about = Of
overdue-column-owner = Owner
overdue-column-due = Was due
overdue-column-late = Late by
overdue-column-told = Told
overdue-unread = not yours to read
overdue-redated = { $n ->
    [one] given a new date once
   *[other] given a new date { $n } times
}
