//! A browser that reads what was logged while it was answered.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use std::io::Write;
use std::sync::{Arc, Mutex};
use throughcare_web::{DemoSignIn, Site};
use tower::ServiceExt;
use tracing_subscriber::EnvFilter;

pub struct Browser {
    router: Router,
    runtime: tokio::runtime::Runtime,
    cookies: Vec<(String, String)>,
    log: Log,
}

pub struct Page {
    pub status: u16,
    pub body: String,
}

/// What was logged, kept in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A text as a form or an address carries it.
pub fn typed(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

impl Browser {
    /// At the finest level that the product's own log can be set to, on every thread that answers.
    pub fn at(site: Arc<Site>) -> Browser {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .with_env_filter(EnvFilter::new("warn,throughcare=trace"))
            .finish();
        let dispatch = tracing::Dispatch::new(subscriber);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .on_thread_start(move || {
                std::mem::forget(tracing::dispatcher::set_default(&dispatch));
            })
            .build()
            .unwrap();
        Browser {
            router: throughcare_web::router(site),
            runtime,
            cookies: Vec::new(),
            log,
        }
    }

    pub fn logged(&self) -> Vec<u8> {
        self.log.0.lock().unwrap().clone()
    }

    pub fn sign_in(&mut self, who: &DemoSignIn) {
        self.cookies.clear();
        let token = self.token("/sign-in");
        let typed = [
            ("email", who.email.as_str()),
            ("password", who.password.as_str()),
        ];
        let answer = self.post("/sign-in", &token, &typed);
        assert_eq!(
            answer.status, 303,
            "{} signs in: {}",
            who.email, answer.body
        );
    }

    pub fn get(&mut self, path: &str) -> Page {
        self.ask("GET", path, None)
    }

    /// The token of the form on a page.
    pub fn token(&mut self, path: &str) -> String {
        let page = self.get(path);
        let value = page
            .body
            .split("name=\"_token\"")
            .nth(1)
            .and_then(|rest| rest.split("value=\"").nth(1))
            .and_then(|rest| rest.split('"').next());
        value
            .unwrap_or_else(|| panic!("{path} has a form: {}", page.body))
            .to_owned()
    }

    /// Follows the first links of a page that lead to something.
    pub fn follows(&mut self, path: &str, most: usize) {
        let page = self.get(path);
        let links: Vec<String> = page
            .body
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|link| {
                link.starts_with("/referrals/")
                    || link.starts_with("/enquiries/")
                    || link.starts_with("/cases/")
            })
            .map(str::to_owned)
            .take(most)
            .collect();
        for link in links {
            self.get(&link);
        }
    }

    pub fn post(&mut self, path: &str, token: &str, fields: &[(&str, &str)]) -> Page {
        let pairs = std::iter::once(("_token", token)).chain(fields.iter().copied());
        let body: Vec<String> = pairs.map(|(n, v)| format!("{n}={}", typed(v))).collect();
        self.ask("POST", path, Some(body.join("&")))
    }

    fn ask(&mut self, method: &str, path: &str, body: Option<String>) -> Page {
        let cookies: Vec<String> = (self.cookies.iter())
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "throughcare.example")
            .header(header::COOKIE, cookies.join("; "));
        if body.is_some() {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin");
        }
        let request = request
            .body(body.map_or_else(Body::empty, Body::from))
            .unwrap();
        let router = self.router.clone();
        let answered = self.runtime.spawn(async move {
            let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
            (parts, to_bytes(body, 16 << 20).await.unwrap())
        });
        let (parts, body) = self.runtime.block_on(answered).unwrap();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(n, _)| n != name);
            let value = rest.split(';').next().unwrap_or_default();
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        Page {
            status: parts.status.as_u16(),
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}
