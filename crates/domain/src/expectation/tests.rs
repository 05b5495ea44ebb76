//! Time passes; things are met, late, typed late, moved, waived, ended and owed again.

mod clocks;
mod versions;

use super::*;
use crate::calendar::Within;
use crate::fact::FactLine;
use crate::programme::clock::{Component, Escalation, FactName, Redates};

const BEGIN: &str = "identify.referral-received";
const AGAIN: &str = "identify.identity-learnt";
const DONE: &str = "identify.prior-contact-searched";
const OVER: &str = "identify.screening-decided";

fn referral() -> Subject {
    Subject::Referral(ReferralId::from_bits(7))
}

/// November 2026: the 24th is a Tuesday, the 28th and 29th are a weekend.
fn at(day: i8, hour: i8) -> Moment {
    Moment::from_civil(
        jiff::civil::date(2026, 11, 1)
            .saturating_add(jiff::Span::new().days(day - 1))
            .at(hour, 0, 0, 0),
        &Calendar::plain().zone,
    )
}

fn end(day: i8) -> Moment {
    at(day, 0)
        .day(&jiff::tz::TimeZone::UTC)
        .ends(&jiff::tz::TimeZone::UTC)
}

fn names(kinds: &[&str]) -> Vec<FactName> {
    kinds.iter().map(|k| FactName::new(k)).collect()
}

/// Searched within two working days; the search is owed again when a name is learnt.
fn clock() -> Clock {
    Clock {
        key: "search".to_owned(),
        component: Component::Identify,
        on: Vec::new(),
        after: names(&[BEGIN, AGAIN]),
        expect: names(&[DONE]),
        all: false,
        earlier_counts: false,
        each: false,
        ends: names(&[OVER]),
        within: Within::WorkingDays(2),
        bounds: None,
        duty: Duty::Owner,
        escalate: Some(Escalation {
            to: Role::Supervisor,
            after: Within::WorkingDays(2),
        }),
        redates: Redates {
            times: 1,
            at_most: Some(Within::WorkingDays(5)),
        },
    }
}

fn standards(clocks: Vec<Clock>) -> Vec<Standards> {
    vec![version(1, at(1, 0), clocks)]
}

fn version(version: i64, in_force_from: Moment, clocks: Vec<Clock>) -> Standards {
    Standards {
        version,
        in_force_from,
        calendar: Calendar::plain(),
        clocks,
    }
}

fn line(seq: i64, name: &str, happened_at: Moment) -> FactLine {
    let FactName { kind, code } = FactName::new(name);
    FactLine {
        kind,
        happened_at,
        recorded_at: happened_at,
        until: None,
        about: None,
        seq,
        actor: Some(AccountId::from_bits(3)),
        code,
    }
}

fn typed(line: FactLine, recorded_at: Moment) -> FactLine {
    FactLine {
        recorded_at,
        ..line
    }
}

fn about(line: FactLine, about: i64) -> FactLine {
    FactLine {
        about: Some(about),
        ..line
    }
}

fn until(line: FactLine, until: Moment) -> FactLine {
    FactLine {
        until: Some(until),
        ..line
    }
}

fn rows(facts: &[FactLine], clock: Clock) -> Vec<Expectation> {
    expectations(referral(), facts, &standards(vec![clock]))
}

/// The anchor, the due time and the outcome of each row.
fn outcomes(facts: &[FactLine], clock: Clock) -> Vec<(i64, Moment, Outcome)> {
    rows(facts, clock)
        .into_iter()
        .map(|row| (row.anchor, row.due_at, row.outcome))
        .collect()
}

fn met(done_at: Moment) -> Outcome {
    Outcome::Met {
        done_at,
        recorded_at: done_at,
    }
}

#[test]
fn time_passes_and_the_standing_changes() {
    let row = &rows(&[line(1, BEGIN, at(24, 9))], clock())[0];
    assert_eq!(row.due_on, Some(Day::try_new(2026, 11, 26).unwrap()));
    let check = |now, expected| {
        assert_eq!(
            row.standing(&clock(), now, &Calendar::plain()),
            expected,
            "{now:?}"
        );
    };
    check(at(10, 9), Standing::Later);
    check(at(24, 10), Standing::DueSoon);
    check(at(26, 0), Standing::DueToday);
    check(end(26), Standing::DueToday);
    check(at(27, 0), Standing::Overdue { days: 1 });
    check(at(29, 9), Standing::Overdue { days: 3 });
    check(end(30), Standing::Overdue { days: 4 });
    let escalated = |days| Standing::Escalated {
        to: Role::Supervisor,
        days,
    };
    check(at(31, 9), escalated(5));
    check(at(40, 9), escalated(14));
}

