//! The facts of a case: its opening, its owner, who takes part, and who may not see it.

use crate::case::adoption::Adoption;
use crate::case::{Case, Ending, ModeratorKind, ParticipantRole};
use crate::code::Code;
use crate::fact::{Clear, Kind, Narrative};
use crate::id::*;
use crate::moment::{Day, Moment};
use crate::person::Child;
use crate::subject::Subject;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    CaseOpened {
        case: CaseId,
        referral: Option<ReferralId>,
        programme: ProgrammeId,
        decision: Option<DecisionId>,
    },
    CaseTakenOver {
        case: CaseId,
        on: Day,
    },
    ParticipantJoined {
        case: CaseId,
        participant: ParticipantId,
        role: ParticipantRole,
    },
    /// Whether the person is treated as a child was settled, or settled anew.
    AgeJudged {
        case: CaseId,
        child: Child,
    },
    ModeratorSet {
        case: CaseId,
        moderator: ModeratorId,
        of: ModeratorKind,
        from: Day,
    },
    SafeContactSet {
        case: CaseId,
        card: CardId,
        version: i64,
        words: Narrative,
    },
    StaffExcluded {
        case: CaseId,
        exclusion: ExclusionId,
        account: AccountId,
        words: Narrative,
    },
    ExclusionLifted {
        case: CaseId,
        exclusion: ExclusionId,
        words: Narrative,
    },
    AdoptionProposed {
        case: CaseId,
        decision: DecisionId,
        adoption: Adoption,
        words: Narrative,
    },
    AdoptionFell {
        case: CaseId,
        decision: DecisionId,
    },
    CaseAdopted {
        case: CaseId,
        decision: DecisionId,
        policy_version: i64,
    },
    CaseClosed {
        case: CaseId,
        decision: DecisionId,
        ending: Ending,
        policy_version: i64,
    },
    RetentionReviewSet {
        case: CaseId,
        on: Day,
    },

    OwnerSet {
        subject: Subject,
        owner: AccountId,
    },
    OwnerOffered {
        subject: Subject,
        from: AccountId,
        to: AccountId,
        until: Option<Moment>,
        words: Option<Narrative>,
    },
    OwnerAccepted {
        subject: Subject,
        owner: AccountId,
    },
    OwnerDeclined {
        subject: Subject,
        by: AccountId,
        words: Option<Narrative>,
    },
    OwnerAssigned {
        subject: Subject,
        by: AccountId,
        to: AccountId,
        words: Narrative,
    },
    CoverArranged {
        subject: Subject,
        cover: CoverId,
        by: AccountId,
        from: Day,
        until: Day,
    },
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

impl Fact {
    pub fn kind(&self) -> &'static str {
        use Fact::*;
        match self {
            CaseOpened { .. } => "case.opened",
            CaseTakenOver { .. } => "case.taken-over",
            ParticipantJoined { .. } => "case.participant-joined",
            AgeJudged { .. } => "case.age-judged",
            ModeratorSet { .. } => "case.moderator-set",
            SafeContactSet { .. } => "case.safe-contact-set",
            StaffExcluded { .. } => "case.staff-excluded",
            ExclusionLifted { .. } => "case.exclusion-lifted",
            AdoptionProposed { .. } => "case.adoption-proposed",
            AdoptionFell { .. } => "case.adoption-fell",
            CaseAdopted { .. } => "case.adopted",
            CaseClosed { .. } => "case.closed",
            RetentionReviewSet { .. } => "case.retention-review-set",
            OwnerSet { .. } => "owner.set",
            OwnerOffered { .. } => "owner.offered",
            OwnerAccepted { .. } => "owner.accepted",
            OwnerDeclined { .. } => "owner.declined",
            OwnerAssigned { .. } => "owner.assigned",
            CoverArranged { .. } => "owner.cover-arranged",
        }
    }

    pub fn clear(&self) -> Clear {
        use Fact::*;
        match self {
            CaseOpened { case, .. }
            | CaseTakenOver { case, .. }
            | AgeJudged { case, .. }
            | RetentionReviewSet { case, .. } => Clear::of(*case),
            ParticipantJoined {
                case, participant, ..
            } => Clear::of(*case).about(*participant),
            ModeratorSet {
                case, moderator, ..
            } => Clear::of(*case).about(*moderator),
            SafeContactSet { case, card, .. } => Clear::of(*case).about(*card),
            StaffExcluded {
                case, exclusion, ..
            }
            | ExclusionLifted {
                case, exclusion, ..
            } => Clear::of(*case).about(*exclusion),
            AdoptionProposed { case, decision, .. }
            | AdoptionFell { case, decision }
            | CaseAdopted { case, decision, .. }
            | CaseClosed { case, decision, .. } => Clear::of(*case).about(*decision),
            OwnerSet { subject, owner } | OwnerAccepted { subject, owner } => {
                Clear::of(*subject).about(*owner)
            }
            OwnerOffered {
                subject, to, until, ..
            } => Clear::of(*subject).about(*to).until(*until),
            OwnerDeclined { subject, by, .. } => Clear::of(*subject).about(*by),
            OwnerAssigned { subject, to, .. } => Clear::of(*subject).about(*to),
            CoverArranged { subject, cover, .. } => Clear::of(*subject).about(*cover),
        }
    }

    /// The closed word by which clocks tell facts of one kind apart.
    pub fn code(&self) -> Option<&'static str> {
        use Fact::*;
        Some(match self {
            ParticipantJoined { role, .. } => role.code(),
            AgeJudged { child, .. } => child.code(),
            ModeratorSet { of, .. } => of.code(),
            AdoptionProposed { adoption, .. } => adoption.code(),
            CaseClosed { ending, .. } => ending.code(),
            _ => return None,
        })
    }

    /// Every kind, with its codes.
    pub fn kinds() -> Vec<Kind> {
        let mut kinds = vec![
            Kind::coded::<ParticipantRole>("case.participant-joined"),
            Kind::coded::<Child>("case.age-judged"),
            Kind::coded::<ModeratorKind>("case.moderator-set"),
            Kind::coded::<Adoption>("case.adoption-proposed"),
            Kind::coded::<Ending>("case.closed"),
        ];
        let plain = [
            "case.opened",
            "case.taken-over",
            "case.safe-contact-set",
            "case.staff-excluded",
            "case.exclusion-lifted",
            "case.adoption-fell",
            "case.adopted",
            "case.retention-review-set",
            "owner.set",
            "owner.offered",
            "owner.accepted",
            "owner.declined",
            "owner.assigned",
            "owner.cover-arranged",
        ];
        kinds.extend(plain.map(Kind::plain));
        kinds
    }
}

impl From<Fact> for crate::fact::Fact {
    fn from(fact: Fact) -> crate::fact::Fact {
        crate::fact::Fact::Case(fact)
    }
}
