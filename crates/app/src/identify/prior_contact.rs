//! Has this person been in contact before? A recorded search, judged record by record.
//!
//! Invariant: nothing is chosen beforehand, and the earlier concern is shown after the judgement.

use crate::Refusal;
use crate::refusal::NoRule;
use throughcare_domain::decision::Decision;
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::identify::prior_contact::*;
use throughcare_domain::identify::referral::{Line, Referral, State};
use throughcare_domain::moment::Moment;
use throughcare_domain::person::Person;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_matching::{self as matching, Comparison};
use throughcare_store::identify::earlier_record::{self, EarlierRecord};
use throughcare_store::identify::{
    person, person_link, prior_contact as table, referral as referrals,
};
use throughcare_store::{Permitted, Tx, access, account, decision, programme};

type Done<T> = Result<T, Refusal<PriorContactRefusal>>;

/// "Cannot tell" is looked at again after so many working days, where the programme file says nothing else.
const CANNOT_TELL_WORKING_DAYS: i64 = 10;

/// Opens a referral that still takes searches and judgements.
pub(super) fn undecided(
    tx: &mut Tx<'_>,
    action: Action,
    id: ReferralId,
) -> Done<Permitted<Referral>> {
    let referral = referrals::open(tx, action, id)?;
    if referral.state.ended() {
        return Err(Refusal::Rule(PriorContactRefusal::Decided));
    }
    Ok(referral)
}

/// Searches all records of all programmes for one person of a referral, and records for what.
/// Shape: what was judged the same, or possibly the same, before stays judged; the rest is looked at anew.
pub fn search(
    mut tx: Tx<'_>,
    id: ReferralId,
    of: PersonId,
    purpose: SearchPurpose,
) -> Done<SearchId> {
    let referral = undecided(&mut tx, Action::SearchEarlierContact, id)?;
    let by = tx.actor().account().ok_or(Refusal::NotFound)?;
    let searched = person::find_person(&mut tx, &referral, of)?.ok_or(Refusal::NotFound)?;
    if !searched.identity.searchable() {
        return Err(Refusal::Rule(PriorContactRefusal::NothingToSearchBy));
    }
    let before = person_link::list_standing(&mut tx, &referral, of)?;
    let kept = |other| {
        let same = |v| matches!(v, Verdict::Same | Verdict::Possibly);
        let found = before.iter().find(|(p, j)| *p == other && same(j.verdict));
        found.map(|(_, judgement)| judgement.clone())
    };
    let candidates: Vec<Candidate> = table::list_alike(&mut tx, &referral, &searched)?
        .into_iter()
        .map(|found| Candidate {
            person: found.person,
            programme: found.programme,
            likeness: found.likeness,
            shown: found.shown,
            judgement: kept(found.person),
            closed: false,
        })
        .collect();
    let search = Search {
        id: tx.new_id(),
        referral: id,
        person: Some(of),
        at: tx.now(),
        by,
        purpose,
        generation: person::generation(&tx),
        not_searchable_because: None,
        weak_closed_because: None,
        owed_again_at: None,
        candidates,
    };
    table::insert_search(&mut tx, &referral, &search)?;
    let mut facts = vec![searched_fact(&search)];
    facts.extend(settled(&mut tx, &referral, &search)?);
    tx.commit(facts)?;
    Ok(search.id)
}

/// Whether a record may exist that only an officer may answer for is said; how many do is not.
fn searched_fact(search: &Search) -> F {
    let shown = |likeness| {
        let of_it = |c: &&Candidate| c.likeness == likeness && c.shown != Shown::Pointer;
        search.candidates.iter().filter(of_it).count() as i64
    };
    F::PriorContactSearched {
        referral: search.referral,
        search: search.id,
        generation: search.generation,
        strong: shown(Likeness::Strong),
        weak: shown(Likeness::Weak),
        pointers: i64::from(search.a_record_may_exist()),
        purpose: Some(search.purpose),
    }
}

/// The fact that a search is settled, once every record is judged or closed and, where one may exist that is not
/// shown, the matching officer is asked.
pub(super) fn settled(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    search: &Search,
) -> Done<Option<F>> {
    let waits = search.candidates.iter().any(Candidate::waits);
    let asked = !search.a_record_may_exist()
        || !throughcare_store::identify::officer_question::list_questions(tx, referral, search.id)?
            .is_empty();
    let nothing = search.candidates.is_empty();
    Ok((!waits && asked && !nothing).then_some(F::SearchSettled {
        referral: search.referral,
        search: search.id,
    }))
}

