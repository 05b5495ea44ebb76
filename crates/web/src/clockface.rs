//! Times and days as a page shows them: in the programme's zone and the reader's language.

use jiff::tz::TimeZone;
use throughcare_domain::moment::{Day, HOUR, MINUTE, Moment};
use throughcare_text::Words;

/// Shows instants to one reader.
#[derive(Clone)]
pub struct Clockface {
    pub t: Words,
    pub zone: TimeZone,
    pub now: Moment,
}

impl Clockface {
    pub fn today(&self) -> Day {
        self.now.day(&self.zone)
    }
    /// "24 Nov 2026, 13:30"
    pub fn at(&self, moment: &Moment) -> String {
        let civil = moment.civil(&self.zone);
        self.t.day_and_time(civil.date(), civil.time())
    }
    /// "13:30"
    pub fn time(&self, moment: &Moment) -> String {
        self.t.time(moment.civil(&self.zone).time())
    }
    /// "24 November 2026"
    pub fn day(&self, moment: &Moment) -> String {
        self.t.day_plain(moment.civil(&self.zone).date())
    }
    /// "Tuesday 24 November"
    pub fn day_long(&self, moment: &Moment) -> String {
        self.t.day_long(moment.civil(&self.zone).date())
    }
    pub fn day_of(&self, moment: &Moment) -> Day {
        moment.day(&self.zone)
    }
    /// "24 Nov 2026"
    pub fn on(&self, day: impl std::borrow::Borrow<Day>) -> String {
        self.t.day_short(day.borrow().date())
    }
    /// "yesterday", "12 days ago"
    pub fn ago(&self, moment: &Moment) -> String {
        self.t
            .ago(moment.civil(&self.zone).date(), self.today().date())
    }
    /// "Thursday", "Wed 2 Dec"
    pub fn due_on(&self, moment: &Moment) -> String {
        self.t
            .due_on(moment.civil(&self.zone).date(), self.today().date())
    }
    /// "in 2 days", "12 days late"
    pub fn due_in(&self, moment: &Moment) -> String {
        self.t
            .due_in(moment.civil(&self.zone).date(), self.today().date())
    }
    /// How late something is: "12 days late", and for what ran out today "3 hours late".
    pub fn late(&self, due: &Moment) -> String {
        if self.day_of(due) < self.today() {
            return self.due_in(due);
        }
        let since = self.now.micros() - due.micros();
        self.t.calendar_late_by(match since / HOUR {
            0 => self.t.span_minutes((since / MINUTE).max(1)),
            hours => self.t.span_hours(hours),
        })
    }
    /// "in 2 days" while there is time, and how late it is afterwards.
    pub fn due_or_late(&self, due: &Moment) -> String {
        match *due < self.now {
            true => self.late(due),
            false => self.due_in(due),
        }
    }
    /// "2026-11-24T13:30", as a time input wants it.
    pub fn input(&self, moment: &Moment) -> String {
        let civil = moment.civil(&self.zone);
        format!("{}T{:02}:{:02}", civil.date(), civil.hour(), civil.minute())
    }
}
