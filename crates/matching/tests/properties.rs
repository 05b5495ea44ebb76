//! Promises of the search, tried on seeded slips: what a hurried hand does to a name and a birth
//! date (ledger F1), and any Unicode at all.

use proptest::prelude::*;
use std::collections::BTreeSet;
use throughcare_matching::{Birth, Identity, Strength, compare, fold, index_keys, query_keys};

const LATIN_NAMES: &[&str] = &[
    "Tariq Mansour",
    "Robert Whitfield",
    "Xasan Warsame Jaamac",
    "Çağlar Yıldırım",
    "María Fernández Ibáñez",
    "Phương Nguyễn",
    "Yusuf ibn Hamdan al-Tamimi",
    "Johannes van der Heijden",
    "Magomed Akhmedovich Dudayev",
    "Siobhán O'Connell",
    "Oyelaran Adebayo",
];

const OTHER_NAMES: &[&str] = &[
    "محمد حسين الكريم",
    "Сергей Иванович Щербаков",
    "Γιώργος Παπαδόπουλος",
    "दिलीप कुमार",
    "יוסף כהן",
    "გიორგი ბერიძე",
];

/// Which letter of the longest part is struck how.
#[derive(Clone, Copy, Debug)]
enum Misspelling {
    None,
    Other(usize, char),
    Missing(usize),
    Added(usize, char),
    Moved(usize),
}

#[derive(Clone, Copy, Debug)]
enum BirthSlip {
    None,
    DayMonthSwapped,
    OneDigit(usize, u8),
    OnlyYear,
    About(u8),
    NotGiven,
}

fn misspelling() -> impl Strategy<Value = Misspelling> {
    let letter = proptest::char::range('a', 'z');
    prop_oneof![
        Just(Misspelling::None),
        (0..100usize, letter.clone()).prop_map(|(place, letter)| Misspelling::Other(place, letter)),
        (0..100usize).prop_map(Misspelling::Missing),
        (0..100usize, letter).prop_map(|(place, letter)| Misspelling::Added(place, letter)),
        (0..100usize).prop_map(Misspelling::Moved),
    ]
}

fn birth_slip() -> impl Strategy<Value = BirthSlip> {
    prop_oneof![
        Just(BirthSlip::None),
        Just(BirthSlip::DayMonthSwapped),
        (0..8usize, 1..9u8).prop_map(|(place, by)| BirthSlip::OneDigit(place, by)),
        Just(BirthSlip::OnlyYear),
        (0..4u8).prop_map(BirthSlip::About),
        Just(BirthSlip::NotGiven),
    ]
}

fn dates() -> impl Strategy<Value = (i16, u8, u8)> {
    (1950..2015i16, 1..=12u8, 1..=28u8)
}

/// The name with its words in another order, and its longest word misspelt.
fn rewritten(name: &str, turns: usize, misspelling: Misspelling) -> String {
    let mut words: Vec<String> = fold(name);
    if let Some(longest) = words.iter_mut().max_by_key(|word| word.len()) {
        *longest = misspelt(longest, misspelling);
    }
    let turns = turns % words.len().max(1);
    words.rotate_left(turns);
    words.join(" ")
}

fn misspelt(word: &str, misspelling: Misspelling) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let length = letters.len();
    match misspelling {
        Misspelling::None => {}
        Misspelling::Other(place, letter) => letters[place % length] = letter,
        Misspelling::Missing(place) => {
            letters.remove(place % length);
        }
        Misspelling::Added(place, letter) => letters.insert(place % (length + 1), letter),
        Misspelling::Moved(place) => letters.swap(place % (length - 1), place % (length - 1) + 1),
    }
    letters.into_iter().collect()
}

fn slipped((year, month, day): (i16, u8, u8), slip: BirthSlip) -> Birth {
    match slip {
        BirthSlip::None => Birth::Day { year, month, day },
        BirthSlip::DayMonthSwapped if day <= 12 => Birth::Day {
            year,
            month: day,
            day: month,
        },
        BirthSlip::DayMonthSwapped => Birth::YearMonth { year, month },
        BirthSlip::OneDigit(place, by) => {
            let mut digits = format!("{year:04}{month:02}{day:02}").into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            let number = |range: std::ops::Range<usize>| {
                let part = digits[range].iter();
                part.fold(0i16, |sum, digit| sum * 10 + i16::from(digit - b'0'))
            };
            Birth::Day {
                year: number(0..4),
                month: number(4..6) as u8,
                day: number(6..8) as u8,
            }
        }
        BirthSlip::OnlyYear => Birth::Year(year),
        BirthSlip::About(off) => Birth::AboutYear {
            year: year + i16::from(off),
            plus_minus: off,
        },
        BirthSlip::NotGiven => Birth::Unknown,
    }
}

