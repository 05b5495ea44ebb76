//! The words that go with a change: why work was assigned, a clock given a new date, an exclusion lifted.
//!
//! Invariant: a fact carries a digest of its words; the words themselves are here, sealed under the subject's key.

use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::fact::{Fact, Narrative};
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;

/// Words with the fact that they belong to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    pub id: RemarkId,
    /// The stable name of the fact.
    pub fact: String,
    pub about: Option<i64>,
    pub words: String,
    pub recorded_by: AccountId,
    pub recorded_at: Moment,
}

/// Keeps the words of a fact that is about to be committed, unless there are none.
/// The permission is the one under which the fact's own change was made.
pub fn insert_remark(tx: &mut Tx<'_>, fact: impl Into<Fact>, words: &str) -> Result<Fact, Error> {
    let fact = fact.into();
    if words.trim().is_empty() {
        return Ok(fact);
    }
    let clear = fact.clear();
    let id: RemarkId = tx.new_id();
    let sealed = tx.seal(clear.subject, "remark.words", id, words)?;
    let (now, by) = (tx.now(), tx.actor().account().ok_or(Error::NotFound)?);
    tx.conn().execute(
        "INSERT INTO remark (id, subject_kind, subject_id, fact, about, words, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            id.bits(), clear.subject.kind(), clear.subject.bits(), fact.kind(), clear.about, sealed, by.bits(), now
        ],
    )?;
    Ok(fact)
}

/// A digest of words, where there are any.
pub fn digest(tx: &Tx<'_>, words: &str) -> Option<Narrative> {
    (!words.trim().is_empty()).then(|| tx.narrative(&[words]))
}

/// The remarks on a subject that the actor may read, oldest first.
pub fn list_remarks(tx: &mut Tx<'_>, subject: Subject) -> Result<Vec<Remark>, Error> {
    let rows = tx.conn().query(
        "SELECT id, fact, about, words, recorded_by, recorded_at FROM remark
         WHERE subject_kind = $1 AND subject_id = $2 ORDER BY recorded_at, id",
        values![subject.kind(), subject.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let id = RemarkId::from_bits(row.i64(0)?);
        out.push(Remark {
            id,
            fact: row.text(1)?.to_owned(),
            about: row.opt_i64(2)?,
            words: tx.open(subject, "remark.words", id, row.bytes(3)?)?,
            recorded_by: AccountId::from_bits(row.i64(4)?),
            recorded_at: Moment::from_micros(row.i64(5)?),
        });
    }
    Ok(out)
}
