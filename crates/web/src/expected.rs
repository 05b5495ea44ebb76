//! What is expected, as one line of a list; and the page on which a clock is given a new date, or waived.

use crate::clockface::Clockface;
use crate::desk::{Acted, Desk};
use crate::failure::{Answer, Failure};
use crate::form::{LONG, Reader};
use crate::route::{LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use crate::work::place_of;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case::show::Expected;
use throughcare_app::work::{self, ClockRefusal, ClockView, WorkRow};
use throughcare_domain::account::Role;
use throughcare_domain::calendar::Within;
use throughcare_domain::code::Code;
use throughcare_domain::expectation::{RedateRefusal, Standing};
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::Action;
use throughcare_domain::programme::clock::Duty;
use throughcare_domain::reason::ReasonCode;
use throughcare_domain::subject::Subject;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/expectations/{id}",
        "house",
        Action::RedateClock,
        LookKind::Subject,
        show,
    ),
    post(
        "/expectations/{id}/redate",
        "house",
        Action::RedateClock,
        redate,
    ),
    post(
        "/expectations/{id}/waive",
        "house",
        Action::WaiveClock,
        waive,
    ),
];

/// One line of a list of what is expected.
pub struct Line {
    /// Where it is done.
    pub href: String,
    pub what: String,
    /// The time of day, for what is agreed for today.
    pub time: Option<String>,
    pub reference: String,
    pub whom: String,
    pub when: String,
    /// `late`, `due`, or neither.
    pub mark: &'static str,
    pub small: String,
    /// Where it is given a new date, or waived, for whoever may.
    pub moved: Option<Moved>,
}

/// The way to a new date.
pub struct Moved {
    pub href: String,
    pub words: &'static str,
    /// The same, for whoever hears it out of its place.
    pub label: String,
}

impl Moved {
    pub fn of(t: Words, id: ExpectationId, what: &str, redate: bool, waive: bool) -> Option<Moved> {
        let (words, label) = match (redate, waive) {
            (false, true) => (t.expected_waive_it(), t.expected_waive_it_for(what)),
            (true, true) => (
                t.expected_new_date_or_waive(),
                t.expected_new_date_or_waive_for(what),
            ),
            (true, false) => (t.expected_new_date(), t.expected_new_date_for(what)),
            (false, false) => return None,
        };
        Some(Moved {
            href: format!("/expectations/{id}"),
            words,
            label,
        })
    }
}

/// Where what is expected is done: the page of its form, where there is one.
pub fn place(subject: Subject, expected: &Expected) -> String {
    let whole = place_of(subject);
    let about = expected.expectation.about;
    match (expected.expectation.duty, about, subject) {
        (Duty::SecondPerson, Some(look), _) => {
            format!("{whole}/second-looks/{}", SecondLookId::from_bits(look))
        }
        (Duty::OfferedTo, ..) => crate::owner::place(subject),
        (Duty::Role(Role::MatchingOfficer), ..) => "/officer".to_owned(),
        (_, _, Subject::Referral(_)) => match expected.expectation.clock.as_str() {
            "prior-contact-search" | "records-judged" | "cannot-tell" | "urgent-act-search" => {
                format!("{whole}/earlier-contact")
            }
            "deconfliction"
            | "deconfliction-again"
            | "screening-decided"
            | "information-awaited" => format!("{whole}/screening"),
            _ => whole,
        },
        (_, _, Subject::Case(_)) => match expected.expectation.clock.as_str() {
            "safe-contact" => format!("{whole}/safe-contact"),
            "participants" | "guardian" => format!("{whole}/participants"),
            "moderators" => format!("{whole}/moderators"),
            "case-owner" => crate::owner::place(subject),
            _ => whole,
        },
        _ => whole,
    }
}

/// Why it stands there, in one line of a list: what it is for, the standard, and what became of it so far.
pub fn why(clock: &Clockface, expected: &Expected) -> Vec<String> {
    let t = clock.t;
    let hint = words::clock_hint(t, &expected.expectation.clock);
    let mut parts = Vec::new();
    if !hint.is_empty() {
        // A sentence by itself, here the first part of a line.
        parts.push(hint.trim_end_matches('.').to_owned());
    }
    parts.push(words::clock::within(t, expected.within));
    parts.extend(so_far(t, expected));
    parts
}

