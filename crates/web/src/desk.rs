//! One request on the desk of one reader: what was asked, by whom, in which hat, and the way to `app`.

use crate::clockface::Clockface;
use crate::failure::{Answer, Failure, refused, see_other};
use crate::guard;
use crate::route::Route;
use crate::shell::Shell;
use crate::site::Site;
use crate::typed::{Form, Problem};
use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use std::fmt::Debug;
use std::ops::Deref;
use std::sync::Arc;
use throughcare_app::{Attempt, Refusal};
use throughcare_domain::account::{Actor, Hat};
use throughcare_domain::id::{AccountId, NotAnId};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::form_use::FormToken;
use throughcare_store::{Tx, draft, programme};
use throughcare_text::{Language, Words};

/// A request before anybody is known to have made it.
pub struct Visit {
    pub site: Arc<Site>,
    pub route: &'static Route,
    pub t: Words,
    pub path: String,
    pub params: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    pub posted: Vec<(String, String)>,
    pub headers: HeaderMap,
    /// Where the request comes from, for counting and nothing else.
    pub peer: String,
    /// The token of a form that was sent from an open page: a doubled post enters once.
    pub form_token: Option<FormToken>,
}

pub const SESSION_COOKIE: &str = "throughcare_session";
pub const LANGUAGE_COOKIE: &str = "throughcare_language";

impl Visit {
    pub fn cookie(&self, name: &str) -> Option<&str> {
        cookie(&self.headers, name)
    }

    /// The token of the session, as the browser keeps it.
    pub fn session(&self) -> Option<Vec<u8>> {
        self.cookie(SESSION_COOKIE).and_then(guard::unhex)
    }

    pub fn param(&self, name: &str) -> &str {
        self.params
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .unwrap_or_default()
    }

    /// An id from the address. What is no id names nothing.
    pub fn id<T: std::str::FromStr<Err = NotAnId>>(&self, name: &str) -> Result<T, Failure> {
        self.param(name).parse().map_err(|_| Failure::not_found())
    }

    /// What the address is about: `/enquiries/{id}/..`, or `/owner/{kind}/{id}`.
    pub fn subject(&self) -> Result<Option<Subject>, Failure> {
        let first = self
            .route
            .path
            .trim_start_matches('/')
            .split('/')
            .next()
            .unwrap_or_default();
        let kind = match first {
            "enquiries" => "enquiry",
            "referrals" => "referral",
            "cases" => "case",
            "owner" => self.path.split('/').nth(2).unwrap_or_default(),
            _ => self.param("kind"),
        };
        if kind.is_empty() || self.param("id").is_empty() {
            return Ok(None);
        }
        let bits =
            throughcare_domain::id::decode(self.param("id")).map_err(|_| Failure::not_found())?;
        Subject::from_stored(kind, bits)
            .map(Some)
            .ok_or_else(Failure::not_found)
    }

    pub fn asked(&self, name: &str) -> &str {
        self.query
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .unwrap_or_default()
    }

    pub fn typed(&self, name: &str) -> &str {
        self.posted
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .unwrap_or_default()
    }

    /// The peer as a number, for counting.
    pub fn peer_key(&self) -> i64 {
        self.peer
            .bytes()
            .fold(7, |n, b| n.wrapping_mul(31).wrapping_add(i64::from(b)))
    }

    /// The number under which an internal error is logged.
    pub fn number(&self) -> String {
        guard::hex(&self.site.house.chance.bytes::<5>())
    }

    /// Renders a page.
    pub fn page(&self, template: &impl Template) -> Answer {
        self.page_with(StatusCode::OK, template)
    }

    pub fn page_with(&self, status: StatusCode, template: &impl Template) -> Answer {
        let html = template
            .render()
            .map_err(|e| Failure::ours(e, self.number()))?;
        Ok((
            status,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            html,
        )
            .into_response())
    }

    /// The form of an open page: its token is bound to the visitor's own cookie, or to none.
    pub fn open_form(&self, id: &'static str, action: impl Into<String>) -> Form {
        Form {
            id,
            action: action.into(),
            at: self.path.clone(),
            token: guard::token(&self.site.house, &self.session().unwrap_or_default()),
            ..Form::default()
        }
    }

    /// The posted form again, with what was wrong.
    pub fn again(&self, form: Form, problems: Vec<Problem>) -> Form {
        Form {
            pairs: self.posted.clone(),
            problems,
            ..form
        }
    }
}

pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

pub fn language(headers: &HeaderMap) -> Language {
    cookie(headers, LANGUAGE_COOKIE)
        .and_then(Language::parse)
        .unwrap_or(Language::English)
}

