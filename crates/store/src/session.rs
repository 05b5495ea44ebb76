//! Sessions: an opaque token kept hashed, with idle and absolute limits.

use crate::account::hat_of;
use crate::error::Error;
use crate::house::House;
use crate::tx::Tx;
use crate::values;
use sha2::{Digest, Sha256};
use throughcare_domain::account::{Actor, Hat};
use throughcare_domain::id::*;
use throughcare_domain::moment::{HOUR, MINUTE, Moment};

/// After this long without a request a session asks for the password again. Unit: microseconds.
pub const IDLE: i64 = 30 * MINUTE;
/// After this long it ends in any case.
pub const ABSOLUTE: i64 = 12 * HOUR;
/// "Last seen" is written at most this often.
const SEEN_EVERY: i64 = MINUTE;

/// What a token stands for.
#[derive(Clone, Debug)]
pub enum Standing {
    Open {
        account: AccountId,
        hat: Hat,
    },
    /// It has run out: what was typed is kept for its owner, and comes back after sign-in.
    RunOut {
        account: AccountId,
    },
    Unknown,
}

fn hashed(token: &[u8]) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

/// Begins a session and returns its token.
pub fn insert_session(
    tx: &mut Tx<'_>,
    account: AccountId,
    hat: GrantId,
) -> Result<[u8; 32], Error> {
    let token: [u8; 32] = tx.house().chance.bytes();
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO session (token_hash, account_id, hat_id, made_at, seen_at, ends_at, ended_at)
         VALUES ($1, $2, $3, $4, $4, $5, NULL)",
        values![
            hashed(&token),
            account.bits(),
            hat.bits(),
            now,
            now.micros() + ABSOLUTE
        ],
    )?;
    Ok(token)
}

/// Looks a token up, and notes at most once a minute that it was seen.
pub fn find_session(house: &House, token: &[u8]) -> Result<Standing, Error> {
    let hash = hashed(token);
    let mut tx = Tx::reading(house, Actor::Operator)?;
    let now = tx.now();
    let row = tx.conn().query_opt(
        "SELECT h.id, h.role, h.scope_kind, h.scope_id, a.agency_id, s.account_id, s.seen_at, s.ends_at, s.ended_at,
           a.active, h.until_at
         FROM session s JOIN hat h ON h.id = s.hat_id JOIN account a ON a.id = s.account_id
         WHERE s.token_hash = $1",
        values![&hash],
    )?;
    tx.end_reading()?;
    let Some(row) = row else {
        return Ok(Standing::Unknown);
    };
    let account = AccountId::from_bits(row.i64(5)?);
    let seen = row.i64(6)?;
    if row.opt_i64(8)?.is_some()
        || !row.bool(9)?
        || row.opt_i64(10)?.is_some_and(|t| t <= now.micros())
    {
        return Ok(Standing::Unknown);
    }
    if now.micros() >= row.i64(7)? || now.micros() - seen > IDLE {
        return Ok(Standing::RunOut { account });
    }
    if now.micros() - seen > SEEN_EVERY {
        let mut tx = Tx::housekeeping(house)?;
        tx.conn().execute(
            "UPDATE session SET seen_at = $2 WHERE token_hash = $1",
            values![&hash, now],
        )?;
        tx.commit_housekeeping()?;
    }
    Ok(Standing::Open {
        account,
        hat: hat_of(&row)?,
    })
}

/// Acts in another hat from now on.
pub fn revise_hat(tx: &mut Tx<'_>, token: &[u8], hat: GrantId) -> Result<(), Error> {
    tx.conn().execute(
        "UPDATE session SET hat_id = $2 WHERE token_hash = $1",
        values![hashed(token), hat.bits()],
    )?;
    Ok(())
}

/// Ends a session.
pub fn end_session(tx: &mut Tx<'_>, token: &[u8]) -> Result<(), Error> {
    let now = tx.now();
    tx.conn().execute(
        "UPDATE session SET ended_at = $2 WHERE token_hash = $1",
        values![hashed(token), now],
    )?;
    Ok(())
}

/// Clears the count of failed sign-ins after a good one.
pub fn clear_failures(house: &House, account: AccountId) -> Result<(), Error> {
    let mut tx = Tx::housekeeping(house)?;
    crate::account::revise_failures(&mut tx, account, 0)?;
    tx.commit_housekeeping()
}

/// Deletes sessions and form tokens that ended more than thirty days ago.
pub fn sweep(house: &House) -> Result<(), Error> {
    let mut tx = Tx::housekeeping(house)?;
    let before = Moment::from_micros(tx.now().micros() - 30 * 24 * HOUR);
    tx.conn()
        .execute("DELETE FROM session WHERE ends_at < $1", values![before])?;
    tx.conn()
        .execute("DELETE FROM form_use WHERE used_at < $1", values![before])?;
    let fortnight = Moment::from_micros(tx.now().micros() - 14 * 24 * HOUR);
    tx.conn()
        .execute("DELETE FROM draft WHERE kept_at < $1", values![fortnight])?;
    tx.commit_housekeeping()
}
