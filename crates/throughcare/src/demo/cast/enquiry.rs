//! How a helpline enquiry is told in the cast: one or many calls, and how it ended.

use serde::Deserialize;

/// A helpline's advice: no name is asked, the caller chooses a word.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enquiry {
    pub key: String,
    pub programme: String,
    pub owner: String,
    /// Unit: days before the demonstration's day, of the first call.
    pub days_ago: u16,
    pub caller: String,
    /// Whom it is about, in the caller's words.
    pub about: String,
    pub child: bool,
    pub word: String,
    /// What the caller wants, in the caller's own words.
    pub wants: String,
    pub reach: Reach,
    #[serde(default)]
    pub promised: Vec<String>,
    pub calls: Vec<Call>,
    pub ending: Ending,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    pub how: String,
    pub do_not: String,
    pub if_somebody_else: String,
}

/// One call. Unit: `day` counts from the first call.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub day: u16,
    pub minutes: u16,
    pub by: String,
    pub said: String,
    pub advice: Vec<Advice>,
    pub words: String,
    pub next: String,
    pub again: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    AnEar,
    HowToTalk,
    WhatToLeaveAlone,
    WhoElseHelps,
    WhatAReferralIs,
    WhenToRingEmergency,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
pub enum Ending {
    Open,
    AdviceGiven,
    SentElsewhere { to: String },
    Lost,
    BecameReferral { referral: String },
}
