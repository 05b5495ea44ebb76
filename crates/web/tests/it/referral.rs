//! The form for partner professionals, and the way of a referral through intake, as pages.

use crate::harness::{Browser, FormOnPage, Page};
use crate::sample::Sample;
use crate::screened::received;
use axum::http::StatusCode;
use std::sync::Arc;
use throughcare_app::identify::{prior_contact, referral};
use throughcare_domain::decision::Basis;
use throughcare_domain::identify::prior_contact::{SearchPurpose, Verdict};
use throughcare_domain::identify::referral::{MayBeNamed, Verification, WordToReferrer};
use throughcare_domain::person::BirthDate;
use throughcare_testkit::story::daniel;
use throughcare_testkit::{World, both_engines};
use throughcare_web::Site;

const FORM: &str = "/refer/northmoor";

fn first_step(browser: &mut Browser) -> FormOnPage {
    browser
        .get(FORM)
        .form(FORM)
        .with("name", "Modupe Adeyemi")
        .with("telephone", "01632 960 300")
        .with("p1-name1", "Daniel Ashdown")
        .with("p1-age", "17")
}

fn second_step(browser: &mut Browser) -> FormOnPage {
    let first = first_step(browser);
    let page = browser.send(&first);
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.form(FORM)
        .with("facts", "He said that they at least did something.")
        .with("view", "It may be showing off.")
        .with("knows", "not_yet")
}

/// Through the steps to the page on which it is checked, and sent.
fn checked(browser: &mut Browser) -> FormOnPage {
    let second = second_step(browser);
    let page = browser.send(&second);
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.says("Nothing has been sent yet"), "{}", page.text());
    page.form(FORM).with("do", "send")
}

/// The reference as the last page shows it.
fn reference(page: &Page) -> String {
    let text = page.text();
    let of = |word: &&str| word.len() == 34 && word.matches('-').count() == 6;
    let found: Vec<&str> = text.split_whitespace().filter(of).collect();
    assert_eq!(found.len(), 1, "{text}");
    found[0].to_owned()
}

fn value<'f>(form: &'f FormOnPage, name: &str) -> &'f str {
    form.fields
        .iter()
        .find(|(n, _)| n == name)
        .map(|(_, v)| v.as_str())
        .unwrap_or_default()
}

fn referrals(world: &World) -> usize {
    let list = Browser::of(world, "Tom").get("/referrals");
    list.links()
        .iter()
        .filter(|l| l.starts_with("/referrals/") && *l != "/referrals/new")
        .count()
}

