//! The helpline's pages: the list of enquiries, a new one, and one enquiry with its calls.

mod form;
mod turn;

use crate::clockface::Clockface;
use crate::desk::{Acted, Desk};
use crate::expected::{MayMove, Missing, missing};
use crate::failure::{Answer, Failure, see_other};
use crate::form::{Reader, SHORT};
use crate::route::{LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case::show::Expected;
use throughcare_app::identify::enquiry::{self, EnquiryView};
use throughcare_app::work::{AGREED_CALL, PROMISE_TO_CALLER};
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::{Ending, EnquiryRefusal};
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::Action;
use throughcare_store::identify::enquiry::{EnquiryRow, Which};
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/enquiries",
        "identify",
        Action::ListEnquiries,
        LookKind::List,
        list,
    ),
    get(
        "/enquiries/new",
        "identify",
        Action::OpenEnquiry,
        LookKind::None,
        new,
    ),
    post("/enquiries/new", "identify", Action::OpenEnquiry, open),
    get(
        "/enquiries/{id}",
        "identify",
        Action::ReadEnquiry,
        LookKind::Subject,
        show,
    ),
    post(
        "/enquiries/{id}/calls",
        "identify",
        Action::RecordCall,
        record_call,
    ),
    post(
        "/enquiries/{id}/promises/{promise}/kept",
        "identify",
        Action::KeepPromise,
        keep_promise,
    ),
    post(
        "/enquiries/{id}/caller",
        "identify",
        Action::RecordCall,
        revise_caller,
    ),
    get(
        "/enquiries/{id}/turn",
        "identify",
        Action::TurnEnquiry,
        LookKind::Subject,
        turn::page,
    ),
    post(
        "/enquiries/{id}/turn",
        "identify",
        Action::TurnEnquiry,
        turn::turn,
    ),
    post("/enquiries/{id}/end", "identify", Action::EndEnquiry, end),
];

#[derive(Template)]
#[template(path = "identify/enquiry/list.html")]
struct ListPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    rows: Vec<(EnquiryRow, String)>,
    ended: bool,
    further: Option<i64>,
    may_open: bool,
    may_read: bool,
}

fn list(desk: &Desk) -> Answer {
    let ended = desk.asked("which") == "ended";
    let which = if ended { Which::Ended } else { Which::Open };
    let before = desk.asked("before").parse().ok().map(Moment::from_micros);
    let mut rows = desk.view(Action::ListEnquiries, desk.account, |tx| {
        enquiry::list(tx, which, before)
    })?;
    let further = (rows.len() > 50).then(|| rows[49].0.opened_at.micros());
    rows.truncate(50);
    let allowed =
        |action| !throughcare_domain::policy::relations_allowing(desk.hat.role, action).is_empty();
    let page = ListPage {
        t: desk.t,
        shell: desk.shell(desk.t.nav_enquiries(), "enquiries")?,
        clock: desk.clock(),
        rows,
        ended,
        further,
        may_open: allowed(Action::OpenEnquiry),
        may_read: allowed(Action::ReadEnquiry),
    };
    desk.page(&page)
}

impl ListPage {
    fn state(&self, code: &str) -> &'static str {
        words::enquiry_state(self.t, code)
    }
}

#[derive(Template)]
#[template(path = "identify/enquiry/new.html")]
struct NewPage {
    t: Words,
    shell: Shell,
    form: Form,
    choices: form::Choices,
}

fn new(desk: &Desk) -> Answer {
    new_page(desk, StatusCode::OK, desk.form("call", "/enquiries/new")?)
}

fn new_page(desk: &Desk, status: StatusCode, form: Form) -> Answer {
    let clock = desk.clock();
    let errors = !form.problems.is_empty();
    let form = form
        .or("began", clock.input(&clock.now))
        .or("recognised", "first_call");
    let shell = desk
        .shell(desk.t.enquiry_new(), "enquiries")?
        .with_errors(errors);
    desk.page_with(
        status,
        &NewPage {
            t: desk.t,
            shell,
            form,
            choices: form::Choices::of(desk.t),
        },
    )
}

