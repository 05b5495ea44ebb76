//! Working days: a programme's time zone, its weekend and its holidays, and when something is due.
//!
//! Invariant: whole days end with the day, so a thing due on a day is late only after it; hours run exactly.

use crate::moment::{Day, Moment};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// How long something may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// Hours run day and night, weekend and holiday: for what cannot wait.
    Hours(i64),
    /// The day on which it begins is not counted.
    WorkingDays(i64),
    Days(i64),
    Months(i64),
    /// By the date that the fact itself carries (promised, agreed, asked by).
    OwnDate,
}

/// When something is due.
/// Shape: `on` is absent for clocks that run in hours; they are late to the minute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    pub at: Moment,
    pub on: Option<Day>,
}

/// The days on which a programme works.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    pub zone: TimeZone,
    /// The days of the week on which nobody works. May be empty, never all seven.
    pub weekend: Vec<Weekday>,
    pub holidays: BTreeSet<Day>,
}

/// However many holidays a file lists, a search for working days ends here.
const FAR: i64 = 3_660;

impl Calendar {
    /// A calendar in UTC with Saturday and Sunday free and no holidays.
    pub fn plain() -> Calendar {
        Calendar {
            zone: TimeZone::UTC,
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            holidays: BTreeSet::new(),
        }
    }

    pub fn day(&self, at: Moment) -> Day {
        at.day(&self.zone)
    }

    pub fn working_day(&self, day: Day) -> bool {
        !self.weekend.contains(&day.date().weekday()) && !self.holidays.contains(&day)
    }

    /// The nth working day after a day, which itself is not counted.
    /// Shape: with 0, the day itself if it is worked, or the next that is.
    pub fn plus_working_days(&self, day: Day, n: i64) -> Day {
        let mut found = day;
        let mut left = n.max(0);
        for ahead in 0..FAR + n.max(0) {
            found = day.plus_days(ahead);
            if ahead > 0 && self.working_day(found) {
                left -= 1;
            }
            let reached = left <= 0 && self.working_day(found) && (n <= 0 || ahead > 0);
            if reached {
                return found;
            }
        }
        found
    }

    /// When something is due that began at `anchor`.
    /// Shape: none when it is due by the fact's own date and the fact has none.
    pub fn due(&self, anchor: Moment, within: Within, own: Option<Moment>) -> Option<Due> {
        let began = self.day(anchor);
        let on = match within {
            Within::Hours(hours) => {
                return Some(Due {
                    at: anchor.plus_hours(hours),
                    on: None,
                });
            }
            Within::OwnDate => {
                return own.map(|at| Due {
                    at,
                    on: Some(self.day(at)),
                });
            }
            Within::WorkingDays(n) => self.plus_working_days(began, n),
            Within::Days(n) => began.plus_days(n),
            Within::Months(n) => plus_months(began, n),
        };
        Some(Due {
            at: on.ends(&self.zone),
            on: Some(on),
        })
    }
}

/// The same day some months on, or the last day of that month where it has no such day.
pub fn plus_months(day: Day, months: i64) -> Day {
    let span = jiff::Span::new().months(months.clamp(-12_000, 12_000));
    Day::from_date(day.date().saturating_add(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Day {
        Day::from_number(number).unwrap()
    }

    fn london() -> Calendar {
        Calendar {
            zone: TimeZone::get("Europe/London").unwrap(),
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            holidays: [20_261_225, 20_261_228].into_iter().map(day).collect(),
        }
    }

    #[test]
    fn working_days_pass_over_weekend_and_holidays() {
        let check = |from, n, expected| {
            assert_eq!(
                london().plus_working_days(day(from), n),
                day(expected),
                "{from} + {n}"
            );
        };
        check(20_261_124, 1, 20_261_125); // Tuesday to Wednesday
        check(20_261_127, 1, 20_261_130); // Friday to Monday
        check(20_261_128, 1, 20_261_130); // Saturday to Monday
        check(20_261_128, 0, 20_261_130); // what falls on a Saturday is for Monday
        check(20_261_124, 0, 20_261_124);
        check(20_261_124, 10, 20_261_208);
        check(20_261_224, 1, 20_261_229); // Christmas Day, weekend, substitute day
    }

    #[test]
    fn a_weekend_of_other_days_counts_too() {
        let mut calendar = london();
        calendar.weekend = vec![Weekday::Friday, Weekday::Saturday];
        assert_eq!(
            calendar.plus_working_days(day(20_261_126), 1),
            day(20_261_129)
        );
        calendar.weekend.clear();
        assert_eq!(
            calendar.plus_working_days(day(20_261_127), 1),
            day(20_261_128)
        );
    }

    #[test]
    fn a_calendar_without_working_days_still_ends() {
        let mut calendar = london();
        calendar.weekend = [1, 2, 3, 4, 5, 6, 7]
            .map(|n| Weekday::from_monday_one_offset(n).unwrap())
            .to_vec();
        assert!(calendar.plus_working_days(day(20_261_124), 3) > day(20_300_101));
    }

    #[test]
    fn days_end_with_the_day_and_hours_run_exactly() {
        let calendar = london();
        let at =
            |n: i64, h: i8, m: i8| Moment::from_civil(day(n).date().at(h, m, 0, 0), &calendar.zone);
        let check = |within, from: Moment, expected: Due| {
            assert_eq!(
                calendar.due(from, within, None),
                Some(expected),
                "{within:?}"
            );
        };
        let whole = |n| Due {
            at: day(n).ends(&calendar.zone),
            on: Some(day(n)),
        };
        check(
            Within::WorkingDays(1),
            at(20_261_127, 9, 0),
            whole(20_261_130),
        );
        check(Within::Days(14), at(20_261_124, 23, 59), whole(20_261_208));
        check(Within::Months(3), at(20_261_130, 9, 0), whole(20_270_228));
        // The clocks go back in the night of 25 October: 2 hours are 2 hours, and the day has 25.
        check(
            Within::Hours(2),
            at(20_261_025, 0, 30),
            Due {
                at: at(20_261_025, 1, 30).plus_hours(1),
                on: None,
            },
        );
        check(Within::Days(1), at(20_261_024, 12, 0), whole(20_261_025));
        assert_eq!(
            at(20_261_025, 0, 0).plus_hours(25).micros() - 1,
            whole(20_261_025).at.micros()
        );
        // In spring an hour is missing.
        check(Within::Days(1), at(20_260_328, 12, 0), whole(20_260_329));
        assert_eq!(
            at(20_260_329, 0, 0).plus_hours(23).micros() - 1,
            whole(20_260_329).at.micros()
        );
    }

    #[test]
    fn an_own_date_is_kept_to_the_minute_and_without_one_nothing_is_due() {
        let calendar = london();
        let call = Moment::from_civil(day(20_261_126).date().at(18, 30, 0, 0), &calendar.zone);
        let anchor = Moment::from_micros(0);
        assert_eq!(
            calendar.due(anchor, Within::OwnDate, Some(call)),
            Some(Due {
                at: call,
                on: Some(day(20_261_126))
            })
        );
        assert_eq!(calendar.due(anchor, Within::OwnDate, None), None);
    }
}
