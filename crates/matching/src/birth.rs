//! Two birth dates side by side, with the slips that people make in them.

use crate::identity::Birth;

/// How two birth dates compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BirthFinding {
    /// The same day.
    Same,
    /// They agree in all that both say, and one or both say less than a day. 1 January counts as a
    /// year alone, since many registers write it for want of a date.
    SameAsFarAsKnown,
    /// Day and month have changed places.
    DayMonthSwapped,
    /// One digit differs, or two neighbouring digits have changed places.
    OneDigitApart,
    /// Two of year, month and day agree; the third differs by more than a digit.
    OnePartApart,
    /// "About" reaches the other; or a year alone is one off, as when reckoned from an age.
    WithinAbout,
    /// Two whole dates in one year that have nothing else in common.
    SameYear,
    /// One or both are unknown.
    NotKnown,
    Different,
}

/// Compares two birth dates; which comes first does not matter.
pub(crate) fn compare_births(a: Birth, b: Birth) -> BirthFinding {
    use Birth::{AboutYear, Day, Unknown, Year, YearMonth};
    match (a, b) {
        (Unknown, _) | (_, Unknown) => BirthFinding::NotKnown,
        (Day { .. }, Day { .. }) if a == b && !a.is_placeholder() => BirthFinding::Same,
        (Day { .. }, Day { .. }) if !a.is_placeholder() && !b.is_placeholder() => {
            compare_days(a, b)
        }
        (
            YearMonth { year, month } | Day { year, month, .. },
            YearMonth {
                year: other_year,
                month: other_month,
            }
            | Day {
                year: other_year,
                month: other_month,
                ..
            },
        ) if !a.is_placeholder() && !b.is_placeholder() => {
            compare_months((year, month), (other_year, other_month))
        }
        (
            Year(year) | YearMonth { year, .. } | Day { year, .. },
            Year(other) | YearMonth { year: other, .. } | Day { year: other, .. },
        ) if year == other => BirthFinding::SameAsFarAsKnown,
        (AboutYear { .. } | Year(_) | YearMonth { .. } | Day { .. }, _) => compare_years(a, b),
    }
}

/// Two whole dates that are not the same.
fn compare_days(a: Birth, b: Birth) -> BirthFinding {
    let (Some(a), Some(b)) = (fields(a), fields(b)) else {
        return BirthFinding::NotKnown;
    };
    let (year, month, day) = a;
    let agreeing = [year == b.0, month == b.1, day == b.2];
    if year == b.0 && month == b.2 && day == b.1 {
        BirthFinding::DayMonthSwapped
    } else if is_one_slip(&digits(a), &digits(b)) {
        BirthFinding::OneDigitApart
    } else if agreeing.iter().filter(|agrees| **agrees).count() == 2 {
        BirthFinding::OnePartApart
    } else if year == b.0 {
        BirthFinding::SameYear
    } else {
        BirthFinding::Different
    }
}

fn fields(birth: Birth) -> Option<(i16, u8, u8)> {
    match birth {
        Birth::Day { year, month, day } => Some((year, month, day)),
        _ => None,
    }
}

/// Year and month, where at least one side has no day.
fn compare_months(a: (i16, u8), b: (i16, u8)) -> BirthFinding {
    if a == b {
        BirthFinding::SameAsFarAsKnown
    } else if is_one_slip(&digits((a.0, a.1, 0)), &digits((b.0, b.1, 0))) {
        BirthFinding::OneDigitApart
    } else {
        BirthFinding::Different
    }
}

/// Years, where at least one side says no more than a year and they are not the same year.
fn compare_years(a: Birth, b: Birth) -> BirthFinding {
    let (Some((a_first, a_last)), Some((b_first, b_last))) = (a.years(), b.years()) else {
        return BirthFinding::NotKnown;
    };
    let about = |birth| matches!(birth, Birth::AboutYear { .. });
    let centre = |first: i16, last: i16| ((i32::from(first) + i32::from(last)) / 2) as i16;
    let (a_year, b_year) = (centre(a_first, a_last), centre(b_first, b_last));
    let apart = (i32::from(a_year) - i32::from(b_year)).abs();
    let overlap = a_first <= b_last && b_first <= a_last;
    if overlap && (about(a) || about(b) || apart <= 1) {
        BirthFinding::WithinAbout
    } else if !about(a)
        && !about(b)
        && is_one_slip(&digits((a_year, 0, 0)), &digits((b_year, 0, 0)))
    {
        BirthFinding::OneDigitApart
    } else {
        BirthFinding::Different
    }
}

