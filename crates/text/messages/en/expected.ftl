# One thing that is expected: how it stands, a new date for it, or its waiver.

expected-counted-from = counted from { $day }
expected-moved = { $n ->
    [one] given a new date once
   *[other] given a new date { $n } times
}
expected-moved-because = last because { $reason }
expected-told = { $role } was told
expected-owner = owner: { $name }
expected-yours-in-cover = you cover for { $name }
expected-new-date = New date
expected-new-date-for = New date: { $what }
expected-new-date-or-waive = New date or waive
expected-new-date-or-waive-for = New date or waive: { $what }
expected-waive-it = Waive
expected-waive-it-for = Waive: { $what }
expected-facts = How it stands
expected-whom = About
expected-standard = Standard
expected-due = Due
expected-first-due = First due
expected-moved-so-far = New dates so far
expected-moved-none = none
expected-moves-left = { $n ->
    [0] none left
    [one] 1 more is possible
   *[other] { $n } more are possible
}
expected-redate-title = Give it a new date
expected-redate-lede = The old date stays on record. What was missed counts as missed.
expected-redate-day = New date
expected-redate-at = New date and time
expected-redate-latest = Not later than { $day }.
expected-redate-not = This cannot be given another date.
expected-redate-save = Give it this date
expected-waive-title = Waive it
expected-waive-lede = It is not expected any more. That it was waived, by whom and why, stays on record.
expected-waive-save = Waive it
expected-reason = Why?
expected-words = In your words
expected-words-hint = You may leave this empty.
expected-refused-settled = This is settled already: there is nothing to move or to waive.
expected-refused-never-moved = This standard takes no new date. What is owed is owed.
expected-refused-moved-often = { $n ->
    [one] It was given a new date once already, which is as often as the standard allows.
   *[other] It was given a new date { $n } times already, which is as often as the standard allows.
}
expected-refused-past = Choose a time that is still to come.
expected-refused-too-far = This is too far off. The standard allows { $day } at the latest.
expected-refused-reason = Your programme does not use this reason.
