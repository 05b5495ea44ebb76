//! What happened, as a sentence: one for each kind of fact, whether or not its payload can still be opened.

use super::case;
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::case::{Ending, ModeratorKind, ParticipantRole};
use throughcare_domain::code::Code;
use throughcare_domain::identify::referral::Verification;
use throughcare_domain::identify::screening::DeconflictionOutcome;
use throughcare_domain::person::Child;
use throughcare_text::Words;

/// The sentence of a fact by its stable name and its code; names and days are added where they are at hand.
pub fn plain(t: Words, kind: &str, code: Option<&str>) -> String {
    code.and_then(|code| coded(t, kind, code))
        .or_else(|| identified(t, kind, code).map(str::to_owned))
        .or_else(|| of_a_case(t, kind).map(str::to_owned))
        .unwrap_or_else(|| t.happened_other(kind))
}

/// Sentences that say what was chosen.
fn coded(t: Words, kind: &str, code: &str) -> Option<String> {
    Some(match kind {
        "case.participant-joined" => {
            t.happened_participant_joined(case::role(t, ParticipantRole::from_code(code).ok()?))
        }
        "case.age-judged" => t.happened_age_judged(case::child(t, Child::from_code(code).ok()?)),
        "case.moderator-set" => {
            t.happened_moderator_set(case::kind(t, ModeratorKind::from_code(code).ok()?))
        }
        "case.adoption-proposed" => {
            t.happened_adoption_proposed(case::adoption(t, Adoption::from_code(code).ok()?))
        }
        "identify.referrer-verified" => t.happened_referrer_verified_as(super::verification(
            t,
            Verification::from_code(code).ok()?,
        )),
        "identify.deconflicted" => {
            deconflicted(t, DeconflictionOutcome::from_code(code).ok()?).to_owned()
        }
        "case.closed" => t.happened_case_closed(case::ending(t, Ending::from_code(code).ok()?)),
        _ => return None,
    })
}

/// What came of asking whether an investigation runs. Nothing of its content is ever known here.
fn deconflicted(t: Words, outcome: DeconflictionOutcome) -> &'static str {
    match outcome {
        DeconflictionOutcome::Clear => t.happened_deconflicted_clear(),
        DeconflictionOutcome::LimitedInformation => t.happened_deconflicted_limited(),
        DeconflictionOutcome::HoldFirstContact => t.happened_deconflicted_hold(),
        DeconflictionOutcome::NotUsedHere => t.happened_deconflicted_not_used(),
    }
}

/// Sentences that say for when.
pub fn dated(t: Words, kind: &str, when: &str) -> Option<String> {
    Some(match kind {
        "identify.call-agreed" => t.happened_call_agreed(when),
        "identify.promise-made" => t.happened_promise_made(when),
        "identify.judgement-left-open" => t.happened_judgement_left_open(when),
        "identify.information-awaited" => t.happened_information_awaited(when),
        _ => return None,
    })
}

