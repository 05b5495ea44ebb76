//! The words of who somebody is.

use crate::clockface::Clockface;
use throughcare_domain::person::{AgeBasis, Birth, BirthDate, Child, NameKind};
use throughcare_text::Words;

pub fn name_kind(t: Words, value: NameKind) -> &'static str {
    match value {
        NameKind::Birth => t.person_kind_birth(),
        NameKind::Used => t.person_kind_used(),
        NameKind::Nickname => t.person_kind_nickname(),
        NameKind::Patronymic => t.person_kind_patronymic(),
        NameKind::Kunya => t.person_kind_kunya(),
        NameKind::Earlier => t.person_kind_earlier(),
    }
}

pub fn age_basis(t: Words, value: AgeBasis) -> &'static str {
    match value {
        AgeBasis::Document => t.person_basis_document(),
        AgeBasis::SaysSo => t.person_basis_says_so(),
        AgeBasis::SchoolOrService => t.person_basis_school_or_service(),
        AgeBasis::Estimate => t.person_basis_estimate(),
        AgeBasis::NotKnown => t.person_basis_not_known(),
    }
}

pub fn child(t: Words, value: Child) -> &'static str {
    match value {
        Child::Child => t.person_tag_child(),
        Child::Adult => t.person_tag_adult(),
        Child::TreatedAsChild => t.person_tag_treated_as_child(),
    }
}

/// The birth date as exactly as it is known, with its basis.
pub fn birth(clock: &Clockface, birth: &Birth) -> String {
    let age = birth_date(clock, birth);
    match birth.date {
        BirthDate::Unknown => age,
        _ if birth.basis == AgeBasis::NotKnown => age,
        _ => clock
            .t
            .person_of_basis(age, age_basis(clock.t, birth.basis)),
    }
}

/// The birth date as exactly as it is known.
pub fn birth_date(clock: &Clockface, birth: &Birth) -> String {
    let t = clock.t;
    match birth.date {
        BirthDate::Day { on } => t.person_born_on(clock.on(on)),
        BirthDate::Month { year, month } => t.person_born_in(match month_of(year, month) {
            Some(day) => t.month_of_year(day),
            None => year.to_string(),
        }),
        BirthDate::Year { year } => t.person_born_in(year),
        BirthDate::About { year, .. } => {
            t.person_about_age(i64::from(clock.today().date().year() - year))
        }
        BirthDate::Unknown => t.person_age_not_known().to_owned(),
    }
}

fn month_of(year: i16, month: i8) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(year, month, 1).ok()
}
