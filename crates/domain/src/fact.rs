//! What happened, as named facts: audit payload, line of the timeline, and what expectations wait for.
//!
//! Invariant: a fact holds ids, codes and digests, never a narrative, a name or an address.

use crate::code::Code;
use crate::id::*;
use crate::moment::Moment;
use crate::reason::ReasonCode;
use crate::subject::Subject;
use serde::{Deserialize, Serialize};

/// A salted digest that stands for words which are kept, sealed, elsewhere.
/// Shape: both parts in hexadecimal; the salt is new for each fact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Narrative {
    pub salt: String,
    pub digest: String,
}

/// A named fact of one component, or of the house itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    Identify(crate::identify::fact::Fact),
    Case(crate::case::fact::Fact),
    House(HouseFact),
}

/// Declares the facts of one component, each in one place: its stable name, what it holds, whose fact it is, and which
/// of its values stay readable.
/// Shape: `of(subject)`, then as far as it has them `about(id)`, `until(moment)`, and what tells facts of one kind apart:
/// `code(List: field)` for a closed list, `told(fields: [words] = word)` where a word is worked out.
macro_rules! facts {
    ($(#[$doc:meta])* pub enum $name:ident { $(
        $(#[$about_variant:meta])*
        $variant:ident = $kind:literal { $( $(#[$about_field:meta])* $field:ident : $type:ty ),+ $(,)? }
        => of($subject:ident) $(about($about:ident))? $(until($until:ident))? $(code($list:ty : $code:ident))?
           $(told($($told:ident),+ : [$($word:literal),+] = $by:expr))?
    ),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "fact", rename_all = "kebab-case")]
        pub enum $name { $( $(#[$about_variant])* $variant { $( $(#[$about_field])* $field: $type ),+ } ),+ }

        impl $name {
            /// The stable name of the fact, `component.what-happened`.
            pub fn kind(&self) -> &'static str {
                match self { $( $name::$variant { .. } => $kind ),+ }
            }

            pub fn clear(&self) -> $crate::fact::Clear {
                match self { $(
                    $name::$variant { $subject, $($about,)? $($until,)? .. } =>
                        $crate::fact::Clear::of(*$subject)$(.about(*$about))?$(.until(Option::from(*$until)))?
                ),+ }
            }

            /// The closed word by which clocks tell facts of one kind apart.
            pub fn code(&self) -> Option<&'static str> {
                match self { $(
                    $name::$variant { $($code,)? $($($told,)+)? .. } => {
                        let words: &[&'static str] = &[$($crate::code::Code::code(*$code))? $($by)?];
                        words.first().copied()
                    }
                ),+ }
            }

            /// Every kind, with its codes.
            pub fn kinds() -> Vec<$crate::fact::Kind> {
                vec![$( $crate::fact::Kind::plain($kind)$(.coded::<$list>())?$(.told_apart(&[$($word),+]))? ),+]
            }
        }
    };
}
pub(crate) use facts;

facts! {
    /// Facts about clocks, accounts and programmes.
    pub enum HouseFact {
        /// A clock was given a new date, with a coded reason.
        ClockRedated = "house.clock-redated" {
            subject: Subject,
            expectation: ExpectationId,
            until: Moment,
            reason: ReasonCode,
            words: Option<Narrative>,
        } => of(subject) about(expectation) until(until) code(ReasonCode: reason),
        /// What was expected is not expected any more, with a coded reason.
        ClockWaived = "house.clock-waived" {
            subject: Subject,
            expectation: ExpectationId,
            reason: ReasonCode,
            words: Option<Narrative>,
        } => of(subject) about(expectation) code(ReasonCode: reason),
        AccountMade = "house.account-made" { account: AccountId }
            => of(account),
        HatGiven = "house.hat-given" { account: AccountId, grant: GrantId }
            => of(account) about(grant),
        SignedIn = "house.signed-in" { account: AccountId, grant: GrantId }
            => of(account) about(grant),
        SignInFailed = "house.sign-in-failed" { account: AccountId }
            => of(account),
        HatChanged = "house.hat-changed" { account: AccountId, grant: GrantId }
            => of(account) about(grant),
        SignedOut = "house.signed-out" { account: AccountId }
            => of(account),
        ProgrammeAdopted = "house.programme-adopted" { programme: ProgrammeId, version: i64 }
            => of(programme),
        AgencyJoined = "house.agency-joined" { programme: ProgrammeId, agency: AgencyId }
            => of(programme) about(agency),
        AgencyMade = "house.agency-made" { agency: AgencyId }
            => of(agency),
        SupervisionSet = "house.supervision-set" { account: AccountId, supervisor: AccountId }
            => of(account) about(supervisor),
        DutyGiven = "house.duty-given" { programme: ProgrammeId, account: AccountId }
            => of(programme) about(account),
    }
}

/// The columns of a fact that stay readable without any key but the file's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clear {
    pub subject: Subject,
    /// A date of the fact's own, by which something was promised or is to happen.
    pub until: Option<Moment>,
    /// The promise, decision, question or expectation that the fact is about.
    pub about: Option<i64>,
    /// The one closed word by which a clock tells such facts apart (the choice, the urgency, the reason).
    /// Shape: one of the codes that [`Fact::kinds`] lists; it says nothing that names or describes a person.
    pub code: Option<&'static str>,
}

impl Clear {
    pub fn of(subject: impl Into<Subject>) -> Clear {
        Clear {
            subject: subject.into(),
            until: None,
            about: None,
            code: None,
        }
    }
    pub fn until(self, until: Option<Moment>) -> Clear {
        Clear { until, ..self }
    }
    pub fn about(self, id: impl Id) -> Clear {
        Clear {
            about: Some(id.bits()),
            ..self
        }
    }
}

impl From<HouseFact> for Fact {
    fn from(fact: HouseFact) -> Fact {
        Fact::House(fact)
    }
}

impl Fact {
    /// The version of the payloads that this build writes. A golden file keeps a sample of every version.
    pub const VERSION: i64 = 1;

    /// The stable name of the fact, `component.what-happened`.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::Identify(fact) => fact.kind(),
            Fact::Case(fact) => fact.kind(),
            Fact::House(fact) => fact.kind(),
        }
    }

    pub fn clear(&self) -> Clear {
        let clear = match self {
            Fact::Identify(fact) => fact.clear(),
            Fact::Case(fact) => fact.clear(),
            Fact::House(fact) => fact.clear(),
        };
        Clear {
            code: self.code(),
            ..clear
        }
    }

    fn code(&self) -> Option<&'static str> {
        match self {
            Fact::Identify(fact) => fact.code(),
            Fact::Case(fact) => fact.code(),
            Fact::House(fact) => fact.code(),
        }
    }

    /// Every kind of fact that a clock can name, with the codes by which it can be told apart.
    pub fn kinds() -> Vec<Kind> {
        let mut kinds = crate::identify::fact::Fact::kinds();
        kinds.extend(crate::case::fact::Fact::kinds());
        kinds.extend(HouseFact::kinds());
        kinds
    }
}

