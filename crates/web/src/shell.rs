//! What stands around every page: navigation, who is signed in in which hat, banners; and the pages of failure.

use crate::assets::VERSION;
use crate::desk::{Desk, Visit};
use crate::failure::{Answer, Failure, see_other};
use crate::form::SHORT;
use crate::route::{LookKind, Method, Route, get, open, post};
use crate::router::set_language;
use crate::site::Site;
use crate::typed::Problem;
use crate::words;
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use throughcare_app::account;
use throughcare_domain::id::GrantId;
use throughcare_domain::policy::{Action, may_at_all};
use throughcare_store::house::Kind;
use throughcare_store::{Tx, draft};
use throughcare_text::{Language, Words};

pub const ROUTES: &[Route] = &[
    open(Method::Post, "/language", "house", language),
    get(
        "/hats",
        "house",
        Action::KeepOwnAccount,
        LookKind::None,
        hats,
    ),
    post("/hats", "house", Action::KeepOwnAccount, change_hat),
    post("/drafts", "house", Action::KeepOwnAccount, keep_draft),
    post(
        "/drafts/later",
        "house",
        Action::KeepOwnAccount,
        finish_later,
    ),
    post(
        "/drafts/discard",
        "house",
        Action::KeepOwnAccount,
        discard_draft,
    ),
];

/// One entry of the navigation. A menu shows only what exists for this hat.
pub struct Link {
    pub href: &'static str,
    pub words: &'static str,
    pub current: bool,
}

/// What stands around a page.
pub struct Shell {
    pub t: Words,
    pub title: String,
    pub version: &'static str,
    pub links: Vec<Link>,
    pub who: String,
    pub hat: String,
    pub several_hats: bool,
    pub demonstration: Option<String>,
    pub token: String,
    pub here: String,
    pub printed: String,
    /// Whether the page says that something is wrong: then its title says so too.
    pub errors: bool,
    /// What was typed into a form that met a change by somebody else; the page below shows what is there now.
    pub stale: Option<Vec<String>>,
    /// Whether the page offers languages itself, so that what is typed there is kept.
    pub own_languages: bool,
}

/// The navigation: where, under which words, and what one must be allowed to do.
const PLACES: &[(&str, &str, Action)] = &[
    ("/work", "work", Action::SeeWork),
    ("/enquiries", "enquiries", Action::ListEnquiries),
    ("/referrals", "referrals", Action::ListReferrals),
    ("/cases", "cases", Action::ListCases),
    ("/second-looks", "second-looks", Action::ListSecondLooks),
    ("/officer", "officer", Action::ListOfficerQuestions),
    ("/overdue", "overdue", Action::SeeOverdue),
    ("/oversight", "oversight", Action::ReadOversight),
    ("/accounts", "accounts", Action::ReadAccounts),
    ("/outbox", "outbox", Action::ReadOutbox),
    ("/programme", "programme", Action::ReadProgramme),
    ("/manual", "manual", Action::KeepOwnAccount),
];

impl Shell {
    pub(crate) fn of(desk: &Desk, title: String, current: &'static str) -> Result<Shell, Failure> {
        let (name, place, hats) = who(desk).map_err(|e| Failure::ours(e, desk.number()))?;
        let links = PLACES
            .iter()
            .filter(|(href, _, action)| {
                may_at_all(&desk.hat, *action) && crate::route::all().any(|r| r.path == *href)
            })
            .map(|(href, key, _)| Link {
                href,
                words: words::place(desk.t, key),
                current: *key == current,
            })
            .collect();
        let clock = desk.clock();
        Ok(Shell {
            t: desk.t,
            title,
            version: &VERSION,
            links,
            hat: desk
                .t
                .shell_acting_as(&place, words::role(desk.t, desk.hat.role)),
            several_hats: hats > 1,
            demonstration: demonstration(&desk.site, desk.t, Some(&clock)),
            token: crate::guard::token(&desk.site.house, &desk.session().unwrap_or_default()),
            here: desk.here().to_owned(),
            printed: desk.t.shell_printed(clock.at(&clock.now), &name),
            who: name,
            errors: false,
            own_languages: false,
            stale: desk.met_a_change.get().then(|| typed_words(desk)),
        })
    }

    /// What stands around a page that everybody may open.
    pub(crate) fn open(visit: &Visit, title: impl Into<String>) -> Shell {
        Shell {
            t: visit.t,
            title: title.into(),
            version: &VERSION,
            links: Vec::new(),
            who: String::new(),
            hat: String::new(),
            several_hats: false,
            demonstration: demonstration(&visit.site, visit.t, None),
            token: String::new(),
            here: visit.path.clone(),
            printed: String::new(),
            errors: false,
            own_languages: false,
            stale: None,
        }
    }

    pub fn with_errors(self, errors: bool) -> Shell {
        Shell { errors, ..self }
    }

