//! The referral's pages: the list, taking one down, and one referral with its way through intake.

pub mod acts;
pub mod form;
mod next_step;
mod show;

use crate::clockface::Clockface;
use crate::desk::{Acted, Desk};
use crate::failure::{Answer, Failure, see_other};
use crate::form::Reader;
use crate::identify::person_form::PersonFields;
use crate::route::{LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::Form;
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use form::{Choices, PERSONS, dialled};
use std::sync::Arc;
use throughcare_app::identify::referral;
use throughcare_domain::id::*;
use throughcare_domain::identify::referral::{Urgency, Verification};
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::{Action, relations_allowing};
use throughcare_store::identify::referral::{ReferralRow, Which};
use throughcare_store::programme::{self, Adopted};
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/referrals",
        "identify",
        Action::ListReferrals,
        LookKind::List,
        list,
    ),
    get(
        "/referrals/new",
        "identify",
        Action::ReceiveReferral,
        LookKind::None,
        new,
    ),
    post(
        "/referrals/new",
        "identify",
        Action::ReceiveReferral,
        receive,
    ),
    get(
        "/referrals/{id}",
        "identify",
        Action::ReadReferral,
        LookKind::Subject,
        show::page,
    ),
    post(
        "/referrals/{id}/acknowledged",
        "identify",
        Action::AcknowledgeReferral,
        acts::acknowledge,
    ),
    post(
        "/referrals/{id}/lines",
        "identify",
        Action::SupplementReferral,
        acts::supplement,
    ),
    post(
        "/referrals/{id}/referrer",
        "identify",
        Action::VerifyReferrer,
        acts::verify,
    ),
    post(
        "/referrals/{id}/persons",
        "identify",
        Action::ReviseIdentity,
        acts::name_person,
    ),
    post(
        "/referrals/{id}/persons/{person}",
        "identify",
        Action::ReviseIdentity,
        acts::revise_person,
    ),
    post(
        "/referrals/{id}/told",
        "identify",
        Action::TellReferrer,
        acts::tell,
    ),
];

/// The programme in whose hat somebody works, with the file in force.
pub fn programme_of(desk: &Desk) -> Result<Arc<Adopted>, Failure> {
    let id = desk.hat.programme().ok_or(Failure::NotFound)?;
    let read = || {
        let mut tx = throughcare_store::Tx::reading(&desk.site.house, desk.actor)?;
        let found = programme::adopted(&mut tx, id)?;
        tx.end_reading()?;
        Ok::<_, throughcare_store::Error>(found)
    };
    read().map_err(|e| Failure::ours(e, desk.number()))
}

/// A telephone number as it is shown and as it is dialled.
pub struct Ring {
    pub number: String,
    pub dialled: String,
}

impl Ring {
    pub fn of(number: &str) -> Ring {
        Ring {
            number: number.to_owned(),
            dialled: dialled(number),
        }
    }
}

#[derive(Template)]
#[template(path = "identify/referral/list.html")]
struct ListPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    rows: Vec<(ReferralRow, String)>,
    ended: bool,
    further: Option<String>,
    may_receive: bool,
}

/// Where a page of the list ended: the instant and the id of its last row.
fn place(text: &str) -> Option<(Moment, ReferralId)> {
    let (at, id) = text.split_once('.')?;
    Some((Moment::from_micros(at.parse().ok()?), id.parse().ok()?))
}

fn list(desk: &Desk) -> Answer {
    let ended = desk.asked("which") == "ended";
    let which = if ended { Which::Ended } else { Which::Open };
    let before = place(desk.asked("before"));
    let mut rows = desk.view(Action::ListReferrals, desk.account, |tx| {
        referral::list(tx, which, before)
    })?;
    let last = (rows.len() > 50).then(|| &rows[49].0);
    let further = last.map(|row| format!("{}.{}", row.received_at.micros(), row.id));
    rows.truncate(50);
    let page = ListPage {
        t: desk.t,
        shell: desk.shell(desk.t.nav_referrals(), "referrals")?,
        clock: desk.clock(),
        rows,
        ended,
        further,
        may_receive: !relations_allowing(desk.hat.role, Action::ReceiveReferral).is_empty(),
    };
    desk.page(&page)
}

impl ListPage {
    fn ring(&self, row: &ReferralRow) -> bool {
        row.urgency == Urgency::RingNow
            && matches!(
                row.verification,
                Verification::NotYet | Verification::NotReached
            )
    }
    fn from(&self, row: &ReferralRow) -> &'static str {
        words::sector(self.t, row.sector)
    }
    fn state(&self, row: &ReferralRow) -> String {
        match row.until {
            Some(until) if row.state == "awaiting_information" => self
                .t
                .referral_state_awaiting_until(self.clock.on(self.clock.day_of(&until))),
            _ => words::referral_state(self.t, &row.state).to_owned(),
        }
    }
    fn late(&self, key: &str, due: &Moment) -> String {
        self.t
            .referral_late_line(self.clock.late(due), words::clock(self.t, key))
    }
}

#[derive(Template)]
#[template(path = "identify/referral/new.html")]
struct NewPage {
    t: Words,
    shell: Shell,
    form: Form,
    choices: Choices,
    persons: Vec<PersonFields>,
    ring: Ring,
}

fn new(desk: &Desk) -> Answer {
    let form = desk.form("referral", "/referrals/new")?;
    new_page(desk, StatusCode::OK, form)
}

fn new_page(desk: &Desk, status: StatusCode, form: Form) -> Answer {
    let errors = !form.problems.is_empty();
    let programme = programme_of(desk)?;
    let shell = desk
        .shell(desk.t.referral_new(), "referrals")?
        .with_errors(errors);
    let page = NewPage {
        t: desk.t,
        shell,
        form: form::fresh(form, &desk.clock()),
        choices: Choices::of(desk.t),
        persons: PERSONS.map(|p| PersonFields::of(desk.t, p)).into(),
        ring: Ring::of(&programme.file.public_form.day_and_night),
    };
    desk.page_with(status, &page)
}

fn receive(desk: &Desk) -> Answer {
    let programme = desk.hat.programme().ok_or(Failure::NotFound)?;
    let wrong = |problems| {
        let form = desk.again(desk.form("referral", "/referrals/new")?, problems);
        new_page(desk, StatusCode::UNPROCESSABLE_ENTITY, form)
    };
    let mut reader = Reader::new(desk.t, &desk.posted);
    let draft = form::draft(&mut reader, &desk.clock());
    if let Err(rule) = draft.check(desk.clock().now) {
        let problem = form::problem(desk.t, rule);
        reader.wrong(&problem.field, problem.words);
    }
    let draft = match reader.finish(Some(draft)) {
        Ok(draft) => draft,
        Err(problems) => return wrong(problems),
    };
    match desk.act(Action::ReceiveReferral, programme, |tx| {
        referral::receive(tx, programme, draft)
    })? {
        Acted::Done(id) => Ok(see_other(&format!("/referrals/{id}"))),
        Acted::Before(subject) => Ok(see_other(
            &subject.map_or("/referrals".into(), crate::work::place_of),
        )),
        Acted::Refused(rule) => wrong(vec![form::problem(desk.t, rule)]),
        Acted::Stale => Err(Failure::Stale),
    }
}
