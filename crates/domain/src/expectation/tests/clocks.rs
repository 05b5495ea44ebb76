//! Each clock of the local panel, by name: it begins, is due, is met, and ends. Tuesday 3 November 2026, 10:00 is the start.

use super::*;
use crate::programme::{ProgrammeFile, parse, shipped};
use jiff::civil;

fn panel() -> ProgrammeFile {
    let (_, text) = shipped()
        .into_iter()
        .find(|(key, _)| *key == "local-panel")
        .unwrap();
    parse(text).unwrap()
}

fn november(day: i8, hour: i8) -> Moment {
    Moment::from_civil(
        civil::date(2026, 11, day).at(hour, 0, 0, 0),
        &panel().calendar.zone,
    )
}

/// What one clock of the panel expects of these facts.
fn of_clock(key: &str, subject: Subject, facts: &[FactLine]) -> Vec<Expectation> {
    expectations(subject, facts, &[panel().standards(november(1, 0))])
        .into_iter()
        .filter(|row| row.clock == key)
        .collect()
}

/// A clock that is set going by a fact, is due on a day, is met by one fact and ended by another.
/// Shape: an own date is 12 November at 18:00; every fact is about 501.
fn check(key: &str, begins: &str, due: civil::Date, met_by: &str, ended_by: Option<&str>) {
    let subject = match begins.split_once('.') {
        Some(("case", _)) => Subject::Case(CaseId::from_bits(1)),
        _ => Subject::Referral(ReferralId::from_bits(1)),
    };
    let own = november(12, 18);
    let told = |seq, name: &str, day, hour| about(line(seq, name, november(day, hour)), 501);
    let anchor = until(told(1, begins, 3, 10), own);
    let rows = of_clock(key, subject, std::slice::from_ref(&anchor));
    assert_eq!(rows.len(), 1, "{key} begins");
    let clock = panel().clock(key).unwrap().clone();
    let zone = panel().calendar.zone;
    let due_at = match clock.within {
        Within::OwnDate => own,
        Within::Hours(n) => november(3, 10).plus_hours(n),
        _ => Day::from_date(due).ends(&zone),
    };
    assert_eq!(rows[0].due_at, due_at, "{key} is due");
    let standing = |now| rows[0].standing(&clock, now, &panel().calendar);
    assert!(
        matches!(
            standing(due_at),
            Standing::DueToday | Standing::DueSoon | Standing::Later
        ),
        "{key} is not late yet"
    );
    assert!(
        matches!(
            standing(due_at.plus_minutes(1)),
            Standing::Overdue { days: 0 | 1 }
        ),
        "{key} is late"
    );
    assert!(
        matches!(
            standing(due_at.plus_hours(24 * 30)),
            Standing::Escalated { .. }
        ),
        "{key} is told to somebody"
    );
    let done =
        |name: &str| of_clock(key, subject, &[anchor.clone(), told(2, name, 3, 11)])[0].outcome;
    assert_eq!(done(met_by), met(november(3, 11)), "{key} is met");
    if let Some(over) = ended_by {
        let at = november(3, 11);
        assert_eq!(done(over), Outcome::Ended { at }, "{key} ends");
    }
    // What has nothing to do with it changes nothing.
    assert_eq!(done("case.staff-excluded"), Outcome::Open, "{key}");
}

fn on(month: i8, day: i8) -> civil::Date {
    civil::date(2026, month, day)
}

const DECIDED: Option<&str> = Some("identify.screening-decided:redirect");
const CLOSED: Option<&str> = Some("case.closed:declined_by_the_panel");

#[test]
fn the_helplines_clocks() {
    check(
        "agreed-call",
        "identify.call-agreed",
        on(11, 12),
        "identify.agreed-call-settled:held",
        Some("identify.enquiry-ended:lost"),
    );
    check(
        "promise-to-caller",
        "identify.promise-made",
        on(11, 12),
        "identify.promise-kept",
        None,
    );
    for begins in [
        "identify.enquiry-opened",
        "identify.call-held",
        "identify.agreed-call-settled:not_held",
    ] {
        for over in [
            "identify.call-agreed",
            "identify.enquiry-ended:advice_given",
            "identify.enquiry-referred",
        ] {
            check(
                "silent-enquiry",
                begins,
                on(11, 17),
                "identify.call-held",
                Some(over),
            );
        }
    }
}

