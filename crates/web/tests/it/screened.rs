//! What came of searches and decisions: a close record, a question to the matching officer, and two second looks.

use throughcare_app::case::adoption;
use throughcare_app::identify::{matching_officer, prior_contact, referral, screening};
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::decision::*;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::SearchPurpose;
use throughcare_domain::identify::referral::{ReferralDraft, State};
use throughcare_domain::identify::screening::*;
use throughcare_domain::person::*;
use throughcare_testkit::World;
use throughcare_testkit::story::{concern, daniel};

/// The records that the addresses of these steps name.
pub struct Screened {
    /// A record that is close to the first person of the referral that was searched for.
    pub record: PersonId,
    /// A question to the matching officer of the exit NGO.
    pub question: QuestionId,
    /// A referral that was sent elsewhere without acceptance, with its decision and the look that is owed.
    pub sent_on: ReferralId,
    pub decision: DecisionId,
    pub screening_look: SecondLookId,
    /// A case that waits for a second person.
    pub case: CaseId,
    pub adoption_look: SecondLookId,
}

impl Screened {
    /// Searches for the person of a referral of Tom's, whom the exit NGO knows, and begins its screening.
    pub fn of(world: &World, searched: ReferralId, person: PersonId) -> Screened {
        let tom = world.actor("Tom");
        let (_, record) = received(world, daniel());
        let search = world.does(tom, |tx| {
            prior_contact::search(tx, searched, person, SearchPurpose::Intake)
        });
        world.does(tom, |tx| {
            matching_officer::ask_officer(tx, searched, person, search)
        });
        let mara = world.actor("Mara");
        let asked = world.sees(mara, matching_officer::list_questions);
        let question = asked.expect("is listed")[0].question.id;
        begun(world, searched);

        let (sent_on, decided) = decided(world, "Nadia Sorel", sent_elsewhere());
        let case = Screened::considered(world);
        world.does(world.actor("Rune"), |tx| {
            adoption::decide(tx, case, 1, Adoption::Adopt, grounds(), None)
        });
        let adoption_look = Screened::look_at(world, "Cora", case);
        Screened {
            record,
            question,
            sent_on,
            decision: decided.decision,
            screening_look: decided.second.expect("is owed"),
            case,
            adoption_look,
        }
    }

    /// A case about somebody new, which waits to be adopted or not.
    pub fn considered(world: &World) -> CaseId {
        let (taken_on, _) = decided(world, "Karim Haddad", Proposal::Accept);
        match of(world, taken_on).state {
            State::Accepted { case } => case,
            other => panic!("not accepted: {other:?}"),
        }
    }

    /// The second look at a case that waits for somebody.
    pub fn look_at(world: &World, who: &str, case: CaseId) -> SecondLookId {
        let looks = world.sees(world.actor(who), throughcare_app::second::list);
        let looks = looks.expect("is listed");
        let of_it = looks
            .iter()
            .find(|(row, _)| row.look.subject == case.into());
        of_it.expect("is owed").0.look.id
    }
}

pub fn of(world: &World, id: ReferralId) -> throughcare_domain::identify::referral::Referral {
    let view = world.sees(world.actor("Tom"), |tx| referral::show(tx, id));
    view.expect("Tom reads it").referral
}

pub fn received(world: &World, identity: Identity) -> (ReferralId, PersonId) {
    let draft = ReferralDraft {
        persons: vec![identity],
        ..concern(world.house.now())
    };
    let id = world.does(world.actor("Tom"), |tx| {
        referral::receive(tx, world.north, draft)
    });
    (id, of(world, id).persons[0])
}

pub fn begun(world: &World, id: ReferralId) {
    let version = of(world, id).version;
    world.does(world.actor("Tom"), |tx| screening::begin(tx, id, version));
}

/// A referral of Tom's about somebody who was never there before, searched for and checked.
pub fn in_screening(world: &World, name: &str) -> ReferralId {
    let tom = world.actor("Tom");
    let new = Identity {
        names: vec![PersonName {
            kind: NameKind::Used,
            text: name.into(),
        }],
        ..Identity::unnamed("")
    };
    let (id, person) = received(world, new);
    world.does(tom, |tx| {
        prior_contact::search(tx, id, person, SearchPurpose::Intake)
    });
    begun(world, id);
    let clear = DeconflictionDraft {
        outcome: DeconflictionOutcome::Clear,
        asked_of: String::new(),
        at: world.house.now(),
        again_at: None,
    };
    world.does(tom, |tx| screening::deconflict(tx, id, clear));
    id
}

/// The same, and decided.
pub fn decided(world: &World, name: &str, proposal: Proposal) -> (ReferralId, screening::Decided) {
    let tom = world.actor("Tom");
    let id = in_screening(world, name);
    let version = of(world, id).version;
    let decided = world.does(tom, |tx| {
        screening::decide(tx, id, version, proposal, grounds(), None)
    });
    (id, decided)
}

pub fn sent_elsewhere() -> Proposal {
    Proposal::Redirect {
        service: "Family support, Northmoor Council".into(),
        answer: ServiceAnswer::NoReplyYet,
        told: "Name, school, and that a teacher is worried.".into(),
        basis: Basis::Consent,
        warning_reason: "They close at noon.".into(),
    }
}

pub fn grounds() -> Grounds {
    Grounds {
        reasons: "She asks for help at home.".into(),
        alternatives: Alternatives::Considered(vec![OptionConsidered {
            option: "the school alone".into(),
            why_not: "tried for a term".into(),
        }]),
        dissent: Vec::new(),
        comparison: None,
        mode: DecisionMode::Single,
    }
}