/// How often it was given a new date, why the last, and who was told that it is late.
fn so_far(t: Words, expected: &Expected) -> Vec<String> {
    let row = &expected.expectation;
    let mut parts = Vec::new();
    if row.redated > 0 {
        parts.push(t.expected_moved(row.redated));
        if let Some(because) = row.redated_because {
            parts.push(t.expected_moved_because(words::reason::reason(t, because)));
        }
    }
    if let Some(to) = words::told(expected.standing) {
        parts.push(t.expected_told(words::role(t, to)));
    }
    parts
}

pub fn mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Overdue { .. } | Standing::Escalated { .. } => "late",
        Standing::DueToday | Standing::DueSoon => "due",
        _ => "",
    }
}

/// When it is due, as a list says it: "12 days late", "13:30", "Thursday".
pub fn when(clock: &Clockface, expected: &Expected) -> String {
    let row = &expected.expectation;
    match expected.standing {
        Standing::Overdue { .. } | Standing::Escalated { .. } => clock.late(&row.due_at),
        Standing::DueToday if row.due_on.is_none() => clock.time(&row.due_at),
        _ => clock.due_on(&row.due_at),
    }
}

/// One thing that is missing: what, when, whether it is late, and who was told.
pub struct Missing {
    pub what: String,
    pub when: String,
    pub late: bool,
    pub told: String,
    /// Where it is done; empty where that is the page on which it stands.
    pub href: String,
    /// Where it is given a new date, or waived, for whoever may.
    pub moved: Option<Moved>,
}

/// Whether the reader may give what is missing a new date, and whether they may waive it.
#[derive(Clone, Copy)]
pub struct MayMove {
    pub redate: bool,
    pub waive: bool,
}

/// What is expected and has not come, the earliest first.
pub fn missing(
    clock: &Clockface,
    subject: impl Into<Subject>,
    may: MayMove,
    expected: &[Expected],
) -> Vec<Missing> {
    let subject = subject.into();
    let open = expected.iter().filter(|e| e.expectation.outcome.open());
    let mut rows: Vec<_> = open.collect();
    rows.sort_by_key(|e| e.expectation.due_at);
    rows.into_iter()
        .map(|e| {
            let late = words::late(e.standing);
            let due = &e.expectation.due_at;
            let what = words::clock(clock.t, &e.expectation.clock).to_string();
            let redate = may.redate && e.redates_left > 0;
            Missing {
                href: Some(place(subject, e))
                    .filter(|href| *href != place_of(subject))
                    .unwrap_or_default(),
                moved: Moved::of(clock.t, e.expectation.id, &what, redate, may.waive),
                what,
                when: match (late, e.expectation.due_on) {
                    (true, _) => clock.late(due),
                    (false, None) => clock.at(due),
                    (false, Some(_)) => clock.due_on(due),
                },
                late,
                told: words::told(e.standing).map_or(String::new(), |role| {
                    clock.t.work_told(words::role(clock.t, role))
                }),
            }
        })
        .collect()
}

/// One row as one line.
pub fn line(clock: &Clockface, row: &WorkRow, me: AccountId) -> Line {
    let t = clock.t;
    let expectation = &row.expected.expectation;
    let what = words::clock(t, &expectation.clock).to_string();
    let agreed = expectation.clock == work::AGREED_CALL;
    let mut small = match &row.safe_contact {
        Some(card) if agreed => safe(t, card),
        _ => why(clock, &row.expected),
    };
    if row.owner != me {
        small.push(match expectation.duty {
            Duty::Owner => t.expected_yours_in_cover(&row.owner_name),
            _ => t.expected_owner(&row.owner_name),
        });
    }
    Line {
        href: place(row.subject, &row.expected),
        time: (agreed && clock.day_of(&expectation.due_at) == clock.today())
            .then(|| clock.time(&expectation.due_at)),
        reference: row.reference.clone(),
        whom: row.about.clone().unwrap_or_default(),
        when: when(clock, &row.expected),
        mark: mark(row.expected.standing),
        small: small.join(" · "),
        moved: Moved::of(t, expectation.id, &what, row.may_redate, row.may_waive),
        what,
    }
}

