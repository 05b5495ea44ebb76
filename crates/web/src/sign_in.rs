//! Signing in and out.

use crate::desk::{Desk, SESSION_COOKIE, Visit};
use crate::failure::{Answer, Failure, refused, see_other};
use crate::guard::hex;
use crate::route::{Gate, Handle, LookKind, Method, Route, open, post};
use crate::shell::Shell;
use crate::typed::{Form, Problem};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use throughcare_app::account::{self, SignInRefusal};
use throughcare_app::{Attempt, Refusal};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::code::Code;
use throughcare_domain::id::AccountId;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    open(Method::Get, "/sign-in", "house", page),
    open(Method::Post, "/sign-in", "house", sign_in),
    Route {
        method: Method::Post,
        path: "/sign-in/as",
        component: "house",
        gate: Gate::Demonstration,
        look: LookKind::None,
        handle: Handle::Open(sign_in_as),
    },
    post("/sign-out", "house", Action::KeepOwnAccount, sign_out),
];

#[derive(Template)]
#[template(path = "house/sign_in.html")]
struct SignInPage {
    t: Words,
    shell: Shell,
    form: Form,
    next: String,
    kept: bool,
    signed_out: bool,
    /// The invented people, by the programme in which they work.
    people: Vec<Programme>,
    as_form: Form,
    /// Programmes that take referrals by the public form: address and name.
    public_forms: Vec<(String, String)>,
}

/// The invented people of one programme, or those who work for none.
struct Programme {
    name: String,
    /// The number by which somebody is chosen, their name, and the words of their role.
    people: Vec<(usize, String, &'static str)>,
}

/// The invented people, by programme, in the order in which the programmes first come up.
fn people(visit: &Visit) -> Vec<Programme> {
    let mut out: Vec<Programme> = Vec::new();
    for (n, p) in visit.site.demo.iter().enumerate() {
        let one = (n, p.name.clone(), crate::words::role_code(visit.t, &p.role));
        match out.iter_mut().find(|o| o.name == p.programme) {
            Some(programme) => programme.people.push(one),
            None => out.push(Programme {
                name: p.programme.clone(),
                people: vec![one],
            }),
        }
    }
    out.sort_by_key(|programme| programme.name.is_empty());
    out
}

fn page(visit: &Visit) -> Answer {
    render(visit, StatusCode::OK, visit.open_form("in", "/sign-in"))
}

fn render(visit: &Visit, status: StatusCode, form: Form) -> Answer {
    let from = |name| {
        if visit.asked(name).is_empty() {
            visit.typed(name)
        } else {
            visit.asked(name)
        }
    };
    let page = SignInPage {
        t: visit.t,
        shell: Shell::open(visit, visit.t.sign_in_title()).with_errors(!form.problems.is_empty()),
        next: local(from("next")).to_owned(),
        kept: from("kept") == "1",
        signed_out: visit.asked("signed_out") == "1",
        people: people(visit),
        as_form: visit.open_form("as", "/sign-in/as"),
        public_forms: crate::identify::refer::open_forms(visit)?,
        form,
    };
    visit.page_with(status, &page)
}

/// A place on this site, or its front.
fn local(place: &str) -> &str {
    if place.starts_with('/') && !place.starts_with("//") && !place.contains('\\') {
        place
    } else {
        "/"
    }
}

fn sign_in(visit: &Visit) -> Answer {
    if !visit
        .site
        .sign_ins
        .admits_key(visit.peer_key(), visit.site.house.now())
    {
        return Err(Failure::TooMany);
    }
    let (email, password) = (visit.typed("email").trim(), visit.typed("password"));
    let checked = visit
        .site
        .with_hashing(|| account::check_password(&visit.site.house, email, password));
    match checked {
        Ok(who) => begin(visit, who, None),
        Err(Refusal::Rule(rule)) => {
            let words = match rule {
                SignInRefusal::Wait { minutes } => {
                    visit.t.sign_in_waiting(visit.t.minutes(minutes))
                }
                SignInRefusal::WrongAddressOrPassword | SignInRefusal::NoHat => {
                    visit.t.sign_in_refused().to_owned()
                }
            };
            // The password alone is not given back: it would stand in the page.
            let pairs = visit
                .posted
                .iter()
                .filter(|(n, _)| n != "password" && n != "_token")
                .cloned()
                .collect();
            let problems = vec![Problem {
                field: "email".into(),
                words,
            }];
            let form = Form {
                pairs,
                problems,
                ..visit.open_form("in", "/sign-in")
            };
            render(visit, StatusCode::UNPROCESSABLE_ENTITY, form)
        }
        Err(refusal) => Err(refused(refusal, || visit.number())),
    }
}

/// One click for each role, in a demonstration.
fn sign_in_as(visit: &Visit) -> Answer {
    let chosen: usize = visit
        .typed("person")
        .parse()
        .map_err(|_| Failure::NotFound)?;
    let person = visit.site.demo.get(chosen).ok_or(Failure::NotFound)?;
    let checked = visit.site.with_hashing(|| {
        account::check_password(&visit.site.house, &person.email, &person.password)
    });
    let who = checked.map_err(|refusal| refused(refusal, || visit.number()))?;
    begin(visit, who, Role::from_code(&person.role).ok())
}

fn begin(visit: &Visit, who: AccountId, role: Option<Role>) -> Answer {
    let attempt = Attempt::new(Action::KeepOwnAccount, who);
    // The one who signs in is not yet an actor in a hat; the house writes it down for them.
    let token = throughcare_app::run(
        &mut &visit.site.house,
        Actor::Operator,
        attempt,
        None,
        |tx| account::sign_in(tx, who, role),
    )
    .map_err(|refusal| refused(refusal, || visit.number()))?;
    let mut answer = see_other(local(visit.typed("next")));
    set_session(&mut answer, &hex(&token), visit.site.secure);
    Ok(answer)
}

fn set_session(answer: &mut Response, value: &str, secure: bool) {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{SESSION_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

fn sign_out(desk: &Desk) -> Answer {
    let session = desk.session().unwrap_or_default();
    desk.act(Action::KeepOwnAccount, desk.account, |tx| {
        account::sign_out(tx, &session, desk.account)
    })?
    .then("/sign-in?signed_out=1")
    .map(|mut answer| {
        set_session(&mut answer, "", desk.site.secure);
        answer
    })
    .map_err(|_| Failure::Stale)
}
