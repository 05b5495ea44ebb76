//! The words of a referral's closed lists.

use crate::clockface::Clockface;
use crate::typed::Choice;
use throughcare_domain::code::Code;
use throughcare_domain::decision::{Basis, DisclosureKind};
use throughcare_domain::identify::referral::*;
use throughcare_domain::identify::screening;
use throughcare_text::Words;

/// The choices of a closed list, in its order.
pub fn choices<C: Code>(words: impl Fn(C) -> &'static str) -> Vec<Choice> {
    C::ALL
        .iter()
        .map(|c| Choice::new(c.code(), words(*c)))
        .collect()
}

pub fn channel(t: Words, value: Channel) -> &'static str {
    match value {
        Channel::Staff => t.referral_channel_staff(),
        Channel::PublicForm => t.referral_channel_public_form(),
        Channel::Enquiry => t.referral_channel_enquiry(),
        Channel::TakenOver => t.referral_channel_taken_over(),
    }
}

pub fn sector(t: Words, value: Sector) -> &'static str {
    match value {
        Sector::School => t.referral_sector_school(),
        Sector::College => t.referral_sector_college(),
        Sector::Health => t.referral_sector_health(),
        Sector::Police => t.referral_sector_police(),
        Sector::Council => t.referral_sector_council(),
        Sector::PrisonOrProbation => t.referral_sector_prison(),
        Sector::Employer => t.referral_sector_employer(),
        Sector::Community => t.referral_sector_community(),
        Sector::Family => t.referral_sector_family(),
        Sector::Self_ => t.referral_sector_self(),
        Sector::Other => t.referral_sector_other(),
        Sector::NotSaid => t.referral_sector_not_said(),
    }
}

pub fn person_knows(t: Words, value: PersonKnows) -> &'static str {
    match value {
        PersonKnows::YesAgrees => t.referral_knows_agrees(),
        PersonKnows::YesDisagrees => t.referral_knows_disagrees(),
        PersonKnows::NotYet => t.referral_knows_not_yet(),
        PersonKnows::TellingDangerous => t.referral_knows_dangerous(),
        PersonKnows::DontKnow => t.referral_knows_dont_know(),
    }
}

/// The same as a tag beside the person.
pub fn person_knows_tag(t: Words, value: PersonKnows) -> &'static str {
    match value {
        PersonKnows::YesAgrees => t.referral_tag_knows(),
        PersonKnows::YesDisagrees => t.referral_tag_knows_disagrees(),
        PersonKnows::NotYet => t.referral_tag_knows_not_yet(),
        PersonKnows::TellingDangerous => t.referral_tag_knows_dangerous(),
        PersonKnows::DontKnow => t.referral_tag_knows_dont_know(),
    }
}

pub fn may_be_named(t: Words, value: MayBeNamed) -> &'static str {
    match value {
        MayBeNamed::Yes => t.referral_named_yes(),
        MayBeNamed::No => t.referral_named_no(),
        MayBeNamed::NotSure => t.referral_named_not_sure(),
    }
}

/// The same as a tag.
pub fn may_be_named_tag(t: Words, value: MayBeNamed) -> &'static str {
    match value {
        MayBeNamed::Yes => t.referral_tag_named_yes(),
        MayBeNamed::No => t.referral_tag_named_no(),
        MayBeNamed::NotSure => t.referral_tag_named_not_sure(),
    }
}

pub fn urgency(t: Words, value: Urgency) -> &'static str {
    match value {
        Urgency::RingNow => t.referral_urgency_ring_now(),
        Urgency::Worried => t.referral_urgency_worried(),
        Urgency::DontKnow => t.referral_urgency_dont_know(),
        Urgency::TalkFirst => t.referral_urgency_talk_first(),
    }
}

pub fn verification(t: Words, value: Verification) -> &'static str {
    match value {
        Verification::NotYet => t.referral_verified_not_yet(),
        Verification::CalledBack => t.referral_verified_called_back(),
        Verification::NotReached => t.referral_verified_not_reached(),
        Verification::NotWhoTheySaid => t.referral_verified_not_who(),
        Verification::KnownColleague => t.referral_verified_colleague(),
    }
}

pub fn line_kind(t: Words, value: LineKind) -> &'static str {
    match value {
        LineKind::SeenOrHeard => t.referral_line_fact(),
        LineKind::MadeOfIt => t.referral_line_view(),
    }
}

pub fn when_kind(t: Words, value: WhenKind) -> &'static str {
    match value {
        WhenKind::OneDay => t.referral_when_one_day(),
        WhenKind::AboutThen => t.referral_when_about(),
        WhenKind::OverTime => t.referral_when_over_time(),
        WhenKind::DontKnow => t.referral_when_dont_know(),
    }
}

/// When it happened, as exactly as it is known.
pub fn happened(clock: &Clockface, when: &When) -> String {
    let t = clock.t;
    match when {
        When::OneDay(day) => clock.on(day),
        When::AboutThen(words) => t.referral_happened_about(words),
        When::OverTime(words) => t.referral_happened_over(words),
        When::DontKnow => t.referral_happened_not_known().to_owned(),
    }
}

/// The state of a referral, by its stored code.
pub fn referral_state(t: Words, code: &str) -> &'static str {
    match code {
        "received" => t.referral_state_received(),
        "in_screening" => t.referral_state_in_screening(),
        "awaiting_information" => t.referral_state_awaiting(),
        "accepted" => t.referral_state_accepted(),
        "redirected" => t.referral_state_redirected(),
        _ => t.referral_state_nfa(),
    }
}

/// The state of a referral with what belongs to it.
pub fn referral_state_full(clock: &Clockface, state: &State) -> String {
    match state {
        State::AwaitingInformation { until, .. } => clock
            .t
            .referral_state_awaiting_until(clock.on(clock.day_of(until))),
        State::Redirected { to } => clock.t.referral_state_redirected_to(to),
        other => referral_state(clock.t, other.code()).to_owned(),
    }
}

pub fn basis(t: Words, value: Basis) -> &'static str {
    match value {
        Basis::Consent => t.referral_basis_consent(),
        Basis::Mandate => t.referral_basis_mandate(),
        Basis::Statute => t.referral_basis_statute(),
        Basis::VitalInterest => t.referral_basis_vital(),
    }
}

pub fn disclosure_kind(t: Words, value: DisclosureKind) -> &'static str {
    match value {
        DisclosureKind::WordToReferrer => t.referral_told_kind_word(),
        DisclosureKind::Acknowledgement => t.referral_told_kind_acknowledgement(),
        DisclosureKind::ReferralToService => t.referral_told_kind_service(),
        DisclosureKind::Print => t.referral_told_kind_print(),
        DisclosureKind::Export => t.referral_told_kind_export(),
        DisclosureKind::UrgentAct => t.referral_told_kind_urgent(),
        DisclosureKind::AnswerToSearch => t.referral_told_kind_answer(),
    }
}

pub fn screening_choice(t: Words, value: screening::Choice) -> &'static str {
    match value {
        screening::Choice::Accept => t.referral_decision_accept(),
        screening::Choice::Redirect => t.referral_decision_redirect(),
        screening::Choice::NoFurtherAction => t.referral_decision_nfa(),
        screening::Choice::MoreInformation => t.referral_decision_more(),
    }
}
