//! What every message must be, and how counts and days read.

use crate::message::{SHAPES, Value};
use crate::{Language, PluralForm, Words, plural};
use jiff::civil::{date, time};

const ENGLISH: Words = Words::new(Language::English);
const PSEUDO: Words = Words::new(Language::Pseudo);
const COUNTS: [i64; 5] = [0, 1, 2, 3, 1200];

/// A message's id, its place in its table, and which of its arguments are counts.
pub(crate) struct Shape {
    pub id: &'static str,
    pub at: usize,
    pub counted: &'static [bool],
}

impl Shape {
    /// The message filled with a count, and with ‹0›, ‹1› .. for the arguments that are texts.
    fn sample(&self, words: Words, n: i64) -> String {
        if self.counted.is_empty() {
            return words.plain(self.at).to_owned();
        }
        let texts: Vec<String> = (0..self.counted.len())
            .map(|at| format!("‹{at}›"))
            .collect();
        let values = self
            .counted
            .iter()
            .zip(&texts)
            .map(|(counted, text)| match counted {
                true => Value::Count(n),
                false => Value::Text(text),
            });
        words.filled(self.at, &values.collect::<Vec<_>>())
    }
}

fn all_samples(words: Words) -> impl Iterator<Item = (&'static str, String)> {
    SHAPES
        .iter()
        .flat_map(move |shape| COUNTS.map(|n| (shape.id, shape.sample(words, n))))
}

#[test]
fn every_message_says_something_and_holds_no_markup() {
    for (id, text) in all_samples(ENGLISH).chain(all_samples(PSEUDO)) {
        assert!(!text.trim().is_empty(), "{id} is empty");
        assert!(!text.contains('<'), "{id} holds markup: {text}");
    }
}

#[test]
fn the_pseudo_language_shows_the_same_arguments() {
    let arguments = |text: &str| {
        let mut found: Vec<String> = text
            .split('‹')
            .skip(1)
            .filter_map(|rest| rest.split_once('›'))
            .map(|(at, _)| at.to_owned())
            .collect();
        found.sort();
        found
    };
    for ((id, english), (_, pseudo)) in all_samples(ENGLISH).zip(all_samples(PSEUDO)) {
        assert_eq!(arguments(&english), arguments(&pseudo), "{id}");
    }
}

#[test]
fn the_pseudo_language_is_accented_bracketed_and_longer() {
    let (mut english_letters, mut pseudo_letters) = (0, 0);
    for ((id, english), (_, pseudo)) in all_samples(ENGLISH).zip(all_samples(PSEUDO)) {
        assert!(
            pseudo.starts_with('[') && pseudo.ends_with(']'),
            "{id}: {pseudo}"
        );
        assert!(
            !pseudo.chars().any(|letter| letter.is_ascii_alphabetic()),
            "{id}: {pseudo}"
        );
        english_letters += english.chars().count();
        pseudo_letters += pseudo.chars().count();
    }
    let longer = pseudo_letters * 100 / english_letters - 100;
    assert!((30..=60).contains(&longer), "{longer} % longer");
}

#[test]
fn each_language_has_its_code_and_direction() {
    let rows = Language::ALL.map(|language| (language.code(), language.dir()));
    assert_eq!(rows, [("en-GB", "ltr"), ("en-XA", "rtl")]);
    assert_eq!(Language::parse("EN-xa"), Some(Language::Pseudo));
    assert_eq!(Language::parse("de"), None);
}

#[test]
fn english_has_one_and_other() {
    let forms = [0, 1, 2, -1].map(|n| plural(Language::English, n));
    assert_eq!(
        forms,
        [
            PluralForm::Other,
            PluralForm::One,
            PluralForm::Other,
            PluralForm::Other
        ]
    );
}

#[test]
fn messages_take_counts_and_words_and_references_to_them() {
    let name = String::from("Ines Okafor");
    let (borrowed, one, letters): (&&String, &u64, &[u8]) = (&&name, &1, &[1, 2]);
    assert_eq!(ENGLISH.shell_skip(), "Skip to the page");
    assert_eq!(
        ENGLISH.shell_signed_in_as(borrowed),
        "Signed in as Ines Okafor"
    );
    assert_eq!(ENGLISH.shell_page_title("My work"), "My work · Throughcare");
    assert_eq!(
        ENGLISH.shell_errors_title(letters.len()),
        "Two answers need another look"
    );
    assert_eq!(
        ENGLISH.shell_errors_title(one),
        "One answer needs another look"
    );
    assert_eq!(
        ENGLISH.shell_errors_title(12),
        "12 answers need another look"
    );
    assert_eq!(
        ENGLISH.form_error_date_part_missing("month"),
        "The month is missing."
    );
}

