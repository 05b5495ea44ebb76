//! From HTTP to a desk and back: sessions, tokens, limits and headers, in one place.

use crate::desk::{Desk, LANGUAGE_COOKIE, Visit, language};
use crate::failure::{Answer, Failure};
use crate::guard;
use crate::peer;
use crate::route::{Gate, Handle, Method, Route, all};
use crate::shell::{Typed, failure_page, failure_page_with};
use crate::site::Site;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, RawPathParams, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use std::net::SocketAddr;
use std::sync::Arc;
use throughcare_domain::account::Actor;
use throughcare_domain::policy;
use throughcare_store::{draft, session};
use throughcare_text::Words;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// The most that a form may send. Unit: bytes.
const MOST: usize = 2 * 1024 * 1024;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The whole site.
pub fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for route in all() {
        if route.gate == Gate::Demonstration && site.demo.is_empty() {
            continue;
        }
        let filter = match route.method {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
        };
        let answer =
            move |State(site): State<Arc<Site>>, params: RawPathParams, request: Request| {
                logged(site, route, params, request)
            };
        router = router.route(route.path, on(filter, answer));
    }
    let fixed = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    router
        .fallback(missing)
        .method_not_allowed_fallback(missing)
        .layer(fixed("content-security-policy", POLICY))
        .layer(fixed("x-content-type-options", "nosniff"))
        .layer(fixed("referrer-policy", "same-origin"))
        .layer(fixed("cross-origin-opener-policy", "same-origin"))
        .layer(fixed("cache-control", "no-store"))
        .layer(CompressionLayer::new())
        .with_state(site)
}

async fn missing(State(site): State<Arc<Site>>, request: Request) -> Response {
    let t = Words::new(language(request.headers()));
    failure_page(&site, t, &Failure::NotFound)
}

/// One line for each request: the route's pattern and never its values, for those may name somebody.
async fn logged(
    site: Arc<Site>,
    route: &'static Route,
    params: RawPathParams,
    request: Request,
) -> Response {
    let began = site.house.now();
    let method = request.method().clone();
    let response = serve(site.clone(), route, params, request).await;
    let ms = (site.house.now().micros() - began.micros()) as f64 / 1000.0;
    tracing::info!(%method, route = route.path, status = response.status().as_u16(), ms, "answered");
    response
}

async fn serve(
    site: Arc<Site>,
    route: &'static Route,
    params: RawPathParams,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let t = Words::new(language(&parts.headers));
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|c| peer::of(c.0.ip(), &parts.headers, &site.trusted_proxies).to_string())
        .unwrap_or_default();
    let Ok(body) = to_bytes(body, MOST).await else {
        return failure_page(&site, t, &Failure::TooLarge);
    };
    let visit = Visit {
        site: site.clone(),
        route,
        t,
        path: parts.uri.path().to_owned(),
        params: params
            .iter()
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .collect(),
        query: crate::form::pairs(parts.uri.query().unwrap_or_default().as_bytes()),
        posted: crate::form::pairs(&body),
        headers: parts.headers,
        peer,
        form_token: None,
    };
    let typed = Typed::of(&visit);
    let answered = tokio::task::spawn_blocking(move || answer(visit)).await;
    let outcome = answered.unwrap_or_else(|e| {
        Err(Failure::ours(
            e,
            guard::hex(&site.house.chance.bytes::<5>()),
        ))
    });
    match outcome {
        Ok(response) => response,
        Err(Failure::SeeOther(place)) => crate::failure::see_other(&place),
        Err(failure) => failure_page_with(&site, t, &failure, typed),
    }
}

fn answer(mut visit: Visit) -> Answer {
    let route = visit.route;
    if route.method == Method::Post && !guard::same_origin(&visit.headers) {
        return Err(Failure::ForeignForm);
    }
    match route.handle {
        Handle::Open(handle) => {
            if route.method == Method::Post {
                let session = visit.session().unwrap_or_default();
                visit.form_token =
                    guard::read_token(&visit.site.house, &session, visit.typed("_token"));
                let good = visit.form_token.is_some();
                let language_only = visit.path == "/language";
                if !good && !language_only {
                    return Err(Failure::ForeignForm);
                }
            }
            handle(&visit)
        }
        Handle::Signed(handle) => handle(&desk(visit)?),
    }
}

