//! The words of a case: states, roles, moderators, ages, and how an earlier record was judged.

use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::case::moderator::{AgreedIntensity, OrderInForce, REGION_NOT_SETTLED};
use throughcare_domain::case::safe_contact::InPairs;
use throughcare_domain::case::{
    Ending, Footing, ModeratorKind, ParticipantRole, Setting, State, StateCode,
};
use throughcare_domain::code::Code;
use throughcare_domain::identify::prior_contact::Verdict;
use throughcare_domain::moment::Day;
use throughcare_domain::person::{Birth, BirthDate, Child};
use throughcare_text::Words;

pub fn state_code(t: Words, state: StateCode) -> &'static str {
    match state {
        StateCode::Considered => t.case_state_considered(),
        StateCode::Active => t.case_state_active(),
        StateCode::Closed => t.case_state_closed(),
    }
}

pub fn ending(t: Words, ending: Ending) -> &'static str {
    match ending {
        Ending::DeclinedByThePanel => t.case_ending_declined(),
    }
}

/// The state with its ending.
pub fn state(t: Words, state: &State) -> String {
    match state {
        State::Closed { ending: how, .. } => t.case_state_closed_as(ending(t, *how)),
        open => state_code(t, open.code()).to_owned(),
    }
}

/// The state of a referral or a case, by its stored code.
pub fn held_state(t: Words, code: &str) -> &'static str {
    match code {
        "received" => t.case_referral_received(),
        "in_screening" => t.case_referral_in_screening(),
        "awaiting_information" => t.case_referral_awaiting(),
        "accepted" => t.case_referral_accepted(),
        "redirected" => t.case_referral_redirected(),
        "no_further_action" => t.case_referral_no_further_action(),
        "considered" => t.case_state_considered(),
        "active" => t.case_state_active(),
        _ => t.case_state_closed(),
    }
}

pub fn role(t: Words, role: ParticipantRole) -> &'static str {
    match role {
        ParticipantRole::PersonItIsAbout => t.case_role_person(),
        ParticipantRole::ParentAsClient => t.case_role_parent(),
        ParticipantRole::Guardian => t.case_role_guardian(),
        ParticipantRole::Sibling => t.case_role_sibling(),
        ParticipantRole::OtherRelative => t.case_role_relative(),
        ParticipantRole::Friend => t.case_role_friend(),
    }
}

pub fn kind(t: Words, kind: ModeratorKind) -> &'static str {
    match kind {
        ModeratorKind::Footing => t.case_moderator_footing(),
        ModeratorKind::Setting => t.case_moderator_setting(),
        ModeratorKind::Region => t.case_moderator_region(),
        ModeratorKind::OrderInForce => t.case_moderator_order(),
        ModeratorKind::AgreedIntensity => t.case_moderator_intensity(),
    }
}

/// The value of a moderator. Regions are the programme's own names.
pub fn value(t: Words, kind: ModeratorKind, value: &str) -> String {
    if value == REGION_NOT_SETTLED {
        return t.case_not_settled().to_owned();
    }
    let known = match kind {
        ModeratorKind::Footing => Footing::from_code(value).ok().map(|v| footing(t, v)),
        ModeratorKind::Setting => Setting::from_code(value).ok().map(|v| setting(t, v)),
        ModeratorKind::Region => None,
        ModeratorKind::OrderInForce => OrderInForce::from_code(value).ok().map(|v| order(t, v)),
        ModeratorKind::AgreedIntensity => AgreedIntensity::from_code(value)
            .ok()
            .map(|v| intensity(t, v)),
    };
    known.unwrap_or(value).to_owned()
}

fn footing(t: Words, value: Footing) -> &'static str {
    match value {
        Footing::Voluntary => t.case_footing_voluntary(),
        Footing::Mandated => t.case_footing_mandated(),
        Footing::Mixed => t.case_footing_mixed(),
        Footing::NotSettled => t.case_not_settled(),
    }
}

fn setting(t: Words, value: Setting) -> &'static str {
    match value {
        Setting::Community => t.case_setting_community(),
        Setting::Custody => t.case_setting_custody(),
        Setting::Residential => t.case_setting_residential(),
        Setting::Online => t.case_setting_online(),
        Setting::NotSettled => t.case_not_settled(),
    }
}

