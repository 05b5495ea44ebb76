//! The age of somebody whose case is open: judged when the case opens, and anew whenever a birth date is learnt.
//! Unsure means child until it is decided, and somebody with the power to act for a child is owed.

use crate::common::day;
use crate::concern::*;
use crate::prior_contact::{about, on, searched, somebody};
use crate::screening::accepted;
use throughcare_app::case::{self, CaseView, ParticipantDraft};
use throughcare_app::identify::referral;
use throughcare_domain::case::ParticipantRole;
use throughcare_domain::expectation::Outcome;
use throughcare_domain::id::*;
use throughcare_domain::person::{BirthDate, Child};
use throughcare_testkit::{World, both_engines};

const ANA: &str = "Ana Petrova";

/// An open case about somebody of whom only the name is known.
fn case_of(world: &World) -> (ReferralId, PersonId, CaseId) {
    let (id, person) = about(world, somebody(ANA, BirthDate::Unknown));
    searched(world, "Tom", (id, person));
    let case = accepted(world, id);
    world.minutes_pass(5);
    (id, person, case)
}

fn seen(world: &World, case: CaseId) -> CaseView {
    let view = world.sees(world.actor("Tom"), |tx| case::show(tx, case));
    view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"))
}

/// What the case page says is missing of somebody with the power to act for a child.
fn guardian_is_missing(world: &World, case: CaseId) -> bool {
    let missing = seen(world, case).missing;
    missing.iter().any(|e| e.expectation.clock == "guardian")
}

fn learns(world: &World, (id, person): (ReferralId, PersonId), birth: BirthDate) {
    let view = world.sees(world.actor("Tom"), |tx| referral::show(tx, id));
    let version = view.unwrap().persons[0].person.version;
    world.does(world.actor("Tom"), |tx| {
        referral::revise_identity(tx, id, person, version, somebody(ANA, birth))
    });
    world.minutes_pass(1);
}

/// How the age was judged, in the order in which it was.
fn judged(world: &World, case: CaseId) -> Vec<Child> {
    use throughcare_domain::code::Code;
    let mut timeline = seen(world, case).timeline;
    timeline.sort_by_key(|e| e.line.seq);
    let ages = timeline
        .iter()
        .filter(|e| e.line.kind == "case.age-judged")
        .map(|e| Child::from_code(e.line.code.as_deref().unwrap()).unwrap());
    ages.collect()
}

both_engines! {
    fn unsure_means_child_until_a_birth_date_says_otherwise_and_again_when_it_is_corrected(world: &mut World) {
        let (id, person, case) = case_of(world);
        assert_eq!(judged(world, case), [Child::TreatedAsChild]);
        assert!(guardian_is_missing(world, case));

        learns(world, (id, person), BirthDate::Year { year: 1990 });
        assert_eq!(judged(world, case), [Child::TreatedAsChild, Child::Adult]);
        assert!(!guardian_is_missing(world, case), "nobody acts for an adult");
        let ended = clock(world, case, "guardian");
        assert!(matches!(ended[0].outcome, Outcome::Ended { .. }), "{ended:?}");

        world.days_pass(3);
        learns(world, (id, person), on(2011, 6, 30));
        assert_eq!(judged(world, case).last(), Some(&Child::Child));
        assert_eq!(seen(world, case).child, Child::Child);
        assert!(guardian_is_missing(world, case), "it is owed again");
        let rows = clock(world, case, "guardian");
        let open = rows.iter().find(|row| row.outcome == Outcome::Open).expect("runs again");
        assert_eq!(open.due_on, Some(day(20_261_204)), "five working days from when it was learnt");
        world.days_pass(10);
        let late = seen(world, case).missing;
        let late = late.iter().find(|e| e.expectation.clock == "guardian").unwrap();
        assert!(late.expectation.due_at < world.house.now());
    }

    fn the_same_judgement_is_not_written_twice_and_a_guardian_who_is_there_is_not_asked_for_again(world: &mut World) {
        let (id, person, case) = case_of(world);
        let mother = ParticipantDraft {
            role: ParticipantRole::Guardian,
            described: "Her mother".into(),
            power: "Parental responsibility".into(),
            since: day(20_261_124),
        };
        world.does(world.actor("Tom"), |tx| case::join_participant(tx, case, mother));
        assert!(!guardian_is_missing(world, case));
        world.minutes_pass(1);
        learns(world, (id, person), BirthDate::Year { year: 2010 });
        assert_eq!(judged(world, case), [Child::TreatedAsChild, Child::Child]);
        assert!(!guardian_is_missing(world, case), "somebody acts for her already");
        learns(world, (id, person), on(2010, 2, 3));
        assert_eq!(judged(world, case).len(), 2, "a child before, a child now");
        learns(world, (id, person), BirthDate::Unknown);
        assert_eq!(judged(world, case).last(), Some(&Child::TreatedAsChild));
    }

    fn a_name_that_is_learnt_says_nothing_of_the_age(world: &mut World) {
        let (id, person, case) = case_of(world);
        let other = somebody("Anna Petrowa", BirthDate::Unknown);
        world.does(world.actor("Tom"), |tx| referral::revise_identity(tx, id, person, 1, other));
        assert_eq!(judged(world, case).len(), 1);
    }
}
