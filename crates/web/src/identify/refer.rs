//! The form for partner professionals without an account: three steps without a session, a reference at the end, and a
//! page that says how far it has come.

mod promise;
mod status;
mod typed;

use crate::clockface::Clockface;
use crate::desk::Visit;
use crate::failure::{Answer, Failure, refused};
use crate::identify::person_form::PersonFields;
use crate::identify::referral::Ring;
use crate::identify::referral::form::{Choices, problem};
use crate::route::{Method, Route, open};
use crate::router::set_language;
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use promise::{Promise, Promises};
use std::sync::Arc;
use throughcare_app::identify::{public_form, referral};
use throughcare_app::{Attempt, Refusal};
use throughcare_domain::account::Actor;
use throughcare_domain::identify::public_reference::PublicReference;
use throughcare_domain::identify::referral::{ReferralDraft, Urgency};
use throughcare_domain::policy::Action;
use throughcare_domain::programme::Deconfliction;
use throughcare_store::programme::Adopted;
use throughcare_text::{Language, Words};
use typed::{Step, ours, read, wrong_on};

pub const ROUTES: &[Route] = &[
    open(Method::Get, "/refer/{slug}", "identify", page),
    open(Method::Post, "/refer/{slug}", "identify", post),
    open(
        Method::Get,
        "/refer/{slug}/status",
        "identify",
        status::page,
    ),
    open(
        Method::Post,
        "/refer/{slug}/status",
        "identify",
        status::ask,
    ),
];

/// The programmes that take referrals by this form now: address and name.
pub fn open_forms(visit: &Visit) -> Result<Vec<(String, String)>, Failure> {
    let found =
        public_form::list(&visit.site.house).map_err(|e| Failure::ours(e, visit.number()))?;
    Ok(found
        .iter()
        .map(|p| (format!("/refer/{}", p.slug), p.name.clone()))
        .collect())
}

/// The programme to which a visitor writes, and the language in which they read.
struct Place<'v> {
    visit: &'v Visit,
    programme: Arc<Adopted>,
    t: Words,
}

impl Place<'_> {
    fn of(visit: &Visit) -> Result<Place<'_>, Failure> {
        let found = public_form::find(&visit.site.house, visit.param("slug"))
            .map_err(|e| Failure::ours(e, visit.number()))?;
        Ok(Place {
            visit,
            programme: found.ok_or(Failure::NotFound)?,
            t: visit.t,
        })
    }

    fn clock(&self) -> Clockface {
        Clockface {
            t: self.t,
            zone: self.programme.file.calendar.zone.clone(),
            now: self.visit.site.house.now(),
        }
    }

    fn address(&self) -> String {
        format!("/refer/{}", self.programme.slug)
    }

    fn shell(&self, title: &str) -> Shell {
        Shell {
            t: self.t,
            own_languages: true,
            ..Shell::open(self.visit, format!("{title} · {}", self.programme.name))
        }
    }

    /// Languages other than the one shown, as far as the programme offers the form in them.
    fn languages(&self) -> Vec<Language> {
        let demonstration = self.visit.site.house.installation().kind
            == throughcare_store::house::Kind::Demonstration;
        let offered = |l: &Language| {
            let file = &self.programme.file.public_form;
            demonstration
                || file
                    .languages
                    .iter()
                    .any(|tag| l.code().starts_with(tag.as_str()))
        };
        Language::ALL
            .into_iter()
            .filter(|l| l.code() != self.t.code() && offered(l))
            .collect()
    }
}

/// What stands beside the form.
struct Beside {
    programme: String,
    telephone: Ring,
    day_and_night: Ring,
    emergency: Ring,
    promises: Promises,
    silent_until: String,
    partner: Option<String>,
    months: String,
    child_months: String,
}

