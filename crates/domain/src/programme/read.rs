//! Reading a programme file value by value. Every mistake is kept and said; reading goes on, so that the one
//! who edits the file sees them all at once.

use super::FileError;
use crate::code::Code;
use crate::moment::Day;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use toml::{Table, Value};

/// What was wrong so far.
#[derive(Default)]
pub(super) struct Mistakes(RefCell<Vec<FileError>>);

impl Mistakes {
    pub(super) fn say(&self, path: &str, says: impl Into<String>) {
        self.0.borrow_mut().push(FileError {
            path: path.to_owned(),
            says: says.into(),
        });
    }

    pub(super) fn into_all(self) -> Vec<FileError> {
        self.0.into_inner()
    }
}

/// One table of the file, read key by key.
/// Shape: a missing table is said once, and then answers every question with an empty value.
pub(super) struct Section<'a> {
    path: String,
    table: Option<&'a Table>,
    asked: BTreeSet<String>,
    mistakes: &'a Mistakes,
}

impl<'a> Section<'a> {
    pub(super) fn root(table: &'a Table, mistakes: &'a Mistakes) -> Section<'a> {
        Section {
            path: String::new(),
            table: Some(table),
            asked: BTreeSet::new(),
            mistakes,
        }
    }

    fn within(&self, path: String, table: Option<&'a Table>) -> Section<'a> {
        Section {
            path,
            table,
            asked: BTreeSet::new(),
            mistakes: self.mistakes,
        }
    }

    /// The path of a key, as a message names it.
    pub(super) fn at(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    pub(super) fn say(&self, key: &str, says: impl Into<String>) {
        self.mistakes.say(&self.at(key), says);
    }

    pub(super) fn say_here(&self, says: impl Into<String>) {
        self.mistakes.say(&self.path, says);
    }

    /// Whether the table itself is there; of a missing one nothing more is said.
    pub(super) fn there(&self) -> bool {
        self.table.is_some()
    }

    pub(super) fn maybe(&mut self, key: &str) -> Option<&'a Value> {
        self.asked.insert(key.to_owned());
        self.table.and_then(|t| t.get(key))
    }

    fn value(&mut self, key: &str, allowed: &str) -> Option<&'a Value> {
        let value = self.maybe(key);
        if value.is_none() && self.there() {
            self.say(key, format!("is missing; expected {allowed}"));
        }
        value
    }

    fn wrong<T: Default>(&self, key: &str, value: &Value, allowed: &str) -> T {
        self.say(key, format!("is {}; expected {allowed}", shown(value)));
        T::default()
    }

    /// Words that may not be empty.
    pub(super) fn text(&mut self, key: &str) -> String {
        let allowed = "words in quotation marks";
        match self.value(key, allowed) {
            Some(Value::String(text)) if !text.trim().is_empty() => text.trim().to_owned(),
            Some(other) => self.wrong(key, other, allowed),
            None => String::new(),
        }
    }

    /// Words that may be left out.
    pub(super) fn text_or_none(&mut self, key: &str) -> String {
        match self.maybe(key) {
            None => String::new(),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(other) => self.wrong(key, other, "words in quotation marks"),
        }
    }

    pub(super) fn number(&mut self, key: &str, range: RangeInclusive<i64>) -> i64 {
        let allowed = format!("a whole number from {} to {}", range.start(), range.end());
        match self.value(key, &allowed) {
            Some(Value::Integer(n)) if range.contains(n) => *n,
            Some(other) => self.wrong(key, other, &allowed),
            None => 0,
        }
    }

    /// A number that may be left out.
    pub(super) fn number_or(
        &mut self,
        key: &str,
        range: RangeInclusive<i64>,
        otherwise: i64,
    ) -> i64 {
        match self.maybe(key) {
            None => otherwise,
            Some(_) => self.number(key, range),
        }
    }

    pub(super) fn flag(&mut self, key: &str) -> bool {
        let allowed = "true or false";
        match self.value(key, allowed) {
            Some(Value::Boolean(flag)) => *flag,
            Some(other) => self.wrong(key, other, allowed),
            None => false,
        }
    }

    /// True or false, and false where it is left out.
    pub(super) fn flag_or_not(&mut self, key: &str) -> bool {
        match self.maybe(key) {
            None => false,
            Some(Value::Boolean(flag)) => *flag,
            Some(other) => self.wrong(key, other, "true or false"),
        }
    }

    pub(super) fn day(&mut self, key: &str) -> Day {
        let allowed = "a date such as 2026-01-31";
        match self.value(key, allowed) {
            Some(value) => day_of(value).unwrap_or_else(|| {
                self.say(key, format!("is {}; expected {allowed}", shown(value)));
                Day::from_date(jiff::civil::Date::ZERO)
            }),
            None => Day::from_date(jiff::civil::Date::ZERO),
        }
    }

    pub(super) fn days(&mut self, key: &str) -> BTreeSet<Day> {
        let allowed = "dates such as 2026-12-25, each once, in square brackets";
        let mut days = BTreeSet::new();
        for value in self.list(key, allowed) {
            if !day_of(value).is_some_and(|day| days.insert(day)) {
                self.say(key, format!("holds {}; expected {allowed}", shown(value)));
            }
        }
        days
    }

    /// One of the codes of a closed list.
    pub(super) fn code<C: Code>(&mut self, key: &str) -> Option<C> {
        self.one_of(key, &codes::<C>(), |code| C::from_code(code).ok())
    }

    /// One of some words, told apart by the caller.
    pub(super) fn one_of<T>(
        &mut self,
        key: &str,
        words: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let allowed = format!("one of {}", listed(words));
        let value = self.value(key, &allowed)?;
        let found = value.as_str().and_then(read);
        if found.is_none() {
            self.say(key, format!("is {}; expected {allowed}", shown(value)));
        }
        found
    }

    /// Several codes of a closed list, each once.
    pub(super) fn codes<C: Code + PartialEq>(&mut self, key: &str) -> Vec<C> {
        let allowed = format!("some of {}, each once", listed(&codes::<C>()));
        let mut found = Vec::new();
        for value in self.list(key, &allowed) {
            match value.as_str().and_then(|code| C::from_code(code).ok()) {
                Some(code) if !found.contains(&code) => found.push(code),
                _ => self.say(key, format!("holds {}; expected {allowed}", shown(value))),
            }
        }
        found
    }

    /// A list of words, possibly empty.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let allowed = "words in quotation marks, each once, in square brackets";
        let mut found: Vec<String> = Vec::new();
        for value in self.list(key, allowed) {
            match value.as_str().map(str::trim) {
                Some(text) if !text.is_empty() && !found.iter().any(|f| f == text) => {
                    found.push(text.to_owned());
                }
                _ => self.say(key, format!("holds {}; expected {allowed}", shown(value))),
            }
        }
        found
    }

    fn list(&mut self, key: &str, allowed: &str) -> &'a [Value] {
        match self.value(key, allowed) {
            Some(Value::Array(values)) => values,
            Some(other) => {
                self.say(key, format!("is {}; expected {allowed}", shown(other)));
                &[]
            }
            None => &[],
        }
    }

    /// A table that must be there.
    pub(super) fn section(&mut self, key: &str) -> Section<'a> {
        let table = match self.value(key, "a table of its own") {
            Some(Value::Table(table)) => Some(table),
            Some(other) => {
                self.say(
                    key,
                    format!("is {}; expected a table of its own", shown(other)),
                );
                None
            }
            None => None,
        };
        self.within(self.at(key), table)
    }

    /// A table that may be left out.
    pub(super) fn section_or_none(&mut self, key: &str) -> Option<Section<'a>> {
        self.maybe(key)?;
        Some(self.section(key))
    }

    /// The tables of a list, `[[key]]`. May be left out.
    pub(super) fn sections(&mut self, key: &str) -> Vec<Section<'a>> {
        let values: &[Value] = match self.maybe(key) {
            None => &[],
            Some(Value::Array(values)) => values,
            Some(other) => {
                self.say(
                    key,
                    format!("is {}; expected tables, [[{key}]]", shown(other)),
                );
                &[]
            }
        };
        let mut sections = Vec::new();
        for (place, value) in values.iter().enumerate() {
            let path = format!("{}[{}]", self.at(key), place + 1);
            match value {
                Value::Table(table) => sections.push(self.within(path, Some(table))),
                other => self.mistakes.say(
                    &path,
                    format!("is {}; expected a table, [[{key}]]", shown(other)),
                ),
            }
        }
        sections
    }

    /// The keys of the table itself, where they are the values (terms).
    pub(super) fn keys(&self) -> Vec<&'a str> {
        self.table
            .map(|t| t.keys().map(String::as_str).collect())
            .unwrap_or_default()
    }

    /// Says a more telling path, once the entry's own name is known: `clock[3] (screening-decided)`.
    pub(super) fn call(&mut self, name: &str) {
        if !name.is_empty() {
            self.path = format!("{} ({name})", self.path);
        }
    }

    /// Ends the reading: a key that nobody asked for is a mistake, most often a misspelt one.
    pub(super) fn close(self) {
        for key in self.keys() {
            if !self.asked.contains(key) {
                let known: Vec<&str> = self.asked.iter().map(String::as_str).collect();
                self.say(
                    key,
                    format!("is not known here; known are {}", listed(&known)),
                );
            }
        }
    }
}

pub(super) fn codes<C: Code>() -> Vec<&'static str> {
    C::ALL.iter().map(|v| v.code()).collect()
}

pub(super) fn listed(words: &[&str]) -> String {
    words.join(", ")
}

/// A value as the file has it, shortened.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
        other => other.to_string().chars().take(60).collect(),
    }
}

fn day_of(value: &Value) -> Option<Day> {
    let stamp = value.as_datetime()?;
    let (Some(date), None, None) = (stamp.date, stamp.time, stamp.offset) else {
        return None;
    };
    let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    Day::try_new(i16::try_from(date.year).ok()?, month, day).ok()
}
