//! Questions to matching officers: they answer for records that nobody else may find.

use crate::access::{self, Permitted, Visible};
use crate::db::Row;
use crate::error::Error;
use crate::identify::earlier_record::compared;
use crate::identify::person;
use crate::identify::prior_contact::unknown;
use crate::tx::Tx;
use crate::{disclosure, values};
use serde::{Deserialize, Serialize};
use throughcare_domain::code::Code;
use throughcare_domain::decision::{Disclosure, DisclosureKind};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::*;
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::moment::Moment;
use throughcare_domain::person::{Identity, Person};
use throughcare_domain::policy::Action;

#[derive(Serialize, Deserialize)]
struct AnswerWords {
    whom: String,
    words: String,
}

const COLUMNS: &str = "SELECT q.id, q.referral_id, q.search_id, q.programme_id, q.asked_by, q.asked_at, q.due_at, q.answer,
           q.answer_words, q.answered_by, q.answered_at FROM officer_question q";

pub fn insert_question(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    question: &OfficerQuestion,
) -> Result<(), Error> {
    tx.conn().execute(
        "INSERT INTO officer_question (id, referral_id, search_id, programme_id, asked_by, asked_at, due_at, answer,
           answer_words, answered_by, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL, NULL)",
        values![
            question.id.bits(), referral.id.bits(), question.search.bits(), question.programme.bits(),
            question.asked_by.bits(), question.asked_at, question.due_at
        ],
    )?;
    Ok(())
}

fn question_of(tx: &mut Tx<'_>, row: &Row) -> Result<OfficerQuestion, Error> {
    let id = QuestionId::from_bits(row.i64(0)?);
    let referral = ReferralId::from_bits(row.i64(1)?);
    let answered = match (row.opt_text(7)?, row.opt_bytes(8)?, row.opt_i64(10)?) {
        (Some(answer), Some(sealed), Some(at)) => {
            let words: AnswerWords =
                tx.open(referral, "officer_question.answer_words", id, sealed)?;
            Some(Answered {
                answer: OfficerAnswer::from_code(answer).map_err(unknown)?,
                whom: words.whom,
                words: words.words,
                by: AccountId::from_bits(row.i64(9)?),
                at: Moment::from_micros(at),
            })
        }
        _ => None,
    };
    Ok(OfficerQuestion {
        id,
        referral,
        search: SearchId::from_bits(row.i64(2)?),
        programme: ProgrammeId::from_bits(row.i64(3)?),
        asked_by: AccountId::from_bits(row.i64(4)?),
        asked_at: Moment::from_micros(row.i64(5)?),
        due_at: Moment::from_micros(row.i64(6)?),
        answered,
    })
}

/// The questions asked after one search, as the one who asked sees them.
pub fn list_questions(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    search: SearchId,
) -> Result<Vec<OfficerQuestion>, Error> {
    let sql = format!("{COLUMNS} WHERE q.referral_id = $1 AND q.search_id = $2 ORDER BY q.id");
    let rows = tx
        .conn()
        .query(&sql, values![referral.id.bits(), search.bits()])?;
    rows.iter().map(|r| question_of(tx, r)).collect()
}

/// Open questions to the officer's programme, the one due first on top. Whom they are about is on each one's page.
pub fn list_open_questions(
    tx: &mut Tx<'_>,
    visible: &Visible,
    most: i64,
) -> Result<Vec<OfficerQuestion>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE q.programme_id = $1 AND $2 AND q.answered_at IS NULL ORDER BY q.due_at, q.id LIMIT $3"
    );
    let programme = visible.programme.map_or(0, Id::bits);
    let rows = tx
        .conn()
        .query(&sql, values![programme, visible.whole_programme, most])?;
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        out.push(question_of(tx, row)?);
    }
    let shown = out.iter().map(|q| q.referral.into()).collect();
    tx.view_list(Action::ListOfficerQuestions, shown);
    Ok(out)
}

/// Opens a question for an officer of the programme that is asked.
pub fn open(
    tx: &mut Tx<'_>,
    action: Action,
    id: QuestionId,
) -> Result<Permitted<OfficerQuestion>, Error> {
    let sql = format!("{COLUMNS} WHERE q.id = $1");
    let row = tx.conn().query_one(&sql, values![id.bits()])?;
    access::permit_in(tx, action, ProgrammeId::from_bits(row.i64(3)?))?;
    let question = question_of(tx, &row)?;
    Ok(Permitted::new(question, action))
}

