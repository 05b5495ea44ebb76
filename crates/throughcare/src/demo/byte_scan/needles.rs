//! What the scan looks for, and in which forms.

use crate::demo::cast::{self, Cast, Choice, Dissent};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeSet;

/// Shorter ones turn up by chance in some megabytes of sealed bytes. Unit: bytes.
const SHORTEST: usize = 6;
/// Of a text its first characters: nobody says the same twice.
const FIRST: usize = 40;

pub struct Needles {
    texts: Vec<String>,
    /// For each pattern the text of which it is a form.
    of: Vec<usize>,
    search: AhoCorasick,
}

impl Needles {
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// The needles that these bytes hold, in whatever form.
    pub fn found_in(&self, bytes: &[u8]) -> BTreeSet<String> {
        self.search
            .find_overlapping_iter(bytes)
            .map(|found| self.texts[self.of[found.pattern().as_usize()]].clone())
            .collect()
    }
}

/// Everything public, in which a needle would be found by right.
pub fn public() -> String {
    let cast = cast::cast();
    let files = throughcare_domain::programme::shipped();
    let schema = throughcare_store::migrate::MIGRATIONS;
    let parts: Vec<&str> = (files.iter().map(|(_, text)| *text))
        .chain(schema.iter().map(|(_, _, text)| *text))
        .chain(cast.agencies.iter().map(|a| a.name.as_str()))
        .chain(cast.programmes.iter().map(|p| p.name.as_str()))
        .chain(cast.staff.iter().filter_map(|s| s.organisation.as_deref()))
        .collect();
    parts.join("\n")
}

pub fn needles() -> Needles {
    let cast = cast::cast();
    let mut said: BTreeSet<String> = BTreeSet::new();
    for words in people(&cast).into_iter().chain(texts(&cast)) {
        let first: String = words.trim().chars().take(FIRST).collect();
        if first.len() >= SHORTEST {
            said.insert(first);
        }
    }
    let public = public().to_lowercase();
    let texts: Vec<String> = said
        .into_iter()
        .filter(|text| !public.contains(&text.to_lowercase()))
        .collect();
    let (mut of, mut patterns) = (Vec::new(), Vec::new());
    for (n, text) in texts.iter().enumerate() {
        for form in forms(text) {
            of.push(n);
            patterns.push(form);
        }
    }
    let search = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .build(patterns)
        .unwrap();
    Needles { texts, of, search }
}

/// As it is, as it stands in JSON, in JSON of ASCII only, in an address, on a page, and each of the first two in hex.
fn forms(text: &str) -> BTreeSet<Vec<u8>> {
    let json = serde_json::to_string(text).unwrap();
    let json = json.trim_matches('"').to_owned();
    let ascii: String = text
        .encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect();
    let page = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    let hex = |text: &str| text.bytes().map(|b| format!("{b:02x}")).collect::<String>();
    let forms = [
        text.to_owned(),
        hex(text),
        hex(&json),
        json,
        ascii,
        super::browser::typed(text),
        page,
    ];
    forms.into_iter().map(String::into_bytes).collect()
}

/// Names, addresses, numbers and streets.
fn people(cast: &Cast) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for person in &cast.persons {
        out.extend(person.names.iter().map(|n| n.is.as_str()));
        out.extend(person.street.as_deref());
        out.extend(person.guardian.as_ref().map(|g| g.name.as_str()));
    }
    for referral in &cast.referrals {
        let from = &referral.from;
        out.extend([&from.name, &from.email, &from.phone].map(String::as_str));
    }
    for staff in &cast.staff {
        out.extend([&staff.name, &staff.email, &staff.phone].map(String::as_str));
    }
    out
}

/// What was said, seen, made of it, advised, asked, decided and agreed, and the words by which callers are known.
fn texts(cast: &Cast) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for story in &cast.referrals {
        out.extend([&story.seen, &story.view].map(String::as_str));
        out.extend(story.happened.words.as_deref());
        if let Some(d) = story.outcome.decision() {
            out.push(&d.reasons);
            grounds(&mut out, &d.options, d.dissent.as_ref());
        }
        match &story.outcome {
            cast::Outcome::AwaitingInformation { ask, .. } => out.push(ask),
            cast::Outcome::Redirected { service, .. } => out.push(service),
            _ => {}
        }
        let Some(case) = &story.case else { continue };
        let card = &case.card;
        out.extend([&card.how, &card.when, &card.do_not, &card.do_not_tell].map(String::as_str));
        out.extend(case.excluded.iter().map(|e| e.why.as_str()));
        out.extend(case.transfer.as_ref().map(|t| t.reasons.as_str()));
        if let Some(a) = &case.adoption {
            out.push(&a.reasons);
            grounds(&mut out, &a.options, a.dissent.as_ref());
        }
    }
    for enquiry in &cast.enquiries {
        let reach = &enquiry.reach;
        out.extend(
            [
                &enquiry.caller,
                &enquiry.about,
                &enquiry.word,
                &enquiry.wants,
            ]
            .map(String::as_str),
        );
        out.extend([&reach.how, &reach.do_not, &reach.if_somebody_else].map(String::as_str));
        out.extend(enquiry.promised.iter().map(String::as_str));
        for call in &enquiry.calls {
            out.extend([&call.said, &call.words, &call.next].map(String::as_str));
        }
    }
    let words = &cast.words;
    let lists = [
        &words.adoption_reasons,
        &words.transfer_reasons,
        &words.link_reasons,
    ];
    out.extend(lists.into_iter().flatten().map(String::as_str));
    for act in &words.act_now {
        out.extend([&act.done, &act.told].map(String::as_str));
    }
    out
}

fn grounds<'c>(out: &mut Vec<&'c str>, options: &'c [Choice], dissent: Option<&'c Dissent>) {
    for option in options {
        out.extend([&option.option, &option.why_not].map(String::as_str));
    }
    out.extend(dissent.map(|d| d.words.as_str()));
}

#[test]
fn a_needle_is_found_in_whatever_form_it_stands() {
    let needles = needles();
    let name = "Hanna Wiśniewska";
    let check = |bytes: &str| {
        let found = needles.found_in(bytes.as_bytes());
        assert!(found.contains(name), "{bytes}: {found:?}");
    };
    check("owner Hanna Wiśniewska, since");
    check("HANNA WIśNIEWSKA");
    check(r#"{"name":"Hanna Wi\u015bniewska"}"#);
    check("name=Hanna+Wi%C5%9Bniewska&");
    let hex: String = name.bytes().map(|b| format!("{b:02x}")).collect();
    check(&format!(r"7	\\x22{hex}22	1"));
}