#[test]
fn the_clocks_of_a_referral_that_arrives() {
    let received = "identify.referral-received:worried";
    check(
        "ring-now",
        "identify.referral-received:ring_now",
        on(11, 3),
        "identify.referrer-verified:called_back",
        DECIDED,
    );
    check(
        "acknowledge",
        received,
        on(11, 4),
        "identify.referral-acknowledged",
        Some("identify.referrer-not-told"),
    );
    check(
        "referrer-verified",
        received,
        on(11, 4),
        "identify.referrer-verified:known_colleague",
        DECIDED,
    );
    for begins in [received, "identify.identity-learnt"] {
        for met_by in [
            "identify.prior-contact-searched:none",
            "identify.not-searchable-yet",
        ] {
            check("prior-contact-search", begins, on(11, 5), met_by, None);
        }
    }
    check(
        "records-judged",
        "identify.prior-contact-searched:strong",
        on(11, 5),
        "identify.search-settled",
        Some("identify.prior-contact-searched:none"),
    );
    check(
        "cannot-tell",
        "identify.judgement-left-open",
        on(11, 17),
        "identify.judgement-looked-at-again",
        None,
    );
    check(
        "officer-answers",
        "identify.officer-asked",
        on(11, 5),
        "identify.officer-answered",
        None,
    );
}

#[test]
fn the_clocks_of_screening() {
    let received = "identify.referral-received:dont_know";
    check(
        "deconfliction",
        received,
        on(11, 6),
        "identify.deconflicted:clear",
        DECIDED,
    );
    check(
        "deconfliction-again",
        "identify.deconflicted:hold_first_contact",
        on(11, 12),
        "identify.deconflicted:clear",
        DECIDED,
    );
    for begins in [received, "identify.information-settled:came"] {
        check(
            "screening-decided",
            begins,
            on(11, 10),
            "identify.screening-decided:accept",
            Some("identify.information-awaited"),
        );
    }
    check(
        "information-awaited",
        "identify.information-awaited",
        on(11, 12),
        "identify.information-settled:went_on_without",
        DECIDED,
    );
    check(
        "second-person",
        "identify.second-look-owed:before_effect",
        on(11, 12),
        "identify.second-look-held:agrees",
        Some("identify.proposal-fell"),
    );
    check(
        "deferred-second-look",
        "identify.second-look-owed:deferred",
        on(11, 12),
        "identify.second-look-held:does_not_agree",
        None,
    );
    check(
        "referrer-told",
        "identify.screening-decided:accept",
        on(11, 17),
        "identify.referrer-told",
        None,
    );
    check(
        "retention-review-set",
        "identify.screening-decided:no_further_action",
        on(11, 5),
        "identify.retention-review-set",
        None,
    );
}

#[test]
fn the_clocks_after_an_urgent_act() {
    check(
        "urgent-act-written-up",
        "identify.urgent-act-done",
        on(11, 4),
        "identify.urgent-act-written-up",
        None,
    );
    check(
        "urgent-act-search",
        "identify.urgent-act-done",
        on(11, 4),
        "identify.not-searchable-yet",
        None,
    );
    let act = [line(1, "identify.urgent-act-done", november(3, 10))];
    let enquiry = Subject::Enquiry(EnquiryId::from_bits(1));
    assert!(of_clock("urgent-act-search", enquiry, &act).is_empty());
    assert_eq!(of_clock("urgent-act-written-up", enquiry, &act).len(), 1);
}

#[test]
fn the_clocks_of_owners() {
    for begins in ["owner.offered", "owner.assigned"] {
        check(
            "offer-answered",
            begins,
            on(11, 5),
            "owner.declined",
            Some("owner.set"),
        );
    }
    // An assignment takes the place of an open offer, and the new one has time of their own.
    let facts = [
        about(line(1, "owner.offered", november(3, 10)), 41),
        about(line(2, "owner.assigned", november(5, 10)), 42),
    ];
    let rows = of_clock("offer-answered", referral(), &facts);
    let at = november(5, 10);
    assert_eq!(rows[0].outcome, Outcome::Ended { at });
    assert_eq!((rows[1].about, rows[1].duty), (Some(42), Duty::OfferedTo));
    assert_eq!(
        rows[1].due_on.map(|d| d.date()),
        Some(civil::date(2026, 11, 9))
    );
}

