//! The summary on paper: who will read it and on which basis is written down first.

use super::shown::Shown;
use super::{answer, form, read, wrong};
use crate::desk::{Acted, Desk};
use crate::failure::{Answer, see_other};
use crate::form::{Reader, SHORT};
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case::{self, PrintDraft};
use throughcare_domain::case::CaseRefusal;
use throughcare_domain::decision::{Basis, Disclosure};
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

#[derive(Template)]
#[template(path = "case/print_ask.html")]
struct AskPage {
    t: Words,
    shell: Shell,
    shown: Shown,
    print: Form,
}

pub fn ask(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, None)
}

fn render(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let id: CaseId = desk.id("id")?;
    let shown = read(desk, id)?;
    let page = AskPage {
        t: desk.t,
        shell: desk
            .shell(
                format!("{} · {}", desk.t.case_print(), shown.title()),
                "cases",
            )?
            .with_errors(back.is_some()),
        print: form(desk, back.as_ref(), "print", format!("/cases/{id}/print"))?,
        shown,
    };
    desk.page_with(status, &page)
}

impl AskPage {
    fn bases(&self) -> Vec<Choice> {
        words::choices(|b: Basis| words::basis(self.t, b))
    }
}

pub fn record(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let to = reader.required("described", SHORT);
    let basis = reader.choice::<Basis>("basis");
    let basis = match reader.finish(basis) {
        Ok(basis) => basis,
        Err(problems) => {
            let form = wrong(desk, "print", problems)?;
            return render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form));
        }
    };
    let draft = PrintDraft {
        to,
        what: desk.t.case_print_title().to_owned(),
        basis,
    };
    let acted: Acted<DisclosureId, CaseRefusal> =
        desk.act(Action::ReadCase, id, |tx| case::print(tx, id, draft))?;
    match acted {
        Acted::Done(print) => Ok(see_other(&format!("/cases/{id}/print/{print}"))),
        other => answer(desk, "print", &format!("/cases/{id}/print"), other, render),
    }
}

#[derive(Template)]
#[template(path = "case/print.html")]
struct PrintPage {
    t: Words,
    shell: Shell,
    shown: Shown,
    print: Disclosure,
    missing: Vec<crate::expected::Line>,
}

/// The summary itself, for a print that was written down a moment ago.
pub fn show(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let print: DisclosureId = desk.id("disclosure")?;
    let found = desk.view(Action::ReadCase, id, |tx| case::printed(tx, id, print))?;
    let Some((view, print)) = found else {
        return Ok(see_other(&format!("/cases/{id}/print")));
    };
    let shown = Shown {
        t: desk.t,
        clock: desk.clock(),
        me: desk.account,
        view,
    };
    let missing = shown
        .view
        .missing
        .iter()
        .map(|e| super::line(&shown, e))
        .collect();
    let page = PrintPage {
        t: desk.t,
        shell: desk.shell(shown.title(), "cases")?,
        shown,
        print,
        missing,
    };
    desk.page(&page)
}

impl PrintPage {
    fn basis(&self) -> &'static str {
        words::basis(self.t, self.print.basis)
    }
}
