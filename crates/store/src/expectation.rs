//! The rows of what is expected: recomputed from a subject's facts in the transaction that adds one, and listed from there.

use crate::access::{self, Permitted, Visible};
use crate::db::{Row, Value};
use crate::error::Error;
use crate::tx::Tx;
use crate::{programme, values, visible_rows};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::code::Code;
use throughcare_domain::expectation::{Expectation, Outcome, expectations};
use throughcare_domain::fact::FactLine;
use throughcare_domain::id::*;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::policy::{self, Action, Relation};
use throughcare_domain::programme::clock::Duty;
use throughcare_domain::reason::ReasonCode;
use throughcare_domain::subject::Subject;

/// Recomputes what is expected of a subject and stores what changed.
pub(crate) fn recompute(tx: &mut Tx<'_>, subject: Subject) -> Result<(), Error> {
    let Some(programme_id) = programme_of(tx, subject)? else {
        return Ok(());
    };
    let computed = compute(tx, subject, programme_id)?;
    let stored = stored(tx, subject)?;
    for row in &computed {
        match stored.iter().find(|s| s.id == row.id) {
            None => insert(tx, subject, programme_id, row)?,
            Some(old) if old != row => revise(tx, row)?,
            Some(_) => {}
        }
    }
    Ok(())
}

/// What a subject's facts say is expected, computed afresh.
pub fn compute(
    tx: &mut Tx<'_>,
    subject: Subject,
    programme_id: ProgrammeId,
) -> Result<Vec<Expectation>, Error> {
    let programme = programme::adopted(tx, programme_id)?;
    let facts = facts(tx, subject)?;
    Ok(expectations(subject, &facts, &programme.standards))
}

fn programme_of(tx: &mut Tx<'_>, subject: Subject) -> Result<Option<ProgrammeId>, Error> {
    let row = tx.conn().query_opt(
        "SELECT programme_id FROM ownership WHERE subject_kind = $1 AND subject_id = $2",
        values![subject.kind(), subject.bits()],
    )?;
    row.map(|r| Ok(ProgrammeId::from_bits(r.i64(0)?)))
        .transpose()
}

/// The clear columns of a subject's facts, in their order.
pub fn facts(tx: &mut Tx<'_>, subject: Subject) -> Result<Vec<FactLine>, Error> {
    let rows = tx.conn().query(
        "SELECT action, happened_at, at, until_at, about, seq, account_id, code
         FROM audit_entry
         WHERE stream_kind = $1 AND stream_id = $2 AND class = 'change'
         ORDER BY seq",
        values![subject.kind(), subject.bits()],
    )?;
    rows.iter()
        .map(|r| {
            Ok(FactLine {
                kind: r.text(0)?.to_owned(),
                happened_at: Moment::from_micros(r.i64(1)?),
                recorded_at: Moment::from_micros(r.i64(2)?),
                until: r.opt_i64(3)?.map(Moment::from_micros),
                about: r.opt_i64(4)?,
                seq: r.i64(5)?,
                actor: r.opt_i64(6)?.map(AccountId::from_bits),
                code: r.opt_text(7)?.map(str::to_owned),
            })
        })
        .collect()
}

const COLUMNS: &str = "x.id, x.clock, x.file_version, x.anchor_seq, x.about, x.anchored_at, x.first_due_at, x.due_at,
           x.due_on, x.escalates_at, x.duty, x.outcome, x.done_at, x.recorded_at, x.settled_by, x.reason, x.redated, x.redated_because";

/// The stored rows of a subject.
pub fn stored(tx: &mut Tx<'_>, subject: Subject) -> Result<Vec<Expectation>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM expectation x WHERE x.subject_kind = $1 AND x.subject_id = $2 ORDER BY x.due_at, x.id"
    );
    let rows = tx
        .conn()
        .query(&sql, values![subject.kind(), subject.bits()])?;
    rows.iter().map(expectation_of).collect()
}

