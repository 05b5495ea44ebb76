//! A case as its page shows it: what is missing, how somebody is reached, who may not see it, and what goes on paper.

use crate::harness::{Browser, Page};
use axum::http::StatusCode;
use throughcare_app::case::{self, TakeOverDraft};
use throughcare_app::ownership;
use throughcare_domain::case::StateCode;
use throughcare_domain::id::*;
use throughcare_testkit::story::daniel;
use throughcare_testkit::{World, both_engines};

/// A case that Paul took over today and Ines accepted.
fn carried_by_ines(world: &World) -> CaseId {
    let (paul, ines) = (world.actor("Paul"), world.actor("Ines"));
    let today = world.house.now().day(&jiff::tz::TimeZone::UTC);
    let draft = TakeOverDraft {
        person: daniel(),
        on: today,
        from: "the spreadsheet of the panel".into(),
        stage: StateCode::Considered,
        stage_words: String::new(),
    };
    let case = world.does(paul, |tx| case::take_over(tx, world.north, draft));
    let to = world.account("Ines");
    world.does(paul, |tx| {
        ownership::assign(tx, case.into(), to, "She knows the school.")
    });
    world.does(ines, |tx| ownership::accept(tx, case.into()));
    case
}

fn written(browser: &mut Browser, case: CaseId, how: &str) -> Page {
    let form = browser
        .get(&format!("/cases/{case}/safe-contact"))
        .form("/safe-contact")
        .with("how", how);
    browser.send(&form)
}

both_engines! {
    fn what_is_missing_stands_on_the_page_and_time_makes_it_late(world: &mut World) {
        let case = carried_by_ines(world);
        let mut ines = Browser::of(world, "Ines");
        let page = ines.get(&format!("/cases/{case}"));
        assert!(page.says("How the person can be reached safely"), "{}", page.text());
        assert!(page.says("Nothing is agreed yet."));
        world.days_pass(7);
        let mut ines = Browser::of(world, "Ines");
        let late = ines.get(&format!("/cases/{case}"));
        assert!(late.says("5 days late"), "{}", late.text());
        written(&mut ines, case, "text first");
        let met = ines.get(&format!("/cases/{case}"));
        assert!(met.says("text first") && !met.says("Nothing is agreed yet."));
    }

    fn a_card_that_somebody_else_changed_shows_what_is_there_now_beside_what_was_typed(world: &mut World) {
        let case = carried_by_ines(world);
        let mut ines = Browser::of(world, "Ines");
        let opened = ines.get(&format!("/cases/{case}/safe-contact")).form("/safe-contact");
        let first = written(&mut Browser::of(world, "Ines"), case, "ring after five");
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let answer = ines.send(&opened.with("how", "text first"));
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.says("ring after five"), "{}", answer.text());
        let again = answer.form("/safe-contact");
        assert!(again.fields.contains(&("how".to_owned(), "text first".to_owned())));
        assert_eq!(ines.send(&again).status, StatusCode::SEE_OTHER);
    }

    fn whoever_is_excluded_finds_no_case(world: &mut World) {
        let case = carried_by_ines(world);
        let mut jada = Browser::of(world, "Jada");
        assert_eq!(jada.get(&format!("/cases/{case}")).status, StatusCode::OK);
        let mut ines = Browser::of(world, "Ines");
        let form = ines
            .get(&format!("/cases/{case}/exclusions"))
            .form("/exclusions")
            .with("who", &world.account("Jada").to_string())
            .with("why", "She lives next door.");
        assert!(ines.submit(&form).says("Jada Story"));
        assert_eq!(jada.get(&format!("/cases/{case}")).status, StatusCode::NOT_FOUND);
        assert!(!jada.get("/cases").says("Daniel Ashdown"));
    }

    fn a_print_is_written_down_before_it_is_shown_and_is_there_for_a_quarter_of_an_hour(world: &mut World) {
        let case = carried_by_ines(world);
        let mut ines = Browser::of(world, "Ines");
        let asked = ines.get(&format!("/cases/{case}/print")).form("/print");
        let refused = ines.send(&asked.clone().with("basis", "consent"));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = ines
            .get(&format!("/cases/{case}/print"))
            .form("/print")
            .with("described", "the head of the school")
            .with("basis", "consent");
        let place = ines.send(&form).location.expect("the summary");
        let summary = ines.get(&place);
        assert!(summary.says("For the head of the school"), "{}", summary.text());
        assert!(ines.get(&format!("/cases/{case}")).says("Something was told to somebody outside"));
        let mut jada = Browser::of(world, "Jada");
        assert_eq!(jada.get(&place).status, StatusCode::SEE_OTHER, "it is not hers");
        world.minutes_pass(16);
        assert_eq!(ines.get(&place).status, StatusCode::SEE_OTHER, "it is over");
    }

    fn a_proposal_waits_for_another_human_being_and_can_be_taken_back(world: &mut World) {
        let case = carried_by_ines(world);
        let mut rune = Browser::of(world, "Rune");
        let place = format!("/cases/{case}/adoption");
        let form = rune.get(&place).form("/adoption").with("choice", "adopt").with("reasons", "He asked for help.");
        let refused = rune.send(&form);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no option is named");
        let form = rune.get(&place).form("/adoption").with("choice", "adopt").with("reasons", "He asked for help.")
            .with("no_alternative", "nobody else works with him");
        let page = rune.submit(&form);
        assert!(page.says("Proposed: adopt the case."), "{}", page.text());
        assert!(!page.links().iter().any(|l| l.contains("/second-looks/")), "not by the same person");
        let mut ines = Browser::of(world, "Ines");
        assert!(ines.get(&format!("/cases/{case}")).links().iter().any(|l| l.contains("/second-looks/")));
        let back = rune.get(&place).form("/adoption/back");
        assert!(rune.submit(&back).says("The proposal was taken back."));
    }
}
