//! Why something was not done. Rules name what is missing; pages find the words.

use std::fmt::Debug;
use throughcare_store::Error;
use throughcare_store::form_use::Effect;

/// A refusal of one use case, whose rules are `E`.
#[derive(Debug)]
pub enum Refusal<E> {
    /// There is no such thing, or the actor may not know that there is.
    NotFound,
    /// Somebody else changed it in between.
    Stale,
    /// The form was sent before; what it did then.
    Doubled(Option<Effect>),
    /// A rule of the practice says no, and names what is missing.
    Rule(E),
    /// The database cannot take writes now.
    Unwritable(String),
    /// Something failed that nobody did wrong.
    Failed(Error),
}

impl<E: Debug> Refusal<E> {
    /// The code under which the refusal is recorded; none for what is nobody's attempt.
    pub(crate) fn recorded(&self) -> Option<String> {
        match self {
            Refusal::NotFound => Some("not_found".into()),
            Refusal::Rule(rule) => {
                let named = format!("{rule:?}");
                let end = named.find([' ', '(', '{']).unwrap_or(named.len());
                Some(named[..end].to_owned())
            }
            Refusal::Stale | Refusal::Doubled(_) | Refusal::Unwritable(_) | Refusal::Failed(_) => {
                None
            }
        }
    }
}

impl<E> Refusal<E> {
    /// The same refusal under rules of another name.
    pub fn map<F>(self, rule: impl FnOnce(E) -> F) -> Refusal<F> {
        match self {
            Refusal::NotFound => Refusal::NotFound,
            Refusal::Stale => Refusal::Stale,
            Refusal::Doubled(effect) => Refusal::Doubled(effect),
            Refusal::Rule(e) => Refusal::Rule(rule(e)),
            Refusal::Unwritable(words) => Refusal::Unwritable(words),
            Refusal::Failed(error) => Refusal::Failed(error),
        }
    }
}

impl<E> From<Error> for Refusal<E> {
    fn from(error: Error) -> Refusal<E> {
        match error {
            Error::NotFound => Refusal::NotFound,
            Error::Stale => Refusal::Stale,
            Error::Doubled(effect) => Refusal::Doubled(effect),
            Error::Unwritable(words) => Refusal::Unwritable(words),
            Error::Conflict(_) | Error::Engine(_) => Refusal::Failed(error),
        }
    }
}

/// For what has no rules of its own to break.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoRule {}
