//! The safe-contact card: how and when to call, what not to leave, whom not to tell, whether to go in pairs.

use crate::coded;
use crate::id::*;
use crate::moment::Moment;

coded! {
    InPairs {
        Always = "always",
        AtHome = "at_home",
        NotNeeded = "not_needed",
        NotSettled = "not_settled",
    }
}

/// One version of the card.
/// Shape: document; a new version supersedes the one before, nothing is overwritten.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeContactCard {
    pub id: CardId,
    pub version: i64,
    pub how_and_when: String,
    pub do_not_leave: String,
    pub do_not_tell: String,
    pub where_to_meet: String,
    pub in_pairs: InPairs,
    /// Whether the person agreed to it, in whose words.
    pub agreed_with: String,
    pub recorded_at: Moment,
    pub recorded_by: AccountId,
}
