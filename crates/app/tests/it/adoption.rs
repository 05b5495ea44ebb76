//! Adoption: the body of the programme file decides, a second human being agrees, and nothing moves without a decision.

use crate::common::*;
use throughcare_app::case::{self, adoption};
use throughcare_app::second::{self, AnswerRefusal};
use throughcare_app::{Refusal, work};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::case::adoption::{Adoption, AdoptionRefusal};
use throughcare_domain::case::{Ending, State, StateCode};
use throughcare_domain::decision::*;
use throughcare_domain::id::*;
use throughcare_store::waiting::WaitingFor;
use throughcare_testkit::{World, both_engines};

fn grounds() -> Grounds {
    Grounds {
        reasons: "He wants help and the school supports him.".into(),
        alternatives: Alternatives::Considered(vec![OptionConsidered {
            option: "Youth service alone".into(),
            why_not: "It has no mentor who knows the scene.".into(),
        }]),
        dissent: vec![Dissent {
            by: "Housing".into(),
            words: "Too early.".into(),
        }],
        comparison: None,
        mode: DecisionMode::Single,
    }
}

fn version(world: &World, case: CaseId) -> i64 {
    seen(world, case).case.version
}

fn seen(world: &World, case: CaseId) -> case::CaseView {
    world
        .sees(world.actor("Ines"), |tx| case::show(tx, case))
        .unwrap()
}

fn decides(
    world: &World,
    actor: Actor,
    case: CaseId,
    adoption: Adoption,
    named: Option<&str>,
) -> Result<DecisionId, Refusal<AdoptionRefusal>> {
    let named = named.map(|name| world.account(name));
    world.tries(actor, |tx| {
        adoption::decide(tx, case, 1, adoption, grounds(), named)
    })
}

fn look(world: &World, case: CaseId) -> SecondLookId {
    let open = |l: &&(SecondLook, String, Option<String>)| l.0.answered.is_none();
    let view = seen(world, case);
    view.decisions[0].looks.iter().find(open).unwrap().0.id
}

fn answers(
    world: &World,
    actor: Actor,
    look: SecondLookId,
    answer: SecondAnswer,
    words: &str,
) -> Result<(), Refusal<SecondRefusal>> {
    let tried = world.tries(actor, |tx| second::answer(tx, look, answer, words));
    tried.map_err(|refusal| {
        refusal.map(|rule| match rule {
            AnswerRefusal::Second(rule) => rule,
            AnswerRefusal::Screening(rule) => panic!("no screening: {rule:?}"),
        })
    })
}

