//! On what a case rests: one small form for each moderator, for its choices differ.

use super::shown::Shown;
use super::{allowed, answer, form, read, wrong};
use crate::desk::Desk;
use crate::failure::{Answer, Failure};
use crate::form::{Reader, SHORT};
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case;
use throughcare_domain::case::moderator::{AgreedIntensity, OrderInForce, REGION_NOT_SETTLED};
use throughcare_domain::case::{Footing, Moderator, ModeratorKind, Setting};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

/// One moderator: what holds, what held, and the form.
struct One {
    kind: ModeratorKind,
    form: Form,
    current: Option<Moderator>,
}

#[derive(Template)]
#[template(path = "case/moderators.html")]
struct ModeratorsPage {
    t: Words,
    shell: Shell,
    shown: Shown,
    all: Vec<One>,
}

pub fn page(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, None)
}

fn render(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let id: CaseId = desk.id("id")?;
    let shown = read(desk, id)?;
    allowed(shown.view.may.set_moderator)?;
    let mut all = Vec::new();
    for (kind, current) in &shown.view.current {
        let code = kind.code();
        let fresh = form(
            desk,
            back.as_ref(),
            code,
            format!("/cases/{id}/moderators/{code}"),
        )?;
        let value = current.as_ref().map_or("", |set| set.value.as_str());
        all.push(One {
            kind: *kind,
            form: fresh
                .or("value", value)
                .or("from", shown.view.today.to_string()),
            current: current.clone(),
        });
    }
    let page = ModeratorsPage {
        t: desk.t,
        shell: desk
            .shell(
                format!(
                    "{} · {}",
                    desk.t.case_form_moderators_title(),
                    shown.title()
                ),
                "cases",
            )?
            .with_errors(back.is_some()),
        shown,
        all,
    };
    desk.page_with(status, &page)
}

impl ModeratorsPage {
    fn choices(&self, one: &One) -> Vec<Choice> {
        choices(self.t, one.kind, &self.shown.view.regions)
    }
}

fn choices(t: Words, kind: ModeratorKind, regions: &[String]) -> Vec<Choice> {
    fn of<C: Code>(t: Words, kind: ModeratorKind) -> Vec<Choice> {
        C::ALL
            .iter()
            .map(|v| Choice::new(v.code(), words::case::value(t, kind, v.code())))
            .collect()
    }
    match kind {
        ModeratorKind::Footing => of::<Footing>(t, kind),
        ModeratorKind::Setting => of::<Setting>(t, kind),
        ModeratorKind::OrderInForce => of::<OrderInForce>(t, kind),
        ModeratorKind::AgreedIntensity => of::<AgreedIntensity>(t, kind),
        ModeratorKind::Region => {
            let mut all: Vec<Choice> = regions.iter().map(|r| Choice::new(r, r)).collect();
            all.push(Choice::new(REGION_NOT_SETTLED, t.case_not_settled()));
            all
        }
    }
}

pub fn set(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let kind =
        ModeratorKind::from_code(desk.param("moderator")).map_err(|_| Failure::not_found())?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let value = reader.text("value", SHORT);
    if value.is_empty() {
        reader.wrong("value", desk.t.form_error_choose_one());
    }
    let from = reader.day("from");
    if from.is_none() {
        reader.wrong("from", desk.t.form_error_date_missing());
    }
    match reader.finish(from) {
        Err(problems) => {
            let form = wrong(desk, kind.code(), problems)?;
            render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
        }
        Ok(from) => {
            let acted = desk.act(Action::SetModerator, id, |tx| {
                case::set_moderator(tx, id, kind, &value, from)
            })?;
            let place = format!("/cases/{id}/moderators");
            answer(desk, kind.code(), &place, acted, render)
        }
    }
}
