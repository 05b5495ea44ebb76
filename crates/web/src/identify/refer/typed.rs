//! What is typed into the form for partner professionals, step by step. Nothing is kept between the steps but in the
//! form itself: the other steps' fields travel along hidden.

use crate::clockface::Clockface;
use crate::form::{LONG, Reader};
use crate::identify::person_form;
use crate::identify::referral::form as referral_form;
use crate::typed::Problem;
use throughcare_domain::identify::referral::*;
use throughcare_text::Words;

/// Which of the three steps is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    YouAndThePerson,
    SeenOrHeard,
    Check,
}

/// The fields of the first step, besides those of the person, which begin with `p1-`.
const FIRST: [&str; 6] = [
    "name",
    "position",
    "organisation",
    "sector",
    "telephone",
    "email",
];

/// The fields of the second step.
const SECOND: [&str; 10] = [
    "facts",
    "view",
    "when",
    "when_on-day",
    "when_on-month",
    "when_on-year",
    "when_about",
    "knows",
    "named",
    "urgency",
];

/// The fields of the person.
const PERSON: [&str; 13] = [
    "p1-name1",
    "p1-kind1",
    "p1-name2",
    "p1-kind2",
    "p1-described",
    "p1-born-day",
    "p1-born-month",
    "p1-born-year",
    "p1-age",
    "p1-town",
    "p1-school",
    "p1-guardian",
    "p1-languages",
];

impl Step {
    pub fn parse(text: &str) -> Step {
        match text {
            "2" => Step::SeenOrHeard,
            "3" => Step::Check,
            _ => Step::YouAndThePerson,
        }
    }

    pub fn number(self) -> i64 {
        match self {
            Step::YouAndThePerson => 1,
            Step::SeenOrHeard => 2,
            Step::Check => 3,
        }
    }

    pub fn next(self) -> Step {
        match self {
            Step::YouAndThePerson => Step::SeenOrHeard,
            Step::SeenOrHeard | Step::Check => Step::Check,
        }
    }

    /// On which step a field stands.
    pub fn of(field: &str) -> Option<Step> {
        if FIRST.contains(&field) || PERSON.contains(&field) {
            Some(Step::YouAndThePerson)
        } else if SECOND.contains(&field) {
            Some(Step::SeenOrHeard)
        } else {
            None
        }
    }

    /// On which step something wrong is said: a date is wrong as a whole.
    fn of_problem(problem: &Problem) -> Step {
        if problem.field.starts_with("p1-") || FIRST.contains(&problem.field.as_str()) {
            Step::YouAndThePerson
        } else {
            Step::SeenOrHeard
        }
    }
}

/// What was typed into the fields of the form, in order, and nothing else.
pub fn ours(posted: &[(String, String)]) -> Vec<(String, String)> {
    posted
        .iter()
        .filter(|(name, _)| Step::of(name).is_some())
        .cloned()
        .collect()
}

/// Reads the whole form: the referral, or everything that is wrong with it.
pub fn read(
    t: Words,
    posted: &[(String, String)],
    clock: &Clockface,
) -> Result<ReferralDraft, Vec<Problem>> {
    let mut reader = Reader::new(t, posted);
    let today = clock.today();
    let referrer = referral_form::referrer(&mut reader);
    if referrer.name.is_empty() {
        reader.wrong("name", t.refer_name_error());
    }
    if referrer.telephone.is_empty() && referrer.email.is_empty() {
        reader.wrong("telephone", t.refer_reach_error());
    }
    let persons = person_form::person(&mut reader, "p1", today)
        .into_iter()
        .collect();
    let facts = reader.text("facts", LONG);
    if facts.is_empty() {
        reader.wrong("facts", t.referral_refused_no_fact());
    }
    let happened = referral_form::when(&mut reader, today);
    let made_of_it = reader.text("view", LONG);
    if reader.typed("knows").is_empty() {
        reader.wrong("knows", t.refer_knows_error());
    }
    let draft = ReferralDraft {
        channel: Channel::PublicForm,
        enquiry: None,
        referrer,
        person_knows: reader.choice_or("knows", PersonKnows::DontKnow),
        urgency: reader.choice_or("urgency", Urgency::DontKnow),
        happened,
        seen_or_heard: vec![facts],
        made_of_it,
        persons,
        received_at: clock.now,
    };
    reader.finish(Some(draft))
}

/// What is wrong on one step.
pub fn wrong_on(step: Step, problems: &[Problem]) -> Vec<Problem> {
    problems
        .iter()
        .filter(|p| Step::of_problem(p) == step)
        .cloned()
        .collect()
}
