//! Who asks, and what brings each relation of the policy table about.

use crate::sample::Sample;
use throughcare_app::account::make_account;
use throughcare_app::refusal::NoRule;
use throughcare_app::{Attempt, Refusal};
use throughcare_domain::account::{Actor, Hat, Role, Scope};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::{Action, Relation};
use throughcare_domain::subject::Subject;
use throughcare_store::account::Account;
use throughcare_store::values;
use throughcare_testkit::World;

/// By what somebody comes to stand in a relation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Means {
    /// By where the hat is worn: in the programme, in another one, or in an agency that takes part.
    Hat,
    /// By what is written down beside the thing: who owns it, who covers, who is named or excluded.
    Row,
    /// It is one's own account.
    Own,
    /// The tree has nothing that brings it about, and why.
    Nothing(&'static str),
}

/// Every relation has its means: a new one is named here before this compiles.
pub fn means(relation: Relation) -> Means {
    match relation {
        Relation::OfProgramme | Relation::OfAgency | Relation::None => Means::Hat,
        Relation::Owner
        | Relation::Cover
        | Relation::OfferedTo
        | Relation::SecondFor
        | Relation::SupervisorOfOwner
        | Relation::Excluded => Means::Row,
        Relation::Self_ => Means::Own,
        Relation::Allocated => Means::Nothing(
            "somebody is allocated to a case by its plan, and plans come with the step of planning",
        ),
    }
}

/// Everybody who asks: each role in the programme of the samples, in another one, and in an agency that takes part;
/// and those who wear their hat in the house.
pub fn askers(world: &World) -> Vec<Actor> {
    let mut out: Vec<Actor> = Vec::new();
    for role in Role::ALL {
        let here = |actor: &Actor| actor.programme().is_none_or(|p| p == world.north);
        let mut known = World::first_hats()
            .into_iter()
            .filter(|(_, r)| r == role)
            .map(|(name, role)| world.actor_as(name, role));
        // The last of several: the first one owns what is not arranged otherwise.
        out.extend(known.rfind(here));
    }
    let of_house: Vec<Role> = out
        .iter()
        .filter(|a| a.programme().is_none())
        .filter_map(Actor::role)
        .collect();
    let agency = out[0].hat().expect("a person").agency;
    let elsewhere = |role: &&Role| !of_house.contains(role);
    let roles: Vec<Role> = Role::ALL.iter().filter(elsewhere).copied().collect();
    out.extend(in_every_hat(
        world,
        "Else",
        &roles,
        Scope::Programme(world.bridge),
        agency,
    ));
    out.extend(in_every_hat(
        world,
        "Agent",
        Role::ALL,
        Scope::Agency(agency),
        agency,
    ));
    out
}

/// Somebody new who wears the hat of every role in one place.
fn in_every_hat(
    world: &World,
    name: &str,
    roles: &[Role],
    scope: Scope,
    agency: AgencyId,
) -> Vec<Actor> {
    let account = Account {
        id: world.house.new_id(world.house.now()),
        name: format!("{name} Story"),
        email: format!("{}@stories.example", name.to_lowercase()),
        agency,
        active: true,
        language: "en-GB".into(),
    };
    let hats: Vec<(Role, Scope)> = roles.iter().map(|role| (*role, scope)).collect();
    let attempt = Attempt::new(Action::ReadAccounts, account.id);
    let grants: Result<Vec<GrantId>, Refusal<NoRule>> =
        throughcare_app::run(&mut &world.house, Actor::Operator, attempt, None, |tx| {
            make_account(tx, &account, throughcare_testkit::password_hash(), &hats)
        });
    let grants = grants.expect("the operator makes an account");
    let hat = |(grant, role): (GrantId, &Role)| Actor::Person {
        account: account.id,
        hat: Hat {
            grant,
            role: *role,
            scope,
            agency,
        },
    };
    grants.into_iter().zip(roles).map(hat).collect()
}

/// In which relations a hat stands to what a route is about, once one relation is arranged.
/// Shape: none, where this hat cannot stand in it to such a thing.
pub fn stands(
    world: &World,
    hat: &Hat,
    relation: Relation,
    subject: Option<Subject>,
    action: Action,
) -> Option<Vec<Relation>> {
    let home = match hat.scope {
        Scope::Programme(_) => Relation::OfProgramme,
        Scope::Agency(_) => Relation::OfAgency,
        Scope::Installation => Relation::None,
    };
    let at = match subject {
        None if action == Action::KeepOwnAccount => Relation::Self_,
        None => home,
        Some(Subject::Programme(of)) if hat.programme() == Some(of) => Relation::OfProgramme,
        Some(Subject::Programme(_)) => Relation::None,
        Some(_) if hat.programme() == Some(world.north) => Relation::OfProgramme,
        // What is of another programme than the hat's is as far away as can be.
        Some(_) if hat.programme().is_some() => Relation::None,
        Some(_) => home,
    };
    let of_a_case = matches!(subject, Some(Subject::Case(_)));
    let of_a_referral = matches!(subject, Some(Subject::Referral(_)));
    let of_an_enquiry = matches!(subject, Some(Subject::Enquiry(_)));
    let reached = match relation {
        Relation::Excluded => return of_a_case.then(|| vec![Relation::Excluded]),
        Relation::SecondFor => of_a_case || of_a_referral,
        _ => of_a_case || of_a_referral || of_an_enquiry,
    };
    match means(relation) {
        Means::Hat | Means::Own => (relation == at).then(|| vec![at]),
        Means::Row => (reached && at == Relation::OfProgramme).then(|| vec![relation, at]),
        Means::Nothing(_) => None,
    }
}

