//! Keys: the short texts under which a record can be found again.
//!
//! Compound keys (a name with one letter left out and the initial of another, two sounds, a date and
//! an initial) are rare even in a country's records; keys of one name alone find what those miss,
//! and are read last. Two spellings one letter apart always share a text with one letter left out,
//! so the search needs no list of misspellings.
//!
//! Invariant: adding a name or a birth date to an identity adds keys and takes none away, except that
//! a *different* birth date has other date keys.
//! Source: docs/decisions/0004.

use crate::fold::fold;
use crate::identity::{Birth, Identity};
use crate::sound::{initial, sound};
use std::collections::BTreeSet;
use std::fmt;

/// How far "about" is indexed year by year, at most.
/// Unit: years.
const FARTHEST_ABOUT: i16 = 6;

/// What a key is made of. Rarest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The whole birth date and the initial of one name.
    DateAndInitial,
    /// The whole birth date; not for 1 January, which stands for many unknown dates.
    Date,
    /// The sounds of two names, in no order.
    SoundPair,
    /// A name with at most one letter left out, and the initial of another name.
    DeletionAndInitial,
    /// Two of year, month and day, and the initial of one name.
    PartDateAndInitial,
    /// The year of birth and the sound of one name.
    YearAndSound,
    /// A name, or two neighbouring names joined, with at most one letter left out.
    Deletion,
    /// The sound of one name.
    Sound,
}

impl KeyKind {
    fn tag(self) -> &'static str {
        match self {
            KeyKind::DateAndInitial => "date+initial",
            KeyKind::Date => "date",
            KeyKind::SoundPair => "sound+sound",
            KeyKind::DeletionAndInitial => "deletion+initial",
            KeyKind::PartDateAndInitial => "part-date+initial",
            KeyKind::YearAndSound => "year+sound",
            KeyKind::Deletion => "deletion",
            KeyKind::Sound => "sound",
        }
    }
}

/// One text to be turned into a keyed token.
/// Shape: `text` names its kind, so that texts of two kinds never meet; it tells a name or a birth
/// date, so it is neither stored nor logged.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub kind: KeyKind,
    pub text: String,
}

impl Key {
    fn new(kind: KeyKind, of: impl fmt::Display) -> Key {
        let text = format!("{}:{of}", kind.tag());
        Key { kind, text }
    }
}

/// Tells the kind and never the text.
impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Key({:?})", self.kind)
    }
}

/// Every key under which a record is to be found.
/// Shape: no key twice; rarest kind first.
pub fn index_keys(identity: &Identity) -> Vec<Key> {
    let parts = Parts::of(identity);
    let mut keys = BTreeSet::new();
    name_keys(&parts, &mut keys);
    date_keys(&parts, identity.birth, &mut keys);
    year_keys(&parts, years_around(identity.birth, 0), &mut keys);
    keys.into_iter().collect()
}

/// The keys to look a person up by, in tiers: the store reads tier after tier, and within its budget
/// of rows. Beyond the record's own keys, the birth date is also looked for with day and month
/// swapped, and one year off either way.
/// Shape: rarest tier first; no key twice; a tier may be empty.
pub fn query_keys(identity: &Identity) -> Vec<Vec<Key>> {
    let parts = Parts::of(identity);
    let mut keys = BTreeSet::new();
    name_keys(&parts, &mut keys);
    date_keys(&parts, identity.birth, &mut keys);
    date_keys(&parts, swapped(identity.birth), &mut keys);
    year_keys(&parts, years_around(identity.birth, 1), &mut keys);
    let mut tiers = vec![Vec::new(); TIERS];
    for key in keys {
        tiers[tier(key.kind)].push(key);
    }
    tiers
}

const TIERS: usize = 5;

fn tier(kind: KeyKind) -> usize {
    match kind {
        KeyKind::DateAndInitial | KeyKind::Date => 0,
        KeyKind::SoundPair | KeyKind::DeletionAndInitial => 1,
        KeyKind::PartDateAndInitial | KeyKind::YearAndSound => 2,
        KeyKind::Deletion => 3,
        KeyKind::Sound => 4,
    }
}

