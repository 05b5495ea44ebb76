//! The guards that stand before a step, each refused once and passed once, where no other story names them.
//! Screening: `screening.rs`; a hand-over: `ownership.rs` (F8); word to the referrer: `referral.rs` (F9).

use crate::common::{considered, rule};
use crate::prior_contact::{about, judged, on, person_of, searched, somebody};
use crate::screening::{
    compared, decided, grounds, in_screening, ready, redirect, referral_of, repeated,
};
use throughcare_app::account::{adopt_programme, make_account};
use throughcare_app::case::adoption;
use throughcare_app::identify::{enquiry, referral, screening};
use throughcare_app::{Refusal, case, ownership, second};
use throughcare_domain::account::{Actor, Hat, Role, Scope};
use throughcare_domain::case::adoption::{Adoption, AdoptionRefusal};
use throughcare_domain::case::{State as CaseState, StateCode};
use throughcare_domain::decision::*;
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::{
    Caller, Ending, EnquiryRefusal, MadeOfIt, Recognised, State as Enquired,
};
use throughcare_domain::identify::prior_contact::Verdict;
use throughcare_domain::identify::referral::State;
use throughcare_domain::identify::screening::*;
use throughcare_domain::ownership::TransferRefusal;
use throughcare_store::account::Account;
use throughcare_store::case::list::Which;
use throughcare_testkit::{World, both_engines};

/// Somebody new in one hat of a programme.
fn hired(world: &World, name: &str, role: Role, programme: ProgrammeId) -> Actor {
    let agency = world.actor("Tom").hat().expect("Tom is somebody").agency;
    let account = Account {
        id: world.house.new_id(world.house.now()),
        name: format!("{name} Story"),
        email: format!("{}@stories.example", name.to_lowercase()),
        agency,
        active: true,
        language: "en-GB".into(),
    };
    let scope = Scope::Programme(programme);
    let grants = world.does(Actor::Operator, |tx| {
        make_account(
            tx,
            &account,
            throughcare_testkit::password_hash(),
            &[(role, scope)],
        )
    });
    Actor::Person {
        account: account.id,
        hat: Hat {
            grant: grants[0],
            role,
            scope,
            agency,
        },
    }
}

/// A third programme, which lives by the file of the residential centre.
fn residential(world: &World) -> ProgrammeId {
    let id = world.house.new_id(world.house.now());
    let shipped = throughcare_domain::programme::shipped();
    let (_, file) = shipped
        .iter()
        .find(|(key, _)| *key == "residential-centre")
        .expect("is shipped");
    let agency = world.actor("Tom").hat().expect("Tom is somebody").agency;
    world.does(Actor::Operator, |tx| {
        adopt_programme(tx, id, "cedar", agency, file)
    });
    id
}

fn cases(world: &World) -> usize {
    let rows = world.sees(world.actor("Rune"), |tx| {
        case::list(tx, Which::Open, None, 50)
    });
    rows.expect("is listed").len()
}

fn adopts(world: &World, who: Actor, case: CaseId) -> Result<DecisionId, Refusal<AdoptionRefusal>> {
    let grounds = grounds("He asks for help.");
    world.tries(who, |tx| {
        adoption::decide(tx, case, 1, Adoption::Adopt, grounds, None)
    })
}