/// One kind of fact, as a programme file may name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind {
    pub name: &'static str,
    pub codes: Vec<&'static str>,
}

impl Kind {
    pub fn plain(name: &'static str) -> Kind {
        Kind {
            name,
            codes: Vec::new(),
        }
    }
    /// The kind, told apart by the values of one closed list.
    pub fn coded<C: Code>(self) -> Kind {
        Kind {
            codes: C::ALL.iter().map(|v| v.code()).collect(),
            ..self
        }
    }
    pub fn told_apart(self, codes: &[&'static str]) -> Kind {
        Kind {
            codes: codes.to_vec(),
            ..self
        }
    }
}

/// A fact with the time it happened, where that is not the time it is recorded.
/// Shape: events have three times (happened, known, recorded); the third is the transaction's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happening {
    pub fact: Fact,
    pub happened_at: Option<Moment>,
    pub known_at: Option<Moment>,
}

impl<F: Into<Fact>> From<F> for Happening {
    fn from(fact: F) -> Happening {
        Happening {
            fact: fact.into(),
            happened_at: None,
            known_at: None,
        }
    }
}

impl Fact {
    /// The fact, happened at another time than it is recorded.
    pub fn happened(self, at: Moment) -> Happening {
        Happening {
            fact: self,
            happened_at: Some(at),
            known_at: None,
        }
    }
}

/// A fact as expectations see it: its clear columns and no more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactLine {
    pub kind: String,
    pub happened_at: Moment,
    pub recorded_at: Moment,
    pub until: Option<Moment>,
    pub about: Option<i64>,
    /// The position in the subject's stream; the anchor of what it sets going.
    pub seq: i64,
    pub actor: Option<AccountId>,
    /// As [`Clear::code`]: the reason of a new date or a waiver, the choice of a decision.
    pub code: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One fact of every kind and payload version that was ever written, a line each. A line is never changed.
    const EVER_WRITTEN: &str = include_str!("../golden/facts.jsonl");

    #[derive(Deserialize)]
    struct Written {
        version: i64,
        kind: String,
        payload: serde_json::Value,
    }

    fn ever_written() -> Vec<Written> {
        let lines = EVER_WRITTEN.lines();
        lines
            .map(|line| serde_json::from_str(line).expect(line))
            .collect()
    }

    #[test]
    fn every_fact_ever_written_can_be_read() {
        for written in ever_written() {
            let fact: Fact = serde_json::from_value(written.payload.clone()).expect(&written.kind);
            assert_eq!(fact.kind(), written.kind);
            if written.version == Fact::VERSION {
                assert_eq!(
                    serde_json::to_value(&fact).unwrap(),
                    written.payload,
                    "{}",
                    written.kind
                );
            }
        }
    }

    #[test]
    fn every_kind_of_fact_is_listed_once_and_has_a_sample_of_this_version() {
        let mut kinds: Vec<&str> = Fact::kinds().iter().map(|kind| kind.name).collect();
        let mut samples: Vec<String> = ever_written()
            .into_iter()
            .filter(|w| w.version == Fact::VERSION)
            .map(|w| w.kind)
            .collect();
        kinds.sort_unstable();
        samples.sort_unstable();
        assert_eq!(samples, kinds);
    }

    #[test]
    fn a_fact_carries_only_a_code_that_its_kind_lists() {
        let kinds = Fact::kinds();
        for written in ever_written() {
            let fact: Fact = serde_json::from_value(written.payload).expect(&written.kind);
            let kind = kinds
                .iter()
                .find(|k| k.name == fact.kind())
                .expect("listed");
            match fact.clear().code {
                Some(code) => assert!(kind.codes.contains(&code), "{code}"),
                None => assert!(kind.codes.is_empty(), "{}", kind.name),
            }
        }
    }
}