both_engines! {
    fn a_professional_without_an_account_sends_a_referral_and_asks_how_far_it_has_come(world: &mut World) {
        let mut browser = Browser::new(world);
        let form = checked(&mut browser);
        let sent = browser.send(&form);
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
        assert!(sent.location.is_none());
        let status = format!("{FORM}/status");
        let ask = browser.get(&status).form(&status).with("reference", &reference(&sent).to_uppercase());
        let answer = browser.send(&ask);
        assert!(answer.says("waits to be looked at"), "{}", answer.text());
        for hidden in ["Daniel", "Modupe", "showing off"] {
            assert!(!answer.says(hidden), "{}", answer.text());
        }
        let list = Browser::of(world, "Tom").get("/referrals");
        assert!(list.says("Daniel Ashdown"), "{}", list.text());
    }

    fn a_doubled_public_form_enters_once_and_shows_the_same_reference(world: &mut World) {
        let mut browser = Browser::new(world);
        let form = checked(&mut browser);
        let (one, two) = (browser.send(&form), browser.send(&form));
        assert_eq!(reference(&one), reference(&two));
        assert_eq!(referrals(world), 1);
    }

    fn the_steps_carry_what_was_typed_back_and_forth_and_into_another_language(world: &mut World) {
        let mut browser = Browser::new(world);
        let second = second_step(&mut browser);
        let back = browser.send(&second.clone().with("do", "1"));
        let first = back.form(FORM);
        for (name, typed) in [("name", "Modupe Adeyemi"), ("p1-age", "17"), ("facts", "He said that they at least did something.")] {
            assert_eq!(value(&first, name), typed, "{name}");
        }
        let other = browser.send(&second.with("do", "language-en-XA"));
        assert!(other.body.contains(r#"dir="rtl""#));
        assert_eq!(value(&other.form(FORM), "view"), "It may be showing off.");
    }

    fn a_date_that_does_not_exist_comes_back_beside_its_field_with_everything_typed(world: &mut World) {
        let mut browser = Browser::new(world);
        let second = second_step(&mut browser)
            .with("when", "one_day")
            .with("when_on-day", "31")
            .with("when_on-month", "11")
            .with("when_on-year", "2026")
            .with("knows", "");
        let page = browser.send(&second);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("31 November does not exist"), "{}", page.text());
        assert!(page.says("We need it before we call anyone"), "{}", page.text());
        let again = page.form(FORM);
        for name in ["facts", "view", "when_on-day", "name", "p1-name1"] {
            assert_eq!(value(&again, name), value(&second, name), "{name}");
        }
        assert_eq!(referrals(world), 0);
    }

    fn a_step_that_was_skipped_is_asked_for_before_anything_is_sent(world: &mut World) {
        let mut browser = Browser::new(world);
        let form = checked(&mut browser).with("name", "").with("knows", "");
        let page = browser.send(&form);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("Please give your name"), "{}", page.text());
        assert_eq!(value(&page.form(FORM), "step"), "1");
        assert_eq!(referrals(world), 0);
    }

    fn a_flood_of_public_forms_is_stopped_and_told_whom_to_ring(world: &mut World) {
        let mut browser = Browser::new(world);
        let mut last = None;
        for _ in 0..7 {
            let form = checked(&mut browser);
            last = Some(browser.send(&form));
        }
        let page = last.unwrap();
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.says("If it cannot wait, ring instead: 01632 960"), "{}", page.text());
        assert!(page.links().iter().any(|l| l.starts_with("tel:")));
        assert_eq!(value(&page.form(FORM), "p1-name1"), "Daniel Ashdown");
        world.minutes_pass(1);
        let again = browser.send(&page.form(FORM).with("do", "send"));
        assert_eq!(again.status, StatusCode::OK);
    }

    fn whoever_asks_too_often_how_far_it_has_come_is_told_whom_to_ring(world: &mut World) {
        let mut browser = Browser::new(world);
        let form = checked(&mut browser);
        let sent = browser.send(&form);
        let status = format!("{FORM}/status");
        let mut last = None;
        for _ in 0..6 {
            let form = browser.get(&status).form(&status).with("reference", &reference(&sent));
            last = Some((browser.send(&form), form));
        }
        let (page, form) = last.unwrap();
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.says("If it cannot wait, ring instead: 01632 960"), "{}", page.text());
        assert_eq!(value(&page.form(&status), "reference"), value(&form, "reference"), "nothing typed is lost");
        world.minutes_pass(1);
        assert!(browser.send(&page.form(&status)).says("waits to be looked at"));
    }

    fn behind_a_trusted_web_server_each_sender_has_a_count_of_their_own(world: &mut World) {
        let flood = |trusted: &[&str], from: [&'static str; 2]| {
            let site = Site::new(world.house.clone(), Vec::new(), false);
            let trusted = trusted.iter().map(|t| t.parse().unwrap()).collect();
            let site = Arc::new(site.behind(trusted));
            let mut one = Browser::at(site.clone()).through("10.0.0.1", from[0]);
            for _ in 0..6 {
                let form = checked(&mut one);
                assert_eq!(one.send(&form).status, StatusCode::OK);
            }
            let mut other = Browser::at(site).through("10.0.0.1", from[1]);
            let form = checked(&mut other);
            other.send(&form).status
        };
        let (one, other) = ("192.0.2.7", "192.0.2.8");
        assert_eq!(flood(&["10.0.0.1"], [one, other]), StatusCode::OK);
        assert_eq!(flood(&["10.0.0.1"], ["192.0.2.1, 192.0.2.7", "192.0.2.2, 192.0.2.7"]), StatusCode::TOO_MANY_REQUESTS, "what a sender says of themselves is not believed");
        assert_eq!(flood(&[], [one, other]), StatusCode::TOO_MANY_REQUESTS, "nobody is believed by default");
    }

    fn the_step_of_earlier_contact_is_done_when_what_turned_up_is_judged(world: &mut World) {
        received(world, daniel());
        let (id, person) = received(world, daniel());
        let tom = world.actor("Tom");
        world.does(tom, |tx| {
            let word = WordToReferrer { to: "Helen Marsh".into(), words: "Tom has it.".into(), basis: Basis::Mandate, told_at: tx.now() };
            referral::acknowledge(tx, id, word)
        });
        world.does(tom, |tx| referral::verify_referrer(tx, id, 1, Verification::KnownColleague, MayBeNamed::Yes));
        let mut browser = Browser::of(world, "Tom");
        let place = format!("/referrals/{id}");
        assert!(browser.get(&place).says("has this person been here before?"));
        let search = world.does(tom, |tx| prior_contact::search(tx, id, person, SearchPurpose::Intake));
        let page = browser.get(&place);
        assert!(page.says("It was searched. 1 record that turned up waits for your judgement."), "{}", page.text());
        let record = world.sees(tom, |tx| prior_contact::show(tx, id)).unwrap().people[0].latest.as_ref().unwrap().strong[0].person;
        world.does(tom, |tx| prior_contact::judge(tx, id, person, search, record, Verdict::NotSame, "Another school."));
        assert!(browser.get(&place).says("Next step: Screening"));
        let view = world.sees(tom, |tx| referral::show(tx, id)).unwrap();
        let known = &view.persons[0].person;
        let mut identity = known.identity.clone();
        identity.birth.date = BirthDate::Year { year: 2009 };
        world.does(tom, |tx| referral::revise_identity(tx, id, person, known.version, identity));
        assert!(browser.get(&place).says("Next step: Search for earlier contact"), "it is owed again");
    }

    fn the_next_step_of_a_referral_moves_on_as_each_is_done(world: &mut World) {
        let mut browser = Browser::new(world);
        let form = checked(&mut browser);
        browser.send(&form);
        let mut tom = Browser::of(world, "Tom");
        let list = tom.get("/referrals");
        let links = list.links();
        let place = links.iter().find(|l| l.starts_with("/referrals/") && *l != "/referrals/new").expect("it is listed");
        let page = tom.get(place);
        assert!(page.says("Next step: Call the referrer back"), "{}", page.text());
        let verify = page.form(&format!("{place}/referrer")).with("outcome", "called_back").with("named", "yes");
        let page = tom.submit(&verify);
        assert!(page.says("Next step: Search for earlier contact"), "{}", page.text());
        assert!(page.says("the person may be told who referred"), "{}", page.text());
    }

    fn whoever_acts_at_once_is_asked_to_write_it_up(world: &mut World) {
        let sample = Sample::of(world);
        let (place, _) = sample.address("/act-now/{kind}/{id}").unwrap();
        let mut tom = Browser::of(world, "Tom");
        let page = tom.get(&place);
        let done = page.form(&place).with("what", "Rang the duty officer.").with("who", "the duty officer");
        let referral = tom.submit(&done);
        assert!(referral.says("Rang the duty officer."), "{}", referral.text());
        let page = tom.get(&place);
        let forms = page.forms();
        let form = forms.iter().find(|f| f.action.contains("/acts/")).expect("it can be written up");
        let page = tom.submit(&form.clone().with("words", "The father was told on Tuesday."));
        assert!(page.says("The father was told on Tuesday."), "{}", page.text());
    }

    fn an_enquiry_is_turned_with_the_lines_that_were_ticked_and_no_others(world: &mut World) {
        let sample = Sample::of(world);
        let (place, _) = sample.address("/enquiries/{id}/turn").unwrap();
        let mut tom = Browser::of(world, "Tom");
        let form = tom.get(&place).form(&place).with("because", "She asked for it.").with("asked", "agrees");
        let refused = tom.send(&form);
        assert!(refused.says("Choose at least one line"), "{}", refused.text());
        let line = form.texts.iter().find(|n| n.starts_with("line-")).expect("a call said something");
        let call = line.trim_start_matches("line-").to_owned();
        let form = tom.get(&place).form(&place).with("because", "She asked for it.").with("asked", "agrees");
        let form = form.with("line", &call).with(line, "He shouted about the videos.");
        let page = tom.submit(&form);
        assert!(page.says("He shouted about the videos."), "{}", page.text());
        assert!(page.says("from the helpline"), "{}", page.text());
        assert!(!page.says("heron"), "{}", page.text());
    }
}
