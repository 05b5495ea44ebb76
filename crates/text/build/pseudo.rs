//! The pseudo-language, made from English: accented, about 40 % longer, in brackets.
//! Whoever sees a word without accents in it has found a word that is not a message.

use crate::message::{Key, Piece};

/// The pseudo-language's text of an English message, with the same arguments.
pub fn pseudo(pieces: &[Piece]) -> Vec<Piece> {
    let mut out = vec![Piece::Text("[".to_owned())];
    out.extend(accented_all(pieces));
    out.push(Piece::Text("]".to_owned()));
    crate::message::joined(out)
}

fn accented_all(pieces: &[Piece]) -> Vec<Piece> {
    pieces.iter().map(accented).collect()
}

fn accented(piece: &Piece) -> Piece {
    match piece {
        Piece::Text(text) => Piece::Text(lengthened(text)),
        Piece::Argument(argument) => Piece::Argument(argument.clone()),
        Piece::Choice {
            argument,
            variants,
            otherwise,
        } => Piece::Choice {
            argument: argument.clone(),
            variants: variants
                .iter()
                .map(|(key, pieces): &(Key, _)| (key.clone(), accented_all(pieces)))
                .collect(),
            otherwise: accented_all(otherwise),
        },
    }
}

/// Each letter accented and each vowel said twice, which makes English about 40 % longer.
fn lengthened(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for letter in text.chars() {
        let accented = accent(letter);
        out.push(accented);
        if "aeiouy".contains(letter.to_ascii_lowercase()) {
            out.push(accented);
        }
    }
    out
}

fn accent(letter: char) -> char {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ACCENTED: &str = "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";
    let at = PLAIN.chars().position(|plain| plain == letter);
    at.and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(letter)
}
