//! One referral as intake sees it: the next step, what is missing, what was told, and by whom.

use super::form::Choices;
use super::next_step::{Mark, Step, Way};
use crate::clockface::Clockface;
use crate::desk::Desk;
use crate::expected::{MayMove, Missing, missing};
use crate::failure::{Answer, Failure};
use crate::identify::person_form::{self, PersonFields};
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::identify::referral::{self, PersonView, ReferralView};
use throughcare_domain::decision::{Basis, Decision, Disclosure, Effect};
use throughcare_domain::id::*;
use throughcare_domain::identify::referral::{Line, LineKind, Urgency, Verification};
use throughcare_domain::policy::Action;
use throughcare_text::Words;

/// Tells the forms of several people on one page apart.
const PERSON_FORMS: [&str; 8] = [
    "person1", "person2", "person3", "person4", "person5", "person6", "person7", "person8",
];

/// Somebody whom it concerns, with the form for what is learnt of them.
struct Concerned {
    view: PersonView,
    birth: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "identify/referral/show.html")]
struct ShowPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    view: ReferralView,
    open: bool,
    way: Way,
    me: AccountId,
    missing: Vec<Missing>,
    concerned: Vec<Concerned>,
    p: PersonFields,
    choices: Choices,
    verifications: Vec<Choice>,
    bases: Vec<Choice>,
    kinds: Vec<Choice>,
    acknowledge: Form,
    line: Form,
    verify: Form,
    add_person: Form,
    tell: Form,
}

pub fn page(desk: &Desk) -> Answer {
    render(desk, desk.id("id")?, StatusCode::OK, None)
}

/// Renders a referral; a form that came back stands in its place.
pub fn render(desk: &Desk, id: ReferralId, status: StatusCode, back: Option<Form>) -> Answer {
    let view = desk.view(Action::ReadReferral, id, |tx| referral::show(tx, id))?;
    let errors = back.as_ref().is_some_and(|b| !b.problems.is_empty());
    let page = ShowPage::of(desk, view, back, errors)?;
    desk.page_with(status, &page)
}

impl ShowPage {
    fn of(
        desk: &Desk,
        view: ReferralView,
        back: Option<Form>,
        errors: bool,
    ) -> Result<ShowPage, Failure> {
        let (t, clock) = (desk.t, desk.clock());
        let r = &view.referral;
        let place = format!("/referrals/{}", r.id);
        let form = |which: &'static str, part: &str, version: i64| {
            fresh(desk, &back, which, format!("{place}/{part}"), version)
        };
        let to = &r.referrer.name;
        let now = clock.input(&clock.now);
        let concerned = view
            .persons
            .iter()
            .enumerate()
            .map(|(n, p)| concerned(desk, &back, &place, n, p))
            .collect::<Result<_, _>>()?;
        Ok(ShowPage {
            shell: desk
                .shell(format!("{}: {}", r.reference, title(t, &view)), "referrals")?
                .with_errors(errors),
            open: !r.state.ended(),
            way: Way::of(&view),
            me: desk.account,
            missing: missing(
                &clock,
                view.referral.id,
                MayMove {
                    redate: view.may.redate,
                    waive: view.may.waive,
                },
                &view.expected,
            ),
            concerned,
            p: PersonFields::of(t, "p1"),
            choices: Choices::of(t),
            verifications: [
                Verification::CalledBack,
                Verification::KnownColleague,
                Verification::NotReached,
                Verification::NotWhoTheySaid,
            ]
            .map(|v| {
                Choice::new(
                    throughcare_domain::code::Code::code(v),
                    words::verification(t, v),
                )
            })
            .into(),
            bases: words::choices(|b: Basis| words::basis(t, b)),
            kinds: words::choices(|k: LineKind| words::line_kind(t, k)),
            acknowledge: form("acknowledged", "acknowledged", 0)?
                .or("to", to)
                .or("when", &now),
            line: form("lines", "lines", 0)?.or("kind", "seen_or_heard"),
            verify: form("referrer", "referrer", r.version)?.or(
                "named",
                throughcare_domain::code::Code::code(r.referrer.may_be_named),
            ),
            add_person: form("persons", "persons", 0)?.or("p1-kind1", "used"),
            tell: form("told", "told", 0)?.or("to", to).or("when", &now),
            t,
            clock,
            view,
        })
    }
}

/// A form of the page: as it came back, as kept from before, or fresh.
fn fresh(
    desk: &Desk,
    back: &Option<Form>,
    which: &'static str,
    action: String,
    version: i64,
) -> Result<Form, Failure> {
    if let Some(back) = back.as_ref().filter(|b| b.action == action) {
        return Ok(Form {
            id: which,
            version,
            ..back.clone()
        });
    }
    Ok(Form {
        version,
        ..desk.form(which, action)?
    })
}

fn concerned(
    desk: &Desk,
    back: &Option<Form>,
    place: &str,
    n: usize,
    view: &PersonView,
) -> Result<Concerned, Failure> {
    let clock = desk.clock();
    let identity = &view.person.identity;
    let which = PERSON_FORMS[n.min(PERSON_FORMS.len() - 1)];
    let action = format!("{place}/persons/{}", view.person.id);
    let form = fresh(desk, back, which, action, view.person.version)?;
    Ok(Concerned {
        birth: words::birth(&clock, &identity.birth),
        form: person_form::filled(form, "p1", identity, clock.today()),
        view: PersonView {
            person: view.person.clone(),
            child: view.child,
        },
    })
}

