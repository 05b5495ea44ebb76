//! The matching officer's pages: the questions that wait, and one of them with the fields that were compared.

use super::prior_contact::{born, names, problem};
use crate::clockface::Clockface;
use crate::desk::{Acted, Desk};
use crate::failure::Answer;
use crate::form::{LONG, Reader, SHORT};
use crate::route::{LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::Refusal;
use throughcare_app::identify::matching_officer::{self as app, QuestionRow, QuestionView};
use throughcare_app::refusal::NoRule;
use throughcare_domain::decision::{Basis, Disclosure};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::{OfficerAnswer, PriorContactRefusal};
use throughcare_domain::policy::Action;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/officer",
        "identify",
        Action::ListOfficerQuestions,
        LookKind::List,
        list,
    ),
    get(
        "/officer/{id}",
        "identify",
        Action::AnswerOfficerQuestion,
        LookKind::Subject,
        page,
    ),
    post(
        "/officer/{id}",
        "identify",
        Action::AnswerOfficerQuestion,
        answer,
    ),
];

#[derive(Template)]
#[template(path = "identify/matching_officer/list.html")]
struct ListPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    rows: Vec<QuestionRow>,
}

fn list(desk: &Desk) -> Answer {
    let rows = desk.view(
        Action::ListOfficerQuestions,
        desk.account,
        app::list_questions,
    )?;
    let page = ListPage {
        t: desk.t,
        shell: desk.shell(desk.t.officer_title(), "officer")?,
        clock: desk.clock(),
        rows,
    };
    desk.page(&page)
}

impl ListPage {
    fn late(&self, row: &QuestionRow) -> bool {
        row.question.due_at < self.clock.now
    }
}

#[derive(Template)]
#[template(path = "identify/matching_officer/show.html")]
struct ShowPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    view: QuestionView,
    names: Vec<String>,
    born: String,
    answered: Option<(String, &'static str)>,
    form: Option<Form>,
    answers: Vec<Choice>,
    bases: Vec<Choice>,
}

fn seen(desk: &Desk) -> Result<(QuestionView, Option<String>), crate::failure::Failure> {
    let id: QuestionId = desk.id("id")?;
    desk.view(Action::AnswerOfficerQuestion, desk.account, |tx| {
        let view = app::show_question(tx, id)?;
        let by = match &view.question.answered {
            Some(answered) => Some(throughcare_store::account::name_of(tx, answered.by)?),
            None => None,
        };
        Ok::<_, Refusal<NoRule>>((view, by))
    })
}

fn page(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, None)
}

/// Renders one question; a form that came back stands in its place.
fn render(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let (view, by) = seen(desk)?;
    let (t, clock) = (desk.t, desk.clock());
    let errors = back.as_ref().is_some_and(|f| !f.problems.is_empty());
    let answered = view.question.answered.as_ref().map(|a| {
        let line = t.officer_answered(by.unwrap_or_default(), clock.at(&a.at));
        (line, words::prior_contact::officer_answer(t, a.answer))
    });
    let form = match (answered.is_some(), back) {
        (true, _) => None,
        (false, Some(back)) => Some(back),
        (false, None) => Some(desk.form("answer", desk.path.clone())?),
    };
    let page = ShowPage {
        shell: desk
            .shell(t.officer_question_title(), "officer")?
            .with_errors(errors),
        names: names(t, &view.asked_about),
        born: born(&clock, &view.asked_about.birth),
        answered,
        form,
        answers: words::choices(|a: OfficerAnswer| words::prior_contact::officer_answer(t, a)),
        bases: words::choices(|b: Basis| words::basis(t, b)),
        view,
        t,
        clock,
    };
    desk.page_with(status, &page)
}

impl ShowPage {
    fn told(&self, told: &Disclosure) -> String {
        self.t.officer_told_line(
            words::basis(self.t, told.basis),
            &told.to,
            self.clock.at(&told.told_at),
        )
    }
    fn late(&self) -> bool {
        self.view.question.due_at < self.clock.now
    }
}

fn back(desk: &Desk, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form("answer", desk.path.clone())?, problems);
    render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
}

/// A colleague answered in between.
fn stale(desk: &Desk) -> Answer {
    desk.met_a_change.set(true);
    render(desk, StatusCode::CONFLICT, None)
}

fn answer(desk: &Desk) -> Answer {
    let id: QuestionId = desk.id("id")?;
    // Whoever may not answer is told that there is no such question, before the form is read.
    seen(desk)?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let answer = reader.choice::<OfficerAnswer>("answer");
    let whom = reader.text("whom", SHORT);
    let said = reader.text("words", LONG);
    let basis = match answer {
        Some(OfficerAnswer::AskHolder | OfficerAnswer::Contact) => reader.choice::<Basis>("basis"),
        Some(OfficerAnswer::NoRecord) | None => Some(reader.choice_or("basis", Basis::Mandate)),
    };
    match reader.finish(answer.zip(basis)) {
        Err(problems) => back(desk, problems),
        Ok((answer, basis)) => {
            let acted = desk.act(Action::AnswerOfficerQuestion, desk.account, |tx| {
                app::answer_officer(tx, id, answer, &whom, &said, basis)
            })?;
            match acted.then("/officer") {
                Ok(response) => Ok(response),
                Err(Acted::Refused(PriorContactRefusal::AlreadyAnswered)) => stale(desk),
                Err(Acted::Refused(rule)) => back(desk, vec![problem(desk.t, rule)]),
                Err(_) => stale(desk),
            }
        }
    }
}
