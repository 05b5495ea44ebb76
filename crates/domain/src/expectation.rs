//! The engine of absence: what a programme's standards expect of one subject, computed from its facts.
//!
//! Invariant: the same facts and standards give the same rows in the same order; a row, once there, never vanishes.
//! Invariant: nothing here runs on a timer. Late, due and escalated are read off a row at the reader's moment.

mod compute;
#[cfg(test)]
mod tests;

pub use compute::expectations;

use crate::account::Role;
use crate::calendar::Calendar;
use crate::id::*;
use crate::moment::{Day, Moment};
use crate::programme::clock::{Clock, Duty};
use crate::reason::ReasonCode;
use crate::subject::Subject;

/// One version of a programme's clocks, and since when it is in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standards {
    pub version: i64,
    /// Facts recorded from here on are judged by it. The first version also judges what came before.
    pub in_force_from: Moment,
    pub calendar: Calendar,
    pub clocks: Vec<Clock>,
}

/// How an expectation stands on record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Open,
    Met {
        done_at: Moment,
        recorded_at: Moment,
    },
    /// No longer expected, because what it belonged to came to an end.
    Ended {
        at: Moment,
    },
    Waived {
        at: Moment,
        by: Option<AccountId>,
        reason: Option<ReasonCode>,
    },
    /// A new version of the standards took its place. The row stays as it was judged.
    Superseded {
        at: Moment,
        by: i64,
    },
}

/// One thing expected of one subject, whether or not it happened.
/// Shape: identified by clock, anchor and version. `due_on` is absent for clocks that run in hours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expectation {
    pub id: ExpectationId,
    pub clock: String,
    /// The version of the standards by which it is judged.
    pub version: i64,
    /// The position of the fact that set it going.
    pub anchor: i64,
    pub about: Option<i64>,
    pub anchored_at: Moment,
    pub first_due_at: Moment,
    pub due_at: Moment,
    pub due_on: Option<Day>,
    pub escalates_at: Option<Moment>,
    pub duty: Duty,
    /// How many new dates were given, and why the last.
    pub redated: i64,
    pub redated_because: Option<ReasonCode>,
    pub outcome: Outcome,
}

/// How an expectation looks to a reader at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Met,
    Ended,
    Waived,
    Superseded,
    /// Not due within the next five working days.
    Later,
    DueSoon,
    DueToday,
    /// Unit: whole days since the day it was due; 0 when a clock in hours ran out today.
    Overdue {
        days: i64,
    },
    /// Late for so long that the one named in the standard was told.
    Escalated {
        to: Role,
        days: i64,
    },
}

/// What is due within so many working days is due soon.
const SOON: i64 = 5;

/// The id of a row, made from what identifies it, so that a new date or a waiver can name a row
/// which is computed afresh. Shape: the same in every installation that has the same subject.
/// Source: docs/decisions/0005.
pub fn expectation_id(subject: Subject, clock: &str, anchor: i64, version: i64) -> ExpectationId {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    take(subject.kind().as_bytes());
    take(&subject.bits().to_le_bytes());
    take(clock.as_bytes());
    take(&anchor.to_le_bytes());
    take(&version.to_le_bytes());
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^= hash >> 33;
    ExpectationId::from_bits(((hash >> 1) as i64).max(1))
}

impl Outcome {
    /// As stored.
    pub fn code(&self) -> &'static str {
        match self {
            Outcome::Open => "open",
            Outcome::Met { .. } => "met",
            Outcome::Ended { .. } => "ended",
            Outcome::Waived { .. } => "waived",
            Outcome::Superseded { .. } => "superseded",
        }
    }

    pub fn open(&self) -> bool {
        matches!(self, Outcome::Open)
    }

    /// When it was done, ended, waived or superseded.
    pub fn settled_at(&self) -> Option<Moment> {
        match self {
            Outcome::Open => None,
            Outcome::Met { done_at: at, .. }
            | Outcome::Ended { at }
            | Outcome::Waived { at, .. }
            | Outcome::Superseded { at, .. } => Some(*at),
        }
    }
}

/// Why a clock cannot be given a new date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RedateRefusal {
    /// It is met, ended, waived or superseded.
    Settled,
    /// This clock takes no new dates at all.
    NeverMoved,
    /// It was given as many new dates as it may have.
    MovedOftenEnough {
        times: i64,
    },
    NotInFuture,
    /// No later than this.
    TooFar {
        latest: Moment,
    },
}

impl Expectation {
    /// It was done after it was due, whenever it was typed in.
    pub fn done_late(&self) -> bool {
        matches!(self.outcome, Outcome::Met { done_at, .. } if done_at > self.due_at)
    }

    /// It was done in time and typed in after it was due: the record is late, the work is not.
    pub fn typed_late(&self) -> bool {
        matches!(self.outcome, Outcome::Met { done_at, recorded_at }
            if done_at <= self.due_at && recorded_at > self.due_at)
    }

    /// It was due, and at that time neither done nor released. Counts in fidelity whatever came later.
    pub fn missed(&self, now: Moment) -> bool {
        self.outcome.settled_at().unwrap_or(now) > self.due_at
    }

    /// How it looks at a moment.
    /// Shape: `clock` and `calendar` are those of the version by which the row is judged.
    pub fn standing(&self, clock: &Clock, now: Moment, calendar: &Calendar) -> Standing {
        match self.outcome {
            Outcome::Met { .. } => return Standing::Met,
            Outcome::Ended { .. } => return Standing::Ended,
            Outcome::Waived { .. } => return Standing::Waived,
            Outcome::Superseded { .. } => return Standing::Superseded,
            Outcome::Open => {}
        }
        let today = calendar.day(now);
        let due = self.due_on.unwrap_or_else(|| calendar.day(self.due_at));
        if now > self.due_at {
            let days = due.days_until(today);
            return match (self.escalates_at, clock.escalate) {
                (Some(at), Some(escalation)) if now > at => Standing::Escalated {
                    to: escalation.to,
                    days,
                },
                _ => Standing::Overdue { days },
            };
        }
        if due <= today {
            Standing::DueToday
        } else if due <= calendar.plus_working_days(today, SOON) {
            Standing::DueSoon
        } else {
            Standing::Later
        }
    }

    /// Whether the clock may be given this new date.
    /// Errors: when it is settled, was moved as often as the standard allows, or the date is past or too far off.
    pub fn redate_allowed(
        &self,
        clock: &Clock,
        new_due: Moment,
        now: Moment,
        calendar: &Calendar,
    ) -> Result<(), RedateRefusal> {
        if !self.outcome.open() {
            return Err(RedateRefusal::Settled);
        }
        let times = clock.redates.times;
        if times == 0 {
            return Err(RedateRefusal::NeverMoved);
        }
        if self.redated >= times {
            return Err(RedateRefusal::MovedOftenEnough { times });
        }
        if new_due <= now {
            return Err(RedateRefusal::NotInFuture);
        }
        let from = self.due_at.max(now);
        let latest = clock
            .redates
            .at_most
            .and_then(|at_most| calendar.due(from, at_most, None));
        match latest {
            Some(latest) if new_due > latest.at => Err(RedateRefusal::TooFar { latest: latest.at }),
            _ => Ok(()),
        }
    }
}
