//! Drafts: what was typed and not yet sent, sealed under its writer's key.

use crate::error::Error;
use crate::house::House;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;

/// A kept form: where it was typed, and its names and values in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub id: DraftId,
    pub place: String,
    pub pairs: Vec<(String, String)>,
    pub kept_at: Moment,
}

/// Keeps a form for its writer; one draft for each place.
pub fn keep(
    house: &House,
    account: AccountId,
    place: &str,
    pairs: &[(String, String)],
) -> Result<DraftId, Error> {
    let mut tx = Tx::housekeeping(house)?;
    let id: DraftId = tx.new_id();
    let body = tx.seal(account, "draft.body", id, pairs)?;
    let now = tx.now();
    tx.conn().execute(
        "DELETE FROM draft WHERE account_id = $1 AND place = $2",
        values![account.bits(), place],
    )?;
    tx.conn().execute(
        "INSERT INTO draft (id, account_id, place, body, kept_at) VALUES ($1, $2, $3, $4, $5)",
        values![id.bits(), account.bits(), place, body, now],
    )?;
    tx.commit_housekeeping()?;
    Ok(id)
}

/// The draft that somebody left at a place.
pub fn find_draft(
    tx: &mut Tx<'_>,
    account: AccountId,
    place: &str,
) -> Result<Option<Draft>, Error> {
    let row = tx.conn().query_opt(
        "SELECT id, body, kept_at FROM draft WHERE account_id = $1 AND place = $2",
        values![account.bits(), place],
    )?;
    let Some(row) = row else { return Ok(None) };
    let id = DraftId::from_bits(row.i64(0)?);
    Ok(Some(Draft {
        id,
        place: place.to_owned(),
        pairs: tx.open(account, "draft.body", id, row.bytes(1)?)?,
        kept_at: Moment::from_micros(row.i64(2)?),
    }))
}

/// Where somebody's drafts wait, newest first.
pub fn list_drafts(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<(String, Moment)>, Error> {
    let rows = tx.conn().query(
        "SELECT place, kept_at FROM draft WHERE account_id = $1 ORDER BY kept_at DESC LIMIT 20",
        values![account.bits()],
    )?;
    rows.iter()
        .map(|r| Ok((r.text(0)?.to_owned(), Moment::from_micros(r.i64(1)?))))
        .collect()
}

/// Drops the draft of a place: the form was sent.
pub fn erase_draft(tx: &mut Tx<'_>, account: AccountId, place: &str) -> Result<(), Error> {
    tx.conn().execute(
        "DELETE FROM draft WHERE account_id = $1 AND place = $2",
        values![account.bits(), place],
    )?;
    Ok(())
}

/// Drops the draft of a place, on its own.
pub fn erase(house: &House, account: AccountId, place: &str) -> Result<(), Error> {
    let mut tx = Tx::reading(house, throughcare_domain::account::Actor::Clock)?;
    let any = tx.conn().query_opt(
        "SELECT 1 FROM draft WHERE account_id = $1 AND place = $2",
        values![account.bits(), place],
    )?;
    tx.end_reading()?;
    if any.is_none() {
        return Ok(());
    }
    let mut tx = Tx::housekeeping(house)?;
    erase_draft(&mut tx, account, place)?;
    tx.commit_housekeeping()
}