/// Passes the step for now, because there is neither a name nor a birth date to search by, and says why.
/// `of` is somebody whom the referral concerns; nobody when nobody is recorded yet.
pub fn not_searchable(
    mut tx: Tx<'_>,
    id: ReferralId,
    of: Option<PersonId>,
    why: &str,
) -> Done<SearchId> {
    let referral = undecided(&mut tx, Action::SearchEarlierContact, id)?;
    let by = tx.actor().account().ok_or(Refusal::NotFound)?;
    if why.trim().is_empty() {
        return Err(Refusal::Rule(PriorContactRefusal::NoReason));
    }
    let searchable = match of {
        None => !referral.persons.is_empty(),
        Some(of) => person::find_person(&mut tx, &referral, of)?
            .ok_or(Refusal::NotFound)?
            .identity
            .searchable(),
    };
    if searchable {
        return Err(Refusal::Rule(PriorContactRefusal::CanBeSearched));
    }
    let search = Search {
        id: tx.new_id(),
        referral: id,
        person: of,
        at: tx.now(),
        by,
        purpose: SearchPurpose::Intake,
        generation: person::generation(&tx),
        not_searchable_because: Some(why.to_owned()),
        weak_closed_because: None,
        owed_again_at: None,
        candidates: Vec::new(),
    };
    table::insert_search(&mut tx, &referral, &search)?;
    let words = tx.narrative(&[why]);
    tx.commit([F::NotSearchableYet {
        referral: id,
        search: search.id,
        words,
    }])?;
    Ok(search.id)
}

/// The search that is judged: the latest one for that person, and not owed again since.
pub(super) fn current(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    of: PersonId,
    search: SearchId,
) -> Done<Search> {
    let latest = table::find_latest_search(tx, referral, Some(of))?.ok_or(Refusal::NotFound)?;
    if latest.id != search || latest.owed_again_at.is_some() {
        return Err(Refusal::Rule(PriorContactRefusal::SearchedAgain));
    }
    Ok(latest)
}

/// Judges whether a record that turned up is the person, with a reason. A judgement may be changed; both stay.
pub fn judge(
    mut tx: Tx<'_>,
    id: ReferralId,
    of: PersonId,
    search: SearchId,
    candidate: PersonId,
    verdict: Verdict,
    why: &str,
) -> Done<LinkId> {
    let referral = undecided(&mut tx, Action::JudgeRecords, id)?;
    let by = tx.actor().account().ok_or(Refusal::NotFound)?;
    let mut search = current(&mut tx, &referral, of, search)?;
    if why.trim().is_empty() {
        return Err(Refusal::Rule(PriorContactRefusal::NoReason));
    }
    let found = search
        .candidates
        .iter_mut()
        .find(|c| c.person == candidate && c.shown != Shown::Pointer)
        .ok_or(Refusal::Rule(PriorContactRefusal::NotACandidate))?;
    let before = person_link::list_standing(&mut tx, &referral, of)?;
    let before = before.into_iter().find(|(other, _)| *other == candidate);
    let judgement = Judgement {
        link: tx.new_id(),
        verdict,
        why: why.to_owned(),
        by,
        at: tx.now(),
    };
    let link = judgement.link;
    found.judgement = Some(judgement.clone());
    person_link::insert_link(&mut tx, &referral, &search, of, candidate, &judgement)?;
    table::revise_judged(&mut tx, &search, candidate, link)?;
    let mut facts: Vec<Fact> = vec![
        F::RecordsJudged {
            referral: id,
            link,
            verdict,
            words: tx.narrative(&[why]),
        }
        .into(),
    ];
    if let Some((_, earlier)) = before
        && earlier.verdict == Verdict::CannotTell
    {
        let again = F::JudgementLookedAtAgain {
            referral: id,
            link: earlier.link,
        };
        facts.push(again.into());
    }
    if verdict == Verdict::CannotTell {
        facts.push(left_open(&mut tx, &referral, link)?.into());
    }
    facts.extend(settled(&mut tx, &referral, &search)?.map(Fact::from));
    for person in [of, candidate] {
        let linked = F::PersonLinked {
            person,
            link,
            verdict,
        };
        facts.push(linked.into());
    }
    tx.commit(facts)?;
    Ok(link)
}