    pub fn full_title(&self) -> String {
        if self.errors {
            self.t.shell_page_title_with_errors(&self.title)
        } else {
            self.t.shell_page_title(&self.title)
        }
    }

    pub fn languages(&self) -> Vec<(&'static str, &'static str)> {
        if self.demonstration.is_none() || self.own_languages {
            return Vec::new();
        }
        Language::ALL
            .iter()
            .filter(|l| l.code() != self.t.code())
            .map(|l| (l.code(), l.own_name()))
            .collect()
    }
}

/// What somebody typed, without the fields that every form carries.
fn typed_words(desk: &Desk) -> Vec<String> {
    let own = |name: &str| !name.starts_with('_');
    desk.posted
        .iter()
        .filter(|(n, v)| own(n) && !v.trim().is_empty())
        .map(|(_, v)| v.clone())
        .collect()
}

/// Name, place of the hat, and how many hats somebody has.
fn who(desk: &Desk) -> Result<(String, String, usize), throughcare_store::Error> {
    let mut tx = Tx::reading(&desk.site.house, desk.actor)?;
    let name = throughcare_store::account::name_of(&mut tx, desk.account)?;
    let place = account::scope_name(&mut tx, &desk.hat).unwrap_or_default();
    let hats = throughcare_store::account::list_hats(&mut tx, desk.account)?.len();
    tx.end_reading()?;
    Ok((name, place, hats))
}

fn demonstration(
    site: &Site,
    t: Words,
    clock: Option<&crate::clockface::Clockface>,
) -> Option<String> {
    let installation = site.house.installation();
    if installation.kind != Kind::Demonstration {
        return None;
    }
    let zone = clock.map_or(jiff::tz::TimeZone::UTC, |c| c.zone.clone());
    let made = installation.made_at.day(&zone);
    let today = site.house.now().day(&zone);
    let mut words = t.shell_demonstration().to_owned();
    if made != today {
        words.push(' ');
        words.push_str(&t.shell_demonstration_made(t.day_plain(made.date())));
    }
    Some(words)
}

#[derive(Template)]
#[template(path = "house/hats.html")]
struct HatsPage {
    t: Words,
    shell: Shell,
    hats: Vec<(GrantId, String, bool)>,
    form: crate::typed::Form,
    ask_password: bool,
}

fn hats(desk: &Desk) -> Answer {
    hats_page(desk, StatusCode::OK, Vec::new())
}

fn hats_page(desk: &Desk, status: StatusCode, problems: Vec<Problem>) -> Answer {
    let held = desk.view(Action::KeepOwnAccount, desk.account, |tx| {
        account::hats(tx, desk.account)
    })?;
    let ask_password = held.iter().any(|(h, _)| h.role.administers())
        && held.iter().any(|(h, _)| !h.role.administers());
    let hats = held
        .iter()
        .map(|(hat, place)| {
            (
                hat.grant,
                desk.t.hat_act_as(words::role(desk.t, hat.role), place),
                hat.grant == desk.hat.grant,
            )
        })
        .collect();
    let form = desk.again(desk.form("hat", "/hats")?, problems);
    let page = HatsPage {
        t: desk.t,
        shell: desk.shell(desk.t.hat_title(), "")?,
        hats,
        form,
        ask_password,
    };
    desk.page_with(status, &page)
}

fn change_hat(desk: &Desk) -> Answer {
    let Ok(wanted) = desk.typed("hat").parse::<GrantId>() else {
        let problem = Problem {
            field: "hat".into(),
            words: desk.t.form_error_choose_one().to_owned(),
        };
        return hats_page(desk, StatusCode::UNPROCESSABLE_ENTITY, vec![problem]);
    };
    let held = desk.view(Action::KeepOwnAccount, desk.account, |tx| {
        account::hats(tx, desk.account)
    })?;
    let (hat, _) = held
        .iter()
        .find(|(h, _)| h.grant == wanted)
        .ok_or(Failure::NotFound)?;
    // Between administration and casework the password is asked again.
    if hat.role.administers() != desk.hat.role.administers() {
        let typed = desk.typed("password");
        let fits = desk
            .site
            .with_hashing(|| account::password_of(&desk.site.house, desk.account, typed))
            .map_err(|e| Failure::ours(format!("{e:?}"), desk.number()))?;
        if !fits {
            let problem = Problem {
                field: "password".into(),
                words: desk.t.hat_password_again().to_owned(),
            };
            return hats_page(desk, StatusCode::UNPROCESSABLE_ENTITY, vec![problem]);
        }
    }
    let session = desk.session().unwrap_or_default();
    let changed = desk.act(Action::KeepOwnAccount, desk.account, |tx| {
        account::change_hat(tx, &session, desk.account, wanted)
    })?;
    changed.then("/").map_err(|_| Failure::Stale)
}

