//! Act now: from any state, before any guard; the steps skipped fall due afterwards.

use crate::concern::*;
use throughcare_app::identify::referral;
use throughcare_app::{Refusal, urgent};
use throughcare_domain::decision::{Basis, DisclosureKind};
use throughcare_domain::identify::urgent::{UrgentDraft, UrgentRefusal};
use throughcare_domain::moment::Moment;
use throughcare_store::notice::NoticeKind;
use throughcare_testkit::both_engines;

fn rang_the_police(done_at: Moment) -> UrgentDraft {
    UrgentDraft {
        what_was_done: "Rang the duty officer: a place and a day were named.".into(),
        who_was_told: "Inspector Dale, duty officer".into(),
        basis: Basis::VitalInterest,
        done_at,
        done_by: "Imam Farouk".into(),
    }
}

both_engines! {
    fn somebody_acts_at_once_and_the_steps_skipped_fall_due(world: &mut World) {
        let id = received(world, "Tom");
        let before = world.house.now();
        world.hours_pass(2);
        let act = world.does(world.actor("Petra"), |tx| {
            urgent::act_now(tx, id.into(), rang_the_police(before))
        });
        let view = world.sees(world.actor("Tom"), |tx| referral::show(tx, id)).expect("is shown");
        let (done, by) = &view.urgent_acts[0];
        assert_eq!((done.id, done.done_at, done.done_by.as_str(), by.as_str()), (act, before, "Imam Farouk", "Petra Story"));
        let (told, _) = &view.disclosures[0];
        assert_eq!((told.kind, told.basis, told.told_at), (DisclosureKind::UrgentAct, Basis::VitalInterest, before));
        let mut hear = notices(world, id);
        hear.sort_by_key(|(account, _)| *account);
        let mut expected: Vec<_> = ["Tom", "Jada", "Paul"]
            .map(|name| (world.account(name), NoticeKind::UrgentActDone))
            .to_vec();
        expected.sort_by_key(|(account, _)| *account);
        assert_eq!(hear, expected);
        assert!(waits(world, id, "urgent-act-written-up"));
        assert!(waits(world, id, "urgent-act-search"), "the search is still owed");
        world.does(world.actor("Tom"), |tx| {
            urgent::write_up(tx, id.into(), act, "Nobody was hurt. The search follows today.")
        });
        assert!(!waits(world, id, "urgent-act-written-up"));
    }

    fn nothing_stands_before_the_act_but_saying_what_it_was(world: &mut World) {
        let id = received(world, "Tom");
        ends(world, id);
        let now = world.house.now();
        let tom = world.actor("Tom");
        let mut silent = rang_the_police(now);
        silent.what_was_done = " ".into();
        for (draft, lacking) in [
            (silent, UrgentRefusal::NothingSaid),
            (rang_the_police(now.plus_hours(1)), UrgentRefusal::InTheFuture),
        ] {
            match world.tries(tom, |tx| urgent::act_now(tx, id.into(), draft)) {
                Err(Refusal::Rule(rule)) => assert_eq!(rule, lacking),
                other => panic!("not refused by {lacking:?}: {other:?}"),
            }
        }
        // Decided already: the act is written down all the same.
        let mut alone = rang_the_police(now);
        alone.who_was_told = String::new();
        world.does(tom, |tx| urgent::act_now(tx, id.into(), alone));
        let view = world.sees(tom, |tx| referral::show(tx, id)).expect("is shown");
        assert!(view.disclosures.is_empty(), "nobody outside was told");
        for who in ["Ines", "Eva", "Ada", "Lea"] {
            let tried = world.tries(world.actor(who), |tx| {
                urgent::act_now(tx, id.into(), rang_the_police(now))
            });
            assert!(matches!(tried, Err(Refusal::NotFound)), "{who}");
        }
    }
}