/// A request of somebody who is signed in.
pub struct Desk {
    pub visit: Visit,
    pub account: AccountId,
    pub hat: Hat,
    pub actor: Actor,
    pub token: Option<FormToken>,
    pub zone: TimeZone,
    /// Whether what was sent met a change by somebody else: then the page says so, with what was typed.
    pub(crate) met_a_change: std::cell::Cell<bool>,
}

impl Deref for Desk {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl Desk {
    /// The zone in which this hat's programme counts its days.
    pub fn zone_of(site: &Site, actor: Actor) -> TimeZone {
        let Some(id) = actor.programme() else {
            return TimeZone::UTC;
        };
        Tx::reading(&site.house, actor)
            .and_then(|mut tx| {
                let zone = programme::adopted(&mut tx, id)?.file.calendar.zone.clone();
                tx.end_reading()?;
                Ok(zone)
            })
            .unwrap_or(TimeZone::UTC)
    }

    pub fn clock(&self) -> Clockface {
        Clockface {
            t: self.t,
            zone: self.zone.clone(),
            now: self.site.house.now(),
        }
    }

    /// Reads through `app`: what is looked at is recorded before it is returned.
    pub fn view<T, E: Debug>(
        &self,
        action: Action,
        subject: impl Into<Subject>,
        read: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal<E>>,
    ) -> Result<T, Failure> {
        throughcare_app::view(
            &self.site.house,
            self.actor,
            Attempt::new(action, subject),
            read,
        )
        .map_err(|refusal| refused(refusal, || self.number()))
    }

    /// Changes something through `app`. A rule that says no comes back, to be said beside its field.
    pub fn act<T, E: Debug>(
        &self,
        action: Action,
        subject: impl Into<Subject>,
        act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<E>>,
    ) -> Result<Acted<T, E>, Failure> {
        let attempt = Attempt::new(action, subject);
        let outcome = throughcare_app::run(
            &mut &self.site.house,
            self.actor,
            attempt,
            self.token.as_ref(),
            act,
        );
        match outcome {
            Ok(done) => {
                self.drop_draft()?;
                Ok(Acted::Done(done))
            }
            Err(Refusal::Rule(rule)) => Ok(Acted::Refused(rule)),
            Err(Refusal::Stale) => {
                self.met_a_change.set(true);
                Ok(Acted::Stale)
            }
            Err(Refusal::Doubled(effect)) => Ok(Acted::Before(effect.map(|e| e.subject))),
            Err(refusal) => Err(refused(refusal, || self.number())),
        }
    }

    fn drop_draft(&self) -> Result<(), Failure> {
        draft::erase(&self.site.house, self.account, &self.path)
            .map_err(|e| Failure::ours(e, self.number()))
    }

    /// What stands around the page.
    pub fn shell(&self, title: impl Into<String>, current: &'static str) -> Result<Shell, Failure> {
        Shell::of(self, title.into(), current)
    }

    /// A form on this page: as kept from an earlier, unsent attempt, or empty.
    pub fn form(&self, id: &'static str, action: impl Into<String>) -> Result<Form, Failure> {
        let action = action.into();
        let kept = self
            .kept(&action)
            .map_err(|e| Failure::ours(e, self.number()))?;
        let session = self.session().unwrap_or_default();
        let (pairs, kept) = match kept {
            Some(kept) => (kept.pairs, Some(self.clock().time(&kept.kept_at))),
            None => (Vec::new(), None),
        };
        Ok(Form {
            id,
            at: self.here().to_owned(),
            token: guard::token(&self.site.house, &session),
            action,
            pairs,
            kept,
            ..Form::default()
        })
    }

    /// The page on which the reader is: for a post, the page on which its form stands.
    pub fn here(&self) -> &str {
        let at = self.typed("_at");
        if at.starts_with('/') && !at.starts_with("//") {
            at
        } else {
            &self.path
        }
    }

    fn kept(&self, action: &str) -> Result<Option<draft::Draft>, throughcare_store::Error> {
        let mut tx = Tx::reading(&self.site.house, self.actor)?;
        let found = draft::find_draft(&mut tx, self.account, action)?;
        tx.end_reading()?;
        Ok(found)
    }

    /// The version that the form was rendered with.
    pub fn typed_version(&self) -> i64 {
        self.typed("_version").parse().unwrap_or(0)
    }
}

/// What came of an act.
pub enum Acted<T, E> {
    Done(T),
    Refused(E),
    /// Somebody changed it in between: the form comes back with what was typed beside what is there now.
    Stale,
    /// The form was sent before, and did this.
    Before(Option<Subject>),
}

impl<T, E> Acted<T, E> {
    /// Sends on after the act, also when the form had been sent before; the rest is for the page.
    pub fn then(self, place: &str) -> Result<Response, Acted<T, E>> {
        match self {
            Acted::Done(_) | Acted::Before(_) => Ok(see_other(place)),
            other => Err(other),
        }
    }
}
