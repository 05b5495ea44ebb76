//! One request, one transaction, ended by its facts.
//!
//! Invariant: only `commit` ends a transaction that writes, and it takes facts: a change without an audit entry cannot be typed.
//! A transaction that is dropped is rolled back.

use crate::audit::{self, Entry};
use crate::db::{Conn, Dialect};
use crate::error::Error;
use crate::form_use::{self, Effect, FormToken};
use crate::house::{House, Kind, Lease};
use crate::keys::{self, Key};
use crate::values;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use throughcare_domain::account::Actor;
use throughcare_domain::fact::{Happening, Narrative};
use throughcare_domain::id::Id;
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// A transaction of its own.
    Whole,
    /// A savepoint within a batch.
    Part,
    /// Reads only.
    Reading,
}

/// A transaction that lives longer than this is not kept: a checkpoint a minute later must hold all that is earlier.
/// Unit: microseconds.
const LONGEST: i64 = 30 * throughcare_domain::moment::SECOND;

/// Something that was looked at, to be recorded before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub action: Action,
    pub subjects: Vec<Subject>,
    /// Whether it was a look at a list: its parts on one page are one look.
    list: bool,
}

pub struct Tx<'h> {
    house: &'h House,
    conn: Lease<'h>,
    actor: Actor,
    now: Moment,
    ending: Ending,
    ended: bool,
    token: Option<FormToken>,
    subject_keys: HashMap<Subject, Key>,
    looks: Vec<Look>,
}

/// Where transactions begin: the house itself, or a batch within it.
pub trait Door {
    fn house(&self) -> &House;
    fn begin(&mut self, actor: Actor) -> Result<Tx<'_>, Error>;
}

impl Door for &House {
    fn house(&self) -> &House {
        self
    }
    fn begin(&mut self, actor: Actor) -> Result<Tx<'_>, Error> {
        Tx::whole(self, actor)
    }
}

impl Door for &std::sync::Arc<House> {
    fn house(&self) -> &House {
        self
    }
    fn begin(&mut self, actor: Actor) -> Result<Tx<'_>, Error> {
        Tx::whole(self, actor)
    }
}

/// One outer transaction for many: demonstrations and imports. Inside it a commit ends a savepoint; the batch commits.
pub struct Batch<'h> {
    house: &'h House,
    conn: Lease<'h>,
    ended: bool,
}

impl<'h> Batch<'h> {
    pub fn begin(house: &'h House) -> Result<Batch<'h>, Error> {
        let mut conn = house.turn()?;
        begin_writing(&mut conn)?;
        if conn.dialect() == Dialect::Postgres {
            conn.batch(audit::checkpoint::BATCH_TURN)?;
        }
        Ok(Batch {
            house,
            conn,
            ended: false,
        })
    }

    pub fn commit(mut self) -> Result<(), Error> {
        self.ended = true;
        self.conn.batch("COMMIT")
    }
}

impl Door for Batch<'_> {
    fn house(&self) -> &House {
        self.house
    }
    fn begin(&mut self, actor: Actor) -> Result<Tx<'_>, Error> {
        self.conn.batch("SAVEPOINT one")?;
        Ok(Tx::new(
            self.house,
            Lease::Inner(&mut self.conn),
            actor,
            Ending::Part,
        ))
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if !self.ended {
            let _ = self.conn.batch("ROLLBACK");
        }
    }
}