/// Lets the actor stand in one relation to everything among the samples, and in no other that is written down.
pub fn arrange(world: &World, sample: &Sample, actor: Actor, relation: Relation) {
    let me = actor.account().expect("a person");
    restore(world, sample, me);
    let (north, now) = (world.north.bits(), world.house.now());
    let by_hand = |sql: &str, values: &[throughcare_store::db::Value]| {
        world.house.by_hand(sql, values).expect("arranged by hand");
    };
    match relation {
        Relation::Owner => by_hand(
            "UPDATE ownership SET owner_id = $1 WHERE programme_id = $2",
            values![me.bits(), north],
        ),
        Relation::OfferedTo => by_hand(
            "UPDATE ownership SET offered_to = $1, offered_at = $3 WHERE programme_id = $2",
            values![me.bits(), north, now],
        ),
        Relation::SupervisorOfOwner => by_hand(
            "UPDATE supervision SET supervisor_id = $1 WHERE programme_id = $2",
            values![me.bits(), north],
        ),
        Relation::Cover => {
            for subject in sample.subjects() {
                let id: CoverId = world.house.new_id(now);
                by_hand(
                    "INSERT INTO cover (id, subject_kind, subject_id, account_id, from_on, until_on, from_at, until_at, recorded_by)
                     VALUES ($1, $2, $3, $4, 20260101, 20271231, 0, $5, $4)",
                    values![id.bits(), subject.kind(), subject.bits(), me.bits(), Moment::from_micros(i64::MAX)],
                );
            }
        }
        Relation::SecondFor => {
            by_hand("UPDATE second_look SET named = $1", values![me.bits()]);
            let [screening, adoption] = sample.looks_asked();
            for subject in sample.subjects() {
                let like = match subject {
                    Subject::Referral(_) => screening,
                    Subject::Case(_) => adoption,
                    _ => continue,
                };
                let id: SecondLookId = world.house.new_id(now);
                by_hand(
                    "INSERT INTO second_look (id, decision_id, subject_kind, subject_id, programme_id, first_by, named, deferred, due_at)
                     SELECT CAST($1 AS BIGINT), decision_id, subject_kind, CAST($2 AS BIGINT), programme_id, first_by, named, deferred, due_at
                     FROM second_look WHERE id = $3 AND subject_id <> $2",
                    values![id.bits(), subject.bits(), like.bits()],
                );
            }
        }
        Relation::Excluded => {
            for subject in sample.subjects() {
                let Subject::Case(case) = subject else {
                    continue;
                };
                let id: ExclusionId = world.house.new_id(now);
                by_hand(
                    "INSERT INTO excluded_staff (id, case_id, account_id, why, recorded_by, recorded_at)
                     VALUES ($1, $2, $3, $4, $3, $5)",
                    values![id.bits(), case.bits(), me.bits(), Vec::<u8>::new(), now],
                );
            }
        }
        // Of these the hat decides, and nothing is written down.
        Relation::OfProgramme
        | Relation::OfAgency
        | Relation::None
        | Relation::Self_
        | Relation::Allocated => {}
    }
}

/// Everything belongs to Tom, whom somebody else supervises; nobody covers, is named, or is excluded.
pub fn restore(world: &World, sample: &Sample, me: AccountId) {
    let (north, tom) = (world.north.bits(), world.account("Tom"));
    let supervisor = match world.account("Jada") {
        jada if jada == me => world.account("Paul"),
        jada => jada,
    };
    let [screening, adoption] = sample.looks_asked();
    let by_hand = |sql: &str, values: &[throughcare_store::db::Value]| {
        world.house.by_hand(sql, values).expect("arranged by hand");
    };
    by_hand(
        "UPDATE ownership SET owner_id = $1, offered_to = NULL, offered_at = NULL WHERE programme_id = $2",
        values![tom.bits(), north],
    );
    by_hand(
        "UPDATE supervision SET supervisor_id = $1 WHERE programme_id = $2",
        values![supervisor.bits(), north],
    );
    by_hand("DELETE FROM cover", values![]);
    by_hand(
        "DELETE FROM excluded_staff WHERE account_id = $1",
        values![me.bits()],
    );
    by_hand(
        "DELETE FROM second_look WHERE id <> $1 AND id <> $2",
        values![screening.bits(), adoption.bits()],
    );
    by_hand(
        "UPDATE second_look SET named = NULL, answer = NULL, answer_words = NULL, answered_by = NULL, answered_at = NULL",
        values![],
    );
}
