//! The words of a programme file's closed lists.

use super::clock::span;
use throughcare_domain::calendar::Within;
use throughcare_domain::case::adoption::AdoptingBody;
use throughcare_domain::identify::prior_contact::Discoverable;
use throughcare_domain::programme::clock::Component;
use throughcare_domain::programme::{SecondRule, Term};
use throughcare_text::Words;

pub fn component(t: Words, value: Component) -> &'static str {
    match value {
        Component::Identify => t.programme_component_identify(),
        Component::Assess => t.programme_component_assess(),
        Component::Plan => t.programme_component_plan(),
        Component::Deliver => t.programme_component_deliver(),
        Component::Evaluate => t.programme_component_evaluate(),
        Component::Exit => t.programme_component_exit(),
    }
}

pub fn adopting_body(t: Words, value: AdoptingBody) -> &'static str {
    match value {
        AdoptingBody::TwoPeople => t.programme_adoption_two_people(),
        AdoptingBody::DirectorAndSecond => t.programme_adoption_director(),
    }
}

pub fn discoverable(t: Words, value: Discoverable) -> &'static str {
    match value {
        Discoverable::Stub => t.programme_discoverable_stub(),
        Discoverable::OfficerOnly => t.programme_discoverable_officer(),
        Discoverable::No => t.programme_discoverable_no(),
    }
}

/// How the second person is met for one kind of decision.
pub fn second_rule(t: Words, value: SecondRule) -> String {
    match value {
        SecondRule::Colleague => t.programme_second_colleague().to_owned(),
        SecondRule::OutsideSecond => t.programme_second_outside().to_owned(),
        SecondRule::Deferred {
            within_working_days,
        } => t.programme_second_deferred(span(t, Within::WorkingDays(within_working_days))),
    }
}

/// The glossary's own word.
pub fn term(t: Words, value: Term) -> &'static str {
    match value {
        Term::Enquiry => t.programme_term_enquiry(),
        Term::Referral => t.programme_term_referral(),
        Term::Referrer => t.programme_term_referrer(),
        Term::Screening => t.programme_term_screening(),
        Term::Case => t.programme_term_case(),
        Term::CaseLead => t.programme_term_case_lead(),
        Term::Practitioner => t.programme_term_practitioner(),
        Term::Client => t.programme_term_client(),
        Term::Panel => t.programme_term_panel(),
        Term::CaseConference => t.programme_term_case_conference(),
        Term::MatchingOfficer => t.programme_term_matching_officer(),
        Term::Deconfliction => t.programme_term_deconfliction(),
        Term::Adoption => t.programme_term_adoption(),
        Term::SupportPlan => t.programme_term_support_plan(),
        Term::Exit => t.programme_term_exit(),
        Term::Aftercare => t.programme_term_aftercare(),
    }
}