fn expectation_of(row: &Row) -> Result<Expectation, Error> {
    let moment = |c| row.opt_i64(c).map(|v| v.map(Moment::from_micros));
    let reason = |column| {
        row.opt_text(column)?
            .map(ReasonCode::from_code)
            .transpose()
            .map_err(|e| Error::engine(e.to_string()))
    };
    let settled = moment(12)?.unwrap_or(Moment::from_micros(0));
    let outcome = match row.text(11)? {
        "open" => Outcome::Open,
        "met" => Outcome::Met {
            done_at: settled,
            recorded_at: moment(13)?.unwrap_or(settled),
        },
        "ended" => Outcome::Ended { at: settled },
        "waived" => Outcome::Waived {
            at: settled,
            by: row.opt_i64(14)?.map(AccountId::from_bits),
            reason: reason(15)?,
        },
        "superseded" => Outcome::Superseded {
            at: settled,
            by: row.opt_i64(14)?.unwrap_or_default(),
        },
        other => return Err(Error::engine(format!("{other:?} is no outcome"))),
    };
    Ok(Expectation {
        id: ExpectationId::from_bits(row.i64(0)?),
        clock: row.text(1)?.to_owned(),
        version: row.i64(2)?,
        anchor: row.i64(3)?,
        about: row.opt_i64(4)?,
        anchored_at: Moment::from_micros(row.i64(5)?),
        first_due_at: Moment::from_micros(row.i64(6)?),
        due_at: Moment::from_micros(row.i64(7)?),
        due_on: row
            .opt_i64(8)?
            .map(Day::from_number)
            .transpose()
            .map_err(|e| Error::engine(e.to_string()))?,
        escalates_at: moment(9)?,
        duty: Duty::from_code(row.text(10)?)
            .ok_or_else(|| Error::engine("an unknown duty".into()))?,
        redated: row.i64(16)?,
        redated_because: reason(17)?,
        outcome,
    })
}

/// The columns in which an outcome is kept, in the order of [`OUTCOME`].
const OUTCOME: &str = "outcome, done_at, recorded_at, settled_by, reason";

fn outcome_values(row: &Expectation) -> [Value; 5] {
    let none = Value::Null;
    match row.outcome {
        Outcome::Open => [
            "open".into(),
            none.clone(),
            none.clone(),
            none.clone(),
            none,
        ],
        Outcome::Met {
            done_at,
            recorded_at,
        } => [
            "met".into(),
            done_at.into(),
            recorded_at.into(),
            none.clone(),
            none,
        ],
        Outcome::Ended { at } => ["ended".into(), at.into(), none.clone(), none.clone(), none],
        Outcome::Waived { at, by, reason } => [
            "waived".into(),
            at.into(),
            none,
            by.map(Id::bits).into(),
            reason.map(ReasonCode::code).into(),
        ],
        Outcome::Superseded { at, by } => [
            "superseded".into(),
            at.into(),
            none.clone(),
            by.into(),
            none,
        ],
    }
}

fn insert(
    tx: &mut Tx<'_>,
    subject: Subject,
    programme: ProgrammeId,
    row: &Expectation,
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO expectation (id, subject_kind, subject_id, programme_id, clock, file_version, anchor_seq, about, anchored_at,
           first_due_at, due_at, due_on, escalates_at, duty, redated, redated_because, {OUTCOME})
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)"
    );
    let mut values = values![
        row.id.bits(),
        subject.kind(),
        subject.bits(),
        programme.bits(),
        &row.clock,
        row.version,
        row.anchor,
        row.about,
        row.anchored_at,
        row.first_due_at,
        row.due_at,
        row.due_on,
        row.escalates_at,
        row.duty.code(),
        row.redated,
        row.redated_because.map(ReasonCode::code)
    ]
    .to_vec();
    values.extend(outcome_values(row));
    tx.conn().execute(&sql, &values)?;
    Ok(())
}

fn revise(tx: &mut Tx<'_>, row: &Expectation) -> Result<(), Error> {
    let mut values = values![
        row.id.bits(),
        row.due_at,
        row.due_on,
        row.escalates_at,
        row.duty.code(),
        row.redated,
        row.redated_because.map(ReasonCode::code)
    ]
    .to_vec();
    values.extend(outcome_values(row));
    tx.conn().execute(
        "UPDATE expectation SET due_at = $2, due_on = $3, escalates_at = $4, duty = $5, redated = $6, redated_because = $7,
           outcome = $8, done_at = $9, recorded_at = $10, settled_by = $11, reason = $12
         WHERE id = $1",
        &values,
    )?;
    Ok(())
}

