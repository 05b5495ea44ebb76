//! Two forms of a case: how somebody is reached safely, and who takes part.

use super::shown::Shown;
use super::{allowed, answer, form, read, wrong};
use crate::desk::Desk;
use crate::failure::Answer;
use crate::form::{LONG, Reader, SHORT};
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case::{self, ParticipantDraft};
use throughcare_domain::case::ParticipantRole;
use throughcare_domain::case::safe_contact::{InPairs, SafeContactDraft};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

#[derive(Template)]
#[template(path = "case/safe_contact.html")]
struct SafeContactPage {
    t: Words,
    shell: Shell,
    shown: Shown,
    card: Form,
}

pub fn safe_contact_page(desk: &Desk) -> Answer {
    safe_contact(desk, StatusCode::OK, None)
}

fn safe_contact(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let id: CaseId = desk.id("id")?;
    let shown = read(desk, id)?;
    allowed(shown.view.may.write_safe_contact)?;
    let mut card = form(
        desk,
        back.as_ref(),
        "card",
        format!("/cases/{id}/safe-contact"),
    )?;
    if let Some((now, _)) = &shown.view.card {
        card = Form {
            version: now.version,
            ..card
        }
        .or("how", &now.how_and_when)
        .or("leave", &now.do_not_leave)
        .or("tell", &now.do_not_tell)
        .or("where", &now.where_to_meet)
        .or("pairs", now.in_pairs.code())
        .or("agreed", &now.agreed_with);
    }
    let errors = back.is_some();
    let page = SafeContactPage {
        t: desk.t,
        shell: desk
            .shell(
                format!("{} · {}", desk.t.case_form_safe_title(), shown.title()),
                "cases",
            )?
            .with_errors(errors),
        shown,
        card,
    };
    desk.page_with(status, &page)
}

impl SafeContactPage {
    fn pairs(&self) -> Vec<Choice> {
        InPairs::ALL
            .iter()
            .map(|p| Choice::new(p.code(), words::case::in_pairs(self.t, *p)))
            .collect()
    }
}

pub fn set_safe_contact(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let draft = SafeContactDraft {
        how_and_when: reader.text("how", LONG),
        do_not_leave: reader.text("leave", LONG),
        do_not_tell: reader.text("tell", LONG),
        where_to_meet: reader.text("where", LONG),
        in_pairs: reader.choice_or("pairs", InPairs::NotSettled),
        agreed_with: reader.text("agreed", LONG),
    };
    match reader.finish(Some(draft)) {
        Err(problems) => {
            let form = wrong(desk, "card", problems)?;
            safe_contact(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
        }
        Ok(draft) => {
            let version = desk.typed_version();
            let acted = desk.act(Action::WriteSafeContact, id, |tx| {
                case::set_safe_contact(tx, id, version, draft)
            })?;
            answer(desk, "card", &format!("/cases/{id}"), acted, safe_contact)
        }
    }
}

#[derive(Template)]
#[template(path = "case/participants.html")]
struct ParticipantsPage {
    t: Words,
    shell: Shell,
    shown: Shown,
    join: Form,
}

pub fn participants_page(desk: &Desk) -> Answer {
    participants(desk, StatusCode::OK, None)
}

fn participants(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let id: CaseId = desk.id("id")?;
    let shown = read(desk, id)?;
    allowed(shown.view.may.join_participant)?;
    let errors = back.is_some();
    let join = form(
        desk,
        back.as_ref(),
        "join",
        format!("/cases/{id}/participants"),
    )?
    .or("since", shown.view.today.to_string());
    let page = ParticipantsPage {
        t: desk.t,
        shell: desk
            .shell(
                format!(
                    "{} · {}",
                    desk.t.case_form_participants_title(),
                    shown.title()
                ),
                "cases",
            )?
            .with_errors(errors),
        shown,
        join,
    };
    desk.page_with(status, &page)
}

impl ParticipantsPage {
    fn roles(&self) -> Vec<Choice> {
        ParticipantRole::ALL
            .iter()
            .filter(|r| **r != ParticipantRole::PersonItIsAbout)
            .map(|r| Choice::new(r.code(), words::case::role(self.t, *r)))
            .collect()
    }
}

pub fn join_participant(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let role = reader.choice::<ParticipantRole>("role");
    let described = reader.required("described", SHORT);
    let power = reader.text("power", SHORT);
    let since = reader.day("since");
    if since.is_none() {
        reader.wrong("since", desk.t.form_error_date_missing());
    }
    match reader.finish(role.zip(since)) {
        Err(problems) => {
            let form = wrong(desk, "join", problems)?;
            participants(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
        }
        Ok((role, since)) => {
            let draft = ParticipantDraft {
                role,
                described,
                power,
                since,
            };
            let acted = desk.act(Action::JoinParticipant, id, |tx| {
                case::join_participant(tx, id, draft)
            })?;
            let place = format!("/cases/{id}/participants");
            answer(desk, "join", &place, acted, participants)
        }
    }
}
