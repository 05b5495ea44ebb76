//! Identifiers: 64 bits, sorted by time, one type per entity, so that passing the wrong one does not compile.
//!
//! Invariant: an id is positive, never reused, and says nothing about a person.

use std::fmt;
use std::str::FromStr;

/// The instant from which the 42 bits of milliseconds in an id are counted: 2020-01-01T00:00:00Z.
/// Unit: milliseconds since 1970. With this start the sign bit stays clear until 2089.
pub const ID_EPOCH_MS: i64 = 1_577_836_800_000;

const CHANCE_BITS: u32 = 22;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Makes the 64 bits of a new id from the time and 22 bits of chance.
/// Unit: `ms` milliseconds since 1970; only the low 22 bits of `chance` count.
pub fn compose(ms: i64, chance: u32) -> i64 {
    let since = (ms - ID_EPOCH_MS).clamp(1, (1 << 41) - 1);
    (since << CHANCE_BITS) | i64::from(chance & ((1 << CHANCE_BITS) - 1))
}

/// Writes 64 bits as the 13 characters seen in an address.
pub fn encode(value: i64) -> String {
    let mut rest = value as u64;
    let mut out = [b'0'; 13];
    for place in out.iter_mut().rev() {
        *place = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    out.iter().map(|b| *b as char).collect()
}

/// Reads the 13 characters of an address.
/// Errors: when the length, a character or the range is wrong.
pub fn decode(text: &str) -> Result<i64, NotAnId> {
    if text.len() != 13 {
        return Err(NotAnId);
    }
    let mut value: u128 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|a| *a == byte).ok_or(NotAnId)?;
        value = (value << 5) | digit as u128;
    }
    i64::try_from(value).ok().filter(|v| *v > 0).ok_or(NotAnId)
}

/// The text is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

/// What every typed id can do; lets the store make and read ids of any entity.
pub trait Id: Copy {
    /// Wraps 64 bits that are known to name such an entity.
    fn from_bits(bits: i64) -> Self;
    /// The 64 bits as stored.
    fn bits(self) -> i64;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl Id for $name {
            fn from_bits(bits: i64) -> Self { Self(bits) }
            fn bits(self) -> i64 { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&encode(self.0)) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}({})", stringify!($name), encode(self.0)) }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> { decode(text).map(Self) }
        }
    )+};
}

ids! {
    /// One organisation that takes part.
    AgencyId,
    /// One programme: a local panel, an exit NGO, a residential centre.
    ProgrammeId,
    /// One human being who may sign in, whatever hats they wear.
    AccountId,
    /// One role held in one scope.
    GrantId,
    /// One person record of one programme.
    PersonId,
    /// One name of a person record.
    NameId,
    /// One judgement that two records are, or are not, the same human being.
    LinkId,
    /// One enquiry: advice asked of a helpline.
    EnquiryId,
    /// One call within an enquiry.
    CallId,
    /// One thing promised to a caller.
    PromiseId,
    /// One referral.
    ReferralId,
    /// One line of a referral: seen or heard, or what is made of it.
    LineId,
    /// One recorded search for earlier contact.
    SearchId,
    /// One question to the matching officer.
    QuestionId,
    /// One check against live investigations.
    DeconflictionId,
    /// One decision.
    DecisionId,
    /// One second look at a decision.
    SecondLookId,
    /// One record of something told to somebody outside.
    DisclosureId,
    /// One case.
    CaseId,
    /// One participant of a case.
    ParticipantId,
    /// One dated span of a case's basis, setting, region, order or intensity.
    ModeratorId,
    /// One version of a safe-contact card.
    CardId,
    /// One exclusion of a member of staff from a case.
    ExclusionId,
    /// One urgent act.
    UrgentActId,
    /// One dated cover for an absent owner.
    CoverId,
    /// One agreed call.
    AgreedCallId,
    /// One row of what is expected.
    ExpectationId,
    /// One notice that something awaits.
    NoticeId,
    /// One remark: the words that go with a change of owner, a new date, a waiver or a lifted exclusion.
    RemarkId,
    /// One piece of work for the clock.
    JobId,
    /// One signed checkpoint of the audit chain.
    CheckpointId,
    /// One kept, unsent form.
    DraftId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_as_written_and_sort_by_time() {
        let early = compose(ID_EPOCH_MS + 5, 77);
        let late = compose(ID_EPOCH_MS + 6, 3);
        assert!(early < late);
        for bits in [early, late, 1, i64::MAX] {
            assert_eq!(decode(&encode(bits)), Ok(bits));
            assert_eq!(encode(bits).len(), 13);
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in [
            "",
            "0",
            "0000000000000",
            "zzzzzzzzzzzzz",
            "00000000000O1",
            "000000000000é",
        ] {
            assert_eq!(decode(text), Err(NotAnId), "{text}");
        }
    }
}
