//! Properties over random commands: what lists show is what the policy allows, what is stored as expected is what is
//! computed, and everything has exactly one owner.

use crate::common::*;
use std::collections::BTreeSet;
use throughcare_app::{Refusal, case, ownership, work};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::case::safe_contact::{InPairs, SafeContactDraft};
use throughcare_domain::case::{ModeratorKind, ParticipantRole};
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_domain::reason::ReasonCode;
use throughcare_domain::subject::Subject;
use throughcare_store::case::list::Which;
use throughcare_store::{access, expectation};
use throughcare_testkit::{Engine, World};

/// Chance from a seed, so that a failure can be run again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const PEOPLE: &[&str] = &[
    "Tom", "Petra", "Ines", "Omar", "Yusuf", "Asha", "Rune", "Mei", "Cora", "Jada", "Paul", "Eva",
    "Max", "Nora", "Rita", "Lea", "Rolf", "Mara", "Dina", "Olga", "Ada",
];

const CARRYING: &[&str] = &["Ines", "Omar", "Yusuf", "Asha", "Tom", "Jada", "Paul"];

fn actors(world: &World) -> Vec<Actor> {
    let mut actors: Vec<Actor> = PEOPLE.iter().map(|name| world.actor(name)).collect();
    actors.push(world.actor_as("Yusuf", Role::CaseLead));
    actors.push(world.actor_as("Paul", Role::PanelChair));
    actors
}

/// Somebody tries something, allowed or not; what is refused changes nothing.
fn something_is_tried(world: &World, cases: &[CaseId], dice: &mut Dice) {
    // Those who carry cases or answer for them come up more often than the others.
    let mut hands = actors(world);
    for _ in 0..4 {
        hands.extend(CARRYING.iter().map(|name| world.actor(name)));
    }
    let actor = *dice.one(&hands);
    let case = *dice.one(cases);
    let others = if dice.below(3) == 0 { PEOPLE } else { CARRYING };
    let other = world.account(others[dice.below(others.len())]);
    let today = world.house.now().day(&jiff::tz::TimeZone::UTC);
    let from = today.plus_days(dice.below(4) as i64 - 1);
    let tried = match dice.below(10) {
        0 => blind(world.tries(actor, |tx| {
            ownership::offer(tx, case.into(), other, "Please.")
        })),
        1 | 2 => blind(world.tries(actor, |tx| {
            ownership::assign(tx, case.into(), other, "Needed.")
        })),
        3 => answered(world, case, dice),
        4 => blind(world.tries(actor, |tx| {
            ownership::arrange_cover(tx, case.into(), other, from, from.plus_days(2))
        })),
        5 => blind(world.tries(actor, |tx| {
            case::exclude_staff(tx, case, other, "A relative.")
        })),
        6 => lifted(world, actor, case),
        7 => blind(world.tries(actor, |tx| {
            case::set_moderator(tx, case, ModeratorKind::Setting, "community", from)
        })),
        8 => joined(world, actor, case, dice),
        _ => moved(world, actor, case, dice),
    };
    if let Err(unexpected) = tried {
        panic!("{unexpected}");
    }
    if dice.below(3) == 0 {
        world.hours_pass(dice.below(60) as i64);
    }
}

/// Only a failure is of interest here.
fn blind<T, E: std::fmt::Debug>(outcome: Result<T, Refusal<E>>) -> Result<(), String> {
    match outcome {
        Err(Refusal::Failed(error)) => Err(error.to_string()),
        _ => Ok(()),
    }
}

fn answered(world: &World, case: CaseId, dice: &mut Dice) -> Result<(), String> {
    for actor in actors(world) {
        let accepts = dice.below(3) > 0;
        blind(world.tries(actor, |tx| {
            if accepts {
                ownership::accept(tx, case.into())
            } else {
                ownership::decline(tx, case.into(), "")
            }
        }))?;
    }
    Ok(())
}

fn lifted(world: &World, actor: Actor, case: CaseId) -> Result<(), String> {
    let seen = world.sees(actor, |tx| case::show(tx, case));
    let in_force = seen.ok().and_then(|v| {
        v.exclusions
            .into_iter()
            .find(|(e, _)| e.lifted_at.is_none())
    });
    match in_force {
        Some((exclusion, _)) => blind(world.tries(actor, |tx| {
            case::lift_exclusion(tx, case, exclusion.id, "It ended.")
        })),
        None => Ok(()),
    }
}

fn joined(world: &World, actor: Actor, case: CaseId, dice: &mut Dice) -> Result<(), String> {
    let role = *dice.one(&[ParticipantRole::Guardian, ParticipantRole::Sibling]);
    let draft = case::ParticipantDraft {
        role,
        described: "His aunt".into(),
        power: "Court order".into(),
        since: day(20_261_101),
    };
    blind(world.tries(actor, |tx| case::join_participant(tx, case, draft)))?;
    let card = SafeContactDraft {
        how_and_when: "Ring.".into(),
        do_not_leave: String::new(),
        do_not_tell: String::new(),
        where_to_meet: String::new(),
        in_pairs: InPairs::NotNeeded,
        agreed_with: String::new(),
    };
    let version = dice.below(3) as i64;
    blind(world.tries(actor, |tx| case::set_safe_contact(tx, case, version, card)))
}

fn moved(world: &World, actor: Actor, case: CaseId, dice: &mut Dice) -> Result<(), String> {
    let Ok(seen) = world.sees(actor, |tx| case::show(tx, case)) else {
        return Ok(());
    };
    if seen.missing.is_empty() {
        return Ok(());
    }
    let row = dice.one(&seen.missing).expectation.clone();
    let until = world
        .house
        .now()
        .plus_hours(24 * (1 + dice.below(6) as i64));
    if dice.below(2) == 0 {
        blind(world.tries(actor, |tx| {
            work::redate(tx, row.id, until, ReasonCode::StaffLeave, "")
        }))
    } else {
        blind(world.tries(actor, |tx| {
            work::waive(tx, row.id, ReasonCode::NoLongerNeeded, "")
        }))
    }
}