/// One expectation, opened to be given a new date or waived.
pub fn open(
    tx: &mut Tx<'_>,
    action: Action,
    id: ExpectationId,
) -> Result<Permitted<(Subject, Expectation)>, Error> {
    let row = tx.conn().query_one(
        "SELECT subject_kind, subject_id FROM expectation WHERE id = $1",
        values![id.bits()],
    )?;
    let subject = Subject::from_stored(row.text(0)?, row.i64(1)?).ok_or(Error::NotFound)?;
    access::permit(tx, action, subject)?;
    let found = stored(tx, subject)?
        .into_iter()
        .find(|x| x.id == id)
        .ok_or(Error::NotFound)?;
    Ok(Permitted::new((subject, found), action))
}

/// One line of a list of what is expected, with what a reader needs to find it.
#[derive(Clone, Debug)]
pub struct ExpectedRow {
    /// The programme whose standards it is judged by.
    pub programme: ProgrammeId,
    pub subject: Subject,
    pub reference: String,
    pub owner: AccountId,
    pub expected: Expectation,
}

const ROW_JOINS: &str = "FROM expectation x
         JOIN ownership o ON o.subject_kind = x.subject_kind AND o.subject_id = x.subject_id
         LEFT JOIN enquiry e ON x.subject_kind = 'enquiry' AND e.id = x.subject_id
         LEFT JOIN referral r ON x.subject_kind = 'referral' AND r.id = x.subject_id
         LEFT JOIN case_record k ON x.subject_kind = 'case' AND k.id = x.subject_id";

fn expected_row(row: &Row) -> Result<ExpectedRow, Error> {
    Ok(ExpectedRow {
        expected: expectation_of(row)?,
        subject: Subject::from_stored(row.text(18)?, row.i64(19)?).ok_or(Error::NotFound)?,
        reference: row.opt_text(20)?.unwrap_or_default().to_owned(),
        owner: AccountId::from_bits(row.i64(21)?),
        programme: ProgrammeId::from_bits(row.i64(22)?),
    })
}

/// What the actor owes until an instant: as owner or cover, as the one to whom it is offered, as a second person, or by role.
pub fn list_work(tx: &mut Tx<'_>, until: Moment, most: i64) -> Result<Vec<ExpectedRow>, Error> {
    let Actor::Person { account, hat } = tx.actor() else {
        return Ok(Vec::new());
    };
    let Some(programme) = hat.programme() else {
        return Ok(Vec::new());
    };
    access::permit_in(tx, Action::SeeWork, programme)?;
    if hat.role == Role::MatchingOfficer {
        return list_asked(tx, programme, until, most);
    }
    let sql = format!(
        "SELECT {COLUMNS}, x.subject_kind, x.subject_id, COALESCE(e.reference, r.reference, k.reference), o.owner_id,
           x.programme_id
         {ROW_JOINS}
         WHERE x.programme_id = $1 AND x.outcome = 'open' AND x.due_at <= $4
           AND ((x.duty = 'owner' AND (o.owner_id = $2
                  OR EXISTS (SELECT 1 FROM cover c WHERE c.subject_kind = o.subject_kind AND c.subject_id = o.subject_id
                             AND c.account_id = $2 AND c.from_at <= $5 AND c.until_at > $5)))
             OR (x.duty = 'offered_to' AND o.offered_to = $2)
             OR (x.duty = 'second_person' AND EXISTS (SELECT 1 FROM second_look s WHERE s.id = x.about
                             AND s.first_by <> $2 AND (s.named = $2 OR (s.named IS NULL AND
                               ((x.subject_kind = 'referral' AND $6) OR (x.subject_kind = 'case' AND $8))))))
             OR x.duty = $3)
           AND NOT (x.subject_kind = 'case' AND EXISTS (SELECT 1 FROM excluded_staff z WHERE z.case_id = x.subject_id
                             AND z.account_id = $2 AND z.lifted_at IS NULL))
         ORDER BY x.due_at, x.id
         LIMIT $7"
    );
    let now = tx.now();
    let seconds = |action| policy::decide(hat.role, Relation::OfProgramme, action).allowed();
    let rows = tx.conn().query(
        &sql,
        values![
            programme.bits(),
            account.bits(),
            hat.role.code(),
            until,
            now,
            seconds(Action::SecondScreening),
            most,
            seconds(Action::SecondAdoption)
        ],
    )?;
    let out: Vec<ExpectedRow> = rows.iter().map(expected_row).collect::<Result<_, _>>()?;
    tx.view_list(Action::SeeWork, out.iter().map(|r| r.subject).collect());
    Ok(out)
}

