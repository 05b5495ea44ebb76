//! Checkpoints: every few minutes one signed root over the last entry of every stream, so that not even a whole
//! stream can be taken away unseen.
//!
//! Invariant: nothing is ever committed with a time before a checkpoint's cut: the cut lies a minute back, no
//! transaction lives that long, and whoever writes many in one is waited for.

use super::merkle::{Hash, Tree, leaf};
use super::note::{Checkpoint, CheckpointKey};
use super::walk::{Head, Heads, in_snapshot};
use super::{BEGINNING, Stream};
use crate::db::{Conn, Dialect};
use crate::error::Error;
use crate::house::House;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::id::*;
use throughcare_domain::moment::{MINUTE, Moment};

/// How far back the cut lies. Unit: microseconds.
pub const BACK: i64 = MINUTE;

/// A batch holds it shared; whoever draws a checkpoint waits until none does.
pub(crate) const BATCH_TURN: &str = "SELECT pg_advisory_xact_lock_shared(7310022)";
const NO_BATCH: &str = "BEGIN; SELECT pg_advisory_xact_lock(7310022); COMMIT";

/// A checkpoint as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: CheckpointId,
    pub at: Moment,
    pub streams: i64,
    pub root: Vec<u8>,
    pub note: String,
}

/// The leaf of one stream: its name and its last entry up to the cut.
pub(super) fn leaf_of(stream: &Stream, seq: i64, hash: &[u8]) -> Hash {
    leaf(&[
        &(stream.kind.len() as u64).to_be_bytes(),
        stream.kind.as_bytes(),
        &stream.id.to_be_bytes(),
        &seq.to_be_bytes(),
        hash,
    ])
}

/// Draws the root over everything up to a minute ago; none when nothing has changed since the last one.
pub fn draw(house: &House) -> Result<Option<Checkpoint>, Error> {
    let cut = house.now().micros() - BACK;
    wait_for_writers(house)?;
    in_snapshot(house, |conn| {
        let newest = newest(conn, 1)?.into_iter().next();
        let (mut heads, mut tree) = (Heads::begin(), Tree::default());
        while let Some(head) = heads.next(conn)? {
            if let Some((seq, hash)) = last_entry(conn, &head, cut)? {
                tree.push(leaf_of(&head.stream, seq, &hash));
            }
        }
        let drawn = Checkpoint {
            streams: tree.size(),
            root: tree.root(),
            cut,
        };
        let known = newest.is_some_and(|n| {
            n.at.micros() >= cut || (n.streams == drawn.streams && n.root == drawn.root)
        });
        Ok((drawn.streams > 0 && !known).then_some(drawn))
    })
}

/// The last entry of a stream up to the cut. Shape: the head itself wherever nothing is newer than the cut.
pub(super) fn last_entry(
    conn: &mut Conn,
    head: &Head,
    cut: i64,
) -> Result<Option<(i64, Vec<u8>)>, Error> {
    if head.at <= cut {
        return Ok((head.hash != BEGINNING).then(|| (head.seq, head.hash.clone())));
    }
    let row = conn.query_opt(
        "SELECT seq, hash FROM audit_entry
         WHERE stream_kind = $1 AND stream_id = $2 AND at <= $3
         ORDER BY seq DESC
         LIMIT 1",
        values![&head.stream.kind, head.stream.id, cut],
    )?;
    match row {
        Some(row) => Ok(Some((row.i64(0)?, row.bytes(1)?.to_vec()))),
        None if head.base_seq > 0 => Ok(Some((head.base_seq, head.base_hash.clone()))),
        None => Ok(None),
    }
}

/// Waits until whoever writes now has ended: what comes after is later than the cut.
fn wait_for_writers(house: &House) -> Result<(), Error> {
    match house.dialect() {
        Dialect::Sqlite => Tx::housekeeping(house).map(drop),
        Dialect::Postgres => house.reader()?.batch(NO_BATCH),
    }
}

/// Signs a checkpoint and keeps it.
pub(crate) fn insert_checkpoint(tx: &mut Tx<'_>, drawn: &Checkpoint) -> Result<(), Error> {
    let id: CheckpointId = tx.new_id();
    let note = CheckpointKey::new(&tx.house().keys().signing).sign(drawn);
    tx.conn().execute(
        "INSERT INTO checkpoint (id, at, streams, root, note) VALUES ($1, $2, $3, $4, $5)",
        values![
            id.bits(),
            drawn.cut,
            drawn.streams,
            drawn.root.as_slice(),
            note
        ],
    )?;
    Ok(())
}

/// Draws a checkpoint and keeps it, where anything has changed.
pub fn keep(house: &House) -> Result<Option<Checkpoint>, Error> {
    let drawn = draw(house)?;
    if let Some(drawn) = &drawn {
        let mut tx = Tx::housekeeping(house)?;
        insert_checkpoint(&mut tx, drawn)?;
        tx.commit_housekeeping()?;
    }
    Ok(drawn)
}

/// The newest checkpoints, newest first.
pub fn list_newest(house: &House, most: i64) -> Result<Vec<Kept>, Error> {
    in_snapshot(house, |conn| newest(conn, most))
}

/// The last checkpoint that was drawn up to a moment.
pub fn find_last(house: &House, until: Moment) -> Result<Option<CheckpointId>, Error> {
    in_snapshot(house, |conn| {
        let row = conn.query_opt(
            "SELECT id FROM checkpoint WHERE at <= $1 ORDER BY at DESC, id DESC LIMIT 1",
            values![until],
        )?;
        row.map(|r| Ok(CheckpointId::from_bits(r.i64(0)?)))
            .transpose()
    })
}

pub(super) fn newest(conn: &mut Conn, most: i64) -> Result<Vec<Kept>, Error> {
    let rows = conn.query(
        "SELECT id, at, streams, root, note FROM checkpoint ORDER BY at DESC, id DESC LIMIT $1",
        values![most],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Kept {
                id: CheckpointId::from_bits(row.i64(0)?),
                at: Moment::from_micros(row.i64(1)?),
                streams: row.i64(2)?,
                root: row.bytes(3)?.to_vec(),
                note: row.text(4)?.to_owned(),
            })
        })
        .collect()
}

/// The signing keys of this installation, the newest and those before it.
pub fn signing_keys(house: &House) -> Result<Vec<CheckpointKey>, Error> {
    let rows = in_snapshot(house, |conn| {
        conn.query(
            "SELECT wrapped FROM house_key WHERE kind = $1 ORDER BY generation DESC",
            values!["signing"],
        )
    })?;
    rows.iter()
        .map(|row| {
            house
                .root()
                .unwrap(row.bytes(0)?, "signing")
                .map(|key| CheckpointKey::new(&key))
        })
        .collect()
}
