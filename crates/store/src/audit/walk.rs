//! Reading the chain from end to end, in pages, as it stood at one instant.

use super::{Columns, Stream};
use crate::db::{Conn, Dialect, Row};
use crate::error::Error;
use crate::house::House;
use crate::values;
use serde::Serialize;
use std::collections::VecDeque;

/// Reads in one snapshot: what is written meanwhile is not seen.
pub(super) fn in_snapshot<T>(
    house: &House,
    read: impl FnOnce(&mut Conn) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut conn = house.reader()?;
    let begin = match conn.dialect() {
        Dialect::Sqlite => "BEGIN",
        Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    };
    conn.batch(begin)?;
    let outcome = read(&mut conn);
    let ended = conn.batch("ROLLBACK");
    let outcome = outcome?;
    ended?;
    Ok(outcome)
}

/// The head of a stream, and where it begins once looks were pruned.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub stream: Stream,
    pub seq: i64,
    pub hash: Vec<u8>,
    pub at: i64,
    pub base_seq: i64,
    pub base_hash: Vec<u8>,
    pub base_at: i64,
}

/// An entry as it is stored, without its payload.
#[derive(Clone, Debug, Serialize)]
pub struct Stored {
    #[serde(flatten)]
    pub stream: Stream,
    pub seq: i64,
    /// None where a column holds what no entry can hold.
    #[serde(flatten)]
    pub columns: Option<StoredColumns>,
    /// The digest of the payload that is kept; none when it was erased or there never was one.
    #[serde(skip)]
    pub payload: Option<[u8; 32]>,
}

#[derive(Clone, Debug, Serialize)]
pub struct StoredColumns {
    pub class: String,
    pub at: i64,
    pub actor_kind: String,
    pub account: Option<i64>,
    pub role: Option<String>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: i64,
    pub purpose: Option<String>,
    pub happened_at: i64,
    pub until_at: Option<i64>,
    pub about: Option<i64>,
    pub code: Option<String>,
    pub payload_version: i64,
    #[serde(serialize_with = "as_hex")]
    pub payload_digest: Vec<u8>,
    #[serde(serialize_with = "as_hex")]
    pub prev: Vec<u8>,
    #[serde(serialize_with = "as_hex")]
    pub hash: Vec<u8>,
}

fn as_hex<S: serde::Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&crate::tx::hex(bytes))
}

impl Stored {
    /// The hash that the columns give.
    pub(super) fn computed(&self) -> Option<[u8; 32]> {
        let c = self.columns.as_ref()?;
        let columns = Columns {
            stream_kind: &self.stream.kind,
            stream_id: self.stream.id,
            seq: self.seq,
            class: &c.class,
            at: c.at,
            actor_kind: &c.actor_kind,
            account: c.account,
            role: c.role.as_deref(),
            action: &c.action,
            subject_kind: &c.subject_kind,
            subject_id: c.subject_id,
            purpose: c.purpose.as_deref(),
            happened_at: c.happened_at,
            until_at: c.until_at,
            about: c.about,
            code: c.code.as_deref(),
            payload_version: c.payload_version,
            payload_digest: &c.payload_digest,
            prev: &c.prev,
        };
        Some(columns.hash())
    }
}

impl StoredColumns {
    fn read(row: &Row) -> Result<StoredColumns, Error> {
        let text = |n| row.opt_text(n).map(|t| t.map(str::to_owned));
        Ok(StoredColumns {
            class: row.text(3)?.to_owned(),
            at: row.i64(4)?,
            actor_kind: row.text(5)?.to_owned(),
            account: row.opt_i64(6)?,
            role: text(7)?,
            action: row.text(8)?.to_owned(),
            subject_kind: row.text(9)?.to_owned(),
            subject_id: row.i64(10)?,
            purpose: text(11)?,
            happened_at: row.i64(12)?,
            until_at: row.opt_i64(13)?,
            about: row.opt_i64(14)?,
            code: text(15)?,
            payload_version: row.i64(16)?,
            payload_digest: row.bytes(17)?.to_vec(),
            prev: row.bytes(18)?.to_vec(),
            hash: row.bytes(19)?.to_vec(),
        })
    }
}