/// "Cannot tell" is no ending: it comes back to the work list.
fn left_open(tx: &mut Tx<'_>, referral: &Permitted<Referral>, link: LinkId) -> Done<F> {
    let file = &programme::adopted(tx, referral.programme)?.file;
    let kind = "identify.judgement-left-open";
    Ok(F::JudgementLeftOpen {
        referral: referral.id,
        link,
        until: file.due_by(kind, tx.now(), CANNOT_TELL_WORKING_DAYS),
    })
}

/// Says of all less likely records, in one act and with one reason, that none of them is the person.
pub fn close_weak(
    mut tx: Tx<'_>,
    id: ReferralId,
    of: PersonId,
    search: SearchId,
    why: &str,
) -> Done<()> {
    let referral = undecided(&mut tx, Action::JudgeRecords, id)?;
    let mut search = current(&mut tx, &referral, of, search)?;
    if why.trim().is_empty() {
        return Err(Refusal::Rule(PriorContactRefusal::NoReason));
    }
    let mut records = 0;
    for weak in &mut search.candidates {
        if weak.likeness == Likeness::Weak && weak.waits() {
            weak.closed = true;
            records += 1;
        }
    }
    if records == 0 {
        return Err(Refusal::Rule(PriorContactRefusal::NothingLeftToClose));
    }
    table::revise_weak_closed(&mut tx, &referral, &search, why)?;
    let mut facts = vec![F::WeakRecordsClosed {
        referral: id,
        search: search.id,
        records,
        words: tx.narrative(&[why]),
    }];
    facts.extend(settled(&mut tx, &referral, &search)?);
    Ok(tx.commit(facts)?)
}

/// A record that turned up, beside the person who was searched for.
pub struct CandidateView {
    pub person: PersonId,
    pub likeness: Likeness,
    pub shown: Shown,
    pub record: EarlierRecord,
    pub comparison: Comparison,
    pub judgement: Option<(Judgement, String)>,
    /// What was judged of these two records before it, the latest first.
    pub judged_before: Vec<(Judgement, String)>,
    /// Closed together with the other less likely ones.
    pub closed: bool,
}

/// What the matching officers were asked, without saying whose they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub at: Moment,
    pub due_at: Moment,
    /// Whether somebody has still to answer.
    pub waiting: bool,
    pub answers: Vec<Answered>,
}

/// The latest search for one person, as its page shows it.
pub struct SearchView {
    pub search: SearchId,
    pub at: Moment,
    pub by_name: String,
    pub purpose: SearchPurpose,
    pub not_searchable_because: Option<String>,
    pub weak_closed_because: Option<String>,
    /// A name or a birth date was learnt since.
    pub owed_again: bool,
    pub strong: Vec<CandidateView>,
    pub weak: Vec<CandidateView>,
    /// Something turned up that is not shown: neither whose it is nor how many there are.
    pub a_record_may_exist: bool,
    pub asked: Option<Asked>,
}

/// One person whom the referral concerns, with the latest search for them.
pub struct SearchedPerson {
    pub person: Option<Person>,
    pub searchable: bool,
    pub latest: Option<SearchView>,
}

/// The step of earlier contact as its page shows it.
pub struct PriorContactView {
    pub referral: Referral,
    pub standing: Standing,
    /// One for each person; one without a person when nobody is recorded yet.
    pub people: Vec<SearchedPerson>,
    pub may_search: bool,
    pub may_judge: bool,
    pub may_ask: bool,
}

pub fn show(tx: &mut Tx<'_>, id: ReferralId) -> Result<PriorContactView, Refusal<NoRule>> {
    let referral = referrals::open(tx, Action::SearchEarlierContact, id)?;
    tx.view(Action::SearchEarlierContact, id);
    let mut people = Vec::new();
    let mut shown = Vec::new();
    if referral.persons.is_empty() {
        people.push(SearchedPerson {
            person: None,
            searchable: false,
            latest: latest(tx, &referral, None, &mut shown)?,
        });
    }
    for of in &referral.persons {
        let Some(person) = person::find_person(tx, &referral, *of)? else {
            continue;
        };
        people.push(SearchedPerson {
            searchable: person.identity.searchable(),
            latest: latest(tx, &referral, Some(&person), &mut shown)?,
            person: Some(person),
        });
    }
    if !shown.is_empty() {
        tx.view_list(Action::JudgeRecords, shown);
    }
    let may = |tx: &mut Tx<'_>, action| access::permit(tx, action, id.into()).is_ok();
    Ok(PriorContactView {
        standing: table::standing(tx, &referral)?,
        people,
        may_search: may(tx, Action::SearchEarlierContact),
        may_judge: may(tx, Action::JudgeRecords),
        may_ask: may(tx, Action::AskMatchingOfficer),
        referral: referral.into_inner(),
    })
}

