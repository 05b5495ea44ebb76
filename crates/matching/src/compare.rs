//! Two records side by side, field by field, and how much their likeness asks of the reader.

use crate::birth::{BirthFinding, compare_births};
use crate::fold::fold;
use crate::identity::Identity;
use crate::name::{NameFinding, compare_names};
use strsim::osa_distance;

/// What two records have in common, in words a person can check.
/// Shape: about two records, shown at the search and never stored on a person; holds no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub name: NameFinding,
    pub birth: BirthFinding,
    pub place: PlaceFinding,
}

/// How two places compare, as they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceFinding {
    Same,
    /// A letter or two apart, or one is part of the other.
    Alike,
    NotKnown,
    Different,
}

/// How a candidate is to be judged. The order tells which are shown first, and nothing about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Not shown.
    None,
    /// Closed with the others of its kind in one act.
    Weak,
    /// Judged one by one.
    Strong,
}

/// Compares two records; which comes first does not matter.
pub fn compare(a: &Identity, b: &Identity) -> Comparison {
    Comparison {
        name: compare_names(&a.names, &b.names),
        birth: compare_births(a.birth, b.birth),
        place: compare_places(a.place.as_deref(), b.place.as_deref()),
    }
}

impl Comparison {
    /// Whether this pair must be judged by itself. The rules, by how the names compare:
    ///
    /// - alike throughout: strong, unless the births differ altogether, then weak. Not knowing the
    ///   birth of one makes no difference: a missing date must not hide an earlier concern;
    /// - spelt alike: strong if the births agree or one slip explains them; weak if one is unknown;
    /// - one name only: strong if the day of birth agrees, with day and month swapped or a digit off;
    ///   else weak, and nothing if the births differ;
    /// - some parts differ (a married name, a brother): strong if the day of birth agrees, or is
    ///   swapped; weak if one slip explains it, or if the place agrees and the births do not differ;
    /// - different or not known: weak if the day of birth agrees and, where both have a name, the
    ///   place too, or nearly; else nothing.
    ///
    /// Source: docs/decisions/0004.
    pub fn strength(&self) -> Strength {
        use NameFinding as Name;
        match self.name {
            Name::Same
            | Name::SameOtherOrder
            | Name::SameOtherScript
            | Name::OneLetterApart
            | Name::SoundsAlike
            | Name::PartLeftOut => self.names_alike(),
            Name::SpeltAlike => self.names_spelt_alike(),
            Name::PartOnly => self.one_name_alike(),
            Name::PartDiffers => self.names_partly_alike(),
            Name::NotKnown => weak_if(self.birth == BirthFinding::Same),
            Name::Different => {
                let near = matches!(self.place, PlaceFinding::Same | PlaceFinding::Alike);
                weak_if(self.birth == BirthFinding::Same && near)
            }
        }
    }

    fn names_alike(&self) -> Strength {
        match self.birth {
            BirthFinding::Different => Strength::Weak,
            _ => Strength::Strong,
        }
    }

    fn names_spelt_alike(&self) -> Strength {
        match self.birth {
            BirthFinding::Different => Strength::None,
            BirthFinding::NotKnown | BirthFinding::SameYear => Strength::Weak,
            _ => Strength::Strong,
        }
    }

    fn one_name_alike(&self) -> Strength {
        match self.birth {
            BirthFinding::Same | BirthFinding::DayMonthSwapped | BirthFinding::OneDigitApart => {
                Strength::Strong
            }
            BirthFinding::Different => Strength::None,
            _ => Strength::Weak,
        }
    }

    fn names_partly_alike(&self) -> Strength {
        match self.birth {
            BirthFinding::Same | BirthFinding::DayMonthSwapped => Strength::Strong,
            BirthFinding::OneDigitApart | BirthFinding::OnePartApart => Strength::Weak,
            BirthFinding::Different => Strength::None,
            _ => weak_if(self.place == PlaceFinding::Same),
        }
    }
}

fn weak_if(so: bool) -> Strength {
    if so { Strength::Weak } else { Strength::None }
}

fn compare_places(a: Option<&str>, b: Option<&str>) -> PlaceFinding {
    let (a, b) = (fold(a.unwrap_or_default()), fold(b.unwrap_or_default()));
    if a.is_empty() || b.is_empty() {
        return PlaceFinding::NotKnown;
    }
    let (joined, other) = (a.concat(), b.concat());
    let shorter = joined.len().min(other.len());
    let within = a.iter().all(|part| b.contains(part)) || b.iter().all(|part| a.contains(part));
    if joined == other {
        PlaceFinding::Same
    } else if within || osa_distance(&joined, &other) * 3 <= shorter {
        PlaceFinding::Alike
    } else {
        PlaceFinding::Different
    }
}

#[cfg(test)]
mod tests {
    use super::{PlaceFinding, Strength, compare, compare_places};
    use crate::identity::{Birth, Identity};

    fn person(name: &str, (year, month, day): (i16, u8, u8), place: &str) -> Identity {
        let birth = match (year, month) {
            (0, _) => Birth::Unknown,
            (_, 0) => Birth::Year(year),
            _ => Birth::Day { year, month, day },
        };
        Identity {
            names: vec![name.to_owned()],
            birth,
            place: Some(place.to_owned()),
        }
    }

    fn check(a: (&str, (i16, u8, u8)), b: (&str, (i16, u8, u8)), expected: Strength) {
        let (left, right) = (person(a.0, a.1, ""), person(b.0, b.1, ""));
        assert_eq!(compare(&left, &right).strength(), expected, "{a:?} {b:?}");
        assert_eq!(compare(&right, &left).strength(), expected, "{b:?} {a:?}");
    }

    #[test]
    fn a_misspelt_name_with_a_slip_in_the_date_is_judged_by_itself() {
        let earlier = ("Tariq Mansour", (2006, 3, 4));
        check(earlier, ("Mansoor Tarik", (2006, 4, 3)), Strength::Strong);
        check(earlier, ("Tariq Mansur", (2006, 3, 5)), Strength::Strong);
        check(earlier, ("Tarik Mansour", (2006, 0, 0)), Strength::Strong);
        check(earlier, ("Tarik Mansour", (0, 0, 0)), Strength::Strong);
        check(earlier, ("Tarik Mansour", (1988, 11, 23)), Strength::Weak);
    }

    #[test]
    fn a_name_shared_in_part_needs_the_day() {
        let earlier = ("Tariq Mansour", (2006, 3, 4));
        check(earlier, ("Tariq Haddad", (2006, 3, 4)), Strength::Strong);
        check(earlier, ("Tariq Haddad", (2006, 3, 14)), Strength::Weak);
        check(earlier, ("Tariq Haddad", (2006, 0, 0)), Strength::None);
        check(earlier, ("Tariq", (2006, 0, 0)), Strength::Weak);
        check(earlier, ("Tariq", (2006, 3, 14)), Strength::Strong);
        check(earlier, ("Maria Lopez", (2006, 3, 4)), Strength::None);
    }

    #[test]
    fn places_as_written() {
        let check = |a, b, expected| {
            assert_eq!(compare_places(Some(a), Some(b)), expected, "{a} {b}");
            assert_eq!(compare_places(Some(b), Some(a)), expected, "{b} {a}");
        };
        check("London", "LONDON", PlaceFinding::Same);
        check("London", "Lonon", PlaceFinding::Alike);
        check("East London", "London", PlaceFinding::Alike);
        check("London", "Leeds", PlaceFinding::Different);
        check("London", "", PlaceFinding::NotKnown);
    }
}
