//! What is done on the page of one referral: each form goes to one function of `app`, and comes back where it is refused.

use super::form::problem;
use super::show::render;
use crate::desk::{Acted, Desk};
use crate::failure::Answer;
use crate::form::{LONG, Reader, SHORT};
use crate::identify::person_form;
use crate::typed::Problem;
use axum::http::StatusCode;
use throughcare_app::identify::referral;
use throughcare_domain::decision::Basis;
use throughcare_domain::id::*;
use throughcare_domain::identify::referral::*;
use throughcare_domain::person::Identity;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

/// Sends the form of a referral's page back with what was wrong.
fn back(desk: &Desk, id: ReferralId, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form("back", desk.path.clone())?, problems);
    render(desk, id, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
}

fn stale(desk: &Desk, id: ReferralId) -> Answer {
    let problem = Problem {
        field: String::new(),
        words: desk.t.stale_title().to_owned(),
    };
    let mut form = desk.again(desk.form("back", desk.path.clone())?, vec![problem]);
    form.stale = true;
    render(desk, id, StatusCode::CONFLICT, Some(form))
}

/// Answers an act on a referral: on to its page, or back with the form.
fn answer<T, E>(
    desk: &Desk,
    id: ReferralId,
    acted: Acted<T, E>,
    problem: impl Fn(Words, E) -> Problem,
) -> Answer {
    match acted.then(&format!("/referrals/{id}")) {
        Ok(response) => Ok(response),
        Err(Acted::Refused(rule)) => back(desk, id, vec![problem(desk.t, rule)]),
        Err(_) => stale(desk, id),
    }
}

/// The same rule beside the field that this page's forms have for a time.
fn at_the_time(t: Words, rule: ReferralRefusal) -> Problem {
    let mut problem = problem(t, rule);
    if rule == ReferralRefusal::InTheFuture {
        problem.field = "when".to_owned();
    }
    problem
}

fn word(desk: &Desk, reader: &mut Reader<'_>, basis: Basis) -> WordToReferrer {
    let clock = desk.clock();
    WordToReferrer {
        to: reader.required("to", SHORT),
        words: reader.required("words", LONG),
        basis,
        told_at: reader.moment("when", &clock.zone).unwrap_or(clock.now),
    }
}

pub fn acknowledge(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let word = word(desk, &mut reader, Basis::Mandate);
    match reader.finish(Some(word)) {
        Err(problems) => back(desk, id, problems),
        Ok(word) => {
            let acted = desk.act(Action::AcknowledgeReferral, id, |tx| {
                referral::acknowledge(tx, id, word)
            })?;
            answer(desk, id, acted, at_the_time)
        }
    }
}

pub fn supplement(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let kind = reader.choice::<LineKind>("kind");
    let text = reader.required("text", LONG);
    match reader.finish(kind) {
        Err(problems) => back(desk, id, problems),
        Ok(kind) => {
            let acted = desk.act(Action::SupplementReferral, id, |tx| {
                referral::supplement(tx, id, kind, &text)
            })?;
            answer(desk, id, acted, problem)
        }
    }
}

pub fn verify(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let outcome = reader.choice::<Verification>("outcome");
    let named = reader.choice_or("named", MayBeNamed::NotSure);
    match reader.finish(outcome) {
        Err(problems) => back(desk, id, problems),
        Ok(outcome) => {
            let version = desk.typed_version();
            let acted = desk.act(Action::VerifyReferrer, id, |tx| {
                referral::verify_referrer(tx, id, version, outcome, named)
            })?;
            answer(desk, id, acted, problem)
        }
    }
}

/// Reads somebody of whom at least something is said.
fn somebody(desk: &Desk) -> Result<Identity, Vec<Problem>> {
    let mut reader = Reader::new(desk.t, &desk.posted);
    let identity = person_form::person(&mut reader, "p1", desk.clock().today());
    if identity.is_none() {
        reader.wrong("p1-name1", desk.t.form_error_empty());
    }
    reader.finish(identity)
}

pub fn name_person(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    match somebody(desk) {
        Err(problems) => back(desk, id, problems),
        Ok(identity) => {
            let acted = desk.act(Action::ReviseIdentity, id, |tx| {
                referral::name_person(tx, id, identity)
            })?;
            answer(desk, id, acted, problem)
        }
    }
}

pub fn revise_person(desk: &Desk) -> Answer {
    let (id, person): (ReferralId, PersonId) = (desk.id("id")?, desk.id("person")?);
    match somebody(desk) {
        Err(problems) => back(desk, id, problems),
        Ok(identity) => {
            let version = desk.typed_version();
            let acted = desk.act(Action::ReviseIdentity, id, |tx| {
                referral::revise_identity(tx, id, person, version, identity)
            })?;
            answer(desk, id, acted, problem)
        }
    }
}

pub fn tell(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let telling = match reader.typed("how") {
        "told" => match reader.choice::<Basis>("basis") {
            Some(basis) => Some(Telling::Told(word(desk, &mut reader, basis))),
            None => {
                word(desk, &mut reader, Basis::Mandate);
                None
            }
        },
        "not_told" => Some(Telling::NotTold {
            why: reader.required("why", LONG),
        }),
        _ => {
            reader.wrong("how", desk.t.form_error_choose_one());
            None
        }
    };
    match reader.finish(telling) {
        Err(problems) => back(desk, id, problems),
        Ok(telling) => {
            let acted = desk.act(Action::TellReferrer, id, |tx| {
                referral::tell_referrer(tx, id, telling)
            })?;
            answer(desk, id, acted, at_the_time)
        }
    }
}