impl<'h> Tx<'h> {
    fn new(house: &'h House, conn: Lease<'h>, actor: Actor, ending: Ending) -> Tx<'h> {
        Tx {
            house,
            conn,
            actor,
            now: house.now(),
            ending,
            ended: false,
            token: None,
            subject_keys: HashMap::new(),
            looks: Vec::new(),
        }
    }

    fn whole(house: &'h House, actor: Actor) -> Result<Tx<'h>, Error> {
        let mut conn = house.turn()?;
        begin_writing(&mut conn)?;
        Ok(Tx::new(house, conn, actor, Ending::Whole))
    }

    /// A transaction that touches nothing about anybody's case: sessions, drafts, jobs.
    pub(crate) fn housekeeping(house: &'h House) -> Result<Tx<'h>, Error> {
        Tx::whole(house, Actor::Clock)
    }

    /// A transaction that reads. What it looks at is recorded by [`Tx::end_reading`] before it is shown.
    pub fn reading(house: &'h House, actor: Actor) -> Result<Tx<'h>, Error> {
        let mut conn = house.reader()?;
        conn.batch("BEGIN")?;
        Ok(Tx::new(house, conn, actor, Ending::Reading))
    }

    pub fn actor(&self) -> Actor {
        self.actor
    }
    pub fn now(&self) -> Moment {
        self.now
    }
    pub fn house(&self) -> &'h House {
        self.house
    }
    pub fn new_id<T: Id>(&self) -> T {
        self.house.new_id(self.now)
    }
    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    /// Makes the post that this transaction carries out happen once.
    /// Errors: [`Error::Doubled`] when the form was sent before.
    pub fn once(&mut self, token: &FormToken) -> Result<(), Error> {
        form_use::claim(self, token)?;
        self.token = Some(token.clone());
        Ok(())
    }

    /// Notes that something was looked at.
    pub fn view(&mut self, action: Action, subject: impl Into<Subject>) {
        self.looks.push(Look {
            action,
            subjects: vec![subject.into()],
            list: false,
        });
    }

    /// Notes that a list was looked at: one entry with the subjects shown.
    pub fn view_list(&mut self, action: Action, subjects: Vec<Subject>) {
        let listed = |look: &&mut Look| look.list && look.action == action;
        match self.looks.iter_mut().find(listed) {
            Some(earlier) => {
                let new = subjects
                    .into_iter()
                    .filter(|s| !earlier.subjects.contains(s));
                let new: Vec<Subject> = new.collect();
                earlier.subjects.extend(new);
            }
            None => self.looks.push(Look {
                action,
                subjects,
                list: true,
            }),
        }
    }

    /// A salted digest that stands in a fact for words kept sealed elsewhere.
    pub fn narrative(&self, words: &[&str]) -> Narrative {
        let salt: [u8; 12] = self.house.chance.bytes();
        let mut hash = Sha256::new();
        hash.update(salt);
        for part in words {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Narrative {
            salt: hex(&salt),
            digest: hex(&hash.finalize()),
        }
    }

    /// Makes the key of a new subject.
    pub fn new_key(&mut self, subject: impl Into<Subject>) -> Result<(), Error> {
        let subject = subject.into();
        let key = Key::fresh(&self.house.chance);
        let root = self.house.root();
        let wrapped = root.wrap(&key, &key_place(subject), &self.house.chance);
        let epoch = root.epoch;
        self.conn.execute(
            "INSERT INTO subject_key (subject_kind, subject_id, epoch, wrapped) VALUES ($1, $2, $3, $4)",
            values![subject.kind(), subject.bits(), epoch, wrapped],
        )?;
        self.subject_keys.insert(subject, key);
        Ok(())
    }

    fn subject_key(&mut self, subject: Subject) -> Result<&Key, Error> {
        if !self.subject_keys.contains_key(&subject) {
            let row = self.conn.query_one(
                "SELECT wrapped FROM subject_key WHERE subject_kind = $1 AND subject_id = $2",
                values![subject.kind(), subject.bits()],
            )?;
            let key = self
                .house
                .root()
                .unwrap(row.bytes(0)?, &key_place(subject))?;
            self.subject_keys.insert(subject, key);
        }
        Ok(&self.subject_keys[&subject])
    }

    /// Seals bytes under a subject's key, bound to a place `table.column/row`.
    pub fn seal_bytes(
        &mut self,
        subject: Subject,
        place: &str,
        plain: &[u8],
    ) -> Result<Vec<u8>, Error> {
        if self.house.unsealed {
            return Ok(plain.to_vec());
        }
        let house = self.house;
        let key = self.subject_key(subject)?;
        Ok(keys::seal(key, place, plain, &house.chance))
    }

    pub fn open_bytes(
        &mut self,
        subject: Subject,
        place: &str,
        sealed: &[u8],
    ) -> Result<Vec<u8>, Error> {
        if self.house.unsealed {
            return Ok(sealed.to_vec());
        }
        let key = self.subject_key(subject)?;
        keys::open(key, place, sealed)
    }

    /// Seals a text or a set of fields.
    pub fn seal<T: Serialize + ?Sized>(
        &mut self,
        subject: impl Into<Subject>,
        column: &str,
        row: impl Id,
        value: &T,
    ) -> Result<Vec<u8>, Error> {
        let plain = serde_json::to_vec(value).map_err(|e| Error::engine(e.to_string()))?;
        self.seal_bytes(subject.into(), &format!("{column}/{}", row.bits()), &plain)
    }

    /// Opens what [`Tx::seal`] made.
    pub fn open<T: DeserializeOwned>(
        &mut self,
        subject: impl Into<Subject>,
        column: &str,
        row: impl Id,
        sealed: &[u8],
    ) -> Result<T, Error> {
        let plain = self.open_bytes(subject.into(), &format!("{column}/{}", row.bits()), sealed)?;
        serde_json::from_slice(&plain).map_err(|e| Error::engine(format!("{column}: {e}")))
    }

    /// Ends the transaction with its facts: entries, expectations, then COMMIT.
    pub fn commit<F: Into<Happening>>(
        self,
        facts: impl IntoIterator<Item = F>,
    ) -> Result<(), Error> {
        self.commit_all(facts.into_iter().map(Into::into).collect())
    }

    fn commit_all(mut self, facts: Vec<Happening>) -> Result<(), Error> {
        let Some(first) = facts.first() else {
            return Err(Error::engine("a change has at least one fact".into()));
        };
        let clear = first.fact.clear();
        let effect = Effect {
            subject: clear.subject,
            about: clear.about,
        };
        audit::append_facts(&mut self, &facts)?;
        let mut touched: Vec<Subject> = facts.iter().map(|h| h.fact.clear().subject).collect();
        touched.sort();
        touched.dedup();
        for subject in touched {
            crate::expectation::recompute(&mut self, subject)?;
        }
        if let Some(token) = self.token.take() {
            form_use::settle(&mut self, &token, effect)?;
        }
        if !matches!(effect.subject, Subject::Account(_)) {
            self.touch()?;
        }
        self.end()
    }

    /// Ends a transaction that changed nothing but a session, a draft or a job: nothing about anybody's case.
    pub(crate) fn commit_housekeeping(self) -> Result<(), Error> {
        self.end()
    }

    /// Records a refusal of what the actor tried. What nobody tried is not written down.
    pub fn commit_refusal(
        mut self,
        action: &str,
        subject: Subject,
        code: &str,
    ) -> Result<(), Error> {
        let Some(by) = self.actor.account() else {
            return Ok(());
        };
        audit::append(&mut self, Entry::refusal(by, action, subject, code))?;
        self.end()
    }

    /// Ends reading. Looks are written, and committed, before anything is shown.
    pub fn end_reading(mut self) -> Result<(), Error> {
        let looks = std::mem::take(&mut self.looks);
        let (house, actor) = (self.house, self.actor);
        self.ended = true;
        self.conn.batch("ROLLBACK")?;
        drop(self);
        if looks.is_empty() || actor.account().is_none() {
            return Ok(());
        }
        let mut tx = Tx::whole(house, actor)?;
        for look in looks {
            audit::append(&mut tx, Entry::look(actor, &look))?;
        }
        tx.end()
    }

    /// A demonstration that somebody worked in is not made anew the next day.
    fn touch(&mut self) -> Result<(), Error> {
        let demonstration = self.house.installation().kind == Kind::Demonstration;
        let working =
            self.ending == Ending::Whole && !matches!(self.actor, Actor::Clock | Actor::Operator);
        if demonstration && working && !self.house.touched.load(Ordering::Relaxed) {
            let now = self.now;
            self.conn.execute(
                "UPDATE installation SET touched_at = $1 WHERE id = 1 AND touched_at IS NULL",
                values![now],
            )?;
            self.house.touched.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    fn end(mut self) -> Result<(), Error> {
        self.ended = true;
        match self.ending {
            Ending::Whole if self.house.now().micros() - self.now.micros() > LONGEST => {
                self.conn.batch("ROLLBACK")?;
                Err(Error::Unwritable(
                    "a change took too long and was not kept".into(),
                ))
            }
            Ending::Whole => self.conn.batch("COMMIT"),
            Ending::Part => self.conn.batch("RELEASE one"),
            Ending::Reading => self.conn.batch("ROLLBACK"),
        }
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if !self.ended {
            let _ = match self.ending {
                Ending::Whole | Ending::Reading => self.conn.batch("ROLLBACK"),
                Ending::Part => self.conn.batch("ROLLBACK TO one; RELEASE one"),
            };
        }
    }
}

/// Takes the write lock at once, so that another process that writes is waited for rather than run into.
fn begin_writing(conn: &mut Conn) -> Result<(), Error> {
    conn.batch(match conn.dialect() {
        Dialect::Sqlite => "BEGIN IMMEDIATE",
        Dialect::Postgres => "BEGIN",
    })
}

fn key_place(subject: Subject) -> String {
    format!("key of {} {}", subject.kind(), subject.bits())
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
