//! Has this person been in contact before? A mandatory, recorded search, judged record by record.

use crate::calendar::plus_months;
use crate::coded;
use crate::id::*;
use crate::moment::{Day, Moment};

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

coded! {
    /// For what a search for earlier contact is made.
    /// Source: DESIGN section 7: everyone is looked at, for a recorded purpose.
    SearchPurpose {
        /// The referral came in.
        Intake = "intake",
        /// A name or a birth date was learnt, or corrected, since the last search.
        Learnt = "learnt",
        /// It is looked at once more before something is decided.
        BeforeDecision = "before_decision",
        /// Something in the last search is doubted.
        Doubt = "doubt",
    }
}

impl SearchPurpose {
    /// What is most likely meant: by the first search, by one that is owed again, and by any other.
    pub fn likely(before: bool, owed_again: bool) -> SearchPurpose {
        match (before, owed_again) {
            (false, _) => SearchPurpose::Intake,
            (true, true) => SearchPurpose::Learnt,
            (true, false) => SearchPurpose::BeforeDecision,
        }
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
    pub purpose: SearchPurpose,
    /// The generation of keys under which it was made.
    pub generation: i64,
    pub not_searchable_because: Option<String>,
    /// Why none of the less likely records is this person: one reason for all of them.
    pub weak_closed_because: Option<String>,
    /// When a name or a birth date was learnt afterwards: the search is owed again.
    pub owed_again_at: Option<Moment>,
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
    /// Closed together with the other less likely ones.
    pub closed: bool,
}

impl Candidate {
    /// Whether somebody still has to judge it, or to close it. A pointer cannot be judged: it is asked about.
    pub fn waits(&self) -> bool {
        self.shown != Shown::Pointer && self.judgement.is_none() && !self.closed
    }
}

impl Search {
    /// Whether something turned up that only a matching officer may answer for.
    pub fn a_record_may_exist(&self) -> bool {
        self.candidates.iter().any(|c| c.shown == Shown::Pointer)
    }
}

coded! {
    /// What became of an earlier record, as far as somebody outside its programme is told.
    OutcomeClass {
        BeingLookedAt = "being_looked_at",
        NoFurtherAction = "no_further_action",
        SentElsewhere = "sent_elsewhere",
        CaseOpen = "case_open",
        CaseEnded = "case_ended",
    }
}

coded! {
    /// What the matching officer answers.
    OfficerAnswer {
        /// No record of this person is held.
        NoRecord = "no_record",
        /// A record is held; its programme may be asked.
        AskHolder = "ask_holder",
        /// A record is held; the one to speak with is named.
        Contact = "contact",
    }
}

/// A question to the matching officer of a programme that holds a record which the asker may not find.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficerQuestion {
    pub id: QuestionId,
    pub referral: ReferralId,
    pub search: SearchId,
    /// Whose officer is asked. It is not shown to the one who asks.
    pub programme: ProgrammeId,
    pub asked_by: AccountId,
    pub asked_at: Moment,
    pub due_at: Moment,
    pub answered: Option<Answered>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    pub answer: OfficerAnswer,
    /// Whom to speak with.
    pub whom: String,
    pub words: String,
    pub by: AccountId,
    pub at: Moment,
}

impl OfficerQuestion {
    /// Errors: when it is answered already, or a contact is offered and nobody named.
    pub fn answer(
        &self,
        answer: OfficerAnswer,
        whom: &str,
        words: &str,
        by: AccountId,
        at: Moment,
    ) -> Result<Answered, PriorContactRefusal> {
        if self.answered.is_some() {
            return Err(PriorContactRefusal::AlreadyAnswered);
        }
        if answer == OfficerAnswer::Contact && whom.trim().is_empty() {
            return Err(PriorContactRefusal::WhomNotNamed);
        }
        Ok(Answered {
            answer,
            whom: whom.to_owned(),
            words: words.to_owned(),
            by,
            at,
        })
    }
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
    /// Everything less likely was closed already.
    NothingLeftToClose,
    /// No record calls for the matching officer.
    NobodyToAsk,
    /// The matching officer was asked already.
    AlreadyAsked,
    /// A contact is offered and nobody is named.
    WhomNotNamed,
    /// There is a name or an exact birth date to search by.
    CanBeSearched,
    /// A later search, or something learnt since, took the place of this one.
    SearchedAgain,
    /// The earlier concern is shown after the judgement.
    JudgeFirst,
    /// The record belongs to somebody else; what may be shown of it is shown already.
    NotYours,
    /// The referral is decided.
    Decided,
    /// The question was answered already.
    AlreadyAnswered,
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
    /// Where one search stands, with so many records that nobody judged or closed.
    pub fn of_search(owed: bool, not_searchable: bool, strong: usize, weak: usize) -> Standing {
        match (owed, not_searchable) {
            (true, _) => Standing::Owed,
            (false, true) => Standing::NotSearchableYet,
            (false, false) if strong + weak > 0 => Standing::Unjudged { strong, weak },
            (false, false) => Standing::Done,
        }
    }

