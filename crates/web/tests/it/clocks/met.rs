//! What meets each clock.

use super::begun;
use crate::screened::{self, of};
use throughcare_app::case::{self, ParticipantDraft};
use throughcare_app::identify::{enquiry, matching_officer, prior_contact, referral, screening};
use throughcare_app::{ownership, second, urgent};
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::case::safe_contact::{InPairs, SafeContactDraft};
use throughcare_domain::case::{ModeratorKind, ParticipantRole};
use throughcare_domain::decision::{Basis, Question, SecondAnswer};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::{OfficerAnswer, SearchPurpose, Verdict};
use throughcare_domain::identify::referral::*;
use throughcare_domain::identify::screening::*;
use throughcare_domain::moment::Day;
use throughcare_domain::subject::Subject;
use throughcare_testkit::World;

pub fn nothing(_: &World, _: Subject) {}

fn referral(subject: Subject) -> ReferralId {
    match subject {
        Subject::Referral(id) => id,
        other => panic!("{other:?} is no referral"),
    }
}

fn case(subject: Subject) -> CaseId {
    match subject {
        Subject::Case(id) => id,
        other => panic!("{other:?} is no case"),
    }
}

fn enquiry(subject: Subject) -> EnquiryId {
    match subject {
        Subject::Enquiry(id) => id,
        other => panic!("{other:?} is no enquiry"),
    }
}

fn today(world: &World) -> Day {
    world.house.now().day(&jiff::tz::TimeZone::UTC)
}

pub fn rung(world: &World, subject: Subject) {
    let (id, call) = (enquiry(subject), begun::call(world));
    world.does(world.actor("Tom"), |tx| enquiry::record_call(tx, id, call));
}

pub fn promise_kept(world: &World, subject: Subject) {
    let (id, tom) = (enquiry(subject), world.actor("Tom"));
    let view = world
        .sees(tom, |tx| enquiry::show(tx, id))
        .expect("Tom reads it");
    let promise = view.promises[0].0.id;
    world.does(tom, |tx| enquiry::keep_promise(tx, id, promise));
}

pub fn called_back(world: &World, subject: Subject) {
    let id = referral(subject);
    let version = of(world, id).version;
    world.does(world.actor("Tom"), |tx| {
        referral::verify_referrer(
            tx,
            id,
            version,
            Verification::CalledBack,
            MayBeNamed::NotSure,
        )
    });
}

pub fn acknowledged(world: &World, subject: Subject) {
    let word = WordToReferrer {
        to: "Helen Marsh".into(),
        words: "It arrived, and Tom has it.".into(),
        basis: Basis::Mandate,
        told_at: world.house.now(),
    };
    world.does(world.actor("Tom"), |tx| {
        referral::acknowledge(tx, referral(subject), word)
    });
}

pub fn searched(world: &World, subject: Subject) {
    let id = referral(subject);
    let person = of(world, id).persons[0];
    world.does(world.actor("Tom"), |tx| {
        prior_contact::search(tx, id, person, SearchPurpose::Intake)
    });
}

pub fn judged(world: &World, subject: Subject) {
    judged_as(world, subject, Verdict::NotSame);
}

/// Judges the one record that the search found.
pub fn judged_as(world: &World, subject: Subject, verdict: Verdict) {
    let (id, tom) = (referral(subject), world.actor("Tom"));
    let mut view = world
        .sees(tom, |tx| prior_contact::show(tx, id))
        .expect("Tom reads it");
    let found = view.people.remove(0);
    let (person, latest) = (
        found.person.expect("named").id,
        found.latest.expect("searched"),
    );
    let record = latest.strong[0].person;
    world.does(tom, |tx| {
        prior_contact::judge(
            tx,
            id,
            person,
            latest.search,
            record,
            verdict,
            "The mother's name.",
        )
    });
}

pub fn officer_answered(world: &World, _: Subject) {
    let mara = world.actor("Mara");
    let asked = world
        .sees(mara, matching_officer::list_questions)
        .expect("is listed");
    let question = asked[0].question.id;
    world.does(mara, |tx| {
        let (none, basis) = (OfficerAnswer::NoRecord, Basis::Statute);
        matching_officer::answer_officer(tx, question, none, "", "", basis)
    });
}

