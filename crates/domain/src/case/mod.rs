//! A case: one person (possibly unnamed or never met), one owner, everybody who takes part.

pub mod adoption;
pub mod fact;
pub mod moderator;
pub mod safe_contact;

use crate::coded;
use crate::id::*;
use crate::identify::prior_contact::Discoverable;
use crate::moment::{Day, Moment};
use crate::ownership::Ownership;

coded! {
    /// Where a case stands.
    StateCode {
        Considered = "considered",
        Active = "active",
        Closed = "closed",
    }
}

coded! {
    /// How a case ended.
    Ending {
        DeclinedByThePanel = "declined_by_the_panel",
    }
}

/// Where a case stands, with what belongs to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// The screening accepted it for consideration; the body named in the programme file decides.
    Considered,
    Active {
        since: Moment,
    },
    Closed {
        at: Moment,
        ending: Ending,
    },
}

impl State {
    pub fn code(&self) -> StateCode {
        match self {
            State::Considered => StateCode::Considered,
            State::Active { .. } => StateCode::Active,
            State::Closed { .. } => StateCode::Closed,
        }
    }
}

/// The day and the stage at which a case was taken over from earlier records.
/// Shape: clocks start at `on`; the case is left out of counts from before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenOver {
    pub on: Day,
    pub from: String,
    pub stage: String,
}

/// One case of one programme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    pub id: CaseId,
    pub programme: ProgrammeId,
    pub reference: String,
    pub referral: Option<ReferralId>,
    pub person: PersonId,
    pub state: State,
    pub ownership: Ownership,
    pub discoverable: Discoverable,
    pub taken_over: Option<TakenOver>,
    pub opened_at: Moment,
    /// The day on which a person looks at whether the record is still needed.
    pub review_on: Option<Day>,
    pub version: i64,
}

coded! {
    /// What somebody is in a case.
    ParticipantRole {
        PersonItIsAbout = "person_it_is_about",
        ParentAsClient = "parent_as_client",
        Guardian = "guardian",
        Sibling = "sibling",
        OtherRelative = "other_relative",
        Friend = "friend",
    }
}

/// Somebody who takes part in a case. Consent, goals and sessions belong to a participant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participant {
    pub id: ParticipantId,
    pub person: Option<PersonId>,
    pub role: ParticipantRole,
    /// For a guardian: by what power.
    pub power: String,
    pub described: String,
    pub since: Day,
}

coded! {
    /// On what the person's taking part rests.
    Footing {
        Voluntary = "voluntary",
        Mandated = "mandated",
        Mixed = "mixed",
        NotSettled = "not_settled",
    }
}

coded! {
    /// Where the person lives while the case runs.
    Setting {
        Community = "community",
        Custody = "custody",
        Residential = "residential",
        Online = "online",
        NotSettled = "not_settled",
    }
}

coded! {
    /// Which moderator a dated span is about. Without them nobody can ever analyse what worked for whom.
    ModeratorKind {
        Footing = "footing",
        Setting = "setting",
        Region = "region",
        OrderInForce = "order_in_force",
        AgreedIntensity = "agreed_intensity",
    }
}

/// A dated span of one moderator.
/// Shape: a later span of the same kind ends the earlier one on its own first day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moderator {
    pub id: ModeratorId,
    pub kind: ModeratorKind,
    pub value: String,
    pub from: Day,
    pub until: Option<Day>,
    pub recorded_by: AccountId,
}

/// A member of staff who may not see a case, and why (a relative, a neighbour).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exclusion {
    pub id: ExclusionId,
    pub account: AccountId,
    pub why: String,
    pub lifted_at: Option<Moment>,
}

/// Why something about a case was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaseRefusal {
    Closed,
    /// The owner cannot be excluded before somebody else owns the case.
    OwnerCannotBeExcluded,
    NoReason,
    UnknownValue,
    /// A guardian is recorded with the power by which they act.
    PowerNotNamed,
    DatesOutOfOrder,
    AlreadyExcluded,
    /// There is neither a name nor a word for who is meant.
    NobodyDescribed,
    /// A case is about one person, who takes part already.
    AlreadyTakesPart,
    /// The card says nothing.
    NothingWritten,
    /// A case that is taken over says from which records.
    SourceNotNamed,
}

impl TakenOver {
    /// Errors: when the day is still to come, the source is not named, or the stage is one in which no case is taken over.
    pub fn check(&self, stage: StateCode, today: Day) -> Result<(), CaseRefusal> {
        if self.from.trim().is_empty() {
            return Err(CaseRefusal::SourceNotNamed);
        }
        if self.on > today {
            return Err(CaseRefusal::DatesOutOfOrder);
        }
        match stage {
            StateCode::Considered | StateCode::Active => Ok(()),
            StateCode::Closed => Err(CaseRefusal::UnknownValue),
        }
    }
}

impl Case {
    /// Errors: when the case is closed.
    pub fn open_to_changes(&self) -> Result<(), CaseRefusal> {
        match self.state {
            State::Closed { .. } => Err(CaseRefusal::Closed),
            _ => Ok(()),
        }
    }

    /// Whether somebody may join those who take part.
    pub fn join(&self, participant: &Participant, today: Day) -> Result<(), CaseRefusal> {
        self.open_to_changes()?;
        if participant.role == ParticipantRole::PersonItIsAbout {
            return Err(CaseRefusal::AlreadyTakesPart);
        }
        if participant.described.trim().is_empty() && participant.person.is_none() {
            return Err(CaseRefusal::NobodyDescribed);
        }
        if participant.role == ParticipantRole::Guardian && participant.power.trim().is_empty() {
            return Err(CaseRefusal::PowerNotNamed);
        }
        if participant.since > today {
            return Err(CaseRefusal::DatesOutOfOrder);
        }
        Ok(())
    }

    /// Excludes a member of staff from the case.
    pub fn exclude(&self, who: AccountId, why: &str) -> Result<(), CaseRefusal> {
        if why.trim().is_empty() {
            return Err(CaseRefusal::NoReason);
        }
        if self.ownership.owner() == who || self.ownership.offered_to() == Some(who) {
            return Err(CaseRefusal::OwnerCannotBeExcluded);
        }
        Ok(())
    }
}