/// Whoever is signed in; otherwise on to sign-in, with what was typed kept.
fn desk(visit: Visit) -> Result<Desk, Failure> {
    let token = visit.session().unwrap_or_default();
    let house = &visit.site.house;
    let standing = session::find_session(house, &token).map_err(|e| match e {
        throughcare_store::Error::Unwritable(words) => {
            tracing::error!(error = words, "the database cannot be reached");
            Failure::Unavailable
        }
        other => Failure::ours(other, visit.number()),
    })?;
    let (account, hat) = match standing {
        session::Standing::Open { account, hat } => (account, hat),
        session::Standing::RunOut { account } => return Err(run_out(&visit, Some(account))),
        session::Standing::Unknown => return Err(run_out(&visit, None)),
    };
    let actor = Actor::Person { account, hat };
    if let Gate::Act(action) = visit.route.gate
        && !policy::may_at_all(&hat, action)
    {
        return Err(Failure::NotFound);
    }
    may_post(&visit, actor)?;
    let form = if visit.route.method == Method::Post {
        match guard::read_token(house, &token, visit.typed("_token")) {
            Some(form) => Some(form),
            None => return Err(run_out(&visit, Some(account))),
        }
    } else {
        None
    };
    let zone = Desk::zone_of(&visit.site, actor);
    Ok(Desk {
        account,
        hat,
        actor,
        token: form,
        zone,
        met_a_change: std::cell::Cell::new(false),
        visit,
    })
}

/// A form about somebody is refused before it is read, when its sender may not do that: what may not be seen is not
/// there to be wrong about. The function that carries it out asks again, in its own transaction.
fn may_post(visit: &Visit, actor: Actor) -> Result<(), Failure> {
    let Gate::Act(action) = visit.route.gate else {
        return Ok(());
    };
    if visit.route.method != Method::Post {
        return Ok(());
    }
    let Some(subject) = visit.subject()? else {
        return Ok(());
    };
    throughcare_app::may(
        &visit.site.house,
        actor,
        throughcare_app::Attempt::new(action, subject),
    )
    .map_err(|refusal| crate::failure::refused(refusal, || visit.number()))
}

/// On to sign-in. A post of somebody whose session ran out is kept under their key and comes back.
fn run_out(visit: &Visit, account: Option<throughcare_domain::id::AccountId>) -> Failure {
    let at = visit.typed("_at");
    let next = if at.starts_with('/') && !at.starts_with("//") {
        at
    } else {
        &visit.path
    };
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let mut kept = false;
    if visit.route.method == Method::Post
        && let Some(account) = account
    {
        let pairs: Vec<(String, String)> = visit
            .posted
            .iter()
            .filter(|(n, _)| n != "_token")
            .cloned()
            .collect();
        match draft::keep(&visit.site.house, account, &visit.path, &pairs) {
            Ok(_) => kept = true,
            Err(error) => tracing::error!(%error, "a draft could not be kept"),
        }
    }
    Failure::see_other(format!(
        "/sign-in?next={next}{}",
        if kept { "&kept=1" } else { "" }
    ))
}

/// Sets the language in which pages are shown.
pub fn set_language(code: &str, secure: bool) -> (HeaderName, HeaderValue) {
    let secure = if secure { "; Secure" } else { "" };
    let cookie =
        format!("{LANGUAGE_COOKIE}={code}; Path=/; SameSite=Lax; Max-Age=31536000{secure}");
    (
        header::SET_COOKIE,
        HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static("")),
    )
}

/// An answer with a status and a body, for static files.
pub fn bytes(
    status: StatusCode,
    kind: &'static str,
    cache: &'static str,
    body: &'static [u8],
) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)],
        Body::from(body),
    )
        .into_response()
}