/// What to know before ringing, in one line.
fn safe(t: Words, card: &throughcare_store::label::SafeContactLine) -> Vec<String> {
    let mut parts = Vec::new();
    if !card.how.is_empty() {
        parts.push(t.work_safe_how(&card.how));
    }
    if !card.do_not.is_empty() {
        // A card says what not to leave behind, a caller what not to do at all.
        parts.push(match card.in_pairs {
            Some(_) => t.work_safe_do_not_leave(&card.do_not),
            None => t.work_safe_do_not(&card.do_not),
        });
    }
    parts.extend(
        card.in_pairs
            .map(|p| words::case::in_pairs(t, p).to_owned()),
    );
    if parts.is_empty() {
        parts.push(t.work_safe_none().to_owned());
    }
    parts
}

#[derive(Template)]
#[template(path = "expected.html")]
struct ExpectedPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    view: ClockView,
    what: String,
    redate: Form,
    waive: Form,
}

fn show(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, None)
}

/// Renders the clock; a form that came back stands in its place.
fn render(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let id: ExpectationId = desk.id("id")?;
    let view = desk.view(Action::RedateClock, desk.account, |tx| work::clock(tx, id))?;
    let t = desk.t;
    let what = words::clock(t, &view.row.expected.expectation.clock).to_string();
    let errors = back.is_some();
    let form = |which: &'static str| -> Result<Form, Failure> {
        match back.as_ref().filter(|b| b.id == which) {
            Some(back) => Ok(back.clone()),
            None => desk.form(which, format!("/expectations/{id}/{which}")),
        }
    };
    let page = ExpectedPage {
        t,
        shell: desk
            .shell(format!("{what} · {}", view.row.reference), "work")?
            .with_errors(errors),
        clock: desk.clock(),
        redate: form("redate")?,
        waive: form("waive")?,
        view,
        what,
    };
    desk.page_with(status, &page)
}

impl ExpectedPage {
    fn hours(&self) -> bool {
        self.view.row.expected.expectation.due_on.is_none()
    }
    fn at(&self, moment: &Moment) -> String {
        if self.hours() {
            self.clock.at(moment)
        } else {
            self.clock.on(self.clock.day_of(moment))
        }
    }
    fn latest(&self) -> String {
        self.view
            .latest
            .map(|at| self.t.expected_redate_latest(self.at(&at)))
            .unwrap_or_default()
    }
    fn place(&self) -> String {
        place_of(self.view.row.subject)
    }
    fn mark(&self) -> &'static str {
        mark(self.view.row.expected.standing)
    }
    fn hint(&self) -> &'static str {
        words::clock_hint(self.t, &self.view.row.expected.expectation.clock)
    }
    /// The standard, from when it counts, and what became of it so far.
    fn standard(&self) -> String {
        let expected = &self.view.row.expected;
        let mut parts = vec![words::clock::within(self.t, expected.within)];
        if expected.within != Within::OwnDate {
            parts.push(
                self.t
                    .expected_counted_from(self.at(&expected.expectation.anchored_at)),
            );
        }
        parts.extend(so_far(self.t, expected));
        parts.join(" · ")
    }
    fn when(&self) -> String {
        when(&self.clock, &self.view.row.expected)
    }
    fn open(&self) -> bool {
        self.view.row.expected.expectation.outcome.open()
    }
    fn reasons(&self) -> Vec<(&'static str, Vec<Choice>)> {
        let t = self.t;
        let mut groups: Vec<(&'static str, Vec<Choice>)> = Vec::new();
        for reason in &self.view.reasons {
            let cluster = words::reason::cluster(t, reason.cluster());
            let choice = Choice::new(reason.code(), words::reason::reason(t, *reason));
            match groups.iter_mut().find(|(c, _)| *c == cluster) {
                Some((_, choices)) => choices.push(choice),
                None => groups.push((cluster, vec![choice])),
            }
        }
        groups
    }
}

