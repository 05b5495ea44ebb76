//! Decisions about referrals and cases, and the second looks at them.

use crate::access::{self, Permitted, Visible};
use crate::db::Row;
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use serde::{Deserialize, Serialize};
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::code::{Code, UnknownCode};
use throughcare_domain::decision::*;
use throughcare_domain::id::*;
use throughcare_domain::identify::screening::{Choice, Proposal, ServiceAnswer};
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;

fn unknown(code: UnknownCode) -> Error {
    Error::engine(code.to_string())
}

fn incomplete() -> Error {
    Error::engine("a decision is stored without all that its choice needs".into())
}

/// What a choice says in words: the service, what is asked, why it goes on without acceptance.
#[derive(Default, Serialize, Deserialize)]
struct ChoiceWords {
    service: String,
    answer: Option<ServiceAnswer>,
    told: String,
    basis: Option<Basis>,
    warning_reason: String,
    ask: String,
}

#[derive(Serialize, Deserialize)]
struct GroundsWords {
    reasons: String,
    alternatives: Alternatives,
    dissent: Vec<Dissent>,
    comparison: Option<String>,
}

/// Writes a decision down, with how far it has come.
pub fn insert_decision<T>(
    tx: &mut Tx<'_>,
    about: &Permitted<T>,
    decision: &Decision,
) -> Result<(), Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**about);
    if subject != decision.subject {
        return Err(Error::NotFound);
    }
    let (words, until) = choice_words(&decision.chosen);
    let words = tx.seal(subject, "decision.choice_words", decision.id, &words)?;
    let grounds = GroundsWords {
        reasons: decision.grounds.reasons.clone(),
        alternatives: decision.grounds.alternatives.clone(),
        dissent: decision.grounds.dissent.clone(),
        comparison: decision.grounds.comparison.clone(),
    };
    let grounds = tx.seal(subject, "decision.grounds", decision.id, &grounds)?;
    tx.conn().execute(
        "INSERT INTO decision (id, subject_kind, subject_id, question, choice, choice_words, until_at, grounds, mode,
           policy_version, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            decision.id.bits(), subject.kind(), subject.bits(), decision.chosen.question().code(), decision.chosen.code(),
            words, until, grounds, decision.grounds.mode.code(), decision.policy, decision.by.bits(), decision.at
        ],
    )?;
    tx.conn().execute(
        "INSERT INTO decision_effect (decision_id, effect, at) VALUES ($1, $2, $3)",
        values![decision.id.bits(), decision.effect.code(), decision.at],
    )?;
    Ok(())
}

fn choice_words(chosen: &Chosen) -> (ChoiceWords, Option<Moment>) {
    match chosen {
        Chosen::Screening(Proposal::Redirect {
            service,
            answer,
            told,
            basis,
            warning_reason,
        }) => {
            let words = ChoiceWords {
                service: service.clone(),
                answer: Some(*answer),
                told: told.clone(),
                basis: Some(*basis),
                warning_reason: warning_reason.clone(),
                ask: String::new(),
            };
            (words, None)
        }
        Chosen::Screening(Proposal::MoreInformation { ask, until }) => {
            let words = ChoiceWords {
                ask: ask.clone(),
                ..ChoiceWords::default()
            };
            (words, Some(*until))
        }
        Chosen::Screening(Proposal::Accept | Proposal::NoFurtherAction) | Chosen::Adoption(_) => {
            (ChoiceWords::default(), None)
        }
    }
}

fn chosen_of(
    question: &str,
    choice: &str,
    words: ChoiceWords,
    until: Option<Moment>,
) -> Result<Chosen, Error> {
    if Question::from_code(question).map_err(unknown)? == Question::Adoption {
        return Ok(Chosen::Adoption(
            Adoption::from_code(choice).map_err(unknown)?,
        ));
    }
    let proposal = match Choice::from_code(choice).map_err(unknown)? {
        Choice::Accept => Proposal::Accept,
        Choice::NoFurtherAction => Proposal::NoFurtherAction,
        Choice::Redirect => Proposal::Redirect {
            service: words.service,
            answer: words.answer.ok_or_else(incomplete)?,
            told: words.told,
            basis: words.basis.ok_or_else(incomplete)?,
            warning_reason: words.warning_reason,
        },
        Choice::MoreInformation => Proposal::MoreInformation {
            ask: words.ask,
            until: until.ok_or_else(incomplete)?,
        },
    };
    Ok(Chosen::Screening(proposal))
}

