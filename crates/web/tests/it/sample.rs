//! One of everything, with an address for each route.

use crate::screened::Screened;
use std::collections::HashMap;
use throughcare_app::case::{self, TakeOverDraft};
use throughcare_app::identify::enquiry::{self, CallDraft};
use throughcare_app::identify::referral;
use throughcare_app::urgent;
use throughcare_domain::account::Actor;
use throughcare_domain::case::StateCode;
use throughcare_domain::decision::Basis;
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::{Caller, MadeOfIt, Recognised};
use throughcare_domain::identify::urgent::UrgentDraft;
use throughcare_domain::subject::Subject;
use throughcare_testkit::World;
use throughcare_testkit::story::concern;

/// What was looked at, as the audit chain holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    pub purpose: String,
    pub subject: Subject,
}

pub struct Sample {
    /// For the first part of a path: what stands for `{id}` there, and what it is about.
    ids: HashMap<&'static str, (String, Subject)>,
    /// What stands for the other names in braces.
    names: Vec<(&'static str, String)>,
    looks_asked: [SecondLookId; 2],
}

impl Sample {
    pub fn of(world: &World) -> Sample {
        let enquiry = called(world, "Tom", world.north);
        called(world, "Lea", world.bridge);
        let referral = world.does(world.actor("Tom"), |tx| {
            referral::receive(tx, world.north, concern(world.house.now()))
        });
        world.does(world.actor("Lea"), |tx| {
            referral::receive(tx, world.bridge, concern(world.house.now()))
        });
        let view = world
            .sees(world.actor("Tom"), |tx| enquiry::show(tx, enquiry))
            .expect("Tom reads it");
        let act = world.does(world.actor("Tom"), |tx| {
            urgent::act_now(tx, referral.into(), done_at_once(world))
        });
        let concerned = world
            .sees(world.actor("Tom"), |tx| referral::show(tx, referral))
            .expect("Tom reads it");
        let (case, expectation, exclusion) = carried(world);
        let person = concerned.persons[0].person.id;
        let screened = Screened::of(world, referral, person);
        let ids = HashMap::from([
            ("cases", (case.to_string(), Subject::Case(case))),
            (
                "expectations",
                (expectation.to_string(), Subject::Case(case)),
            ),
            // A question belongs to the programme whose officer is asked.
            (
                "officer",
                (
                    screened.question.to_string(),
                    Subject::Programme(world.bridge),
                ),
            ),
            (
                "second look at a referral",
                (
                    screened.sent_on.to_string(),
                    Subject::Referral(screened.sent_on),
                ),
            ),
            (
                "second look at a case",
                (screened.case.to_string(), Subject::Case(screened.case)),
            ),
            (
                "act-now",
                (referral.to_string(), Subject::Referral(referral)),
            ),
            (
                "enquiries",
                (enquiry.to_string(), Subject::Enquiry(enquiry)),
            ),
            (
                "referrals",
                (referral.to_string(), Subject::Referral(referral)),
            ),
        ]);
        Sample {
            ids,
            looks_asked: [screened.screening_look, screened.adoption_look],
            names: vec![
                ("{promise}", view.promises[0].0.id.to_string()),
                ("{act}", act.to_string()),
                ("{moderator}", "footing".to_owned()),
                ("{exclusion}", exclusion.to_string()),
                ("{person}", person.to_string()),
                ("{record}", screened.record.to_string()),
                ("{decision}", screened.decision.to_string()),
                ("{referral look}", screened.screening_look.to_string()),
                ("{case look}", screened.adoption_look.to_string()),
                ("{disclosure}", exclusion.to_string()),
            ],
        }
    }