/// What the officer is shown of the one asked about, and which programme asks: the compared fields and no more.
pub fn find_asked_about(
    tx: &mut Tx<'_>,
    question: &Permitted<OfficerQuestion>,
) -> Result<Option<(PersonId, ProgrammeId, Identity)>, Error> {
    let row = tx.conn().query_opt(
        "SELECT person_id FROM prior_search WHERE id = $1 AND person_id IS NOT NULL",
        values![question.search.bits()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let id = PersonId::from_bits(row.i64(0)?);
    let found = person::find_record(tx, id)?;
    Ok(found.map(|p| (id, p.programme, compared(p.identity))))
}

/// A record of the officer's own programme that the question is about: where it is kept, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRecord {
    pub person: PersonId,
    pub reference: String,
    pub owner: AccountId,
}

/// The records of the officer's own programme that the search turned up, by reference and owner, so that the
/// officer can ask whoever holds them.
pub fn list_held(
    tx: &mut Tx<'_>,
    question: &Permitted<OfficerQuestion>,
) -> Result<Vec<HeldRecord>, Error> {
    let rows = tx.conn().query(
        "SELECT c.person_id, r.reference, o.owner_id
         FROM prior_candidate c
         JOIN referral_person p ON p.person_id = c.person_id
         JOIN referral r ON r.id = p.referral_id
         JOIN ownership o ON o.subject_kind = 'referral' AND o.subject_id = r.id
         WHERE c.search_id = $1 AND c.programme_id = $2 AND c.shown = 'pointer' AND r.programme_id = $2
         UNION
         SELECT c.person_id, k.reference, o.owner_id
         FROM prior_candidate c
         JOIN case_record k ON k.person_id = c.person_id
         JOIN ownership o ON o.subject_kind = 'case' AND o.subject_id = k.id
         WHERE c.search_id = $1 AND c.programme_id = $2 AND c.shown = 'pointer'
         ORDER BY 1, 2",
        values![question.search.bits(), question.programme.bits()],
    )?;
    rows.iter()
        .map(|r| {
            Ok(HeldRecord {
                person: PersonId::from_bits(r.i64(0)?),
                reference: r.text(1)?.to_owned(),
                owner: AccountId::from_bits(r.i64(2)?),
            })
        })
        .collect()
}

/// Writes the officer's answer down, sealed for the referral that asked.
/// Errors: stale, when a colleague answered in between.
pub fn revise_answered(
    tx: &mut Tx<'_>,
    question: &Permitted<OfficerQuestion>,
    answered: &Answered,
) -> Result<(), Error> {
    let words = AnswerWords {
        whom: answered.whom.clone(),
        words: answered.words.clone(),
    };
    let sealed = tx.seal(
        question.referral,
        "officer_question.answer_words",
        question.id,
        &words,
    )?;
    let changed = tx.conn().execute(
        "UPDATE officer_question SET answer = $2, answer_words = $3, answered_by = $4, answered_at = $5
         WHERE id = $1 AND answered_at IS NULL",
        values![question.id.bits(), answered.answer.code(), sealed, answered.by.bits(), answered.at],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// A record of the officer's own programme that the question is about, opened for the answer.
fn held_person(
    tx: &mut Tx<'_>,
    question: &Permitted<OfficerQuestion>,
    record: PersonId,
) -> Result<Permitted<Person>, Error> {
    let held = list_held(tx, question)?;
    if !held.iter().any(|h| h.person == record) {
        return Err(Error::NotFound);
    }
    let person = person::find_record(tx, record)?.ok_or(Error::NotFound)?;
    Ok(Permitted::new(person, question.action()))
}

/// Writes down, with the record that it tells of, that an answer was given.
pub fn insert_answer_disclosure(
    tx: &mut Tx<'_>,
    question: &Permitted<OfficerQuestion>,
    record: PersonId,
    told: &Disclosure,
) -> Result<(), Error> {
    let person = held_person(tx, question, record)?;
    disclosure::insert_disclosure(tx, &person, told)
}

/// What searches were told of one of the records that the question is about.
pub fn list_answer_disclosures(
    tx: &mut Tx<'_>,
    question: &Permitted<OfficerQuestion>,
    record: PersonId,
) -> Result<Vec<Disclosure>, Error> {
    let person = held_person(tx, question, record)?;
    let mut told = disclosure::list_disclosures(tx, &person)?;
    told.retain(|d| d.kind == DisclosureKind::AnswerToSearch);
    Ok(told)
}