/// Brings a proposed decision into effect, or lets it fall.
/// Errors: stale, when it is proposed no longer.
pub fn revise_effect<T>(
    tx: &mut Tx<'_>,
    about: &Permitted<T>,
    decision: DecisionId,
    effect: Effect,
) -> Result<(), Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**about);
    let now = tx.now();
    let changed = tx.conn().execute(
        "UPDATE decision_effect SET effect = $2, at = $3
         WHERE decision_id = $1 AND effect = 'proposed'
           AND EXISTS (SELECT 1 FROM decision d WHERE d.id = $1 AND d.subject_kind = $4 AND d.subject_id = $5)",
        values![decision.bits(), effect.code(), now, subject.kind(), subject.bits()],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

const COLUMNS: &str = "SELECT d.id, d.question, d.choice, d.choice_words, d.until_at, d.grounds, d.mode, d.policy_version,
           d.decided_by, d.decided_at, f.effect
         FROM decision d JOIN decision_effect f ON f.decision_id = d.id";

/// The decisions about one referral or case, newest first.
pub fn list_decisions<T>(tx: &mut Tx<'_>, about: &Permitted<T>) -> Result<Vec<Decision>, Error>
where
    for<'t> Subject: From<&'t T>,
{
    decisions_of(tx, Subject::from(&**about))
}

pub(crate) fn decisions_of(tx: &mut Tx<'_>, subject: Subject) -> Result<Vec<Decision>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE d.subject_kind = $1 AND d.subject_id = $2 ORDER BY d.decided_at DESC, d.id DESC"
    );
    let rows = tx
        .conn()
        .query(&sql, values![subject.kind(), subject.bits()])?;
    rows.iter().map(|r| decision_of(tx, subject, r)).collect()
}

/// The decision that waits for its second person, where there is one.
pub fn find_proposed<T>(tx: &mut Tx<'_>, about: &Permitted<T>) -> Result<Option<Decision>, Error>
where
    for<'t> Subject: From<&'t T>,
{
    let decisions = decisions_of(tx, Subject::from(&**about))?;
    Ok(decisions.into_iter().find(|d| d.effect == Effect::Proposed))
}

/// One decision about one referral or case.
pub fn find_decision<T>(
    tx: &mut Tx<'_>,
    about: &Permitted<T>,
    id: DecisionId,
) -> Result<Decision, Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**about);
    let sql = format!("{COLUMNS} WHERE d.id = $1 AND d.subject_kind = $2 AND d.subject_id = $3");
    let row = tx
        .conn()
        .query_one(&sql, values![id.bits(), subject.kind(), subject.bits()])?;
    decision_of(tx, subject, &row)
}

fn decision_of(tx: &mut Tx<'_>, subject: Subject, row: &Row) -> Result<Decision, Error> {
    let id = DecisionId::from_bits(row.i64(0)?);
    let words: ChoiceWords = tx.open(subject, "decision.choice_words", id, row.bytes(3)?)?;
    let grounds: GroundsWords = tx.open(subject, "decision.grounds", id, row.bytes(5)?)?;
    let until = row.opt_i64(4)?.map(Moment::from_micros);
    Ok(Decision {
        id,
        subject,
        chosen: chosen_of(row.text(1)?, row.text(2)?, words, until)?,
        grounds: Grounds {
            reasons: grounds.reasons,
            alternatives: grounds.alternatives,
            dissent: grounds.dissent,
            comparison: grounds.comparison,
            mode: DecisionMode::from_code(row.text(6)?).map_err(unknown)?,
        },
        policy: row.i64(7)?,
        by: AccountId::from_bits(row.i64(8)?),
        at: Moment::from_micros(row.i64(9)?),
        effect: Effect::from_code(row.text(10)?).map_err(unknown)?,
    })
}

