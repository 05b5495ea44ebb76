//! Walking the whole chain: is every entry there, as it was written, and covered by what was signed?
//!
//! Invariant: contents are not read; only digests of what is sealed.

use super::checkpoint::{Kept, leaf_of, newest, signing_keys};
use super::merkle::Tree;
use super::note::Checkpoint;
use super::walk::{Entries, Head, Heads, in_snapshot};
pub use super::walk::{Stored, StoredColumns};
use super::{BEGINNING, Entry, Stream};
use crate::db::Conn;
use crate::error::Error;
use crate::house::House;
use crate::values;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;

/// How many of the newest checkpoints are drawn again.
const REDRAWN: usize = 8;
/// How many findings are named; the rest is counted.
const NAMED: usize = 10_000;

/// Something in the chain that is not as it was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "finding", rename_all = "kebab-case")]
pub enum Finding {
    EntryMissing {
        stream: Stream,
        seq: i64,
    },
    EntryChanged {
        stream: Stream,
        seq: i64,
    },
    LinkBroken {
        stream: Stream,
        seq: i64,
    },
    PayloadMissing {
        stream: Stream,
        seq: i64,
    },
    PayloadChanged {
        stream: Stream,
        seq: i64,
    },
    PayloadWithoutEntry {
        stream: Stream,
        seq: i64,
    },
    HeadMissing {
        stream: Stream,
    },
    /// The head does not name the last entry that is there.
    HeadWrong {
        stream: Stream,
    },
    /// A stream begins later than it may, or names a wrong beginning.
    BeginningWrong {
        stream: Stream,
    },
    /// What is there does not give the root that was signed.
    CheckpointNotMet {
        checkpoint: CheckpointId,
        at: Moment,
        streams_signed: i64,
        streams_found: i64,
    },
    /// No key of this installation signed it as it stands.
    CheckpointNotSigned {
        checkpoint: CheckpointId,
        at: Moment,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::EntryMissing { stream, seq } => {
                write!(f, "{stream}: entry {seq} is missing")
            }
            Finding::EntryChanged { stream, seq } => write!(
                f,
                "{stream}: entry {seq} is not as it was written: its hash does not fit it"
            ),
            Finding::LinkBroken { stream, seq } => {
                write!(
                    f,
                    "{stream}: entry {seq} does not follow from the one before it"
                )
            }
            Finding::PayloadMissing { stream, seq } => write!(
                f,
                "{stream}: the contents of entry {seq} are missing, though nothing was erased"
            ),
            Finding::PayloadChanged { stream, seq } => {
                write!(f, "{stream}: the contents of entry {seq} were changed")
            }
            Finding::PayloadWithoutEntry { stream, seq } => {
                write!(
                    f,
                    "{stream}: there are contents for entry {seq}, but no entry"
                )
            }
            Finding::HeadMissing { stream } => {
                write!(f, "{stream}: the stream has entries and no head")
            }
            Finding::HeadWrong { stream } => {
                write!(
                    f,
                    "{stream}: the head does not fit the last entry that is there"
                )
            }
            Finding::BeginningWrong { stream } => {
                write!(f, "{stream}: the stream does not begin where it should")
            }
            Finding::CheckpointNotMet {
                checkpoint,
                at,
                streams_signed,
                streams_found,
            } => write!(
                f,
                "checkpoint {checkpoint} of {}: what is there is not what was signed ({streams_signed} streams signed, {streams_found} found)",
                at.stamp()
            ),
            Finding::CheckpointNotSigned { checkpoint, at } => write!(
                f,
                "checkpoint {checkpoint} of {}: not signed by this installation as it stands",
                at.stamp()
            ),
        }
    }
}

/// What the walk found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub streams: i64,
    pub entries: i64,
    pub checkpoints: i64,
    /// The newest checkpoint whose signature holds.
    pub covered_until: Option<Moment>,
    /// How many entries are later than that: the chain alone speaks for them.
    pub not_covered: i64,
    pub findings: Vec<Finding>,
    /// Findings that are only counted, for there are too many to name.
    pub further: i64,
    /// The public key that signs now, as a witness keeps it.
    pub key: String,
}

impl Report {
    pub fn sound(&self) -> bool {
        self.findings.is_empty()
    }

    fn note(&mut self, finding: Finding) {
        if self.findings.len() < NAMED {
            self.findings.push(finding);
        } else {
            self.further += 1;
        }
    }
}

