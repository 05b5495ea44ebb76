//! A person record: names as people bear them, and a birth date as well as it is known.

use crate::coded;
use crate::id::*;
use crate::moment::Day;

coded! {
    /// What kind of name it is. A person has several, and one name is a full name.
    NameKind {
        Birth = "birth",
        Used = "used",
        Nickname = "nickname",
        Patronymic = "patronymic",
        Kunya = "kunya",
        Earlier = "earlier",
    }
}

coded! {
    /// How exactly a birth date is known.
    Precision {
        Day = "day",
        Month = "month",
        Year = "year",
        About = "about",
        Unknown = "unknown",
    }
}

coded! {
    /// On what the age rests.
    AgeBasis {
        Document = "document",
        SaysSo = "says_so",
        SchoolOrService = "school_or_service",
        Estimate = "estimate",
        NotKnown = "not_known",
    }
}

coded! {
    /// Whether somebody is treated as a child. Unsure means child until somebody decides otherwise.
    Child {
        Child = "child",
        Adult = "adult",
        /// Not sure: every rule for children applies until it is decided.
        TreatedAsChild = "treated_as_child",
    }
}

impl Child {
    pub fn as_child(self) -> bool {
        !matches!(self, Child::Adult)
    }
}

/// Birth: value, precision and basis ("about 17, he says").
/// Shape: `Unknown` has no date; the others carry as much as their precision says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Birth {
    pub date: BirthDate,
    pub basis: AgeBasis,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(tag = "precision", rename_all = "snake_case")]
pub enum BirthDate {
    Day {
        on: Day,
    },
    Month {
        year: i16,
        month: i8,
    },
    Year {
        year: i16,
    },
    /// Unit: `give` whole years on either side.
    About {
        year: i16,
        give: i16,
    },
    Unknown,
}

impl Birth {
    pub const UNKNOWN: Birth = Birth {
        date: BirthDate::Unknown,
        basis: AgeBasis::NotKnown,
    };

    /// Whether the person is under eighteen on a day, as far as the date allows to say.
    /// Source: DESIGN section 5, "Age".
    pub fn child_on(&self, today: Day) -> Child {
        let (earliest, latest) = match self.date {
            BirthDate::Unknown => return Child::TreatedAsChild,
            BirthDate::Day { on } => (on, on),
            BirthDate::Month { year, month } => {
                (edge(year, month, 1), edge(year, month, 28).plus_days(3))
            }
            BirthDate::Year { year } => (edge(year, 1, 1), edge(year, 12, 31)),
            BirthDate::About { year, give } => (edge(year - give, 1, 1), edge(year + give, 12, 31)),
        };
        let majority = years_before(today, 18);
        if latest <= majority {
            Child::Adult
        } else if earliest > majority {
            Child::Child
        } else {
            Child::TreatedAsChild
        }
    }

    pub fn precision(&self) -> Precision {
        match self.date {
            BirthDate::Day { .. } => Precision::Day,
            BirthDate::Month { .. } => Precision::Month,
            BirthDate::Year { .. } => Precision::Year,
            BirthDate::About { .. } => Precision::About,
            BirthDate::Unknown => Precision::Unknown,
        }
    }
}

fn edge(year: i16, month: i8, day: i8) -> Day {
    Day::try_new(year.clamp(1, 9000), month.clamp(1, 12), day.clamp(1, 31))
        .or_else(|_| Day::try_new(year.clamp(1, 9000), month.clamp(1, 12), 28))
        .unwrap_or(Day::from_date(jiff::civil::Date::MIN))
}

fn years_before(day: Day, years: i16) -> Day {
    Day::from_date(day.date().saturating_sub(jiff::Span::new().years(years)))
}

/// One name of a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonName {
    pub kind: NameKind,
    pub text: String,
}

/// What a person record holds of who somebody is.
/// Shape: `names` may be empty ("son of the caller"); then `described` says who is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    pub names: Vec<PersonName>,
    pub described: Option<String>,
    pub birth: Birth,
    pub town: Option<String>,
    pub street: Option<String>,
    pub school_or_work: Option<String>,
    pub guardian: Option<String>,
    pub languages: Option<String>,
}

