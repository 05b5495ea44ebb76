//! Decisions and what leads to them, as pages: what was searched for and judged, how it was decided, and the second person.

use crate::harness::{Browser, FormOnPage, Page};
use crate::screened::{Screened, grounds, in_screening, received};
use axum::http::StatusCode;
use throughcare_app::case::adoption;
use throughcare_app::identify::{matching_officer, prior_contact, referral, screening};
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::SearchPurpose;
use throughcare_domain::identify::screening::Proposal;
use throughcare_testkit::story::daniel;
use throughcare_testkit::{World, both_engines};

fn version(world: &World, id: ReferralId) -> i64 {
    let view = world.sees(world.actor("Tom"), |tx| referral::show(tx, id));
    view.expect("Tom reads it").referral.version
}

/// What the summary at the top of a form says, and what stands beside its fields: each in the order of the page.
fn said(page: &Page) -> (Vec<String>, Vec<String>) {
    let all = page.messages();
    let beside = |words: &&String| words.starts_with("Error:");
    let of_field = |words: &String| words.trim_start_matches("Error:").trim().to_owned();
    (
        all.iter().filter(|w| !beside(w)).cloned().collect(),
        all.iter().filter(beside).map(of_field).collect(),
    )
}

fn wrong_in_page_order(browser: &mut Browser, form: &FormOnPage, least: usize) {
    let page = browser.send(form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (summary, fields) = said(&page);
    assert!(summary.len() >= least, "{summary:?}");
    assert_eq!(summary, fields);
}

fn checked<'f>(page: &'f FormOnPage, name: &str) -> Option<&'f str> {
    let found = page.fields.iter().find(|(n, _)| n == name);
    found.map(|(_, value)| value.as_str())
}