/// Keeps what was typed for the form that is sent to `_place`; whether that is a place at all.
fn kept(desk: &Desk) -> Result<bool, Failure> {
    let place = desk.typed("_place");
    if !place.starts_with('/') || place.len() > SHORT {
        return Ok(false);
    }
    let pairs: Vec<(String, String)> = desk
        .posted
        .iter()
        .filter(|(n, _)| n != "_token" && n != "_place")
        .cloned()
        .collect();
    draft::keep(&desk.site.house, desk.account, place, &pairs)
        .map_err(|e| Failure::ours(e, desk.number()))?;
    Ok(true)
}

/// Keeps an unfinished form and goes back to the work list, where it waits.
fn finish_later(desk: &Desk) -> Answer {
    kept(desk)?;
    Ok(see_other("/work"))
}

/// Keeps what is being typed. Answers with a line that the page shows.
fn keep_draft(desk: &Desk) -> Answer {
    if !kept(desk)? {
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            desk.t.form_error_unreadable(),
        )
            .into_response());
    }
    let clock = desk.clock();
    let words = desk.t.shell_draft_saved(clock.time(&clock.now));
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response())
}

fn discard_draft(desk: &Desk) -> Answer {
    draft::erase(&desk.site.house, desk.account, desk.typed("place"))
        .map_err(|e| Failure::ours(e, desk.number()))?;
    Ok(see_other(desk.here()))
}

fn language(visit: &Visit) -> Answer {
    let wanted = Language::parse(visit.typed("language")).ok_or(Failure::NotFound)?;
    let at = visit.typed("_at");
    let place = if at.starts_with('/') && !at.starts_with("//") {
        at
    } else {
        "/"
    };
    let mut answer = see_other(place);
    let (name, value) = set_language(wanted.code(), visit.site.secure);
    answer.headers_mut().append(name, value);
    Ok(answer)
}

#[derive(Template)]
#[template(path = "house/failure.html")]
struct FailurePage {
    t: Words,
    shell: Shell,
    title: String,
    lede: String,
    reference: Option<String>,
    /// What was sent and could not be saved: it stands on the page, and can be sent again.
    typed: Option<Typed>,
}

/// What somebody sent, kept beside the request for the case that it cannot be carried out.
pub(crate) struct Typed {
    place: String,
    pairs: Vec<(String, String)>,
}

impl Typed {
    /// Passwords are not given back: they would stand in the page.
    pub(crate) fn of(visit: &Visit) -> Option<Typed> {
        let secret = visit.posted.iter().any(|(name, _)| name == "password");
        (visit.route.method == Method::Post && !secret).then(|| Typed {
            place: visit.path.clone(),
            pairs: visit.posted.clone(),
        })
    }

    fn words(&self) -> Vec<&str> {
        let own = |name: &str| !name.starts_with('_');
        let said = self
            .pairs
            .iter()
            .filter(|(n, v)| own(n) && !v.trim().is_empty());
        said.map(|(_, v)| v.as_str()).collect()
    }
}

/// The page that says what went wrong.
pub(crate) fn failure_page(site: &Site, t: Words, failure: &Failure) -> Response {
    failure_page_with(site, t, failure, None)
}

/// The page that says what went wrong. What was typed and could not be saved stands on it.
pub(crate) fn failure_page_with(
    site: &Site,
    t: Words,
    failure: &Failure,
    typed: Option<Typed>,
) -> Response {
    let (title, lede) = match failure {
        Failure::NotFound | Failure::SeeOther(_) => (t.not_found_title(), t.not_found_lede()),
        Failure::Stale => (t.refused_title(), t.refused_lede()),
        Failure::ForeignForm => (t.from_elsewhere_title(), t.from_elsewhere_lede()),
        Failure::TooLarge => (t.too_large_title(), t.too_large_lede()),
        Failure::TooMany => (t.too_many_title(), t.too_many_wait()),
        Failure::Unavailable => (t.unavailable_title(), t.unavailable_lede()),
        Failure::Ours { .. } => (t.failure_title(), t.failure_lede()),
    };
    let reference = match failure {
        Failure::Ours { number } => Some(number.clone()),
        _ => None,
    };
    let shell = Shell {
        t,
        title: title.to_owned(),
        version: &VERSION,
        links: Vec::new(),
        who: String::new(),
        hat: String::new(),
        several_hats: false,
        demonstration: demonstration(site, t, None),
        token: String::new(),
        here: "/".into(),
        printed: String::new(),
        errors: false,
        own_languages: false,
        stale: None,
    };
    let page = FailurePage {
        t,
        shell,
        title: title.to_owned(),
        lede: lede.to_owned(),
        reference,
        typed: typed.filter(|_| matches!(failure, Failure::Unavailable | Failure::Ours { .. })),
    };
    let html = page.render().unwrap_or_default();
    (
        failure.status(),
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        html,
    )
        .into_response()
}