fn lists_show_what_the_policy_allows(world: &World, cases: &[CaseId]) {
    for actor in actors(world) {
        let listed = world.sees(actor, |tx| case::list(tx, Which::Open, None, 500));
        let mut listed: Vec<CaseId> = match listed {
            Ok(rows) => rows.into_iter().map(|(row, _)| row.id).collect(),
            Err(Refusal::NotFound) => Vec::new(),
            Err(other) => panic!("{other:?}"),
        };
        let paged = paged(world, actor);
        assert_eq!(paged, listed, "pages make up the list: {actor:?}");
        let mut allowed = world
            .sees(actor, |tx| {
                let allows =
                    |case: &&CaseId| access::permit(tx, Action::ListCases, (**case).into()).is_ok();
                Ok::<_, Refusal<()>>(cases.iter().filter(allows).copied().collect::<Vec<_>>())
            })
            .unwrap();
        listed.sort();
        allowed.sort();
        assert_eq!(listed, allowed, "{actor:?}");
        nothing_foreign_in_the_work_lists(world, actor);
    }
}

fn paged(world: &World, actor: Actor) -> Vec<CaseId> {
    let mut before = None;
    let mut out = Vec::new();
    loop {
        let page = world.sees(actor, |tx| case::list(tx, Which::Open, before, 3));
        let Ok(page) = page else { return out };
        let Some((last, _)) = page.last() else {
            return out;
        };
        before = Some((last.opened_at, last.id));
        out.extend(page.iter().map(|(row, _)| row.id));
    }
}

/// What is late in a programme is listed only of things that the policy lets the actor see as late.
fn nothing_foreign_in_the_work_lists(world: &World, actor: Actor) {
    let late = world.sees(actor, work::overdue).unwrap_or_default();
    let mine = world.sees(actor, work::list).unwrap_or_default();
    let rows = [late, mine.today, mine.late, mine.this_week, mine.next_week].concat();
    for row in rows {
        let relations = world
            .sees(actor, |tx| {
                Ok::<_, Refusal<()>>(access::relations(tx, row.subject)?)
            })
            .unwrap();
        assert!(
            !relations.contains(&throughcare_domain::policy::Relation::Excluded),
            "{actor:?} {row:?}"
        );
        assert!(
            !relations.contains(&throughcare_domain::policy::Relation::None),
            "{actor:?} {row:?}"
        );
    }
}

fn what_is_stored_is_what_is_computed_and_everything_has_one_owner(
    world: &World,
    cases: &[CaseId],
) {
    for case in cases {
        let subject = Subject::Case(*case);
        world
            .sees(Actor::Clock, |tx| {
                let held = throughcare_store::ownership::open(tx, Action::ReadCase, subject)?;
                assert_ne!(held.ownership.offered_to(), Some(held.ownership.owner()));
                let mut stored = expectation::stored(tx, subject)?;
                let mut computed = expectation::compute(tx, subject, held.programme)?;
                stored.sort_by_key(|row| row.id);
                computed.sort_by_key(|row| row.id);
                assert_eq!(stored, computed);
                Ok::<_, Refusal<()>>(())
            })
            .unwrap();
    }
}

/// Returns the kinds of facts that came of it, so that no property holds for want of anything happening.
fn random_commands(engine: Engine, seed: u64, commands: usize) -> BTreeSet<String> {
    let world = World::on(engine);
    let mut cases: Vec<CaseId> = (0..7)
        .map(|n| considered(&world, "Paul", &format!("Person {n}")))
        .collect();
    cases.extend((0..3).map(|n| considered(&world, "Rolf", &format!("Person {n}"))));
    for (case, name) in cases.iter().zip(["Ines", "Omar", "Yusuf", "Asha", "Tom"]) {
        hand_over(&world, *case, name);
    }
    let mut dice = Dice(seed);
    for round in 0..commands {
        something_is_tried(&world, &cases, &mut dice);
        if round % 20 == 19 {
            lists_show_what_the_policy_allows(&world, &cases);
            what_is_stored_is_what_is_computed_and_everything_has_one_owner(&world, &cases);
        }
    }
    let happened = world.sees(Actor::Clock, |tx| {
        let mut kinds = BTreeSet::new();
        for case in &cases {
            kinds.extend(
                expectation::facts(tx, Subject::Case(*case))?
                    .into_iter()
                    .map(|f| f.kind),
            );
        }
        Ok::<_, Refusal<()>>(kinds)
    });
    happened.unwrap()
}

const EVERYTHING: &[&str] = &[
    "owner.offered",
    "owner.assigned",
    "owner.accepted",
    "owner.declined",
    "owner.cover-arranged",
    "case.staff-excluded",
    "case.exclusion-lifted",
    "case.moderator-set",
    "case.participant-joined",
    "case.safe-contact-set",
    "house.clock-redated",
    "house.clock-waived",
];

#[test]
fn lists_expectations_and_owners_hold_over_random_commands_on_sqlite() {
    let mut happened = BTreeSet::new();
    for seed in [3, 1_000_003, 77_777_777] {
        happened.extend(random_commands(Engine::Sqlite, seed, 160));
    }
    for kind in EVERYTHING {
        assert!(happened.contains(*kind), "{kind} never happened");
    }
}

#[test]
fn lists_expectations_and_owners_hold_over_random_commands_on_postgres() {
    assert!(random_commands(Engine::Postgres, 5, 100).len() > 6);
}