fn any_birth() -> impl Strategy<Value = Birth> {
    let (year, part) = (any::<i16>(), any::<u8>());
    prop_oneof![
        Just(Birth::Unknown),
        year.prop_map(Birth::Year),
        (year, part).prop_map(|(year, plus_minus)| Birth::AboutYear { year, plus_minus }),
        (year, part).prop_map(|(year, month)| Birth::YearMonth { year, month }),
        (year, part, part).prop_map(|(year, month, day)| Birth::Day { year, month, day }),
        dates().prop_map(|(year, month, day)| Birth::Day { year, month, day }),
    ]
}

fn any_identity() -> impl Strategy<Value = Identity> {
    let name = prop_oneof![
        any::<String>(),
        proptest::sample::select(LATIN_NAMES).prop_map(str::to_owned),
        proptest::sample::select(OTHER_NAMES).prop_map(str::to_owned),
        "[a-e]{1,4}( [a-e]{1,4}){0,3}",
    ];
    let names = proptest::collection::vec(name, 0..4);
    let place = proptest::option::of(any::<String>());
    (names, any_birth(), place).prop_map(|(names, birth, place)| Identity {
        names,
        birth,
        place,
    })
}

/// Whether a search for `sought` gathers `recorded`.
fn gathers(sought: &Identity, recorded: &Identity) -> bool {
    let index: BTreeSet<_> = index_keys(recorded).into_iter().collect();
    query_keys(sought)
        .iter()
        .flatten()
        .any(|key| index.contains(key))
}

fn one_named(name: String, birth: Birth) -> Identity {
    Identity {
        names: vec![name],
        birth,
        place: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_misspelt_reordered_name_with_a_slip_in_the_birth_date_is_found_and_strong(
        name in proptest::sample::select(LATIN_NAMES),
        turns in 0..4usize,
        misspelling in misspelling(),
        date in dates(),
        slip in birth_slip(),
    ) {
        let recorded = one_named(name.to_owned(), slipped(date, BirthSlip::None));
        let sought = one_named(rewritten(name, turns, misspelling), slipped(date, slip));
        prop_assert!(gathers(&sought, &recorded), "{:?}", sought.names);
        prop_assert!(gathers(&recorded, &sought), "{:?}", sought.names);
        let comparison = compare(&sought, &recorded);
        prop_assert_eq!(comparison.strength(), Strength::Strong, "{:?}", comparison);
    }

    #[test]
    fn a_romanised_name_in_another_order_is_found_and_strong(
        name in proptest::sample::select(OTHER_NAMES),
        turns in 0..4usize,
        date in dates(),
        slip in birth_slip(),
    ) {
        let recorded = one_named(name.to_owned(), slipped(date, BirthSlip::None));
        let sought = one_named(rewritten(name, turns, Misspelling::None), slipped(date, slip));
        prop_assert!(gathers(&sought, &recorded), "{:?}", sought.names);
        let comparison = compare(&sought, &recorded);
        prop_assert_eq!(comparison.strength(), Strength::Strong, "{:?}", comparison);
    }

    #[test]
    fn which_record_comes_first_does_not_matter(a in any_identity(), b in any_identity()) {
        prop_assert_eq!(compare(&a, &b), compare(&b, &a));
    }

    #[test]
    fn any_name_at_all_can_be_folded_and_is_plain(name in any::<String>()) {
        for part in fold(&name) {
            prop_assert!(!part.is_empty());
            prop_assert!(part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit()));
        }
    }

    #[test]
    fn a_record_is_found_by_its_own_identity(identity in any_identity()) {
        let sought: BTreeSet<_> = query_keys(&identity).into_iter().flatten().collect();
        for key in index_keys(&identity) {
            prop_assert!(sought.contains(&key), "{:?}", key);
        }
    }

    #[test]
    fn adding_a_name_loses_no_key(identity in any_identity(), name in any::<String>()) {
        let before: BTreeSet<_> = index_keys(&identity).into_iter().collect();
        let mut names = identity.names.clone();
        names.push(name);
        let after = index_keys(&Identity { names, ..identity });
        prop_assert!(before.is_subset(&after.into_iter().collect()));
    }
}
