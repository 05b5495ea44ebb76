//! What sets each clock going.

use super::met;
use crate::sample;
use crate::screened::{self, of};
use throughcare_app::case::{self, TakeOverDraft, adoption};
use throughcare_app::identify::enquiry::{self, CallDraft};
use throughcare_app::identify::{matching_officer, prior_contact, referral, screening};
use throughcare_app::{ownership, urgent};
use throughcare_domain::case::StateCode;
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::decision::{Grounds, Question};
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::{Caller, MadeOfIt, Recognised};
use throughcare_domain::identify::prior_contact::{SearchPurpose, Verdict};
use throughcare_domain::identify::referral::{ReferralDraft, State, Urgency};
use throughcare_domain::identify::screening::*;
use throughcare_domain::person::*;
use throughcare_domain::subject::Subject;
use throughcare_testkit::World;
use throughcare_testkit::story::{concern, daniel};

/// The same name and the same number in the other programme.
pub fn namesake(world: &World) {
    let lea = world.actor("Lea");
    world.does(lea, |tx| {
        referral::receive(tx, world.bridge, concern(world.house.now()))
    });
}

pub fn received(world: &World) -> Subject {
    screened::received(world, daniel()).0.into()
}

pub fn ring_now(world: &World) -> Subject {
    let draft = ReferralDraft {
        urgency: Urgency::RingNow,
        ..concern(world.house.now())
    };
    let tom = world.actor("Tom");
    world
        .does(tom, |tx| referral::receive(tx, world.north, draft))
        .into()
}

/// A first call, with a further one agreed for today at two, and something promised for tomorrow.
pub fn called(world: &World) -> Subject {
    sample::called(world, "Tom", world.north).into()
}

/// A first call at which nothing was agreed.
pub fn called_once(world: &World) -> Subject {
    let call = call(world);
    let tom = world.actor("Tom");
    world
        .does(tom, |tx| {
            enquiry::open_enquiry(tx, world.north, Caller::default(), call)
        })
        .into()
}

/// A call at which nothing is agreed or promised.
pub fn call(world: &World) -> CallDraft {
    CallDraft {
        began_at: world.house.now(),
        minutes: Some(10),
        recognised: Recognised::FirstCall,
        said: "He has not come home.".into(),
        advice: Vec::new(),
        advice_words: String::new(),
        next_step: String::new(),
        made_of_it: MadeOfIt::Helped,
        next_call: None,
        promise: None,
    }
}

fn somebody(name: &str) -> Identity {
    Identity {
        names: vec![PersonName {
            kind: NameKind::Used,
            text: name.into(),
        }],
        ..Identity::unnamed("")
    }
}

fn searched(world: &World, id: ReferralId) -> SearchId {
    let person = of(world, id).persons[0];
    world.does(world.actor("Tom"), |tx| {
        prior_contact::search(tx, id, person, SearchPurpose::Intake)
    })
}

/// The second referral of a girl whom nobody but this programme knows, after the search.
pub fn found(world: &World) -> Subject {
    screened::received(world, somebody("Nadia Sorel"));
    let (again, _) = screened::received(world, somebody("Nadia Sorel"));
    searched(world, again);
    again.into()
}

pub fn left_open(world: &World) -> Subject {
    let again = found(world);
    met::judged_as(world, again, Verdict::CannotTell);
    again
}

/// The other programme holds a record that only its officer may answer for.
pub fn officer_asked(world: &World) -> Subject {
    let (id, person) = screened::received(world, daniel());
    let search = searched(world, id);
    let tom = world.actor("Tom");
    world.does(tom, |tx| {
        matching_officer::ask_officer(tx, id, person, search)
    });
    id.into()
}

/// First contact is held for three days.
pub fn contact_held(world: &World) -> Subject {
    let (id, _) = screened::received(world, daniel());
    let now = world.house.now();
    let hold = DeconflictionDraft {
        outcome: DeconflictionOutcome::HoldFirstContact,
        asked_of: String::new(),
        at: now,
        again_at: Some(now.plus_hours(72)),
    };
    world.does(world.actor("Tom"), |tx| screening::deconflict(tx, id, hold));
    id.into()
}

/// Searched, and in screening, with the check against live investigations made.
pub fn in_screening(world: &World) -> Subject {
    let (id, _) = screened::received(world, somebody("Nadia Sorel"));
    searched(world, id);
    screened::begun(world, id);
    met::deconflicted(world, id.into());
    id.into()
}

pub fn information_awaited(world: &World) -> Subject {
    let asks = Proposal::MoreInformation {
        ask: "what the school saw".into(),
        until: world.house.now().plus_hours(72),
    };
    screened::decided(world, "Nadia Sorel", asks).0.into()
}

/// A repeat referral: its decision waits for a second person.
pub fn proposed(world: &World) -> Subject {
    let again = found(world);
    met::judged_as(world, again, Verdict::Same);
    let Subject::Referral(id) = again else {
        panic!("a referral")
    };
    screened::begun(world, id);
    met::deconflicted(world, again);
    let compared = Grounds {
        comparison: Some("Then a joke, now a plan.".into()),
        ..screened::grounds()
    };
    let version = of(world, id).version;
    world.does(world.actor("Tom"), |tx| {
        screening::decide(tx, id, version, Proposal::Accept, compared, None)
    });
    again
}

/// Sent to a service that has not accepted: a second person looks at it afterwards.
pub fn sent_elsewhere(world: &World) -> Subject {
    screened::decided(world, "Nadia Sorel", screened::sent_elsewhere())
        .0
        .into()
}

pub fn acted_at_once(world: &World) -> Subject {
    let subject = received(world);
    let act = sample::done_at_once(world);
    world.does(world.actor("Tom"), |tx| urgent::act_now(tx, subject, act));
    subject
}

pub fn taken_over(world: &World) -> Subject {
    let draft = TakeOverDraft {
        person: daniel(),
        on: world.house.now().day(&jiff::tz::TimeZone::UTC),
        from: "the spreadsheet of the panel".into(),
        stage: StateCode::Considered,
        stage_words: String::new(),
    };
    let paul = world.actor("Paul");
    world
        .does(paul, |tx| case::take_over(tx, world.north, draft))
        .into()
}

/// Assigned to Ines, who has not answered.
pub fn offered(world: &World) -> Subject {
    let case = taken_over(world);
    world.minutes_pass(1);
    let to = world.account("Ines");
    world.does(world.actor("Paul"), |tx| {
        ownership::assign(tx, case, to, "She knows the school.")
    });
    case
}

pub fn owned_by_ines(world: &World) -> Subject {
    let case = offered(world);
    met::accepted_by_ines(world, case);
    case
}

/// A case that opened because a referral was accepted for consideration.
pub fn case_opened(world: &World) -> Subject {
    let (id, _) = screened::decided(world, "Nadia Sorel", Proposal::Accept);
    match of(world, id).state {
        State::Accepted { case } => case.into(),
        other => panic!("not accepted: {other:?}"),
    }
}

/// A case that the panel declined.
pub fn declined(world: &World) -> Subject {
    let case = case_opened(world);
    decided_by_rune(world, case, Adoption::Decline);
    met::agreed_to(world, "Cora", Question::Adoption);
    case
}

pub fn decided_by_rune(world: &World, case: Subject, adoption: Adoption) {
    let Subject::Case(id) = case else {
        panic!("a case")
    };
    world.does(world.actor("Rune"), |tx| {
        adoption::decide(tx, id, 1, adoption, screened::grounds(), None)
    });
}
