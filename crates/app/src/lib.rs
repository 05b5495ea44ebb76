//! One function per thing a user does: permission, load, pure decision, save, commit with facts.
//!
//! Invariant: nothing reaches the store but through [`run`] and [`view`]; a refusal is recorded, and a look is
//! recorded before it is shown.

pub mod account;
pub mod case;
pub mod identify;
pub mod jobs;
pub mod notice;
pub mod oversight;
pub mod ownership;
pub mod programme;
pub mod refusal;
pub mod second;
pub mod urgent;
pub mod work;

pub use refusal::Refusal;

use std::fmt::Debug;
use throughcare_domain::account::Actor;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::form_use::FormToken;
use throughcare_store::tx::Door;
use throughcare_store::{House, Tx};

/// What somebody tries: so that a refusal can be written down.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    pub action: Action,
    pub subject: Subject,
}

impl Attempt {
    pub fn new(action: Action, subject: impl Into<Subject>) -> Attempt {
        Attempt {
            action,
            subject: subject.into(),
        }
    }
}

/// The one door for whoever changes something: takes the write turn, runs the function, and where it is refused
/// writes the refusal in a transaction of its own.
/// Errors: what the function refuses; `Doubled` when the form was sent before.
pub fn run<D: Door, T, E: Debug>(
    door: &mut D,
    actor: Actor,
    attempt: Attempt,
    token: Option<&FormToken>,
    act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<E>>,
) -> Result<T, Refusal<E>> {
    let outcome = begin(door, actor, token).and_then(act);
    if let Err(refusal) = &outcome
        && let Some(code) = refusal.recorded()
    {
        record(door, actor, attempt, &code);
    }
    outcome
}

fn begin<'d, D: Door, E>(
    door: &'d mut D,
    actor: Actor,
    token: Option<&FormToken>,
) -> Result<Tx<'d>, Refusal<E>> {
    let mut tx = door.begin(actor)?;
    if let Some(token) = token {
        tx.once(token)?;
    }
    Ok(tx)
}

/// The one door for whoever reads: what was looked at is recorded, and committed, before it is returned.
pub fn view<T, E: Debug>(
    house: &House,
    actor: Actor,
    attempt: Attempt,
    read: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal<E>>,
) -> Result<T, Refusal<E>> {
    let mut tx = Tx::reading(house, actor)?;
    let outcome = read(&mut tx);
    match outcome {
        Ok(seen) => {
            tx.end_reading()?;
            Ok(seen)
        }
        Err(refusal) => {
            drop(tx);
            if let Some(code) = refusal.recorded() {
                record(&mut &*house, actor, attempt, &code);
            }
            Err(refusal)
        }
    }
}

/// Asks, before a form is read, whether the actor may do that at all. The act itself asks again.
pub fn may(house: &House, actor: Actor, attempt: Attempt) -> Result<(), Refusal<refusal::NoRule>> {
    view(house, actor, attempt, |tx| {
        Ok(throughcare_store::access::permit(
            tx,
            attempt.action,
            attempt.subject,
        )?)
    })
}

/// Writes a refusal down, at most a number a minute, so that probing fills no disk.
fn record<D: Door>(door: &mut D, actor: Actor, attempt: Attempt, code: &str) {
    let Some(account) = actor.account() else {
        return;
    };
    if !door.house().refusals.admits(account, door.house().now()) {
        return;
    }
    let written = door.begin(actor).and_then(|tx| {
        tx.commit_refusal(
            throughcare_domain::code::Code::code(attempt.action),
            attempt.subject,
            code,
        )
    });
    if let Err(error) = written {
        tracing::warn!(%error, "a refusal could not be recorded");
    }
}