both_engines! {
    fn a_screening_says_how_it_was_decided_on_every_page_and_on_paper(world: &mut World) {
        let id = in_screening(world, "Nadia Sorel");
        let mut tom = Browser::of(world, "Tom");
        let place = format!("/referrals/{id}/screening");
        let form = tom.get(&place).form("/decision");
        assert_eq!(checked(&form, "mode"), Some("single"), "one person may decide it");
        let form = form
            .with("choice", "accept")
            .with("reasons", "She asks for help.")
            .with("no_alternative", "nobody else works with her")
            .with("mode", "meeting");
        let page = tom.submit(&form);
        assert!(page.says("Tom Story, in a meeting · policy"), "{}", page.text());
        let referral = tom.get(&format!("/referrals/{id}"));
        assert!(referral.says("Tom Story, in a meeting"), "{}", referral.text());
        let case = referral.links().into_iter().find(|l| l.starts_with("/cases/")).expect("a case");
        assert!(tom.get(&case).says("Decided by Tom Story, in a meeting"));
        let form = tom.get(&format!("{case}/print")).form("/print")
            .with("described", "the panel")
            .with("basis", "consent");
        let paper = tom.submit(&form);
        assert!(paper.says("Decided by Tom Story, in a meeting"), "{}", paper.text());
    }

    fn an_adoption_says_how_it_was_decided(world: &mut World) {
        let case = Screened::considered(world);
        let mut rune = Browser::of(world, "Rune");
        let place = format!("/cases/{case}/adoption");
        let form = rune.get(&place).form("/adoption")
            .with("choice", "adopt")
            .with("reasons", "He asked for help.")
            .with("no_alternative", "nobody else works with him")
            .with("mode", "written_round");
        let page = rune.submit(&form);
        assert!(page.says("Decided by Rune Story, in a written round"), "{}", page.text());
    }

    fn what_is_wrong_with_a_decision_is_listed_in_the_order_of_the_page(world: &mut World) {
        let id = in_screening(world, "Nadia Sorel");
        let mut tom = Browser::of(world, "Tom");
        let place = format!("/referrals/{id}/screening");
        let form = tom.get(&place).form("/decision");
        wrong_in_page_order(&mut tom, &form, 2);
        let long = "x".repeat(20_001);
        let redirect = form.clone()
            .with("choice", "redirect")
            .with("warning", &long)
            .with("option2", "the school")
            .with("whynot3", "tried before")
            .with("mode", "by lot")
            .with("dissent", "Too soon.");
        wrong_in_page_order(&mut tom, &redirect, 9);
        let more = form.with("choice", "more_information").with("until", "2026-02-31");
        wrong_in_page_order(&mut tom, &more, 3);

        let case = Screened::considered(world);
        let mut rune = Browser::of(world, "Rune");
        let form = rune.get(&format!("/cases/{case}/adoption")).form("/adoption")
            .with("option1", "the school")
            .with("dissent_by", "Mei")
            .with("mode", "by lot");
        wrong_in_page_order(&mut rune, &form, 5);
    }

    fn what_is_wrong_with_a_judgement_is_listed_in_the_order_of_the_page(world: &mut World) {
        received(world, daniel());
        let (id, person) = received(world, daniel());
        let tom = world.actor("Tom");
        world.does(tom, |tx| prior_contact::search(tx, id, person, SearchPurpose::Intake));
        let mut tom = Browser::of(world, "Tom");
        let page = tom.get(&format!("/referrals/{id}/earlier-contact"));
        let form = page.forms().into_iter().find(|f| f.action.contains("/records/")).expect("a record");
        wrong_in_page_order(&mut tom, &form, 2);
        let page = tom.submit(&form.clone().with("verdict", "cannot_tell").with("why", "Two of that name."));
        assert!(!page.says("One earlier judgement"), "{}", page.text());
        let again = page.forms().into_iter().find(|f| f.action.contains("/records/")).expect("may be changed");
        let page = tom.submit(&again.with("verdict", "not_same").with("why", "Another street."));
        for shown in ["Judged: Not the same person", "One earlier judgement", "Judged: Cannot tell", "Two of that name."] {
            assert!(page.says(shown), "{shown}: {}", page.text());
        }
    }

    fn what_the_second_person_said_stands_on_its_page_with_their_name(world: &mut World) {
        let case = Screened::considered(world);
        let rune = world.actor("Rune");
        let jada = world.account("Jada");
        world.does(rune, |tx| adoption::decide(tx, case, 1, Adoption::Adopt, grounds(), Some(jada)));
        let look = Screened::look_at(world, "Jada", case);
        let place = format!("/cases/{case}/second-looks/{look}");
        let mut jada = Browser::of(world, "Jada");
        let page = jada.get(&place);
        assert!(page.says("Asked of Jada Story"), "{}", page.text());
        let form = page.form(&place).with("answer", "does_not_agree").with("words", "His father was not heard.");
        let late = jada.get(&place).form(&place).with("answer", "agrees").with("words", "I changed my mind.");
        jada.submit(&form);
        let page = jada.get(&place);
        for shown in ["Rune Story proposed this", "What the second person said", "His father was not heard.", "Jada Story does not agree"] {
            assert!(page.says(shown), "{shown}: {}", page.text());
        }
        assert!(page.forms().iter().all(|f| !f.action.ends_with(&place)), "it is not answered twice");
        let late = jada.send(&late);
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.says("I changed my mind."), "nothing typed is lost");
    }

    fn a_second_look_that_was_taken_back_says_so_and_asks_nothing(world: &mut World) {
        let case = Screened::considered(world);
        let rune = world.actor("Rune");
        world.does(rune, |tx| adoption::decide(tx, case, 1, Adoption::Adopt, grounds(), None));
        let look = Screened::look_at(world, "Jada", case);
        let place = format!("/cases/{case}/second-looks/{look}");
        let mut jada = Browser::of(world, "Jada");
        let form = jada.get(&place).form(&place).with("answer", "agrees").with("words", "Yes, now.");
        world.does(rune, |tx| adoption::withdraw(tx, case));
        let page = jada.get(&place);
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("took it back before anybody answered"), "{}", page.text());
        assert!(page.messages().is_empty(), "{:?}", page.messages());
        assert!(page.forms().iter().all(|f| !f.action.ends_with(&place)));
        let late = jada.send(&form);
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.messages().is_empty() && late.says("Yes, now."), "{}", late.text());
        let case_page = jada.get(&format!("/cases/{case}"));
        assert!(case_page.says("The proposal was taken back."), "{}", case_page.text());
        assert!(case_page.says("taken back on"), "{}", case_page.text());
    }

    fn whether_the_matching_officer_was_asked_and_has_answered_is_said_at_the_top(world: &mut World) {
        world.does(world.actor("Lea"), |tx| {
            let concern = throughcare_testkit::story::concern(world.house.now());
            referral::receive(tx, world.bridge, concern)
        });
        let (id, person) = received(world, daniel());
        let tom = world.actor("Tom");
        let search = world.does(tom, |tx| prior_contact::search(tx, id, person, SearchPurpose::Intake));
        let mut tom_at_desk = Browser::of(world, "Tom");
        let place = format!("/referrals/{id}/earlier-contact");
        let page = tom_at_desk.get(&place);
        assert!(page.says("the matching officer is to be asked") && !page.says("nothing waits here"), "{}", page.text());
        world.does(tom, |tx| matching_officer::ask_officer(tx, id, person, search));
        let page = tom_at_desk.get(&place);
        assert!(page.says("the matching officer has still to answer") && !page.says("nothing waits here"), "{}", page.text());
    }

    fn a_search_made_again_says_what_for(world: &mut World) {
        let (id, person) = received(world, daniel());
        let place = format!("/referrals/{id}/earlier-contact");
        let mut tom = Browser::of(world, "Tom");
        let form = tom.get(&place).form("/search");
        assert_eq!(checked(&form, "purpose"), Some("intake"));
        let page = tom.submit(&form);
        assert!(page.says("by Tom Story, for the intake of this referral: under every name"), "{}", page.text());
        let form = page.form("/search");
        assert_eq!(checked(&form, "purpose"), Some("before_decision"));
        let wrong = tom.send(&form.clone().with("purpose", "curiosity"));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let view = world.sees(world.actor("Tom"), |tx| referral::show(tx, id)).unwrap();
        let mut identity = view.persons[0].person.identity.clone();
        identity.birth.date = throughcare_domain::person::BirthDate::Year { year: 2009 };
        world.does(world.actor("Tom"), |tx| referral::revise_identity(tx, id, person, 1, identity));
        let form = tom.get(&place).form("/search");
        assert_eq!(checked(&form, "purpose"), Some("learnt"));
        let page = tom.submit(&form.with("purpose", "doubt"));
        assert!(page.says("because the last search is doubted"), "{}", page.text());
    }

    fn the_daily_mail_leads_the_data_protection_officer_to_a_page_that_is_theirs(world: &mut World) {
        world.does(world.actor("Lea"), |tx| {
            let concern = throughcare_testkit::story::concern(world.house.now());
            referral::receive(tx, world.bridge, concern)
        });
        let (id, person) = received(world, daniel());
        let tom = world.actor("Tom");
        let search = world.does(tom, |tx| prior_contact::search(tx, id, person, SearchPurpose::Intake));
        world.does(tom, |tx| matching_officer::ask_officer(tx, id, person, search));
        world.days_pass(21);
        throughcare_app::jobs::run_due(&world.house).unwrap();
        let mut dina = Browser::of(world, "Dina");
        let front = dina.get("/");
        assert_eq!(front.location.as_deref(), Some("/oversight"));
        let page = dina.get("/oversight");
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("Late for so long that the data protection officer is told"), "{}", page.text());
        assert!(page.says("days late") && !page.says("Daniel"), "{}", page.text());
        assert!(!page.links().iter().any(|l| l == "/overdue"));
    }

    fn the_timeline_says_what_came_of_the_check_and_of_the_call_to_the_referrer(world: &mut World) {
        let id = in_screening(world, "Nadia Sorel");
        let mut tom = Browser::of(world, "Tom");
        let form = tom.get(&format!("/referrals/{id}")).form("/referrer")
            .with("outcome", "called_back")
            .with("named", "yes");
        tom.submit(&form);
        let form = tom.get(&format!("/referrals/{id}/screening")).form("/checks")
            .with("outcome", "hold_first_contact")
            .with("when", "2026-11-24T09:00")
            .with("again", "2026-12-01");
        tom.submit(&form);
        let v = version(world, id);
        world.does(world.actor("Tom"), |tx| {
            screening::decide(tx, id, v, Proposal::Accept, grounds(), None)
        });
        let case = tom.get(&format!("/referrals/{id}")).links().into_iter().find(|l| l.starts_with("/cases/")).expect("a case");
        let page = tom.get(&case);
        for shown in [
            "whether an investigation runs: clear",
            "first contact is held. It is asked again on",
            "The referrer: called back, and is who they say.",
        ] {
            assert!(page.says(shown), "{shown}: {}", page.text());
        }
    }
}
