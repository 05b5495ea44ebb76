//! The audit chain: one hash chain per stream. Changes never go; looks may be pruned from a stream's beginning.
//!
//! Invariant: an entry's hash covers every clear column and a digest of its sealed payload, so the payload can be
//! erased and the chain still verifies.

pub mod checkpoint;
pub mod merkle;
pub mod note;
pub mod prune;
pub mod verify;
mod walk;

use crate::error::Error;
use crate::tx::{Look, Tx};
use crate::values;
use sha2::{Digest, Sha256};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::code::Code;
use throughcare_domain::fact::{Fact, Happening};
use throughcare_domain::id::AccountId;
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;

/// What kind of entry it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    Change,
    Look,
    Refusal,
}

impl Class {
    pub fn code(self) -> &'static str {
        match self {
            Class::Change => "change",
            Class::Look => "look",
            Class::Refusal => "refusal",
        }
    }
}

/// The chain to which an entry belongs: its subject's, or its viewer's for looks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub struct Stream {
    #[serde(rename = "stream_kind")]
    pub kind: String,
    #[serde(rename = "stream_id")]
    pub id: i64,
}

impl std::fmt::Display for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = throughcare_domain::id::encode(self.id);
        write!(f, "stream {} {id}", self.kind)
    }
}

impl Stream {
    pub fn of(subject: Subject) -> Stream {
        Stream {
            kind: subject.kind().to_owned(),
            id: subject.bits(),
        }
    }
    pub fn looks_of(account: AccountId) -> Stream {
        use throughcare_domain::id::Id;
        Stream {
            kind: "look".to_owned(),
            id: account.bits(),
        }
    }
}

/// An entry before it has its place in the chain.
pub(crate) struct Entry {
    stream: Stream,
    class: Class,
    action: String,
    subject: Subject,
    purpose: Option<String>,
    happened_at: Option<Moment>,
    until: Option<Moment>,
    about: Option<i64>,
    code: Option<&'static str>,
    payload: Vec<u8>,
}

impl Entry {
    fn change(happening: &Happening) -> Result<Entry, Error> {
        let clear = happening.fact.clear();
        Ok(Entry {
            stream: Stream::of(clear.subject),
            class: Class::Change,
            action: happening.fact.kind().to_owned(),
            subject: clear.subject,
            purpose: None,
            happened_at: happening.happened_at,
            until: clear.until,
            about: clear.about,
            code: clear.code,
            payload: serde_json::to_vec(&happening.fact)
                .map_err(|e| Error::engine(e.to_string()))?,
        })
    }

    /// A refusal stands in the stream of the one who tried: what they name need not exist.
    pub fn refusal(by: AccountId, action: &str, subject: Subject, code: &str) -> Entry {
        Entry {
            stream: Stream::of(Subject::Account(by)),
            class: Class::Refusal,
            action: action.to_owned(),
            subject,
            purpose: Some(code.to_owned()),
            happened_at: None,
            until: None,
            about: None,
            code: None,
            payload: Vec::new(),
        }
    }

    /// A list is one entry of its viewer with the subjects shown.
    pub fn look(actor: Actor, look: &Look) -> Entry {
        let account = actor
            .account()
            .unwrap_or_else(|| throughcare_domain::id::Id::from_bits(1));
        let single = if look.subjects.len() == 1 {
            Some(look.subjects[0])
        } else {
            None
        };
        let purpose = if single.is_some() { "view" } else { "list" };
        Entry {
            stream: Stream::looks_of(account),
            class: Class::Look,
            action: look.action.code().to_owned(),
            subject: single.unwrap_or(Subject::Account(account)),
            purpose: Some(purpose.to_owned()),
            happened_at: None,
            until: None,
            about: None,
            code: None,
            payload: serde_json::to_vec(&look.subjects).unwrap_or_default(),
        }
    }

    /// Under whose key the payload is sealed.
    fn key_subject(&self) -> Subject {
        Entry::key_subject_of(&self.stream)
    }

    fn key_subject_of(stream: &Stream) -> Subject {
        Subject::from_stored(&stream.kind, stream.id)
            .unwrap_or_else(|| Subject::Account(throughcare_domain::id::Id::from_bits(stream.id)))
    }
}

