//! The diary of the demonstration: who does what when, in the order of time, on working days and in office hours.

use super::staff::file_of;
use super::{Cast, Done, Made};
use crate::demo::cast::Referral;
use throughcare_domain::calendar::Calendar;
use throughcare_domain::moment::{Day, HOUR, MINUTE, Moment};

type Act<'c> = Box<dyn FnOnce(&mut Made<'_>) -> Done + 'c>;

/// Office hours. Unit: minutes from midnight.
const OPENS: i64 = 9 * 60;
const CLOSES: i64 = 17 * 60;
/// How far back the accounts were made. Unit: days.
const BEGAN: i64 = 745;

pub(super) struct Diary<'c> {
    today: Day,
    now: Moment,
    calendar: Calendar,
    seed: u64,
    entries: Vec<(Moment, Act<'c>)>,
}

impl<'c> Diary<'c> {
    pub fn new(cast: &Cast, now: Moment, seed: i64) -> Diary<'c> {
        let calendar = (cast.programmes.first())
            .and_then(|p| throughcare_domain::programme::parse(file_of(p.kind)).ok())
            .map_or_else(Calendar::plain, |file| file.calendar);
        Diary {
            today: calendar.day(now),
            now,
            calendar,
            seed: seed as u64,
            entries: Vec::new(),
        }
    }

    pub fn today(&self) -> Day {
        self.today
    }

    pub fn now(&self) -> Moment {
        self.now
    }

    pub fn beginning(&self) -> Moment {
        self.at(self.today.plus_days(-BEGAN), 8 * 60)
    }

    /// Writes down that something is done at an instant. What is written first is done first, at the same instant.
    pub fn note(&mut self, at: Moment, act: impl FnOnce(&mut Made<'_>) -> Done + 'c) {
        self.entries.push((at.min(self.now), Box::new(act)));
    }

    /// Lives through everything in the order of time.
    pub fn live(mut self, made: &mut Made<'_>) -> Done {
        self.entries.sort_by_key(|(at, _)| *at);
        for (at, act) in self.entries {
            made.house.clock.set(at);
            act(made)?;
        }
        Ok(())
    }

    /// A number that follows from the seed and a word, the same each time.
    pub fn chance(&self, word: &str, of: u64) -> u64 {
        let mut state = 0xcbf2_9ce4_8422_2325 ^ self.seed;
        for byte in word.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        (state ^ (state >> 29)) % of.max(1)
    }

    /// A number that follows from a word alone: for whatever must not vary with the seed.
    pub fn fixed(word: &str, of: u64) -> u64 {
        let folded = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0193);
        let state = word.bytes().fold(0x811c_9dc5, folded);
        (state ^ (state >> 17)) % of.max(1)
    }

    pub fn at(&self, day: Day, minutes: i64) -> Moment {
        day.begins(&self.calendar.zone).plus_minutes(minutes)
    }

    pub fn opening(&self, day: Day) -> Moment {
        self.at(day, OPENS - 60)
    }

    pub fn day(&self, at: Moment) -> Day {
        self.calendar.day(at)
    }

    /// The end of the nth working day after today, or before it.
    pub fn working_days(&self, n: i64) -> Day {
        if n >= 0 {
            return self.calendar.plus_working_days(self.today, n);
        }
        let mut day = self.today;
        let mut left = -n;
        while left > 0 {
            day = day.plus_days(-1);
            if self.calendar.working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// The nth working day after a day.
    pub fn later(&self, day: Day, n: i64) -> Day {
        self.calendar.plus_working_days(day, n)
    }

    /// So many days ago, or the last working day before.
    pub fn worked(&self, days_ago: u16) -> Day {
        let mut day = self.today.plus_days(-i64::from(days_ago));
        while days_ago > 0 && !self.calendar.working_day(day) {
            day = day.plus_days(-1);
        }
        day
    }

    pub fn arrival_day(&self, referral: &Referral) -> Day {
        self.worked(referral.days_ago)
    }

    pub fn weeks_ago(&self, day: Day) -> i64 {
        let past = i64::from(day.date().weekday().to_monday_zero_offset());
        let monday = day.plus_days(-past);
        let past = i64::from(self.today.date().weekday().to_monday_zero_offset());
        monday.days_until(self.today.plus_days(-past)) / 7
    }

    /// When something happens that is told for a day: in office hours of it or of the next working day, after what
    /// went before, and not later than now.
    pub fn slot(&self, word: &str, after: Moment, day: Day) -> Moment {
        let day = self.calendar.plus_working_days(day, 0);
        let hour = OPENS + self.chance(word, (CLOSES - OPENS - 30) as u64) as i64;
        let mut at = self.at(day, hour);
        if at <= after {
            at = after.plus_minutes(6 + self.chance(word, 35) as i64);
            if at > self.at(self.day(at), CLOSES + 45) {
                let next = self.calendar.plus_working_days(self.day(at), 1);
                at = self.at(next, OPENS + self.chance(word, 90) as i64);
            }
        }
        if at <= self.now {
            return at;
        }
        // It is not yet so late: then it was done just now, or at the end of the last day that was worked.
        let left = self.now.micros() - after.micros();
        let office = self.at(self.working_days(-1), CLOSES - 20);
        let today = self.calendar.working_day(self.today) && self.now > self.at(self.today, OPENS);
        if !today && office > after {
            return office;
        }
        if left <= 0 {
            return self.now;
        }
        let gap = (left / 3).min(HOUR).max((2 * MINUTE).min(left));
        Moment::from_micros(after.micros() + gap)
    }
}
