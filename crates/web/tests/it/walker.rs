//! A walker that types nonsense into every form on every page, and looks whether anything it typed was lost.

use crate::harness::{Browser, FormOnPage, Page};
use crate::sample::Sample;
use axum::http::StatusCode;
use throughcare_testkit::{World, both_engines};

/// More than any field takes.
const TOO_LONG: usize = 20_010;

/// The forms of a page that somebody fills in: those with a field for words.
fn filled_in(page: &Page) -> Vec<FormOnPage> {
    page.forms()
        .into_iter()
        .filter(|f| !words(f).is_empty() && f.action != "/sign-in")
        .collect()
}

/// The fields for words: not hidden, not a choice.
fn words(form: &FormOnPage) -> Vec<String> {
    form.texts.clone()
}

/// Types something of its own into every field for words, and too much into one of them.
fn nonsense(form: &FormOnPage, too_long: usize) -> FormOnPage {
    let mut typed = form.clone();
    for (n, name) in words(form).iter().enumerate() {
        let mut text =
            format!("{name} {n}: <b>31 Nov</b> & \"quotes\" \u{202e}right to left, ‘é’ 名前");
        if n == too_long {
            text.push_str(&"x".repeat(TOO_LONG));
        }
        typed = typed.with(name, &text);
    }
    typed
}

fn value<'f>(form: &'f FormOnPage, name: &str) -> &'f str {
    form.fields
        .iter()
        .find(|(n, _)| n == name)
        .map(|(_, v)| v.as_str())
        .unwrap_or_default()
}

both_engines! {
    fn every_form_keeps_what_was_typed_and_says_what_is_wrong_beside_it(world: &mut World) {
        let sample = Sample::of(world);
        let mut walked = 0;
        let mut lost = Vec::new();
        for (name, _) in World::first_hats() {
            let mut browser = Browser::of(world, name);
            for path in sample.pages() {
                let page = browser.get(&path);
                if page.status != StatusCode::OK {
                    continue;
                }
                for form in filled_in(&page) {
                    for too_long in 0..words(&form).len().min(2) {
                        let typed = nonsense(&form, too_long);
                        let answer = browser.send(&typed);
                        let place = format!("{} on {path} as {name}", form.action);
                        if answer.status != StatusCode::UNPROCESSABLE_ENTITY {
                            lost.push(format!("{place}: {}", answer.status));
                            continue;
                        }
                        let Some(again) = answer.forms().into_iter().find(|f| f.action == form.action) else {
                            lost.push(format!("{place}: the form is not on the page"));
                            continue;
                        };
                        for field in words(&form) {
                            if value(&again, &field) != value(&typed, &field) {
                                lost.push(format!("{place}: {field} came back as {:.60?}", value(&again, &field)));
                            }
                        }
                        if answer.messages().is_empty() {
                            lost.push(format!("{place}: no message"));
                        }
                        walked += 1;
                    }
                }
            }
        }
        lost.sort();
        lost.dedup();
        assert_eq!(lost, Vec::<String>::new());
        assert!(walked > 10, "{walked} forms are too few to mean anything");
    }
}