/// Walks every stream, its head, and the signed checkpoints; hands each entry on for whoever exports them.
pub fn verify(
    house: &House,
    mut each: impl FnMut(&Stored) -> Result<(), Error>,
) -> Result<Report, Error> {
    let keys = signing_keys(house)?;
    let verifiers: Vec<_> = keys.iter().map(|k| k.verifier()).collect();
    in_snapshot(house, |conn| {
        let mut report = Report {
            key: verifiers.first().map(|v| v.line()).unwrap_or_default(),
            ..Report::default()
        };
        let kept = newest(conn, i64::MAX)?;
        report.checkpoints = kept.len() as i64;
        let mut redrawn = Vec::new();
        for checkpoint in &kept {
            match verifiers.iter().find_map(|v| v.read(&checkpoint.note)) {
                Some(signed) if fits(checkpoint, &signed) => {
                    if redrawn.len() < REDRAWN {
                        redrawn.push(Redrawn::begin(checkpoint, signed));
                    }
                }
                _ => report.note(Finding::CheckpointNotSigned {
                    checkpoint: checkpoint.id,
                    at: checkpoint.at,
                }),
            }
        }
        report.covered_until = redrawn.first().map(|r| Moment::from_micros(r.signed.cut));
        walk(conn, &mut report, &mut redrawn, &mut each)?;
        stray_payloads(conn, &mut report)?;
        for (n, checkpoint) in redrawn.iter().enumerate() {
            checkpoint.settle(n == 0, &mut report);
        }
        Ok(report)
    })
}

fn fits(kept: &Kept, signed: &Checkpoint) -> bool {
    kept.at.micros() == signed.cut && kept.streams == signed.streams && kept.root == signed.root
}

/// A checkpoint that is drawn again while the chain is walked.
struct Redrawn {
    id: CheckpointId,
    signed: Checkpoint,
    tree: Tree,
    last: Option<(i64, Vec<u8>)>,
    /// Looks were pruned after it: what it covered is not there any more.
    pruned: bool,
}

impl Redrawn {
    fn begin(kept: &Kept, signed: Checkpoint) -> Redrawn {
        Redrawn {
            id: kept.id,
            signed,
            tree: Tree::default(),
            last: None,
            pruned: false,
        }
    }

    fn enter(&mut self, head: Option<&Head>) {
        self.last = None;
        if let Some(head) = head.filter(|h| h.base_seq > 0) {
            self.pruned |= head.base_at > self.signed.cut;
            self.last = Some((head.base_seq, head.base_hash.clone()));
        }
    }

    fn leave(&mut self, stream: &Stream) {
        if let Some((seq, hash)) = self.last.take() {
            self.tree.push(leaf_of(stream, seq, &hash));
        }
    }

    /// The newest checkpoint is never older than what was pruned.
    fn settle(&self, newest: bool, report: &mut Report) {
        let met = self.tree.size() == self.signed.streams && self.tree.root() == self.signed.root;
        if !met && (newest || !self.pruned) {
            report.note(Finding::CheckpointNotMet {
                checkpoint: self.id,
                at: Moment::from_micros(self.signed.cut),
                streams_signed: self.signed.streams,
                streams_found: self.tree.size(),
            });
        }
    }
}

fn walk(
    conn: &mut Conn,
    report: &mut Report,
    redrawn: &mut [Redrawn],
    each: &mut impl FnMut(&Stored) -> Result<(), Error>,
) -> Result<(), Error> {
    let (mut heads, mut entries) = (Heads::begin(), Entries::begin());
    let (mut head, mut entry) = (heads.next(conn)?, entries.next(conn)?);
    loop {
        let stream = match (&head, &entry) {
            (None, None) => return Ok(()),
            (Some(h), None) => h.stream.clone(),
            (None, Some(e)) => e.stream.clone(),
            (Some(h), Some(e)) => (&h.stream).min(&e.stream).clone(),
        };
        let mut own = None;
        if head.as_ref().is_some_and(|h| h.stream == stream) {
            own = head.take();
            head = heads.next(conn)?;
        }
        redrawn.iter_mut().for_each(|r| r.enter(own.as_ref()));
        let mut steps = Steps::begin(&stream, own, report);
        while let Some(e) = entry.take_if(|e| e.stream == stream) {
            steps.take(conn, &e, report)?;
            for checkpoint in redrawn.iter_mut() {
                if let Some(c) = &e.columns
                    && c.at <= checkpoint.signed.cut
                {
                    checkpoint.last = Some((e.seq, c.hash.clone()));
                }
            }
            each(&e)?;
            entry = entries.next(conn)?;
        }
        steps.end(report);
        redrawn.iter_mut().for_each(|r| r.leave(&stream));
    }
}

/// One stream, step by step.
struct Steps<'s> {
    stream: &'s Stream,
    head: Option<Head>,
    /// The place, hash and time of the entry before.
    seq: i64,
    hash: Vec<u8>,
    at: Option<i64>,
}

