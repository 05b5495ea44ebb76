//! What was typed into a form, in order, with what was wrong with it. Nothing typed is ever dropped.

/// One thing wrong with a form: at a field, or with the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: String,
    pub words: String,
}

/// A form as a page shows it: empty, as typed, or as kept from before.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Tells the forms of a page apart; stands before each field's id.
    pub id: &'static str,
    /// Where it is sent.
    pub action: String,
    /// The page on which it stands.
    pub at: String,
    /// The version that was read, for what may have changed in between.
    pub version: i64,
    pub token: String,
    pub pairs: Vec<(String, String)>,
    pub problems: Vec<Problem>,
    /// The time at which a draft was kept, when this is one.
    pub kept: Option<String>,
    /// What is there now, when somebody changed it in between.
    pub stale: bool,
}

impl Form {
    /// What was typed into a field; nothing when the form is fresh.
    pub fn value(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .unwrap_or_default()
    }

    /// Whether the form was touched at all: otherwise defaults apply.
    pub fn fresh(&self) -> bool {
        self.pairs.is_empty()
    }

    /// One part of a date.
    pub fn part(&self, name: &str, part: &str) -> &str {
        self.value(&format!("{name}-{part}"))
    }

    /// Whether a choice was made.
    pub fn chosen(&self, name: &str, code: &str) -> bool {
        self.pairs.iter().any(|(n, v)| n == name && v == code)
    }

    /// What is wrong with a field.
    pub fn problem(&self, name: &str) -> Option<&str> {
        self.problems
            .iter()
            .find(|p| p.field == name)
            .map(|p| p.words.as_str())
    }

    pub fn wrong(&self, name: &str) -> bool {
        self.problem(name).is_some()
    }

    /// The id of a field on the page.
    pub fn field_id(&self, name: &str) -> String {
        format!("{}-{name}", self.id)
    }

    /// Sets what a fresh form shows in a field.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Form {
        if !self.pairs.iter().any(|(n, _)| n == name) {
            self.pairs.push((name.to_owned(), value.into()));
        }
        self
    }

    /// Sets what a fresh form shows, unless something was typed.
    pub fn or(self, name: &str, value: impl Into<String>) -> Form {
        if self.problems.is_empty() && self.kept.is_none() && !self.stale {
            self.with(name, value)
        } else {
            self
        }
    }
}

/// One choice of a list, with its words.
#[derive(Clone, Debug)]
pub struct Choice {
    pub code: String,
    pub words: String,
    pub hint: String,
}

impl Choice {
    pub fn new(code: impl Into<String>, words: impl Into<String>) -> Choice {
        Choice {
            code: code.into(),
            words: words.into(),
            hint: String::new(),
        }
    }
    pub fn hint(self, hint: impl Into<String>) -> Choice {
        Choice {
            hint: hint.into(),
            ..self
        }
    }
}
