//! Taking a case over from earlier records: who the person is, from which day on, and in which stage.

use crate::desk::{Acted, Desk};
use crate::failure::{Answer, Failure, see_other};
use crate::form::{LONG, Reader};
use crate::identify::person_form::{PersonFields, person};
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case::{self, TakeOverDraft};
use throughcare_domain::case::StateCode;
use throughcare_domain::code::Code;
use throughcare_domain::moment::Day;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

/// What the names of the person's fields begin with.
const PERSON: &str = "person";

#[derive(Template)]
#[template(path = "case/take_over.html")]
struct TakeOverPage {
    t: Words,
    shell: Shell,
    form: Form,
    person: PersonFields,
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
        form,
        person: PersonFields::of(desk.t, PERSON),
    };
    desk.page_with(status, &page)
}

impl TakeOverPage {
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
    let draft = draft(&mut reader, desk.t, desk.clock().today());
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
                problem.field = format!("{PERSON}-name1");
            }
            wrong(vec![problem])
        }
        Acted::Stale => Err(Failure::Stale),
    }
}

fn draft(reader: &mut Reader<'_>, t: Words, today: Day) -> Option<TakeOverDraft> {
    let person = person(reader, PERSON, today);
    let on = reader.day("on");
    if on.is_none() {
        reader.wrong("on", t.form_error_date_missing());
    }
    let from = reader.required("from", LONG);
    let stage = reader.choice::<StateCode>("stage");
    let stage_words = reader.text("stage_words", LONG);
    if person.is_none() {
        reader.wrong(&format!("{PERSON}-name1"), t.case_refused_nobody());
    }
    Some(TakeOverDraft {
        person: person?,
        on: on?,
        from,
        stage: stage?,
        stage_words,
    })
}
