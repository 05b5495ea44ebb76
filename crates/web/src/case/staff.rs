//! Who may not see a case: excluded, and let in again, each with a reason.

use super::shown::Shown;
use super::{allowed, answer, form, read, wrong};
use crate::desk::Desk;
use crate::failure::Answer;
use crate::form::{LONG, Reader};
use crate::owner::colleagues;
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case;
use throughcare_app::refusal::NoRule;
use throughcare_domain::case::Exclusion;
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

#[derive(Template)]
#[template(path = "case/exclusions.html")]
struct ExclusionsPage {
    t: Words,
    shell: Shell,
    shown: Shown,
    colleagues: Vec<Choice>,
    exclude: Form,
    lift: Form,
    /// The exclusion whose form came back.
    lifting: Option<ExclusionId>,
}

pub fn page(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, None)
}

fn render(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let id: CaseId = desk.id("id")?;
    let shown = read(desk, id)?;
    allowed(shown.view.may.exclude_staff)?;
    let found = desk.view(Action::ExcludeStaff, id, |tx| {
        case::could_be_excluded::<NoRule>(tx, id)
    })?;
    let page = ExclusionsPage {
        t: desk.t,
        shell: desk
            .shell(
                format!(
                    "{} · {}",
                    desk.t.case_form_exclusions_title(),
                    shown.title()
                ),
                "cases",
            )?
            .with_errors(back.is_some()),
        colleagues: colleagues(desk.t, &found),
        exclude: form(
            desk,
            back.as_ref(),
            "exclude",
            format!("/cases/{id}/exclusions"),
        )?,
        lifting: back
            .as_ref()
            .filter(|b| b.id == "lift")
            .and_then(|_| desk.param("exclusion").parse().ok()),
        lift: form(desk, back.as_ref(), "lift", desk.path.clone())?,
        shown,
    };
    desk.page_with(status, &page)
}

impl ExclusionsPage {
    /// The form by which one exclusion is lifted.
    fn lift_form(&self, exclusion: &Exclusion) -> Form {
        let back = self.lifting == Some(exclusion.id);
        Form {
            action: format!(
                "/cases/{}/exclusions/{}/lift",
                self.shown.id(),
                exclusion.id
            ),
            pairs: if back {
                self.lift.pairs.clone()
            } else {
                Vec::new()
            },
            problems: if back {
                self.lift.problems.clone()
            } else {
                Vec::new()
            },
            ..self.lift.clone()
        }
    }
}

pub fn exclude(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let who = reader.parsed::<AccountId>("who");
    let why = reader.required("why", LONG);
    match reader.finish(who) {
        Err(problems) => {
            let form = wrong(desk, "exclude", problems)?;
            render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
        }
        Ok(who) => {
            let acted = desk.act(Action::ExcludeStaff, id, |tx| {
                case::exclude_staff(tx, id, who, &why)
            })?;
            let place = format!("/cases/{id}/exclusions");
            answer(desk, "exclude", &place, acted, render)
        }
    }
}

pub fn lift(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let exclusion: ExclusionId = desk.id("exclusion")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let why = reader.required("why", LONG);
    match reader.finish(Some(why)) {
        Err(problems) => {
            let form = wrong(desk, "lift", problems)?;
            render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
        }
        Ok(why) => {
            let acted = desk.act(Action::ExcludeStaff, id, |tx| {
                case::lift_exclusion(tx, id, exclusion, &why)
            })?;
            let place = format!("/cases/{id}/exclusions");
            answer(desk, "lift", &place, acted, render)
        }
    }
}
