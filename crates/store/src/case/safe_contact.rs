//! The safe-contact card: each version is kept.

use crate::access::Permitted;
use crate::case::unknown;
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use serde::{Deserialize, Serialize};
use throughcare_domain::case::Case;
use throughcare_domain::case::safe_contact::{InPairs, SafeContactCard};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;

#[derive(Serialize, Deserialize)]
struct Words {
    how_and_when: String,
    do_not_leave: String,
    do_not_tell: String,
    where_to_meet: String,
    agreed_with: String,
}

/// Adds the next version of the card. `card.version` is the number that it takes.
/// Errors: stale, when somebody wrote that version in between.
pub fn supersede_card(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    card: &SafeContactCard,
) -> Result<(), Error> {
    let words = Words {
        how_and_when: card.how_and_when.clone(),
        do_not_leave: card.do_not_leave.clone(),
        do_not_tell: card.do_not_tell.clone(),
        where_to_meet: card.where_to_meet.clone(),
        agreed_with: card.agreed_with.clone(),
    };
    let sealed = tx.seal(case.id, "safe_contact.words", card.id, &words)?;
    let added = tx.conn().execute(
        "INSERT INTO safe_contact (id, case_id, version, in_pairs, words, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (case_id, version) DO NOTHING",
        values![
            card.id.bits(),
            case.id.bits(),
            card.version,
            card.in_pairs.code(),
            sealed,
            card.recorded_by.bits(),
            card.recorded_at
        ],
    )?;
    if added == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// The number of the newest version; 0 while there is no card.
pub fn newest_version(tx: &mut Tx<'_>, case: &Permitted<Case>) -> Result<i64, Error> {
    tx.conn()
        .query_one(
            "SELECT COALESCE(MAX(version), 0) FROM safe_contact WHERE case_id = $1",
            values![case.id.bits()],
        )?
        .i64(0)
}

/// The card in force.
pub fn find_card(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
) -> Result<Option<SafeContactCard>, Error> {
    find_newest(tx, case.id)
}

pub(crate) fn find_newest(tx: &mut Tx<'_>, case: CaseId) -> Result<Option<SafeContactCard>, Error> {
    let row = tx.conn().query_opt(
        "SELECT id, version, in_pairs, words, recorded_by, recorded_at FROM safe_contact
         WHERE case_id = $1 ORDER BY version DESC LIMIT 1",
        values![case.bits()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let id = CardId::from_bits(row.i64(0)?);
    let words: Words = tx.open(case, "safe_contact.words", id, row.bytes(3)?)?;
    Ok(Some(SafeContactCard {
        id,
        version: row.i64(1)?,
        how_and_when: words.how_and_when,
        do_not_leave: words.do_not_leave,
        do_not_tell: words.do_not_tell,
        where_to_meet: words.where_to_meet,
        in_pairs: InPairs::from_code(row.text(2)?).map_err(unknown)?,
        agreed_with: words.agreed_with,
        recorded_at: Moment::from_micros(row.i64(5)?),
        recorded_by: AccountId::from_bits(row.i64(4)?),
    }))
}
