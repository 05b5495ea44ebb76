//! Who somebody is, as a form asks it: names as people bear them, and a birth date as well as it is known.

use crate::form::{Reader, SHORT};
use crate::typed::{Choice, Form};
use crate::words;
use throughcare_domain::code::Code;
use throughcare_domain::moment::Day;
use throughcare_domain::person::*;
use throughcare_text::Words;

/// How many names a form takes.
const NAMES: usize = 3;

/// The fields of one person in a form: their names begin with `prefix`.
pub struct PersonFields {
    pub prefix: &'static str,
    kinds: Vec<Choice>,
    bases: Vec<Choice>,
}

impl PersonFields {
    pub fn of(t: Words, prefix: &'static str) -> PersonFields {
        PersonFields {
            prefix,
            kinds: words::choices(|c| words::name_kind(t, c)),
            bases: words::choices(|c| words::age_basis(t, c)),
        }
    }

    pub fn kinds(&self) -> &[Choice] {
        &self.kinds
    }

    pub fn bases(&self) -> &[Choice] {
        &self.bases
    }

    /// The full name of a field.
    pub fn at(&self, name: &str) -> String {
        format!("{}-{name}", self.prefix)
    }

    /// Whether something was typed, or is wrong, beyond the first name: then the fold stands open.
    pub fn more_names(&self, form: &Form) -> bool {
        ["name2", "name3"]
            .iter()
            .any(|n| !form.value(&self.at(n)).is_empty())
    }

    /// Whether anything was typed, or is wrong, about this person: then the fold stands open.
    pub fn touched(&self, form: &Form) -> bool {
        let ours = |name: &str| {
            name.strip_prefix(self.prefix)
                .is_some_and(|rest| rest.starts_with('-') && !rest.starts_with("-kind"))
        };
        form.pairs
            .iter()
            .any(|(n, v)| ours(n) && !v.trim().is_empty())
            || form.problems.iter().any(|p| ours(&p.field))
    }
}

/// Reads one person; none when nothing at all was typed.
pub fn person(reader: &mut Reader<'_>, prefix: &str, today: Day) -> Option<Identity> {
    let at = |name: &str| format!("{prefix}-{name}");
    let mut names = Vec::new();
    for n in 1..=NAMES {
        let text = reader.text(&at(&format!("name{n}")), SHORT);
        let kind = reader.choice_or(&at(&format!("kind{n}")), NameKind::Used);
        if !text.is_empty() {
            names.push(PersonName { kind, text });
        }
    }
    let mut said = |name: &str| Some(reader.text(&at(name), SHORT)).filter(|s| !s.is_empty());
    let identity = Identity {
        names,
        described: said("described"),
        town: said("town"),
        street: said("street"),
        school_or_work: said("school"),
        guardian: said("guardian"),
        languages: said("languages"),
        birth: birth(reader, prefix, today),
    };
    (identity
        != Identity {
            described: None,
            ..Identity::unnamed("")
        })
    .then_some(identity)
}

fn birth(reader: &mut Reader<'_>, prefix: &str, today: Day) -> Birth {
    let field = format!("{prefix}-born");
    let age = reader.number(&format!("{prefix}-age"), 0, 120);
    let basis = reader.choice_or(&format!("{prefix}-basis"), AgeBasis::NotKnown);
    let date = date(reader, &field, today);
    if date.is_some() && age.is_some() {
        reader.wrong(&field, reader.words().person_refused_two_ages());
    }
    let about = age
        .and_then(|n| i16::try_from(n).ok())
        .map(|n| BirthDate::About {
            year: today.date().year() - n,
            give: 1,
        });
    match date.or(about) {
        Some(date) => Birth { date, basis },
        None => Birth::UNKNOWN,
    }
}

/// A date of birth as exactly as it was typed: a day, a month or only a year.
fn date(reader: &mut Reader<'_>, field: &str, today: Day) -> Option<BirthDate> {
    let part = |part: &str| reader.typed(&format!("{field}-{part}"));
    let (day, month, year) = (part("day"), part("month"), part("year"));
    let found = if day.is_empty() && !year.is_empty() {
        let parsed = (year.parse::<i16>().ok(), month.parse::<i8>().ok());
        match parsed {
            (Some(year), None) if month.is_empty() => Some(BirthDate::Year { year }),
            (Some(year), Some(month)) if (1..=12).contains(&month) => {
                Some(BirthDate::Month { year, month })
            }
            (Some(_), Some(_)) => {
                reader.wrong(field, reader.words().form_error_month_does_not_exist());
                None
            }
            _ => {
                reader.wrong(field, reader.words().form_error_date_unreadable());
                None
            }
        }
    } else {
        reader.date(field).map(|on| BirthDate::Day { on })
    };
    let (year, future) = match found? {
        BirthDate::Day { on } => (on.date().year(), on > today),
        BirthDate::Month { year, .. } | BirthDate::Year { year } => {
            (year, year > today.date().year())
        }
        BirthDate::About { .. } | BirthDate::Unknown => return found,
    };
    if future || year < today.date().year() - 120 {
        reader.wrong(field, reader.words().person_refused_no_such_birth());
    }
    found
}

