//! Act now: a short form from every page of an enquiry, a referral or a case, with nothing before it.

use crate::clockface::Clockface;
use crate::desk::{Acted, Desk};
use crate::failure::{Answer, Failure};
use crate::form::{LONG, Reader, SHORT};
use crate::identify::referral::{Ring, programme_of};
use crate::route::{LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::urgent::{self, UrgentView};
use throughcare_domain::code::Code;
use throughcare_domain::decision::Basis;
use throughcare_domain::id::*;
use throughcare_domain::identify::urgent::{UrgentDraft, UrgentRefusal};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/act-now/{kind}/{id}",
        "identify",
        Action::ActNow,
        LookKind::Subject,
        page,
    ),
    post("/act-now/{kind}/{id}", "identify", Action::ActNow, act),
    post(
        "/act-now/{kind}/{id}/acts/{act}",
        "identify",
        Action::ActNow,
        write_up,
    ),
];

/// What the address names.
fn subject(desk: &Desk) -> Result<Subject, Failure> {
    Ok(match desk.param("kind") {
        "enquiry" => desk.id::<EnquiryId>("id")?.into(),
        "referral" => desk.id::<ReferralId>("id")?.into(),
        "case" => desk.id::<CaseId>("id")?.into(),
        _ => return Err(Failure::not_found()),
    })
}

/// One act that was written down, with the form for what came of it.
struct Done {
    when: String,
    what: String,
    told: String,
    by: String,
    written: Vec<String>,
    form: Form,
}

#[derive(Template)]
#[template(path = "identify/urgent/act_now.html")]
struct ActNowPage {
    t: Words,
    shell: Shell,
    place: String,
    about: Option<String>,
    emergency: Ring,
    form: Form,
    bases: Vec<Choice>,
    done: Vec<Done>,
}

/// Tells the forms of several acts on one page apart.
const FORMS: [&str; 6] = ["act1", "act2", "act3", "act4", "act5", "act6"];

fn page(desk: &Desk) -> Answer {
    render(desk, subject(desk)?, StatusCode::OK, None)
}

fn render(desk: &Desk, subject: Subject, status: StatusCode, back: Option<Form>) -> Answer {
    let view = desk.view(Action::ActNow, subject, |tx| urgent::show(tx, subject))?;
    let (t, clock) = (desk.t, desk.clock());
    let here = format!("/act-now/{}/{}", desk.param("kind"), desk.param("id"));
    let fresh = |which: &'static str, action: String| -> Result<Form, Failure> {
        match back.as_ref().filter(|b| b.action == action) {
            Some(back) => Ok(Form {
                id: which,
                ..back.clone()
            }),
            None => desk.form(which, action),
        }
    };
    let form = fresh("act", here.clone())?
        .or("when", clock.input(&clock.now))
        .or("by", &view.me)
        .or("basis", Basis::VitalInterest.code());
    let done = done(&view, &clock, |which, act| {
        fresh(which, format!("{here}/acts/{act}"))
    })?;
    let errors = back.is_some_and(|b| !b.problems.is_empty());
    let programme = programme_of(desk)?;
    let page = ActNowPage {
        t,
        shell: desk.shell(t.urgent_title(), "")?.with_errors(errors),
        place: crate::work::place_of(subject),
        about: view.about.filter(|a| !a.is_empty()),
        emergency: Ring::of(&programme.file.public_form.emergency_number),
        form,
        bases: words::choices(|b| words::basis(t, b)),
        done,
    };
    desk.page_with(status, &page)
}

fn done(
    view: &UrgentView,
    clock: &Clockface,
    form: impl Fn(&'static str, UrgentActId) -> Result<Form, Failure>,
) -> Result<Vec<Done>, Failure> {
    let t = clock.t;
    let one = |(n, (act, name, written)): (usize, &(_, String, Vec<String>))| {
        let act: &throughcare_domain::identify::urgent::UrgentAct = act;
        let told = (!act.who_was_told.is_empty()).then(|| t.urgent_told(&act.who_was_told));
        Ok(Done {
            when: t.urgent_done_line(&act.done_by, clock.at(&act.done_at)),
            what: act.what_was_done.clone(),
            told: told.unwrap_or_default(),
            by: t.urgent_recorded_by(name),
            written: written.clone(),
            form: form(FORMS[n.min(FORMS.len() - 1)], act.id)?,
        })
    };
    view.acts.iter().enumerate().map(one).collect()
}

fn back(desk: &Desk, subject: Subject, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form("act", desk.path.clone())?, problems);
    render(desk, subject, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
}

fn problem(t: Words, rule: UrgentRefusal, said: &str) -> Problem {
    let (field, words) = match rule {
        UrgentRefusal::NothingSaid => (said, t.urgent_refused_nothing()),
        UrgentRefusal::InTheFuture => ("when", t.urgent_refused_future()),
    };
    Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    }
}

fn answer<T>(
    desk: &Desk,
    subject: Subject,
    acted: Acted<T, UrgentRefusal>,
    place: &str,
    said: &str,
) -> Answer {
    match acted.then(place) {
        Ok(response) => Ok(response),
        Err(Acted::Refused(rule)) => back(desk, subject, vec![problem(desk.t, rule, said)]),
        Err(_) => Err(Failure::Stale),
    }
}

fn act(desk: &Desk) -> Answer {
    let subject = subject(desk)?;
    let clock = desk.clock();
    let mut reader = Reader::new(desk.t, &desk.posted);
    let draft = UrgentDraft {
        what_was_done: reader.text("what", LONG),
        who_was_told: reader.text("who", SHORT),
        basis: reader.choice_or("basis", Basis::VitalInterest),
        done_at: reader.moment("when", &clock.zone).unwrap_or(clock.now),
        done_by: reader.text("by", SHORT),
    };
    if draft.what_was_done.is_empty() {
        reader.wrong("what", desk.t.urgent_refused_nothing());
    }
    match reader.finish(Some(draft)) {
        Err(problems) => back(desk, subject, problems),
        Ok(draft) => {
            let acted = desk.act(Action::ActNow, subject, |tx| {
                urgent::act_now(tx, subject, draft)
            })?;
            answer(
                desk,
                subject,
                acted,
                &crate::work::place_of(subject),
                "what",
            )
        }
    }
}

fn write_up(desk: &Desk) -> Answer {
    let subject = subject(desk)?;
    let act: UrgentActId = desk.id("act")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let words = reader.required("words", LONG);
    match reader.finish(Some(words)) {
        Err(problems) => back(desk, subject, problems),
        Ok(words) => {
            let acted = desk.act(Action::ActNow, subject, |tx| {
                urgent::write_up(tx, subject, act, &words)
            })?;
            let here = format!("/act-now/{}/{}", desk.param("kind"), desk.param("id"));
            answer(desk, subject, acted, &here, "words")
        }
    }
}