fn latest(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    of: Option<&Person>,
    shown: &mut Vec<Subject>,
) -> Result<Option<SearchView>, Refusal<NoRule>> {
    let Some(search) = table::find_latest_search(tx, referral, of.map(|p| p.id))? else {
        return Ok(None);
    };
    let (mut strong, mut weak) = (Vec::new(), Vec::new());
    for candidate in &search.candidates {
        let Some(of) = of else { continue };
        let Some(view) = candidate_view(tx, referral, of, candidate)? else {
            continue;
        };
        shown.push(candidate.person.into());
        match candidate.likeness {
            Likeness::Strong => strong.push(view),
            Likeness::Weak => weak.push(view),
        }
    }
    Ok(Some(SearchView {
        search: search.id,
        at: search.at,
        by_name: account::name_of(tx, search.by)?,
        purpose: search.purpose,
        owed_again: search.owed_again_at.is_some(),
        strong,
        weak,
        a_record_may_exist: search.a_record_may_exist(),
        asked: super::matching_officer::asked(tx, referral, search.id)?,
        not_searchable_because: search.not_searchable_because,
        weak_closed_because: search.weak_closed_because,
    }))
}

fn candidate_view(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    of: &Person,
    candidate: &Candidate,
) -> Result<Option<CandidateView>, Refusal<NoRule>> {
    let Some(record) = earlier_record::find_earlier_record(tx, referral, candidate)? else {
        return Ok(None);
    };
    let comparison = matching::compare(
        &person::for_matching(&of.identity),
        &person::for_matching(&record.identity),
    );
    let mut judgement = None;
    let mut judged_before = Vec::new();
    if let Some(stands) = &candidate.judgement {
        for before in person_link::list_judgements(tx, referral, of.id, candidate.person)? {
            if before.link != stands.link {
                let name = account::name_of(tx, before.by)?;
                judged_before.insert(0, (before, name));
            }
        }
        judgement = Some((stands.clone(), account::name_of(tx, stands.by)?));
    }
    Ok(Some(CandidateView {
        person: candidate.person,
        likeness: candidate.likeness,
        shown: candidate.shown,
        record,
        comparison,
        judgement,
        judged_before,
        closed: candidate.closed,
    }))
}

/// One earlier referral: what was reported, who decided, why, and under which policy.
pub struct EarlierConcern {
    pub referral: ReferralId,
    pub reference: String,
    pub received_at: Moment,
    pub state: State,
    pub lines: Vec<Line>,
    pub decisions: Vec<(Decision, String)>,
}

/// The earlier concern about a record of one's own programme: shown after the judgement, not before.
/// Errors: before the record is judged; for a record of another programme, of which no more is ever shown.
pub fn earlier_concern(
    tx: &mut Tx<'_>,
    id: ReferralId,
    of: PersonId,
    candidate: PersonId,
) -> Done<Vec<EarlierConcern>> {
    let referral = referrals::open(tx, Action::JudgeRecords, id)?;
    let search = table::find_latest_search(tx, &referral, Some(of))?.ok_or(Refusal::NotFound)?;
    let found = search
        .candidates
        .iter()
        .find(|c| c.person == candidate && c.shown != Shown::Pointer)
        .ok_or(Refusal::NotFound)?;
    if found.shown != Shown::Whole {
        return Err(Refusal::Rule(PriorContactRefusal::NotYours));
    }
    if found.judgement.is_none() {
        return Err(Refusal::Rule(PriorContactRefusal::JudgeFirst));
    }
    let mut out = Vec::new();
    for earlier in earlier_record::list_earlier_referrals(tx, &referral, found)? {
        let earlier = referrals::open(tx, Action::ReadReferral, earlier)?;
        tx.view(Action::ReadReferral, earlier.id);
        let mut decisions = Vec::new();
        for decision in decision::list_decisions(tx, &earlier)? {
            let name = account::name_of(tx, decision.by)?;
            decisions.push((decision, name));
        }
        out.push(EarlierConcern {
            referral: earlier.id,
            reference: earlier.reference.clone(),
            received_at: earlier.received_at,
            state: earlier.state.clone(),
            lines: referrals::list_lines(tx, &earlier)?,
            decisions,
        });
    }
    Ok(out)
}
