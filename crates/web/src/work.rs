//! My work: today first, then late, then this week and the next; and what waits for others.

use crate::clockface::Clockface;
use crate::desk::Desk;
use crate::expected::{self, Line};
use crate::failure::{Answer, see_other};
use crate::house::manual;
use crate::route::{LookKind, Route, get};
use crate::shell::Shell;
use crate::words;
use askama::Template;
use throughcare_app::work::{self, Waiting, WorkList, WorkRow};
use throughcare_domain::policy::{Action, relations_allowing};
use throughcare_domain::subject::Subject;
use throughcare_store::waiting::WaitingFor;
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

/// Rows that belong together.
pub struct Group {
    pub key: &'static str,
    pub title: &'static str,
    pub hint: &'static str,
    pub late: bool,
    pub rows: Vec<Line>,
}

/// One thing that waits for somebody else.
struct Wait {
    href: String,
    what: String,
    when: String,
    late: bool,
    small: String,
}

/// One bar of the picture of what somebody owns. Unit: `share` in per cent of the longest.
struct Bar {
    words: &'static str,
    number: i64,
    share: i64,
}

/// One line of what others did.
struct News {
    href: String,
    what: String,
    when: String,
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
    waiting: Vec<Wait>,
    bars: Vec<Bar>,
    news: Vec<News>,
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

fn page(desk: &Desk) -> Answer {
    let t = desk.t;
    let clock = desk.clock();
    let list = desk.view(Action::SeeWork, desk.account, work::list)?;
    let page = WorkPage {
        t,
        shell: desk.shell(t.nav_work(), "work")?,
        today: clock.day_long(&clock.now),
        late_n: list.late.len(),
        today_n: list.today.len(),
        groups: groups(desk, &clock, &list),
        waiting: list.waiting.iter().map(|w| wait(&clock, w)).collect(),
        bars: bars(t, &list),
        news: list
            .news
            .iter()
            .map(|(row, by)| News {
                href: place_of(row.subject),
                what: news(&clock, row, by.as_deref()),
                when: clock.ago(&row.at),
            })
            .collect(),
        drafts: kept(desk, &clock)?,
        may_open: !relations_allowing(desk.hat.role, Action::OpenEnquiry).is_empty(),
        may_receive: !relations_allowing(desk.hat.role, Action::ReceiveReferral).is_empty(),
    };
    desk.page(&page)
}

fn groups(desk: &Desk, clock: &Clockface, list: &WorkList) -> Vec<Group> {
    let t = desk.t;
    let rows = |rows: &[WorkRow]| {
        rows.iter()
            .map(|row| expected::line(clock, row, desk.account))
            .collect::<Vec<Line>>()
    };
    let all = [
        ("today", t.word_today(), t.work_today_hint(), &list.today),
        ("late", t.word_late(), t.work_late_hint(), &list.late),
        (
            "week",
            t.word_this_week(),
            t.work_week_hint(),
            &list.this_week,
        ),
        (
            "next",
            t.word_next_week(),
            t.work_next_week_hint(),
            &list.next_week,
        ),
    ];
    all.into_iter()
        // Today is said even when it is empty; the rest only where there is something.
        .filter(|(key, _, _, found)| *key == "today" || !found.is_empty())
        .map(|(key, title, hint, found)| Group {
            key,
            title,
            hint,
            late: key == "late",
            rows: rows(found),
        })
        .collect()
}

fn wait(clock: &Clockface, waiting: &Waiting) -> Wait {
    let t = clock.t;
    let row = &waiting.row;
    let name = waiting.name.clone().unwrap_or_default();
    let (href, what, when, small) = match row.waiting_for {
        WaitingFor::OfferAnswered { .. } => (
            crate::owner::place(row.subject),
            t.work_waiting_offer(&name),
            t.work_since(clock.on(clock.day_of(&row.at))),
            t.work_waiting_offer_until().to_owned(),
        ),
        WaitingFor::SecondLook { by, deferred, .. } => (
            place_of(row.subject),
            match by {
                Some(_) => t.work_waiting_second(&name),
                None => t.work_waiting_second_any().to_owned(),
            },
            match row.at < clock.now {
                true => clock.late(&row.at),
                false => t.work_waiting_due(clock.due_on(&row.at)),
            },
            match deferred {
                true => t.work_waiting_second_deferred().to_owned(),
                false => t.work_waiting_second_before().to_owned(),
            },
        ),
    };
    Wait {
        href,
        what,
        when,
        late: row.at < clock.now && matches!(row.waiting_for, WaitingFor::SecondLook { .. }),
        small: format!("{} · {small}", row.reference),
    }
}

/// What somebody owns, by where it stands, in the order of the way through it.
fn bars(t: Words, list: &WorkList) -> Vec<Bar> {
    let order = [
        ("enquiry", "open", t.work_carried_enquiries()),
        ("referral", "received", t.work_carried_referrals()),
        (
            "referral",
            "in_screening",
            t.work_carried_referrals_screening(),
        ),
        (
            "referral",
            "awaiting_information",
            t.work_carried_referrals_waiting(),
        ),
        ("case", "considered", t.work_carried_cases_considered()),
        ("case", "active", t.work_carried_cases_active()),
    ];
    let number = |kind, state| {
        list.carried
            .iter()
            .filter(|c| c.kind == kind && c.state == state)
            .map(|c| c.number)
            .sum::<i64>()
    };
    let most = list.carried.iter().map(|c| c.number).max().unwrap_or(1);
    order
        .into_iter()
        .map(|(kind, state, words)| (words, number(kind, state)))
        .filter(|(_, number)| *number > 0)
        .map(|(words, number)| Bar {
            words,
            number,
            share: number * 100 / most.max(1),
        })
        .collect()
}

fn news(clock: &Clockface, row: &throughcare_store::waiting::NewsRow, by: Option<&str>) -> String {
    let t = clock.t;
    let what = words::happened::plain(t, &row.kind, row.code.as_deref());
    match by {
        Some(name) => t.work_news_line(name, &row.reference, what),
        None => t.work_news_line_by_itself(&row.reference, what),
    }
}

/// On which pages unsent forms wait, with the time at which each was kept.
fn kept(desk: &Desk, clock: &Clockface) -> Result<Vec<(String, String)>, crate::failure::Failure> {
    let read = || -> Result<Vec<(String, String)>, throughcare_store::Error> {
        let mut tx = Tx::reading(&desk.site.house, desk.actor)?;
        let mut out = Vec::new();
        for (place, kept) in draft::list_drafts(&mut tx, desk.account)? {
            // The form is sent to `place`; the page on which it stands may be another.
            let found = draft::find_draft(&mut tx, desk.account, &place)?;
            let pairs = found.map_or_else(Vec::new, |draft| draft.pairs);
            let at = pairs.into_iter().find(|(name, _)| name == "_at");
            let page = at.map_or(place, |(_, page)| page);
            out.push((page, clock.time(&kept)));
        }
        tx.end_reading()?;
        Ok(out)
    };
    read().map_err(|e| crate::failure::Failure::ours(e, desk.number()))
}