impl Identity {
    /// Somebody of whom nothing is known but how the caller speaks of them.
    pub fn unnamed(described: &str) -> Identity {
        Identity {
            names: Vec::new(),
            described: Some(described.to_owned()),
            birth: Birth::UNKNOWN,
            town: None,
            street: None,
            school_or_work: None,
            guardian: None,
            languages: None,
        }
    }

    /// The name by which a page shows the person, or the description.
    pub fn shown(&self) -> &str {
        let used = self.names.iter().find(|n| n.kind == NameKind::Used);
        let any = used
            .or_else(|| self.names.iter().find(|n| n.kind == NameKind::Birth))
            .or(self.names.first());
        match any {
            Some(name) => &name.text,
            None => self.described.as_deref().unwrap_or_default(),
        }
    }
}

impl Identity {
    /// Whether `next` tells something new by which an earlier record could be found: a name, or a birth date.
    /// Source: the search for earlier contact is owed again when one is learnt.
    pub fn learns(&self, next: &Identity) -> bool {
        let folded = |name: &PersonName| name.text.trim().to_lowercase();
        let known = |name: &PersonName| self.names.iter().any(|n| folded(n) == folded(name));
        let new_name = next
            .names
            .iter()
            .any(|n| !n.text.trim().is_empty() && !known(n));
        let new_date = next.birth.date != self.birth.date && next.birth.date != BirthDate::Unknown;
        new_name || new_date
    }

    /// Whether there is anything yet by which an earlier record could be found.
    pub fn searchable(&self) -> bool {
        Identity::unnamed("").learns(self)
    }
}

/// One person record of one programme. The same human being in two records is a link, never a shared row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub id: PersonId,
    pub programme: ProgrammeId,
    pub identity: Identity,
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i16, m: i8, d: i8) -> Day {
        Day::try_new(y, m, d).unwrap()
    }

    #[test]
    fn unsure_means_child_until_decided() {
        let today = day(2026, 11, 24);
        let check = |date, expected| {
            assert_eq!(
                Birth {
                    date,
                    basis: AgeBasis::SaysSo
                }
                .child_on(today),
                expected,
                "{date:?}"
            );
        };
        check(BirthDate::Unknown, Child::TreatedAsChild);
        check(
            BirthDate::Day {
                on: day(2008, 11, 24),
            },
            Child::Adult,
        );
        check(
            BirthDate::Day {
                on: day(2008, 11, 25),
            },
            Child::Child,
        );
        check(BirthDate::Year { year: 2008 }, Child::TreatedAsChild);
        check(BirthDate::Year { year: 2007 }, Child::Adult);
        check(
            BirthDate::About {
                year: 2009,
                give: 1,
            },
            Child::TreatedAsChild,
        );
        check(
            BirthDate::About {
                year: 2012,
                give: 1,
            },
            Child::Child,
        );
        check(
            BirthDate::Month {
                year: 2008,
                month: 11,
            },
            Child::TreatedAsChild,
        );
    }

    #[test]
    fn a_person_without_a_name_is_shown_as_described() {
        assert_eq!(
            Identity::unnamed("her son, about 17").shown(),
            "her son, about 17"
        );
    }

    #[test]
    fn a_name_or_a_birth_date_is_learnt_and_a_town_is_not() {
        let name = |text: &str| PersonName {
            kind: NameKind::Used,
            text: text.into(),
        };
        let about = Identity {
            names: vec![name("Daniel Ashdown")],
            ..Identity::unnamed("her son")
        };
        let born = |date| Identity {
            birth: Birth {
                date,
                basis: AgeBasis::SaysSo,
            },
            ..about.clone()
        };
        let check = |from: &Identity, to: &Identity, learns| {
            assert_eq!(from.learns(to), learns, "{to:?}");
        };
        let unnamed = Identity::unnamed("her son");
        assert!(!unnamed.searchable() && about.searchable());
        check(&unnamed, &about, true);
        check(&about, &about, false);
        check(&about, &unnamed, false);
        check(&about, &born(BirthDate::Year { year: 2009 }), true);
        check(&born(BirthDate::Year { year: 2009 }), &about, false);
        let moved = Identity {
            town: Some("Northmoor".into()),
            names: vec![name(" daniel ashdown ")],
            ..about.clone()
        };
        check(&about, &moved, false);
        let nickname = Identity {
            names: vec![name("Daniel Ashdown"), name("Dan")],
            ..about.clone()
        };
        check(&about, &nickname, true);
    }
}