fn open(desk: &Desk) -> Answer {
    let programme = desk.hat.programme().ok_or(Failure::NotFound)?;
    let wrong = |problems| {
        let form = desk.again(desk.form("call", "/enquiries/new")?, problems);
        new_page(desk, StatusCode::UNPROCESSABLE_ENTITY, form)
    };
    let mut reader = Reader::new(desk.t, &desk.posted);
    let caller = form::caller(&mut reader);
    let call = form::call(&mut reader, &desk.clock());
    let (caller, call) = match reader.finish(caller.zip(call)) {
        Ok(read) => read,
        Err(problems) => return wrong(problems),
    };
    match desk.act(Action::OpenEnquiry, programme, |tx| {
        enquiry::open_enquiry(tx, programme, caller, call)
    })? {
        Acted::Done(id) => Ok(see_other(&format!("/enquiries/{id}"))),
        Acted::Before(subject) => Ok(see_other(
            &subject.map_or("/enquiries".into(), crate::work::place_of),
        )),
        Acted::Refused(rule) => wrong(vec![problem(desk.t, rule)]),
        Acted::Stale => Err(Failure::Stale),
    }
}

#[derive(Template)]
#[template(path = "identify/enquiry/show.html")]
struct ShowPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    view: EnquiryView,
    open: bool,
    may_act: bool,
    /// What was promised stays promised, also when the enquiry has ended.
    may_keep: bool,
    missing: Vec<Missing>,
    call: Form,
    caller: Form,
    end: Form,
    choices: form::Choices,
    kept_form: Form,
}

fn show(desk: &Desk) -> Answer {
    let id: EnquiryId = desk.id("id")?;
    render(desk, id, StatusCode::OK, None)
}

/// Renders an enquiry; a form that came back stands in its place.
fn render(desk: &Desk, id: EnquiryId, status: StatusCode, back: Option<Form>) -> Answer {
    let view = desk.view(Action::ReadEnquiry, id, |tx| enquiry::show(tx, id))?;
    let t = desk.t;
    let clock = desk.clock();
    let e = &view.enquiry;
    let title = if e.caller.described.is_empty() {
        t.enquiry_untitled().to_owned()
    } else {
        e.caller.described.clone()
    };
    let version = e.version;
    let form = |which: &'static str| -> Result<Form, Failure> {
        if let Some(back) = back.as_ref().filter(|b| b.id == which) {
            return Ok(Form {
                version,
                ..back.clone()
            });
        }
        let place = match which {
            "call" => "calls",
            other => other,
        };
        Ok(Form {
            version,
            ..desk.form(which, format!("/enquiries/{id}/{place}"))?
        })
    };
    let call = form("call")?.or("began", clock.input(&clock.now));
    let caller = form::filled(form("caller")?, &e.caller);
    let end = form("end")?;
    let errors = back.as_ref().is_some_and(|b| !b.problems.is_empty());
    let page = ShowPage {
        t,
        shell: desk
            .shell(format!("{}: {title}", e.reference), "enquiries")?
            .with_errors(errors),
        open: e.takes_calls().is_ok(),
        may_act: !throughcare_domain::policy::relations_allowing(desk.hat.role, Action::ActNow)
            .is_empty(),
        may_keep: view.may_keep_promises,
        missing: missing(
            &clock,
            id,
            MayMove {
                redate: view.may_redate,
                waive: view.may_waive,
            },
            &unspoken(&view),
        ),
        kept_form: desk.form("kept", "")?,
        clock,
        call,
        caller,
        end,
        choices: form::Choices::of(t),
        view,
    };
    desk.page_with(status, &page)
}

/// What is expected and stands nowhere else on the page: agreed calls and promises are shown in their own words.
fn unspoken(view: &EnquiryView) -> Vec<Expected> {
    let spoken = [AGREED_CALL, PROMISE_TO_CALLER];
    let rest = |e: &&Expected| !spoken.contains(&e.expectation.clock.as_str());
    view.expected.iter().filter(rest).cloned().collect()
}