/// What matching officers of a programme owe: answers to whoever asks, whichever programme that is.
fn list_asked(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    until: Moment,
    most: i64,
) -> Result<Vec<ExpectedRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, x.subject_kind, x.subject_id, COALESCE(e.reference, r.reference, k.reference), o.owner_id,
           x.programme_id
         {ROW_JOINS}
         JOIN officer_question q ON x.subject_kind = 'referral' AND q.referral_id = x.subject_id AND q.id = x.about
         WHERE q.programme_id = $1 AND q.answered_at IS NULL AND x.duty = 'matching_officer' AND x.outcome = 'open'
           AND x.due_at <= $2
         ORDER BY x.due_at, x.id
         LIMIT $3"
    );
    let rows = tx
        .conn()
        .query(&sql, values![programme.bits(), until, most])?;
    let out: Vec<ExpectedRow> = rows.iter().map(expected_row).collect::<Result<_, _>>()?;
    tx.view_list(Action::SeeWork, out.iter().map(|r| r.subject).collect());
    Ok(out)
}

/// What is late in the programme, longest first.
pub fn list_overdue(
    tx: &mut Tx<'_>,
    visible: &Visible,
    most: i64,
) -> Result<Vec<ExpectedRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, x.subject_kind, x.subject_id, COALESCE(e.reference, r.reference, k.reference), o.owner_id,
           x.programme_id
         {ROW_JOINS}
         WHERE x.programme_id = $1 AND x.outcome = 'open' AND x.due_at < $3 AND {}
         ORDER BY x.due_at, x.id
         LIMIT $10",
        visible_rows!()
    );
    let mut values = visible.parameters(tx);
    values.push(most.into());
    let rows = tx.conn().query(&sql, &values)?;
    let out: Vec<ExpectedRow> = rows.iter().map(expected_row).collect::<Result<_, _>>()?;
    tx.view_list(Action::SeeOverdue, out.iter().map(|r| r.subject).collect());
    Ok(out)
}

/// One expectation that has been late for long enough that somebody else is to know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EscalatedRow {
    pub clock: String,
    pub version: i64,
    pub subject: Subject,
    /// Since when the first of them is late.
    pub due_at: Moment,
    /// How many of them there are.
    pub times: i64,
}

/// What has been late for long enough that somebody in a role is to know: one digest a day is made from it.
pub fn list_escalated(tx: &mut Tx<'_>, programme: ProgrammeId) -> Result<Vec<EscalatedRow>, Error> {
    let now = tx.now();
    let rows = tx.conn().query(
        "SELECT clock, file_version, subject_kind, subject_id, MIN(due_at), COUNT(*) FROM expectation
         WHERE programme_id = $1 AND outcome = 'open' AND due_at < $2 AND escalates_at <= $2
         GROUP BY clock, file_version, subject_kind, subject_id
         ORDER BY 5, 1, 4",
        values![programme.bits(), now],
    )?;
    rows.iter()
        .map(|r| {
            Ok(EscalatedRow {
                clock: r.text(0)?.to_owned(),
                version: r.i64(1)?,
                subject: Subject::from_stored(r.text(2)?, r.i64(3)?).ok_or(Error::NotFound)?,
                due_at: Moment::from_micros(r.i64(4)?),
                times: r.i64(5)?,
            })
        })
        .collect()
}