    /// Where a referral stands that concerns several people: the least settled of them.
    pub fn of_all(each: impl IntoIterator<Item = Standing>) -> Standing {
        let mut whole = None;
        for standing in each {
            whole = Some(match (whole, standing) {
                (None, one) => one,
                (Some(Standing::Owed), _) | (_, Standing::Owed) => Standing::Owed,
                (
                    Some(Standing::Unjudged { strong, weak }),
                    Standing::Unjudged { strong: s, weak: w },
                ) => Standing::Unjudged {
                    strong: strong + s,
                    weak: weak + w,
                },
                (Some(open @ Standing::Unjudged { .. }), _)
                | (_, open @ Standing::Unjudged { .. }) => open,
                (Some(Standing::NotSearchableYet), _) | (_, Standing::NotSearchableYet) => {
                    Standing::NotSearchableYet
                }
                (Some(Standing::Done), Standing::Done) => Standing::Done,
            });
        }
        whole.unwrap_or(Standing::Owed)
    }

    /// Whether the guard before screening is met: a search is recorded and not owed again.
    pub fn recorded(self) -> bool {
        !matches!(self, Standing::Owed)
    }
}

/// Whether a referral of `then` makes one of `now` a repeat referral. Unit: whole months.
/// Source: DOMAIN section 7; ledger F2.
pub fn repeats(then: Day, now: Day, within_months: i64) -> bool {
    then <= now && now <= plus_months(then, within_months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referral_stands_where_the_least_settled_of_its_people_stands() {
        use Standing::*;
        let unjudged = |strong, weak| Unjudged { strong, weak };
        let check = |each: &[Standing], expected| {
            assert_eq!(Standing::of_all(each.iter().copied()), expected, "{each:?}");
        };
        check(&[], Owed);
        check(&[Done, Done], Done);
        check(&[Done, NotSearchableYet], NotSearchableYet);
        check(&[NotSearchableYet, unjudged(1, 2)], unjudged(1, 2));
        check(&[unjudged(1, 2), Done, unjudged(0, 3)], unjudged(1, 5));
        check(&[unjudged(1, 2), Owed], Owed);
    }

    #[test]
    fn the_first_search_is_for_the_intake_and_one_that_is_owed_again_for_what_was_learnt() {
        let check = |before, owed_again, expected| {
            assert_eq!(SearchPurpose::likely(before, owed_again), expected);
        };
        check(false, false, SearchPurpose::Intake);
        check(false, true, SearchPurpose::Intake);
        check(true, true, SearchPurpose::Learnt);
        check(true, false, SearchPurpose::BeforeDecision);
    }

    #[test]
    fn a_repeat_referral_is_one_within_so_many_months() {
        let day = |y, m, d| Day::try_new(y, m, d).unwrap();
        let now = day(2026, 11, 24);
        let check = |then, expected| assert_eq!(repeats(then, now, 24), expected, "{then:?}");
        check(day(2026, 11, 24), true);
        check(day(2024, 11, 24), true);
        check(day(2024, 11, 23), false);
        check(day(2026, 11, 25), false);
    }

    #[test]
    fn who_searches_from_outside_sees_as_much_as_the_record_allows() {
        let (here, there) = (ProgrammeId::from_bits(1), ProgrammeId::from_bits(2));
        let check = |holder, discoverable, expected| {
            assert_eq!(shown_to(here, holder, discoverable), expected);
        };
        check(here, Discoverable::No, Some(Shown::Whole));
        check(there, Discoverable::Stub, Some(Shown::Stub));
        check(there, Discoverable::OfficerOnly, Some(Shown::Pointer));
        check(there, Discoverable::No, None);
    }
}
