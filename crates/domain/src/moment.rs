//! Instants and days. The clock is an argument; nothing here reads it.

use jiff::civil;
use jiff::tz::TimeZone;
use std::fmt;

/// An instant. Unit: microseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Moment(i64);

pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;

impl Moment {
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    pub const fn micros(self) -> i64 {
        self.0
    }
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1000)
    }
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0 + minutes * MINUTE)
    }
    pub const fn plus_hours(self, hours: i64) -> Self {
        Self(self.0 + hours * HOUR)
    }
    /// The civil day and time of this instant in a zone.
    pub fn civil(self, zone: &TimeZone) -> civil::DateTime {
        let stamp =
            jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        zone.to_datetime(stamp)
    }
    /// The day of this instant in a zone.
    pub fn day(self, zone: &TimeZone) -> Day {
        Day(self.civil(zone).date())
    }
    /// The instant in UTC to the second, as operators read it.
    pub fn stamp(self) -> String {
        format!(
            "{}Z",
            self.civil(&TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S")
        )
    }
    /// The first instant that carries this civil date and time in a zone.
    pub fn from_civil(at: civil::DateTime, zone: &TimeZone) -> Self {
        let stamp = zone
            .to_ambiguous_timestamp(at)
            .compatible()
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        Self(stamp.as_microsecond())
    }
}

/// A day of the calendar, without a time zone.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
#[serde(into = "i64", try_from = "i64")]
pub struct Day(civil::Date);

/// The number or text names no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar")]
pub struct NotADay;

impl Day {
    /// Errors: when the month or the day of the month does not exist.
    pub fn try_new(year: i16, month: i8, day: i8) -> Result<Self, NotADay> {
        civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| NotADay)
    }
    pub const fn from_date(date: civil::Date) -> Self {
        Self(date)
    }
    pub const fn date(self) -> civil::Date {
        self.0
    }
    /// As stored: year * 10000 + month * 100 + day.
    pub fn number(self) -> i64 {
        i64::from(self.0.year()) * 10_000
            + i64::from(self.0.month()) * 100
            + i64::from(self.0.day())
    }
    /// Errors: when the number was not made by [`Day::number`].
    pub fn from_number(number: i64) -> Result<Self, NotADay> {
        let year = i16::try_from(number / 10_000).map_err(|_| NotADay)?;
        Self::try_new(year, (number / 100 % 100) as i8, (number % 100) as i8)
    }
    pub fn plus_days(self, days: i64) -> Self {
        Self(
            self.0
                .saturating_add(jiff::Span::new().days(days.clamp(-200_000, 200_000))),
        )
    }
    /// Unit: whole days from `self` to `later`; negative when `later` is earlier.
    pub fn days_until(self, later: Day) -> i64 {
        i64::from((later.0 - self.0).get_days())
    }
    /// The first instant of this day in a zone.
    pub fn begins(self, zone: &TimeZone) -> Moment {
        Moment::from_civil(self.0.at(0, 0, 0, 0), zone)
    }
    /// The last instant that still belongs to this day in a zone: a thing due on a day is late after it.
    pub fn ends(self, zone: &TimeZone) -> Moment {
        Moment::from_micros(self.plus_days(1).begins(zone).micros() - 1)
    }
}

impl From<Day> for i64 {
    fn from(day: Day) -> i64 {
        day.number()
    }
}
impl TryFrom<i64> for Day {
    type Error = NotADay;
    fn try_from(number: i64) -> Result<Self, NotADay> {
        Day::from_number(number)
    }
}
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_back_from_its_number() {
        for (y, m, d) in [(1950, 1, 1), (2024, 2, 29), (2026, 12, 31)] {
            let day = Day::try_new(y, m, d).unwrap();
            assert_eq!(Day::from_number(day.number()), Ok(day));
        }
        assert_eq!(Day::try_new(2026, 11, 31), Err(NotADay));
        assert_eq!(Day::from_number(20_261_131), Err(NotADay));
    }

    #[test]
    fn a_day_ends_just_before_the_next_begins_also_when_clocks_change() {
        let zone = TimeZone::get("Europe/London").unwrap();
        for number in [20_260_329, 20_261_025, 20_261_124] {
            let day = Day::from_number(number).unwrap();
            assert_eq!(
                day.ends(&zone).micros() + 1,
                day.plus_days(1).begins(&zone).micros()
            );
            assert_eq!(day.begins(&zone).day(&zone), day);
            assert_eq!(day.ends(&zone).day(&zone), day);
        }
    }
}
