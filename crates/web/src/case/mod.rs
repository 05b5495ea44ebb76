//! The pages of cases: the list, one case, its forms, and its summary on paper.

mod adoption;
mod form;
mod happened;
mod moderators;
mod print;
mod shown;
mod staff;
mod take_over;

use crate::clockface::Clockface;
use crate::desk::{Acted, Desk};
use crate::expected::{self, Line, Moved};
use crate::failure::{Answer, Failure};
use crate::route::{LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::{Form, Problem};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use happened::Entry;
use shown::Shown;
use throughcare_app::case;
use throughcare_app::case::show::Expected;
use throughcare_domain::case::CaseRefusal;
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::{Action, relations_allowing};
use throughcare_domain::programme::clock::Duty;
use throughcare_store::case::list::{CaseRow, Which};
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get("/cases", "case", Action::ListCases, LookKind::List, list),
    get(
        "/cases/new",
        "case",
        Action::TakeOverCase,
        LookKind::None,
        take_over::page,
    ),
    post(
        "/cases/new",
        "case",
        Action::TakeOverCase,
        take_over::take_over,
    ),
    get(
        "/cases/{id}",
        "case",
        Action::ReadCase,
        LookKind::Subject,
        show,
    ),
    get(
        "/cases/{id}/safe-contact",
        "case",
        Action::WriteSafeContact,
        LookKind::Subject,
        form::safe_contact_page,
    ),
    post(
        "/cases/{id}/safe-contact",
        "case",
        Action::WriteSafeContact,
        form::set_safe_contact,
    ),
    get(
        "/cases/{id}/participants",
        "case",
        Action::JoinParticipant,
        LookKind::Subject,
        form::participants_page,
    ),
    post(
        "/cases/{id}/participants",
        "case",
        Action::JoinParticipant,
        form::join_participant,
    ),
    get(
        "/cases/{id}/moderators",
        "case",
        Action::SetModerator,
        LookKind::Subject,
        moderators::page,
    ),
    post(
        "/cases/{id}/moderators/{moderator}",
        "case",
        Action::SetModerator,
        moderators::set,
    ),
    get(
        "/cases/{id}/adoption",
        "case",
        Action::DecideAdoption,
        LookKind::Subject,
        adoption::page,
    ),
    post(
        "/cases/{id}/adoption",
        "case",
        Action::DecideAdoption,
        adoption::decide,
    ),
    post(
        "/cases/{id}/adoption/back",
        "case",
        Action::DecideAdoption,
        adoption::take_back,
    ),
    get(
        "/cases/{id}/print",
        "case",
        Action::ReadCase,
        LookKind::Subject,
        print::ask,
    ),
    post("/cases/{id}/print", "case", Action::ReadCase, print::record),
    get(
        "/cases/{id}/print/{disclosure}",
        "case",
        Action::ReadCase,
        LookKind::Subject,
        print::show,
    ),
    get(
        "/cases/{id}/exclusions",
        "case",
        Action::ExcludeStaff,
        LookKind::Subject,
        staff::page,
    ),
    post(
        "/cases/{id}/exclusions",
        "case",
        Action::ExcludeStaff,
        staff::exclude,
    ),
    post(
        "/cases/{id}/exclusions/{exclusion}/lift",
        "case",
        Action::ExcludeStaff,
        staff::lift,
    ),
];

/// How many cases a page of the list shows.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "case/list.html")]
struct ListPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    rows: Vec<(CaseRow, String)>,
    which: Which,
    further: Option<String>,
    may_take_over: bool,
}

fn list(desk: &Desk) -> Answer {
    let which = Which::from_code(desk.asked("which")).unwrap_or(Which::Open);
    let before = place_in_list(desk.asked("before"));
    let most = PAGE as i64 + 1;
    let mut rows = desk.view(Action::ListCases, desk.account, |tx| {
        case::list(tx, which, before, most)
    })?;
    let further = (rows.len() > PAGE).then(|| {
        let last = &rows[PAGE - 1].0;
        format!("{}.{}", last.opened_at.micros(), last.id)
    });
    rows.truncate(PAGE);
    let page = ListPage {
        t: desk.t,
        shell: desk.shell(desk.t.nav_cases(), "cases")?,
        clock: desk.clock(),
        rows,
        which,
        further,
        may_take_over: !relations_allowing(desk.hat.role, Action::TakeOverCase).is_empty(),
    };
    desk.page(&page)
}

