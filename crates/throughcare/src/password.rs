//! First passwords: made by chance and printed once, or handed in.

use clap::Args;
use std::io::Read;
use throughcare_store::edge::Chance;

/// The shortest password that is taken. Unit: characters.
/// Source: NCSC and NIST advise length over composition.
const SHORTEST: usize = 12;

#[derive(Args, Clone, Debug, Default)]
pub struct PasswordOptions {
    /// Read the new password from standard input rather than making one (or set THROUGHCARE_PASSWORD)
    #[arg(long)]
    pub password_stdin: bool,
}

/// A password, and whether it was made here and must be told.
pub struct First {
    pub password: String,
    pub made: bool,
}

/// Errors: when the password that is handed in is too short, or cannot be read.
pub fn first(options: &PasswordOptions) -> Result<First, String> {
    let given = if options.password_stdin {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|e| format!("the password cannot be read from standard input: {e}"))?;
        Some(text.trim_end_matches(['\r', '\n']).to_owned())
    } else {
        std::env::var("THROUGHCARE_PASSWORD").ok()
    };
    match given {
        None => Ok(First {
            password: make(&Chance::System),
            made: true,
        }),
        Some(password) if password.chars().count() >= SHORTEST => Ok(First {
            password,
            made: false,
        }),
        Some(_) => Err(format!(
            "the password is too short: give at least {SHORTEST} characters"
        )),
    }
}

/// Twenty letters and digits that are not taken for one another, in groups of five: 100 bits.
pub fn make(chance: &Chance) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstvwxyz0123456789";
    let bytes: [u8; 20] = chance.bytes();
    let letters: Vec<char> = bytes
        .iter()
        .map(|b| char::from(LETTERS[usize::from(b % 32)]))
        .collect();
    letters
        .chunks(5)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_password_is_long_and_different_each_time() {
        let chance = Chance::seeded(1);
        let (one, two) = (make(&chance), make(&chance));
        assert_eq!(one.len(), 23);
        assert_ne!(one, two);
    }
}