    /// The address of a route with real ids, and what it is about; none when there is nothing to put in.
    pub fn address(&self, path: &str) -> Option<(String, Option<Subject>)> {
        let mut parts = path.trim_start_matches('/').split('/');
        let first = match parts.next().unwrap_or_default() {
            // Who owns something has one address for each kind.
            "owner" => match parts.next().unwrap_or_default() {
                "case" => "cases",
                "referral" => "referrals",
                _ => "enquiries",
            },
            first => first,
        };
        if !path.contains('{') {
            return Some((path.to_owned(), None));
        }
        if path == "/manual/{role}" {
            return Some(("/manual/case-lead".to_owned(), None));
        }
        if first == "refer" {
            return Some((path.replace("{slug}", "northmoor"), None));
        }
        // A second look is at something that was decided, and has an address under it.
        let (first, path) = match first {
            "referrals" if path.contains("{look}") => (
                "second look at a referral",
                path.replace("{look}", "{referral look}"),
            ),
            "cases" if path.contains("{look}") => (
                "second look at a case",
                path.replace("{look}", "{case look}"),
            ),
            first => (first, path.to_owned()),
        };
        let (id, subject) = self.ids.get(first)?;
        let filled = path.replace("{id}", id).replace("{kind}", subject.kind());
        let filled = self
            .names
            .iter()
            .fold(filled, |path, (name, value)| path.replace(name, value));
        (!filled.contains('{')).then_some((filled, Some(*subject)))
    }

    /// The address of every page, open ones too.
    pub fn pages(&self) -> Vec<String> {
        throughcare_web::lines()
            .iter()
            .filter(|r| r.method == "GET")
            .filter_map(|r| self.address(r.path))
            .map(|(path, _)| path)
            .collect()
    }

    /// The enquiries, referrals and cases among them.
    pub fn subjects(&self) -> Vec<Subject> {
        let mut subjects: Vec<Subject> = self.ids.values().map(|(_, subject)| *subject).collect();
        subjects.retain(|subject| !matches!(subject, Subject::Programme(_)));
        subjects.sort_by_key(|subject| (subject.kind(), subject.bits()));
        subjects.dedup();
        subjects
    }

    /// The second looks that were asked for: at a screening, and at an adoption.
    pub fn looks_asked(&self) -> [SecondLookId; 2] {
        self.looks_asked
    }

    /// What somebody has looked at so far, in order.
    pub fn looks(&self, world: &World, actor: Actor) -> Vec<Looked> {
        let account = actor.account().expect("a person");
        throughcare_store::audit::list_looks(&world.house, account)
            .expect("the chain can be read")
            .into_iter()
            .map(|(purpose, subject)| Looked { purpose, subject })
            .collect()
    }
}

/// A case taken over from earlier records, with something owed and somebody who may not see it.
fn carried(world: &World) -> (CaseId, ExpectationId, ExclusionId) {
    let paul = world.actor("Paul");
    let now = world.house.now();
    let draft = TakeOverDraft {
        person: throughcare_testkit::story::daniel(),
        on: now.day(&jiff::tz::TimeZone::UTC),
        from: "the spreadsheet of the panel".into(),
        stage: StateCode::Considered,
        stage_words: String::new(),
    };
    let case = world.does(paul, |tx| case::take_over(tx, world.north, draft));
    let lea = world.account("Lea");
    let exclusion = world.does(paul, |tx| {
        case::exclude_staff(tx, case, lea, "Lives in the same street.")
    });
    let view = world
        .sees(paul, |tx| case::show(tx, case))
        .expect("Paul reads it");
    let redatable = view.missing.iter().find(|e| e.redates_left > 0);
    let expectation = redatable.expect("something is owed").expectation.id;
    (case, expectation, exclusion)
}

pub fn done_at_once(world: &World) -> UrgentDraft {
    UrgentDraft {
        what_was_done: "The duty officer was rung.".into(),
        who_was_told: "the duty officer".into(),
        basis: Basis::VitalInterest,
        done_at: world.house.now(),
        done_by: "Tom".into(),
    }
}

/// An enquiry with one call and one promise.
pub fn called(world: &World, who: &str, programme: ProgrammeId) -> EnquiryId {
    let caller = Caller {
        described: "a mother about her son".into(),
        code_word: "heron".into(),
        ..Caller::default()
    };
    let now = world.house.now();
    let call = CallDraft {
        began_at: now,
        minutes: Some(25),
        recognised: Recognised::FirstCall,
        said: "He shouted when she asked about the videos.".into(),
        advice: Vec::new(),
        advice_words: String::new(),
        next_step: "She asks the school nurse.".into(),
        made_of_it: MadeOfIt::Helped,
        next_call: Some(now.plus_hours(5)),
        promise: Some(("Two counsellors who see parents".into(), now.plus_hours(30))),
    };
    world.does(world.actor(who), |tx| {
        enquiry::open_enquiry(tx, programme, caller, call)
    })
}
