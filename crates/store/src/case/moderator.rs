//! The moderators of a case, as recorded; spans follow from them.

use crate::access::Permitted;
use crate::case::{day_of, unknown};
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::case::{Case, Moderator, ModeratorKind, moderator};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;

pub fn insert_moderator(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    moderator: &Moderator,
) -> Result<(), Error> {
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO moderator (id, case_id, kind, value, from_on, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            moderator.id.bits(),
            case.id.bits(),
            moderator.kind.code(),
            &moderator.value,
            moderator.from,
            moderator.recorded_by.bits(),
            now
        ],
    )?;
    Ok(())
}

/// The spans of every moderator, in the order of kind and first day.
pub fn list_moderators(tx: &mut Tx<'_>, case: &Permitted<Case>) -> Result<Vec<Moderator>, Error> {
    let rows = tx.conn().query(
        "SELECT id, kind, value, from_on, recorded_by FROM moderator WHERE case_id = $1 ORDER BY kind, from_on, id",
        values![case.id.bits()],
    )?;
    let recorded = rows
        .iter()
        .map(|r| {
            Ok(Moderator {
                id: ModeratorId::from_bits(r.i64(0)?),
                kind: ModeratorKind::from_code(r.text(1)?).map_err(unknown)?,
                value: r.text(2)?.to_owned(),
                from: day_of(r.i64(3)?)?,
                until: None,
                recorded_by: AccountId::from_bits(r.i64(4)?),
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(moderator::spans(recorded))
}