pub fn deconflicted(world: &World, subject: Subject) {
    let clear = DeconflictionDraft {
        outcome: DeconflictionOutcome::Clear,
        asked_of: String::new(),
        at: world.house.now(),
        again_at: None,
    };
    world.does(world.actor("Tom"), |tx| {
        screening::deconflict(tx, referral(subject), clear)
    });
}

pub fn accepted(world: &World, subject: Subject) {
    let id = referral(subject);
    let version = of(world, id).version;
    world.does(world.actor("Tom"), |tx| {
        screening::decide(tx, id, version, Proposal::Accept, screened::grounds(), None)
    });
}

pub fn information_came(world: &World, subject: Subject) {
    let id = referral(subject);
    let version = of(world, id).version;
    world.does(world.actor("Tom"), |tx| {
        screening::settle_information(tx, id, version, true)
    });
}

pub fn agreed(world: &World, _: Subject) {
    agreed_to(world, "Petra", Question::Screening);
}

/// Answers the one second look at such a question.
pub fn agreed_to(world: &World, who: &str, question: Question) {
    let who = world.actor(who);
    let looks = world.sees(who, second::list).expect("is listed");
    let look = looks.iter().find(|(row, _)| row.look.question == question);
    let look = look.expect("waits").0.look.id;
    world.does(who, |tx| second::answer(tx, look, SecondAnswer::Agrees, ""));
}

pub fn referrer_not_told(world: &World, subject: Subject) {
    let telling = Telling::NotTold {
        why: "She asked not to hear.".into(),
    };
    world.does(world.actor("Tom"), |tx| {
        referral::tell_referrer(tx, referral(subject), telling)
    });
}

pub fn written_up(world: &World, subject: Subject) {
    let (id, tom) = (referral(subject), world.actor("Tom"));
    let view = world
        .sees(tom, |tx| referral::show(tx, id))
        .expect("Tom reads it");
    let act = view.urgent_acts[0].0.id;
    world.does(tom, |tx| {
        urgent::write_up(tx, subject, act, "Nobody was hurt.")
    });
}

pub fn accepted_by_ines(world: &World, subject: Subject) {
    world.does(world.actor("Ines"), |tx| ownership::accept(tx, subject));
}

pub fn given_to_ines(world: &World, subject: Subject) {
    let (paul, ines) = (world.actor("Paul"), world.account("Ines"));
    world.does(paul, |tx| {
        ownership::assign(tx, subject, ines, "She knows the school.")
    });
    accepted_by_ines(world, subject);
}

pub fn guardian_joined(world: &World, subject: Subject) {
    let mother = ParticipantDraft {
        role: ParticipantRole::Guardian,
        described: "his mother".into(),
        power: "parental responsibility".into(),
        since: today(world),
    };
    world.does(world.actor("Ines"), |tx| {
        case::join_participant(tx, case(subject), mother)
    });
}

pub fn card_written(world: &World, subject: Subject) {
    let card = SafeContactDraft {
        how_and_when: "Text first, after four.".into(),
        do_not_leave: String::new(),
        do_not_tell: String::new(),
        where_to_meet: String::new(),
        in_pairs: InPairs::NotNeeded,
        agreed_with: String::new(),
    };
    world.does(world.actor("Ines"), |tx| {
        case::set_safe_contact(tx, case(subject), 0, card)
    });
}

pub fn moderators_set(world: &World, subject: Subject) {
    for (kind, value) in [
        (ModeratorKind::Footing, "voluntary"),
        (ModeratorKind::Setting, "community"),
        (ModeratorKind::Region, "Northmoor"),
    ] {
        world.does(world.actor("Ines"), |tx| {
            case::set_moderator(tx, case(subject), kind, value, today(world))
        });
    }
}

pub fn adopted(world: &World, subject: Subject) {
    begun::decided_by_rune(world, subject, Adoption::Adopt);
    agreed_to(world, "Cora", Question::Adoption);
}
