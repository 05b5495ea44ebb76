//! Counts: how they are written and which plural form goes with them.

use crate::language::Language;

/// The plural forms that languages distinguish, as CLDR names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PluralForm {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

/// The plural form that goes with a count in a language.
/// Source: CLDR plural rules (cardinal, whole numbers).
#[must_use]
pub const fn plural(language: Language, n: i64) -> PluralForm {
    match (language, n) {
        (Language::English | Language::Pseudo, 1) => PluralForm::One,
        (Language::English | Language::Pseudo, _) => PluralForm::Other,
    }
}

/// A whole number that a message can take, or a reference to one.
pub trait Count {
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($number:ty),*) => {$(
        impl Count for $number {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

counts!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl<C: Count + ?Sized> Count for &C {
    fn count(&self) -> i64 {
        (**self).count()
    }
}

/// A count in digits, in groups of three: 1,200.
pub(crate) fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
