# Words that all forms share: labels, hints, and what to say beside a field that needs another look.

form-optional = You may leave this empty
form-optional-short = optional
form-not-known = I don’t know
form-other = or
form-day = Day
form-month = Month
form-year = Year
form-hour = Hour
form-minute = Minute
form-date-example = For example { $day } { $month } { $year }
form-time-example = For example 13:30
form-choose = Choose
form-finish-later = Save, finish later
form-chosen = chosen
form-characters-left = { $n ->
    [one] 1 more letter fits
   *[other] { $n } more letters fit
}
form-nothing-required = Nothing here has to be filled in

## Something is missing

form-error-choose-one = Choose one answer.
form-error-choose-some = Choose at least one.
form-error-empty = Please write something here.
form-error-empty-named = { $field }: please write something here.
form-error-reason = Please say why, in a few words.
form-error-number-missing = Please give a number.
form-error-date-missing = Please give a day, a month and a year.
form-error-date-part-missing = { $part ->
    [day] The day is missing.
    [month] The month is missing.
   *[year] The year is missing.
}
form-error-time-missing = Please give a time, such as 13:30.

## Something cannot be so

form-error-date-unreadable = We cannot read this date. Write it in numbers, such as 24 11 2026.
form-error-date-does-not-exist = { $day } { $month } does not exist: { $month } has { $days } days. Please check the day.
form-error-month-does-not-exist = Months go from 1 to 12. Please check the month.
form-error-day-does-not-exist = No month has a day { $day }. Please check the day.
form-error-date-future = { $day } has not come yet. Please check the date.
form-error-date-past = { $day } is already over. Choose a day from today on.
form-error-date-before = Choose a day after { $day }.
form-error-date-after = Choose a day before { $day }.
form-error-date-too-early = { $day } is too long ago. Please check the year.
form-error-time-unreadable = We cannot read this time. Write it such as 13:30.
form-error-number-unreadable = Write this as a whole number, such as 15.
form-error-number-large = { $most-n } is the most that can be entered here.
form-error-number-small = { $least-n } is the least that can be entered here.
form-error-too-long = { $most-n ->
    [one] This is too long: only 1 letter fits here. You have written { $written-n }.
   *[other] This is too long: { $most-n } letters fit here. You have written { $written-n }.
}
form-error-too-short = Please write a little more.
form-error-email = This is not an e-mail address. Please check it, for example the sign @.
form-error-telephone = This is not a telephone number. Use digits, spaces and +.
form-error-unknown-choice = This answer is not among the choices. Please choose again.
form-error-unreadable = We could not read this. Please type it again.
form-error-not-found = We cannot find this. Please check it.
