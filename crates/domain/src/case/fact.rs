//! The facts of a case: its opening, its owner, who takes part, and who may not see it.

use crate::case::adoption::Adoption;
use crate::case::{Case, Ending, ModeratorKind, ParticipantRole};
use crate::fact::{Narrative, facts};
use crate::id::*;
use crate::moment::{Day, Moment};
use crate::person::Child;
use crate::subject::Subject;

facts! {
    pub enum Fact {
        CaseOpened = "case.opened" {
            case: CaseId,
            referral: Option<ReferralId>,
            programme: ProgrammeId,
            decision: Option<DecisionId>,
        } => of(case),
        CaseTakenOver = "case.taken-over" { case: CaseId, on: Day }
            => of(case),
        ParticipantJoined = "case.participant-joined" { case: CaseId, participant: ParticipantId, role: ParticipantRole }
            => of(case) about(participant) code(ParticipantRole: role),
        /// Whether the person is treated as a child was settled, or settled anew.
        AgeJudged = "case.age-judged" { case: CaseId, child: Child }
            => of(case) code(Child: child),
        ModeratorSet = "case.moderator-set" { case: CaseId, moderator: ModeratorId, of: ModeratorKind, from: Day }
            => of(case) about(moderator) code(ModeratorKind: of),
        SafeContactSet = "case.safe-contact-set" { case: CaseId, card: CardId, version: i64, words: Narrative }
            => of(case) about(card),
        StaffExcluded = "case.staff-excluded" {
            case: CaseId,
            exclusion: ExclusionId,
            account: AccountId,
            words: Narrative,
        } => of(case) about(exclusion),
        ExclusionLifted = "case.exclusion-lifted" { case: CaseId, exclusion: ExclusionId, words: Narrative }
            => of(case) about(exclusion),
        AdoptionProposed = "case.adoption-proposed" {
            case: CaseId,
            decision: DecisionId,
            adoption: Adoption,
            words: Narrative,
        } => of(case) about(decision) code(Adoption: adoption),
        AdoptionFell = "case.adoption-fell" { case: CaseId, decision: DecisionId }
            => of(case) about(decision),
        CaseAdopted = "case.adopted" { case: CaseId, decision: DecisionId, policy_version: i64 }
            => of(case) about(decision),
        CaseClosed = "case.closed" {
            case: CaseId,
            decision: DecisionId,
            ending: Ending,
            policy_version: i64,
        } => of(case) about(decision) code(Ending: ending),
        RetentionReviewSet = "case.retention-review-set" { case: CaseId, on: Day }
            => of(case),
        OwnerSet = "owner.set" { subject: Subject, owner: AccountId }
            => of(subject) about(owner),
        OwnerOffered = "owner.offered" {
            subject: Subject,
            from: AccountId,
            to: AccountId,
            until: Option<Moment>,
            words: Option<Narrative>,
        } => of(subject) about(to) until(until),
        OwnerAccepted = "owner.accepted" { subject: Subject, owner: AccountId }
            => of(subject) about(owner),
        OwnerDeclined = "owner.declined" { subject: Subject, by: AccountId, words: Option<Narrative> }
            => of(subject) about(by),
        OwnerAssigned = "owner.assigned" { subject: Subject, by: AccountId, to: AccountId, words: Narrative }
            => of(subject) about(to),
        CoverArranged = "owner.cover-arranged" {
            subject: Subject,
            cover: CoverId,
            by: AccountId,
            from: Day,
            until: Day,
        } => of(subject) about(cover),
    }
}

/// The facts with which a case begins: its opening, its owner, whom it is about, and whether that is a child.
pub fn opening(
    case: &Case,
    decision: Option<DecisionId>,
    person: ParticipantId,
    child: Child,
) -> Vec<Fact> {
    let id = case.id;
    let mut facts = vec![
        Fact::CaseOpened {
            case: id,
            referral: case.referral,
            programme: case.programme,
            decision,
        },
        Fact::OwnerSet {
            subject: id.into(),
            owner: case.ownership.owner(),
        },
        Fact::ParticipantJoined {
            case: id,
            participant: person,
            role: ParticipantRole::PersonItIsAbout,
        },
        Fact::AgeJudged { case: id, child },
    ];
    facts.extend(case.taken_over.as_ref().map(|taken| Fact::CaseTakenOver {
        case: id,
        on: taken.on,
    }));
    facts
}

/// The fact that the age of the person is judged otherwise than before: unsure means child until it is decided.
/// Source: DESIGN section 5, "Age".
pub fn judged_anew(case: CaseId, before: Option<Child>, child: Child) -> Option<Fact> {
    (before != Some(child)).then_some(Fact::AgeJudged { case, child })
}

impl From<Fact> for crate::fact::Fact {
    fn from(fact: Fact) -> crate::fact::Fact {
        crate::fact::Fact::Case(fact)
    }
}