both_engines! {
    fn a_case_becomes_active_when_a_second_person_agrees(world: &mut World) {
        let case = case_of_ines(world);
        let rune = world.actor("Rune");
        decides(world, rune, case, Adoption::Adopt, Some("Jada")).unwrap();
        let before = seen(world, case);
        assert_eq!(before.case.state, State::Considered);
        assert_eq!(before.decisions[0].decision.effect, Effect::Proposed);
        assert_eq!(before.decisions[0].decision.grounds, grounds());
        assert_eq!(before.decisions[0].by, "Rune Story");
        let waiting = world.sees(rune, work::list).unwrap().waiting;
        assert!(waiting.iter().any(|w| matches!(w.row.waiting_for, WaitingFor::SecondLook { .. })));

        let id = look(world, case);
        answers(world, world.actor("Jada"), id, SecondAnswer::Agrees, "").unwrap();
        let after = seen(world, case);
        assert_eq!(after.case.state, State::Active { since: world.house.now() });
        assert_eq!(after.decisions[0].decision.effect, Effect::InEffect);
        assert!(after.timeline.iter().any(|e| e.line.kind == "case.adopted"));
        assert!(after.missing.iter().all(|e| e.expectation.clock != "adoption" && e.expectation.clock != "second-person"));
        let again = answers(world, world.actor("Jada"), id, SecondAnswer::Agrees, "");
        assert_eq!(rule(again), SecondRefusal::AlreadyAnswered);
        let twice = world.tries(rune, |tx| adoption::decide(tx, case, after.case.version, Adoption::Adopt, grounds(), None));
        assert_eq!(rule(twice), AdoptionRefusal::NotConsidered);
    }

    fn the_second_person_is_another_human_being_whatever_the_hat(world: &mut World) {
        let case = case_of_ines(world);
        let (manager, chair) = (world.actor_as("Paul", Role::ProgrammeManager), world.actor_as("Paul", Role::PanelChair));
        let named = decides(world, manager, case, Adoption::Adopt, Some("Paul"));
        assert_eq!(rule(named), AdoptionRefusal::Second(AskRefusal::SamePerson));
        decides(world, manager, case, Adoption::Adopt, None).unwrap();
        let id = look(world, case);
        for hat in [manager, chair] {
            assert_eq!(rule(answers(world, hat, id, SecondAnswer::Agrees, "")), SecondRefusal::SamePerson);
        }
        assert_eq!(seen(world, case).case.state, State::Considered);
        answers(world, world.actor("Rune"), id, SecondAnswer::Agrees, "").unwrap();
        assert_eq!(seen(world, case).case.state.code(), StateCode::Active);
    }

    fn a_declined_case_closes_with_the_day_of_its_review(world: &mut World) {
        let case = case_of_ines(world);
        decides(world, world.actor("Rune"), case, Adoption::Decline, None).unwrap();
        answers(world, world.actor("Cora"), look(world, case), SecondAnswer::Agrees, "").unwrap();
        let closed = seen(world, case);
        assert_eq!(closed.case.state, State::Closed { at: world.house.now(), ending: Ending::DeclinedByThePanel });
        let months = terms().adult.declined_case;
        let on = throughcare_domain::calendar::plus_months(day(20_261_124), months);
        assert_eq!(closed.case.review_on, Some(on));
        assert!(closed.missing.is_empty(), "{:?}", closed.missing);
        assert!(!closed.may.write_safe_contact && !closed.may.decide_adoption);
        let joins = world.tries(world.actor("Ines"), |tx| {
            case::set_moderator(tx, case, throughcare_domain::case::ModeratorKind::Setting, "custody", day(20_261_124))
        });
        assert_eq!(rule(joins), throughcare_domain::case::CaseRefusal::Closed);
    }

    fn a_proposal_falls_when_the_second_person_does_not_agree(world: &mut World) {
        let case = case_of_ines(world);
        decides(world, world.actor("Rune"), case, Adoption::Adopt, None).unwrap();
        let waiting = decides(world, world.actor("Rune"), case, Adoption::Adopt, None);
        assert_eq!(rule(waiting), AdoptionRefusal::SecondAwaited);
        let id = look(world, case);
        let silent = answers(world, world.actor("Jada"), id, SecondAnswer::DoesNotAgree, " ");
        assert_eq!(rule(silent), SecondRefusal::NoReason);
        answers(world, world.actor("Jada"), id, SecondAnswer::DoesNotAgree, "The family was not heard.").unwrap();
        let fell = seen(world, case);
        assert_eq!(fell.case.state, State::Considered);
        assert_eq!(fell.decisions[0].decision.effect, Effect::Fallen);
        assert_eq!(fell.decisions[0].looks[0].1, "The family was not heard.");
        decides(world, world.actor("Rune"), case, Adoption::Adopt, None).unwrap();
    }

    fn a_proposal_is_taken_back_by_whoever_made_it(world: &mut World) {
        let case = case_of_ines(world);
        decides(world, world.actor("Rune"), case, Adoption::Adopt, Some("Jada")).unwrap();
        let id = look(world, case);
        let by_another = world.tries(world.actor("Paul"), |tx| adoption::withdraw(tx, case));
        assert_eq!(rule(by_another), AdoptionRefusal::NothingProposed);
        world.does(world.actor("Rune"), |tx| adoption::withdraw(tx, case));
        assert_eq!(seen(world, case).decisions[0].decision.effect, Effect::Fallen);
        assert_eq!(rule(answers(world, world.actor("Jada"), id, SecondAnswer::Agrees, "")), SecondRefusal::TakenBack);
        assert!(world.sees(world.actor("Rune"), work::list).unwrap().waiting.is_empty());
    }

    fn every_guard_of_an_adoption_decision_refuses_once(world: &mut World) {
        let case = case_of_ines(world);
        let rune = world.actor("Rune");
        let decide = |grounds: Grounds, version| {
            world.tries(rune, |tx| adoption::decide(tx, case, version, Adoption::Adopt, grounds, None))
        };
        let now = version(world, case);
        assert_eq!(rule(decide(Grounds { reasons: " ".into(), ..grounds() }, now)), AdoptionRefusal::NoReasons);
        let blank = Alternatives::NoRealAlternative { because: String::new() };
        assert_eq!(rule(decide(Grounds { alternatives: blank, ..grounds() }, now)), AdoptionRefusal::OptionsOwed);
        assert!(matches!(decide(grounds(), now + 1), Err(Refusal::Stale)));
        assert!(not_found(decides(world, world.actor("Ines"), case, Adoption::Adopt, None)), "its owner does not adopt it");
        let eva = decides(world, rune, case, Adoption::Adopt, Some("Eva"));
        assert_eq!(rule(eva), AdoptionRefusal::Second(AskRefusal::MayNotAnswer));
        let rolf = decides(world, rune, case, Adoption::Adopt, Some("Rolf"));
        assert_eq!(rule(rolf), AdoptionRefusal::Second(AskRefusal::MayNotAnswer));
        let jada = world.account("Jada");
        world.does(world.actor("Ines"), |tx| case::exclude_staff(tx, case, jada, "Her nephew."));
        let excluded = decides(world, rune, case, Adoption::Adopt, Some("Jada"));
        assert_eq!(rule(excluded), AdoptionRefusal::Second(AskRefusal::MayNotAnswer));
        decide(grounds(), now).unwrap();
    }

    fn where_one_is_named_no_third_finds_the_second_look(world: &mut World) {
        let case = case_of_ines(world);
        decides(world, world.actor("Rune"), case, Adoption::Adopt, Some("Jada")).unwrap();
        let id = look(world, case);
        assert!(not_found(answers(world, world.actor("Cora"), id, SecondAnswer::Agrees, "")));
        assert!(not_found(answers(world, world.actor("Eva"), id, SecondAnswer::Agrees, "")));
        assert!(not_found(answers(world, world.actor("Rolf"), id, SecondAnswer::Agrees, "")));
        answers(world, world.actor("Jada"), id, SecondAnswer::Agrees, "").unwrap();
    }

    fn whoever_is_named_reads_the_case_until_they_have_answered(world: &mut World) {
        let case = case_of_ines(world);
        assert!(!finds(world, world.actor("Omar"), case));
        decides(world, world.actor("Rune"), case, Adoption::Adopt, Some("Omar")).unwrap();
        assert!(finds(world, world.actor("Omar"), case));
        let view = world.sees(world.actor("Omar"), |tx| case::show(tx, case)).unwrap();
        assert!(!view.may.set_moderator && !view.may.read_safe_contact && view.card.is_none());
        answers(world, world.actor("Omar"), look(world, case), SecondAnswer::Agrees, "").unwrap();
        assert!(!finds(world, world.actor("Omar"), case));
    }

    fn in_a_small_organisation_the_director_decides_and_a_colleague_agrees(world: &mut World) {
        let case = considered(world, "Rolf", "Adam Novak");
        let rolf = world.actor("Rolf");
        decides(world, rolf, case, Adoption::Adopt, Some("Yusuf")).unwrap();
        let view = world.sees(rolf, |tx| case::show(tx, case)).unwrap();
        let id = view.decisions[0].looks[0].0.id;
        assert_eq!(rule(answers(world, rolf, id, SecondAnswer::Agrees, "")), SecondRefusal::SamePerson);
        assert!(not_found(answers(world, world.actor_as("Yusuf", Role::Practitioner), id, SecondAnswer::Agrees, "")));
        answers(world, world.actor_as("Yusuf", Role::CaseLead), id, SecondAnswer::Agrees, "").unwrap();
        let view = world.sees(rolf, |tx| case::show(tx, case)).unwrap();
        assert_eq!(view.case.state.code(), StateCode::Active);
    }
}

fn terms() -> throughcare_domain::programme::RetentionTerms {
    let shipped = throughcare_domain::programme::shipped();
    let (_, text) = shipped.iter().find(|(k, _)| *k == "local-panel").unwrap();
    throughcare_domain::programme::parse(text)
        .unwrap()
        .retention
}
