//! The programme file: what one programme declares of itself. It is adopted by people, has a version, and is never typed in by the product.
//!
//! Invariant: a file is taken whole or refused whole, with every error in a sentence that names the key.

pub mod clock;
mod counsel;
mod parse;
mod read;
mod read_clock;
#[cfg(test)]
mod tests;

pub use counsel::check_with_counsel;
pub use parse::parse;

use crate::account::Role;
use crate::calendar::{Calendar, Due, Within};
use crate::case::adoption::AdoptingBody;
use crate::code::Code;
use crate::coded;
use crate::decision::SecondPerson;
use crate::expectation::Standards;
use crate::identify::prior_contact::Discoverable;
use crate::moment::{Day, Moment};
use crate::person::Child;
use crate::reason::ReasonCode;
use clock::Clock;
use std::collections::BTreeMap;

/// One version of a programme's own rules.
/// Source: DESIGN sections 4 and 5; docs/decisions/0005.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgrammeFile {
    pub version: i64,
    pub adopted_on: Day,
    pub adopted_by: String,
    pub name: String,
    /// What stands before the number of a case, spoken on the telephone ("NM").
    pub reference_prefix: String,
    pub calendar: Calendar,
    pub policy: Policy,
    pub arrivals: Arrivals,
    pub adopting_body: AdoptingBody,
    pub second_person: SecondPersonRules,
    pub discoverable: Discoverable,
    pub retention: RetentionTerms,
    pub prior_contact: PriorContactRules,
    pub deconfliction: Deconfliction,
    pub reasons: Vec<ReasonCode>,
    /// Words of the glossary that this programme calls otherwise.
    pub terms: BTreeMap<Term, String>,
    pub public_form: PublicForm,
    pub services: Vec<Service>,
    pub regions: Vec<String>,
    /// Words at which a form or a call sheet asks whether somebody should ring now. They rank nobody.
    pub emergency_words: Vec<String>,
    pub clocks: Vec<Clock>,
}

/// The thresholds in force: every decision is kept with the number under which it was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    pub name: String,
    pub number: i64,
    pub in_force_from: Day,
}

/// Who has the duty for what arrives. The file names roles; who holds them is kept elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrivals {
    pub role: Role,
    /// When nobody in that role has the duty.
    pub stand_in: Role,
}

impl Arrivals {
    /// Whether somebody who takes it down in this role goes on owning it: it is their work, and they heard it.
    pub fn falls_to(&self, role: Role) -> bool {
        role == self.role
    }
}

/// How the second person is met for one kind of decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecondRule {
    Colleague,
    /// Somebody of a sister organisation or the board, who sees that decision only.
    OutsideSecond,
    /// The decision takes effect; the second look is owed.
    Deferred {
        within_working_days: i64,
    },
}

impl SecondRule {
    pub fn asks(self) -> SecondPerson {
        match self {
            SecondRule::Colleague | SecondRule::OutsideSecond => SecondPerson::Agreement,
            SecondRule::Deferred {
                within_working_days,
            } => SecondPerson::Deferred {
                within_days: within_working_days,
            },
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SecondPersonRules {
    pub repeat_referral: SecondRule,
    pub adoption: SecondRule,
    pub redirect_without_acceptance: SecondRule,
}

/// After how many months a person looks at whether a record is still needed. Unit: whole months.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RetentionTerm {
    pub ends_at_screening: i64,
    pub declined_case: i64,
}

/// Shape: the child's terms are never longer than the adult's; unsure means child.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RetentionTerms {
    pub adult: RetentionTerm,
    pub child: RetentionTerm,
    /// How long it is kept who looked at what. Unit: whole months.
    /// Source: docs/decisions/0009.
    pub looks: i64,
}

impl RetentionTerms {
    /// The term of looks where a programme file says nothing else. Unit: whole months.
    pub const LOOKS: i64 = 24;

    pub fn of(&self, child: Child) -> RetentionTerm {
        if child.as_child() {
            self.child
        } else {
            self.adult
        }
    }

    /// The day on which a person looks at whether the record of a referral that ended at its screening is still needed.
    /// Shape: where several people are concerned and one is treated as a child, the child's term holds.
    pub fn review_after_screening(&self, children: &[Child], ended_on: Day) -> Day {
        months_after(ended_on, self.of(youngest(children)).ends_at_screening)
    }

