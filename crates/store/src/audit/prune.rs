//! Pruning looks: what was seen may be forgotten by policy after a checkpoint has covered it; changes never.

use super::checkpoint::{Kept, last_entry, newest, signing_keys};
use super::walk::{Head, Heads, in_snapshot};
use crate::error::Error;
use crate::house::House;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::id::*;

/// Deletes the looks that a checkpoint covers, and says how many they were.
/// Shape: each stream of looks keeps the hash from which it goes on, so that this checkpoint, and every later one,
/// can still be drawn again; an earlier one keeps its signature only.
/// Errors: not found, when there is no such checkpoint; engine, when no key of this installation signed it.
pub fn prune_looks(house: &House, before: CheckpointId) -> Result<u64, Error> {
    let kept = in_snapshot(house, |conn| newest(conn, i64::MAX))?
        .into_iter()
        .find(|k| k.id == before)
        .ok_or(Error::NotFound)?;
    let signed = signing_keys(house)?
        .iter()
        .any(|key| key.verifier().read(&kept.note).is_some());
    if !signed {
        return Err(Error::engine(
            "this checkpoint was not signed by this installation: looks are kept".into(),
        ));
    }
    let heads = in_snapshot(house, |conn| {
        let (mut heads, mut looks) = (Heads::begin(), Vec::new());
        while let Some(head) = heads.next(conn)? {
            if head.stream.kind == "look" {
                looks.push(head);
            }
        }
        Ok(looks)
    })?;
    let mut pruned = 0;
    for head in heads {
        pruned += prune_stream(house, &head, &kept)?;
    }
    Ok(pruned)
}

fn prune_stream(house: &House, head: &Head, before: &Kept) -> Result<u64, Error> {
    let mut tx = Tx::housekeeping(house)?;
    let cut = before.at.micros();
    let Some((seq, hash)) = last_entry(tx.conn(), head, cut)? else {
        return Ok(0);
    };
    if seq <= head.base_seq {
        return Ok(0);
    }
    let whose = values![&head.stream.kind, head.stream.id, seq];
    tx.conn().execute(
        "DELETE FROM audit_payload WHERE stream_kind = $1 AND stream_id = $2 AND seq <= $3",
        whose,
    )?;
    let deleted = tx.conn().execute(
        "DELETE FROM audit_entry WHERE stream_kind = $1 AND stream_id = $2 AND seq <= $3 AND class = 'look'",
        whose,
    )?;
    tx.conn().execute(
        "UPDATE audit_head SET base_seq = $3, base_hash = $4, base_at = $5
         WHERE stream_kind = $1 AND stream_id = $2",
        values![&head.stream.kind, head.stream.id, seq, &hash, cut],
    )?;
    if deleted != (seq - head.base_seq) as u64 {
        return Err(Error::engine(format!(
            "the looks of stream {} are not whole: nothing of it was pruned",
            head.stream.id
        )));
    }
    tx.commit_housekeeping()?;
    Ok(deleted)
}
