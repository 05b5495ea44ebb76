//! How a referral is told in the cast: what arrived, what was decided, and the case that it opened.
//! Days count back from the demonstration's day, or on from the day the referral arrived.

use serde::Deserialize;

/// A referral as it arrived, what became of it, and what was never done.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    pub key: String,
    #[serde(default)]
    pub programme: String,
    pub person: String,
    /// Unit: days before the demonstration's day, 0 to 730.
    pub days_ago: u16,
    pub from: Referrer,
    pub happened: Happened,
    /// What was seen or heard: facts, and who said what.
    pub seen: String,
    /// What the referrer makes of it; kept apart, and often left out.
    #[serde(default)]
    pub view: String,
    pub knows: PersonKnows,
    pub named: MayBeNamed,
    pub urgency: Urgency,
    pub missing: Vec<Missing>,
    pub outcome: Outcome,
    /// Shape: present exactly where the outcome is `Accepted`.
    pub case: Option<Case>,
}

/// Who referred. An empty name is somebody who gave none; `at` is empty for family and self.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referrer {
    pub sector: Sector,
    pub name: String,
    pub role: String,
    pub at: String,
    pub phone: String,
    pub email: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    School,
    College,
    Health,
    Police,
    Council,
    Prison,
    Probation,
    YouthJustice,
    FamilyViaHelpline,
    Employer,
    Community,
    #[serde(rename = "self")]
    Themselves,
}

/// Unit: `days_before` the referral arrived.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happened {
    pub precision: HappenedPrecision,
    pub days_before: Option<u16>,
    pub words: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HappenedPrecision {
    Day,
    About,
    Several,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKnows {
    YesAgrees,
    YesDisagrees,
    NotYet,
    TellingDangerous,
    DontKnow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MayBeNamed {
    Yes,
    No,
    NotSure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    RingNow,
    Worried,
    DontKnow,
    TalkFirst,
}

/// An act that was expected of this referral and did not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    Acknowledgement,
    PriorSearch,
    ScreeningDecision,
    ReferrerTold,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Outcome {
    Received,
    InScreening,
    /// Unit: `until_days` after the decision to ask.
    AwaitingInformation {
        ask: String,
        until_days: u16,
        #[serde(flatten)]
        decision: Screening,
    },
    Accepted(Screening),
    Redirected {
        service: String,
        #[serde(flatten)]
        decision: Screening,
    },
    NoFurtherAction(Screening),
}

impl Outcome {
    /// The decision, where one was taken.
    pub fn decision(&self) -> Option<&Screening> {
        match self {
            Outcome::Received | Outcome::InScreening => None,
            Outcome::AwaitingInformation { decision, .. }
            | Outcome::Redirected { decision, .. }
            | Outcome::Accepted(decision)
            | Outcome::NoFurtherAction(decision) => Some(decision),
        }
    }
}

/// A screening decision. Unit: `after_days` since the referral arrived.
#[derive(Debug, Clone, Deserialize)]
pub struct Screening {
    pub by: String,
    pub after_days: u16,
    pub reasons: String,
    pub options: Vec<Choice>,
    pub dissent: Option<Dissent>,
}

/// An option that was considered and not taken.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub option: String,
    pub why_not: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dissent {
    pub by: String,
    pub words: String,
}

/// The case that an accepted referral opened.
/// Shape: `adoption` is missing exactly while the stage is `Considered`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub stage: Stage,
    pub lead: String,
    pub setting: Setting,
    pub basis: Basis,
    pub region: String,
    /// What the client wants, in the client's own words.
    pub wants: Option<String>,
    pub card: SafeContact,
    #[serde(default)]
    pub participants: Vec<Participant>,
    #[serde(default)]
    pub excluded: Vec<Excluded>,
    pub transfer: Option<Transfer>,
    pub adoption: Option<Adoption>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Considered,
    Active,
    Declined,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    Community,
    Custody,
    Residential,
    Online,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    Voluntary,
    Mandated,
    Mixed,
    NotSettled,
}

/// How and when to reach somebody, what not to leave, whom not to tell, and whether two should go.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafeContact {
    pub how: String,
    pub when: String,
    pub do_not: String,
    pub do_not_tell: String,
    pub pairs: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    pub person: String,
    pub role: ParticipantRole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantRole {
    ParentAsClient,
}

/// A member of staff who may not see the case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    pub staff: String,
    pub why: String,
}

/// An offer to hand the case on; the sender stays owner until it is accepted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    pub to: String,
    pub reasons: String,
    pub accepted: bool,
}

/// Adoption of a case, or its refusal, by two people. Unit: `after_days` since the referral arrived.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    pub by: String,
    pub second: String,
    pub after_days: u16,
    pub reasons: String,
    pub options: Vec<Choice>,
    pub dissent: Option<Dissent>,
}
