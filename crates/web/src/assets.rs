//! Static files: a stylesheet and a little script, within the binary.

use crate::desk::Visit;
use crate::failure::{Answer, Failure};
use crate::route::{Method, Route, open};
use crate::router::bytes;
use axum::http::StatusCode;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

pub const ROUTES: &[Route] = &[open(Method::Get, "/static/{version}/{file}", "house", file)];

const FILES: &[(&str, &str, &[u8])] = &[
    (
        "throughcare.css",
        "text/css; charset=utf-8",
        include_bytes!("../static/throughcare.css"),
    ),
    (
        "icon.svg",
        "image/svg+xml",
        include_bytes!("../static/icon.svg"),
    ),
    (
        "throughcare.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../static/throughcare.js"),
    ),
];

/// Changes whenever a file does, so that browsers may keep each for a year.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for (_, _, body) in FILES {
        hash.update(body);
    }
    crate::guard::hex(&hash.finalize()[..6])
});

fn file(visit: &Visit) -> Answer {
    let name = visit.param("file");
    let (_, kind, body) = FILES
        .iter()
        .find(|(n, ..)| *n == name)
        .ok_or(Failure::NotFound)?;
    Ok(bytes(
        StatusCode::OK,
        kind,
        "public, max-age=31536000, immutable",
        body,
    ))
}
