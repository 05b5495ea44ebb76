//! Decisions: question, options, choice, reasons, dissent, and the policy version in force.

use crate::coded;
use crate::id::*;
use crate::moment::{Day, Moment};

coded! {
    /// How a decision came about.
    DecisionMode {
        Single = "single",
        Meeting = "meeting",
        WrittenRound = "written_round",
        UrgentActRatified = "urgent_act_ratified",
    }
}

/// Another way that was open, and why it was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OptionConsidered {
    pub option: String,
    pub why_not: String,
}

/// Which alternatives stood open.
/// Shape: where something is adopted, refused, ended, paused or shared, options with reasons are asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Alternatives {
    Considered(Vec<OptionConsidered>),
    /// A routine decision may say so, with a reason.
    NoRealAlternative {
        because: String,
    },
}

/// Somebody who did not agree, in their words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dissent {
    pub by: String,
    pub words: String,
}

/// What is written down whenever something is decided. There is no change of state without one.
/// Source: DESIGN section 5, ledger F4 and F20.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grounds {
    pub reasons: String,
    pub alternatives: Alternatives,
    pub dissent: Vec<Dissent>,
    /// A written comparison with the earlier concern, where somebody is referred again.
    pub comparison: Option<String>,
    pub mode: DecisionMode,
}

/// How the second person is met for one decision.
/// Source: DESIGN section 5, "Second person".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecondPerson {
    NotNeeded,
    /// The decision takes effect when somebody else has agreed.
    Agreement,
    /// The decision takes effect now; somebody else looks at it within the days that the programme file names.
    Deferred {
        within_days: i64,
    },
}

coded! {
    /// What the second person said.
    SecondAnswer {
        Agrees = "agrees",
        DoesNotAgree = "does_not_agree",
    }
}

/// Why a second person's answer was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecondRefusal {
    /// The same human being decided first, in whatever hat.
    SamePerson,
    /// It was answered already.
    AlreadyAnswered,
}

/// A second look at one decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SecondLook {
    pub id: SecondLookId,
    pub decision: DecisionId,
    pub first: AccountId,
    pub deferred: bool,
    pub answered: Option<(AccountId, SecondAnswer, Moment)>,
}

impl SecondLook {
    /// Answers the second look.
    /// Errors: when it is the same person as the first, or answered already.
    pub fn answer(
        self,
        who: AccountId,
        answer: SecondAnswer,
        at: Moment,
    ) -> Result<SecondLook, SecondRefusal> {
        if self.answered.is_some() {
            return Err(SecondRefusal::AlreadyAnswered);
        }
        if self.first == who {
            return Err(SecondRefusal::SamePerson);
        }
        Ok(SecondLook {
            answered: Some((who, answer, at)),
            ..self
        })
    }
}

coded! {
    /// What the public, the referrer or a partner was told, and by what kind of paper.
    DisclosureKind {
        WordToReferrer = "word_to_referrer",
        Acknowledgement = "acknowledgement",
        ReferralToService = "referral_to_service",
        Print = "print",
        Export = "export",
        UrgentAct = "urgent_act",
        AnswerToSearch = "answer_to_search",
    }
}

coded! {
    /// The basis on which something is told or done.
    Basis {
        Consent = "consent",
        Mandate = "mandate",
        Statute = "statute",
        VitalInterest = "vital_interest",
    }
}

/// Something told to somebody outside. Past copies cannot be found again later, so each is written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disclosure {
    pub kind: DisclosureKind,
    pub to: String,
    pub what: String,
    pub basis: Basis,
    pub on: Day,
}