#[test]
fn a_clock_in_hours_runs_through_the_night_and_is_late_to_the_minute() {
    let mut ring = clock();
    ring.after = names(&["identify.referral-received:ring_now"]);
    ring.within = Within::Hours(2);
    ring.escalate = Some(Escalation {
        to: Role::ProgrammeManager,
        after: Within::Hours(2),
    });
    assert!(
        rows(
            &[line(1, "identify.referral-received:worried", at(28, 23))],
            ring.clone()
        )
        .is_empty()
    );
    let row = &rows(
        &[line(1, "identify.referral-received:ring_now", at(28, 23))],
        ring.clone(),
    )[0];
    assert_eq!((row.due_at, row.due_on), (at(29, 1), None));
    let check = |now, expected| {
        assert_eq!(row.standing(&ring, now, &Calendar::plain()), expected);
    };
    check(at(29, 1), Standing::DueToday);
    check(at(29, 1).plus_minutes(1), Standing::Overdue { days: 0 });
    check(
        at(29, 4),
        Standing::Escalated {
            to: Role::ProgrammeManager,
            days: 0,
        },
    );
}

#[test]
fn done_late_is_not_typed_late() {
    let check = |done: Moment, recorded: Moment, late: bool, typed_in_late: bool| {
        let facts = [
            line(1, BEGIN, at(24, 9)),
            typed(line(2, DONE, done), recorded),
        ];
        let row = &rows(&facts, clock())[0];
        assert_eq!(
            row.outcome,
            Outcome::Met {
                done_at: done,
                recorded_at: recorded
            }
        );
        assert_eq!((row.done_late(), row.typed_late()), (late, typed_in_late));
        assert_eq!(row.missed(at(60, 0)), late);
    };
    check(at(25, 9), at(25, 9), false, false);
    check(end(26), end(26), false, false);
    check(at(27, 0), at(27, 0), true, false);
    check(at(26, 9), at(30, 9), false, true);
    check(at(27, 9), at(30, 9), true, false);
}

#[test]
fn what_was_done_before_does_not_count_unless_the_clock_says_so() {
    let facts = [line(1, DONE, at(23, 9)), line(2, BEGIN, at(24, 9))];
    assert_eq!(rows(&facts, clock())[0].outcome, Outcome::Open);
    let mut lenient = clock();
    lenient.earlier_counts = true;
    assert_eq!(rows(&facts, lenient)[0].outcome, met(at(23, 9)));
}

#[test]
fn of_the_same_day_and_typed_in_afterwards_counts_as_after() {
    let done = typed(line(2, DONE, at(24, 0)), at(25, 9));
    let facts = [line(1, BEGIN, at(24, 9)), done];
    assert!(!rows(&facts, clock())[0].outcome.open());
    // A search on record in the morning does not know the name learnt in the afternoon.
    let facts = [
        line(1, BEGIN, at(24, 8)),
        line(2, DONE, at(24, 9)),
        line(3, AGAIN, at(24, 14)),
    ];
    assert_eq!(
        outcomes(&facts, clock()),
        [(1, end(26), met(at(24, 9))), (3, end(26), Outcome::Open)]
    );
}

#[test]
fn what_is_met_is_owed_again_and_what_runs_is_not_owed_twice() {
    let mut facts = vec![line(1, BEGIN, at(24, 9)), line(2, AGAIN, at(25, 9))];
    assert_eq!(outcomes(&facts, clock()), [(1, end(26), Outcome::Open)]);
    facts.push(line(3, DONE, at(25, 10)));
    facts.push(line(4, AGAIN, at(30, 9)));
    assert_eq!(
        outcomes(&facts, clock()),
        [(1, end(26), met(at(25, 10))), (4, end(32), Outcome::Open)]
    );
    facts.push(line(5, DONE, at(31, 9)));
    assert_eq!(outcomes(&facts, clock())[1].2, met(at(31, 9)));
}

