//! What a fact, a look, a key, an owner or an expectation can be about.

use crate::id::*;

/// One thing with its own key, its own audit stream and its own expectations.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    Enquiry(EnquiryId),
    Referral(ReferralId),
    Case(CaseId),
    Person(PersonId),
    Programme(ProgrammeId),
    Account(AccountId),
    Agency(AgencyId),
}

impl Subject {
    /// The word under which it is stored.
    pub fn kind(self) -> &'static str {
        match self {
            Subject::Enquiry(_) => "enquiry",
            Subject::Referral(_) => "referral",
            Subject::Case(_) => "case",
            Subject::Person(_) => "person",
            Subject::Programme(_) => "programme",
            Subject::Account(_) => "account",
            Subject::Agency(_) => "agency",
        }
    }

    pub fn bits(self) -> i64 {
        match self {
            Subject::Enquiry(id) => id.bits(),
            Subject::Referral(id) => id.bits(),
            Subject::Case(id) => id.bits(),
            Subject::Person(id) => id.bits(),
            Subject::Programme(id) => id.bits(),
            Subject::Account(id) => id.bits(),
            Subject::Agency(id) => id.bits(),
        }
    }

    /// Reads what [`Subject::kind`] and [`Subject::bits`] wrote.
    pub fn from_stored(kind: &str, bits: i64) -> Option<Subject> {
        Some(match kind {
            "enquiry" => Subject::Enquiry(EnquiryId::from_bits(bits)),
            "referral" => Subject::Referral(ReferralId::from_bits(bits)),
            "case" => Subject::Case(CaseId::from_bits(bits)),
            "person" => Subject::Person(PersonId::from_bits(bits)),
            "programme" => Subject::Programme(ProgrammeId::from_bits(bits)),
            "account" => Subject::Account(AccountId::from_bits(bits)),
            "agency" => Subject::Agency(AgencyId::from_bits(bits)),
            _ => return None,
        })
    }
}

macro_rules! subject_from {
    ($($variant:ident($id:ident)),+) => {$(
        impl From<$id> for Subject {
            fn from(id: $id) -> Subject { Subject::$variant(id) }
        }
    )+};
}
subject_from!(
    Enquiry(EnquiryId),
    Referral(ReferralId),
    Case(CaseId),
    Person(PersonId),
    Programme(ProgrammeId),
    Account(AccountId),
    Agency(AgencyId)
);

impl From<&crate::identify::enquiry::Enquiry> for Subject {
    fn from(enquiry: &crate::identify::enquiry::Enquiry) -> Subject {
        enquiry.id.into()
    }
}
impl From<&crate::identify::referral::Referral> for Subject {
    fn from(referral: &crate::identify::referral::Referral) -> Subject {
        referral.id.into()
    }
}
impl From<&crate::case::Case> for Subject {
    fn from(case: &crate::case::Case) -> Subject {
        case.id.into()
    }
}
impl From<&crate::person::Person> for Subject {
    fn from(person: &crate::person::Person) -> Subject {
        person.id.into()
    }
}
