//! Days, times and spans as people write them. Weekday and month names are messages.

use crate::count::Count;
use crate::message::Words;
use jiff::civil::{Date, Time, Weekday};
use std::borrow::Borrow;
use std::fmt::Display;

/// Days. Each takes a civil date or a reference to one.
impl Words {
    /// Tuesday 24 November.
    #[must_use]
    pub fn day_long(self, day: impl Borrow<Date>) -> String {
        let day = day.borrow();
        self.calendar_day_long(day.day(), self.month(day.month()), self.weekday(day))
    }

    /// Tuesday 24 November 2026.
    #[must_use]
    pub fn day_full(self, day: impl Borrow<Date>) -> String {
        let day = day.borrow();
        self.calendar_day_full(
            day.day(),
            self.month(day.month()),
            self.weekday(day),
            day.year(),
        )
    }

    /// 24 November 2026.
    #[must_use]
    pub fn day_plain(self, day: impl Borrow<Date>) -> String {
        let day = day.borrow();
        self.calendar_day_plain(day.day(), self.month(day.month()), day.year())
    }

    /// 24 Nov 2026.
    #[must_use]
    pub fn day_short(self, day: impl Borrow<Date>) -> String {
        let day = day.borrow();
        self.calendar_day_short(day.day(), self.month_short(day.month()), day.year())
    }

    /// Tue 24 Nov.
    #[must_use]
    pub fn day_brief(self, day: impl Borrow<Date>) -> String {
        let day = day.borrow();
        self.calendar_day_brief(
            day.day(),
            self.month_short(day.month()),
            self.weekday_short(day),
        )
    }

    /// 24 November; also for a day that does not exist.
    #[must_use]
    pub fn day_of_month(self, day: impl Display, month: i8) -> String {
        self.calendar_day_of_month(day, self.month(month))
    }

    /// What to say of a day that is in no calendar: the 31st of November, a 13th month.
    #[must_use]
    pub fn date_does_not_exist(self, day: i64, month: i64, year: i64) -> String {
        let month = i8::try_from(month).unwrap_or_default();
        let year = i16::try_from(year).unwrap_or_default();
        let Ok(first) = Date::new(year, month, 1) else {
            return self.form_error_month_does_not_exist().to_owned();
        };
        if !(1..=31).contains(&day) {
            return self.form_error_day_does_not_exist(day);
        }
        let name = match month {
            2 => self.month_of_year(first),
            _ => self.month(month).to_owned(),
        };
        self.form_error_date_does_not_exist(day, first.days_in_month(), name)
    }

    /// November 2026.
    #[must_use]
    pub fn month_of_year(self, day: impl Borrow<Date>) -> String {
        let day = day.borrow();
        self.calendar_month_of_year(self.month(day.month()), day.year())
    }

    /// Tuesday.
    #[must_use]
    pub fn weekday(self, day: impl Borrow<Date>) -> &'static str {
        match day.borrow().weekday() {
            Weekday::Monday => self.calendar_monday(),
            Weekday::Tuesday => self.calendar_tuesday(),
            Weekday::Wednesday => self.calendar_wednesday(),
            Weekday::Thursday => self.calendar_thursday(),
            Weekday::Friday => self.calendar_friday(),
            Weekday::Saturday => self.calendar_saturday(),
            Weekday::Sunday => self.calendar_sunday(),
        }
    }

    /// Tue.
    #[must_use]
    pub fn weekday_short(self, day: impl Borrow<Date>) -> &'static str {
        match day.borrow().weekday() {
            Weekday::Monday => self.calendar_mon(),
            Weekday::Tuesday => self.calendar_tue(),
            Weekday::Wednesday => self.calendar_wed(),
            Weekday::Thursday => self.calendar_thu(),
            Weekday::Friday => self.calendar_fri(),
            Weekday::Saturday => self.calendar_sat(),
            Weekday::Sunday => self.calendar_sun(),
        }
    }

    /// November. Shape: months are 1 to 12; others count as December.
    #[must_use]
    pub fn month(self, month: i8) -> &'static str {
        match month {
            1 => self.calendar_january(),
            2 => self.calendar_february(),
            3 => self.calendar_march(),
            4 => self.calendar_april(),
            5 => self.calendar_may(),
            6 => self.calendar_june(),
            7 => self.calendar_july(),
            8 => self.calendar_august(),
            9 => self.calendar_september(),
            10 => self.calendar_october(),
            11 => self.calendar_november(),
            _ => self.calendar_december(),
        }
    }

    /// Nov. Shape: months are 1 to 12; others count as December.
    #[must_use]
    pub fn month_short(self, month: i8) -> &'static str {
        match month {
            1 => self.calendar_jan(),
            2 => self.calendar_feb(),
            3 => self.calendar_mar(),
            4 => self.calendar_apr(),
            5 => self.calendar_may_short(),
            6 => self.calendar_jun(),
            7 => self.calendar_jul(),
            8 => self.calendar_aug(),
            9 => self.calendar_sep(),
            10 => self.calendar_oct(),
            11 => self.calendar_nov(),
            _ => self.calendar_dec(),
        }
    }
}