#[test]
fn the_silence_clock_begins_anew_with_each_call() {
    let call = "identify.call-held";
    let mut silence = clock();
    silence.after = names(&["identify.enquiry-opened", call]);
    silence.expect = names(&[call]);
    silence.ends = names(&["identify.enquiry-ended"]);
    silence.within = Within::Days(3);
    let mut facts = vec![
        line(1, "identify.enquiry-opened", at(2, 9)),
        line(2, call, at(2, 9)),
    ];
    assert_eq!(
        outcomes(&facts, silence.clone()),
        [(1, end(5), met(at(2, 9))), (2, end(5), Outcome::Open)]
    );
    facts.push(line(3, call, at(9, 9)));
    let row = &rows(&facts, silence.clone())[1];
    assert!(row.done_late());
    facts.push(line(4, "identify.enquiry-ended:advice_given", at(10, 9)));
    assert_eq!(
        outcomes(&facts, silence)[2],
        (3, end(12), Outcome::Ended { at: at(10, 9) })
    );
}

#[test]
fn each_promise_has_a_clock_of_its_own() {
    let mut promises = clock();
    promises.after = names(&["identify.promise-made"]);
    promises.expect = names(&["identify.promise-kept"]);
    promises.within = Within::OwnDate;
    promises.each = true;
    let made = |seq, id, day| {
        until(
            about(line(seq, "identify.promise-made", at(24, 9)), id),
            at(day, 18),
        )
    };
    let facts = [
        made(1, 501, 26),
        made(2, 502, 27),
        about(line(3, "identify.promise-kept", at(27, 10)), 502),
    ];
    let seen = rows(&facts, promises);
    assert_eq!(seen.len(), 2);
    assert_eq!((seen[0].about, seen[0].due_at), (Some(501), at(26, 18)));
    assert_eq!(seen[0].outcome, Outcome::Open);
    assert_eq!(seen[1].outcome, met(at(27, 10)));
}

#[test]
fn without_a_date_of_its_own_nothing_is_due() {
    let mut again = clock();
    again.after = names(&["identify.deconflicted"]);
    again.expect = names(&["identify.deconflicted"]);
    again.within = Within::OwnDate;
    let clear = line(1, "identify.deconflicted:clear", at(24, 9));
    assert!(rows(std::slice::from_ref(&clear), again.clone()).is_empty());
    let hold = until(
        line(1, "identify.deconflicted:hold_first_contact", at(24, 9)),
        at(30, 9),
    );
    let asked_again = line(2, "identify.deconflicted:clear", at(27, 9));
    assert_eq!(
        outcomes(&[hold, asked_again], again),
        [(1, at(30, 9), met(at(27, 9)))]
    );
}

#[test]
fn all_that_is_expected_can_be_asked_for() {
    let mut moderators = clock();
    moderators.after = names(&["case.opened"]);
    moderators.expect = names(&["case.moderator-set:footing", "case.moderator-set:region"]);
    moderators.all = true;
    let mut facts = vec![
        line(1, "case.opened", at(2, 9)),
        line(2, "case.moderator-set:footing", at(2, 10)),
    ];
    assert_eq!(rows(&facts, moderators.clone())[0].outcome, Outcome::Open);
    facts.push(line(3, "case.moderator-set:region", at(3, 10)));
    assert_eq!(rows(&facts, moderators)[0].outcome, met(at(3, 10)));
}

#[test]
fn what_ends_is_not_expected_any_more_and_what_was_missed_stays_missed() {
    let facts = [
        line(1, BEGIN, at(2, 9)),
        line(2, OVER, at(10, 9)),
        line(3, DONE, at(11, 9)),
    ];
    let row = &rows(&facts, clock())[0];
    assert_eq!(row.outcome, Outcome::Ended { at: at(10, 9) });
    assert!(row.missed(at(30, 9)));
    assert_eq!(
        row.standing(&clock(), at(30, 9), &Calendar::plain()),
        Standing::Ended
    );
    // Done and over in one act is done.
    let facts = [
        line(1, BEGIN, at(2, 9)),
        line(2, OVER, at(3, 9)),
        line(3, DONE, at(3, 9)),
    ];
    assert_eq!(rows(&facts, clock())[0].outcome, met(at(3, 9)));
}

fn redated(seq: i64, id: ExpectationId, on: Moment, to: Moment) -> FactLine {
    until(
        about(line(seq, "house.clock-redated:client_exams", on), id.bits()),
        to,
    )
}

fn waived(seq: i64, id: ExpectationId, on: Moment) -> FactLine {
    about(line(seq, "house.clock-waived:no_capacity", on), id.bits())
}