both_engines! {
    /// Guard: there is no case to adopt before a screening decision is recorded, and in effect.
    fn a_case_is_adopted_only_after_a_screening_decision(world: &mut World) {
        let id = repeated(world, 300);
        assert_eq!(cases(world), 0, "in screening there is nothing to adopt");
        let proposed = decided(world, id, Proposal::Accept, compared("It grew."), None);
        assert_eq!((proposed.effect, cases(world)), (Effect::Proposed, 0), "nor while it waits for its second person");
        let look = proposed.second.expect("is asked for");
        world.does(world.actor("Petra"), |tx| second::answer(tx, look, SecondAnswer::Agrees, ""));
        let State::Accepted { case } = referral_of(world, id).state else {
            panic!("not accepted");
        };
        let view = world.sees(world.actor("Rune"), |tx| case::show(tx, case)).expect("is shown");
        assert_eq!(view.decisions[0].decision.id, proposed.decision, "it rests on the decision");
        adopts(world, world.actor("Rune"), case).expect("the case is considered");
        let looks = world.sees(world.actor("Cora"), second::list).expect("is listed");
        let look = looks[0].0.look.id;
        world.does(world.actor("Cora"), |tx| second::answer(tx, look, SecondAnswer::Agrees, ""));
        let view = world.sees(world.actor("Rune"), |tx| case::show(tx, case)).expect("is shown");
        assert!(matches!(view.case.state, CaseState::Active { .. }));
    }

    /// Guard: where no service is there to send somebody to, that is said with a reason, and a second person looks at it.
    fn where_no_service_is_available_a_reason_and_a_second_look_are_owed(world: &mut World) {
        let id = ready(world);
        let none = |why: &str| redirect(ServiceAnswer::NoneAvailable, why);
        let version = referral_of(world, id).version;
        let tried = world.tries(world.actor("Tom"), |tx| {
            screening::decide(tx, id, version, none(" "), grounds("Not for us."), None)
        });
        assert_eq!(rule(tried), ScreeningRefusal::ServiceDidNotAccept);
        let done = decided(world, id, none("The nearest is two hours away."), grounds("Not for us."), None);
        assert!(done.second.is_some());
        let view = world.sees(world.actor("Tom"), |tx| referral::show(tx, id)).expect("is shown");
        assert!(view.disclosures.is_empty(), "nobody was told, for there was nobody to tell");
        assert!(matches!(view.referral.state, State::Redirected { .. }));
    }

    /// Guard: any outcome of a repeat referral is compared and agreed to, sending elsewhere and waiting too.
    fn every_outcome_of_a_repeat_referral_is_compared_and_agreed_to(world: &mut World) {
        let id = repeated(world, 300);
        let more = Proposal::MoreInformation { ask: "what the school saw".into(), until: world.house.now().plus_hours(48) };
        for outcome in [redirect(ServiceAnswer::Accepted, ""), more, Proposal::NoFurtherAction, Proposal::Accept] {
            let version = referral_of(world, id).version;
            let choice = outcome.choice();
            let tried = world.tries(world.actor("Tom"), |tx| {
                screening::decide(tx, id, version, outcome.clone(), grounds("A joke."), None)
            });
            assert_eq!(rule(tried), ScreeningRefusal::ComparisonOwed, "{choice:?}");
            let done = decided(world, id, outcome, compared("A joke."), None);
            assert_eq!(done.effect, Effect::Proposed, "{choice:?}");
            world.does(world.actor("Tom"), |tx| screening::take_back(tx, id, done.decision));
        }
        assert_eq!(referral_of(world, id).state, State::InScreening);
    }

    /// Guard: a check against live investigations was made by now, and is made again in time to come.
    fn a_check_against_live_investigations_lies_on_the_right_side_of_now(world: &mut World) {
        let id = ready(world);
        let now = world.house.now();
        let tries = |at, again_at| {
            let outcome = DeconflictionOutcome::HoldFirstContact;
            let draft = DeconflictionDraft { outcome, asked_of: String::new(), at, again_at };
            world.tries(world.actor("Tom"), |tx| screening::deconflict(tx, id, draft))
        };
        assert_eq!(rule(tries(now.plus_hours(1), Some(now.plus_hours(24)))), ScreeningRefusal::WrongTime);
        assert_eq!(rule(tries(now, Some(now))), ScreeningRefusal::WrongTime);
        tries(now, Some(now.plus_hours(24))).expect("is recorded");
    }

    /// Guard: a decision that an outside second agrees to waits for somebody who is one.
    fn where_an_outside_second_agrees_somebody_must_be_one(world: &mut World) {
        let cedar = residential(world);
        let greta = hired(world, "Greta", Role::ProgrammeManager, cedar);
        let draft = crate::common::draft("Adam Novak");
        let case = world.does(greta, |tx| case::take_over(tx, cedar, draft));
        assert_eq!(rule(adopts(world, greta, case)), AdoptionRefusal::Second(AskRefusal::NobodyToAsk));
        let nils = hired(world, "Nils", Role::OutsideSecond, cedar);
        adopts(world, greta, case).expect("Nils is asked");
        for (who, waits) in [(nils, 1), (world.actor("Nora"), 0)] {
            let looks = world.sees(who, second::list).expect("is listed");
            assert_eq!(looks.len(), waits, "the outside second of this programme, and no other");
        }
        let looks = world.sees(nils, second::list).expect("is listed");
        let look = looks[0].0.look.id;
        world.does(nils, |tx| second::answer(tx, look, SecondAnswer::Agrees, ""));
        let view = world.sees(greta, |tx| case::show(tx, case)).expect("is shown");
        assert_eq!(view.case.state.code(), StateCode::Active);
    }

    /// Guard: where the director and a second adopt, nobody else decides.
    fn where_the_director_adopts_no_other_chair_decides(world: &mut World) {
        let case = considered(world, "Rolf", "Adam Novak");
        let chair = hired(world, "Greta", Role::PanelChair, world.bridge);
        assert_eq!(rule(adopts(world, chair, case)), AdoptionRefusal::NotTheDirector);
        adopts(world, world.actor("Rolf"), case).expect("Rolf is the director");
    }

    /// Guard: an offer is taken back by whoever made it, and only while there is one.
    fn what_was_not_offered_cannot_be_taken_back(world: &mut World) {
        let case = crate::common::case_of_ines(world);
        let (ines, omar) = (world.actor("Ines"), world.account("Omar"));
        let withdraws = || world.tries(ines, |tx| ownership::withdraw(tx, case.into(), ""));
        assert_eq!(rule(withdraws()), TransferRefusal::NotOfferedToYou);
        world.does(ines, |tx| ownership::offer(tx, case.into(), omar, ""));
        withdraws().expect("it was offered");
    }

    /// Guard: an enquiry that is sent elsewhere says where, and ends once.
    fn an_enquiry_is_sent_to_a_named_service_and_ends_once(world: &mut World) {
        let call = enquiry::CallDraft {
            began_at: world.house.now(),
            minutes: None,
            recognised: Recognised::FirstCall,
            said: String::new(),
            advice: vec![],
            advice_words: String::new(),
            next_step: String::new(),
            made_of_it: MadeOfIt::Helped,
            next_call: None,
            promise: None,
        };
        let tom = world.actor("Tom");
        let id = world.does(tom, |tx| enquiry::open_enquiry(tx, world.north, Caller::default(), call));
        let ends = |to: &str, version| {
            world.tries(tom, |tx| enquiry::end_enquiry(tx, id, version, Ending::SentElsewhere, to))
        };
        assert_eq!(rule(ends(" ", 1)), EnquiryRefusal::ServiceNotNamed);
        ends("Family support", 1).expect("it is named");
        let view = world.sees(tom, |tx| enquiry::show(tx, id)).expect("is shown");
        assert!(matches!(view.enquiry.state, Enquired::SentElsewhere { .. }));
        assert_eq!(rule(ends("Family support", view.enquiry.version)), EnquiryRefusal::Ended);
    }

    /// Guard: a comparison is owed for the same person, and not for a namesake.
    fn a_repeat_referral_is_one_only_once_it_is_judged_the_same(world: &mut World) {
        let (_, first) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        world.days_pass(30);
        let again = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        assert_eq!(person_of(world, "Tom", again.0), again.1);
        searched(world, "Tom", again);
        judged(world, again, first, Verdict::NotSame);
        in_screening(world, again.0);
        let done = decided(world, again.0, Proposal::NoFurtherAction, grounds("Somebody else."), None);
        assert_eq!(done.effect, Effect::InEffect, "another person of the same name was referred, not this one");
    }
}