/// The folded parts of all names of one person, each once, and neighbours joined ("SergeiLavrov").
struct Parts {
    single: BTreeSet<String>,
    joined: BTreeSet<String>,
}

impl Parts {
    fn of(identity: &Identity) -> Parts {
        let names: Vec<Vec<String>> = identity.names.iter().map(|name| fold(name)).collect();
        let joined = names
            .iter()
            .flat_map(|name| name.windows(2).map(<[String]>::concat))
            .collect();
        Parts {
            single: names.into_iter().flatten().collect(),
            joined,
        }
    }

    fn initials(&self) -> BTreeSet<char> {
        self.single
            .iter()
            .filter_map(|part| initial(part))
            .collect()
    }

    fn initials_beside(&self, part: &str) -> BTreeSet<char> {
        let others = self.single.iter().filter(|other| *other != part);
        others.filter_map(|other| initial(other)).collect()
    }
}

fn name_keys(parts: &Parts, keys: &mut BTreeSet<Key>) {
    for part in &parts.single {
        let initials = parts.initials_beside(part);
        for shortened in deletions(part) {
            for initial in &initials {
                let text = format!("{shortened}+{initial}");
                keys.insert(Key::new(KeyKind::DeletionAndInitial, text));
            }
            keys.insert(Key::new(KeyKind::Deletion, shortened));
        }
        let code = sound(part);
        for other in parts.single.range::<String, _>(part.clone()..).skip(1) {
            let mut pair = [code.clone(), sound(other)];
            pair.sort();
            keys.insert(Key::new(KeyKind::SoundPair, pair.join("+")));
        }
        keys.insert(Key::new(KeyKind::Sound, code));
    }
    for joined in &parts.joined {
        keys.insert(Key::new(KeyKind::Deletion, undoubled(joined.chars())));
    }
}

/// A name as it is and with each letter left out in turn, doubled letters written once. What would
/// leave a single letter is left out: one letter finds everyone.
fn deletions(part: &str) -> BTreeSet<String> {
    let letters: Vec<char> = part.chars().collect();
    let mut shortened = BTreeSet::from([undoubled(part.chars())]);
    for left_out in 0..letters.len() {
        let before = letters[..left_out].iter();
        let text = undoubled(before.chain(&letters[left_out + 1..]).copied());
        if text.len() >= 2 {
            shortened.insert(text);
        }
    }
    shortened
}

fn undoubled(letters: impl Iterator<Item = char>) -> String {
    let mut letters: Vec<char> = letters.collect();
    letters.dedup();
    letters.into_iter().collect()
}

fn date_keys(parts: &Parts, birth: Birth, keys: &mut BTreeSet<Key>) {
    let initials = parts.initials();
    match birth {
        Birth::Day { year, month, day } => {
            let date = format!("{year:04}{month:02}{day:02}");
            for initial in &initials {
                let text = format!("{date}+{initial}");
                keys.insert(Key::new(KeyKind::DateAndInitial, text));
                let part_dates = [
                    format!("{year:04}{month:02}--+{initial}"),
                    format!("{year:04}--{day:02}+{initial}"),
                    format!("----{month:02}{day:02}+{initial}"),
                ];
                for text in part_dates {
                    keys.insert(Key::new(KeyKind::PartDateAndInitial, text));
                }
            }
            if !birth.is_placeholder() {
                keys.insert(Key::new(KeyKind::Date, date));
            }
        }
        Birth::YearMonth { year, month } => {
            for initial in &initials {
                let text = format!("{year:04}{month:02}--+{initial}");
                keys.insert(Key::new(KeyKind::PartDateAndInitial, text));
            }
        }
        Birth::Unknown | Birth::Year(_) | Birth::AboutYear { .. } => {}
    }
}

fn year_keys(parts: &Parts, years: impl Iterator<Item = i16> + Clone, keys: &mut BTreeSet<Key>) {
    for part in &parts.single {
        let code = sound(part);
        for year in years.clone() {
            let text = format!("{year:04}+{code}");
            keys.insert(Key::new(KeyKind::YearAndSound, text));
        }
    }
}