/// The clear columns of an entry, as its hash covers them.
pub struct Columns<'a> {
    pub stream_kind: &'a str,
    pub stream_id: i64,
    pub seq: i64,
    pub class: &'a str,
    pub at: i64,
    pub actor_kind: &'a str,
    pub account: Option<i64>,
    pub role: Option<&'a str>,
    pub action: &'a str,
    pub subject_kind: &'a str,
    pub subject_id: i64,
    pub purpose: Option<&'a str>,
    pub happened_at: i64,
    pub until_at: Option<i64>,
    pub about: Option<i64>,
    pub code: Option<&'a str>,
    pub payload_version: i64,
    pub payload_digest: &'a [u8],
    pub prev: &'a [u8],
}

impl Columns<'_> {
    /// The hash of an entry: SHA-256 over every column, each with its length or its presence.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"throughcare audit 1\0");
        let text = |hash: &mut Sha256, v: &str| {
            hash.update((v.len() as u64).to_be_bytes());
            hash.update(v.as_bytes());
        };
        let opt_text = |hash: &mut Sha256, v: Option<&str>| match v {
            None => hash.update([0]),
            Some(v) => {
                hash.update([1]);
                hash.update((v.len() as u64).to_be_bytes());
                hash.update(v.as_bytes());
            }
        };
        let int = |hash: &mut Sha256, v: i64| hash.update(v.to_be_bytes());
        let opt_int = |hash: &mut Sha256, v: Option<i64>| match v {
            None => hash.update([0]),
            Some(v) => {
                hash.update([1]);
                hash.update(v.to_be_bytes());
            }
        };
        text(&mut hash, self.stream_kind);
        int(&mut hash, self.stream_id);
        int(&mut hash, self.seq);
        text(&mut hash, self.class);
        int(&mut hash, self.at);
        text(&mut hash, self.actor_kind);
        opt_int(&mut hash, self.account);
        opt_text(&mut hash, self.role);
        text(&mut hash, self.action);
        text(&mut hash, self.subject_kind);
        int(&mut hash, self.subject_id);
        opt_text(&mut hash, self.purpose);
        int(&mut hash, self.happened_at);
        opt_int(&mut hash, self.until_at);
        opt_int(&mut hash, self.about);
        opt_text(&mut hash, self.code);
        int(&mut hash, self.payload_version);
        hash.update(self.payload_digest);
        hash.update(self.prev);
        hash.finalize().into()
    }
}

/// What stands before the first entry of every stream.
pub const BEGINNING: [u8; 32] = [0; 32];

/// Writes the entries of a transaction's facts, the heads taken in sorted order so that two writers never wait in a ring.
pub(crate) fn append_facts(tx: &mut Tx<'_>, facts: &[Happening]) -> Result<(), Error> {
    let entries = facts
        .iter()
        .map(Entry::change)
        .collect::<Result<Vec<_>, _>>()?;
    let mut streams: Vec<&Stream> = entries.iter().map(|e| &e.stream).collect();
    streams.sort();
    streams.dedup();
    if streams.len() > 1 {
        for stream in streams {
            tx.conn().execute(
                "UPDATE audit_head SET seq = seq WHERE stream_kind = $1 AND stream_id = $2",
                values![&stream.kind, stream.id],
            )?;
        }
    }
    for entry in entries {
        append(tx, entry)?;
    }
    Ok(())
}

