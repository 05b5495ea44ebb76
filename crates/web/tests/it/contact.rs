//! Earlier contact, screening and the second person, as somebody meets them in a browser.

use crate::harness::{Browser, Page};
use axum::http::StatusCode;
use throughcare_app::identify::referral;
use throughcare_domain::id::*;
use throughcare_domain::identify::referral::ReferralDraft;
use throughcare_testkit::story::{concern, daniel};
use throughcare_testkit::{World, both_engines};

/// Tom takes two referrals of the same boy down; the second one is looked at.
fn twice(world: &World) -> (ReferralId, ReferralId, PersonId) {
    let received = || {
        let mut draft: ReferralDraft = concern(world.house.now());
        draft.persons = vec![daniel()];
        world.does(world.actor("Tom"), |tx| {
            referral::receive(tx, world.north, draft)
        })
    };
    let (first, again) = (received(), received());
    let view = world.sees(world.actor("Tom"), |tx| referral::show(tx, again));
    let person = view.expect("Tom reads it").referral.persons[0];
    (first, again, person)
}

fn searched(browser: &mut Browser, again: ReferralId, person: PersonId) -> Page {
    let place = format!("/referrals/{again}/earlier-contact");
    let form = browser.get(&place).form(&format!("/{person}/search"));
    browser.submit(&form)
}

/// The form in which the one close record is judged.
fn judging(page: &Page) -> crate::harness::FormOnPage {
    let judges = |f: &crate::harness::FormOnPage| f.action.contains("/records/");
    page.forms().into_iter().find(judges).expect("a record")
}

const SAID: &str = "In form time he said the attack in spring at least did something.";

both_engines! {
    fn nothing_is_chosen_beforehand_and_the_concern_opens_after_the_judgement(world: &mut World) {
        let (_, again, person) = twice(world);
        let mut tom = Browser::of(world, "Tom");
        let page = searched(&mut tom, again, person);
        let form = judging(&page);
        assert!(!form.fields.iter().any(|(n, _)| n == "verdict"), "nothing is chosen beforehand");
        assert!(!page.says(SAID), "the earlier concern is not shown yet");

        let answer = tom.send(&form);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.messages().len() >= 2, "{:?}", answer.messages());
        assert!(!answer.says(SAID));

        let page = tom.submit(&form.with("verdict", "same").with("why", "Same school."));
        assert!(page.says(SAID), "{}", page.text());
        assert!(page.says("Same school."));
    }

    fn a_judgement_of_a_search_that_was_made_again_meets_what_is_there_now(world: &mut World) {
        let (_, again, person) = twice(world);
        let mut tom = Browser::of(world, "Tom");
        let form = judging(&searched(&mut tom, again, person));
        world.minutes_pass(5);
        searched(&mut Browser::of(world, "Petra"), again, person);
        let answer = tom.send(&form.with("verdict", "same").with("why", "Same school."));
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.says("Same school."), "what was typed is not lost");
        assert_eq!(judging(&answer).fields.iter().filter(|(n, _)| n == "verdict").count(), 1);
    }

    fn what_is_kept_for_later_waits_on_the_work_list(world: &mut World) {
        let (_, again, person) = twice(world);
        let mut tom = Browser::of(world, "Tom");
        let form = judging(&searched(&mut tom, again, person));
        let mut later = form.clone().with("why", "I ask the school first.").with("_place", &form.action);
        later.action = "/drafts/later".into();
        let work = tom.submit(&later);
        let place = format!("/referrals/{again}/earlier-contact");
        assert!(work.links().contains(&place), "{:?}", work.links());
        assert!(tom.get(&place).body.contains("I ask the school first."));
    }

    fn a_repeat_referral_is_compared_and_its_second_person_is_somebody_else(world: &mut World) {
        let (_, again, person) = twice(world);
        let mut tom = Browser::of(world, "Tom");
        let form = judging(&searched(&mut tom, again, person));
        tom.submit(&form.with("verdict", "same").with("why", "Same school."));
        let place = format!("/referrals/{again}/screening");
        let begin = tom.get(&place).form("/begin");
        let page = tom.submit(&begin);
        let page = tom.submit(&page.form("/checks").with("outcome", "clear"));
        let decision = page
            .form("/decision")
            .with("choice", "accept")
            .with("reasons", "There is a friend now, and a place.")
            .with("option1", "the school alone")
            .with("whynot1", "tried for a term");
        let refused = tom.send(&decision);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("compare with the earlier reasons"), "{}", refused.text());

        let page = tom.submit(&decision.with("comparison", "Then a joke, now a plan."));
        assert!(page.says("A proposal waits for its second person"), "{}", page.text());
        assert!(!page.links().iter().any(|l| l.contains("/second-looks/")), "not for Tom");

        let mut petra = Browser::of(world, "Petra");
        let list = petra.get("/second-looks");
        let look = list.links().into_iter().find(|l| l.contains("/second-looks/")).expect("waits");
        let same = tom.get(&look);
        assert!(same.says("The second person is another human being"), "{}", same.text());
        let shown = petra.get(&look);
        assert!(shown.says("Then a joke, now a plan."));
        let answer = shown.form(&look).with("answer", "does_not_agree");
        let mut his = answer.clone();
        his.fields.retain(|(n, _)| n != "_token");
        let token = same.form("/sign-out").fields.into_iter().find(|(n, _)| n == "_token");
        his.fields.push(token.expect("a token"));
        let his = tom.send(&his.with("words", "Not so."));
        assert_eq!(his.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(his.says("You decided this yourself."));
        assert_eq!(petra.send(&answer).status, StatusCode::UNPROCESSABLE_ENTITY, "words are owed");
        let agrees = petra.get(&look).form(&look).with("answer", "agrees");
        petra.submit(&agrees);
        assert!(tom.get(&place).says("accepted: a case is open"), "{}", tom.get(&place).text());
    }
}
