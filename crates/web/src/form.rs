//! Reading forms: ordered pairs in, values out, every error collected; never only the first.

use crate::typed::Problem;
use jiff::tz::TimeZone;
use throughcare_domain::code::Code;
use throughcare_domain::moment::{Day, Moment};
use throughcare_text::Words;

/// The longest text that a field takes. Unit: characters.
pub const LONG: usize = 20_000;
pub const SHORT: usize = 300;

/// Reads the pairs of one form.
pub struct Reader<'a> {
    t: Words,
    pairs: &'a [(String, String)],
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub fn new(t: Words, pairs: &'a [(String, String)]) -> Reader<'a> {
        Reader {
            t,
            pairs,
            problems: Vec::new(),
        }
    }

    fn raw(&self, name: &str) -> &'a str {
        self.pairs
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .unwrap_or_default()
    }

    /// The words in which errors are said.
    pub fn words(&self) -> Words {
        self.t
    }

    /// What was typed into a field, as it was typed.
    pub fn typed(&self, name: &str) -> &'a str {
        self.raw(name).trim()
    }

    pub fn wrong(&mut self, field: &str, words: impl Into<String>) {
        if !self.problems.iter().any(|p| p.field == field) {
            self.problems.push(Problem {
                field: field.to_owned(),
                words: words.into(),
            });
        }
    }

    /// A text that may be empty. Control characters but line breaks are dropped; what is too long is said.
    pub fn text(&mut self, name: &str, most: usize) -> String {
        let text = cleaned(self.raw(name));
        let written = text.chars().count();
        if written > most {
            self.wrong(name, self.t.form_error_too_long(most, written));
        }
        text
    }

    /// A text that may not be empty.
    pub fn required(&mut self, name: &str, most: usize) -> String {
        let text = self.text(name, most);
        if text.is_empty() {
            self.wrong(name, self.t.form_error_empty());
        }
        text
    }

    /// One code of a closed list.
    pub fn choice<C: Code>(&mut self, name: &str) -> Option<C> {
        let raw = self.raw(name).trim();
        if raw.is_empty() {
            self.wrong(name, self.t.form_error_choose_one());
            return None;
        }
        self.known(name, raw)
    }

    /// One code of a closed list, or the one that stands for no answer.
    pub fn choice_or<C: Code>(&mut self, name: &str, otherwise: C) -> C {
        let raw = self.raw(name).trim();
        if raw.is_empty() {
            otherwise
        } else {
            self.known(name, raw).unwrap_or(otherwise)
        }
    }

    /// Any number of codes of a closed list.
    pub fn choices<C: Code>(&mut self, name: &str) -> Vec<C> {
        let pairs = self.pairs;
        let raws: Vec<&str> = pairs
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.trim())
            .filter(|v| !v.is_empty())
            .collect();
        raws.into_iter()
            .filter_map(|raw| self.known(name, raw))
            .collect()
    }

    fn known<C: Code>(&mut self, name: &str, raw: &str) -> Option<C> {
        let found = C::from_code(raw).ok();
        if found.is_none() {
            self.wrong(name, self.t.form_error_unknown_choice());
        }
        found
    }

    /// Anything that reads itself from text: an id chosen from a list.
    pub fn parsed<T: std::str::FromStr>(&mut self, name: &str) -> Option<T> {
        let raw = self.raw(name).trim();
        if raw.is_empty() {
            self.wrong(name, self.t.form_error_choose_one());
            return None;
        }
        let found = raw.parse().ok();
        if found.is_none() {
            self.wrong(name, self.t.form_error_unknown_choice());
        }
        found
    }

    /// A whole number within bounds; none when empty.
    pub fn number(&mut self, name: &str, least: i64, most: i64) -> Option<i64> {
        let raw = self.raw(name).trim();
        if raw.is_empty() {
            return None;
        }
        match raw.parse::<i64>() {
            Err(_) => {
                self.wrong(name, self.t.form_error_number_unreadable());
                None
            }
            Ok(n) if n > most => {
                self.wrong(name, self.t.form_error_number_large(most));
                None
            }
            Ok(n) if n < least => {
                self.wrong(name, self.t.form_error_number_small(least));
                None
            }
            Ok(n) => Some(n),
        }
    }

    pub fn ticked(&self, name: &str) -> bool {
        !self.raw(name).is_empty()
    }

    /// A date from its three fields, `name-day`, `name-month`, `name-year`; none when all are empty.
    pub fn date(&mut self, name: &str) -> Option<Day> {
        let part = |part: &str| self.raw(&format!("{name}-{part}")).trim().to_owned();
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return None;
        }
        let missing = [("day", &day), ("month", &month), ("year", &year)]
            .into_iter()
            .find(|(_, v)| v.is_empty());
        if let Some((part, _)) = missing {
            self.wrong(name, self.t.form_error_date_part_missing(part));
            return None;
        }
        let (Ok(d), Ok(m), Ok(y)) = (
            day.parse::<i64>(),
            month.parse::<i64>(),
            year.parse::<i64>(),
        ) else {
            self.wrong(name, self.t.form_error_date_unreadable());
            return None;
        };
        let found = i16::try_from(y)
            .ok()
            .filter(|y| (1900..=2200).contains(y))
            .zip(i8::try_from(m).ok())
            .zip(i8::try_from(d).ok())
            .and_then(|((y, m), d)| Day::try_new(y, m, d).ok());
        if found.is_none() {
            let words = if (1900..=2200).contains(&y) {
                self.t.date_does_not_exist(d, m, y)
            } else {
                self.t.form_error_date_unreadable().to_owned()
            };
            self.wrong(name, words);
        }
        found
    }

    pub fn required_date(&mut self, name: &str) -> Option<Day> {
        let found = self.date(name);
        if found.is_none() {
            self.wrong(name, self.t.form_error_date_missing());
        }
        found
    }

    /// An instant from a date field of one line (`2026-11-24T13:30`, as a browser's own picker writes it); none when empty.
    pub fn moment(&mut self, name: &str, zone: &TimeZone) -> Option<Moment> {
        let raw = self.raw(name).trim();
        if raw.is_empty() {
            return None;
        }
        match raw.replace(' ', "T").parse::<jiff::civil::DateTime>() {
            Ok(civil) if (1900..=2200).contains(&civil.year()) => {
                Some(Moment::from_civil(civil, zone))
            }
            _ => {
                self.wrong(name, self.t.form_error_date_unreadable());
                None
            }
        }
    }

    /// A day from a field of one line (`2026-11-24`); none when empty.
    pub fn day(&mut self, name: &str) -> Option<Day> {
        let raw = self.raw(name).trim();
        if raw.is_empty() {
            return None;
        }
        match raw.parse::<jiff::civil::Date>() {
            Ok(date) if (1900..=2200).contains(&date.year()) => Some(Day::from_date(date)),
            _ => {
                self.wrong(name, self.t.form_error_date_unreadable());
                None
            }
        }
    }

    /// What was read, or everything that was wrong.
    pub fn finish<T>(self, read: Option<T>) -> Result<T, Vec<Problem>> {
        match read {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(self.problems),
        }
    }
}

