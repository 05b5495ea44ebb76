//! Work for the clock, in a table with leases, so that several instances share it and none does a thing twice.
//!
//! Invariant: what a job does and the mark that it is done are one transaction, and only the holder of the lease
//! makes the mark. A holder that fell asleep finds the lease gone, and what it did is rolled back.

use crate::audit::checkpoint;
use crate::error::Error;
use crate::house::House;
use crate::notice::{self, NoticeKind};
use crate::tx::Tx;
use crate::values;
use throughcare_domain::code::Code;
use throughcare_domain::coded;
use throughcare_domain::id::*;
use throughcare_domain::moment::{HOUR, MINUTE, Moment};
use throughcare_domain::subject::Subject;

coded! {
    /// What the clock does.
    JobKind {
        /// Tells, once a day, whoever must know what has stayed late.
        DailyDigest = "daily_digest",
        /// Deletes what is kept for a number of days only.
        Sweep = "sweep",
        /// Signs one root over the whole audit chain.
        Checkpoint = "checkpoint",
    }
}

/// How long an instance has for one job before another takes it over. Unit: microseconds.
const LEASE: i64 = 5 * MINUTE;
/// After so many attempts a job is left for a person to look at.
pub const ATTEMPTS: i64 = 8;

/// A job that this instance holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    /// What it is about; 0 for the whole installation.
    pub subject: i64,
    pub due_at: Moment,
    attempts: i64,
}

/// Puts a job down, once for its kind, subject and due time, however many instances do so.
pub fn insert_job(house: &House, kind: JobKind, subject: i64, due_at: Moment) -> Result<(), Error> {
    let mut tx = Tx::housekeeping(house)?;
    let id: JobId = tx.new_id();
    tx.conn().execute(
        "INSERT INTO job (id, kind, subject, due_at, lease_until, attempts, done_at) VALUES ($1, $2, $3, $4, 0, 0, NULL)
         ON CONFLICT (kind, subject, due_at) DO NOTHING",
        values![id.bits(), kind.code(), subject, due_at],
    )?;
    tx.commit_housekeeping()
}

/// Takes the lease of the next job that is due; none when nothing is, or another instance has it.
pub fn take(house: &House) -> Result<Option<Job>, Error> {
    let mut tx = Tx::housekeeping(house)?;
    let now = tx.now();
    let row = tx.conn().query_opt(
        "UPDATE job SET lease_until = $2, attempts = attempts + 1
         WHERE id = (SELECT j.id FROM job j WHERE j.done_at IS NULL AND j.due_at <= $1 AND j.lease_until <= $1
                       AND j.attempts < $3
                     ORDER BY j.due_at, j.id LIMIT 1)
           AND done_at IS NULL AND lease_until <= $1
         RETURNING id, kind, subject, due_at, attempts",
        values![now, now.micros() + LEASE, ATTEMPTS],
    )?;
    tx.commit_housekeeping()?;
    row.map(|r| {
        Ok(Job {
            id: JobId::from_bits(r.i64(0)?),
            kind: JobKind::from_code(r.text(1)?).map_err(|e| Error::engine(e.to_string()))?,
            subject: r.i64(2)?,
            due_at: Moment::from_micros(r.i64(3)?),
            attempts: r.i64(4)?,
        })
    })
    .transpose()
}

/// Marks a job as done.
/// Errors: stale, when the lease ran out and another instance took it.
pub fn finish(house: &House, job: &Job) -> Result<(), Error> {
    let mut tx = Tx::housekeeping(house)?;
    mark_done(&mut tx, job)?;
    tx.commit_housekeeping()
}

/// Queues the day's digests and marks the job as done, in one transaction.
/// Errors: stale, when the lease ran out and another instance took it; then nothing is queued.
pub fn finish_digest(
    house: &House,
    job: &Job,
    to: &[(AccountId, ProgrammeId)],
) -> Result<(), Error> {
    let mut tx = Tx::housekeeping(house)?;
    mark_done(&mut tx, job)?;
    for (account, programme) in to {
        let subject = Subject::Programme(*programme);
        notice::queue(&mut tx, *account, NoticeKind::DailyDigest, subject)?;
    }
    tx.commit_housekeeping()
}

/// Keeps a checkpoint, where one was drawn, and marks the job as done, in one transaction.
/// Errors: stale, when the lease ran out and another instance took it; then nothing is kept.
pub fn finish_checkpoint(house: &House, job: &Job) -> Result<(), Error> {
    let drawn = checkpoint::draw(house)?;
    let mut tx = Tx::housekeeping(house)?;
    mark_done(&mut tx, job)?;
    if let Some(drawn) = &drawn {
        checkpoint::insert_checkpoint(&mut tx, drawn)?;
    }
    tx.commit_housekeeping()
}

fn mark_done(tx: &mut Tx<'_>, job: &Job) -> Result<(), Error> {
    let now = tx.now();
    let changed = tx.conn().execute(
        "UPDATE job SET done_at = $3 WHERE id = $1 AND attempts = $2 AND done_at IS NULL",
        values![job.id.bits(), job.attempts, now],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// Deletes jobs that are done and notices that are sent, ninety days after.
pub fn sweep(house: &House) -> Result<(), Error> {
    let mut tx = Tx::housekeeping(house)?;
    let before = Moment::from_micros(tx.now().micros() - 90 * 24 * HOUR);
    tx.conn()
        .execute("DELETE FROM job WHERE done_at < $1", values![before])?;
    tx.conn()
        .execute("DELETE FROM notice WHERE sent_at < $1", values![before])?;
    tx.commit_housekeeping()
}