/// The guards of this part, each with the stories that name it: one refused, one passed.
const GUARDS: &[(&str, &[&str])] = &[
    (
        "screening begins: the search for earlier contact is recorded",
        &["screening_begins_when_the_search_is_recorded"],
    ),
    (
        "any screening outcome: what the search found is judged",
        &["what_turned_up_is_judged_before_anything_is_decided"],
    ),
    (
        "any screening outcome: reasons, and the options that stood open",
        &["f4_nothing_is_decided_without_reasons_and_options"],
    ),
    (
        "any screening outcome: it was asked whether an investigation runs",
        &[
            "a_check_against_live_investigations_comes_first",
            "a_check_against_live_investigations_lies_on_the_right_side_of_now",
        ],
    ),
    (
        "any screening outcome: a repeat referral is compared, with a second person",
        &[
            "f2_a_repeat_referral_needs_a_comparison_and_a_second_person",
            "every_outcome_of_a_repeat_referral_is_compared_and_agreed_to",
        ],
    ),
    (
        "sent elsewhere: the service is named and has accepted, or there is none",
        &[
            "a_redirect_without_acceptance_needs_a_reason_and_a_second_look",
            "where_no_service_is_available_a_reason_and_a_second_look_are_owed",
        ],
    ),
    (
        "more information: what is asked, and by when",
        &["more_information_is_awaited_until_a_date"],
    ),
    (
        "adoption: a screening decision is recorded",
        &["a_case_is_adopted_only_after_a_screening_decision"],
    ),
    (
        "adoption: reasons, options, and the body that adopts",
        &[
            "every_guard_of_an_adoption_decision_refuses_once",
            "where_the_director_adopts_no_other_chair_decides",
        ],
    ),
    (
        "a second person: another human being, whatever the hat",
        &[
            "the_second_person_is_another_human_being_whatever_the_hat",
            "where_an_outside_second_agrees_somebody_must_be_one",
        ],
    ),
    (
        "a hand-over: the receiver accepts, and the sender is owner until then",
        &[
            "f8_the_sender_stays_owner_until_the_colleague_accepts",
            "f8_work_goes_to_nobody_who_cannot_carry_or_may_not_see_it",
        ],
    ),
    (
        "an enquiry ends: where somebody was sent",
        &["an_enquiry_is_sent_to_a_named_service_and_ends_once"],
    ),
    (
        "act now: none",
        &["nothing_stands_before_the_act_but_saying_what_it_was"],
    ),
];

#[test]
fn every_guard_of_this_part_is_named_by_its_stories() {
    let stories = [
        include_str!("adoption.rs"),
        include_str!("guards.rs"),
        include_str!("ownership.rs"),
        include_str!("screening.rs"),
        include_str!("urgent.rs"),
    ];
    for (guard, named) in GUARDS {
        for story in *named {
            let declared = format!("fn {story}(world: &mut World)");
            assert!(
                stories.iter().any(|s| s.contains(&declared)),
                "{guard}: no story {story}"
            );
        }
    }
}
