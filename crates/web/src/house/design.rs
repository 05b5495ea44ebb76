//! The design system on a page: the shapes of which every page is made, with when to use each.

use crate::desk::Desk;
use crate::failure::{Answer, Failure, see_other};
use crate::form::{LONG, Reader, SHORT};
use crate::route::{LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use askama::Template;
use axum::http::StatusCode;
use throughcare_domain::policy::Action;
use throughcare_store::draft;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/design",
        "house",
        Action::KeepOwnAccount,
        LookKind::None,
        page,
    ),
    post("/design", "house", Action::KeepOwnAccount, tried),
];

#[derive(Template)]
#[template(path = "house/design.html")]
struct DesignPage {
    t: Words,
    shell: Shell,
    form: Form,
    /// A form in which everything is wrong, to be looked at.
    wrong: Form,
    tried: bool,
}

fn page(desk: &Desk) -> Answer {
    show(desk, StatusCode::OK, desk.form("try", "/design")?)
}

fn show(desk: &Desk, status: StatusCode, form: Form) -> Answer {
    let shell = desk
        .shell(desk.t.design_title(), "design")?
        .with_errors(!form.problems.is_empty());
    let page = DesignPage {
        t: desk.t,
        shell,
        form,
        wrong: wrong(desk.t),
        tried: desk.asked("tried") == "1",
    };
    desk.page_with(status, &page)
}

/// Reads the form as any other is read, and keeps nothing.
fn tried(desk: &Desk) -> Answer {
    let mut reader = Reader::new(desk.t, &desk.posted);
    reader.required("called", SHORT);
    reader.text("said", LONG);
    reader.text("seen", LONG);
    reader.required_date("day");
    if let Err(problems) = reader.finish(Some(())) {
        let form = desk.again(desk.form("try", "/design")?, problems);
        return show(desk, StatusCode::UNPROCESSABLE_ENTITY, form);
    }
    draft::erase(&desk.site.house, desk.account, &desk.path)
        .map_err(|e| Failure::ours(e, desk.number()))?;
    Ok(see_other("/design?tried=1#forms"))
}

fn wrong(t: Words) -> Form {
    let problem = |field: &str, words: &str| Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    };
    Form {
        id: "wrong",
        problems: vec![
            problem("called", t.design_wrong_name()),
            problem("day", t.design_wrong_date()),
        ],
        ..Form::default()
    }
    .with("day-day", "31")
    .with("day-month", "11")
    .with("day-year", "2026")
}

impl DesignPage {
    /// The class of a colour and what it is for.
    fn colours(&self) -> Vec<(&'static str, &'static str)> {
        let t = self.t;
        vec![
            ("f-ink", t.design_colour_ink()),
            ("f-text", t.design_colour_soft()),
            ("f-brand", t.design_colour_brand()),
            ("f-ok", t.design_colour_ok()),
            ("f-due", t.design_colour_due()),
            ("f-late", t.design_colour_late()),
            ("f-calm", t.design_colour_calm()),
            ("f-view", t.design_colour_view()),
            ("f-off", t.design_colour_off()),
        ]
    }

    fn ways(&self) -> Vec<Choice> {
        vec![
            Choice::new("phone", self.t.design_form_how_phone()),
            Choice::new("visit", self.t.design_form_how_visit()),
            Choice::new("letter", self.t.design_form_how_letter()),
        ]
    }

    fn knowing(&self) -> Vec<Choice> {
        vec![
            Choice::new("yes", self.t.design_form_yes()),
            Choice::new("no", self.t.design_form_no()),
            Choice::new("not_known", self.t.design_form_unsure()),
        ]
    }
}
