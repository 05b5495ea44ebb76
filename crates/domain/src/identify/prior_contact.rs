//! Has this person been in contact before? A mandatory, recorded search, judged record by record.

use crate::coded;
use crate::id::*;
use crate::moment::Moment;
use crate::person::Identity;

coded! {
    /// Whether two records are one human being.
    Verdict {
        Same = "same",
        Possibly = "possibly",
        NotSame = "not_same",
        CannotTell = "cannot_tell",
    }
}

coded! {
    /// How a record appears to a prior-contact search from outside its programme.
    /// Source: DESIGN section 5, "Discoverable".
    Discoverable {
        /// The compared identity fields, holder, date, class of outcome and whom to ask; no more.
        Stub = "stub",
        /// "A record may exist, ask the matching officer."
        OfficerOnly = "officer_only",
        No = "no",
    }
}

coded! {
    /// How alike two records are. It says something of two records, never of a person, and is not kept on one.
    Likeness {
        Strong = "strong",
        Weak = "weak",
    }
}

coded! {
    /// How a found record is shown to the one who searched.
    Shown {
        /// Of the searcher's own programme.
        Whole = "whole",
        Stub = "stub",
        Pointer = "pointer",
    }
}

/// One recorded search.
/// Shape: insert-only. A search passed with "not searchable yet, why" has no candidates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search {
    pub id: SearchId,
    pub referral: ReferralId,
    pub person: Option<PersonId>,
    pub at: Moment,
    pub by: AccountId,
    /// The generation of keys under which it was made.
    pub generation: i64,
    pub not_searchable_because: Option<String>,
    pub candidates: Vec<Candidate>,
}

/// One record that a search turned up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    pub person: PersonId,
    pub programme: ProgrammeId,
    pub likeness: Likeness,
    pub shown: Shown,
    pub judgement: Option<Judgement>,
}

/// What somebody judged about two records. A later judgement supersedes an earlier one; both stay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judgement {
    pub link: LinkId,
    pub verdict: Verdict,
    pub why: String,
    pub by: AccountId,
    pub at: Moment,
}

/// Why a judgement or a search was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PriorContactRefusal {
    NoReason,
    /// There is no name and no birth date to search by.
    NothingToSearchBy,
    /// This record did not turn up in the search.
    NotACandidate,
    /// Strong candidates are judged one by one.
    JudgeOneByOne,
    /// Everything less likely was closed already.
    NothingLeftToClose,
    /// No record calls for the matching officer.
    NobodyToAsk,
    /// The question was answered already.
    AlreadyAnswered,
}

/// Whether an identity can be searched by at all: a name, or an exact birth date.
pub fn searchable(identity: &Identity) -> bool {
    use crate::person::BirthDate;
    identity.names.iter().any(|n| !n.text.trim().is_empty())
        || matches!(identity.birth.date, BirthDate::Day { .. })
}

/// How a record of `holder` appears to somebody who searches from `searcher`.
/// None when the record is not discoverable.
pub fn shown_to(
    searcher: ProgrammeId,
    holder: ProgrammeId,
    discoverable: Discoverable,
) -> Option<Shown> {
    if searcher == holder {
        return Some(Shown::Whole);
    }
    match discoverable {
        Discoverable::Stub => Some(Shown::Stub),
        Discoverable::OfficerOnly => Some(Shown::Pointer),
        Discoverable::No => None,
    }
}

/// Where the search for earlier contact stands for one referral.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Never searched, or a name or birth date was learnt since.
    Owed,
    /// Passed for now, because there is nothing to search by.
    NotSearchableYet,
    /// Searched; this many strong candidates wait for a judgement.
    Unjudged {
        strong: usize,
        weak: usize,
    },
    Done,
}

impl Standing {
    /// Whether the guard before screening is met: a search is recorded and not owed again.
    pub fn recorded(self) -> bool {
        !matches!(self, Standing::Owed)
    }
}
