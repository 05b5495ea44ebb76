//! Two instances on one PostgreSQL: one signs in, the other works, and two writers at once lose and double nothing.

use crate::harness::Browser;
use axum::http::StatusCode;
use std::sync::Arc;
use throughcare_testkit::{Engine, World};
use throughcare_web::Site;

fn two(world: &World) -> (Arc<Site>, Arc<Site>) {
    let site = |house| Arc::new(Site::new(house, Vec::new(), false));
    (site(world.house.clone()), site(world.another_instance()))
}

/// An enquiry with a first call, and its address.
fn opened(browser: &mut Browser) -> String {
    let form = browser
        .get("/enquiries/new")
        .form("/enquiries/new")
        .with("described", "a mother about her son");
    browser.send(&form).location.expect("leads to the enquiry")
}

#[test]
fn one_signs_in_on_one_instance_and_works_on_the_other() {
    let world = World::on(Engine::Postgres);
    let (here, there) = two(&world);
    let mut browser = Browser::at(here);
    browser.sign_in("Tom");
    let place = opened(&mut browser);
    let mut moved = Browser::at(there).taking_over(&browser);
    let page = moved.get(&place);
    assert_eq!(page.status, StatusCode::OK);
    let saved = moved.submit(
        &page
            .form("/calls")
            .with("said", "He ate with them on Sunday."),
    );
    assert!(saved.says("He ate with them on Sunday."));
    assert!(
        browser.get(&place).says("He ate with them on Sunday."),
        "the first instance sees what the second wrote"
    );
}

#[test]
fn a_form_sent_to_both_instances_at_once_enters_once() {
    let world = World::on(Engine::Postgres);
    let (here, there) = two(&world);
    let mut first = Browser::at(here);
    first.sign_in("Tom");
    let place = opened(&mut first);
    let mut second = Browser::at(there).taking_over(&first);
    for n in 0..10 {
        let form = first
            .get(&place)
            .form("/calls")
            .with("said", &format!("The call number {n}."));
        let (a, b) = std::thread::scope(|threads| {
            let one = threads.spawn(|| first.send(&form).status);
            let other = threads.spawn(|| second.send(&form).status);
            (one.join().expect("answers"), other.join().expect("answers"))
        });
        assert_eq!((a, b), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        let text = first.get(&place).text();
        assert_eq!(text.matches(&format!("The call number {n}.")).count(), 1);
    }
}

#[test]
fn two_writers_race_and_nothing_is_lost_or_doubled() {
    let world = World::on(Engine::Postgres);
    let (here, there) = two(&world);
    let mut tom = Browser::at(here);
    tom.sign_in("Tom");
    let place = opened(&mut tom);
    let mut petra = Browser::at(there);
    petra.sign_in("Petra");
    let calls = |browser: &mut Browser, who: &str| {
        for n in 0..15 {
            let form = browser
                .get(&place)
                .form("/calls")
                .with("said", &format!("{who} writes line {n}."));
            loop {
                let status = browser.send(&form).status;
                // A writer who met the other is told so, and sends the same form again.
                if status == StatusCode::SEE_OTHER {
                    break;
                }
                assert_eq!(status, StatusCode::CONFLICT);
            }
        }
    };
    std::thread::scope(|threads| {
        threads.spawn(|| calls(&mut tom, "Tom"));
        threads.spawn(|| calls(&mut petra, "Petra"));
    });
    let text = tom.get(&place).text();
    for who in ["Tom", "Petra"] {
        for n in 0..15 {
            assert_eq!(
                text.matches(&format!("{who} writes line {n}.")).count(),
                1,
                "{who} {n}"
            );
        }
    }
}

#[test]
fn of_two_who_end_the_same_enquiry_one_is_told_that_it_changed() {
    let world = World::on(Engine::Postgres);
    let (here, there) = two(&world);
    let mut first = Browser::at(here);
    first.sign_in("Tom");
    let place = opened(&mut first);
    let mut second = Browser::at(there).taking_over(&first);
    let ending =
        |browser: &mut Browser, how: &str| browser.get(&place).form("/end").with("ending", how);
    let (lost, given) = (
        ending(&mut first, "lost"),
        ending(&mut second, "advice_given"),
    );
    assert_eq!(first.send(&lost).status, StatusCode::SEE_OTHER);
    let told = second.send(&given);
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(
        told.says("This has changed since you opened it"),
        "{}",
        told.text()
    );
    assert!(
        told.says("lost"),
        "what is there now is shown: {}",
        told.text()
    );
}
