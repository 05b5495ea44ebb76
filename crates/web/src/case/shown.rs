//! A case as its pages show it: names, ages, tags, the rail, and who holds what.

use crate::clockface::Clockface;
use crate::words;
use throughcare_app::case::CaseView;
use throughcare_app::case::show::DecisionView;
use throughcare_domain::case::{Moderator, ModeratorKind, Participant, State};
use throughcare_domain::decision::{Alternatives, Chosen, Effect, SecondAnswer, SecondLook};
use throughcare_domain::id::*;
use throughcare_domain::identify::referral::LineKind;
use throughcare_domain::identify::screening::Choice;
use throughcare_domain::moment::Moment;
use throughcare_domain::ownership::Ownership;
use throughcare_domain::person::Child;
use throughcare_store::case::earlier::{EarlierRecord, HeldRecord};
use throughcare_text::Words;

/// A case for one reader.
pub struct Shown {
    pub t: Words,
    pub clock: Clockface,
    pub me: AccountId,
    pub view: CaseView,
}

/// One component on the rail.
pub struct Stage {
    /// `done`, `now`, or nothing.
    pub class: &'static str,
    pub name: &'static str,
    pub small: String,
}

impl Shown {
    pub fn id(&self) -> CaseId {
        self.view.case.id
    }

    /// The name or the description of the person it is about.
    pub fn person(&self) -> &str {
        match &self.view.person {
            None => self.t.case_erased(),
            Some(identity) if identity.shown().trim().is_empty() => self.t.case_unnamed(),
            Some(identity) => identity.shown(),
        }
    }

    pub fn title(&self) -> String {
        format!("{}, {}", self.person(), self.view.case.reference)
    }

    /// Reference, age and languages.
    pub fn under_the_name(&self) -> String {
        let mut parts = vec![self.view.case.reference.clone()];
        if let Some(identity) = &self.view.person {
            parts.push(words::case::age(self.t, &identity.birth, self.view.today));
            parts.extend(identity.languages.clone().filter(|l| !l.trim().is_empty()));
        }
        parts.join(" · ")
    }