fn identified(t: Words, kind: &str, code: Option<&str>) -> Option<&'static str> {
    Some(match kind {
        "identify.enquiry-opened" => t.happened_enquiry_opened(),
        "identify.call-held" => t.happened_call_held(),
        "identify.agreed-call-settled" => t.happened_agreed_call_settled(),
        "identify.promise-kept" => t.happened_promise_kept(),
        "identify.caller-revised" => t.happened_caller_revised(),
        "identify.enquiry-ended" => t.happened_enquiry_ended(),
        "identify.enquiry-referred" => t.happened_enquiry_referred(),
        "identify.referral-received" => t.happened_referral_received(),
        "identify.referral-acknowledged" => t.happened_referral_acknowledged(),
        "identify.referral-supplemented" => t.happened_referral_supplemented(),
        "identify.referrer-verified" => t.happened_referrer_verified(),
        "identify.screening-begun" => t.happened_screening_begun(),
        "identify.person-named" => t.happened_person_named(),
        "identify.identity-learnt" => t.happened_identity_learnt(),
        "identify.person-revised" => t.happened_person_revised(),
        "identify.prior-contact-searched" => t.happened_prior_contact_searched(),
        "identify.not-searchable-yet" => t.happened_not_searchable_yet(),
        "identify.records-judged" => t.happened_records_judged(),
        "identify.judgement-looked-at-again" => t.happened_judgement_looked_at_again(),
        "identify.search-settled" => t.happened_search_settled(),
        "identify.weak-records-closed" => t.happened_weak_records_closed(),
        "identify.person-linked" => t.happened_person_linked(),
        "identify.officer-asked" => t.happened_officer_asked(),
        "identify.officer-answered" => t.happened_officer_answered(),
        "identify.deconflicted" => t.happened_deconflicted(),
        "identify.screening-proposed" => t.happened_screening_proposed(),
        "identify.proposal-fell" => t.happened_proposal_fell(),
        "identify.information-settled" => t.happened_information_settled(),
        "identify.screening-decided" => screened(t, code),
        "identify.referrer-told" => t.happened_referrer_told(),
        "identify.referrer-not-told" => t.happened_referrer_not_told(),
        "identify.retention-review-set" => t.happened_retention_review_set(),
        "identify.second-look-owed" => t.happened_second_look_owed(),
        "identify.second-look-held" if code == Some("agrees") => t.happened_second_look_agreed(),
        "identify.second-look-held" => t.happened_second_look_not_agreed(),
        "identify.urgent-act-done" => t.happened_urgent_act_done(),
        "identify.urgent-act-written-up" => t.happened_urgent_act_written_up(),
        "identify.disclosed" => t.happened_disclosed(),
        _ => return None,
    })
}

fn screened(t: Words, code: Option<&str>) -> &'static str {
    match code {
        Some("accept") => t.happened_screening_accepted(),
        Some("redirect") => t.happened_screening_redirected(),
        Some("no_further_action") => t.happened_screening_no_further_action(),
        Some("more_information") => t.happened_screening_more_information(),
        _ => t.happened_screening_decided(),
    }
}

fn of_a_case(t: Words, kind: &str) -> Option<&'static str> {
    Some(match kind {
        "case.opened" => t.happened_case_opened(),
        "case.taken-over" => t.happened_case_taken_over(),
        "case.safe-contact-set" => t.happened_safe_contact_set(),
        "case.staff-excluded" => t.happened_staff_excluded(),
        "case.exclusion-lifted" => t.happened_exclusion_lifted(),
        "case.adoption-fell" => t.happened_adoption_fell(),
        "case.adopted" => t.happened_case_adopted(),
        "case.retention-review-set" => t.happened_retention_review_set(),
        "case.printed" => t.happened_disclosed(),
        "owner.set" => t.happened_owner_set_unnamed(),
        "owner.offered" => t.happened_owner_offered_unnamed(),
        "owner.accepted" => t.happened_owner_accepted_unnamed(),
        "owner.declined" => t.happened_owner_declined(),
        "owner.assigned" => t.happened_owner_assigned_unnamed(),
        "owner.cover-arranged" => t.happened_cover_arranged_unnamed(),
        "house.clock-redated" => t.happened_clock_redated_plain(),
        "house.clock-waived" => t.happened_clock_waived_plain(),
        _ => return None,
    })
}

/// Sentences that name a colleague.
pub fn named(t: Words, kind: &str, name: &str) -> Option<String> {
    Some(match kind {
        "case.staff-excluded" => t.happened_staff_excluded_named(name),
        "owner.set" => t.happened_owner_set(name),
        "owner.offered" => t.happened_owner_offered(name),
        "owner.accepted" => t.happened_owner_accepted(name),
        "owner.assigned" => t.happened_owner_assigned(name),
        "owner.cover-arranged" => t.happened_cover_arranged(name),
        _ => return None,
    })
}
