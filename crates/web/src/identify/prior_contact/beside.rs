//! Two records side by side: what each says, and in words what the comparison says of both. There is no number.

use crate::clockface::Clockface;
use crate::words;
use std::collections::BTreeSet;
use throughcare_domain::person::{Birth, BirthDate, Identity};
use throughcare_matching::{BirthFinding, Comparison, NameFinding, PlaceFinding, fold};
use throughcare_text::Words;

/// How far one thing agrees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Agreement {
    Agrees,
    Slightly,
    Differs,
    NotKnown,
}

/// One thing that is compared.
pub struct Row {
    pub label: &'static str,
    pub here: Vec<String>,
    pub there: Vec<String>,
    pub says: &'static str,
    agreement: Agreement,
}

impl Row {
    /// Whether the page marks it.
    pub fn differs(&self) -> bool {
        matches!(self.agreement, Agreement::Slightly | Agreement::Differs)
    }
}

/// Compares who is searched for with who was found.
/// Shape: street, school, guardian and languages only where both records may be read whole.
pub fn rows(
    clock: &Clockface,
    here: &Identity,
    there: &Identity,
    said: &Comparison,
    whole: bool,
) -> Vec<Row> {
    let t = clock.t;
    let mut rows = vec![
        Row {
            label: t.prior_contact_row_name(),
            here: names(t, here),
            there: names(t, there),
            says: words::prior_contact::name_finding(t, said.name),
            agreement: of_name(said.name),
        },
        Row {
            label: t.prior_contact_row_born(),
            here: vec![born(clock, &here.birth)],
            there: vec![born(clock, &there.birth)],
            says: words::prior_contact::birth_finding(t, said.birth),
            agreement: of_birth(said.birth),
        },
    ];
    if here.town.is_some() || there.town.is_some() {
        rows.push(Row {
            label: t.prior_contact_row_town(),
            here: known(t, &here.town),
            there: known(t, &there.town),
            says: words::prior_contact::place_finding(t, said.place),
            agreement: of_place(said.place),
        });
    }
    if whole {
        let further = [
            (t.prior_contact_row_street(), &here.street, &there.street),
            (
                t.prior_contact_row_school(),
                &here.school_or_work,
                &there.school_or_work,
            ),
            (
                t.prior_contact_row_guardian(),
                &here.guardian,
                &there.guardian,
            ),
            (
                t.prior_contact_row_languages(),
                &here.languages,
                &there.languages,
            ),
        ];
        rows.extend(
            further
                .into_iter()
                .filter_map(|(label, here, there)| in_words(t, label, here, there)),
        );
    }
    rows
}

/// How much agrees and differs, as a line.
pub fn summary(t: Words, rows: &[Row]) -> String {
    let count = |of| rows.iter().filter(|r| r.agreement == of).count();
    let parts = [
        (
            count(Agreement::Agrees),
            t.prior_contact_summary_agree(count(Agreement::Agrees)),
        ),
        (
            count(Agreement::Slightly),
            t.prior_contact_summary_slightly(count(Agreement::Slightly)),
        ),
        (
            count(Agreement::Differs),
            t.prior_contact_summary_differ(count(Agreement::Differs)),
        ),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(_, words)| words)
        .collect();
    said.join(" · ")
}

/// What the comparison says of name and birth, for a line of a list.
pub fn in_short(t: Words, said: &Comparison) -> String {
    let mut parts = vec![words::prior_contact::name_finding(t, said.name)];
    if said.birth != BirthFinding::NotKnown {
        parts.push(words::prior_contact::birth_finding(t, said.birth));
    }
    if matches!(said.place, PlaceFinding::Same | PlaceFinding::Alike) {
        parts.push(t.prior_contact_row_town());
    }
    parts.join(" · ")
}

pub fn names(t: Words, identity: &Identity) -> Vec<String> {
    let names: Vec<String> = identity.names.iter().map(|n| n.text.clone()).collect();
    match (names.is_empty(), &identity.described) {
        (false, _) => names,
        (true, Some(described)) if !described.is_empty() => vec![described.clone()],
        (true, _) => vec![t.prior_contact_no_name().to_owned()],
    }
}