impl Beside {
    fn of(place: &Place<'_>) -> Beside {
        let (file, t) = (&place.programme.file, place.t);
        let promises = Promises::of(file);
        let now = place.visit.site.house.now();
        Beside {
            programme: place.programme.name.clone(),
            telephone: Ring::of(&file.public_form.telephone),
            day_and_night: Ring::of(&file.public_form.day_and_night),
            emergency: Ring::of(&file.public_form.emergency_number),
            silent_until: promises
                .ring_back
                .as_ref()
                .map_or(String::new(), |p| p.day(t, file, now)),
            promises,
            partner: match &file.deconfliction {
                Deconfliction::Used { asked_of } => Some(asked_of.clone()),
                Deconfliction::NotUsedHere => None,
            },
            months: t.span_months(file.retention.adult.ends_at_screening),
            child_months: t.span_months(file.retention.child.ends_at_screening),
        }
    }
}

#[derive(Template)]
#[template(path = "identify/refer/steps.html")]
struct FormPage {
    t: Words,
    shell: Shell,
    step: i64,
    form: Form,
    /// What was typed on the other steps, in hidden fields.
    carried: Vec<(String, String)>,
    choices: Choices,
    p: PersonFields,
    ring: Ring,
    beside: Beside,
    languages: Vec<Language>,
    too_many: bool,
    given: Vec<(&'static str, String)>,
    told: Vec<(&'static str, String)>,
    view: String,
}

/// The choices of the form, each with what it means for the one who writes.
fn choices(place: &Place<'_>, promises: &Promises) -> Choices {
    let t = place.t;
    let mut choices = Choices::of(t);
    let span = |p: &Option<Promise>| p.as_ref().map(|p| p.span(t)).unwrap_or_default();
    let hint = |list: &mut Vec<Choice>, code: &str, words: String| {
        if let Some(choice) = list.iter_mut().find(|c| c.code == code) {
            *choice = choice.clone().hint(words);
        }
    };
    hint(
        &mut choices.knows,
        "yes_disagrees",
        t.refer_knows_disagrees_hint().into(),
    );
    hint(
        &mut choices.knows,
        "not_yet",
        t.refer_knows_not_yet_hint().into(),
    );
    hint(
        &mut choices.knows,
        "telling_dangerous",
        t.refer_knows_dangerous_hint().into(),
    );
    hint(
        &mut choices.named,
        "not_sure",
        t.refer_named_not_sure_hint().into(),
    );
    let urgency = &mut choices.urgency;
    hint(urgency, "ring_now", t.refer_urgency_ring_hint().into());
    hint(
        urgency,
        "worried",
        t.refer_urgency_worried_hint(span(&promises.decide)),
    );
    hint(
        urgency,
        "dont_know",
        t.refer_urgency_dont_know_hint(span(&promises.ring_back)),
    );
    hint(urgency, "talk_first", t.refer_urgency_talk_hint().into());
    for choice in urgency {
        match choice.code.as_str() {
            "worried" => choice.words = t.refer_urgency_worried().to_owned(),
            "talk_first" => choice.words = t.refer_urgency_talk().to_owned(),
            _ => {}
        }
    }
    choices
}

/// Shows one step with everything typed so far.
fn show(place: &Place<'_>, status: StatusCode, step: Step, problems: Vec<Problem>) -> Answer {
    let too_many = status == StatusCode::TOO_MANY_REQUESTS;
    let (t, visit) = (place.t, place.visit);
    let pairs = ours(&visit.posted);
    let carried = pairs
        .iter()
        .filter(|(name, _)| Step::of(name) != Some(step))
        .cloned()
        .collect();
    let beside = Beside::of(place);
    let title = match step {
        Step::YouAndThePerson => t.refer_step_one(),
        Step::SeenOrHeard => t.refer_step_two(),
        Step::Check => t.refer_step_three(),
    };
    let (given, told, view) = match read(t, &pairs, &place.clock()) {
        Ok(draft) if step == Step::Check => summary(place, &draft),
        _ => Default::default(),
    };
    let page = FormPage {
        shell: place.shell(title).with_errors(!problems.is_empty()),
        step: step.number(),
        form: Form {
            pairs,
            problems,
            ..visit.open_form("refer", place.address())
        },
        carried,
        choices: choices(place, &beside.promises),
        p: PersonFields::of(t, "p1"),
        ring: Ring::of(&place.programme.file.public_form.day_and_night),
        beside,
        languages: place.languages(),
        too_many,
        given,
        told,
        view,
        t,
    };
    visit.page_with(status, &page)
}

type Lines = Vec<(&'static str, String)>;

/// What is about to be sent: label and value, and the view apart from the facts.
fn summary(place: &Place<'_>, draft: &ReferralDraft) -> (Lines, Lines, String) {
    let (t, clock, r) = (place.t, place.clock(), &draft.referrer);
    let mut given = vec![
        (t.refer_name(), r.name.clone()),
        (t.refer_position(), r.position.clone()),
        (t.refer_organisation(), r.organisation.clone()),
        (t.refer_sector(), words::sector(t, r.sector).to_owned()),
        (t.refer_telephone(), r.telephone.clone()),
        (t.refer_email(), r.email.clone()),
    ];
    match draft.persons.first() {
        None => given.push((t.refer_person(), t.person_unnamed().to_owned())),
        Some(i) => {
            let names: Vec<&str> = i.names.iter().map(|n| n.text.as_str()).collect();
            let of = |value: &Option<String>| value.clone().unwrap_or_default();
            given.extend([
                (t.refer_person(), names.join(" · ")),
                (t.person_described(), of(&i.described)),
                (t.person_born(), words::birth_date(&clock, &i.birth)),
                (t.person_town(), of(&i.town)),
                (t.person_school(), of(&i.school_or_work)),
                (t.person_guardian(), of(&i.guardian)),
                (t.person_languages(), of(&i.languages)),
            ]);
        }
    }
    let told = vec![
        (t.refer_fact(), draft.seen_or_heard.join("\n")),
        (
            t.referral_form_when(),
            words::happened(&clock, &draft.happened),
        ),
        (
            t.refer_knows(),
            words::person_knows(t, draft.person_knows).to_owned(),
        ),
        (
            t.refer_named(),
            words::may_be_named(t, r.may_be_named).to_owned(),
        ),
        (
            t.referral_form_urgency(),
            words::urgency(t, draft.urgency).to_owned(),
        ),
    ];
    (given, told, draft.made_of_it.clone())
}

fn page(visit: &Visit) -> Answer {
    let place = Place::of(visit)?;
    show(&place, StatusCode::OK, Step::YouAndThePerson, Vec::new())
}

fn post(visit: &Visit) -> Answer {
    let place = Place::of(visit)?;
    let step = Step::parse(visit.typed("step"));
    match visit.typed("do") {
        "1" => show(&place, StatusCode::OK, Step::YouAndThePerson, Vec::new()),
        "2" => show(&place, StatusCode::OK, Step::SeenOrHeard, Vec::new()),
        "send" if step == Step::Check => send(&place),
        other => match other.strip_prefix("language-").map(Language::parse) {
            Some(Some(language)) => in_language(place, language, |p| {
                show(p, StatusCode::OK, step, Vec::new())
            }),
            _ => go_on(&place, step),
        },
    }
}

/// The same page in another language, with everything that was typed.
fn in_language(
    place: Place<'_>,
    language: Language,
    again: impl FnOnce(&Place<'_>) -> Answer,
) -> Answer {
    let secure = place.visit.site.secure;
    let place = Place {
        t: Words::new(language),
        ..place
    };
    let mut answer = again(&place)?;
    let (name, value) = set_language(language.code(), secure);
    answer.headers_mut().append(name, value);
    Ok(answer)
}

/// On to the next step, or the same again with what is wrong on it.
fn go_on(place: &Place<'_>, step: Step) -> Answer {
    let problems = read(place.t, &place.visit.posted, &place.clock())
        .err()
        .unwrap_or_default();
    let wrong = wrong_on(step, &problems);
    if wrong.is_empty() {
        to_step(place, step.next(), &problems)
    } else {
        show(place, StatusCode::UNPROCESSABLE_ENTITY, step, wrong)
    }
}

/// To a step, unless something before it needs another look.
fn to_step(place: &Place<'_>, step: Step, problems: &[Problem]) -> Answer {
    for before in [Step::YouAndThePerson, Step::SeenOrHeard] {
        let wrong = wrong_on(before, problems);
        if before < step && !wrong.is_empty() {
            return show(place, StatusCode::UNPROCESSABLE_ENTITY, before, wrong);
        }
    }
    show(place, StatusCode::OK, step, Vec::new())
}

fn send(place: &Place<'_>) -> Answer {
    let (visit, t) = (place.visit, place.t);
    let house = &visit.site.house;
    let draft = match read(t, &visit.posted, &place.clock()) {
        Ok(draft) => draft,
        Err(problems) => return to_step(place, Step::Check, &problems),
    };
    let token = visit.form_token.clone().ok_or(Failure::ForeignForm)?;
    if !visit
        .site
        .public_posts
        .admits_key(visit.peer_key(), house.now())
    {
        return show(
            place,
            StatusCode::TOO_MANY_REQUESTS,
            Step::Check,
            Vec::new(),
        );
    }
    let id = place.programme.id;
    let urgency = draft.urgency;
    let promises = Promises::of(&place.programme.file);
    let span = promises.ring_back.map_or(String::new(), |p| p.span(t));
    let told = t.refer_acknowledgement(&place.programme.name, span);
    let sent = throughcare_app::run(
        &mut &**house,
        Actor::PublicForm { programme: id },
        Attempt::new(Action::ReceiveReferral, id),
        Some(&token),
        |tx| referral::receive_public(tx, id, &token, draft, &told),
    );
    match sent {
        Ok((_, reference)) => arrived(place, &reference, urgency),
        // It was sent before: the same page again, with the same reference.
        Err(Refusal::Doubled(_)) => {
            arrived(place, &referral::public_reference(house, &token), urgency)
        }
        Err(Refusal::Rule(rule)) => {
            let wrong = vec![problem(t, rule)];
            show(
                place,
                StatusCode::UNPROCESSABLE_ENTITY,
                Step::SeenOrHeard,
                wrong,
            )
        }
        Err(refusal) => Err(refused(refusal, || visit.number())),
    }
}

#[derive(Template)]
#[template(path = "identify/refer/sent.html")]
struct SentPage {
    t: Words,
    shell: Shell,
    beside: Beside,
    address: String,
    reference: String,
    sent: String,
    ring_now: bool,
    ring_by: String,
    decide_by: String,
    tell_within: String,
}

/// The last page: the reference, shown once, and what happens next.
fn arrived(place: &Place<'_>, reference: &PublicReference, urgency: Urgency) -> Answer {
    let (t, clock, file) = (place.t, place.clock(), &place.programme.file);
    let beside = Beside::of(place);
    let day = |p: &Option<Promise>| {
        p.as_ref().map_or(String::new(), |p| {
            t.refer_sent_by(p.day(t, file, clock.now))
        })
    };
    let page = SentPage {
        shell: place.shell(t.refer_sent_title()),
        address: place.address(),
        reference: reference.to_string(),
        sent: t.refer_sent_day(clock.at(&clock.now)),
        ring_now: urgency == Urgency::RingNow,
        ring_by: day(&beside.promises.ring_back),
        decide_by: day(&beside.promises.decide),
        tell_within: beside
            .promises
            .tell
            .as_ref()
            .map_or(String::new(), |p| t.refer_sent_told_later(p.span(t))),
        beside,
        t,
    };
    place.visit.page(&page)
}
