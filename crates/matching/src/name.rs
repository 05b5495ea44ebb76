//! Two persons' names side by side: part by part, in whatever order they were written.

use crate::fold::fold;
use crate::sound::sound;
use std::cmp::Ordering;
use strsim::osa_distance;

/// How the names of two records compare. Where a person has several, the closest two count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameFinding {
    /// The same parts in the same order, joined or apart.
    Same,
    /// The same parts in another order.
    SameOtherOrder,
    /// Written in two scripts, and sounding alike throughout.
    SameOtherScript,
    /// Each part is the same but for one letter at most: another, missing, added or moved.
    OneLetterApart,
    /// Each part is spelt differently and sounds alike.
    SoundsAlike,
    /// Each part of the shorter one, two at least, is found in the longer.
    PartLeftOut,
    /// Each part is spelt alike, two letters or so apart.
    SpeltAlike,
    /// One of them gives one name only, and the other has it.
    PartOnly,
    /// Some parts agree and some differ.
    PartDiffers,
    Different,
    /// One or both have no name yet.
    NotKnown,
}

/// How far two parts agree. Closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Equal,
    OneLetter,
    Sound,
    Spelling,
    Initial,
}

const LIKENESSES: [Likeness; 5] = [
    Likeness::Equal,
    Likeness::OneLetter,
    Likeness::Sound,
    Likeness::Spelling,
    Likeness::Initial,
];

/// Compares every name of one with every name of the other, and each person's names taken together
/// ("Maria", "Lopez" beside "Maria Lopez"); which comes first does not matter.
pub(crate) fn compare_names(a: &[String], b: &[String]) -> NameFinding {
    let (a_names, a_together) = written_names(a);
    let (b_names, b_together) = written_names(b);
    let single = closest(&a_names, &b_names);
    let together = [
        closest(&a_together, &b_names),
        closest(&a_names, &b_together),
        closest(&a_together, &b_together),
    ];
    let together = together.into_iter().min().map(|finding| match finding {
        NameFinding::Different | NameFinding::NotKnown | NameFinding::PartDiffers => finding,
        NameFinding::PartOnly => finding,
        _ => NameFinding::PartLeftOut,
    });
    single.min(together.unwrap_or(NameFinding::Different))
}

fn closest(a: &[Written], b: &[Written]) -> NameFinding {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    let findings = pairs.map(|(a, b)| compare_written(a, b));
    findings.min().unwrap_or(NameFinding::NotKnown)
}

/// One name, ready to compare: its folded parts with their sounds, and its script.
struct Written {
    parts: Vec<String>,
    sounds: Vec<String>,
    script: u32,
}

/// Each name by itself, and (as a list of one, or none) all of them as one.
fn written_names(names: &[String]) -> (Vec<Written>, Vec<Written>) {
    let single: Vec<Written> = names
        .iter()
        .filter_map(|name| written(fold(name), script(name)))
        .collect();
    let mut all: Vec<String> = single.iter().flat_map(|name| name.parts.clone()).collect();
    all.sort();
    all.dedup();
    let together = match &single[..] {
        [] | [_] => None,
        [first, ..] => written(all, first.script),
    };
    (single, together.into_iter().collect())
}

fn written(parts: Vec<String>, script: u32) -> Option<Written> {
    let sounds = parts.iter().map(|part| sound(part)).collect();
    let named = !parts.is_empty();
    named.then_some(Written {
        parts,
        sounds,
        script,
    })
}

/// The script of a name, as the block of its first letter beyond Latin; 0 is Latin.
fn script(name: &str) -> u32 {
    let letters = name.chars().filter(|letter| letter.is_alphabetic());
    let codes = letters.map(u32::from);
    let beyond_latin =
        |code: &u32| !matches!(code, 0..0x370 | 0x1d00..0x1f00 | 0xfb00..0xfb07 | 0xff00..0xff60);
    match codes.clone().find(beyond_latin) {
        None => 0,
        Some(code @ 0x370..0x1000) => code >> 7,
        Some(_) => u32::MAX,
    }
}

