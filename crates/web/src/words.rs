//! The words of closed lists: one message for each value, matched exhaustively.

pub mod case;
pub mod clock;
pub mod happened;
pub mod notice;
mod person;
pub mod prior_contact;
pub mod programme;
pub mod reason;
mod referral;
pub mod screening;

pub use clock::{clock, clock_hint, late, told};
pub use person::*;
pub use referral::*;

use throughcare_domain::account::Role;
use throughcare_domain::code::Code;
use throughcare_domain::policy::{Action, relations_allowing};
use throughcare_text::Words;

/// The name of a role.
pub fn role(t: Words, role: Role) -> &'static str {
    match role {
        Role::Referrer => t.role_referrer(),
        Role::Intake => t.role_intake(),
        Role::CaseLead => t.role_case_lead(),
        Role::Practitioner => t.role_practitioner(),
        Role::Assessor => t.role_assessor(),
        Role::PanelChair => t.role_panel_chair(),
        Role::PanelMember => t.role_panel_member(),
        Role::Coordinator => t.role_coordinator(),
        Role::Supervisor => t.role_supervisor(),
        Role::ProgrammeManager => t.role_programme_manager(),
        Role::Evaluator => t.role_evaluator(),
        Role::MatchingOfficer => t.role_matching_officer(),
        Role::OutsideSecond => t.role_outside_second(),
        Role::DataProtectionOfficer => t.role_data_protection_officer(),
        Role::Oversight => t.role_oversight(),
        Role::Administrator => t.role_administrator(),
    }
}

/// The name of a role by its code.
pub fn role_code(t: Words, code: &str) -> &'static str {
    Role::from_code(code).map_or("", |r| role(t, r))
}

/// The names of the roles that may do something at all.
pub fn roles_that(t: Words, action: Action) -> String {
    let may = |r: &&Role| !relations_allowing(**r, action).is_empty();
    let names: Vec<&str> = Role::ALL.iter().filter(may).map(|r| role(t, *r)).collect();
    names.join(", ")
}

/// The name of a place in the navigation.
pub fn place(t: Words, key: &str) -> &'static str {
    match key {
        "work" => t.nav_work(),
        "enquiries" => t.nav_enquiries(),
        "referrals" => t.nav_referrals(),
        "cases" => t.nav_cases(),
        "second-looks" => t.nav_second_looks(),
        "officer" => t.nav_officer(),
        "overdue" => t.nav_overdue(),
        "programme" => t.nav_programme(),
        "oversight" => t.nav_oversight(),
        "accounts" => t.nav_staff(),
        "outbox" => t.nav_demo_outbox(),
        _ => t.nav_manual(),
    }
}

use throughcare_domain::identify::enquiry::{Advice, MadeOfIt, Recognised};

pub fn recognised(t: Words, value: Recognised) -> &'static str {
    match value {
        Recognised::FirstCall => t.enquiry_recognised_first(),
        Recognised::SaidTheWord => t.enquiry_recognised_word(),
        Recognised::SoundsLike => t.enquiry_recognised_sounds(),
        Recognised::SomebodyElse => t.enquiry_recognised_other(),
        Recognised::NotAsked => t.enquiry_recognised_not_asked(),
    }
}

pub fn advice(t: Words, value: Advice) -> &'static str {
    match value {
        Advice::AnEar => t.enquiry_advice_ear(),
        Advice::HowToTalk => t.enquiry_advice_talk(),
        Advice::WhatToLeaveAlone => t.enquiry_advice_leave(),
        Advice::WhoElseHelps => t.enquiry_advice_who(),
        Advice::WhatAReferralIs => t.enquiry_advice_referral(),
        Advice::WhenToRingEmergency => t.enquiry_advice_emergency(),
    }
}

pub fn made_of_it(t: Words, value: MadeOfIt) -> &'static str {
    match value {
        MadeOfIt::Helped => t.enquiry_made_helped(),
        MadeOfIt::Partly => t.enquiry_made_partly(),
        MadeOfIt::DidNotHelp => t.enquiry_made_not(),
        MadeOfIt::NotAsked => t.enquiry_made_not_asked(),
    }
}

/// The state of an enquiry, by its stored code.
pub fn enquiry_state(t: Words, code: &str) -> &'static str {
    match code {
        "open" => t.enquiry_state_open(),
        "advice_given" => t.enquiry_state_advice(),
        "sent_elsewhere" => t.enquiry_state_elsewhere(),
        "lost" => t.enquiry_state_lost(),
        _ => t.enquiry_state_referral(),
    }
}
