//! What several stories begin with.

use throughcare_app::case::{self, TakeOverDraft};
use throughcare_app::{Refusal, ownership};
use throughcare_domain::account::Actor;
use throughcare_domain::case::StateCode;
use throughcare_domain::id::*;
use throughcare_domain::moment::Day;
use throughcare_domain::person::{AgeBasis, Birth, BirthDate, Identity, NameKind, PersonName};
use throughcare_testkit::World;

pub fn day(number: i64) -> Day {
    Day::from_number(number).unwrap()
}

/// Somebody with one name, born in a year.
pub fn somebody(name: &str, year: i16) -> Identity {
    Identity {
        names: vec![PersonName {
            kind: NameKind::Used,
            text: name.into(),
        }],
        birth: Birth {
            date: BirthDate::Year { year },
            basis: AgeBasis::SaysSo,
        },
        ..Identity::unnamed("")
    }
}

pub fn draft(name: &str) -> TakeOverDraft {
    TakeOverDraft {
        person: somebody(name, 1990),
        on: day(20_261_124),
        from: "The paper file of the old panel.".into(),
        stage: StateCode::Considered,
        stage_words: "Waiting for the panel.".into(),
    }
}

/// A considered case, owned by the programme's manager.
pub fn considered(world: &World, manager: &str, name: &str) -> CaseId {
    let actor = world.actor(manager);
    let programme = actor.programme().unwrap();
    world.does(actor, |tx| case::take_over(tx, programme, draft(name)))
}

/// A considered case of the panel, owned by Ines; the exit NGO holds a namesake's case of the same number.
pub fn case_of_ines(world: &World) -> CaseId {
    let case = considered(world, "Paul", "Adam Novak");
    considered(world, "Rolf", "Adam Novak");
    hand_over(world, case, "Ines");
    case
}

/// The manager assigns a case and the colleague accepts.
pub fn hand_over(world: &World, case: CaseId, to: &str) {
    let (to, account) = (world.actor(to), world.account(to));
    world.does(world.actor("Paul"), |tx| {
        ownership::assign(tx, case.into(), account, "She knows the family.")
    });
    world.minutes_pass(1);
    world.does(to, |tx| ownership::accept(tx, case.into()));
    world.minutes_pass(1);
}

/// Whether somebody finds the case.
pub fn finds(world: &World, actor: Actor, case: CaseId) -> bool {
    match world.sees(actor, |tx| case::show(tx, case)) {
        Ok(view) => {
            assert_eq!(view.case.id, case);
            true
        }
        Err(Refusal::NotFound) => false,
        Err(other) => panic!("{other:?}"),
    }
}

/// The rule that refused.
pub fn rule<T, E>(outcome: Result<T, Refusal<E>>) -> E {
    match outcome {
        Err(Refusal::Rule(rule)) => rule,
        Err(_) => panic!("refused, but not by a rule"),
        Ok(_) => panic!("not refused"),
    }
}

/// Whether the thing did not exist for whoever tried.
pub fn not_found<T, E>(outcome: Result<T, Refusal<E>>) -> bool {
    matches!(outcome, Err(Refusal::NotFound))
}
