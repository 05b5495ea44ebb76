//! Screening: the check against live investigations, the guards, and the decision with its second person.

mod form;
mod show;

use crate::desk::{Acted, Desk};
use crate::failure::Answer;
use crate::form::Reader;
use crate::route::{LookKind, Route, get, post};
use crate::typed::Problem;
use axum::http::StatusCode;
use form::problem;
use show::render;
use throughcare_app::identify::screening as app;
use throughcare_domain::id::*;
use throughcare_domain::identify::screening::ScreeningRefusal;
use throughcare_domain::policy::Action;

pub use form::{OPTIONS, alternatives, dissent, refused_words};

pub const ROUTES: &[Route] = &[
    get(
        "/referrals/{id}/screening",
        "identify",
        Action::ReadReferral,
        LookKind::Subject,
        show::page,
    ),
    post(
        "/referrals/{id}/screening/begin",
        "identify",
        Action::DecideScreening,
        begin,
    ),
    post(
        "/referrals/{id}/screening/checks",
        "identify",
        Action::Deconflict,
        check,
    ),
    post(
        "/referrals/{id}/screening/awaited",
        "identify",
        Action::DecideScreening,
        awaited,
    ),
    post(
        "/referrals/{id}/screening/decision",
        "identify",
        Action::DecideScreening,
        decide,
    ),
    post(
        "/referrals/{id}/screening/proposals/{decision}/back",
        "identify",
        Action::DecideScreening,
        take_back,
    ),
];

fn back(desk: &Desk, id: ReferralId, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form("back", desk.path.clone())?, problems);
    render(desk, id, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
}

fn stale(desk: &Desk, id: ReferralId) -> Answer {
    let problem = Problem {
        field: String::new(),
        words: desk.t.stale_title().to_owned(),
    };
    desk.met_a_change.set(true);
    let mut form = desk.again(desk.form("back", desk.path.clone())?, vec![problem]);
    form.stale = true;
    render(desk, id, StatusCode::CONFLICT, Some(form))
}

/// Answers an act of the screening: on to its page, or back with the form.
fn answer<T>(desk: &Desk, id: ReferralId, acted: Acted<T, ScreeningRefusal>) -> Answer {
    match acted.then(&format!("/referrals/{id}/screening")) {
        Ok(response) => Ok(response),
        Err(Acted::Refused(rule)) => back(desk, id, vec![problem(desk.t, rule)]),
        Err(_) => stale(desk, id),
    }
}

fn begin(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let version = desk.typed_version();
    let acted = desk.act(Action::DecideScreening, id, |tx| {
        app::begin(tx, id, version)
    })?;
    answer(desk, id, acted)
}

fn check(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let draft = form::check(&mut reader, &desk.clock());
    match reader.finish(draft) {
        Err(problems) => back(desk, id, problems),
        Ok(draft) => {
            let acted = desk.act(Action::Deconflict, id, |tx| app::deconflict(tx, id, draft))?;
            answer(desk, id, acted)
        }
    }
}

fn awaited(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let came = match desk.typed("came") {
        "yes" => true,
        "no" => false,
        _ => {
            let problem = Problem {
                field: String::new(),
                words: desk.t.form_error_choose_one().to_owned(),
            };
            return back(desk, id, vec![problem]);
        }
    };
    let version = desk.typed_version();
    let acted = desk.act(Action::DecideScreening, id, |tx| {
        app::settle_information(tx, id, version, came)
    })?;
    answer(desk, id, acted)
}

fn decide(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let typed = form::decision(&mut reader, &desk.clock());
    match reader.finish(typed) {
        Err(problems) => back(desk, id, problems),
        Ok((proposal, grounds, named)) => {
            let version = desk.typed_version();
            let acted = desk.act(Action::DecideScreening, id, |tx| {
                app::decide(tx, id, version, proposal, grounds, named)
            })?;
            answer(desk, id, acted)
        }
    }
}

fn take_back(desk: &Desk) -> Answer {
    let (id, proposal): (ReferralId, DecisionId) = (desk.id("id")?, desk.id("decision")?);
    let acted = desk.act(Action::DecideScreening, id, |tx| {
        app::take_back(tx, id, proposal)
    })?;
    answer(desk, id, acted)
}
