//! Has this person been in contact before?
//!
//! The plain prior-contact search: the keys under which a person's record can be found again
//! whatever the spelling, the order of names or a slip in the birth date, and the comparison,
//! field by field, of the records that those keys gather. Pure: no database, no clock, no secret.
//!
//! The store turns each key's text into a keyed token and never stores the text; see
//! `docs/decisions/0004-plain-prior-contact-keys.md`. A [`Comparison`] is about *two records being
//! one person* and nothing else. It is shown and forgotten: nothing of it is kept on a person, it
//! holds no number, and it cannot be sorted by.

mod birth;
mod compare;
mod fold;
mod identity;
mod keys;
mod name;
mod sound;

pub use birth::BirthFinding;
pub use compare::{Comparison, PlaceFinding, Strength, compare};
pub use fold::fold;
pub use identity::{Birth, Identity};
pub use keys::{Key, KeyKind, index_keys, query_keys};
pub use name::NameFinding;

/// The numbered way in which keys are made. Stored with every token, so that a later way can be
/// built beside this one and the old tokens dropped when it is complete.
/// Shape: raised by any change after which one identity gives other key texts.
pub const GENERATION: u16 = 1;