impl ShowPage {
    fn state(&self) -> &'static str {
        words::enquiry_state(self.t, self.view.enquiry.state.code())
    }
    fn given(&self, call: &throughcare_domain::identify::enquiry::Call) -> String {
        let words: Vec<&str> = call
            .advice
            .iter()
            .map(|a| words::advice(self.t, *a))
            .collect();
        words.join(" · ")
    }
    fn minutes(&self, call: &throughcare_domain::identify::enquiry::Call) -> String {
        call.minutes
            .map_or(self.t.enquiry_minutes_not_recorded().to_owned(), |n| {
                self.t.minutes(n)
            })
    }
    /// When the latest call began: it is saved, and the form is for the next one.
    fn last_call(&self) -> Option<&Moment> {
        self.view.calls.iter().map(|(c, _)| &c.began_at).max()
    }
    fn owner(&self) -> String {
        self.t.enquiry_owner(&self.view.owner_name)
    }
    fn title(&self) -> &str {
        let described = &self.view.enquiry.caller.described;
        if described.is_empty() {
            self.t.enquiry_untitled()
        } else {
            described
        }
    }
    fn referral(&self) -> Option<ReferralId> {
        match self.view.enquiry.state {
            throughcare_domain::identify::enquiry::State::BecameReferral { referral, .. } => {
                Some(referral)
            }
            _ => None,
        }
    }
    fn endings(&self) -> Vec<Choice> {
        [Ending::AdviceGiven, Ending::SentElsewhere, Ending::Lost]
            .into_iter()
            .map(|e| {
                let code = throughcare_domain::code::Code::code(e);
                Choice::new(code, words::enquiry_state(self.t, code))
            })
            .collect()
    }
}

/// Sends the form of an enquiry's page back with what was wrong.
fn back(desk: &Desk, id: EnquiryId, which: &'static str, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form(which, desk.path.clone())?, problems);
    render(desk, id, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
}

fn stale(desk: &Desk, id: EnquiryId, which: &'static str) -> Answer {
    let mut form = desk.again(desk.form(which, desk.path.clone())?, Vec::new());
    form.stale = true;
    form.problems.push(Problem {
        field: String::new(),
        words: desk.t.stale_title().to_owned(),
    });
    render(desk, id, StatusCode::CONFLICT, Some(form))
}

/// Answers an act on an enquiry: on to its page, or back with the form.
fn answer<T>(
    desk: &Desk,
    id: EnquiryId,
    which: &'static str,
    acted: Acted<T, EnquiryRefusal>,
) -> Answer {
    match acted.then(&format!("/enquiries/{id}")) {
        Ok(response) => Ok(response),
        Err(Acted::Refused(rule)) => back(desk, id, which, vec![problem(desk.t, rule)]),
        Err(_) => stale(desk, id, which),
    }
}

fn record_call(desk: &Desk) -> Answer {
    let id: EnquiryId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let call = form::call(&mut reader, &desk.clock());
    match reader.finish(call) {
        Err(problems) => back(desk, id, "call", problems),
        Ok(call) => {
            let acted = desk.act(Action::RecordCall, id, |tx| {
                enquiry::record_call(tx, id, call)
            })?;
            answer(desk, id, "call", acted)
        }
    }
}

fn keep_promise(desk: &Desk) -> Answer {
    let (id, promise) = (desk.id("id")?, desk.id("promise")?);
    let acted = desk.act(Action::KeepPromise, id, |tx| {
        enquiry::keep_promise(tx, id, promise)
    })?;
    answer(desk, id, "kept", acted)
}

fn revise_caller(desk: &Desk) -> Answer {
    let id: EnquiryId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let caller = form::caller(&mut reader);
    match reader.finish(caller) {
        Err(problems) => back(desk, id, "caller", problems),
        Ok(caller) => {
            let version = desk.typed_version();
            let acted = desk.act(Action::RecordCall, id, |tx| {
                enquiry::revise_caller(tx, id, version, caller)
            })?;
            answer(desk, id, "caller", acted)
        }
    }
}

fn end(desk: &Desk) -> Answer {
    let id: EnquiryId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let ending = reader.choice::<Ending>("ending");
    let to = reader.text("to", SHORT);
    match reader.finish(ending) {
        Err(problems) => back(desk, id, "end", problems),
        Ok(ending) => {
            let version = desk.typed_version();
            let acted = desk.act(Action::EndEnquiry, id, |tx| {
                enquiry::end_enquiry(tx, id, version, ending, &to)
            })?;
            answer(desk, id, "end", acted)
        }
    }
}

/// A refusal of the helpline's rules, beside the field that it is about.
pub fn problem(t: Words, rule: EnquiryRefusal) -> Problem {
    let (field, words) = match rule {
        EnquiryRefusal::Ended => ("", t.enquiry_refused_ended()),
        EnquiryRefusal::ServiceNotNamed => ("to", t.enquiry_refused_service()),
        EnquiryRefusal::NoReason => ("because", t.form_error_reason()),
        EnquiryRefusal::CallerNotAsked => ("asked", t.enquiry_refused_not_asked()),
        EnquiryRefusal::NothingGoesAlong => ("line", t.enquiry_refused_no_line()),
    };
    Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    }
}
