//! A clock: after some fact, another is expected within a time, by somebody, and what follows when it does not come.

use crate::account::Role;
use crate::calendar::{Calendar, Due, Within};
use crate::code::Code;
use crate::coded;
use crate::fact::FactLine;
use crate::moment::Moment;
use std::fmt;

coded! {
    /// The six components of intensive case management, in their order.
    Component {
        Identify = "identify",
        Assess = "assess",
        Plan = "plan",
        Deliver = "deliver",
        Evaluate = "evaluate",
        Exit = "exit",
    }
}

/// The name of a fact in a clock: `identify.referral-received`, or only where it carries a code,
/// `identify.screening-decided:accept`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactName {
    pub kind: String,
    pub code: Option<String>,
}

impl FactName {
    /// Splits a name at its colon. Whether such a fact exists is for the programme file's reader to check.
    pub fn new(text: &str) -> FactName {
        match text.split_once(':') {
            Some((kind, code)) => FactName {
                kind: kind.to_owned(),
                code: Some(code.to_owned()),
            },
            None => FactName {
                kind: text.to_owned(),
                code: None,
            },
        }
    }

    pub fn names(&self, line: &FactLine) -> bool {
        self.kind == line.kind && (self.code.is_none() || self.code == line.code)
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{}:{code}", self.kind),
            None => f.write_str(&self.kind),
        }
    }
}

/// Whose work it is that a clock waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Duty {
    /// The accountable owner of the enquiry, referral or case.
    Owner,
    /// The one to whom it was offered: the account that the anchor is about.
    OfferedTo,
    /// The second person, found as the programme file says.
    SecondPerson,
    Role(Role),
}

impl Duty {
    pub fn code(self) -> &'static str {
        match self {
            Duty::Owner => "owner",
            Duty::OfferedTo => "offered_to",
            Duty::SecondPerson => "second_person",
            Duty::Role(role) => role.code(),
        }
    }

    pub fn from_code(code: &str) -> Option<Duty> {
        Some(match code {
            "owner" => Duty::Owner,
            "offered_to" => Duty::OfferedTo,
            "second_person" => Duty::SecondPerson,
            _ => Duty::Role(Role::from_code(code).ok()?),
        })
    }
}

/// Who is told when something stays late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Escalation {
    pub to: Role,
    /// Counted from the due time.
    pub after: Within,
}

/// The range within which a programme may set a clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    pub min: Within,
    pub max: Within,
}

/// How often a clock may be given a new date, and by how much at most each time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Redates {
    pub times: i64,
    /// Counted from the date that is given up, or from now where that has passed.
    pub at_most: Option<Within>,
}

impl Redates {
    pub const NONE: Redates = Redates {
        times: 0,
        at_most: None,
    };
}

/// One standard of a programme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clock {
    pub key: String,
    pub component: Component,
    /// The kinds of subject to which it applies; all when empty.
    pub on: Vec<String>,
    pub after: Vec<FactName>,
    pub expect: Vec<FactName>,
    /// Each of the expected facts is needed; otherwise one of them is enough.
    pub all: bool,
    /// What was done before it was owed counts too.
    pub earlier_counts: bool,
    /// Each promise, question or judgement has a clock of its own, matched by what the facts are about.
    /// Otherwise, while one runs, another beginning starts nothing.
    pub each: bool,
    /// After one of these it is not expected any more.
    pub ends: Vec<FactName>,
    pub within: Within,
    pub bounds: Option<Bounds>,
    pub duty: Duty,
    pub escalate: Option<Escalation>,
    pub redates: Redates,
}

impl Clock {
    /// When the one named in the clock is told, for something due then.
    pub fn escalates_at(&self, due: Moment, calendar: &Calendar) -> Option<Moment> {
        let escalation = self.escalate?;
        calendar
            .due(due, escalation.after, None)
            .map(|Due { at, .. }| at)
    }
}
