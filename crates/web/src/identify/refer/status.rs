//! How far a referral has come, for whoever holds its reference. The reference is sent in a form, never in an address.

use super::{Beside, Place, in_language};
use crate::desk::Visit;
use crate::failure::{Answer, Failure, refused};
use crate::form::{Reader, SHORT};
use crate::shell::Shell;
use crate::typed::{Form, Problem};
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::identify::referral;
use throughcare_app::{Attempt, Refusal};
use throughcare_domain::account::Actor;
use throughcare_domain::identify::public_reference::{PublicReference, PublicStanding};
use throughcare_domain::policy::Action;
use throughcare_text::{Language, Words};

#[derive(Template)]
#[template(path = "identify/refer/status.html")]
struct StatusPage {
    t: Words,
    shell: Shell,
    form: Form,
    beside: Beside,
    too_many: bool,
    address: String,
    answer: Option<&'static str>,
    languages: Vec<Language>,
}

pub fn page(visit: &Visit) -> Answer {
    let place = Place::of(visit)?;
    render(&place, StatusCode::OK, Vec::new(), None)
}

fn render(
    place: &Place<'_>,
    status: StatusCode,
    problems: Vec<Problem>,
    standing: Option<PublicStanding>,
) -> Answer {
    let t = place.t;
    let form = place
        .visit
        .open_form("refer", format!("{}/status", place.address()));
    // Once it is found the reference does not stand in the page any more.
    let pairs = match standing {
        Some(_) => Vec::new(),
        None => place.visit.posted.clone(),
    };
    let page = StatusPage {
        shell: place
            .shell(t.refer_status_title())
            .with_errors(!problems.is_empty()),
        form: Form {
            pairs,
            problems,
            ..form
        },
        beside: Beside::of(place),
        too_many: status == StatusCode::TOO_MANY_REQUESTS,
        address: place.address(),
        answer: standing.map(|s| match s {
            PublicStanding::Received => t.refer_status_received(),
            PublicStanding::BeingLookedAt => t.refer_status_looked_at(),
            PublicStanding::Decided => t.refer_status_decided(),
        }),
        languages: place.languages(),
        t,
    };
    place.visit.page_with(status, &page)
}

pub fn ask(visit: &Visit) -> Answer {
    let place = Place::of(visit)?;
    let t = place.t;
    if let Some(code) = visit.typed("do").strip_prefix("language-") {
        let language = Language::parse(code).ok_or(Failure::NotFound)?;
        return in_language(place, language, |p| {
            render(p, StatusCode::OK, Vec::new(), None)
        });
    }
    let mut reader = Reader::new(t, &visit.posted);
    let typed = reader.text("reference", SHORT);
    let found = typed.parse::<PublicReference>().ok();
    if found.is_none() {
        reader.wrong("reference", t.refer_status_wrong());
    }
    let reference = match reader.finish(found) {
        Ok(reference) => reference,
        Err(wrong) => return render(&place, StatusCode::UNPROCESSABLE_ENTITY, wrong, None),
    };
    let house = &visit.site.house;
    if !visit
        .site
        .public_posts
        .admits_key(visit.peer_key(), house.now())
    {
        return render(&place, StatusCode::TOO_MANY_REQUESTS, Vec::new(), None);
    }
    let id = place.programme.id;
    let actor = Actor::PublicForm { programme: id };
    let attempt = Attempt::new(Action::ReceiveReferral, id);
    let standing = throughcare_app::view(house, actor, attempt, |tx| {
        referral::public_standing(tx, id, &reference)
    });
    match standing {
        Ok(standing) => render(&place, StatusCode::OK, Vec::new(), Some(standing)),
        Err(Refusal::NotFound) => {
            let number = &place.programme.file.public_form.telephone;
            let problem = Problem {
                field: "reference".to_owned(),
                words: t.refer_status_unknown(number),
            };
            render(
                &place,
                StatusCode::UNPROCESSABLE_ENTITY,
                vec![problem],
                None,
            )
        }
        Err(refusal) => Err(refused(refusal, || visit.number())),
    }
}
