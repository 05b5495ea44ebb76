//! The safe-contact card: how and when to call, what not to leave, whom not to tell, whether to go in pairs.

use crate::case::CaseRefusal;
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

/// The card as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeContactDraft {
    pub how_and_when: String,
    pub do_not_leave: String,
    pub do_not_tell: String,
    pub where_to_meet: String,
    pub in_pairs: InPairs,
    pub agreed_with: String,
}

impl SafeContactDraft {
    /// Errors: when nothing is written on it.
    pub fn check(&self) -> Result<(), CaseRefusal> {
        let words = [
            &self.how_and_when,
            &self.do_not_leave,
            &self.do_not_tell,
            &self.where_to_meet,
        ];
        if words.iter().all(|w| w.trim().is_empty()) && self.in_pairs == InPairs::NotSettled {
            return Err(CaseRefusal::NothingWritten);
        }
        Ok(())
    }
}
