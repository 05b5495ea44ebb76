//! Messages at work: the tables made from the message files, and how a text is filled.

use crate::count::{Count, PluralForm, grouped, plural};
use crate::language::{LANGUAGES, Language};
use std::fmt::{Display, Write};

/// The words of one language. Each message is a function on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    language: Language,
}

/// A piece of a message's text.
pub(crate) enum Piece {
    Text(&'static str),
    Argument(usize),
    Choice {
        argument: usize,
        variants: &'static [(Key, &'static [Piece])],
        otherwise: &'static [Piece],
    },
}

/// What a variant of a choice stands for.
#[allow(dead_code, reason = "which keys occur depends on the message files")]
pub(crate) enum Key {
    Exactly(i64),
    Form(PluralForm),
    Word(&'static str),
}

/// The value of an argument.
pub(crate) enum Value<'v> {
    Count(i64),
    Text(&'v dyn Display),
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

impl Words {
    #[must_use]
    pub const fn new(language: Language) -> Words {
        Words { language }
    }

    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// The code for the page's `lang` attribute.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.language.code()
    }

    /// The direction for the page's `dir` attribute.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        self.language.dir()
    }

    /// A count in digits: 1,200.
    #[must_use]
    pub fn count(self, n: impl Count) -> String {
        grouped(n.count())
    }

    pub(crate) fn plain(self, at: usize) -> &'static str {
        PLAIN[at][self.language as usize]
    }

    pub(crate) fn filled(self, at: usize, values: &[Value<'_>]) -> String {
        let mut out = String::with_capacity(64);
        self.fill(FILLED[at][self.language as usize], values, &mut out);
        out
    }

    fn fill(self, pieces: &[Piece], values: &[Value<'_>], out: &mut String) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Argument(at) => self.show(&values[*at], out),
                Piece::Choice {
                    argument,
                    variants,
                    otherwise,
                } => {
                    let variant = self.chosen(&values[*argument], variants);
                    self.fill(variant.unwrap_or(otherwise), values, out);
                }
            }
        }
    }

    /// An exact number wins over a plural form, wherever it stands.
    fn chosen(
        self,
        value: &Value<'_>,
        variants: &[(Key, &'static [Piece])],
    ) -> Option<&'static [Piece]> {
        let find = |fits: &dyn Fn(&Key) -> bool| {
            variants
                .iter()
                .find(|(key, _)| fits(key))
                .map(|(_, pieces)| *pieces)
        };
        match value {
            Value::Count(n) => find(&|key| matches!(key, Key::Exactly(number) if number == n))
                .or_else(|| {
                    let form = plural(self.language, *n);
                    find(&|key| matches!(key, Key::Form(key) if *key == form))
                }),
            Value::Text(text) => {
                let text = text.to_string();
                find(&|key| matches!(key, Key::Word(word) if *word == text))
            }
        }
    }

    /// Shows a value. A name or reference that may run against the text's direction is set apart
    /// by invisible marks, so that it moves nothing around it.
    fn show(self, value: &Value<'_>, out: &mut String) {
        match value {
            Value::Count(n) => out.push_str(&grouped(*n)),
            Value::Text(text) => {
                let start = out.len();
                write!(out, "{text}").expect("writing to a string");
                if self.language.dir() == "rtl" || out[start..].chars().any(runs_from_right) {
                    out.insert(start, '\u{2068}');
                    out.push('\u{2069}');
                }
            }
        }
    }
}

/// Letters of Hebrew, Arabic and the other scripts written from right to left.
fn runs_from_right(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
