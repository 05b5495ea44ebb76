//! The second person: what waits for them, and one decision with their answer.
//!
//! Invariant: a second look is reached through what it is about, and permission is asked for that.

use crate::clockface::Clockface;
use crate::decided::{self, Decided, LookNames};
use crate::desk::{Acted, Desk};
use crate::failure::{Answer, Failure};
use crate::form::{LONG, Reader};
use crate::identify::screening::refused_words;
use crate::route::{LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use crate::work::place_of;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::Refusal;
use throughcare_app::refusal::NoRule;
use throughcare_app::second::{self, AnswerRefusal, SecondLookView};
use throughcare_domain::decision::{SecondAnswer, SecondLook, SecondRefusal};
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::decision::SecondLookRow;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/second-looks",
        "house",
        Action::ListSecondLooks,
        LookKind::List,
        list,
    ),
    get(
        "/referrals/{id}/second-looks/{look}",
        "identify",
        Action::SecondScreening,
        LookKind::Subject,
        page,
    ),
    post(
        "/referrals/{id}/second-looks/{look}",
        "identify",
        Action::SecondScreening,
        answer,
    ),
    get(
        "/cases/{id}/second-looks/{look}",
        "house",
        Action::SecondAdoption,
        LookKind::Subject,
        page,
    ),
    post(
        "/cases/{id}/second-looks/{look}",
        "house",
        Action::SecondAdoption,
        answer,
    ),
];

/// Where a second look is answered.
pub fn place(look: &SecondLook) -> String {
    format!("{}/second-looks/{}", place_of(look.subject), look.id)
}

#[derive(Template)]
#[template(path = "second/list.html")]
struct ListPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    rows: Vec<(SecondLookRow, String)>,
}

fn list(desk: &Desk) -> Answer {
    let rows = desk.view(Action::ListSecondLooks, desk.account, second::list)?;
    let page = ListPage {
        t: desk.t,
        shell: desk.shell(desk.t.nav_second_looks(), "second-looks")?,
        clock: desk.clock(),
        rows,
    };
    desk.page(&page)
}

fn about(t: Words, subject: Subject, reference: &str) -> String {
    match subject {
        Subject::Case(_) => t.second_look_adoption(reference),
        _ => t.second_look_screening(reference),
    }
}

impl ListPage {
    fn place(&self, row: &SecondLookRow) -> String {
        place(&row.look)
    }
    fn about(&self, row: &SecondLookRow) -> String {
        about(self.t, row.look.subject, &row.reference)
    }
    fn chosen(&self, row: &SecondLookRow) -> &'static str {
        words::screening::chosen_code(self.t, &row.choice)
    }
    fn how(&self, row: &SecondLookRow) -> &'static str {
        match row.look.deferred {
            true => self.t.second_look_deferred(),
            false => self.t.second_look_proposed(),
        }
    }
    fn who(&self, row: &SecondLookRow) -> &'static str {
        match row.look.named {
            Some(_) => self.t.second_look_for_you(),
            None => self.t.second_look_for_any(),
        }
    }
    fn late(&self, row: &SecondLookRow) -> bool {
        row.look.due_at < self.clock.now
    }
}

#[derive(Template)]
#[template(path = "second/show.html")]
struct ShowPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    view: SecondLookView,
    decided: Decided,
    /// What was said of it, and by whom.
    answered: Option<decided::Look>,
    /// That it was taken back before anybody answered.
    taken_back: Option<String>,
    mine: bool,
    form: Option<Form>,
    /// What somebody wrote while it was answered, or taken back, by somebody else.
    written: String,
    answers: Vec<Choice>,
    problems: Vec<String>,
    may_see: bool,
}

fn page(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, None)
}

/// What somebody must be allowed to do to answer for a thing of this kind.
fn action(subject: Subject) -> Action {
    match subject {
        Subject::Case(_) => Action::SecondAdoption,
        _ => Action::SecondScreening,
    }
}

/// What the second person is to look at, and whether they may see all that it is about.
/// Errors: not found, when the look is about something else than the address says.
fn seen(desk: &Desk) -> Result<(SecondLookView, bool), Failure> {
    let id: SecondLookId = desk.id("look")?;
    let subject = desk.subject()?.ok_or(Failure::NotFound)?;
    let action = action(subject);
    let read = match subject {
        Subject::Case(_) => Action::ReadCase,
        _ => Action::ReadReferral,
    };
    let (view, may_see) = desk.view(action, subject, |tx| {
        let view = second::look(tx, id)?;
        let may_see = throughcare_store::access::permit(tx, read, subject).is_ok();
        Ok::<_, Refusal<NoRule>>((view, may_see))
    })?;
    if view.look.subject != subject {
        return Err(Failure::NotFound);
    }
    Ok((view, may_see))
}

