//! What was told to somebody outside: to whom, what, on which basis and when.

use crate::access::Permitted;
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use serde::{Deserialize, Serialize};
use throughcare_domain::code::{Code, UnknownCode};
use throughcare_domain::decision::{Basis, Disclosure, DisclosureKind};
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;

#[derive(Serialize, Deserialize)]
struct Words {
    to: String,
    what: String,
}

pub fn insert_disclosure<T>(
    tx: &mut Tx<'_>,
    of: &Permitted<T>,
    disclosure: &Disclosure,
) -> Result<(), Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**of);
    let words = Words {
        to: disclosure.to.clone(),
        what: disclosure.what.clone(),
    };
    let sealed = tx.seal(subject, "disclosure.words", disclosure.id, &words)?;
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO disclosure (id, subject_kind, subject_id, kind, basis, words, told_at, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            disclosure.id.bits(), subject.kind(), subject.bits(), disclosure.kind.code(), disclosure.basis.code(), sealed,
            disclosure.told_at, disclosure.recorded_by.map(Id::bits), now
        ],
    )?;
    Ok(())
}

/// What was told about something, in the order in which it was told.
pub fn list_disclosures<T>(tx: &mut Tx<'_>, of: &Permitted<T>) -> Result<Vec<Disclosure>, Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**of);
    let rows = tx.conn().query(
        "SELECT id, kind, basis, words, told_at, recorded_by FROM disclosure
         WHERE subject_kind = $1 AND subject_id = $2
         ORDER BY told_at, id",
        values![subject.kind(), subject.bits()],
    )?;
    let unknown = |e: UnknownCode| Error::engine(e.to_string());
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let id = DisclosureId::from_bits(row.i64(0)?);
        let words: Words = tx.open(subject, "disclosure.words", id, row.bytes(3)?)?;
        out.push(Disclosure {
            id,
            kind: DisclosureKind::from_code(row.text(1)?).map_err(unknown)?,
            to: words.to,
            what: words.what,
            basis: Basis::from_code(row.text(2)?).map_err(unknown)?,
            told_at: Moment::from_micros(row.i64(4)?),
            recorded_by: row.opt_i64(5)?.map(AccountId::from_bits),
        });
    }
    Ok(out)
}
