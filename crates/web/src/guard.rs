//! Forms come from our own pages, and each rendered form has a token of its own.

use axum::http::{HeaderMap, header};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use throughcare_store::House;
use throughcare_store::form_use::FormToken;
pub use throughcare_store::tx::hex;

/// Whether a post was made from one of our own pages.
/// Source: the fetch metadata headers say where a request comes from; older browsers say by `Origin`.
pub fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host),
        (None, _) => true,
        _ => false,
    }
}

/// Makes the token of one rendered form: chance, and proof that this session was given it.
pub fn token(house: &House, session: &[u8]) -> String {
    let chance: [u8; 16] = house.chance.bytes();
    let mut out = hex(&chance);
    out.push_str(&hex(&proof(house, session, &chance)));
    out
}

/// Reads a form's token back.
/// Shape: none when it was made for another session, or by nobody.
pub fn read_token(house: &House, session: &[u8], token: &str) -> Option<FormToken> {
    let bytes = unhex(token)?;
    if bytes.len() != 32 {
        return None;
    }
    let (chance, given) = bytes.split_at(16);
    let mut mac = keyed(house);
    mac.update(session);
    mac.update(chance);
    mac.verify_truncated_left(given).ok()?;
    Some(FormToken(chance.to_vec()))
}

fn proof(house: &House, session: &[u8], chance: &[u8]) -> Vec<u8> {
    let mut mac = keyed(house);
    mac.update(session);
    mac.update(chance);
    mac.finalize().into_bytes()[..16].to_vec()
}

fn keyed(house: &House) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(house.keys().index.bytes())
        .expect("any length is a valid key");
    mac.update(b"form\0");
    mac
}

pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len() / 2)
        .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_post_comes_from_one_of_our_own_pages() {
        let check = |sent: &[(&'static str, &'static str)], expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert("host", HeaderValue::from_static("throughcare.example"));
            for (name, value) in sent {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            assert_eq!(same_origin(&headers), expected, "{sent:?}");
        };
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "none")], true);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://throughcare.example"),
            ],
            false,
        );
        check(&[("origin", "https://throughcare.example")], true);
        check(&[("origin", "https://elsewhere.example")], false);
        check(
            &[("origin", "https://throughcare.example.elsewhere.example")],
            false,
        );
        check(&[("origin", "null")], false);
        check(&[], true);
    }
}
