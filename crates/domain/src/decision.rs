//! Decisions: question, options, choice, reasons, dissent, and the policy version in force.

use crate::case::adoption::Adoption;
use crate::code::Code;
use crate::coded;
use crate::id::*;
use crate::identify::screening::Proposal;
use crate::moment::Moment;
use crate::subject::Subject;
use serde::{Deserialize, Serialize};

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
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OptionConsidered {
    pub option: String,
    pub why_not: String,
}

/// Which alternatives stood open.
/// Shape: where something is adopted, refused, ended, paused or shared, options with reasons are asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alternatives {
    Considered(Vec<OptionConsidered>),
    /// A routine decision may say so, with a reason.
    NoRealAlternative {
        because: String,
    },
}

/// Somebody who did not agree, in their words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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

coded! {
    /// What was to be decided.
    Question {
        Screening = "screening",
        Adoption = "adoption",
    }
}

/// What was chosen, by the question it answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chosen {
    Screening(Proposal),
    Adoption(Adoption),
}

impl Chosen {
    pub fn question(&self) -> Question {
        match self {
            Chosen::Screening(_) => Question::Screening,
            Chosen::Adoption(_) => Question::Adoption,
        }
    }

    /// The code of the choice.
    pub fn code(&self) -> &'static str {
        match self {
            Chosen::Screening(proposal) => proposal.choice().code(),
            Chosen::Adoption(adoption) => adoption.code(),
        }
    }
}

coded! {
    /// How far a decision has come.
    Effect {
        /// It waits for its second person.
        Proposed = "proposed",
        InEffect = "in_effect",
        /// Its second person did not agree, or it was overtaken.
        Fallen = "fallen",
    }
}

/// A decision about a referral or a case.
/// Shape: insert-only; only `effect` moves on, once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    pub id: DecisionId,
    pub subject: Subject,
    pub chosen: Chosen,
    pub grounds: Grounds,
    /// The number of the policy in force when it was taken.
    pub policy: i64,
    pub by: AccountId,
    pub at: Moment,
    pub effect: Effect,
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

/// Why a second person, or a second person's answer, was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecondRefusal {
    /// The same human being decided first, in whatever hat.
    SamePerson,
    /// It was answered already.
    AlreadyAnswered,
    /// What was proposed was taken back: nothing is asked any more.
    TakenBack,
    /// Somebody who does not agree says why.
    NoReason,
}

/// Why a second person could not be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskRefusal {
    /// Whoever decides is nobody's second person in the same matter.
    SamePerson,
    /// The one named holds no role in which this is answered here, or may not see it.
    MayNotAnswer,
    /// The programme file asks for an outside second and names nobody.
    NobodyToAsk,
}

/// A second look at one decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SecondLook {
    pub id: SecondLookId,
    pub decision: DecisionId,
    pub subject: Subject,
    pub question: Question,
    pub first: AccountId,
    /// A chosen colleague, or the outside second; otherwise any colleague of the programme who may.
    pub named: Option<AccountId>,
    /// The decision took effect already, and is looked at afterwards.
    pub deferred: bool,
    pub due_at: Moment,
    pub answered: Option<(AccountId, SecondAnswer, Moment)>,
    /// When what was proposed was taken back before anybody answered.
    pub taken_back_at: Option<Moment>,
}

impl SecondLook {
    /// Whether somebody is still to answer.
    pub fn waits(&self) -> bool {
        self.answered.is_none() && self.taken_back_at.is_none()
    }

    /// Answers the second look.
    /// Errors: when it is the same person as the first, whatever the hat; when it is answered, or was taken back,
    /// already; and when somebody does not agree and gives no reason.
    pub fn answer(
        self,
        who: AccountId,
        answer: SecondAnswer,
        words: &str,
        at: Moment,
    ) -> Result<SecondLook, SecondRefusal> {
        if self.answered.is_some() {
            return Err(SecondRefusal::AlreadyAnswered);
        }
        if self.taken_back_at.is_some() {
            return Err(SecondRefusal::TakenBack);
        }
        if self.first == who {
            return Err(SecondRefusal::SamePerson);
        }
        if answer == SecondAnswer::DoesNotAgree && words.trim().is_empty() {
            return Err(SecondRefusal::NoReason);
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
/// Shape: insert-only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disclosure {
    pub id: DisclosureId,
    pub kind: DisclosureKind,
    pub to: String,
    pub what: String,
    pub basis: Basis,
    pub told_at: Moment,
    /// None when the product itself answered, such as a form that says that it arrived.
    pub recorded_by: Option<AccountId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_person_is_another_human_being_and_answers_once() {
        let (first, other) = (AccountId::from_bits(1), AccountId::from_bits(2));
        let look = SecondLook {
            id: SecondLookId::from_bits(3),
            decision: DecisionId::from_bits(4),
            subject: ReferralId::from_bits(5).into(),
            question: Question::Screening,
            first,
            named: None,
            deferred: false,
            due_at: Moment::from_micros(9),
            answered: None,
            taken_back_at: None,
        };
        let at = Moment::from_micros(7);
        let agrees = SecondAnswer::Agrees;
        let check = |look: SecondLook, who, answer, words, expected| {
            assert_eq!(
                look.answer(who, answer, words, at).map(|l| l.answered),
                expected
            );
        };
        check(look, first, agrees, "", Err(SecondRefusal::SamePerson));
        check(look, other, agrees, "", Ok(Some((other, agrees, at))));
        let no = SecondAnswer::DoesNotAgree;
        check(look, other, no, " ", Err(SecondRefusal::NoReason));
        check(look, other, no, "Too soon.", Ok(Some((other, no, at))));
        let answered = SecondLook {
            answered: Some((other, agrees, at)),
            ..look
        };
        check(
            answered,
            other,
            agrees,
            "",
            Err(SecondRefusal::AlreadyAnswered),
        );
        let taken_back = SecondLook {
            taken_back_at: Some(at),
            ..look
        };
        check(taken_back, other, agrees, "", Err(SecondRefusal::TakenBack));
        assert!(look.waits() && !answered.waits() && !taken_back.waits());
    }
}