/// Renders the second look; a form that came back stands in its place.
fn render(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let (view, may_see) = seen(desk)?;
    let (t, clock) = (desk.t, desk.clock());
    let mine = view.look.first == desk.account;
    let taken_back = view.look.taken_back_at;
    // That a proposal was taken back is nobody's mistake: the page says so, and no more.
    let problems = match (&back, taken_back) {
        (Some(form), None) => form.problems.clone(),
        _ => Vec::new(),
    };
    let errors = !problems.is_empty();
    let written = back.as_ref().map_or("", |f| f.value("words")).to_owned();
    let form = match (mine || !view.look.waits(), back) {
        (true, _) => None,
        (false, Some(back)) => Some(back),
        (false, None) => Some(desk.form("second", desk.path.clone())?),
    };
    let answered = view.look.answered.map(|_| {
        let names = LookNames {
            named: view.named_name.clone(),
            answered: view.answered_name.clone(),
        };
        let words = &view.answer_words;
        decided::look(&clock, &view.look, &names, words, desk.account)
    });
    let title = about(t, view.look.subject, &view.reference);
    let page = ShowPage {
        shell: desk.shell(title, "second-looks")?.with_errors(errors),
        decided: Decided::of(&clock, &view.decision, &view.first_name, Vec::new()),
        answered,
        taken_back: taken_back.map(|at| t.second_look_taken_back(clock.at(&at))),
        written: match form {
            Some(_) => String::new(),
            None => written,
        },
        mine,
        problems: match form {
            Some(_) => Vec::new(),
            None => problems.into_iter().map(|p| p.words).collect(),
        },
        form,
        answers: words::choices(|a: SecondAnswer| words::screening::second_answer(t, a)),
        may_see,
        view,
        t,
        clock,
    };
    desk.page_with(status, &page)
}

impl ShowPage {
    fn about(&self) -> String {
        about(self.t, self.view.look.subject, &self.view.reference)
    }
    fn first(&self) -> String {
        match self.view.look.deferred {
            true => self.t.second_look_decided_by(&self.view.first_name),
            false if !self.view.look.waits() => {
                self.t.second_look_was_proposed_by(&self.view.first_name)
            }
            false => self.t.second_look_proposed_by(&self.view.first_name),
        }
    }
    fn asked(&self) -> String {
        match &self.view.named_name {
            Some(name) => self.t.second_look_asked_of(name),
            None => self.t.second_look_asked_any().to_owned(),
        }
    }
    fn lede(&self) -> &'static str {
        match self.view.look.deferred {
            true => self.t.second_look_lede_deferred(),
            false => self.t.second_look_lede_proposed(),
        }
    }
    fn due(&self) -> String {
        let due = &self.view.look.due_at;
        match self.view.look.deferred {
            _ if self.late() => self.clock.due_in(due),
            true => self.t.second_look_owed_by(self.clock.due_on(due)),
            false => self.t.second_look_due(self.clock.due_on(due)),
        }
    }
    fn what(&self) -> &'static str {
        match self.view.look.deferred {
            true => self.t.second_look_column_what(),
            false if !self.view.look.waits() => self.t.second_look_what_was_proposed(),
            false => self.t.second_look_what_proposed(),
        }
    }
    fn late(&self) -> bool {
        self.view.look.due_at < self.clock.now
    }
    fn whole(&self) -> String {
        place_of(self.view.look.subject)
    }
    fn agreed(&self) -> bool {
        let answered = self.view.look.answered;
        answered.is_some_and(|(_, answer, _)| answer == SecondAnswer::Agrees)
    }
    fn of_case(&self) -> bool {
        matches!(self.view.look.subject, Subject::Case(_))
    }
}

fn back(desk: &Desk, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form("second", desk.path.clone())?, problems);
    render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
}

fn answer(desk: &Desk) -> Answer {
    let id: SecondLookId = desk.id("look")?;
    let (view, _) = seen(desk)?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let answer = reader.choice::<SecondAnswer>("answer");
    let words = reader.text("words", LONG);
    let answer = match reader.finish(answer) {
        Ok(answer) => answer,
        Err(_) if view.look.first == desk.account => return back(desk, vec![same_person(desk.t)]),
        Err(problems) => return back(desk, problems),
    };
    let subject = view.look.subject;
    let acted = desk.act(action(subject), subject, |tx| {
        second::answer(tx, id, answer, &words)
    })?;
    match acted.then("/second-looks") {
        Ok(response) => Ok(response),
        Err(Acted::Refused(AnswerRefusal::Second(
            SecondRefusal::AlreadyAnswered | SecondRefusal::TakenBack,
        ))) => stale(desk),
        Err(Acted::Refused(rule)) => back(desk, vec![problem(desk.t, rule)]),
        Err(_) => stale(desk),
    }
}

/// Somebody answered in between, or it was taken back.
fn stale(desk: &Desk) -> Answer {
    desk.met_a_change.set(true);
    let problem = Problem {
        field: String::new(),
        words: desk.t.stale_title().to_owned(),
    };
    let mut form = desk.again(desk.form("second", desk.path.clone())?, vec![problem]);
    form.stale = true;
    render(desk, StatusCode::CONFLICT, Some(form))
}

fn same_person(t: Words) -> Problem {
    Problem {
        field: String::new(),
        words: t.second_look_same().to_owned(),
    }
}

fn problem(t: Words, rule: AnswerRefusal) -> Problem {
    let (field, words) = match rule {
        AnswerRefusal::Second(SecondRefusal::SamePerson) => return same_person(t),
        AnswerRefusal::Second(SecondRefusal::AlreadyAnswered) => {
            ("", t.second_look_answered().to_owned())
        }
        AnswerRefusal::Second(SecondRefusal::TakenBack) => {
            ("", t.second_look_taken_back_hint().to_owned())
        }
        AnswerRefusal::Second(SecondRefusal::NoReason) => {
            ("words", t.second_look_refused_words().to_owned())
        }
        AnswerRefusal::Screening(rule) => ("", t.second_look_refused_guard(refused_words(t, rule))),
    };
    Problem {
        field: field.to_owned(),
        words,
    }
}
