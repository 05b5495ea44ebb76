//! The languages a page can be read in.

use std::fmt;

/// How many languages the tables of messages hold.
pub(crate) const LANGUAGES: usize = Language::ALL.len();

/// A language in which pages can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    English,
    /// Made from English for tests: accented, longer, in brackets, and read from right to left.
    Pseudo,
}

impl Language {
    /// Every language, in the order of the tables of messages.
    pub const ALL: [Language; 2] = [Language::English, Language::Pseudo];

    /// The code for the page's `lang` attribute.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en-GB",
            Language::Pseudo => "en-XA",
        }
    }

    /// The direction for the page's `dir` attribute.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Language::English => "ltr",
            Language::Pseudo => "rtl",
        }
    }

    /// The language's name in the language itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Pseudo => "Þšéûðö (test language)",
        }
    }

    /// The language of a code, if it is one of ours.
    #[must_use]
    pub fn parse(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