    /// The same for a case that was declined.
    pub fn review_after_declined_case(&self, child: Child, closed_on: Day) -> Day {
        months_after(closed_on, self.of(child).declined_case)
    }
}

/// Nobody named counts as a child: unsure means child.
fn youngest(people: &[Child]) -> Child {
    let adults = !people.is_empty() && people.iter().all(|c| !c.as_child());
    if adults {
        Child::Adult
    } else {
        Child::TreatedAsChild
    }
}

/// Unit: whole calendar months; the last of a shorter month where the day does not exist.
fn months_after(day: Day, months: i64) -> Day {
    let months = jiff::Span::new().months(months.clamp(0, 1200));
    Day::from_date(day.date().saturating_add(months))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PriorContactRules {
    /// Unit: months within which a second referral is a repeat referral.
    pub repeat_within_months: i64,
    /// Whether a name or birth date learnt later makes the search owed again.
    pub search_again_when_identity_learnt: bool,
}

/// Whether, and of whom, it is asked if an investigation runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Deconfliction {
    NotUsedHere,
    Used { asked_of: String },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicForm {
    pub open: bool,
    pub telephone: String,
    /// A number that a person answers day and night.
    pub day_and_night: String,
    pub emergency_number: String,
    /// Language tags in which the form is offered.
    pub languages: Vec<String>,
}

/// A service to which somebody can be redirected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Service {
    pub name: String,
    pub for_whom: String,
    pub telephone: String,
}

coded! {
    /// A word of the glossary that a programme may call otherwise.
    Term {
        Enquiry = "enquiry",
        Referral = "referral",
        Referrer = "referrer",
        Screening = "screening",
        Case = "case",
        CaseLead = "case_lead",
        Practitioner = "practitioner",
        Client = "client",
        Panel = "panel",
        CaseConference = "case_conference",
        MatchingOfficer = "matching_officer",
        Deconfliction = "deconfliction",
        Adoption = "adoption",
        SupportPlan = "support_plan",
        Exit = "exit",
        Aftercare = "aftercare",
    }
}

impl ProgrammeFile {
    /// As [`ProgrammeFile::due_after`], or so many working days from now where no clock begins with the fact.
    pub fn due_by(&self, kind: &str, now: Moment, otherwise: i64) -> Moment {
        self.due_after(kind, now)
            .or_else(|| self.calendar.due(now, Within::WorkingDays(otherwise), None))
            .map_or(now, |due| due.at)
    }

    /// The clocks of this version, in force from the moment at which it was adopted in the product.
    pub fn standards(&self, in_force_from: Moment) -> Standards {
        Standards {
            version: self.version,
            in_force_from,
            calendar: self.calendar.clone(),
            clocks: self.clocks.clone(),
        }
    }

    pub fn clock(&self, key: &str) -> Option<&Clock> {
        self.clocks.iter().find(|c| c.key == key)
    }

    /// How long somebody has from one kind of fact to another, whatever the code that it carries.
    /// Shape: for what the product promises ("we answer within..."). The clock that begins with every fact of the
    /// kind counts; where each begins with some codes only, the one that joins the two, and none where several do:
    /// what holds for one code is no promise for all.
    pub fn within(&self, after: &str, expect: &str) -> Option<Within> {
        let joins = |clock: &&Clock| {
            clock.after.iter().any(|name| name.kind == after)
                && clock.expect.iter().any(|name| name.kind == expect)
        };
        let always = |clock: &&Clock| {
            let mut names = clock.after.iter();
            names.any(|name| name.kind == after && name.code.is_none())
        };
        let mut joined = self.clocks.iter().filter(joins);
        let found = match joined.clone().find(always) {
            Some(clock) => clock,
            None => joined.next().filter(|_| joined.next().is_none())?,
        };
        Some(found.within)
    }

    /// When what begins now with a kind of fact is due, for a fact that is to carry that date itself.
    /// Shape: none when no clock begins there, or the date is for somebody to choose.
    pub fn due_after(&self, kind: &str, now: Moment) -> Option<Due> {
        let clock = self
            .clocks
            .iter()
            .find(|c| c.after.iter().any(|n| n.kind == kind))?;
        self.calendar.due(now, clock.within, None)
    }

    /// The word by which this programme calls something, where it has one of its own.
    pub fn term(&self, term: Term) -> Option<&str> {
        self.terms.get(&term).map(String::as_str)
    }
}

/// One thing wrong in a programme file, said to the one who edits it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{path}: {says}")]
pub struct FileError {
    /// Where: `clock[3].within`, `retention.adult`.
    pub path: String,
    pub says: String,
}

/// The programme files that ship, as examples to be checked with counsel: key and text.
pub fn shipped() -> [(&'static str, &'static str); 3] {
    [
        (
            "local-panel",
            include_str!("../../../../programmes/local-panel.toml"),
        ),
        (
            "exit-ngo",
            include_str!("../../../../programmes/exit-ngo.toml"),
        ),
        (
            "residential-centre",
            include_str!("../../../../programmes/residential-centre.toml"),
        ),
    ]
}

#[cfg(test)]
mod retention_tests {
    use super::*;

    #[test]
    fn the_review_of_a_record_is_sooner_for_a_child_and_unsure_means_child() {
        let terms = RetentionTerms {
            adult: RetentionTerm {
                ends_at_screening: 12,
                declined_case: 24,
            },
            child: RetentionTerm {
                ends_at_screening: 6,
                declined_case: 12,
            },
            looks: RetentionTerms::LOOKS,
        };
        let ended = Day::from_number(20_260_831).unwrap();
        let check = |people: &[Child], number| {
            let on = terms.review_after_screening(people, ended);
            assert_eq!(on.number(), number, "{people:?}");
        };
        check(&[Child::Adult], 20_270_831);
        check(&[Child::Child], 20_270_228);
        check(&[Child::TreatedAsChild], 20_270_228);
        check(&[Child::Adult, Child::Child], 20_270_228);
        check(&[], 20_270_228);
        let declined = terms.review_after_declined_case(Child::Adult, ended);
        assert_eq!(declined.number(), 20_280_831);
    }
}
