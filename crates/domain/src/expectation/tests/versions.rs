//! New versions of the standards, and what holds for any order of facts.

use super::*;
use proptest::prelude::*;

fn versions(then: Vec<Clock>) -> Vec<Standards> {
    vec![
        version(1, at(1, 0), vec![clock()]),
        version(2, at(25, 12), then),
    ]
}

/// Version, due time and outcome of each row of a referral received on the 24th, when version 2 came on the 25th.
fn judged(facts: &[FactLine], then: Vec<Clock>) -> Vec<(i64, Moment, Outcome)> {
    expectations(referral(), facts, &versions(then))
        .into_iter()
        .map(|row| (row.version, row.due_at, row.outcome))
        .collect()
}

#[test]
fn a_new_version_supersedes_what_it_changes_and_replaces_nothing() {
    let facts = [line(1, BEGIN, at(24, 9))];
    let gone = Outcome::Superseded {
        at: at(25, 12),
        by: 2,
    };
    let mut longer = clock();
    longer.within = Within::WorkingDays(5);
    assert_eq!(
        judged(&facts, vec![longer.clone()]),
        [(1, end(26), gone), (2, end(31), Outcome::Open)]
    );
    // Nothing is late by a rule that did not yet exist.
    let mut shorter = clock();
    shorter.within = Within::WorkingDays(0);
    assert_eq!(
        judged(&facts, vec![shorter]),
        [(1, end(26), gone), (2, end(25), Outcome::Open)]
    );
    // What does not change goes on; what is dropped is not expected any more.
    assert_eq!(judged(&facts, vec![clock()]), [(1, end(26), Outcome::Open)]);
    assert_eq!(judged(&facts, vec![]), [(1, end(26), gone)]);
    // What was done stays as it was judged; what begins afterwards is judged by the new version.
    let facts = [
        line(1, BEGIN, at(24, 9)),
        line(2, DONE, at(24, 10)),
        line(3, AGAIN, at(26, 9)),
    ];
    assert_eq!(
        judged(&facts, vec![longer]),
        [(1, end(26), met(at(24, 10))), (2, end(33), Outcome::Open)]
    );
}

#[test]
fn a_standard_that_is_new_reaches_back_to_what_is_open_and_counts_from_its_own_day() {
    let mut acknowledge = clock();
    acknowledge.key = "acknowledge".to_owned();
    acknowledge.within = Within::WorkingDays(1);
    let facts = [line(1, BEGIN, at(3, 9))];
    let seen = expectations(referral(), &facts, &versions(vec![clock(), acknowledge]));
    let fresh: Vec<_> = seen.iter().filter(|r| r.clock == "acknowledge").collect();
    assert_eq!(fresh.len(), 1);
    assert_eq!((fresh[0].version, fresh[0].anchor), (2, 1));
    assert_eq!((fresh[0].anchored_at, fresh[0].due_at), (at(3, 9), end(26)));
}

#[test]
fn a_new_date_given_under_the_old_version_holds_under_the_new() {
    let id = expectation_id(referral(), "search", 1, 1);
    let facts = [
        line(1, BEGIN, at(24, 9)),
        redated(2, id, at(25, 9), end(40)),
    ];
    let mut longer = clock();
    longer.within = Within::WorkingDays(5);
    let seen = expectations(referral(), &facts, &versions(vec![longer]));
    assert_eq!((seen[1].version, seen[1].due_at), (2, end(40)));
    assert_eq!((seen[1].first_due_at, seen[1].redated), (end(31), 1));
}