/// From where a list goes on: the instant and the id of the last row shown.
fn place_in_list(asked: &str) -> Option<(Moment, CaseId)> {
    let (at, id) = asked.split_once('.')?;
    Some((Moment::from_micros(at.parse().ok()?), id.parse().ok()?))
}

impl ListPage {
    fn ways(&self) -> Vec<(&'static str, &'static str, bool)> {
        let t = self.t;
        [
            (Which::Open, t.case_list_open()),
            (Which::Considered, t.case_list_considered()),
            (Which::Active, t.case_list_active()),
            (Which::Closed, t.case_list_closed()),
        ]
        .into_iter()
        .map(|(which, words)| (which.code(), words, which == self.which))
        .collect()
    }
    fn shown<'a>(&self, row: &'a CaseRow) -> &'a str {
        if row.shown.trim().is_empty() {
            self.t.case_unnamed()
        } else {
            &row.shown
        }
    }
    fn state(&self, row: &CaseRow) -> String {
        words::case::state(self.t, &row.state)
    }
}

#[derive(Template)]
#[template(path = "case/show.html")]
struct ShowPage {
    t: Words,
    shell: Shell,
    shown: Shown,
    missing: Vec<Line>,
    late_n: usize,
    settled: Vec<(String, String)>,
    entries: Vec<Entry>,
    only_decisions: bool,
}

fn show(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let shown = read(desk, id)?;
    let only_decisions = desk.asked("show") == "decisions";
    let missing: Vec<Line> = shown.view.missing.iter().map(|e| line(&shown, e)).collect();
    let page = ShowPage {
        t: desk.t,
        shell: desk.shell(shown.title(), "cases")?,
        late_n: missing.iter().filter(|l| l.mark == "late").count(),
        missing,
        settled: settled(&shown),
        entries: happened::entries(&shown, only_decisions),
        only_decisions,
        shown,
    };
    desk.page(&page)
}

/// Reads a case for its pages.
fn read(desk: &Desk, id: CaseId) -> Result<Shown, Failure> {
    let view = desk.view(Action::ReadCase, id, |tx| case::show(tx, id))?;
    Ok(Shown {
        t: desk.t,
        clock: desk.clock(),
        me: desk.account,
        view,
    })
}

/// One thing that is missing, as a line: what, when, why, and the way to a new date.
fn line(shown: &Shown, missing: &Expected) -> Line {
    let (t, clock, view) = (shown.t, &shown.clock, &shown.view);
    let row = &missing.expectation;
    let what = words::clock(t, &row.clock).to_string();
    let id = view.case.id;
    let waits = shown.waits_for_second().is_some_and(|(_, mine)| !mine);
    let href = match row.duty {
        // Whoever decided looks at nothing a second time.
        Duty::SecondPerson if waits => format!("/cases/{id}?show=decisions"),
        _ if row.clock == "adoption" && view.may.decide_adoption => {
            format!("/cases/{id}/adoption")
        }
        _ => expected::place(id.into(), missing),
    };
    // What is done by nobody who reads this page leads nowhere.
    let href = if href == format!("/cases/{id}") {
        String::new()
    } else {
        href
    };
    let mut small = expected::why(clock, missing);
    if row.clock == "adoption" && !view.may.decide_adoption {
        small.push(t.case_adoption_decided_by(words::roles_that(t, Action::DecideAdoption)));
    }
    Line {
        href,
        time: None,
        reference: String::new(),
        whom: String::new(),
        when: expected::when(clock, missing),
        mark: expected::mark(missing.standing),
        small: small.join(" · "),
        moved: Moved::of(
            t,
            row.id,
            &what,
            view.may.redate && missing.redates_left > 0,
            view.may.waive,
        ),
        what,
    }
}

