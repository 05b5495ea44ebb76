//! What is late in the programme, the longest first.

use crate::clockface::Clockface;
use crate::desk::Desk;
use crate::failure::Answer;
use crate::route::{LookKind, Route, get};
use crate::shell::Shell;
use crate::words;
use crate::work::place_of;
use askama::Template;
use throughcare_app::work::{self, WorkRow};
use throughcare_domain::expectation::Standing;
use throughcare_domain::moment::{HOUR, MINUTE};
use throughcare_domain::policy::Action;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[get(
    "/overdue",
    "house",
    Action::SeeOverdue,
    LookKind::List,
    page,
)];

/// As many rows as the list gives; when it is full, the page says so.
const FULL: usize = 200;

/// One line: something expected that has not happened.
struct Line {
    what: String,
    why: &'static str,
    /// Where its subject is, for whoever may read that.
    href: Option<String>,
    reference: String,
    about: String,
    owner: String,
    due: String,
    late: String,
    told: String,
    redated: String,
}

#[derive(Template)]
#[template(path = "house/overdue.html")]
struct OverduePage {
    t: Words,
    shell: Shell,
    told: usize,
    full: bool,
    rows: Vec<Line>,
}

fn page(desk: &Desk) -> Answer {
    let clock = desk.clock();
    let rows = desk.view(Action::SeeOverdue, desk.account, work::overdue)?;
    let escalated = |r: &&WorkRow| words::told(r.expected.standing).is_some();
    let page = OverduePage {
        t: desk.t,
        shell: desk.shell(desk.t.nav_overdue(), "overdue")?,
        told: rows.iter().filter(escalated).count(),
        full: rows.len() >= FULL,
        rows: rows.iter().map(|row| line(&clock, row)).collect(),
    };
    desk.page(&page)
}

fn line(clock: &Clockface, row: &WorkRow) -> Line {
    let t = clock.t;
    let expectation = &row.expected.expectation;
    let told = words::told(row.expected.standing)
        .map_or(String::new(), |role| t.work_told(words::role(t, role)));
    Line {
        what: words::clock(t, &expectation.clock),
        why: words::clock_hint(t, &expectation.clock),
        href: row.about.as_ref().map(|_| place_of(row.subject)),
        reference: row.reference.clone(),
        about: match &row.about {
            Some(about) => about.clone(),
            None => t.overdue_unread().to_owned(),
        },
        owner: row.owner_name.clone(),
        due: match expectation.due_on {
            Some(day) => clock.on(day),
            None => clock.at(&expectation.due_at),
        },
        late: late(clock, row),
        told,
        redated: match expectation.redated {
            0 => String::new(),
            n => t.overdue_redated(n),
        },
    }
}

/// "12 days", and for what ran out today "3 hours" or "20 minutes".
fn late(clock: &Clockface, row: &WorkRow) -> String {
    let days = match row.expected.standing {
        Standing::Overdue { days } | Standing::Escalated { days, .. } => days,
        _ => 0,
    };
    if days > 0 {
        return clock.t.span_days(days);
    }
    let since = clock.now.micros() - row.expected.expectation.due_at.micros();
    match since / HOUR {
        0 => clock.t.span_minutes((since / MINUTE).max(1)),
        hours => clock.t.span_hours(hours),
    }
}