fn compare_written(a: &Written, b: &Written) -> NameFinding {
    let (a_joined, b_joined) = (a.parts.concat(), b.parts.concat());
    if a.script == b.script && a_joined == b_joined {
        return NameFinding::Same;
    }
    let likenesses = likeness_table(a, b);
    let shorter = a.parts.len().min(b.parts.len());
    let covering = LIKENESSES
        .into_iter()
        .find(|likeness| paired(&likenesses, *likeness) == shorter);
    let same_length = a.parts.len() == b.parts.len();
    match covering {
        Some(Likeness::Initial) if paired(&likenesses, Likeness::Spelling) == 0 => {
            NameFinding::Different
        }
        Some(likeness) if same_length && likeness < Likeness::Initial => {
            all_parts(likeness, a.script != b.script)
        }
        Some(_) if shorter >= 2 => NameFinding::PartLeftOut,
        _ if a_joined.len() > 5 && osa_distance(&a_joined, &b_joined) <= 1 => {
            NameFinding::OneLetterApart
        }
        Some(_) => NameFinding::PartOnly,
        None if paired(&likenesses, Likeness::Spelling) > 0 => NameFinding::PartDiffers,
        None => NameFinding::Different,
    }
}

fn all_parts(likeness: Likeness, other_script: bool) -> NameFinding {
    match likeness {
        Likeness::Equal | Likeness::OneLetter | Likeness::Sound if other_script => {
            NameFinding::SameOtherScript
        }
        Likeness::Equal => NameFinding::SameOtherOrder,
        Likeness::OneLetter => NameFinding::OneLetterApart,
        Likeness::Sound => NameFinding::SoundsAlike,
        Likeness::Spelling | Likeness::Initial => NameFinding::SpeltAlike,
    }
}

type LikenessTable = Vec<Vec<Option<Likeness>>>;

fn likeness_table(a: &Written, b: &Written) -> LikenessTable {
    let row = |a_part: &String, a_sound: &String| {
        let others = b.parts.iter().zip(&b.sounds);
        others
            .map(|(b_part, b_sound)| part_likeness((a_part, a_sound), (b_part, b_sound)))
            .collect()
    };
    a.parts
        .iter()
        .zip(&a.sounds)
        .map(|(part, sound)| row(part, sound))
        .collect()
}

fn part_likeness(a: (&str, &str), b: (&str, &str)) -> Option<Likeness> {
    let ((a, a_sound), (b, b_sound)) = (a, b);
    let (shorter, longer) = match a.len().cmp(&b.len()) {
        Ordering::Greater => (b, a),
        Ordering::Less | Ordering::Equal => (a, b),
    };
    if a == b {
        return Some(Likeness::Equal);
    }
    if shorter.len() == 1 {
        return longer.starts_with(shorter).then_some(Likeness::Initial);
    }
    let distance = osa_distance(a, b);
    if distance <= 1 && longer.len() >= 3 {
        Some(Likeness::OneLetter)
    } else if a_sound == b_sound && a_sound.len() >= 2 {
        Some(Likeness::Sound)
    } else if distance * 3 <= shorter.len() {
        Some(Likeness::Spelling)
    } else {
        None
    }
}

/// The most parts that can be paired off, each with one of the other name's, at this likeness or a
/// closer one. Counting the largest pairing keeps the comparison the same from both sides.
fn paired(likenesses: &LikenessTable, loosest: Likeness) -> usize {
    let width = likenesses.first().map_or(0, Vec::len);
    let mut partner = vec![None; width];
    (0..likenesses.len())
        .filter(|row| {
            pair_off(
                likenesses,
                loosest,
                *row,
                &mut partner,
                &mut vec![false; width],
            )
        })
        .count()
}

