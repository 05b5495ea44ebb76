# Days, times and spans. Pages use the functions of `calendar.rs`, which fill these.

calendar-monday = Monday
calendar-tuesday = Tuesday
calendar-wednesday = Wednesday
calendar-thursday = Thursday
calendar-friday = Friday
calendar-saturday = Saturday
calendar-sunday = Sunday

calendar-mon = Mon
calendar-tue = Tue
calendar-wed = Wed
calendar-thu = Thu
calendar-fri = Fri
calendar-sat = Sat
calendar-sun = Sun

calendar-january = January
calendar-february = February
calendar-march = March
calendar-april = April
calendar-may = May
calendar-june = June
calendar-july = July
calendar-august = August
calendar-september = September
calendar-october = October
calendar-november = November
calendar-december = December

calendar-jan = Jan
calendar-feb = Feb
calendar-mar = Mar
calendar-apr = Apr
calendar-may-short = May
calendar-jun = Jun
calendar-jul = Jul
calendar-aug = Aug
calendar-sep = Sep
calendar-oct = Oct
calendar-nov = Nov
calendar-dec = Dec

calendar-day-long = { $weekday } { $day } { $month }
calendar-day-full = { $weekday } { $day } { $month } { $year }
calendar-day-plain = { $day } { $month } { $year }
calendar-day-short = { $day } { $month } { $year }
calendar-day-brief = { $weekday } { $day } { $month }
calendar-day-of-month = { $day } { $month }
calendar-month-of-year = { $month } { $year }
calendar-day-and-time = { $day }, { $time }
calendar-time = { $hour }:{ $minute }

calendar-today = today
calendar-tomorrow = tomorrow
calendar-yesterday = yesterday
calendar-in-days = { $n ->
    [one] in 1 day
   *[other] in { $n } days
}
calendar-days-ago = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}
calendar-days-late = { $n ->
    [one] 1 day late
   *[other] { $n } days late
}
calendar-late-by = { $span } late

span-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
span-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
span-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
span-working-days = { $n ->
    [one] 1 working day
   *[other] { $n } working days
}
span-weeks = { $n ->
    [one] 1 week
   *[other] { $n } weeks
}
span-months = { $n ->
    [one] 1 month
   *[other] { $n } months
}
span-years = { $n ->
    [one] 1 year
   *[other] { $n } years
}
span-two-parts = { $large } { $small }

list-and-last = { $before } and { $last }
list-next = { $before }, { $next }