/// What was met, waived or ended, each with how.
fn settled(shown: &Shown) -> Vec<(String, String)> {
    use throughcare_domain::expectation::Outcome;
    let (t, clock) = (shown.t, &shown.clock);
    let day = |at: &Moment| clock.on(clock.day_of(at));
    let how = |e: &Expected| match &e.expectation.outcome {
        Outcome::Met { done_at, .. } if e.expectation.done_late() => {
            t.case_settled_met_late(day(done_at))
        }
        Outcome::Met { done_at, .. } if e.expectation.typed_late() => {
            t.case_settled_typed_late(day(done_at))
        }
        Outcome::Met { done_at, .. } => t.case_settled_met(day(done_at)),
        Outcome::Waived { at, .. } => t.case_settled_waived(day(at)),
        Outcome::Ended { at } => t.case_settled_ended(day(at)),
        Outcome::Superseded { .. } | Outcome::Open => t.case_settled_superseded().to_owned(),
    };
    let settled = shown.view.settled.iter();
    settled
        .map(|e| (words::clock(t, &e.expectation.clock).to_string(), how(e)))
        .collect()
}

/// A form of a case: the one that came back, or a fresh one.
fn form(
    desk: &Desk,
    back: Option<&Form>,
    which: &'static str,
    action: String,
) -> Result<Form, Failure> {
    match back.filter(|b| b.id == which) {
        Some(back) => Ok(back.clone()),
        None => desk.form(which, action),
    }
}

/// The posted form again, with what was wrong.
fn wrong(desk: &Desk, which: &'static str, problems: Vec<Problem>) -> Result<Form, Failure> {
    Ok(desk.again(desk.form(which, desk.path.clone())?, problems))
}

/// After an act on a case: on to a place, or the page again by `render`.
fn answer<T>(
    desk: &Desk,
    which: &'static str,
    place: &str,
    acted: Acted<T, CaseRefusal>,
    render: impl FnOnce(&Desk, StatusCode, Option<Form>) -> Answer,
) -> Answer {
    match acted.then(place) {
        Ok(response) => Ok(response),
        Err(Acted::Refused(rule)) => {
            let form = wrong(desk, which, vec![problem(desk.t, rule)])?;
            render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
        }
        Err(_) => {
            let form = Form {
                stale: true,
                ..wrong(desk, which, Vec::new())?
            };
            render(desk, StatusCode::CONFLICT, Some(form))
        }
    }
}

/// A refusal of a case's rules, beside the field that it is about.
fn problem(t: Words, rule: CaseRefusal) -> Problem {
    let (field, words) = match rule {
        CaseRefusal::Closed => ("", t.case_refused_closed()),
        CaseRefusal::OwnerCannotBeExcluded => ("who", t.case_refused_owner_excluded()),
        CaseRefusal::NoReason => ("why", t.form_error_reason()),
        CaseRefusal::UnknownValue => ("value", t.case_refused_unknown_value()),
        CaseRefusal::PowerNotNamed => ("power", t.case_refused_power()),
        CaseRefusal::DatesOutOfOrder => ("since", t.case_refused_dates()),
        CaseRefusal::AlreadyExcluded => ("who", t.case_refused_already_excluded()),
        CaseRefusal::NobodyDescribed => ("described", t.case_refused_nobody()),
        CaseRefusal::AlreadyTakesPart => ("role", t.case_refused_takes_part()),
        CaseRefusal::NothingWritten => ("how", t.case_refused_nothing_written()),
        CaseRefusal::SourceNotNamed => ("from", t.case_refused_source()),
    };
    Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    }
}

/// What a form page may show at all: unseen is not found.
fn allowed(may: bool) -> Result<(), Failure> {
    match may {
        true => Ok(()),
        false => Err(Failure::not_found()),
    }
}
