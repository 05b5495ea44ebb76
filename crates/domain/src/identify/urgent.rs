//! Act now: from any state, with no guard before it. The steps skipped fall due afterwards.

use crate::decision::Basis;
use crate::id::*;
use crate::moment::Moment;
use crate::subject::Subject;

/// Something done at once because somebody could be hurt.
/// Shape: insert-only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UrgentAct {
    pub id: UrgentActId,
    pub subject: Subject,
    pub what_was_done: String,
    pub who_was_told: String,
    pub basis: Basis,
    pub done_at: Moment,
    pub done_by: String,
    pub recorded_by: AccountId,
}

/// An urgent act as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UrgentDraft {
    pub what_was_done: String,
    pub who_was_told: String,
    pub basis: Basis,
    /// It may have been done before it is written down.
    pub done_at: Moment,
    /// Who did it: perhaps an outsider without an account, by name.
    pub done_by: String,
}

/// What an entry about an urgent act lacks. No rule stands before the act itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UrgentRefusal {
    /// It is not said what was done.
    NothingSaid,
    /// It is said to have been done at a time that has not come yet.
    InTheFuture,
}

impl UrgentDraft {
    /// Errors: when it does not say what was done, or names a time to come.
    pub fn check(&self, now: Moment) -> Result<(), UrgentRefusal> {
        if self.what_was_done.trim().is_empty() {
            return Err(UrgentRefusal::NothingSaid);
        }
        if self.done_at > now {
            return Err(UrgentRefusal::InTheFuture);
        }
        Ok(())
    }
}