/// Text as it is kept: trimmed, line ends alike, no other control characters.
pub fn cleaned(raw: &str) -> String {
    raw.replace("\r\n", "\n")
        .chars()
        .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Reads an `application/x-www-form-urlencoded` body into ordered pairs.
pub fn pairs(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body)
        .map(|(n, v)| (n.into_owned(), v.into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughcare_text::Language;

    fn read(body: &str) -> Vec<(String, String)> {
        pairs(body.as_bytes())
    }

    #[test]
    fn every_error_of_a_form_is_collected_and_the_31st_of_november_is_named() {
        let t = Words::new(Language::English);
        let typed = read("minutes=many&when-day=31&when-month=11&when-year=2026&what=");
        let mut reader = Reader::new(t, &typed);
        let minutes = reader.number("minutes", 0, 600);
        let when = reader.date("when");
        reader.required("what", 100);
        assert_eq!((minutes, when), (None, None));
        let problems = reader.finish(Some(())).unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["minutes", "when", "what"]);
        assert!(problems[1].words.contains("30"), "{}", problems[1].words);
    }

    #[test]
    fn control_characters_are_dropped_and_line_breaks_kept() {
        assert_eq!(cleaned("  one\r\ntwo\0\u{7}three \n"), "one\ntwothree");
    }
}
