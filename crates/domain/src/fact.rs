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

/// Facts about clocks, accounts and programmes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum HouseFact {
    /// A clock was given a new date, with a coded reason.
    ClockRedated {
        subject: Subject,
        expectation: ExpectationId,
        until: Moment,
        reason: ReasonCode,
        words: Option<Narrative>,
    },
    /// What was expected is not expected any more, with a coded reason.
    ClockWaived {
        subject: Subject,
        expectation: ExpectationId,
        reason: ReasonCode,
        words: Option<Narrative>,
    },
    AccountMade {
        account: AccountId,
    },
    HatGiven {
        account: AccountId,
        grant: GrantId,
    },
    SignedIn {
        account: AccountId,
        grant: GrantId,
    },
    SignInFailed {
        account: AccountId,
    },
    HatChanged {
        account: AccountId,
        grant: GrantId,
    },
    SignedOut {
        account: AccountId,
    },
    ProgrammeAdopted {
        programme: ProgrammeId,
        version: i64,
    },
    AgencyJoined {
        programme: ProgrammeId,
        agency: AgencyId,
    },
    AgencyMade {
        agency: AgencyId,
    },
    SupervisionSet {
        account: AccountId,
        supervisor: AccountId,
    },
    DutyGiven {
        programme: ProgrammeId,
        account: AccountId,
    },
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

impl HouseFact {
    pub fn kind(&self) -> &'static str {
        match self {
            HouseFact::ClockRedated { .. } => "house.clock-redated",
            HouseFact::ClockWaived { .. } => "house.clock-waived",
            HouseFact::AccountMade { .. } => "house.account-made",
            HouseFact::HatGiven { .. } => "house.hat-given",
            HouseFact::SignedIn { .. } => "house.signed-in",
            HouseFact::SignInFailed { .. } => "house.sign-in-failed",
            HouseFact::HatChanged { .. } => "house.hat-changed",
            HouseFact::SignedOut { .. } => "house.signed-out",
            HouseFact::ProgrammeAdopted { .. } => "house.programme-adopted",
            HouseFact::AgencyJoined { .. } => "house.agency-joined",
            HouseFact::AgencyMade { .. } => "house.agency-made",
            HouseFact::SupervisionSet { .. } => "house.supervision-set",
            HouseFact::DutyGiven { .. } => "house.duty-given",
        }
    }

    pub fn clear(&self) -> Clear {
        match self {
            HouseFact::ClockRedated {
                subject,
                expectation,
                until,
                ..
            } => Clear::of(*subject).about(*expectation).until(Some(*until)),
            HouseFact::ClockWaived {
                subject,
                expectation,
                ..
            } => Clear::of(*subject).about(*expectation),
            HouseFact::AccountMade { account }
            | HouseFact::SignInFailed { account }
            | HouseFact::SignedOut { account } => Clear::of(*account),
            HouseFact::HatGiven { account, grant }
            | HouseFact::SignedIn { account, grant }
            | HouseFact::HatChanged { account, grant } => Clear::of(*account).about(*grant),
            HouseFact::ProgrammeAdopted { programme, .. } => Clear::of(*programme),
            HouseFact::AgencyMade { agency } => Clear::of(Subject::Agency(*agency)),
            HouseFact::SupervisionSet {
                account,
                supervisor,
            } => Clear::of(*account).about(*supervisor),
            HouseFact::DutyGiven { programme, account } => Clear::of(*programme).about(*account),
            HouseFact::AgencyJoined { programme, agency } => Clear::of(*programme).about(*agency),
        }
    }
}

impl HouseFact {
    pub fn code(&self) -> Option<&'static str> {
        match self {
            HouseFact::ClockRedated { reason, .. } | HouseFact::ClockWaived { reason, .. } => {
                Some(reason.code())
            }
            _ => None,
        }
    }

    pub fn kinds() -> Vec<Kind> {
        let mut kinds = vec![
            Kind::coded::<ReasonCode>("house.clock-redated"),
            Kind::coded::<ReasonCode>("house.clock-waived"),
        ];
        let plain = [
            "house.account-made",
            "house.hat-given",
            "house.signed-in",
            "house.sign-in-failed",
            "house.hat-changed",
            "house.signed-out",
            "house.programme-adopted",
            "house.agency-joined",
            "house.agency-made",
            "house.supervision-set",
            "house.duty-given",
        ];
        kinds.extend(plain.map(Kind::plain));
        kinds
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
    /// A kind told apart by the values of one closed list.
    pub fn coded<C: Code>(name: &'static str) -> Kind {
        Kind {
            name,
            codes: C::ALL.iter().map(|v| v.code()).collect(),
        }
    }
    pub fn told_apart(name: &'static str, codes: &[&'static str]) -> Kind {
        Kind {
            name,
            codes: codes.to_vec(),
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

    /// The names of all variants, from the message with which serde refuses an unknown one.
    fn variants<F: serde::de::DeserializeOwned>() -> Vec<String> {
        let refusal = serde_json::from_str::<F>(r#"{"fact":"?"}"#)
            .err()
            .expect("no fact has this name")
            .to_string();
        refusal
            .split('`')
            .skip(3)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_kind_of_fact_is_listed_once() {
        let check = |kinds: Vec<Kind>, variants: Vec<String>| {
            assert_eq!(kinds.len(), variants.len(), "{variants:?}");
            for variant in variants {
                let listed = kinds.iter().filter(|kind| {
                    let (component, what) = kind.name.split_once('.').unwrap();
                    what == variant || format!("{component}-{what}") == variant
                });
                assert_eq!(listed.count(), 1, "{variant}");
            }
        };
        check(
            crate::identify::fact::Fact::kinds(),
            variants::<crate::identify::fact::Fact>(),
        );
        check(
            crate::case::fact::Fact::kinds(),
            variants::<crate::case::fact::Fact>(),
        );
        check(HouseFact::kinds(), variants::<HouseFact>());
    }

    #[test]
    fn a_fact_carries_only_a_code_that_its_kind_lists() {
        use crate::identify::referral::{Channel, Urgency};
        let subject = ReferralId::from_bits(1);
        let facts: [Fact; 3] = [
            crate::identify::fact::Fact::ReferralReceived {
                referral: subject,
                programme: ProgrammeId::from_bits(2),
                channel: Channel::PublicForm,
                urgency: Urgency::RingNow,
                enquiry: None,
            }
            .into(),
            crate::identify::fact::Fact::ScreeningBegun { referral: subject }.into(),
            HouseFact::ClockWaived {
                subject: subject.into(),
                expectation: ExpectationId::from_bits(3),
                reason: ReasonCode::StaffLeave,
                words: None,
            }
            .into(),
        ];
        for fact in facts {
            let kind = Fact::kinds()
                .into_iter()
                .find(|k| k.name == fact.kind())
                .unwrap();
            match fact.clear().code {
                Some(code) => assert!(kind.codes.contains(&code), "{code}"),
                None => assert!(kind.codes.is_empty(), "{}", kind.name),
            }
        }
    }
}