/// Asks for a second look at a decision about something of this programme.
pub fn insert_second_look<T>(
    tx: &mut Tx<'_>,
    about: &Permitted<T>,
    programme: ProgrammeId,
    look: &SecondLook,
) -> Result<(), Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**about);
    tx.conn().execute(
        "INSERT INTO second_look (id, decision_id, subject_kind, subject_id, programme_id, first_by, named, deferred,
           due_at, answer, answer_words, answered_by, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL, NULL, NULL)",
        values![
            look.id.bits(), look.decision.bits(), subject.kind(), subject.bits(), programme.bits(), look.first.bits(),
            look.named.map(Id::bits), look.deferred, look.due_at
        ],
    )?;
    Ok(())
}

/// What somebody must be allowed to do to answer for such a question.
pub fn second_action(question: Question) -> Action {
    match question {
        Question::Screening => Action::SecondScreening,
        Question::Adoption => Action::SecondAdoption,
    }
}

/// Opens a second look for the one who is to answer it.
/// Shape: whoever decided first finds it too, and is refused by the rule; where somebody is named, no third finds it.
pub fn open_second_look(tx: &mut Tx<'_>, id: SecondLookId) -> Result<Permitted<SecondLook>, Error> {
    let row = tx.conn().query_one(
        "SELECT s.subject_kind, s.subject_id, s.decision_id, d.question, s.first_by, s.named, s.deferred, s.due_at,
           s.answer, s.answered_by, s.answered_at
         FROM second_look s JOIN decision d ON d.id = s.decision_id
         WHERE s.id = $1",
        values![id.bits()],
    )?;
    let subject = Subject::from_stored(row.text(0)?, row.i64(1)?).ok_or(Error::NotFound)?;
    let look = look_of(&row, id, subject)?;
    let action = second_action(look.question);
    access::permit(tx, action, subject)?;
    let me = tx.actor().account().ok_or(Error::NotFound)?;
    if look.first != me && look.named.is_some_and(|named| named != me) {
        return Err(Error::NotFound);
    }
    Ok(Permitted::new(look, action))
}

fn look_of(row: &Row, id: SecondLookId, subject: Subject) -> Result<SecondLook, Error> {
    let at = row.opt_i64(10)?.map(Moment::from_micros);
    let answered = match (row.opt_text(8)?, row.opt_i64(9)?, at) {
        (Some(answer), Some(by), Some(at)) => Some((
            AccountId::from_bits(by),
            SecondAnswer::from_code(answer).map_err(unknown)?,
            at,
        )),
        _ => None,
    };
    Ok(SecondLook {
        id,
        decision: DecisionId::from_bits(row.i64(2)?),
        subject,
        question: Question::from_code(row.text(3)?).map_err(unknown)?,
        first: AccountId::from_bits(row.i64(4)?),
        named: row.opt_i64(5)?.map(AccountId::from_bits),
        deferred: row.bool(6)?,
        due_at: Moment::from_micros(row.i64(7)?),
        taken_back_at: at.filter(|_| answered.is_none()),
        answered,
    })
}

/// What the second person said of a second look; nothing while it waits.
pub fn find_answer_words(
    tx: &mut Tx<'_>,
    look: &Permitted<SecondLook>,
) -> Result<Option<String>, Error> {
    let row = tx.conn().query_one(
        "SELECT answer_words FROM second_look WHERE id = $1",
        values![look.id.bits()],
    )?;
    row.opt_bytes(0)?
        .map(|sealed| tx.open(look.subject, "second_look.answer_words", look.id, sealed))
        .transpose()
}

/// Writes the second person's answer down.
/// Errors: stale, when somebody answered in between.
pub fn revise_second_look(
    tx: &mut Tx<'_>,
    look: &Permitted<SecondLook>,
    answered: &SecondLook,
    words: &str,
) -> Result<(), Error> {
    let Some((by, answer, at)) = answered.answered else {
        return Err(Error::engine("a second look without an answer".into()));
    };
    let sealed = tx.seal(look.subject, "second_look.answer_words", look.id, words)?;
    let changed = tx.conn().execute(
        "UPDATE second_look SET answer = $2, answer_words = $3, answered_by = $4, answered_at = $5
         WHERE id = $1 AND answered_at IS NULL",
        values![look.id.bits(), answer.code(), sealed, by.bits(), at],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// Closes the second looks at a decision that was taken back before anybody answered: whoever was named sees it no longer.
pub fn revise_looks_taken_back<T>(
    tx: &mut Tx<'_>,
    about: &Permitted<T>,
    decision: DecisionId,
) -> Result<(), Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**about);
    let now = tx.now();
    tx.conn().execute(
        "UPDATE second_look SET answered_at = $2
         WHERE decision_id = $1 AND subject_kind = $3 AND subject_id = $4 AND answered_at IS NULL",
        values![decision.bits(), now, subject.kind(), subject.bits()],
    )?;
    Ok(())
}

