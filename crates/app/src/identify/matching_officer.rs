//! The matching officer: asked about a record that nobody else may find, and answering for whoever holds it.

use super::prior_contact::{self, Asked};
use crate::Refusal;
use crate::refusal::NoRule;
use throughcare_domain::account::Role;
use throughcare_domain::decision::{Basis, Disclosure, DisclosureKind};
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::identify::prior_contact::*;
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::person::Identity;
use throughcare_domain::policy::Action;
use throughcare_store::access::Visible;
use throughcare_store::identify::officer_question as table;
use throughcare_store::notice::{self, NoticeKind};
use throughcare_store::{Permitted, Tx, access, account, programme};

type Done<T> = Result<T, Refusal<PriorContactRefusal>>;

/// The officer answers within so many working days, where the programme file says nothing else.
const ANSWER_WORKING_DAYS: i64 = 2;

/// Asks the matching officers about whatever turned up and is not shown.
/// Shape: once for a search; one question goes to each programme that may hold a record.
pub fn ask_officer(mut tx: Tx<'_>, id: ReferralId, of: PersonId, search: SearchId) -> Done<()> {
    let referral = prior_contact::undecided(&mut tx, Action::AskMatchingOfficer, id)?;
    let by = tx.actor().account().ok_or(Refusal::NotFound)?;
    let search = prior_contact::current(&mut tx, &referral, of, search)?;
    let mut holders: Vec<ProgrammeId> = search
        .candidates
        .iter()
        .filter(|c| c.shown == Shown::Pointer)
        .map(|c| c.programme)
        .collect();
    holders.sort();
    holders.dedup();
    if holders.is_empty() {
        return Err(Refusal::Rule(PriorContactRefusal::NobodyToAsk));
    }
    if !table::list_questions(&mut tx, &referral, search.id)?.is_empty() {
        return Err(Refusal::Rule(PriorContactRefusal::AlreadyAsked));
    }
    let now = tx.now();
    let file = &programme::adopted(&mut tx, referral.programme)?.file;
    let due_at = file.due_by("identify.officer-asked", now, ANSWER_WORKING_DAYS);
    let mut facts = Vec::new();
    for holder in holders {
        let question = OfficerQuestion {
            id: tx.new_id(),
            referral: id,
            search: search.id,
            programme: holder,
            asked_by: by,
            asked_at: now,
            due_at,
            answered: None,
        };
        table::insert_question(&mut tx, &referral, &question)?;
        for (officer, ..) in account::list_colleagues(&mut tx, holder, &[Role::MatchingOfficer])? {
            notice::queue(
                &mut tx,
                officer,
                NoticeKind::MatchingOfficerAsked,
                id.into(),
            )?;
        }
        facts.push(F::OfficerAsked {
            referral: id,
            question: question.id,
            until: due_at,
        });
    }
    facts.extend(prior_contact::settled(&mut tx, &referral, &search)?);
    Ok(tx.commit(facts)?)
}

/// What was asked after one search and answered so far.
pub(super) fn asked(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    search: SearchId,
) -> Result<Option<Asked>, Refusal<NoRule>> {
    let questions = table::list_questions(tx, referral, search)?;
    let Some(first) = questions.first() else {
        return Ok(None);
    };
    Ok(Some(Asked {
        at: first.asked_at,
        due_at: first.due_at,
        waiting: questions.iter().any(|q| q.answered.is_none()),
        answers: questions
            .iter()
            .filter_map(|q| q.answered.clone())
            .collect(),
    }))
}

/// The officer answers, on a basis. What is told of a record is written down with that record.
pub fn answer_officer(
    mut tx: Tx<'_>,
    id: QuestionId,
    answer: OfficerAnswer,
    whom: &str,
    words: &str,
    basis: Basis,
) -> Done<()> {
    let question = table::open(&mut tx, Action::AnswerOfficerQuestion, id)?;
    let by = tx.actor().account().ok_or(Refusal::NotFound)?;
    let answered = question
        .answer(answer, whom, words, by, tx.now())
        .map_err(Refusal::Rule)?;
    table::revise_answered(&mut tx, &question, &answered)?;
    notice::queue(
        &mut tx,
        question.asked_by,
        NoticeKind::MatchingOfficerAnswered,
        question.referral.into(),
    )?;
    let mut facts: Vec<Fact> = vec![
        F::OfficerAnswered {
            referral: question.referral,
            question: id,
            words: tx.narrative(&[whom, words]),
        }
        .into(),
    ];
    if answer != OfficerAnswer::NoRecord {
        facts.extend(tell(&mut tx, &question, &answered, basis)?);
    }
    Ok(tx.commit(facts)?)
}