fn digits((year, month, day): (i16, u8, u8)) -> Vec<u8> {
    format!("{year:04}{month:02}{day:02}").into_bytes()
}

/// One digit differs, or two neighbours have changed places.
fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let differing: Vec<usize> = (0..a.len())
        .filter(|place| a[*place] != b[*place])
        .collect();
    match differing[..] {
        [_] => true,
        [first, second] => second == first + 1 && a[first] == b[second] && a[second] == b[first],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{BirthFinding, compare_births};
    use crate::identity::Birth;

    /// "2006-03-14", "2006-03", "2006", "2006~2" (about, give or take two) or "" for unknown.
    fn birth(written: &str) -> Birth {
        if let Some((year, plus_minus)) = written.split_once('~') {
            return Birth::AboutYear {
                year: year.parse().unwrap(),
                plus_minus: plus_minus.parse().unwrap(),
            };
        }
        let numbers: Vec<i16> = written.split('-').flat_map(str::parse).collect();
        match numbers[..] {
            [] => Birth::Unknown,
            [year] => Birth::Year(year),
            [year, month] => Birth::YearMonth {
                year,
                month: month as u8,
            },
            [year, month, day, ..] => Birth::Day {
                year,
                month: month as u8,
                day: day as u8,
            },
        }
    }

    fn check(a: &str, b: &str, expected: BirthFinding) {
        assert_eq!(compare_births(birth(a), birth(b)), expected, "{a} {b}");
        assert_eq!(compare_births(birth(b), birth(a)), expected, "{b} {a}");
    }

    #[test]
    fn whole_dates() {
        check("2006-03-14", "2006-03-14", BirthFinding::Same);
        check("2006-03-04", "2006-04-03", BirthFinding::DayMonthSwapped);
        check("2006-03-14", "2006-03-15", BirthFinding::OneDigitApart);
        check("2006-03-14", "1996-03-14", BirthFinding::OnePartApart);
        check("2006-03-12", "2006-03-21", BirthFinding::OneDigitApart);
        check("1979-03-14", "1997-03-14", BirthFinding::OneDigitApart);
        check("2006-03-14", "2006-03-27", BirthFinding::OnePartApart);
        check("2006-03-14", "2006-11-27", BirthFinding::SameYear);
        check("2006-03-14", "1988-11-27", BirthFinding::Different);
    }

    #[test]
    fn a_year_is_all_that_one_side_knows() {
        check("2006", "2006-03-14", BirthFinding::SameAsFarAsKnown);
        check("2006", "2006", BirthFinding::SameAsFarAsKnown);
        check("2006-03", "2006-03-14", BirthFinding::SameAsFarAsKnown);
        check("2006-03", "2006-04-14", BirthFinding::OneDigitApart);
        check("2006-03", "2006-11-14", BirthFinding::Different);
        check("2006", "2007-03-14", BirthFinding::WithinAbout);
        check("2006", "2016-03-14", BirthFinding::OneDigitApart);
        check("2006", "1988-03-14", BirthFinding::Different);
        check("2006~2", "2008-03-14", BirthFinding::WithinAbout);
        check("2006~2", "2009-03-14", BirthFinding::Different);
        check("2006~2", "2011~3", BirthFinding::WithinAbout);
        check("2006", "", BirthFinding::NotKnown);
        check("", "", BirthFinding::NotKnown);
    }

    #[test]
    fn the_first_of_january_stands_for_the_year() {
        check("2006-01-01", "2006-01-01", BirthFinding::SameAsFarAsKnown);
        check("2006-01-01", "2006-08-23", BirthFinding::SameAsFarAsKnown);
        check("2006-01-01", "2007-08-23", BirthFinding::WithinAbout);
        check("2006-01-01", "2006-03", BirthFinding::SameAsFarAsKnown);
    }
}
