//! Invented people, drawn from a seed: names as often as names are, with namesakes and misspellings among them.

use throughcare_domain::moment::Day;
use throughcare_domain::person::*;

const GIVEN: &[&str] = &[
    "Daniel", "Amira", "Yusuf", "Leila", "Jonas", "Mikael", "Sara", "Tomasz", "Aisha", "Omar",
    "Nadia", "Callum", "Hodan", "Ravi", "Minh", "Elena", "Piotr", "Fatima", "Lukas", "Sofia",
    "Idris", "Maryam", "Stefan", "Chloe", "Bilal", "Ingrid", "Karim", "Oksana", "Dylan", "Zeynep",
];
const ROOTS: &[&str] = &[
    "Ash", "Bar", "Cor", "Dal", "El", "Far", "Gren", "Hal", "Is", "Jan", "Kar", "Lor", "Mar",
    "Nor", "Ost", "Pel", "Quin", "Ras", "Sal", "Tor", "Ul", "Ver", "Wes", "Yar", "Zan",
];
const ENDS: &[&str] = &[
    "down", "ova", "ssen", "idze", "by", "ani", "owski", "field", "ez", "mann", "ullah", "man",
    "ley", "eros", "stad", "ier", "akis", "son", "ford", "oglu",
];

/// A stream of numbers that follows from a seed.
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Draw {
        Draw(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// A full name: a few are very common, most are rare.
pub fn name(draw: &mut Draw) -> String {
    let given = draw.of(GIVEN);
    let (root, end) = (draw.of(ROOTS), draw.of(ENDS));
    if draw.below(20) == 0 {
        return format!("{given} {root}{end}");
    }
    let middle = draw.of(&["an", "el", "or", "is", "un", "et", "am", "ov", "ir", "ad"]);
    let more = draw.of(&["", "a", "en", "in", "ar", "ol", "eb", "uk"]);
    format!("{given} {root}{middle}{more}{end}")
}

pub fn identity(draw: &mut Draw) -> Identity {
    let year = 1985 + draw.below(28) as i16;
    let day = Day::try_new(year, 1 + draw.below(12) as i8, 1 + draw.below(28) as i8);
    Identity {
        names: vec![PersonName {
            kind: NameKind::Used,
            text: name(draw),
        }],
        birth: day.map_or(Birth::UNKNOWN, |on| Birth {
            date: BirthDate::Day { on },
            basis: AgeBasis::Document,
        }),
        town: Some(format!(
            "{}{}",
            draw.of(ROOTS),
            draw.of(&["moor", "gate", "haven", "bridge"])
        )),
        ..Identity::unnamed("")
    }
}
