//! Staff who may not see a case. For them it does not exist.

use crate::access::Permitted;
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::case::{Case, Exclusion};
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;

pub fn insert_exclusion(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    exclusion: &Exclusion,
) -> Result<(), Error> {
    let why = tx.seal(case.id, "excluded_staff.why", exclusion.id, &exclusion.why)?;
    let now = tx.now();
    let by = tx.actor().account().ok_or(Error::NotFound)?.bits();
    tx.conn().execute(
        "INSERT INTO excluded_staff (id, case_id, account_id, why, recorded_by, recorded_at, lifted_at)
         VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        values![exclusion.id.bits(), case.id.bits(), exclusion.account.bits(), why, by, now],
    )?;
    Ok(())
}

/// Lifts an exclusion.
/// Errors: not found, when it is not in force.
pub fn revise_lifted(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    exclusion: ExclusionId,
) -> Result<(), Error> {
    let now = tx.now();
    let changed = tx.conn().execute(
        "UPDATE excluded_staff SET lifted_at = $3 WHERE id = $1 AND case_id = $2 AND lifted_at IS NULL",
        values![exclusion.bits(), case.id.bits(), now],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Every exclusion that a case ever had, newest first.
pub fn list_exclusions(tx: &mut Tx<'_>, case: &Permitted<Case>) -> Result<Vec<Exclusion>, Error> {
    let rows = tx.conn().query(
        "SELECT id, account_id, why, lifted_at FROM excluded_staff WHERE case_id = $1 ORDER BY recorded_at DESC, id DESC",
        values![case.id.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let id = ExclusionId::from_bits(row.i64(0)?);
        out.push(Exclusion {
            id,
            account: AccountId::from_bits(row.i64(1)?),
            why: tx.open(case.id, "excluded_staff.why", id, row.bytes(2)?)?,
            lifted_at: row.opt_i64(3)?.map(Moment::from_micros),
        });
    }
    Ok(out)
}

/// Whether somebody may not see the thing: nobody who may not is offered it or covers for it.
pub fn excluded(tx: &mut Tx<'_>, subject: Subject, account: AccountId) -> Result<bool, Error> {
    let Subject::Case(case) = subject else {
        return Ok(false);
    };
    let row = tx.conn().query_opt(
        "SELECT id FROM excluded_staff WHERE case_id = $1 AND account_id = $2 AND lifted_at IS NULL",
        values![case.bits(), account.bits()],
    )?;
    Ok(row.is_some())
}