/// Finds the part in `row` a partner, moving earlier pairs where that makes room.
fn pair_off(
    likenesses: &LikenessTable,
    loosest: Likeness,
    row: usize,
    partner: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for column in 0..partner.len() {
        let alike = likenesses[row][column].is_some_and(|likeness| likeness <= loosest);
        if !alike || tried[column] {
            continue;
        }
        tried[column] = true;
        let free = match partner[column] {
            None => true,
            Some(other) => pair_off(likenesses, loosest, other, partner, tried),
        };
        if free {
            partner[column] = Some(row);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{NameFinding, compare_names};

    fn check(a: &[&str], b: &[&str], expected: NameFinding) {
        let owned = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        let (left, right) = (owned(a), owned(b));
        assert_eq!(compare_names(&left, &right), expected, "{a:?} {b:?}");
        assert_eq!(compare_names(&right, &left), expected, "{b:?} {a:?}");
    }

    #[test]
    fn misspelt_and_in_another_order() {
        check(&["Robert Allen"], &["Robert Allen"], NameFinding::Same);
        check(
            &["Robert Allen"],
            &["ALLEN, Robert"],
            NameFinding::SameOtherOrder,
        );
        check(
            &["Robert Allen"],
            &["Robert Allan"],
            NameFinding::OneLetterApart,
        );
        check(
            &["Robert Allen"],
            &["Alen Rbert"],
            NameFinding::OneLetterApart,
        );
        check(&["Robert Allen"], &["Mary Jones"], NameFinding::Different);
        check(
            &["Christopher Whitfield"],
            &["Cristofer Witfeeld"],
            NameFinding::SoundsAlike,
        );
        check(
            &["Friedrich Lindenberg"],
            &["Friedrich Lindemburgh"],
            NameFinding::SpeltAlike,
        );
        check(&["Sergei Lavrov"], &["SergeiLavrov"], NameFinding::Same);
        check(
            &["Sergei Lavrov"],
            &["SergeyLavrov"],
            NameFinding::OneLetterApart,
        );
    }

    #[test]
    fn arabic_names() {
        check(
            &["Mohammed Hussein"],
            &["Muhammad Husayn"],
            NameFinding::SoundsAlike,
        );
        check(
            &["محمد حسين"],
            &["Mohammed Hussein"],
            NameFinding::SameOtherScript,
        );
        check(
            &["Bashar al-Assad"],
            &["Assad Bashar"],
            NameFinding::SameOtherOrder,
        );
        check(
            &["Abd al-Rahman Yusuf"],
            &["Abdurrahman Youssef"],
            NameFinding::SoundsAlike,
        );
        check(&["محمد حسين"], &["حسين محمد"], NameFinding::SameOtherOrder);
        check(
            &["Yusuf Karim"],
            &["Karim bin Yusuf"],
            NameFinding::SameOtherOrder,
        );
    }

    #[test]
    fn somali_and_turkish_names() {
        check(
            &["Maxamed Cali"],
            &["Mohamed Ali"],
            NameFinding::SoundsAlike,
        );
        check(
            &["Xasan Axmed Cali"],
            &["Hassan Ahmed Ali"],
            NameFinding::SoundsAlike,
        );
        check(
            &["Hasan Ahmed Ali"],
            &["Hasan Ahmed Omar"],
            NameFinding::PartDiffers,
        );
        check(&["Çağlar Yıldız"], &["Caglar Yildiz"], NameFinding::Same);
        check(
            &["Hüseyin Öztürk"],
            &["Huseyn Ozturk"],
            NameFinding::OneLetterApart,
        );
    }

    #[test]
    fn cyrillic_and_greek_names_with_patronymics() {
        check(
            &["Сергей Щербаков"],
            &["Sergei Shcherbakov"],
            NameFinding::SameOtherScript,
        );
        check(
            &["Хусейн Ахмедов"],
            &["Hussein Akhmedov"],
            NameFinding::SameOtherScript,
        );
        check(
            &["Sergei Ivanovich Petrov"],
            &["Petrov, Sergey"],
            NameFinding::PartLeftOut,
        );
        check(
            &["Γιώργος Παπαδόπουλος"],
            &["Giorgos Papadopoulos"],
            NameFinding::SameOtherScript,
        );
    }

    #[test]
    fn spanish_double_and_vietnamese_names() {
        check(
            &["María García López"],
            &["Maria Garcia"],
            NameFinding::PartLeftOut,
        );
        check(
            &["María García López"],
            &["Maria Garcia Lopes"],
            NameFinding::OneLetterApart,
        );
        check(
            &["Nguyễn Thị Đào"],
            &["Dao Thi Nguyen"],
            NameFinding::SameOtherOrder,
        );
        check(
            &["Nguyễn Văn Minh"],
            &["Minh Nguyen"],
            NameFinding::SameOtherOrder,
        );
    }

    #[test]
    fn single_names_initials_and_several_names() {
        check(&["Hussein"], &["Husein"], NameFinding::OneLetterApart);
        check(&["Hussein"], &["Ali Hussein"], NameFinding::PartOnly);
        check(&["J. Smith"], &["John Smith"], NameFinding::PartLeftOut);
        check(&["J. M."], &["John Miller"], NameFinding::Different);
        check(
            &["Mary Smith", "Mary Jones"],
            &["Jones Mary"],
            NameFinding::SameOtherOrder,
        );
        check(
            &["Abu Zayd", "Karim Haddad"],
            &["Zayd Haddad"],
            NameFinding::PartLeftOut,
        );
        check(&[], &["Ali"], NameFinding::NotKnown);
        check(&["?"], &["Ali"], NameFinding::NotKnown);
    }
}