/// Appends one entry to its stream.
pub(crate) fn append(tx: &mut Tx<'_>, entry: Entry) -> Result<(), Error> {
    let (kind, id) = (entry.stream.kind.clone(), entry.stream.id);
    let (seq, prev) = next_place(tx, &entry.stream)?;
    let place = format!("audit/{kind}/{id}/{seq}");
    let body = if entry.payload.is_empty() {
        Vec::new()
    } else {
        tx.seal_bytes(entry.key_subject(), &place, &entry.payload)?
    };
    let digest = Sha256::digest(&body).to_vec();
    let (at, actor) = (tx.now(), tx.actor());
    let account = actor.account().map(throughcare_domain::id::Id::bits);
    let role = actor.role().map(Role::code);
    let columns = Columns {
        stream_kind: &kind,
        stream_id: id,
        seq,
        class: entry.class.code(),
        at: at.micros(),
        actor_kind: actor.kind(),
        account,
        role,
        action: &entry.action,
        subject_kind: entry.subject.kind(),
        subject_id: entry.subject.bits(),
        purpose: entry.purpose.as_deref(),
        happened_at: entry.happened_at.unwrap_or(at).micros(),
        until_at: entry.until.map(Moment::micros),
        about: entry.about,
        code: entry.code,
        payload_version: Fact::VERSION,
        payload_digest: &digest,
        prev: &prev,
    };
    let hash = columns.hash();
    tx.conn().execute(
        "INSERT INTO audit_entry (stream_kind, stream_id, seq, class, at, actor_kind, account_id, role, action,
           subject_kind, subject_id, purpose, happened_at, until_at, about, code, payload_version, payload_digest, prev, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        values![
            columns.stream_kind, columns.stream_id, columns.seq, columns.class, columns.at, columns.actor_kind,
            columns.account, columns.role, columns.action, columns.subject_kind, columns.subject_id, columns.purpose,
            columns.happened_at, columns.until_at, columns.about, columns.code, columns.payload_version,
            columns.payload_digest, columns.prev, hash.as_slice()
        ],
    )?;
    if !body.is_empty() {
        tx.conn().execute(
            "INSERT INTO audit_payload (stream_kind, stream_id, seq, body) VALUES ($1, $2, $3, $4)",
            values![&kind, id, seq, &body],
        )?;
    }
    tx.conn().execute(
        "UPDATE audit_head SET hash = $3, at = $4 WHERE stream_kind = $1 AND stream_id = $2",
        values![&kind, id, hash.as_slice(), at],
    )?;
    Ok(())
}

/// Takes the head of a stream and the next place in it.
fn next_place(tx: &mut Tx<'_>, stream: &Stream) -> Result<(i64, Vec<u8>), Error> {
    const NEXT: &str = "UPDATE audit_head SET seq = seq + 1
         WHERE stream_kind = $1 AND stream_id = $2
         RETURNING seq, hash";
    if let Some(row) = tx
        .conn()
        .query_opt(NEXT, values![&stream.kind, stream.id])?
    {
        return Ok((row.i64(0)?, row.bytes(1)?.to_vec()));
    }
    tx.conn().execute(
        "INSERT INTO audit_head (stream_kind, stream_id, seq, hash, at, base_seq, base_hash, base_at)
         VALUES ($1, $2, 0, $3, 0, 0, $3, 0)
         ON CONFLICT (stream_kind, stream_id) DO NOTHING",
        values![&stream.kind, stream.id, BEGINNING.as_slice()],
    )?;
    let row = tx
        .conn()
        .query_one(NEXT, values![&stream.kind, stream.id])?;
    Ok((row.i64(0)?, row.bytes(1)?.to_vec()))
}

/// What somebody has looked at, oldest first: whether one thing or a list, and which.
pub fn list_looks(
    house: &crate::House,
    account: AccountId,
) -> Result<Vec<(String, Subject)>, Error> {
    let mut tx = Tx::reading(house, Actor::Operator)?;
    let stream = Stream::looks_of(account);
    let rows = tx.conn().query(
        "SELECT purpose, subject_kind, subject_id FROM audit_entry WHERE stream_kind = $1 AND stream_id = $2 ORDER BY seq",
        values![&stream.kind, stream.id],
    )?;
    tx.end_reading()?;
    rows.iter()
        .map(|r| {
            let subject = Subject::from_stored(r.text(1)?, r.i64(2)?).ok_or(Error::NotFound)?;
            Ok((r.opt_text(0)?.unwrap_or_default().to_owned(), subject))
        })
        .collect()
}

/// How many facts there are.
pub fn count_facts(house: &crate::House) -> Result<i64, Error> {
    let mut tx = Tx::reading(house, Actor::Operator)?;
    let row = tx.conn().query_one(
        "SELECT COUNT(*) FROM audit_entry WHERE class = 'change'",
        values![],
    )?;
    tx.end_reading()?;
    row.i64(0)
}
