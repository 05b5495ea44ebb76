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