/// Each record of which something was told keeps to whom, what and on which basis.
fn tell(
    tx: &mut Tx<'_>,
    question: &Permitted<OfficerQuestion>,
    answered: &Answered,
    basis: Basis,
) -> Done<Vec<Fact>> {
    let asker = table::find_asked_about(tx, question)?;
    let to = match asker {
        Some((_, programme, _)) => programme::adopted(tx, programme)?.name.clone(),
        None => String::new(),
    };
    let mut records: Vec<PersonId> = table::list_held(tx, question)?
        .into_iter()
        .map(|held| held.person)
        .collect();
    records.dedup();
    let mut facts = Vec::new();
    for record in records {
        let told = answer_told(tx, &to, basis, answered);
        table::insert_answer_disclosure(tx, question, record, &told)?;
        let disclosed = F::Disclosed {
            subject: record.into(),
            disclosure: told.id,
            of: DisclosureKind::AnswerToSearch,
        };
        facts.push(disclosed.into());
    }
    Ok(facts)
}

/// What an officer's answer tells, for the ledger of what was told to whom.
fn answer_told(tx: &Tx<'_>, to: &str, basis: Basis, answered: &Answered) -> Disclosure {
    let parts = [answered.whom.as_str(), answered.words.as_str()];
    let said: Vec<&str> = parts.into_iter().filter(|p| !p.trim().is_empty()).collect();
    Disclosure {
        id: tx.new_id(),
        kind: DisclosureKind::AnswerToSearch,
        to: to.to_owned(),
        what: said.join("\n"),
        basis,
        told_at: answered.at,
        recorded_by: Some(answered.by),
    }
}

/// A question in the officer's list: who asks, and by when. Whom it is about is on its own page.
pub struct QuestionRow {
    pub question: OfficerQuestion,
    pub asked_by_name: String,
}

/// The questions that wait for the matching officers of this hat's programme.
pub fn list_questions(tx: &mut Tx<'_>) -> Result<Vec<QuestionRow>, Refusal<NoRule>> {
    let programme = tx.actor().programme().ok_or(Refusal::NotFound)?;
    access::permit_in(tx, Action::ListOfficerQuestions, programme)?;
    let visible = Visible::to(tx, Action::ListOfficerQuestions);
    let mut out = Vec::new();
    for question in table::list_open_questions(tx, &visible, 200)? {
        let asked_by_name = account::name_of(tx, question.asked_by)?;
        out.push(QuestionRow {
            question,
            asked_by_name,
        });
    }
    Ok(out)
}

/// One question as the officer sees it: the compared fields of the one asked about, and where her own programme
/// keeps what was found.
pub struct QuestionView {
    pub question: OfficerQuestion,
    pub asked_by_name: String,
    pub asking_programme: String,
    /// Names, birth and town.
    pub asked_about: Identity,
    /// The officer's own programme's records: reference and owner, whom she can ask.
    pub held: Vec<(String, String)>,
    /// What was told of these records before, to whoever asked.
    pub told: Vec<Disclosure>,
}

pub fn show_question(tx: &mut Tx<'_>, id: QuestionId) -> Result<QuestionView, Refusal<NoRule>> {
    let question = table::open(tx, Action::AnswerOfficerQuestion, id)?;
    let (asked, programme, asked_about) =
        table::find_asked_about(tx, &question)?.ok_or(Refusal::NotFound)?;
    tx.view(Action::AnswerOfficerQuestion, asked);
    let (mut held, mut told) = (Vec::new(), Vec::new());
    for record in table::list_held(tx, &question)? {
        for earlier in table::list_answer_disclosures(tx, &question, record.person)? {
            if !told.contains(&earlier) {
                told.push(earlier);
            }
        }
        held.push((record.reference, account::name_of(tx, record.owner)?));
    }
    Ok(QuestionView {
        asked_by_name: account::name_of(tx, question.asked_by)?,
        asking_programme: programme::adopted(tx, programme)?.name.clone(),
        asked_about,
        held,
        told,
        question: question.into_inner(),
    })
}