/// Times, and days as seen from today.
impl Words {
    /// 13:30.
    #[must_use]
    pub fn time(self, time: impl Borrow<Time>) -> String {
        let time = time.borrow();
        self.calendar_time(
            format_args!("{:02}", time.hour()),
            format_args!("{:02}", time.minute()),
        )
    }

    /// 24 Nov 2026, 13:30.
    #[must_use]
    pub fn day_and_time(self, day: impl Borrow<Date>, time: impl Borrow<Time>) -> String {
        self.calendar_day_and_time(self.day_short(day), self.time(time))
    }

    /// When something is due, in days: today, tomorrow, in 2 days; or 12 days late.
    #[must_use]
    pub fn due_in(self, due: impl Borrow<Date>, today: impl Borrow<Date>) -> String {
        match days_between(*today.borrow(), *due.borrow()) {
            0 => self.calendar_today().to_owned(),
            1 => self.calendar_tomorrow().to_owned(),
            days if days > 1 => self.calendar_in_days(days),
            days => self.calendar_days_late(-days),
        }
    }

    /// When something is due, as a work list says it: today, tomorrow, Thursday, Wed 2 Dec,
    /// 24 Nov 2027; or 12 days late.
    #[must_use]
    pub fn due_on(self, due: impl Borrow<Date>, today: impl Borrow<Date>) -> String {
        let (due, today) = (*due.borrow(), *today.borrow());
        match days_between(today, due) {
            ..2 => self.due_in(due, today),
            2..7 => self.weekday(due).to_owned(),
            7..180 => self.day_brief(due),
            _ => self.day_short(due),
        }
    }

    /// When something was: today, yesterday, 12 days ago. A day still to come reads as due.
    #[must_use]
    pub fn ago(self, day: impl Borrow<Date>, today: impl Borrow<Date>) -> String {
        let (day, today) = (*day.borrow(), *today.borrow());
        match days_between(day, today) {
            ..=0 => self.due_in(day, today),
            1 => self.calendar_yesterday().to_owned(),
            days => self.calendar_days_ago(days),
        }
    }

    /// 35 minutes, 1 hour, 1 hour 20 minutes.
    #[must_use]
    pub fn minutes(self, minutes: impl Count) -> String {
        let minutes = minutes.count();
        match (minutes / 60, minutes % 60) {
            (0, minutes) => self.span_minutes(minutes),
            (hours, 0) => self.span_hours(hours),
            (hours, minutes) => {
                self.span_two_parts(self.span_hours(hours), self.span_minutes(minutes))
            }
        }
    }

    /// Names and words in a row: Police, Health and Housing.
    #[must_use]
    pub fn list<T: Display>(self, members: &[T]) -> String {
        let Some((last, before)) = members.split_last() else {
            return String::new();
        };
        let row = before.iter().fold(None, |row, next| match row {
            None => Some(next.to_string()),
            Some(row) => Some(self.list_next(row, next)),
        });
        row.map_or_else(|| last.to_string(), |row| self.list_and_last(row, last))
    }
}

/// Unit: calendar days, negative when `to` lies before `from`.
fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}
