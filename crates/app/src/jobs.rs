//! What the clock does by itself: a digest a day of what has stayed late, sweeping what is kept for days only,
//! and signing the audit chain every few minutes.
//!
//! Invariant: the clock opens, decides and closes nothing about anybody's case.

use std::collections::BTreeMap;
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::calendar::plus_months;
use throughcare_domain::id::*;
use throughcare_domain::moment::{Day, HOUR, MINUTE, Moment};
use throughcare_store::audit::checkpoint;
use throughcare_store::audit::prune::prune_looks;
use throughcare_store::case::excluded;
use throughcare_store::expectation::{EscalatedRow, list_escalated};
use throughcare_store::job::{self, Job, JobKind};
use throughcare_store::programme::Adopted;
use throughcare_store::{Error, House, Tx, account, programme, session};

/// At what hour the digest is made, by the calendar of the first programme. Unit: microseconds from midnight.
const DIGEST_AT: i64 = 7 * HOUR;
/// At what hour is swept.
const SWEEP_AT: i64 = 3 * HOUR;
/// How often a checkpoint is drawn.
const CHECKPOINT_EVERY: i64 = 5 * MINUTE;

/// Does what is due. The binary calls it every minute; however many instances do, nothing is done twice.
/// Shape: what was done; a job that failed is logged, and tried again when its lease has run out.
pub fn run_due(house: &House) -> Result<Vec<JobKind>, Error> {
    put_down(house)?;
    let mut done = Vec::new();
    while let Some(job) = job::take(house)? {
        match carry_out(house, &job) {
            Ok(()) => done.push(job.kind),
            Err(Error::Stale) => {
                tracing::info!(job = %job.id, "another instance took this job over")
            }
            Err(error) => {
                tracing::warn!(job = %job.id, %error, "a job failed and will be tried again")
            }
        }
    }
    Ok(done)
}

/// Puts down what is due today. A day on which nothing ran is not made up for.
fn put_down(house: &House) -> Result<(), Error> {
    let mut tx = Tx::reading(house, Actor::Clock)?;
    let now = tx.now();
    let first = programme::list_programmes(&mut tx)?.into_iter().next();
    let midnight = match first {
        Some((id, ..)) => {
            let zone = &programme::adopted(&mut tx, id)?.file.calendar.zone;
            now.day(zone).begins(zone)
        }
        None => return tx.end_reading(),
    };
    tx.end_reading()?;
    let slot = now.micros() - now.micros().rem_euclid(CHECKPOINT_EVERY);
    job::insert_job(house, JobKind::Checkpoint, 0, Moment::from_micros(slot))?;
    for (kind, hour) in [
        (JobKind::DailyDigest, DIGEST_AT),
        (JobKind::Sweep, SWEEP_AT),
    ] {
        let due = Moment::from_micros(midnight.micros() + hour);
        if due <= now {
            job::insert_job(house, kind, 0, due)?;
        }
    }
    Ok(())
}

fn carry_out(house: &House, job: &Job) -> Result<(), Error> {
    match job.kind {
        JobKind::DailyDigest => {
            let to = who_must_know(house)?;
            job::finish_digest(house, job, &to)
        }
        JobKind::Checkpoint => job::finish_checkpoint(house, job),
        JobKind::Sweep => {
            session::sweep(house)?;
            job::sweep(house)?;
            forget_looks(house)?;
            job::finish(house, job)
        }
    }
}

/// Deletes the looks that are older than the longest term of the programmes, as far as a checkpoint covers them.
/// Shape: one person's looks are one chain through all programmes, so the longest term holds for all.
/// Source: docs/decisions/0009.
fn forget_looks(house: &House) -> Result<(), Error> {
    let mut tx = Tx::reading(house, Actor::Clock)?;
    let mut since: Option<Moment> = None;
    for (id, ..) in programme::list_programmes(&mut tx)? {
        let adopted = programme::adopted(&mut tx, id)?;
        let (zone, term) = (&adopted.file.calendar.zone, adopted.file.retention.looks);
        let kept_since = plus_months(adopted.today(tx.now()), -term).begins(zone);
        since = Some(since.map_or(kept_since, |earlier| earlier.min(kept_since)));
    }
    tx.end_reading()?;
    let Some(since) = since else { return Ok(()) };
    let Some(covered) = checkpoint::find_last(house, since)? else {
        return Ok(());
    };
    let looks = prune_looks(house, covered)?;
    if looks > 0 {
        tracing::info!(looks, "looks older than their term were deleted");
    }
    Ok(())
}

/// Everybody to whom something late escalates, once, with the first programme in which it does.
/// Nobody is told of a case from which they are excluded, and none on a day on which a programme rests.
fn who_must_know(house: &House) -> Result<Vec<(AccountId, ProgrammeId)>, Error> {
    let mut tx = Tx::reading(house, Actor::Clock)?;
    let mut to: BTreeMap<AccountId, ProgrammeId> = BTreeMap::new();
    for (id, ..) in programme::list_programmes(&mut tx)? {
        let adopted = programme::adopted(&mut tx, id)?;
        let today: Day = adopted.today(tx.now());
        if !adopted.file.calendar.working_day(today) {
            continue;
        }
        for row in list_escalated(&mut tx, id)? {
            let Some(role) = told(&adopted, &row) else {
                continue;
            };
            for who in account::list_in_role(&mut tx, id, role)? {
                if !to.contains_key(&who) && !excluded::excluded(&mut tx, row.subject, who)? {
                    to.insert(who, id);
                }
            }
        }
    }
    tx.end_reading()?;
    Ok(to.into_iter().collect())
}

/// To whom what stays late comes, by the version of the standards that judges it.
pub(crate) fn told(adopted: &Adopted, row: &EscalatedRow) -> Option<Role> {
    let version = adopted
        .standards
        .iter()
        .find(|s| s.version == row.version)?;
    let clock = version.clocks.iter().find(|c| c.key == row.clock)?;
    clock.escalate.map(|escalation| escalation.to)
}