/// Whom a referral is mainly about, as its page calls them.
fn title(t: Words, view: &ReferralView) -> String {
    let shown = view.persons.first().map(|p| p.person.identity.shown());
    shown
        .filter(|s| !s.is_empty())
        .unwrap_or(t.referral_untitled())
        .to_owned()
}

impl ShowPage {
    fn mine(&self) -> bool {
        self.view.referral.ownership.owner() == self.me
    }
    fn title(&self) -> String {
        title(self.t, &self.view)
    }
    fn state(&self) -> String {
        words::referral_state_full(&self.clock, &self.view.referral.state)
    }
    fn ring_now(&self) -> bool {
        self.view.referral.urgency == Urgency::RingNow
    }
    fn urgency(&self) -> &'static str {
        words::urgency(self.t, self.view.referral.urgency)
    }
    fn named(&self) -> &'static str {
        words::may_be_named_tag(self.t, self.view.referral.referrer.may_be_named)
    }
    fn knows(&self) -> &'static str {
        words::person_knows_tag(self.t, self.view.referral.person_knows)
    }
    fn verified(&self) -> &'static str {
        words::verification(self.t, self.view.referral.referrer.verification)
    }
    fn sector(&self) -> &'static str {
        words::sector(self.t, self.view.referral.referrer.sector)
    }
    fn received(&self) -> String {
        self.t.referral_received_line(
            words::channel(self.t, self.view.referral.channel),
            self.clock.at(&self.view.referral.received_at),
        )
    }
    fn happened(&self) -> String {
        self.t
            .referral_happened(words::happened(&self.clock, &self.view.referral.happened))
    }
    fn why(&self) -> String {
        self.way.next.why(&self.clock, &self.view)
    }
    fn next_is(&self, step: &str) -> bool {
        match step {
            "acknowledge" => self.way.next == Step::Acknowledge,
            "verify" => matches!(self.way.next, Step::Verify | Step::Ring),
            "search" => self.way.next == Step::Search,
            "screen" => self.way.next == Step::Screen,
            "tell" => self.way.next == Step::Tell,
            _ => false,
        }
    }
    fn step(&self, step: &Step) -> &'static str {
        step.words(self.t)
    }
    fn may_next(&self) -> bool {
        self.way.next.may(&self.view)
    }
    fn mark(&self, mark: &Mark) -> &'static str {
        mark.words(self.t)
    }
    fn view_line(&self, line: &Line) -> bool {
        line.kind == LineKind::MadeOfIt
    }
    fn kind(&self, line: &Line) -> &'static str {
        words::line_kind(self.t, line.kind)
    }
    fn by(&self, line: &Line, name: &Option<String>) -> String {
        let when = self.clock.at(&line.recorded_at);
        match name {
            Some(name) => self.t.referral_line_by(name, when),
            None => self.t.referral_line_by_form(when),
        }
    }
    fn told(&self, told: &Disclosure) -> String {
        let to = if told.to.is_empty() {
            self.t.referral_referrer_none()
        } else {
            &told.to
        };
        self.t.referral_told_line(
            words::basis(self.t, told.basis),
            to,
            self.clock.at(&told.told_at),
        )
    }
    fn told_kind(&self, told: &Disclosure) -> &'static str {
        words::disclosure_kind(self.t, told.kind)
    }
    fn chosen(&self, decision: &Decision) -> &'static str {
        match &decision.chosen {
            throughcare_domain::decision::Chosen::Screening(proposal) => {
                words::screening_choice(self.t, proposal.choice())
            }
            throughcare_domain::decision::Chosen::Adoption(_) => "",
        }
    }
    fn mode(&self, decision: &Decision) -> &'static str {
        words::screening::mode(self.t, decision.grounds.mode)
    }
    fn effect(&self, decision: &Decision) -> &'static str {
        match decision.effect {
            Effect::Proposed => self.t.referral_decision_proposed(),
            Effect::InEffect => "",
            Effect::Fallen => self.t.referral_decision_fallen(),
        }
    }
    fn child(&self, person: &PersonView) -> &'static str {
        words::child(self.t, person.child)
    }
    fn name_kinds(&self, person: &PersonView) -> Vec<String> {
        let names = &person.person.identity.names;
        names
            .iter()
            .map(|n| {
                self.t
                    .person_name_of_kind(words::name_kind(self.t, n.kind), &n.text)
            })
            .collect()
    }
    /// What else is known of somebody: the label and the value.
    fn known(&self, person: &PersonView) -> Vec<(&'static str, String)> {
        let (t, i) = (self.t, &person.person.identity);
        [
            (t.person_described(), &i.described),
            (t.person_town(), &i.town),
            (t.person_street(), &i.street),
            (t.person_school(), &i.school_or_work),
            (t.person_guardian(), &i.guardian),
            (t.person_languages(), &i.languages),
        ]
        .into_iter()
        .filter_map(|(label, value)| Some((label, value.clone()?)))
        .collect()
    }
    fn case(&self) -> Option<CaseId> {
        match self.view.referral.state {
            throughcare_domain::identify::referral::State::Accepted { case } => Some(case),
            _ => None,
        }
    }
    fn not_told(&self) -> Vec<(String, String)> {
        let not = |fact: &str| fact == "identify.referrer-not-told";
        self.view
            .remarks
            .iter()
            .filter(|(r, _)| not(&r.fact))
            .map(|(r, name)| {
                (
                    r.words.clone(),
                    self.t.referral_line_by(name, self.clock.at(&r.recorded_at)),
                )
            })
            .collect()
    }
}