/// Facts of a referral in the order in which they are recorded, some at the same instant, some typed in late.
fn stories() -> impl Strategy<Value = Vec<FactLine>> {
    let kind = prop_oneof![
        Just(BEGIN),
        Just(AGAIN),
        Just(DONE),
        Just(OVER),
        Just("house.clock-waived:no_capacity")
    ];
    proptest::collection::vec((kind, 0..3i64, 0..2i64), 1..14).prop_map(|facts| {
        let mut now = at(2, 9);
        let told = facts.into_iter().enumerate();
        told.map(|(place, (kind, pass, back))| {
            now = now.plus_hours(pass * 20);
            let seq = place as i64 + 1;
            let fact = typed(line(seq, kind, now.plus_hours(-back * 30)), now);
            let named = expectation_id(referral(), "search", seq - 1, 1);
            if kind.starts_with("house.") {
                about(fact, named.bits())
            } else {
                fact
            }
        })
        .collect()
    })
}

fn two_versions() -> Vec<Standards> {
    let mut tighter = clock();
    tighter.within = Within::WorkingDays(1);
    vec![
        version(1, at(1, 0), vec![clock()]),
        version(2, at(5, 0), vec![tighter]),
    ]
}

proptest! {
    #[test]
    fn the_order_in_which_facts_are_read_makes_no_difference(facts in stories(), turn in 0..14usize) {
        let mut turned = facts.clone();
        turned.rotate_left(turn % facts.len());
        turned.reverse();
        for all in [standards(vec![clock()]), two_versions()] {
            prop_assert_eq!(expectations(referral(), &facts, &all), expectations(referral(), &turned, &all));
        }
    }

    #[test]
    fn the_order_within_one_transaction_makes_no_difference(facts in stories()) {
        // The positions of facts recorded at the same instant are dealt out the other way round.
        let mut turned = facts.clone();
        for fact in &mut turned {
            let same = facts.iter().filter(|f| f.recorded_at == fact.recorded_at);
            let seqs: Vec<i64> = same.map(|f| f.seq).collect();
            fact.seq = seqs[0] + seqs[seqs.len() - 1] - fact.seq;
        }
        let seen = |facts: &[FactLine]| {
            let facts: Vec<_> = facts.iter().filter(|f| !f.kind.starts_with("house.")).cloned().collect();
            let mut seen: Vec<_> = rows(&facts, clock())
                .into_iter()
                .map(|r| (r.anchored_at, r.due_at, r.outcome.settled_at(), r.outcome.code()))
                .collect();
            seen.sort();
            seen
        };
        prop_assert_eq!(seen(&facts), seen(&turned));
    }

    #[test]
    fn a_fact_that_no_clock_names_changes_nothing(facts in stories(), place in 0..14usize) {
        let mut more = facts.clone();
        more.insert(place % (facts.len() + 1), line(99, "case.staff-excluded", at(3, 9)));
        let all = two_versions();
        prop_assert_eq!(expectations(referral(), &facts, &all), expectations(referral(), &more, &all));
    }

    #[test]
    fn rows_kept_step_by_step_equal_rows_computed_afresh(facts in stories()) {
        for all in [standards(vec![clock()]), two_versions()] {
            let mut kept = std::collections::BTreeMap::new();
            let mut recorded: Vec<_> = facts.iter().map(|f| f.recorded_at).collect();
            recorded.dedup();
            for now in recorded {
                let known: Vec<_> = facts.iter().filter(|f| f.recorded_at <= now).cloned().collect();
                let in_force: Vec<_> = all.iter().filter(|s| s.in_force_from <= now).cloned().collect();
                for row in expectations(referral(), &known, &in_force) {
                    kept.insert(row.id, row);
                }
            }
            let last = facts[facts.len() - 1].recorded_at;
            let in_force: Vec<_> = all.into_iter().filter(|s| s.in_force_from <= last).collect();
            let fresh = expectations(referral(), &facts, &in_force);
            let fresh: std::collections::BTreeMap<_, _> = fresh.into_iter().map(|r| (r.id, r)).collect();
            prop_assert_eq!(kept, fresh);
        }
    }

    #[test]
    fn at_most_one_row_of_a_clock_that_is_not_each_is_open(facts in stories()) {
        for all in [standards(vec![clock()]), two_versions()] {
            let open = expectations(referral(), &facts, &all).into_iter().filter(|r| r.outcome.open());
            prop_assert!(open.count() <= 1);
        }
    }
}
