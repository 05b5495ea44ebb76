//! The public reference: by it a referrer without an account asks how far their referral has come, and learns no more.

use crate::coded;
use std::fmt;
use std::str::FromStr;

/// 128 random bits, shown once to the referrer. Whoever holds it may ask how far the referral has come.
/// Shape: written as seven groups of four characters; the last two characters check the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicReference([u8; 16]);

coded! {
    /// What the holder of a public reference is told. Never a reason, a name or a decision.
    PublicStanding {
        Received = "received",
        BeingLookedAt = "being_looked_at",
        Decided = "decided",
    }
}

/// The text is no public reference: a character is missing or mistyped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a public reference")]
pub struct NotAReference;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// The largest prime below 1024: two characters hold the remainder, and it notices any one wrong character
/// and any two neighbours swapped.
const CHECK: u128 = 1021;
const CHARACTERS: usize = 26;

impl PublicReference {
    pub const fn from_bytes(bytes: [u8; 16]) -> PublicReference {
        PublicReference(bytes)
    }
    pub const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// Written in groups, to be copied by hand or read out.
impl fmt::Display for PublicReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = u128::from_be_bytes(self.0);
        let digit = |bits: u128| char::from(ALPHABET[(bits & 31) as usize]);
        let mut text: String = (0..CHARACTERS)
            .rev()
            .map(|place| digit(value >> (5 * place)))
            .collect();
        let check = value % CHECK;
        text.push(digit(check >> 5));
        text.push(digit(check));
        for (place, character) in text.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

/// It opens a door: it does not belong in logs.
impl fmt::Debug for PublicReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicReference")
    }
}

/// Reads what somebody typed: groups, spaces and capitals as they like; O is read as 0, I and L as 1.
impl FromStr for PublicReference {
    type Err = NotAReference;
    fn from_str(text: &str) -> Result<PublicReference, NotAReference> {
        let mut digits = Vec::with_capacity(CHARACTERS + 2);
        for character in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let plain = match character.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|a| char::from(*a) == plain);
            digits.push(digit.ok_or(NotAReference)? as u128);
        }
        if digits.len() != CHARACTERS + 2 || digits[0] > 7 {
            return Err(NotAReference);
        }
        let value = digits[..CHARACTERS].iter().fold(0, |v, d| (v << 5) | d);
        let check = (digits[CHARACTERS] << 5) | digits[CHARACTERS + 1];
        if value % CHECK != check {
            return Err(NotAReference);
        }
        Ok(PublicReference(value.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_back_as_it_is_written_or_typed() {
        for bytes in [[0; 16], [255; 16], *b"sixteen bytes ok"] {
            let reference = PublicReference::from_bytes(bytes);
            let written = reference.to_string();
            assert_eq!(written.len(), 34, "{written}");
            for typed in [
                written.clone(),
                written.to_uppercase(),
                written.replace('-', " "),
                written.replace('0', "O").replace('1', "l"),
            ] {
                assert_eq!(typed.parse(), Ok(reference), "{typed}");
            }
        }
    }

    #[test]
    fn a_mistyped_reference_is_noticed() {
        let written = PublicReference::from_bytes(*b"sixteen bytes ok").to_string();
        let plain: Vec<char> = written.replace('-', "").chars().collect();
        for place in 0..plain.len() {
            let mut wrong = plain.clone();
            wrong[place] = if wrong[place] == '7' { '8' } else { '7' };
            let wrong: String = wrong.into_iter().collect();
            assert_eq!(
                wrong.parse::<PublicReference>(),
                Err(NotAReference),
                "{wrong}"
            );
        }
        for text in ["", "abcd", "not a reference at all, but long enough"] {
            assert_eq!(
                text.parse::<PublicReference>(),
                Err(NotAReference),
                "{text}"
            );
        }
    }
}