/// The birth date as exactly as it is known, without its basis.
pub fn born(clock: &Clockface, birth: &Birth) -> String {
    let t = clock.t;
    match birth.date {
        BirthDate::Day { on } => clock.on(on),
        BirthDate::Month { year, month } => match jiff::civil::Date::new(year, month, 1) {
            Ok(day) => t.month_of_year(day),
            Err(_) => year.to_string(),
        },
        BirthDate::Year { year } => year.to_string(),
        BirthDate::About { year, .. } => {
            t.person_about_age(i64::from(clock.today().date().year() - year))
        }
        BirthDate::Unknown => t.word_unknown().to_owned(),
    }
}

fn known(t: Words, text: &Option<String>) -> Vec<String> {
    vec![
        text.as_deref()
            .filter(|s| !s.trim().is_empty())
            .unwrap_or(t.word_unknown())
            .to_owned(),
    ]
}

/// What is not part of the search stands beside each other as it was written; none where nobody knows it.
fn in_words(
    t: Words,
    label: &'static str,
    here: &Option<String>,
    there: &Option<String>,
) -> Option<Row> {
    let folded = |text: &Option<String>| -> BTreeSet<String> {
        fold(text.as_deref().unwrap_or_default())
            .into_iter()
            .collect()
    };
    let (says, agreement) = match (folded(here), folded(there)) {
        (a, b) if a.is_empty() && b.is_empty() => return None,
        (a, b) if a.is_empty() || b.is_empty() => {
            (t.prior_contact_not_known(), Agreement::NotKnown)
        }
        (a, b) if a == b => (t.prior_contact_words_same(), Agreement::Agrees),
        (a, b) if a.is_subset(&b) || b.is_subset(&a) => {
            (t.prior_contact_words_in_part(), Agreement::Slightly)
        }
        _ => (t.prior_contact_words_different(), Agreement::Differs),
    };
    Some(Row {
        label,
        here: known(t, here),
        there: known(t, there),
        says,
        agreement,
    })
}

fn of_name(finding: NameFinding) -> Agreement {
    match finding {
        NameFinding::Same => Agreement::Agrees,
        NameFinding::SameOtherOrder
        | NameFinding::SameOtherScript
        | NameFinding::OneLetterApart
        | NameFinding::SoundsAlike
        | NameFinding::PartLeftOut
        | NameFinding::SpeltAlike
        | NameFinding::PartOnly => Agreement::Slightly,
        NameFinding::PartDiffers | NameFinding::Different => Agreement::Differs,
        NameFinding::NotKnown => Agreement::NotKnown,
    }
}

fn of_birth(finding: BirthFinding) -> Agreement {
    match finding {
        BirthFinding::Same | BirthFinding::SameAsFarAsKnown | BirthFinding::WithinAbout => {
            Agreement::Agrees
        }
        BirthFinding::DayMonthSwapped | BirthFinding::OneDigitApart => Agreement::Slightly,
        BirthFinding::OnePartApart | BirthFinding::SameYear | BirthFinding::Different => {
            Agreement::Differs
        }
        BirthFinding::NotKnown => Agreement::NotKnown,
    }
}

fn of_place(finding: PlaceFinding) -> Agreement {
    match finding {
        PlaceFinding::Same => Agreement::Agrees,
        PlaceFinding::Alike => Agreement::Slightly,
        PlaceFinding::Different => Agreement::Differs,
        PlaceFinding::NotKnown => Agreement::NotKnown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughcare_text::Language;

    #[test]
    fn what_stands_beside_each_other_as_written_agrees_differs_or_is_not_known() {
        let t = Words::new(Language::English);
        let check = |here: &str, there: &str, expected: Option<Agreement>| {
            let some = |text: &str| Some(text.to_owned()).filter(|s| !s.is_empty());
            let row = in_words(t, "", &some(here), &some(there));
            assert_eq!(row.map(|r| r.agreement), expected, "{here:?} {there:?}");
        };
        check("Weavers Row", "weavers  row", Some(Agreement::Agrees));
        check(
            "Polish, English",
            "English, Polish",
            Some(Agreement::Agrees),
        );
        check(
            "Tomasz Wróblewski",
            "Tomasz Wroblewski",
            Some(Agreement::Agrees),
        );
        check(
            "Hill Road Academy, Year 10",
            "Hill Road Academy",
            Some(Agreement::Slightly),
        );
        check("Weavers Row", "Beck Lane", Some(Agreement::Differs));
        check("Weavers Row", "", Some(Agreement::NotKnown));
        check("", "", None);
    }
}
