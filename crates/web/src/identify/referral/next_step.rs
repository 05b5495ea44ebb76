//! The way of a referral through intake, and the one step that comes next.

use crate::clockface::Clockface;
use throughcare_app::identify::referral::ReferralView;
use throughcare_domain::decision::DisclosureKind;
use throughcare_domain::identify::prior_contact::Standing;
use throughcare_domain::identify::referral::{State, Urgency, Verification};
use throughcare_text::Words;

/// One step of the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Acknowledge,
    /// A date, a place or a means was mentioned: the referrer is rung before anything else.
    Ring,
    Verify,
    Search,
    Screen,
    Tell,
    Done,
}

/// How far a step has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    Done,
    Now,
    Ahead,
    /// The referral ended without it.
    Missed,
}

/// The steps in their order, each with how far it has come, and the one that comes next.
pub struct Way {
    pub steps: Vec<(Step, Mark)>,
    pub next: Step,
}

/// Whether a step needs nobody any more: it was taken, or the referral ended without it.
fn settled(view: &ReferralView, step: Step) -> bool {
    let open_to_the_end = matches!(step, Step::Tell | Step::Done);
    done(view, step) || (view.referral.state.ended() && !open_to_the_end)
}

/// Whether a step was taken.
fn done(view: &ReferralView, step: Step) -> bool {
    let told = |kind| view.disclosures.iter().any(|(d, _)| d.kind == kind);
    match step {
        Step::Acknowledge => told(DisclosureKind::Acknowledgement),
        Step::Ring | Step::Verify => !matches!(
            view.referral.referrer.verification,
            Verification::NotYet | Verification::NotReached
        ),
        // Searched, and each record that turned up judged; or passed, because there is nothing to search by yet.
        Step::Search => matches!(
            view.earlier_contact,
            Standing::Done | Standing::NotSearchableYet
        ),
        Step::Screen => view.referral.state.ended(),
        Step::Tell => {
            told(DisclosureKind::WordToReferrer)
                || view
                    .remarks
                    .iter()
                    .any(|(r, _)| r.fact == "identify.referrer-not-told")
        }
        Step::Done => false,
    }
}

impl Way {
    pub fn of(view: &ReferralView) -> Way {
        let order = if view.referral.urgency == Urgency::RingNow {
            [
                Step::Ring,
                Step::Acknowledge,
                Step::Search,
                Step::Screen,
                Step::Tell,
            ]
        } else {
            [
                Step::Acknowledge,
                Step::Verify,
                Step::Search,
                Step::Screen,
                Step::Tell,
            ]
        };
        let next = order
            .into_iter()
            .find(|step| !settled(view, *step))
            .unwrap_or(Step::Done);
        let steps = order
            .into_iter()
            .map(|step| match step {
                step if step == next => (step, Mark::Now),
                step if done(view, step) => (step, Mark::Done),
                step if settled(view, step) => (step, Mark::Missed),
                step => (step, Mark::Ahead),
            })
            .collect();
        Way { steps, next }
    }
}

impl Step {
    pub fn words(&self, t: Words) -> &'static str {
        match self {
            Step::Acknowledge => t.referral_step_acknowledge(),
            Step::Ring => t.referral_step_ring(),
            Step::Verify => t.referral_step_verify(),
            Step::Search => t.referral_step_search(),
            Step::Screen => t.referral_step_screen(),
            Step::Tell => t.referral_step_tell(),
            Step::Done => t.referral_step_done(),
        }
    }

    /// Why it comes next, in a sentence.
    pub fn why(&self, clock: &Clockface, view: &ReferralView) -> String {
        let t = clock.t;
        if let (Step::Search, Standing::Unjudged { strong, weak }) = (self, view.earlier_contact) {
            return t.referral_step_why_judge(strong + weak);
        }
        let named = view.persons.iter().any(|p| p.person.identity.searchable());
        match (self, &view.referral.state) {
            (Step::Screen, State::AwaitingInformation { until, ask }) => format!(
                "{} {ask}",
                t.referral_step_why_await(clock.on(clock.day_of(until)))
            ),
            (Step::Acknowledge, _) => t.referral_step_why_acknowledge().to_owned(),
            (Step::Ring, _) => t.referral_step_why_ring().to_owned(),
            (Step::Verify, _) => t.referral_step_why_verify().to_owned(),
            (Step::Search, _) if !named => t.referral_step_why_search_unnamed().to_owned(),
            (Step::Search, _) => t.referral_step_why_search().to_owned(),
            (Step::Screen, _) => t.referral_step_why_screen().to_owned(),
            (Step::Tell, _) => t.referral_step_why_tell().to_owned(),
            (Step::Done, _) => t.referral_step_why_done().to_owned(),
        }
    }

    /// Whether this hat may take the step.
    pub fn may(&self, view: &ReferralView) -> bool {
        match self {
            Step::Acknowledge => view.may.acknowledge,
            Step::Ring | Step::Verify => view.may.verify,
            Step::Search => view.may.search,
            Step::Screen => view.may.decide || view.may.deconflict || view.may.second,
            Step::Tell => view.may.tell,
            Step::Done => true,
        }
    }
}

impl Mark {
    pub fn class(&self) -> &'static str {
        match self {
            Mark::Done => "done",
            Mark::Now => "now",
            Mark::Ahead => "away",
            Mark::Missed => "away late",
        }
    }

    pub fn words(&self, t: Words) -> &'static str {
        match self {
            Mark::Done => t.referral_step_state_done(),
            Mark::Now => t.referral_step_state_now(),
            Mark::Ahead => t.referral_step_state_ahead(),
            Mark::Missed => t.referral_step_state_missed(),
        }
    }
}
