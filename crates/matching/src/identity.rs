//! What is known of a person for the purpose of finding an earlier record: plain values, so that
//! this crate depends on nothing of ours.

use std::fmt;

/// The identity fields of one record, as they were written down.
/// Shape: `names` holds every name of the person (birth, used, nickname, patronymic, kunya), each
/// whole and in any script; empty for a person not named yet.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Identity {
    pub names: Vec<String>,
    pub birth: Birth,
    pub place: Option<String>,
}

/// Tells how much is known and never what: identities do not belong in logs.
impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Identity")
            .field("names", &self.names.len())
            .field("place", &self.place.is_some())
            .finish_non_exhaustive()
    }
}

/// A birth date as far as it is known.
/// Shape: not checked here; a date that no calendar has is compared digit by digit like any other.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Birth {
    #[default]
    Unknown,
    Year(i16),
    /// "About 17, he says": the year it comes to, and how far off it may be.
    /// Unit: `plus_minus` in years.
    AboutYear {
        year: i16,
        plus_minus: u8,
    },
    YearMonth {
        year: i16,
        month: u8,
    },
    Day {
        year: i16,
        month: u8,
        day: u8,
    },
}

/// Tells how much is known and never what.
impl fmt::Debug for Birth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Birth::Unknown => "Unknown",
            Birth::Year(_) => "Year",
            Birth::AboutYear { .. } => "AboutYear",
            Birth::YearMonth { .. } => "YearMonth",
            Birth::Day { .. } => "Day",
        })
    }
}

impl Birth {
    /// The years that this birth may lie in, first and last; none where nothing is known.
    /// A bare year is often reckoned from an age in years, so it may be one off either way.
    pub(crate) fn years(self) -> Option<(i16, i16)> {
        let around = |year: i16, by: i16| (year.saturating_sub(by), year.saturating_add(by));
        match self {
            Birth::Unknown => None,
            Birth::Year(year) => Some(around(year, 1)),
            Birth::AboutYear { year, plus_minus } => Some(around(year, i16::from(plus_minus))),
            Birth::YearMonth { year, .. } => Some((year, year)),
            Birth::Day { year, .. } if self.is_placeholder() => Some(around(year, 1)),
            Birth::Day { year, .. } => Some((year, year)),
        }
    }

    /// 1 January, which many registers write where only the year is known.
    pub(crate) fn is_placeholder(self) -> bool {
        matches!(
            self,
            Birth::Day {
                month: 1,
                day: 1,
                ..
            }
        )
    }
}