/// The second looks at what was decided about one referral or case, with the words of the answers.
pub fn list_second_looks_of<T>(
    tx: &mut Tx<'_>,
    about: &Permitted<T>,
) -> Result<Vec<(SecondLook, String)>, Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**about);
    let rows = tx.conn().query(
        "SELECT s.subject_kind, s.subject_id, s.decision_id, d.question, s.first_by, s.named, s.deferred, s.due_at,
           s.answer, s.answered_by, s.answered_at, s.id, s.answer_words
         FROM second_look s JOIN decision d ON d.id = s.decision_id
         WHERE s.subject_kind = $1 AND s.subject_id = $2
         ORDER BY s.due_at, s.id",
        values![subject.kind(), subject.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = SecondLookId::from_bits(row.i64(11)?);
        let words = match row.opt_bytes(12)? {
            Some(sealed) => tx.open(subject, "second_look.answer_words", id, sealed)?,
            None => String::new(),
        };
        out.push((look_of(row, id, subject)?, words));
    }
    Ok(out)
}

/// One open second look in a list. What was decided, and why, is opened on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondLookRow {
    pub look: SecondLook,
    pub reference: String,
    pub choice: String,
}

/// Second looks that wait for the actor: those for which they are named, and those that any colleague may answer.
/// Shape: nobody's own decisions are among them. `screening` and `adoption` are compiled for answering each.
pub fn list_second_looks(
    tx: &mut Tx<'_>,
    screening: &Visible,
    adoption: &Visible,
    most: i64,
) -> Result<Vec<SecondLookRow>, Error> {
    let me = screening.account.bits();
    let rows = tx.conn().query(
        "SELECT s.subject_kind, s.subject_id, s.decision_id, d.question, s.first_by, s.named, s.deferred, s.due_at,
           s.answer, s.answered_by, s.answered_at, s.id, COALESCE(r.reference, k.reference), d.choice
         FROM second_look s
         JOIN decision d ON d.id = s.decision_id
         LEFT JOIN referral r ON s.subject_kind = 'referral' AND r.id = s.subject_id
         LEFT JOIN case_record k ON s.subject_kind = 'case' AND k.id = s.subject_id
         WHERE s.programme_id = $1 AND s.answered_at IS NULL AND s.first_by <> $2
           AND ((d.question = 'screening' AND ((s.named = $2 AND ($3 OR $4)) OR (s.named IS NULL AND $3)))
             OR (d.question = 'adoption' AND ((s.named = $2 AND ($5 OR $6)) OR (s.named IS NULL AND $5))))
           AND NOT EXISTS (SELECT 1 FROM excluded_staff x WHERE s.subject_kind = 'case' AND x.case_id = s.subject_id
                           AND x.account_id = $2 AND x.lifted_at IS NULL)
         ORDER BY s.due_at, s.id
         LIMIT $7",
        values![
            screening.programme.map_or(0, Id::bits), me, screening.whole_programme, screening.second,
            adoption.whole_programme, adoption.second, most
        ],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        let subject = Subject::from_stored(row.text(0)?, row.i64(1)?).ok_or(Error::NotFound)?;
        out.push(SecondLookRow {
            look: look_of(row, SecondLookId::from_bits(row.i64(11)?), subject)?,
            reference: row.opt_text(12)?.unwrap_or_default().to_owned(),
            choice: row.text(13)?.to_owned(),
        });
    }
    let shown = out.iter().map(|r| r.look.subject).collect();
    tx.view_list(Action::ListSecondLooks, shown);
    Ok(out)
}
