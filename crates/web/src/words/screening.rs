//! The words of screening: checks, choices, what a service said.

use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::decision::{Chosen, DecisionMode, SecondAnswer};
use throughcare_domain::identify::screening::{Choice, DeconflictionOutcome, ServiceAnswer};
use throughcare_text::Words;

pub fn outcome(t: Words, value: DeconflictionOutcome) -> &'static str {
    match value {
        DeconflictionOutcome::Clear => t.screening_check_clear(),
        DeconflictionOutcome::LimitedInformation => t.screening_check_limited(),
        DeconflictionOutcome::HoldFirstContact => t.screening_check_hold(),
        DeconflictionOutcome::NotUsedHere => t.screening_check_not_used_here(),
    }
}

pub fn choice(t: Words, value: Choice) -> &'static str {
    match value {
        Choice::Accept => t.screening_choice_accept(),
        Choice::Redirect => t.screening_choice_redirect(),
        Choice::NoFurtherAction => t.screening_choice_nfa(),
        Choice::MoreInformation => t.screening_choice_more(),
    }
}

/// What follows from a choice.
pub fn choice_hint(t: Words, value: Choice) -> &'static str {
    match value {
        Choice::Accept => t.screening_choice_accept_hint(),
        Choice::Redirect => t.screening_choice_redirect_hint(),
        Choice::NoFurtherAction => t.screening_choice_nfa_hint(),
        Choice::MoreInformation => t.screening_choice_more_hint(),
    }
}

pub fn service_answer(t: Words, value: ServiceAnswer) -> &'static str {
    match value {
        ServiceAnswer::Accepted => t.screening_answer_accepted(),
        ServiceAnswer::NoReplyYet => t.screening_answer_no_reply(),
        ServiceAnswer::NoneAvailable => t.screening_answer_none(),
    }
}

pub fn second_answer(t: Words, value: SecondAnswer) -> &'static str {
    match value {
        SecondAnswer::Agrees => t.second_look_agrees(),
        SecondAnswer::DoesNotAgree => t.second_look_not(),
    }
}

/// How a decision came about, whatever the question.
pub fn mode(t: Words, value: DecisionMode) -> &'static str {
    match value {
        DecisionMode::Single => t.decided_mode_single(),
        DecisionMode::Meeting => t.decided_mode_meeting(),
        DecisionMode::WrittenRound => t.decided_mode_written_round(),
        DecisionMode::UrgentActRatified => t.decided_mode_urgent(),
    }
}

/// What was chosen, whatever the question.
pub fn chosen(t: Words, value: &Chosen) -> &'static str {
    match value {
        Chosen::Screening(proposal) => choice(t, proposal.choice()),
        Chosen::Adoption(Adoption::Adopt) => t.decided_adopt(),
        Chosen::Adoption(Adoption::Decline) => t.decided_decline(),
    }
}

/// The same by the code under which a list holds it.
pub fn chosen_code(t: Words, code: &str) -> &'static str {
    use throughcare_domain::code::Code;
    match (Choice::from_code(code), Adoption::from_code(code)) {
        (Ok(value), _) => choice(t, value),
        (_, Ok(Adoption::Adopt)) => t.decided_adopt(),
        _ => t.decided_decline(),
    }
}