#[test]
fn a_new_date_moves_the_row_and_the_first_date_stays_on_it() {
    let id = expectation_id(referral(), "search", 1, 1);
    let mut facts = vec![
        line(1, BEGIN, at(24, 9)),
        redated(2, id, at(25, 9), end(33)),
    ];
    let row = &rows(&facts, clock())[0];
    assert_eq!(
        (row.id, row.first_due_at, row.due_at),
        (id, end(26), end(33))
    );
    assert_eq!(row.due_on, Some(Day::try_new(2026, 12, 3).unwrap()));
    assert_eq!(
        (row.redated, row.redated_because),
        (1, Some(ReasonCode::ClientExams))
    );
    facts.push(line(3, DONE, at(32, 9)));
    assert!(!rows(&facts, clock())[0].done_late());
    // A date given to another row, or after it was done, moves nothing.
    facts[1] = redated(
        2,
        expectation_id(referral(), "search", 9, 1),
        at(25, 9),
        end(33),
    );
    facts.push(redated(4, id, at(33, 9), end(40)));
    let row = &rows(&facts, clock())[0];
    assert_eq!((row.due_at, row.redated), (end(26), 0));
    assert!(row.done_late());
}

#[test]
fn a_new_date_is_refused_where_the_standard_does_not_allow_it() {
    let calendar = Calendar::plain();
    let id = expectation_id(referral(), "search", 1, 1);
    let mut facts = vec![line(1, BEGIN, at(24, 9))];
    let check = |facts: &[FactLine], clock: &Clock, to, now, expected| {
        let row = &rows(facts, clock.clone())[0];
        assert_eq!(row.redate_allowed(clock, to, now, &calendar), expected);
    };
    check(&facts, &clock(), end(33), at(25, 9), Ok(()));
    check(
        &facts,
        &clock(),
        at(24, 9),
        at(25, 9),
        Err(RedateRefusal::NotInFuture),
    );
    check(
        &facts,
        &clock(),
        at(34, 9),
        at(25, 9),
        Err(RedateRefusal::TooFar { latest: end(33) }),
    );
    // Long overdue, the new date counts from now.
    check(&facts, &clock(), end(40), at(35, 9), Ok(()));
    let mut fixed = clock();
    fixed.redates = Redates::NONE;
    check(
        &facts,
        &fixed,
        end(30),
        at(25, 9),
        Err(RedateRefusal::NeverMoved),
    );
    facts.push(redated(2, id, at(25, 9), end(30)));
    check(
        &facts,
        &clock(),
        end(33),
        at(26, 9),
        Err(RedateRefusal::MovedOftenEnough { times: 1 }),
    );
    facts.push(line(3, DONE, at(26, 9)));
    check(
        &facts,
        &clock(),
        end(33),
        at(27, 9),
        Err(RedateRefusal::Settled),
    );
}

#[test]
fn a_waiver_names_who_and_why_and_a_later_beginning_begins_anew() {
    let id = expectation_id(referral(), "search", 1, 1);
    let facts = [
        line(1, BEGIN, at(24, 9)),
        waived(2, id, at(25, 9)),
        line(3, AGAIN, at(26, 9)),
    ];
    let seen = rows(&facts, clock());
    assert_eq!(
        seen[0].outcome,
        Outcome::Waived {
            at: at(25, 9),
            by: Some(AccountId::from_bits(3)),
            reason: Some(ReasonCode::NoCapacity)
        }
    );
    assert_eq!((seen[1].anchor, seen[1].outcome), (3, Outcome::Open));
}

#[test]
fn a_clock_applies_to_the_kinds_of_subject_that_it_names() {
    let mut urgent = clock();
    urgent.on = vec!["referral".to_owned()];
    let facts = [line(1, BEGIN, at(24, 9))];
    let all = standards(vec![urgent]);
    assert_eq!(expectations(referral(), &facts, &all).len(), 1);
    let case = Subject::Case(CaseId::from_bits(7));
    assert!(expectations(case, &facts, &all).is_empty());
}

#[test]
fn a_holiday_and_the_change_of_clocks_are_counted_in_the_programmes_zone() {
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap();
    let calendar = Calendar {
        zone: zone.clone(),
        weekend: Calendar::plain().weekend,
        holidays: [Day::from_number(20_261_026).unwrap()].into(),
    };
    // Friday before the night in which the clocks go back; Monday is free.
    let received = Moment::from_civil(jiff::civil::datetime(2026, 10, 23, 16, 0, 0, 0), &zone);
    let all = [Standards {
        version: 1,
        in_force_from: received,
        calendar,
        clocks: vec![clock()],
    }];
    let row = &expectations(referral(), &[line(1, BEGIN, received)], &all)[0];
    let due = Day::from_number(20_261_028).unwrap();
    assert_eq!((row.due_on, row.due_at), (Some(due), due.ends(&zone)));
}
