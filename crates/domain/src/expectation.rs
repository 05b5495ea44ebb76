//! The engine of absence: what a programme's standards expect of one subject, computed from its facts.
//!
//! Invariant: the same facts and standards give the same rows in the same order; a row, once there, never vanishes.

use crate::account::Role;
use crate::calendar::Calendar;
use crate::id::*;
use crate::moment::{Day, Moment};
use crate::programme::clock::{Clock, Duty};
use crate::reason::ReasonCode;

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
