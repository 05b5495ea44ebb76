//! A form's token is its idempotency key: a doubled post enters once, and is led to what the first one did.

use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use sha2::{Digest, Sha256};
use throughcare_domain::subject::Subject;

/// The token of one rendered form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormToken(pub Vec<u8>);

/// What a form did when it was first sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    pub subject: Subject,
    pub about: Option<i64>,
}

fn hashed(token: &FormToken) -> Vec<u8> {
    Sha256::digest(&token.0).to_vec()
}

/// Marks the token as used in this transaction.
/// Errors: [`Error::Doubled`] with what was done, when it was used before.
pub(crate) fn claim(tx: &mut Tx<'_>, token: &FormToken) -> Result<(), Error> {
    let hash = hashed(token);
    let now = tx.now();
    let mine = tx.conn().execute(
        "INSERT INTO form_use (token, used_at, subject_kind, subject_id, about)
         VALUES ($1, $2, NULL, NULL, NULL)
         ON CONFLICT (token) DO NOTHING",
        values![&hash, now],
    )?;
    if mine == 1 {
        return Ok(());
    }
    let row = tx.conn().query_one(
        "SELECT subject_kind, subject_id, about FROM form_use WHERE token = $1",
        values![&hash],
    )?;
    let subject = match (row.opt_text(0)?, row.opt_i64(1)?) {
        (Some(kind), Some(bits)) => Subject::from_stored(kind, bits),
        _ => None,
    };
    let about = row.opt_i64(2)?;
    Err(Error::Doubled(
        subject.map(|subject| Effect { subject, about }),
    ))
}

/// Notes what the form did.
pub(crate) fn settle(tx: &mut Tx<'_>, token: &FormToken, effect: Effect) -> Result<(), Error> {
    tx.conn().execute(
        "UPDATE form_use SET subject_kind = $2, subject_id = $3, about = $4 WHERE token = $1",
        values![
            hashed(token),
            effect.subject.kind(),
            effect.subject.bits(),
            effect.about
        ],
    )?;
    Ok(())
}
