//! What a clock expects, in words.

use throughcare_domain::account::Role;
use throughcare_domain::expectation::Standing;
use throughcare_text::Words;

/// What a clock expects, in words; a clock of a programme's own is shown by its key.
pub fn clock(t: Words, key: &str) -> String {
    let words = match key {
        "agreed-call" => t.clock_agreed_call(),
        "promise-to-caller" => t.clock_promise_to_caller(),
        "silent-enquiry" => t.clock_silent_enquiry(),
        "ring-now" => t.clock_ring_now(),
        "acknowledge" => t.clock_acknowledge(),
        "referrer-verified" => t.clock_referrer_verified(),
        "prior-contact-search" => t.clock_prior_contact_search(),
        "records-judged" => t.clock_records_judged(),
        "cannot-tell" => t.clock_cannot_tell(),
        "officer-answers" => t.clock_officer_answers(),
        "deconfliction" => t.clock_deconfliction(),
        "deconfliction-again" => t.clock_deconfliction_again(),
        "screening-decided" => t.clock_screening_decided(),
        "information-awaited" => t.clock_information_awaited(),
        "second-person" => t.clock_second_person(),
        "deferred-second-look" => t.clock_deferred_second_look(),
        "referrer-told" => t.clock_referrer_told(),
        "retention-review-set" => t.clock_retention_review_set(),
        "urgent-act-written-up" => t.clock_urgent_act_written_up(),
        "urgent-act-search" => t.clock_urgent_act_search(),
        "offer-answered" => t.clock_offer_answered(),
        "case-owner" => t.clock_case_owner(),
        "participants" => t.clock_participants(),
        "guardian" => t.clock_guardian(),
        "safe-contact" => t.clock_safe_contact(),
        "moderators" => t.clock_moderators(),
        "adoption" => t.clock_adoption(),
        own => return own.to_owned(),
    };
    words.to_owned()
}

/// Whether something expected is late at the reader's moment.
pub fn late(standing: Standing) -> bool {
    matches!(
        standing,
        Standing::Overdue { .. } | Standing::Escalated { .. }
    )
}

/// Who was told, where something has been late for so long.
pub fn told(standing: Standing) -> Option<Role> {
    match standing {
        Standing::Escalated { to, .. } => Some(to),
        _ => None,
    }
}
