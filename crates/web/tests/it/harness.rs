//! A browser without a screen: keeps cookies, follows links, sends forms as they stand on the page.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use scraper::{ElementRef, Html, Selector};
use std::net::SocketAddr;
use std::sync::Arc;
use throughcare_app::{Attempt, account};
use throughcare_domain::account::Actor;
use throughcare_domain::policy::Action;
use throughcare_testkit::{PASSWORD, World};
use throughcare_web::Site;
use tower::ServiceExt;

/// Somebody's browser.
pub struct Browser {
    router: Router,
    runtime: tokio::runtime::Runtime,
    cookies: Vec<(String, String)>,
    /// The token of a form by which nothing was entered yet.
    token: Option<String>,
    /// The address that connects, and for whom it says it does.
    from: Option<(SocketAddr, &'static str)>,
    /// Where the browser says that a post comes from.
    site: &'static str,
}

/// One answer.
pub struct Page {
    pub status: StatusCode,
    pub location: Option<String>,
    pub body: String,
}

/// A form as it stands on a page: where it goes, and its fields with what they hold.
#[derive(Clone, Debug)]
pub struct FormOnPage {
    pub action: String,
    pub fields: Vec<(String, String)>,
    /// The names of the fields into which words are typed.
    pub texts: Vec<String>,
}

impl FormOnPage {
    /// Types into a field, or makes a choice, in place of what was there.
    pub fn with(mut self, name: &str, value: &str) -> FormOnPage {
        self.fields.retain(|(n, _)| n != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl Browser {
    pub fn new(world: &World) -> Browser {
        Browser::at(Arc::new(Site::new(world.house.clone(), Vec::new(), false)))
    }

    pub fn at(site: Arc<Site>) -> Browser {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        Browser {
            router: throughcare_web::router(site),
            runtime,
            cookies: Vec::new(),
            token: None,
            from: None,
            site: "same-origin",
        }
    }

    /// The same browser, whose requests come through another machine.
    pub fn through(mut self, machine: &str, forwarded_for: &'static str) -> Browser {
        let address = SocketAddr::new(machine.parse().expect("an address"), 40_000);
        self.from = Some((address, forwarded_for));
        self
    }

    /// A browser in which somebody of the world is signed in, in the first of their hats.
    pub fn of(world: &World, name: &str) -> Browser {
        Browser::begun(world, world.actor(name))
    }

    /// A browser with a session that was begun past the form: hashing a password takes its time by design, and the
    /// stories of signing in go through the form.
    pub fn begun(world: &World, actor: Actor) -> Browser {
        let account = actor.account().expect("a person");
        let attempt = Attempt::new(Action::KeepOwnAccount, account);
        let token = throughcare_app::run(&mut &world.house, Actor::Operator, attempt, None, |tx| {
            account::sign_in(tx, account, actor.role())
        });
        let token = token.expect("a session begins");
        let token: String = token.iter().map(|byte| format!("{byte:02x}")).collect();
        let cookies = vec![("throughcare_session".to_owned(), token)];
        Browser::with_cookies(world, cookies)
    }

    pub fn sign_in(&mut self, name: &str) {
        let email = format!("{}@stories.example", name.to_lowercase());
        let form = self
            .get("/sign-in")
            .form("/sign-in")
            .with("email", &email)
            .with("password", PASSWORD);
        let answer = self.send(&form);
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{name} signs in: {}",
            answer.text()
        );
    }

    pub fn get(&mut self, path: &str) -> Page {
        self.ask("GET", path, None)
    }

    /// Sends a form with what it holds.
    pub fn send(&mut self, form: &FormOnPage) -> Page {
        self.post(&form.action, &form.fields)
    }

    /// Sends a form as a page of another site would.
    pub fn send_from_elsewhere(&mut self, form: &FormOnPage) -> Page {
        self.site = "cross-site";
        let answer = self.send(form);
        self.site = "same-origin";
        answer
    }

    pub fn post(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.ask("POST", path, Some(body))
    }

    /// Sends a form with nothing in it but a good token. A token by which nothing was entered is good again.
    pub fn post_empty(&mut self, path: &str) -> Page {
        let token = self.token.take().unwrap_or_else(|| self.fresh_token());
        let answer = self.send(&FormOnPage::bare(path, &token));
        if matches!(
            answer.status,
            StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY
        ) {
            self.token = Some(token);
        }
        answer
    }

    fn fresh_token(&mut self) -> String {
        let form = self.get("/hats").form("/sign-out");
        let token = form.fields.into_iter().find(|(n, _)| n == "_token");
        token.expect("a token").1
    }

    /// Sends a form and goes where it leads.
    pub fn submit(&mut self, form: &FormOnPage) -> Page {
        let answer = self.send(form);
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{}: {}",
            form.action,
            answer.text()
        );
        let place = answer.location.expect("a place to go on to");
        self.get(&place)
    }

    /// A browser into which somebody copied these cookies.
    pub fn with_cookies(world: &World, cookies: Vec<(String, String)>) -> Browser {
        Browser {
            cookies,
            ..Browser::new(world)
        }
    }

    /// Takes over the cookies of another browser: the same person, led to another instance.
    pub fn taking_over(mut self, other: &Browser) -> Browser {
        self.cookies = other.cookies.clone();
        self
    }

    pub fn cookies(&self) -> &[(String, String)] {
        &self.cookies
    }

    fn ask(&mut self, method: &str, path: &str, body: Option<String>) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "throughcare.example");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if body.is_some() {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", self.site);
        }
        if let Some((_, forwarded_for)) = self.from {
            request = request.header("x-forwarded-for", forwarded_for);
        }
        let mut request = request
            .body(body.map_or_else(Body::empty, Body::from))
            .expect("a request");
        if let Some((address, _)) = self.from {
            request.extensions_mut().insert(ConnectInfo(address));
        }
        let router = self.router.clone();
        let (parts, body) = self.runtime.block_on(async {
            let answer = router.oneshot(request).await.expect("the site answers");
            let (parts, body) = answer.into_parts();
            (parts, to_bytes(body, 16 << 20).await.expect("a body"))
        });
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().expect("text");
            let (name, rest) = set.split_once('=').expect("a cookie");
            self.cookies.retain(|(n, _)| n != name);
            let value = rest.split(';').next().unwrap_or_default();
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        Page {
            status: parts.status,
            location: parts
                .headers
                .get(header::LOCATION)
                .map(|v| v.to_str().expect("text").to_owned()),
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

impl Page {
    /// What a reader sees, without the markup.
    pub fn text(&self) -> String {
        let page = Html::parse_document(&self.body);
        let body = Selector::parse("body").expect("a selector");
        let text: Vec<&str> = page.select(&body).flat_map(|b| b.text()).collect();
        text.join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The form that is sent to a place; its address may have more after it.
    pub fn form(&self, action: &str) -> FormOnPage {
        self.forms()
            .into_iter()
            .find(|f| f.action == action || f.action.ends_with(action))
            .unwrap_or_else(|| {
                panic!(
                    "no form to {action} on the page ({}): {}",
                    self.status,
                    self.text()
                )
            })
    }

    pub fn forms(&self) -> Vec<FormOnPage> {
        let page = Html::parse_document(&self.body);
        let form = Selector::parse("form[method=post]").expect("a selector");
        page.select(&form).map(read_form).collect()
    }

    /// The messages that stand beside wrong fields.
    pub fn messages(&self) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let message = Selector::parse(".errors li, .msg").expect("a selector");
        page.select(&message)
            .map(|m| m.text().collect::<String>().trim().to_owned())
            .collect()
    }

    pub fn links(&self) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let link = Selector::parse("a[href]").expect("a selector");
        page.select(&link)
            .filter_map(|a| a.value().attr("href"))
            .map(str::to_owned)
            .collect()
    }
}

fn read_form(form: ElementRef<'_>) -> FormOnPage {
    let field = Selector::parse("input, textarea, select").expect("a selector");
    let option = Selector::parse("option[selected]").expect("a selector");
    let mut fields = Vec::new();
    let mut texts = Vec::new();
    for element in form.select(&field) {
        let value = element.value();
        let Some(name) = value.attr("name") else {
            continue;
        };
        let kind = value.attr("type").unwrap_or("text");
        let for_words = value.name() == "textarea"
            || (value.name() == "input"
                && matches!(
                    kind,
                    "text" | "date" | "datetime-local" | "search" | "tel" | "email"
                ));
        if for_words {
            texts.push(name.to_owned());
        }
        let typed = match (value.name(), kind) {
            ("input", "radio" | "checkbox") if value.attr("checked").is_none() => continue,
            ("input", _) => value.attr("value").unwrap_or_default().to_owned(),
            ("textarea", _) => {
                let text: String = element.text().collect();
                text.strip_prefix('\n').map_or(text.clone(), str::to_owned)
            }
            _ => element
                .select(&option)
                .next()
                .and_then(|o| o.value().attr("value"))
                .unwrap_or_default()
                .to_owned(),
        };
        fields.push((name.to_owned(), typed));
    }
    FormOnPage {
        action: form.value().attr("action").unwrap_or_default().to_owned(),
        fields,
        texts,
    }
}