/// Shows what is known of somebody in a fresh form.
pub fn filled(mut form: Form, prefix: &str, identity: &Identity, today: Day) -> Form {
    let at = |name: &str| format!("{prefix}-{name}");
    for (n, name) in identity.names.iter().take(NAMES).enumerate() {
        form = form
            .or(&at(&format!("name{}", n + 1)), &name.text)
            .or(&at(&format!("kind{}", n + 1)), name.kind.code());
    }
    let said = [
        ("described", &identity.described),
        ("town", &identity.town),
        ("street", &identity.street),
        ("school", &identity.school_or_work),
        ("guardian", &identity.guardian),
        ("languages", &identity.languages),
    ];
    for (name, value) in said {
        form = form.or(&at(name), value.as_deref().unwrap_or_default());
    }
    let born = |part: &str| at(&format!("born-{part}"));
    form = match identity.birth.date {
        BirthDate::Day { on } => form
            .or(&born("day"), on.date().day().to_string())
            .or(&born("month"), on.date().month().to_string())
            .or(&born("year"), on.date().year().to_string()),
        BirthDate::Month { year, month } => form
            .or(&born("month"), month.to_string())
            .or(&born("year"), year.to_string()),
        BirthDate::Year { year } => form.or(&born("year"), year.to_string()),
        BirthDate::About { year, .. } => {
            form.or(&at("age"), (today.date().year() - year).to_string())
        }
        BirthDate::Unknown => form,
    };
    if identity.birth == Birth::UNKNOWN {
        form
    } else {
        form.or(&at("basis"), identity.birth.basis.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughcare_text::Language;

    fn read(body: &str) -> (Option<Identity>, Vec<String>) {
        let pairs = crate::form::pairs(body.as_bytes());
        let mut reader = Reader::new(Words::new(Language::English), &pairs);
        let today = Day::try_new(2026, 11, 24).unwrap();
        let found = person(&mut reader, "p1", today);
        let problems = reader.finish(Some(())).err().unwrap_or_default();
        (found, problems.into_iter().map(|p| p.field).collect())
    }

    #[test]
    fn a_birth_date_is_as_exact_as_it_was_typed() {
        let check = |body: &str, date: BirthDate| {
            let (found, wrong) = read(&format!("p1-name1=Dan&{body}"));
            assert_eq!(wrong, Vec::<String>::new(), "{body}");
            assert_eq!(found.unwrap().birth.date, date, "{body}");
        };
        check("", BirthDate::Unknown);
        check("p1-born-year=2009", BirthDate::Year { year: 2009 });
        let month = BirthDate::Month {
            year: 2009,
            month: 5,
        };
        check("p1-born-month=5&p1-born-year=2009", month);
        let on = Day::try_new(2009, 5, 31).unwrap();
        check(
            "p1-born-day=31&p1-born-month=5&p1-born-year=2009",
            BirthDate::Day { on },
        );
        check(
            "p1-age=17",
            BirthDate::About {
                year: 2009,
                give: 1,
            },
        );
    }

    #[test]
    fn a_birth_date_that_cannot_be_is_said_beside_its_field() {
        let check = |body: &str, field: &str| assert_eq!(read(body).1, [field], "{body}");
        check(
            "p1-born-day=31&p1-born-month=2&p1-born-year=2009",
            "p1-born",
        );
        check("p1-born-day=3&p1-born-year=2009", "p1-born");
        check("p1-born-month=13&p1-born-year=2009", "p1-born");
        check("p1-born-year=2031", "p1-born");
        check("p1-born-year=1850", "p1-born");
        check("p1-born-year=2009&p1-age=17", "p1-born");
        check("p1-age=seventeen", "p1-age");
    }

    #[test]
    fn nothing_typed_is_nobody() {
        assert_eq!(read("p1-kind1=used&p1-name1=++"), (None, Vec::new()));
        assert!(read("p1-described=her+son").0.is_some());
    }
}
