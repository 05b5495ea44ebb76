//! My work: today first, then late, then this week.

use crate::clockface::Clockface;
use crate::desk::Desk;
use crate::failure::{Answer, see_other};
use crate::house::manual;
use crate::route::{LookKind, Route, get};
use crate::shell::Shell;
use crate::words;
use askama::Template;
use throughcare_app::work;
use throughcare_domain::policy::{Action, relations_allowing};
use throughcare_domain::subject::Subject;
use throughcare_store::expectation::ExpectedRow;
use throughcare_store::{Tx, draft};
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get("/", "house", Action::KeepOwnAccount, LookKind::None, front),
    get("/work", "house", Action::SeeWork, LookKind::List, page),
];

/// The front leads on to where this hat's work begins; whoever has none begins with the manual.
fn front(desk: &Desk) -> Answer {
    let shell = desk.shell("", "")?;
    let begins = shell
        .links
        .iter()
        .map(|link| link.href)
        .find(|href| !matches!(*href, "/programme" | "/manual"));
    let place = begins.map_or_else(|| manual::place(desk.hat.role), str::to_owned);
    Ok(see_other(&place))
}

/// One line of a list of what is expected.
pub struct Line {
    pub href: String,
    pub what: String,
    pub reference: String,
    pub whom: String,
    pub when: String,
    pub late: bool,
    pub small: String,
}

pub struct Group {
    pub key: &'static str,
    pub title: &'static str,
    pub hint: &'static str,
    pub late: bool,
    pub rows: Vec<Line>,
}

#[derive(Template)]
#[template(path = "work.html")]
struct WorkPage {
    t: Words,
    shell: Shell,
    today: String,
    late_n: usize,
    today_n: usize,
    groups: Vec<Group>,
    drafts: Vec<(String, String)>,
    may_open: bool,
    may_receive: bool,
}

/// Where a subject's page is.
pub fn place_of(subject: Subject) -> String {
    match subject {
        Subject::Enquiry(id) => format!("/enquiries/{id}"),
        Subject::Referral(id) => format!("/referrals/{id}"),
        Subject::Case(id) => format!("/cases/{id}"),
        _ => "/work".to_owned(),
    }
}

fn line(clock: &Clockface, row: &ExpectedRow, late: bool, on_day: bool) -> Line {
    let when = if on_day {
        clock.time(&row.expected.due_at)
    } else if late {
        clock.due_in(&row.expected.due_at)
    } else {
        clock.due_on(&row.expected.due_at)
    };
    Line {
        href: place_of(row.subject),
        what: words::clock(clock.t, &row.expected.clock).to_owned(),
        reference: row.reference.clone(),
        whom: String::new(),
        when,
        late,
        small: String::new(),
    }
}

fn page(desk: &Desk) -> Answer {
    let t = desk.t;
    let clock = desk.clock();
    let week = clock.today().plus_days(7).ends(&clock.zone);
    let rows = desk.view(Action::SeeWork, desk.account, |tx| work::mine(tx, week))?;
    let (begins, ends) = (
        clock.today().begins(&clock.zone),
        clock.today().ends(&clock.zone),
    );
    let within = |from, to| {
        rows.iter()
            .filter(move |r| r.expected.due_at >= from && r.expected.due_at <= to)
    };
    let agreed =
        |r: &&ExpectedRow| r.expected.due_at >= clock.now || r.expected.clock == "agreed-call";
    let today: Vec<Line> = within(begins, ends)
        .filter(agreed)
        .map(|r| line(&clock, r, false, true))
        .collect();
    let late: Vec<Line> = rows
        .iter()
        .filter(|r| r.expected.due_at < clock.now && !(r.expected.due_at >= begins && agreed(r)))
        .map(|r| line(&clock, r, true, false))
        .collect();
    let ahead: Vec<Line> = rows
        .iter()
        .filter(|r| r.expected.due_at > ends)
        .map(|r| line(&clock, r, false, false))
        .collect();
    let drafts = kept(desk, &clock)?;
    let page = WorkPage {
        t,
        shell: desk.shell(t.nav_work(), "work")?,
        today: clock.day_long(&clock.now),
        late_n: late.len(),
        today_n: today.len(),
        groups: vec![
            Group {
                key: "today",
                title: t.word_today(),
                hint: t.work_today_hint(),
                late: false,
                rows: today,
            },
            Group {
                key: "late",
                title: t.word_late(),
                hint: t.work_late_hint(),
                late: !late.is_empty(),
                rows: late,
            },
            Group {
                key: "week",
                title: t.word_this_week(),
                hint: t.work_week_hint(),
                late: false,
                rows: ahead,
            },
        ],
        drafts,
        may_open: !relations_allowing(desk.hat.role, Action::OpenEnquiry).is_empty(),
        may_receive: !relations_allowing(desk.hat.role, Action::ReceiveReferral).is_empty(),
    };
    desk.page(&page)
}

/// Where unsent forms wait, with the time at which each was kept.
fn kept(desk: &Desk, clock: &Clockface) -> Result<Vec<(String, String)>, crate::failure::Failure> {
    let read = || -> Result<Vec<(String, String)>, throughcare_store::Error> {
        let mut tx = Tx::reading(&desk.site.house, desk.actor)?;
        let drafts = draft::list_drafts(&mut tx, desk.account)?;
        tx.end_reading()?;
        Ok(drafts
            .into_iter()
            .map(|(at, kept)| (at, clock.time(&kept)))
            .collect())
    };
    read().map_err(|e| crate::failure::Failure::ours(e, desk.number()))
}