#[test]
fn a_name_in_another_direction_is_set_apart() {
    assert_eq!(
        ENGLISH.shell_signed_in_as("ليلى"),
        "Signed in as \u{2068}ليلى\u{2069}"
    );
    assert!(
        PSEUDO
            .shell_signed_in_as("Leila")
            .contains("\u{2068}Leila\u{2069}")
    );
}

#[test]
fn counts_are_grouped() {
    let written = [0, 999, 1200, 100_000, -1_234_567].map(|n| ENGLISH.count(n));
    assert_eq!(written, ["0", "999", "1,200", "100,000", "−1,234,567"]);
}

#[test]
fn days_and_times_read_as_people_write_them() {
    let day = date(2026, 11, 24);
    let borrowed = &day;
    let written = [
        ENGLISH.day_long(day),
        ENGLISH.day_full(borrowed),
        ENGLISH.day_plain(day),
        ENGLISH.day_short(day),
        ENGLISH.day_brief(day),
        ENGLISH.month_of_year(day),
        ENGLISH.day_of_month(31, 11),
        ENGLISH.time(time(9, 5, 0, 0)),
        ENGLISH.day_and_time(day, time(13, 30, 0, 0)),
    ];
    let expected = [
        "Tuesday 24 November",
        "Tuesday 24 November 2026",
        "24 November 2026",
        "24 Nov 2026",
        "Tue 24 Nov",
        "November 2026",
        "31 November",
        "09:05",
        "24 Nov 2026, 13:30",
    ];
    assert_eq!(written, expected);
}

#[test]
fn days_are_told_from_today() {
    let today = date(2026, 11, 24);
    let check = |day, due_in: &str, due_on: &str, ago: &str| {
        let told = [
            ENGLISH.due_in(day, today),
            ENGLISH.due_on(day, today),
            ENGLISH.ago(day, today),
        ];
        assert_eq!(told, [due_in, due_on, ago]);
    };
    check(date(2026, 11, 24), "today", "today", "today");
    check(date(2026, 11, 25), "tomorrow", "tomorrow", "tomorrow");
    check(date(2026, 11, 26), "in 2 days", "Thursday", "in 2 days");
    check(date(2026, 12, 1), "in 7 days", "Tue 1 Dec", "in 7 days");
    check(
        date(2027, 11, 24),
        "in 365 days",
        "24 Nov 2027",
        "in 365 days",
    );
    check(date(2026, 11, 23), "1 day late", "1 day late", "yesterday");
    check(
        date(2026, 11, 12),
        "12 days late",
        "12 days late",
        "12 days ago",
    );
}

#[test]
fn minutes_and_lists_read_as_people_say_them() {
    let minutes = [1, 35, 60, 80].map(|n| ENGLISH.minutes(n));
    assert_eq!(
        minutes,
        ["1 minute", "35 minutes", "1 hour", "1 hour 20 minutes"]
    );
    assert_eq!(ENGLISH.list::<&str>(&[]), "");
    assert_eq!(ENGLISH.list(&["Police"]), "Police");
    assert_eq!(
        ENGLISH.list(&["Police", "Health", "Housing"]),
        "Police, Health and Housing"
    );
}

#[test]
fn a_day_that_does_not_exist_is_answered_with_the_length_of_its_month() {
    let said = [(31, 11, 2026), (29, 2, 2026), (1, 13, 2026), (45, 1, 2026)]
        .map(|(day, month, year)| ENGLISH.date_does_not_exist(day, month, year));
    let expected = [
        "31 November does not exist: November has 30 days. Please check the day.",
        "29 February 2026 does not exist: February 2026 has 28 days. Please check the day.",
        "Months go from 1 to 12. Please check the month.",
        "No month has a day 45. Please check the day.",
    ];
    assert_eq!(said, expected);
}
