//! The cast of the demonstration: agencies, staff, the people whom enquiries and referrals are
//! about, and every text that a page shows of them. All of it is invented. It is written in TOML
//! beside this file, so that a practitioner can read and better it without reading Rust.
//!
//! Invariant: nothing here is a date. Days count back from the demonstration's own day, and births
//! in years from its year, so that the demonstration is always "today".
#![allow(
    dead_code,
    reason = "the demonstration's builder and the byte scan read these fields"
)]

use serde::Deserialize;
use throughcare_domain::account::Role;

mod enquiry;
mod referral;
#[cfg(test)]
mod tests;

pub use enquiry::*;
pub use referral::*;

/// Everybody and everything that the demonstration tells.
#[derive(Debug, Clone)]
pub struct Cast {
    pub agencies: Vec<Agency>,
    pub programmes: Vec<Programme>,
    pub staff: Vec<Staff>,
    /// Shape: one for each referral, and the parents who are clients themselves.
    pub persons: Vec<Person>,
    pub referrals: Vec<Referral>,
    pub enquiries: Vec<Enquiry>,
    pub words: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    pub key: String,
    pub name: String,
    pub kind: AgencyKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    Council,
    Police,
    ExitNgo,
    Health,
    Education,
    Justice,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub key: String,
    pub name: String,
    pub kind: ProgrammeKind,
    /// The letters before a reference number, as in NM-2043.
    pub prefix: String,
    /// The agency that runs it.
    pub agency: String,
    pub helpline: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeKind {
    LocalPanel,
    ExitNgo,
}

/// A member of staff with an account.
/// Shape: belongs to one of the six agencies, or to an `organisation` outside them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    pub key: String,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub agency: Option<String>,
    pub organisation: Option<String>,
    pub hats: Vec<Hat>,
}

/// A role held in a scope: `of` names the agency or programme, and nothing for the installation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hat {
    pub role: Role,
    pub scope: Scope,
    pub of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Installation,
    Agency,
    Programme,
}

/// A person record of one programme.
/// Shape: `same_as` names an earlier record of the same human; `namesake_of` names somebody else
/// who bears the same name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub key: String,
    #[serde(default)]
    pub programme: String,
    pub names: Vec<Name>,
    pub birth: Birth,
    pub languages: Vec<String>,
    pub guardian: Option<Guardian>,
    pub town: String,
    pub street: Option<String>,
    /// School, work, or where else the days are spent.
    pub at: Option<String>,
    pub same_as: Option<String>,
    pub namesake_of: Option<String>,
}

impl Person {
    /// Whether the person counts as a child in the demonstration's year; unsure means child.
    pub fn is_child(&self) -> bool {
        self.birth.years < 18
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    pub is: String,
    #[serde(default)]
    pub kind: NameKind,
    #[serde(default)]
    pub script: Script,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    #[default]
    Birth,
    Used,
    Nickname,
    Patronymic,
    Kunya,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    #[default]
    Latin,
    Arabic,
    Armenian,
    Bengali,
    Cyrillic,
    Devanagari,
    Ethiopic,
    Greek,
    Gurmukhi,
    Malayalam,
}

/// When somebody was born, how exactly that is known, and who says so.
/// Unit: `years` before the demonstration's year; `on` is month and day, `MM-DD`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Birth {
    pub years: i16,
    pub on: Option<String>,
    #[serde(default)]
    pub precision: Precision,
    pub basis: String,
}

impl Birth {
    /// Year, and month and day where they were given, as seen from the demonstration's year.
    pub fn seen_from(&self, this_year: i16) -> (i16, Option<(i8, i8)>) {
        let month_day = self.on.as_deref().and_then(|on| on.split_once('-'));
        let month_day = month_day.and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
        (this_year - self.years, month_day)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    #[default]
    Day,
    Year,
    About,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guardian {
    pub name: String,
    pub relation: String,
}

/// Names of services and sentences that are not tied to one person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub redirect_services: Vec<String>,
    pub deconfliction_partners: Vec<String>,
    pub adoption_reasons: Vec<String>,
    pub decline_reasons: Vec<String>,
    pub transfer_reasons: Vec<String>,
    pub link_reasons: Vec<String>,
    pub act_now: Vec<ActNow>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActNow {
    pub key: String,
    pub done: String,
    pub told: String,
    pub basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgenciesFile {
    agency: Vec<Agency>,
    programme: Vec<Programme>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffFile {
    staff: Vec<Staff>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnquiriesFile {
    enquiry: Vec<Enquiry>,
}

/// The people of one programme, each above the referral about them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    programme: String,
    person: Vec<Person>,
    referral: Vec<Referral>,
}

const AGENCIES: &str = include_str!("cast/agencies.toml");
const STAFF: &str = include_str!("cast/staff.toml");
const WORDS: &str = include_str!("cast/words.toml");
const ENQUIRIES: &str = include_str!("cast/enquiries.toml");
const PEOPLE: [&str; 7] = [
    include_str!("cast/northmoor_1.toml"),
    include_str!("cast/northmoor_2.toml"),
    include_str!("cast/northmoor_3.toml"),
    include_str!("cast/northmoor_4.toml"),
    include_str!("cast/northmoor_5.toml"),
    include_str!("cast/bridge_1.toml"),
    include_str!("cast/bridge_2.toml"),
];

/// Reads the whole cast. The files are part of the binary, and a test reads each of them.
pub fn cast() -> Cast {
    let AgenciesFile { agency, programme } = read("agencies", AGENCIES);
    let (mut persons, mut referrals) = (Vec::new(), Vec::new());
    for text in PEOPLE {
        let file: PeopleFile = read("people", text);
        for mut person in file.person {
            person.programme.clone_from(&file.programme);
            persons.push(person);
        }
        for mut referral in file.referral {
            referral.programme.clone_from(&file.programme);
            referrals.push(referral);
        }
    }
    Cast {
        agencies: agency,
        programmes: programme,
        staff: read::<StaffFile>("staff", STAFF).staff,
        persons,
        referrals,
        enquiries: read::<EnquiriesFile>("enquiries", ENQUIRIES).enquiry,
        words: read("words", WORDS),
    }
}

fn read<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("the cast's {what}: {error}"))
}
