//! Taking a case over from earlier records: who the person is, from which day on, and in which stage.

use crate::desk::{Acted, Desk};
use crate::failure::{Answer, Failure, see_other};
use crate::form::{LONG, Reader, SHORT};
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case::{self, TakeOverDraft};
use throughcare_domain::case::StateCode;
use throughcare_domain::code::Code;
use throughcare_domain::moment::Day;
use throughcare_domain::person::{AgeBasis, Birth, BirthDate, Identity, NameKind, PersonName};
use throughcare_domain::policy::Action;
use throughcare_text::Words;

#[derive(Template)]
#[template(path = "case/take_over.html")]
struct TakeOverPage {
    t: Words,
    shell: Shell,
    form: Form,
}

pub fn page(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, desk.form("take", "/cases/new")?)
}

fn render(desk: &Desk, status: StatusCode, form: Form) -> Answer {
    let errors = !form.problems.is_empty();
    let page = TakeOverPage {
        t: desk.t,
        shell: desk
            .shell(desk.t.case_form_take_over_title(), "cases")?
            .with_errors(errors),
        form: form.or("basis", AgeBasis::NotKnown.code()),
    };
    desk.page_with(status, &page)
}

impl TakeOverPage {
    fn bases(&self) -> Vec<Choice> {
        AgeBasis::ALL
            .iter()
            .map(|b| Choice::new(b.code(), words::case::basis(self.t, *b)))
            .collect()
    }
    fn stages(&self) -> Vec<Choice> {
        let t = self.t;
        vec![
            Choice::new(
                StateCode::Considered.code(),
                t.case_form_take_over_stage_considered(),
            ),
            Choice::new(
                StateCode::Active.code(),
                t.case_form_take_over_stage_active(),
            ),
        ]
    }
}

pub fn take_over(desk: &Desk) -> Answer {
    let programme = desk.hat.programme().ok_or(Failure::NotFound)?;
    let wrong = |problems| {
        let form = desk.again(desk.form("take", "/cases/new")?, problems);
        render(desk, StatusCode::UNPROCESSABLE_ENTITY, form)
    };
    let mut reader = Reader::new(desk.t, &desk.posted);
    let draft = draft(&mut reader, desk.t);
    let draft = match reader.finish(draft) {
        Ok(draft) => draft,
        Err(problems) => return wrong(problems),
    };
    match desk.act(Action::TakeOverCase, programme, |tx| {
        case::take_over(tx, programme, draft)
    })? {
        // Whoever took it over owns it, and assigns it from there.
        Acted::Done(id) => Ok(see_other(&format!("/owner/case/{id}"))),
        Acted::Before(subject) => Ok(see_other(
            &subject.map_or("/cases".into(), crate::work::place_of),
        )),
        Acted::Refused(rule) => {
            let mut problem = super::problem(desk.t, rule);
            if problem.field == "since" {
                problem.field = "on".to_owned();
            }
            if problem.field == "described" {
                problem.field = "used".to_owned();
            }
            wrong(vec![problem])
        }
        Acted::Stale => Err(Failure::Stale),
    }
}

fn draft(reader: &mut Reader<'_>, t: Words) -> Option<TakeOverDraft> {
    let person = identity(reader, t);
    let on = reader.day("on");
    if on.is_none() {
        reader.wrong("on", t.form_error_date_missing());
    }
    let from = reader.required("from", LONG);
    let stage = reader.choice::<StateCode>("stage");
    let stage_words = reader.text("stage_words", LONG);
    Some(TakeOverDraft {
        person,
        on: on?,
        from,
        stage: stage?,
        stage_words,
    })
}

fn identity(reader: &mut Reader<'_>, t: Words) -> Identity {
    let mut names = Vec::new();
    for (field, kind) in [
        ("used", NameKind::Used),
        ("birth_name", NameKind::Birth),
        ("other_name", NameKind::Nickname),
    ] {
        let text = reader.text(field, SHORT);
        if !text.is_empty() {
            names.push(PersonName { kind, text });
        }
    }
    let mut optional = |name| Some(reader.text(name, SHORT)).filter(|text| !text.is_empty());
    let (described, town, street) = (optional("described"), optional("town"), optional("street"));
    let (school_or_work, guardian, languages) = (
        optional("school"),
        optional("guardian"),
        optional("languages"),
    );
    let date = born(reader, t);
    Identity {
        names,
        described,
        birth: Birth {
            date,
            basis: reader.choice_or("basis", AgeBasis::NotKnown),
        },
        town,
        street,
        school_or_work,
        guardian,
        languages,
    }
}

/// As much of a birth date as was written: a year, a month of a year, or a day.
fn born(reader: &mut Reader<'_>, t: Words) -> BirthDate {
    let year = reader.number("born-year", 1900, 2200);
    let month = reader.number("born-month", 1, 12);
    let day = reader.number("born-day", 1, 31);
    let small = |n: i64| i8::try_from(n).unwrap_or_default();
    let found = match (year, month, day) {
        (None, None, None) => Some(BirthDate::Unknown),
        (Some(year), month, day) => {
            let year = i16::try_from(year).unwrap_or_default();
            match (month.map(small), day.map(small)) {
                (None, None) => Some(BirthDate::Year { year }),
                (Some(month), None) => Some(BirthDate::Month { year, month }),
                (Some(month), Some(day)) => Day::try_new(year, month, day)
                    .ok()
                    .map(|on| BirthDate::Day { on }),
                (None, Some(_)) => None,
            }
        }
        _ => None,
    };
    if found.is_none() {
        let words = match (year, month, day) {
            (Some(year), Some(month), Some(day)) => t.date_does_not_exist(day, month, year),
            (Some(_), ..) => t.form_error_date_part_missing("month"),
            (None, ..) => t.case_form_take_over_refused_year().to_owned(),
        };
        reader.wrong("born", words);
    }
    found.unwrap_or(BirthDate::Unknown)
}