/// The years to file or look a birth under: its own, those that "about" allows, and `wider` more.
fn years_around(birth: Birth, wider: i16) -> impl Iterator<Item = i16> + Clone {
    let (year, by) = match birth {
        Birth::Unknown => (None, 0),
        Birth::AboutYear { year, plus_minus } => {
            (Some(year), i16::from(plus_minus).min(FARTHEST_ABOUT))
        }
        Birth::Year(year) | Birth::YearMonth { year, .. } | Birth::Day { year, .. } => {
            (Some(year), 0)
        }
    };
    let by = by + wider;
    year.into_iter()
        .flat_map(move |year| year.saturating_sub(by)..=year.saturating_add(by))
}

/// The date with day and month swapped, where that is a date.
fn swapped(birth: Birth) -> Birth {
    match birth {
        Birth::Day { year, month, day } if day <= 12 => Birth::Day {
            year,
            month: day,
            day: month,
        },
        _ => Birth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, KeyKind, deletions, index_keys, query_keys};
    use crate::identity::{Birth, Identity};

    fn named(name: &str, birth: Birth) -> Identity {
        Identity {
            names: vec![name.to_owned()],
            birth,
            place: None,
        }
    }

    fn texts(keys: &[Key], kind: KeyKind) -> Vec<&str> {
        let of_kind = keys.iter().filter(|key| key.kind == kind);
        of_kind.map(|key| key.text.as_str()).collect()
    }

    #[test]
    fn one_letter_at_most_is_left_out() {
        let expected = ["ai", "al", "ali", "li"].map(str::to_owned);
        assert_eq!(deletions("ali"), expected.into());
        assert_eq!(deletions("ng"), ["ng".to_owned()].into());
        assert!(deletions("mohammed").contains("mohamed"));
        assert!(!deletions("zakariya").is_disjoint(&deletions("zaaariya")));
    }

    #[test]
    fn a_name_and_a_date_give_these_keys() {
        let birth = Birth::Day {
            year: 2006,
            month: 3,
            day: 14,
        };
        let keys = index_keys(&named("Ali Noor", birth));
        assert_eq!(texts(&keys, KeyKind::Date), ["date:20060314"]);
        assert_eq!(texts(&keys, KeyKind::SoundPair), ["sound+sound:AL+NR"]);
        assert_eq!(
            texts(&keys, KeyKind::DateAndInitial),
            ["date+initial:20060314+A", "date+initial:20060314+N"]
        );
        assert_eq!(
            texts(&keys, KeyKind::YearAndSound),
            ["year+sound:2006+AL", "year+sound:2006+NR"]
        );
        assert_eq!(
            texts(&keys, KeyKind::DeletionAndInitial)[..2],
            ["deletion+initial:ai+N", "deletion+initial:al+N"]
        );
        assert_eq!(keys.len(), 29);
    }

    #[test]
    fn the_first_of_january_is_no_key_by_itself() {
        let birth = Birth::Day {
            year: 2006,
            month: 1,
            day: 1,
        };
        let keys = index_keys(&named("Ali Noor", birth));
        assert_eq!(texts(&keys, KeyKind::Date), [] as [&str; 0]);
    }

    #[test]
    fn a_search_also_tries_the_swapped_date_and_the_years_beside() {
        let birth = Birth::Day {
            year: 2006,
            month: 3,
            day: 4,
        };
        let tiers = query_keys(&named("Ali", birth));
        let dates = ["date:20060304", "date:20060403"];
        assert_eq!(texts(&tiers[0], KeyKind::Date), dates);
        let years = ["2005", "2006", "2007"].map(|year| format!("year+sound:{year}+AL"));
        assert_eq!(texts(&tiers[2], KeyKind::YearAndSound), years);
    }

    #[test]
    fn keys_are_not_printed() {
        let keys = index_keys(&named("Ali", Birth::Unknown));
        assert!(!format!("{keys:?}").contains("ali"));
    }
}
