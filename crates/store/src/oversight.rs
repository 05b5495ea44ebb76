//! Counts for whoever watches over the house: second looks put off, looks, refusals, records past their day.
//!
//! Invariant: nothing here is opened with a subject's key; what is counted stays closed.

use crate::db::Row;
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use std::collections::BTreeMap;
use throughcare_domain::account::Role;
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::moment::{Day, Moment};

/// What is counted of one programme.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Second looks put off and not yet held, and of these the late ones.
    pub owed: i64,
    pub owed_late: i64,
    /// Those held since the day from which it is counted, and of these the late ones.
    pub held: i64,
    pub held_late: i64,
    /// Files opened.
    pub looks: i64,
    /// Records past the day on which somebody was to look at them.
    pub past_review: i64,
}

pub type ByProgramme = BTreeMap<ProgrammeId, Counts>;

/// Counts the second looks that were put off.
pub fn count_deferred(
    tx: &mut Tx<'_>,
    held_since: Moment,
    into: &mut ByProgramme,
) -> Result<(), Error> {
    let now = tx.now();
    let rows = tx.conn().query(
        "SELECT programme_id,
           COUNT(CASE WHEN answered_at IS NULL THEN 1 END),
           COUNT(CASE WHEN answered_at IS NULL AND due_at < $1 THEN 1 END),
           COUNT(CASE WHEN answered_at >= $2 THEN 1 END),
           COUNT(CASE WHEN answered_at >= $2 AND answered_at > due_at THEN 1 END)
         FROM second_look
         WHERE deferred
         GROUP BY programme_id",
        values![now, held_since],
    )?;
    for row in &rows {
        let counts = of(into, row)?;
        counts.owed = row.i64(1)?;
        counts.owed_late = row.i64(2)?;
        counts.held = row.i64(3)?;
        counts.held_late = row.i64(4)?;
    }
    Ok(())
}

/// Counts how often somebody opened a file.
pub fn count_looks(tx: &mut Tx<'_>, since: Moment, into: &mut ByProgramme) -> Result<(), Error> {
    let rows = tx.conn().query(
        "SELECT o.programme_id, COUNT(*)
         FROM audit_entry e
         JOIN ownership o ON o.subject_kind = e.subject_kind AND o.subject_id = e.subject_id
         WHERE e.class <> 'change' AND e.class = 'look' AND e.at >= $1
         GROUP BY o.programme_id",
        values![since],
    )?;
    for row in &rows {
        of(into, row)?.looks = row.i64(1)?;
    }
    Ok(())
}

/// How often somebody looked at a list.
pub fn count_lists(tx: &mut Tx<'_>, since: Moment) -> Result<i64, Error> {
    let row = tx.conn().query_one(
        "SELECT COUNT(*) FROM audit_entry
         WHERE class <> 'change' AND class = 'look' AND purpose = 'list' AND at >= $1",
        values![since],
    )?;
    row.i64(0)
}

/// Counts the referrals and cases past the day on which somebody was to look whether they are still needed.
pub fn count_past_review(tx: &mut Tx<'_>, today: Day, into: &mut ByProgramme) -> Result<(), Error> {
    let rows = tx.conn().query(
        "SELECT x.programme_id, COUNT(*)
         FROM (SELECT programme_id FROM referral WHERE review_on < $1
               UNION ALL
               SELECT programme_id FROM case_record WHERE review_on < $1) x
         GROUP BY x.programme_id",
        values![today.number()],
    )?;
    for row in &rows {
        of(into, row)?.past_review = row.i64(1)?;
    }
    Ok(())
}

/// How often something was refused, and to how many people, by the role in which they tried.
pub fn count_refusals(tx: &mut Tx<'_>, since: Moment) -> Result<Vec<(Role, i64, i64)>, Error> {
    let rows = tx.conn().query(
        "SELECT role, COUNT(*), COUNT(DISTINCT account_id)
         FROM audit_entry
         WHERE class <> 'change' AND class = 'refusal' AND at >= $1 AND role IS NOT NULL
         GROUP BY role
         ORDER BY COUNT(*) DESC, role NULLS LAST",
        values![since],
    )?;
    rows.iter()
        .map(|row| {
            let role = Role::from_code(row.text(0)?).map_err(|e| Error::engine(e.to_string()))?;
            Ok((role, row.i64(1)?, row.i64(2)?))
        })
        .collect()
}

fn of<'m>(into: &'m mut ByProgramme, row: &Row) -> Result<&'m mut Counts, Error> {
    Ok(into.entry(ProgrammeId::from_bits(row.i64(0)?)).or_default())
}