    /// That this is, or may be, a child.
    pub fn child(&self) -> Option<&'static str> {
        (self.view.child != Child::Adult).then(|| words::case::child(self.t, self.view.child))
    }

    pub fn state(&self) -> String {
        words::case::state(self.t, &self.view.case.state)
    }

    pub fn closed(&self) -> bool {
        matches!(self.view.case.state, State::Closed { .. })
    }

    /// Basis, setting and region as far as they are settled.
    pub fn settled_moderators(&self) -> Vec<String> {
        self.view
            .current
            .iter()
            .filter_map(|(_, set)| set.as_ref())
            .map(|set| words::case::value(self.t, set.kind, &set.value))
            .filter(|words| words != self.t.case_not_settled())
            .collect()
    }

    pub fn owner(&self) -> String {
        self.t.case_owner(&self.view.owner.owner_name)
    }

    /// An offer that nobody answered yet.
    pub fn offer(&self) -> Option<String> {
        let name = self.view.owner.offered_to_name.as_ref()?;
        match self.view.owner.ownership {
            Ownership::Offered { assigned: true, .. } => Some(self.t.case_assigned_open(name)),
            _ => Some(self.t.case_offer_open(name)),
        }
    }

    pub fn offered_to_me(&self) -> bool {
        self.view.owner.ownership.offered_to() == Some(self.me)
    }

    /// Who covers today.
    pub fn covered(&self) -> Vec<String> {
        let now = self.clock.now;
        let covers = self.view.owner.cover.iter();
        covers
            .filter(|(c, _)| c.from_at <= now && now < c.until_at)
            .map(|(c, name)| self.t.case_covered(self.clock.on(c.until), name))
            .collect()
    }

    /// The second look for which a decision waits, and whether this reader may give it.
    /// That first contact is held, and when it is asked again.
    pub fn first_contact_held(&self) -> Option<String> {
        let until = self.view.first_contact_held.as_ref()?;
        Some(self.t.case_first_contact_held(self.day(until)))
    }

    pub fn waits_for_second(&self) -> Option<(SecondLookId, bool)> {
        let proposed = self.view.decisions.iter();
        proposed
            .filter(|d| d.decision.effect == Effect::Proposed)
            .flat_map(|d| d.looks.iter())
            .find(|(look, ..)| look.waits())
            .map(|(look, ..)| (look.id, self.may_look(look)))
    }

    fn may_look(&self, look: &SecondLook) -> bool {
        look.first != self.me && look.named.is_none_or(|named| named == self.me)
    }

    pub fn day(&self, at: &Moment) -> String {
        self.clock.on(self.clock.day_of(at))
    }

    /// The six components in their order.
    pub fn rail(&self) -> Vec<Stage> {
        let t = self.t;
        let later = [
            t.case_rail_planning(),
            t.case_rail_delivery(),
            t.case_rail_evaluation(),
            t.case_rail_exit(),
        ];
        let (first, second, rest) = match self.view.case.state {
            State::Considered => (
                ("now", self.awaited().to_owned()),
                ("", t.case_rail_not_yet().to_owned()),
                t.case_rail_not_yet(),
            ),
            State::Active { since } => (
                ("done", self.identified(&since)),
                ("now", self.day_n(&since)),
                t.case_rail_not_yet(),
            ),
            State::Closed { .. } => (
                ("done", t.case_rail_ended().to_owned()),
                ("", t.case_rail_not_reached().to_owned()),
                t.case_rail_not_reached(),
            ),
        };
        let stage = |name, (class, small): (&'static str, String)| Stage { class, name, small };
        let mut stages = vec![
            stage(t.case_rail_identification(), first),
            stage(t.case_rail_assessment(), second),
        ];
        stages.extend(later.map(|name| stage(name, ("", rest.to_owned()))));
        stages
    }

    fn awaited(&self) -> &'static str {
        match self.view.origin {
            Some(_) => self.t.case_rail_adoption_awaited(),
            None => self.t.case_rail_taken_over_awaited(),
        }
    }

    /// How long it took from the referral's receipt to the adoption.
    fn identified(&self, since: &Moment) -> String {
        match &self.view.origin {
            Some(origin) => {
                let received = self.clock.day_of(&origin.referral.received_at);
                let days = received.days_until(self.clock.day_of(since)).max(0);
                self.t.case_rail_done_in(self.day(since), days)
            }
            None => self.t.case_rail_taken_over().to_owned(),
        }
    }

    fn day_n(&self, since: &Moment) -> String {
        let began = self.clock.day_of(since);
        self.t
            .case_rail_day(began.days_until(self.view.today).max(0))
    }

    pub fn pairs(&self) -> Option<&'static str> {
        let (card, _) = self.view.card.as_ref()?;
        Some(words::case::in_pairs(self.t, card.in_pairs))
    }

    pub fn role(&self, participant: &Participant) -> &'static str {
        words::case::role(self.t, participant.role)
    }

    /// Who takes part, by name or as somebody would speak of them.
    pub fn described<'a>(&'a self, participant: &'a Participant) -> &'a str {
        if participant.described.is_empty() {
            self.person()
        } else {
            &participant.described
        }
    }

    pub fn kind(&self, kind: &ModeratorKind) -> &'static str {
        words::case::kind(self.t, *kind)
    }

    pub fn value(&self, set: &Moderator) -> String {
        words::case::value(self.t, set.kind, &set.value)
    }

    /// From when until when a span holds.
    pub fn span(&self, set: &Moderator) -> String {
        let from = self.clock.on(set.from);
        match set.until {
            Some(until) => self
                .t
                .case_moderator_span(from, self.clock.on(until.plus_days(-1))),
            None => self.t.case_moderator_from(from),
        }
    }

    /// The spans of a kind that are over, the newest first.
    pub fn earlier_spans(&self, kind: &ModeratorKind) -> Vec<&Moderator> {
        let current = self.view.current.iter().find(|(k, _)| k == kind);
        let current = current.and_then(|(_, set)| set.as_ref()).map(|set| set.id);
        let spans = self.view.moderators.iter().rev();
        spans
            .filter(|m| m.kind == *kind && Some(m.id) != current)
            .collect()
    }

    pub fn seen_or_heard(&self, kind: &LineKind) -> bool {
        *kind == LineKind::SeenOrHeard
    }

    pub fn verdict(&self, record: &EarlierRecord) -> &'static str {
        words::case::verdict(self.t, record.verdict)
    }

    pub fn held(&self, held: &HeldRecord) -> String {
        let state = words::case::held_state(self.t, &held.state);
        self.t
            .case_earlier_line(self.day(&held.at), &held.reference, state)
    }

    pub fn held_place(&self, held: &HeldRecord) -> String {
        crate::work::place_of(held.subject)
    }

    /// What was decided, in words.
    pub fn chosen(&self, decision: &DecisionView) -> &'static str {
        let t = self.t;
        match &decision.decision.chosen {
            Chosen::Adoption(adoption) => words::case::adoption(t, *adoption),
            Chosen::Screening(proposal) => match proposal.choice() {
                Choice::Accept => t.happened_screening_accepted(),
                Choice::Redirect => t.happened_screening_redirected(),
                Choice::NoFurtherAction => t.happened_screening_no_further_action(),
                Choice::MoreInformation => t.happened_screening_more_information(),
            },
        }
    }

    /// By whom, how, and under which policy.
    pub fn decided_line(&self, decision: &DecisionView) -> String {
        let d = &decision.decision;
        let mode = words::screening::mode(self.t, d.grounds.mode);
        self.t.case_decision_policy(mode, d.policy, &decision.by)
    }

    pub fn proposed(&self, decision: &DecisionView) -> bool {
        decision.decision.effect == Effect::Proposed
    }

    /// Whether a decision is in effect.
    pub fn decision_kind(&self, decision: &DecisionView) -> &'static str {
        match decision.decision.effect {
            Effect::Proposed => self.t.case_decision_proposal_kind(),
            Effect::InEffect => self.t.case_decision_kind(),
            Effect::Fallen => self.t.case_decision_fallen_kind(),
        }
    }

    pub fn options(&self, decision: &DecisionView) -> Vec<String> {
        match &decision.decision.grounds.alternatives {
            Alternatives::Considered(options) => options
                .iter()
                .map(|o| self.t.case_decision_option(&o.option, &o.why_not))
                .collect(),
            Alternatives::NoRealAlternative { because } => {
                vec![self.t.case_decision_no_alternative(because)]
            }
        }
    }

    /// What the second person said, or by when they are to.
    pub fn second(&self, look: &SecondLook, by: &Option<String>) -> String {
        let name = by.clone().unwrap_or_default();
        if let Some(at) = look.taken_back_at {
            return self.t.case_decision_second_taken_back(self.day(&at));
        }
        match look.answered {
            None => self.t.case_decision_second_waits(self.day(&look.due_at)),
            Some((_, SecondAnswer::Agrees, at)) => {
                self.t.case_decision_second_agrees(self.day(&at), name)
            }
            Some((_, SecondAnswer::DoesNotAgree, at)) => {
                self.t.case_decision_second_not(self.day(&at), name)
            }
        }
    }
}