/// How many rows are read at once.
const PAGE: i64 = 1000;

/// All heads in the order of their streams.
pub(super) struct Heads {
    page: VecDeque<Head>,
    after: (String, i64),
    done: bool,
}

impl Heads {
    pub fn begin() -> Heads {
        Heads {
            page: VecDeque::new(),
            after: (String::new(), i64::MIN),
            done: false,
        }
    }

    pub fn next(&mut self, conn: &mut Conn) -> Result<Option<Head>, Error> {
        if self.page.is_empty() && !self.done {
            let rows = conn.query(
                "SELECT stream_kind, stream_id, seq, hash, at, base_seq, base_hash, base_at
                 FROM audit_head
                 WHERE (stream_kind, stream_id) > ($1, $2)
                 ORDER BY stream_kind, stream_id
                 LIMIT $3",
                values![&self.after.0, self.after.1, PAGE],
            )?;
            self.done = rows.len() < PAGE as usize;
            self.page = rows.iter().map(head).collect::<Result<_, _>>()?;
            if let Some(last) = self.page.back() {
                self.after = (last.stream.kind.clone(), last.stream.id);
            }
        }
        Ok(self.page.pop_front())
    }
}

fn head(row: &Row) -> Result<Head, Error> {
    Ok(Head {
        stream: Stream {
            kind: row.text(0)?.to_owned(),
            id: row.i64(1)?,
        },
        seq: row.i64(2)?,
        hash: row.bytes(3)?.to_vec(),
        at: row.i64(4)?,
        base_seq: row.i64(5)?,
        base_hash: row.bytes(6)?.to_vec(),
        base_at: row.i64(7)?,
    })
}

/// All entries in the order of their streams, each with the digest of its payload.
pub(super) struct Entries {
    page: VecDeque<Stored>,
    after: (String, i64, i64),
    done: bool,
}

impl Entries {
    pub fn begin() -> Entries {
        Entries {
            page: VecDeque::new(),
            after: (String::new(), i64::MIN, i64::MIN),
            done: false,
        }
    }

    pub fn next(&mut self, conn: &mut Conn) -> Result<Option<Stored>, Error> {
        if self.page.is_empty() && !self.done {
            let rows = conn.query(
                "SELECT e.stream_kind, e.stream_id, e.seq, e.class, e.at, e.actor_kind, e.account_id, e.role, e.action,
                   e.subject_kind, e.subject_id, e.purpose, e.happened_at, e.until_at, e.about, e.code,
                   e.payload_version, e.payload_digest, e.prev, e.hash, p.body
                 FROM audit_entry e
                 LEFT JOIN audit_payload p
                   ON p.stream_kind = e.stream_kind AND p.stream_id = e.stream_id AND p.seq = e.seq
                 WHERE (e.stream_kind, e.stream_id, e.seq) > ($1, $2, $3)
                 ORDER BY e.stream_kind, e.stream_id, e.seq
                 LIMIT $4",
                values![&self.after.0, self.after.1, self.after.2, PAGE],
            )?;
            self.done = rows.len() < PAGE as usize;
            self.page = rows.iter().map(entry).collect::<Result<_, _>>()?;
            if let Some(last) = self.page.back() {
                self.after = (last.stream.kind.clone(), last.stream.id, last.seq);
            }
        }
        Ok(self.page.pop_front())
    }
}

fn entry(row: &Row) -> Result<Stored, Error> {
    use sha2::{Digest, Sha256};
    Ok(Stored {
        stream: Stream {
            kind: row.text(0)?.to_owned(),
            id: row.i64(1)?,
        },
        seq: row.i64(2)?,
        columns: StoredColumns::read(row).ok(),
        payload: row.opt_bytes(20)?.map(|body| Sha256::digest(body).into()),
    })
}
