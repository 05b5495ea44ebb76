//! The concern that most stories begin with, and its namesake in the other programme.

use throughcare_app::identify::referral;
use throughcare_domain::account::Actor;
use throughcare_domain::expectation::{Expectation, Outcome};
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact;
use throughcare_domain::identify::referral::*;
use throughcare_domain::identify::screening::Choice;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::identify::referral as table;
use throughcare_store::notice::{self, NoticeKind};
use throughcare_testkit::World;

pub use throughcare_testkit::story::{concern, daniel};

/// Takes the concern down, while the other programme holds a namesake under the same number.
pub fn received(world: &World, by: &str) -> ReferralId {
    received_as(world, by, concern(world.house.now()))
}

pub fn received_as(world: &World, by: &str, draft: ReferralDraft) -> ReferralId {
    namesake(world);
    world.does(world.actor(by), |tx| {
        referral::receive(tx, world.north, draft)
    })
}

/// The same name, the same birth date and the same number in the other programme.
pub fn namesake(world: &World) -> ReferralId {
    let mut draft = concern(world.house.now());
    draft.seen_or_heard = vec!["Said to a mentor at Bridge and to nobody else.".into()];
    world.does(world.actor("Lea"), |tx| {
        referral::receive(tx, world.bridge, draft)
    })
}

/// The screening has decided: nothing more is done here.
pub fn ends(world: &World, id: ReferralId) {
    world.does(world.actor("Tom"), |mut tx| {
        let referral = table::open(&mut tx, Action::DecideScreening, id)?;
        table::revise_state(&mut tx, &referral, &State::NoFurtherAction, None)?;
        let words = tx.narrative(&["no sign of it"]);
        let decided = Fact::ScreeningDecided {
            referral: id,
            decision: tx.new_id(),
            choice: Choice::NoFurtherAction,
            policy_version: 1,
            words,
        };
        Ok::<_, throughcare_app::Refusal<()>>(tx.commit([decided])?)
    });
}

/// The rows of one clock, as stored.
pub fn clock(world: &World, subject: impl Into<Subject>, key: &str) -> Vec<Expectation> {
    let subject = subject.into();
    let rows = world.sees(Actor::Operator, |tx| {
        Ok::<_, throughcare_app::Refusal<()>>(throughcare_store::expectation::stored(tx, subject)?)
    });
    let mut rows = rows.expect("can be read");
    rows.retain(|x| x.clock == key);
    rows
}

/// Whether a clock waits for something.
pub fn waits(world: &World, subject: impl Into<Subject>, key: &str) -> bool {
    clock(world, subject, key)
        .iter()
        .any(|x| x.outcome == Outcome::Open)
}

/// The notices about a subject, each with the one who gets it.
pub fn notices(world: &World, subject: impl Into<Subject>) -> Vec<(AccountId, NoticeKind)> {
    let subject = subject.into();
    let all = world.sees(Actor::Operator, |tx| {
        Ok::<_, throughcare_app::Refusal<()>>(notice::list_notices(tx, 100)?)
    });
    all.expect("can be read")
        .into_iter()
        .filter(|n| n.subject == subject)
        .map(|n| (n.account, n.kind))
        .collect()
}

/// The kinds of the facts of a subject, in their order.
pub fn facts(world: &World, subject: impl Into<Subject>) -> Vec<String> {
    let subject = subject.into();
    let lines = world.sees(Actor::Operator, |tx| {
        Ok::<_, throughcare_app::Refusal<()>>(throughcare_store::expectation::facts(tx, subject)?)
    });
    lines
        .expect("can be read")
        .into_iter()
        .map(|f| f.kind)
        .collect()
}