fn order(t: Words, value: OrderInForce) -> &'static str {
    match value {
        OrderInForce::NoOrder => t.case_order_none(),
        OrderInForce::ProbationOrCommunityOrder => t.case_order_community(),
        OrderInForce::LicenceCondition => t.case_order_licence(),
        OrderInForce::CourtMeasure => t.case_order_court(),
        OrderInForce::ChildProtectionMeasure => t.case_order_child_protection(),
        OrderInForce::CivilMeasure => t.case_order_civil(),
        OrderInForce::OtherOrder => t.case_order_other(),
        OrderInForce::NotSettled => t.case_not_settled(),
    }
}

fn intensity(t: Words, value: AgreedIntensity) -> &'static str {
    match value {
        AgreedIntensity::Light => t.case_intensity_light(),
        AgreedIntensity::Standard => t.case_intensity_standard(),
        AgreedIntensity::Intensive => t.case_intensity_intensive(),
        AgreedIntensity::NotSettled => t.case_not_settled(),
    }
}

pub fn in_pairs(t: Words, value: InPairs) -> &'static str {
    match value {
        InPairs::Always => t.case_pairs_always(),
        InPairs::AtHome => t.case_pairs_at_home(),
        InPairs::NotNeeded => t.case_pairs_not_needed(),
        InPairs::NotSettled => t.case_pairs_not_settled(),
    }
}

pub fn child(t: Words, value: Child) -> &'static str {
    match value {
        Child::Child => t.case_child(),
        Child::Adult => t.case_adult(),
        Child::TreatedAsChild => t.case_treated_as_child(),
    }
}

pub fn adoption(t: Words, value: Adoption) -> &'static str {
    match value {
        Adoption::Adopt => t.case_choice_adopt(),
        Adoption::Decline => t.case_choice_decline(),
    }
}

pub fn verdict(t: Words, value: Verdict) -> &'static str {
    match value {
        Verdict::Same => t.case_earlier_same(),
        Verdict::Possibly => t.case_earlier_possibly(),
        Verdict::NotSame | Verdict::CannotTell => t.case_earlier_cannot_tell(),
    }
}

/// The age as well as it is known: "19 years old", "16 or 17", "about 17".
pub fn age(t: Words, birth: &Birth, today: Day) -> String {
    let this = today.date();
    let years = |year: i16| i64::from(this.year()) - i64::from(year);
    match birth.date {
        BirthDate::Unknown => t.case_age_unknown().to_owned(),
        BirthDate::About { year, .. } => t.case_age_about(years(year)),
        BirthDate::Year { year } => t.case_age_between(years(year) - 1, years(year)),
        BirthDate::Month { year, month } if month == this.month() => {
            t.case_age_between(years(year) - 1, years(year))
        }
        BirthDate::Month { year, month } => {
            t.case_age(years(year) - i64::from(month > this.month()))
        }
        BirthDate::Day { on } => {
            let born = on.date();
            let still_to_come = (born.month(), born.day()) > (this.month(), this.day());
            t.case_age(years(born.year()) - i64::from(still_to_come))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughcare_domain::person::AgeBasis;
    use throughcare_text::Language;

    #[test]
    fn an_age_says_as_much_as_is_known() {
        let t = Words::new(Language::English);
        let today = Day::try_new(2026, 11, 24).unwrap();
        let check = |date, expected: &str| {
            let birth = Birth {
                date,
                basis: AgeBasis::SaysSo,
            };
            assert_eq!(age(t, &birth, today), expected, "{date:?}");
        };
        let on = |y, m, d| BirthDate::Day {
            on: Day::try_new(y, m, d).unwrap(),
        };
        check(on(2007, 11, 24), "19 years old");
        check(on(2007, 11, 25), "18 years old");
        check(
            BirthDate::Month {
                year: 2007,
                month: 12,
            },
            "18 years old",
        );
        check(
            BirthDate::Month {
                year: 2007,
                month: 11,
            },
            "18 or 19",
        );
        check(BirthDate::Year { year: 2010 }, "15 or 16");
        check(
            BirthDate::About {
                year: 2009,
                give: 1,
            },
            "about 17",
        );
        check(BirthDate::Unknown, "age not known");
    }
}
