//! A message as it was read: its text in pieces and the arguments it takes.

use std::collections::BTreeMap;

/// A piece of a message's text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Text(String),
    Argument(String),
    Choice {
        argument: String,
        variants: Vec<(Key, Vec<Piece>)>,
        otherwise: Vec<Piece>,
    },
}

/// What a variant of a choice stands for: a number, a plural form or a word.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    Exactly(i64),
    Form(String),
    Word(String),
}

/// What an argument is: a count, or anything that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Count,
    Text,
}

/// A message with its references resolved.
/// Shape: arguments in alphabetical order, so that rewording never moves them.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub id: String,
    pub place: String,
    pub pieces: Vec<Piece>,
    pub arguments: BTreeMap<String, Kind>,
}

impl Message {
    /// The name of the generated function.
    pub fn function(&self) -> String {
        rust_name(&self.id)
    }
}

pub fn rust_name(id: &str) -> String {
    id.replace('-', "_")
}

/// Joins neighbouring texts and turns a single line break into a space; an empty line stays.
pub fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (out.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, Piece::Text(text)) if text.is_empty() => {}
            (_, piece) => out.push(piece),
        }
    }
    for piece in &mut out {
        if let Piece::Text(text) = piece {
            *text = without_single_breaks(text);
        }
    }
    out
}

fn without_single_breaks(text: &str) -> String {
    let paragraphs = text
        .split("\n\n")
        .map(|paragraph| paragraph.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