#[test]
fn the_clocks_of_a_case_that_opens() {
    let opened = "case.opened";
    check("case-owner", opened, on(11, 5), "owner.accepted", CLOSED);
    for met_by in [
        "case.participant-joined:person_it_is_about",
        "case.participant-joined:parent_as_client",
    ] {
        check("participants", opened, on(11, 5), met_by, CLOSED);
    }
    check(
        "safe-contact",
        opened,
        on(11, 5),
        "case.safe-contact-set",
        CLOSED,
    );
    for begins in ["case.age-judged:child", "case.age-judged:treated_as_child"] {
        check(
            "guardian",
            begins,
            on(11, 10),
            "case.participant-joined:guardian",
            Some("case.age-judged:adult"),
        );
    }
    check(
        "adoption",
        opened,
        on(12, 1),
        "case.adopted",
        Some("case.taken-over"),
    );
    check(
        "adoption",
        opened,
        on(12, 1),
        "case.closed:declined_by_the_panel",
        None,
    );
}

#[test]
fn the_moderators_are_met_when_the_last_of_them_is_set() {
    let set =
        |seq, of: &str, hour| line(seq, &format!("case.moderator-set:{of}"), november(3, hour));
    let case = Subject::Case(CaseId::from_bits(1));
    let mut facts = vec![
        line(1, "case.opened", november(3, 10)),
        set(2, "footing", 11),
        set(3, "setting", 12),
        set(4, "agreed_intensity", 13),
    ];
    let row = &of_clock("moderators", case, &facts)[0];
    assert_eq!(row.outcome, Outcome::Open);
    assert_eq!(row.due_on.map(|d| d.date()), Some(on(11, 10)));
    facts.push(set(5, "region", 14));
    assert_eq!(
        of_clock("moderators", case, &facts)[0].outcome,
        met(november(3, 14))
    );
}

#[test]
fn every_clock_of_the_panel_is_named_by_a_test_here() {
    let source = include_str!("clocks.rs");
    for clock in panel().clocks {
        assert!(
            source.contains(&format!("\"{}\"", clock.key)),
            "no test names {}",
            clock.key
        );
    }
}

/// A whole referral: what stands open after each step, as the work list would show it.
#[test]
fn a_referral_from_its_arrival_to_its_end_leaves_nothing_open() {
    let open = |facts: &[FactLine]| -> Vec<String> {
        let rows = expectations(referral(), facts, &[panel().standards(november(1, 0))]);
        let open = rows.into_iter().filter(|r| r.outcome.open());
        open.map(|r| r.clock).collect()
    };
    let mut facts = vec![
        line(1, "owner.set", november(3, 10)),
        line(2, "identify.referral-received:worried", november(3, 10)),
        line(3, "identify.identity-learnt", november(3, 10)),
    ];
    assert_eq!(
        open(&facts),
        [
            "acknowledge",
            "deconfliction",
            "prior-contact-search",
            "referrer-verified",
            "screening-decided"
        ]
    );
    let mut then = |name: &str, day, expected: &[&str]| {
        let seq = facts.len() as i64 + 1;
        facts.push(about(
            until(line(seq, name, november(day, 12)), november(10, 12)),
            501,
        ));
        assert_eq!(open(&facts), expected, "after {name}");
    };
    let screening = ["deconfliction", "screening-decided"];
    then(
        "identify.referral-acknowledged",
        3,
        &[
            "deconfliction",
            "prior-contact-search",
            "referrer-verified",
            "screening-decided",
        ],
    );
    then(
        "identify.prior-contact-searched:strong",
        3,
        &[
            "deconfliction",
            "referrer-verified",
            "screening-decided",
            "records-judged",
        ],
    );
    then(
        "identify.search-settled",
        4,
        &["deconfliction", "referrer-verified", "screening-decided"],
    );
    then("identify.referrer-verified:called_back", 4, &screening);
    then(
        "identify.information-awaited",
        5,
        &["deconfliction", "information-awaited"],
    );
    then("identify.information-settled:came", 9, &screening);
    then(
        "identify.deconflicted:clear",
        9,
        &["screening-decided", "deconfliction-again"],
    );
    then(
        "identify.screening-decided:redirect",
        10,
        &["referrer-told", "retention-review-set"],
    );
    then("identify.retention-review-set", 10, &["referrer-told"]);
    then("identify.referrer-told", 11, &[]);
}