fn back(desk: &Desk, which: &'static str, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form(which, desk.path.clone())?, problems);
    render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
}

/// What is sent about a clock is read only for whoever may do it.
fn known(desk: &Desk, may: impl Fn(&WorkRow) -> bool) -> Result<ExpectationId, Failure> {
    let id: ExpectationId = desk.id("id")?;
    let view = desk.view(Action::RedateClock, desk.account, |tx| work::clock(tx, id))?;
    if may(&view.row) {
        Ok(id)
    } else {
        Err(Failure::not_found())
    }
}

fn redate(desk: &Desk) -> Answer {
    let id = known(desk, |_| true)?;
    let clock = desk.clock();
    let mut reader = Reader::new(desk.t, &desk.posted);
    // A clock in days is given a day, a clock in hours an instant: the form has the one or the other.
    let until = match desk.posted.iter().any(|(name, _)| name == "at") {
        true => reader.moment("at", &clock.zone),
        false => reader.day("day").map(|day| day.ends(&clock.zone)),
    };
    if until.is_none() {
        let field = if desk.typed("day").is_empty() && desk.posted.iter().any(|(n, _)| n == "at") {
            "at"
        } else {
            "day"
        };
        reader.wrong(field, desk.t.form_error_date_missing());
    }
    let reason = reader.choice::<ReasonCode>("reason");
    let words = reader.text("words", LONG);
    match reader.finish(until.zip(reason)) {
        Err(problems) => back(desk, "redate", problems),
        Ok((until, reason)) => {
            let acted = desk.act(Action::RedateClock, desk.account, |tx| {
                work::redate(tx, id, until, reason, &words)
            })?;
            answer(desk, "redate", acted)
        }
    }
}

fn waive(desk: &Desk) -> Answer {
    let id = known(desk, |row| row.may_waive)?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let reason = reader.choice::<ReasonCode>("reason");
    let words = reader.text("words", LONG);
    match reader.finish(reason) {
        Err(problems) => back(desk, "waive", problems),
        Ok(reason) => {
            let acted = desk.act(Action::WaiveClock, desk.account, |tx| {
                work::waive(tx, id, reason, &words)
            })?;
            answer(desk, "waive", acted)
        }
    }
}

/// Back to the work list, or to the form with what was wrong.
fn answer<T>(desk: &Desk, which: &'static str, acted: Acted<T, ClockRefusal>) -> Answer {
    match acted.then("/work") {
        Ok(response) => Ok(response),
        Err(Acted::Refused(rule)) => back(desk, which, vec![problem(desk, rule)]),
        Err(_) => {
            let form = desk.again(desk.form(which, desk.path.clone())?, Vec::new());
            render(desk, StatusCode::CONFLICT, Some(form))
        }
    }
}

fn problem(desk: &Desk, rule: ClockRefusal) -> Problem {
    let t = desk.t;
    let field = match desk.posted.iter().any(|(name, _)| name == "at") {
        true => "at",
        false => "day",
    };
    let (field, words) = match rule {
        ClockRefusal::Settled | ClockRefusal::Redate(RedateRefusal::Settled) => {
            ("", t.expected_refused_settled().to_owned())
        }
        ClockRefusal::Redate(RedateRefusal::NeverMoved) => {
            ("", t.expected_refused_never_moved().to_owned())
        }
        ClockRefusal::Redate(RedateRefusal::MovedOftenEnough { times }) => {
            ("", t.expected_refused_moved_often(times))
        }
        ClockRefusal::Redate(RedateRefusal::NotInFuture) => {
            (field, t.expected_refused_past().to_owned())
        }
        ClockRefusal::Redate(RedateRefusal::TooFar { latest }) => {
            (field, t.expected_refused_too_far(desk.clock().at(&latest)))
        }
        ClockRefusal::ReasonNotUsedHere => ("reason", t.expected_refused_reason().to_owned()),
    };
    Problem {
        field: field.to_owned(),
        words,
    }
}
