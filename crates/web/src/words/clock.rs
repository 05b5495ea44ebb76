//! The words of clocks: what each expects and why, how long it gives, and whose work it is.

use super::role;
use throughcare_domain::account::Role;
use throughcare_domain::calendar::Within;
use throughcare_domain::expectation::Standing;
use throughcare_domain::programme::clock::{Clock, Duty};
use throughcare_text::Words;

/// What a clock expects and why, for the clocks of the shipped programme files.
fn shipped(t: Words, key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "agreed-call" => (t.clock_agreed_call(), t.clock_agreed_call_hint()),
        "promise-to-caller" => (
            t.clock_promise_to_caller(),
            t.clock_promise_to_caller_hint(),
        ),
        "silent-enquiry" => (t.clock_silent_enquiry(), t.clock_silent_enquiry_hint()),
        "ring-now" => (t.clock_ring_now(), t.clock_ring_now_hint()),
        "acknowledge" => (t.clock_acknowledge(), t.clock_acknowledge_hint()),
        "referrer-verified" => (
            t.clock_referrer_verified(),
            t.clock_referrer_verified_hint(),
        ),
        "prior-contact-search" => (
            t.clock_prior_contact_search(),
            t.clock_prior_contact_search_hint(),
        ),
        "records-judged" => (t.clock_records_judged(), t.clock_records_judged_hint()),
        "cannot-tell" => (t.clock_cannot_tell(), t.clock_cannot_tell_hint()),
        "officer-answers" => (t.clock_officer_answers(), t.clock_officer_answers_hint()),
        "deconfliction" => (t.clock_deconfliction(), t.clock_deconfliction_hint()),
        "deconfliction-again" => (
            t.clock_deconfliction_again(),
            t.clock_deconfliction_again_hint(),
        ),
        "screening-decided" => (
            t.clock_screening_decided(),
            t.clock_screening_decided_hint(),
        ),
        "information-awaited" => (
            t.clock_information_awaited(),
            t.clock_information_awaited_hint(),
        ),
        _ => return shipped_later(t, key),
    })
}

/// The clocks after a decision, of an open case, and of owners.
fn shipped_later(t: Words, key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "second-person" => (t.clock_second_person(), t.clock_second_person_hint()),
        "deferred-second-look" => (
            t.clock_deferred_second_look(),
            t.clock_deferred_second_look_hint(),
        ),
        "referrer-told" => (t.clock_referrer_told(), t.clock_referrer_told_hint()),
        "retention-review-set" => (
            t.clock_retention_review_set(),
            t.clock_retention_review_set_hint(),
        ),
        "urgent-act-written-up" => (
            t.clock_urgent_act_written_up(),
            t.clock_urgent_act_written_up_hint(),
        ),
        "urgent-act-search" => (
            t.clock_urgent_act_search(),
            t.clock_urgent_act_search_hint(),
        ),
        "offer-answered" => (t.clock_offer_answered(), t.clock_offer_answered_hint()),
        "case-owner" => (t.clock_case_owner(), t.clock_case_owner_hint()),
        "participants" => (t.clock_participants(), t.clock_participants_hint()),
        "guardian" => (t.clock_guardian(), t.clock_guardian_hint()),
        "safe-contact" => (t.clock_safe_contact(), t.clock_safe_contact_hint()),
        "moderators" => (t.clock_moderators(), t.clock_moderators_hint()),
        "adoption" => (t.clock_adoption(), t.clock_adoption_hint()),
        _ => return None,
    })
}

/// What a clock expects, in words; a clock of a programme's own is shown by its key.
pub fn clock(t: Words, key: &str) -> String {
    shipped(t, key).map_or(key, |(words, _)| words).to_owned()
}

/// Why it is expected; nothing for a clock of a programme's own.
pub fn clock_hint(t: Words, key: &str) -> &'static str {
    shipped(t, key).map_or("", |(_, hint)| hint)
}

/// A length of time: "2 hours", "10 working days".
pub fn span(t: Words, within: Within) -> String {
    match within {
        Within::Hours(n) => t.span_hours(n),
        Within::WorkingDays(n) => t.span_working_days(n),
        Within::Days(n) => t.span_days(n),
        Within::Months(n) => t.span_months(n),
        Within::OwnDate => t.clock_due_own_date().to_owned(),
    }
}

/// How long somebody has: "within 10 working days", or "on its own date".
pub fn within(t: Words, within: Within) -> String {
    match within {
        Within::Hours(_) => t.clock_within_hours(span(t, within)),
        Within::OwnDate => t.clock_due_own_date().to_owned(),
        Within::WorkingDays(_) | Within::Days(_) | Within::Months(_) => {
            t.clock_within_days(span(t, within))
        }
    }
}

/// Whose work it is that a clock waits for.
pub fn duty(t: Words, duty: Duty) -> &'static str {
    match duty {
        Duty::Owner => t.clock_owner_owner(),
        Duty::OfferedTo => t.clock_owner_offered_to(),
        Duty::SecondPerson => t.clock_owner_second_person(),
        Duty::Role(of) => role(t, of),
    }
}

/// Who is told when it stays late, and when.
pub fn escalation(t: Words, clock: &Clock) -> String {
    match clock.escalate {
        Some(escalation) => t.clock_told_after(role(t, escalation.to), span(t, escalation.after)),
        None => t.clock_told_nobody().to_owned(),
    }
}

/// How often it may be given a new date, and by how much at most.
pub fn redates(t: Words, clock: &Clock) -> String {
    let times = t.clock_redates(clock.redates.times);
    match clock.redates.at_most {
        Some(most) if clock.redates.times > 0 => t.clock_redates_at_most(span(t, most), times),
        _ => times,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use throughcare_text::Language;

    #[test]
    fn every_clock_of_the_shipped_programme_files_has_words() {
        let t = Words::new(Language::English);
        for (file, text) in throughcare_domain::programme::shipped() {
            let parsed = throughcare_domain::programme::parse(text).expect("a shipped file parses");
            for clock in &parsed.clocks {
                assert!(
                    shipped(t, &clock.key).is_some(),
                    "{file}: no words for {}",
                    clock.key
                );
            }
        }
    }

    #[test]
    fn a_clock_of_a_programmes_own_is_shown_as_written() {
        let t = Words::new(Language::English);
        assert_eq!(clock(t, "house-rules-read"), "house-rules-read");
        assert_eq!(clock_hint(t, "house-rules-read"), "");
    }

    #[test]
    fn lengths_of_time_are_said_in_their_own_unit() {
        let check = |given, expected: &str| {
            assert_eq!(within(Words::new(Language::English), given), expected);
        };
        check(Within::Hours(2), "within 2 hours");
        check(Within::WorkingDays(1), "within 1 working day");
        check(Within::Days(21), "within 21 days");
        check(Within::Months(6), "within 6 months");
        check(Within::OwnDate, "on its own date");
    }
}