impl<'s> Steps<'s> {
    fn begin(stream: &'s Stream, head: Option<Head>, report: &mut Report) -> Steps<'s> {
        report.streams += 1;
        let (mut seq, mut hash) = (0, BEGINNING.to_vec());
        match &head {
            None => report.note(Finding::HeadMissing {
                stream: stream.clone(),
            }),
            Some(h) if h.base_seq == 0 && h.base_hash == BEGINNING && h.base_at == 0 => {}
            // Looks alone may begin later, where a checkpoint covers what went before.
            Some(h) if stream.kind == "look" && h.base_seq > 0 && covered(h, report) => {
                (seq, hash) = (h.base_seq, h.base_hash.clone());
            }
            Some(_) => report.note(Finding::BeginningWrong {
                stream: stream.clone(),
            }),
        }
        Steps {
            stream,
            head,
            seq,
            hash,
            at: None,
        }
    }

    fn take(&mut self, conn: &mut Conn, entry: &Stored, report: &mut Report) -> Result<(), Error> {
        report.entries += 1;
        for seq in self.seq + 1..entry.seq.min(self.seq + 1 + NAMED as i64) {
            report.note(Finding::EntryMissing {
                stream: self.stream.clone(),
                seq,
            });
        }
        let (stream, seq) = (self.stream.clone(), entry.seq);
        let Some(columns) = &entry.columns else {
            report.note(Finding::EntryChanged { stream, seq });
            (self.seq, self.at) = (seq, None);
            return Ok(());
        };
        if report
            .covered_until
            .is_none_or(|until| columns.at > until.micros())
        {
            report.not_covered += 1;
        }
        if entry
            .computed()
            .is_none_or(|hash| columns.hash != hash.as_slice())
        {
            report.note(Finding::EntryChanged { stream, seq });
        } else if columns.prev != self.hash {
            report.note(Finding::LinkBroken { stream, seq });
        }
        self.payload(conn, entry, columns, report)?;
        (self.seq, self.hash, self.at) = (seq, columns.hash.clone(), Some(columns.at));
        Ok(())
    }

    fn payload(
        &self,
        conn: &mut Conn,
        entry: &Stored,
        columns: &StoredColumns,
        report: &mut Report,
    ) -> Result<(), Error> {
        let (stream, seq) = (self.stream.clone(), entry.seq);
        match entry.payload {
            Some(digest) if columns.payload_digest == digest => {}
            Some(_) => report.note(Finding::PayloadChanged { stream, seq }),
            None if columns.payload_digest == Sha256::digest([]).as_slice() => {}
            None if erased(conn, &stream)? => {}
            None => report.note(Finding::PayloadMissing { stream, seq }),
        }
        Ok(())
    }

    fn end(self, report: &mut Report) {
        let Some(head) = self.head else { return };
        let stream = self.stream.clone();
        for seq in self.seq + 1..=head.seq.min(self.seq + NAMED as i64) {
            report.note(Finding::EntryMissing {
                stream: stream.clone(),
                seq,
            });
        }
        let at_fits = self.at.is_none_or(|at| at == head.at);
        if head.seq < self.seq || (head.seq == self.seq && head.hash != self.hash) || !at_fits {
            report.note(Finding::HeadWrong { stream });
        }
    }
}

fn covered(head: &Head, report: &Report) -> bool {
    report
        .covered_until
        .is_some_and(|until| head.base_at <= until.micros())
}

/// Whether the key of a stream's subject is gone, and with it what its entries said.
fn erased(conn: &mut Conn, stream: &Stream) -> Result<bool, Error> {
    let subject = Entry::key_subject_of(stream);
    let row = conn.query_opt(
        "SELECT subject_id FROM subject_key WHERE subject_kind = $1 AND subject_id = $2",
        values![subject.kind(), subject.bits()],
    )?;
    Ok(row.is_none())
}

fn stray_payloads(conn: &mut Conn, report: &mut Report) -> Result<(), Error> {
    let rows = conn.query(
        "SELECT p.stream_kind, p.stream_id, p.seq
         FROM audit_payload p
         LEFT JOIN audit_entry e
           ON e.stream_kind = p.stream_kind AND e.stream_id = p.stream_id AND e.seq = p.seq
         WHERE e.seq IS NULL
         ORDER BY p.stream_kind, p.stream_id, p.seq
         LIMIT 1000",
        values![],
    )?;
    for row in rows {
        report.note(Finding::PayloadWithoutEntry {
            stream: Stream {
                kind: row.text(0)?.to_owned(),
                id: row.i64(1)?,
            },
            seq: row.i64(2)?,
        });
    }
    Ok(())
}
