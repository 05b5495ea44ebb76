//! The cast holds together: counts, references, and texts that are all there and all different.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn keys<'a>(keys: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    for key in keys {
        assert!(seen.insert(key.as_str()), "{key} is there twice");
    }
    seen
}

fn in_state(cast: &Cast, is: fn(&Outcome) -> bool) -> usize {
    cast.referrals.iter().filter(|r| is(&r.outcome)).count()
}

#[test]
fn there_are_as_many_as_the_demonstration_promises() {
    let cast = cast();
    assert_eq!(cast.agencies.len(), 6);
    assert_eq!(cast.programmes.len(), 2);
    assert_eq!(cast.staff.len(), 23);
    assert_eq!(cast.enquiries.len(), 25);
    let of = |programme: &str| {
        cast.referrals
            .iter()
            .filter(|r| r.programme == programme)
            .count()
    };
    assert_eq!((of("northmoor"), of("bridge")), (95, 25));
    assert_eq!(in_state(&cast, |o| matches!(o, Outcome::Received)), 10);
    assert_eq!(in_state(&cast, |o| matches!(o, Outcome::InScreening)), 10);
    assert_eq!(
        in_state(&cast, |o| matches!(o, Outcome::AwaitingInformation { .. })),
        8
    );
    assert_eq!(in_state(&cast, |o| matches!(o, Outcome::Accepted(_))), 42);
    assert_eq!(
        in_state(&cast, |o| matches!(o, Outcome::Redirected { .. })),
        22
    );
    assert_eq!(
        in_state(&cast, |o| matches!(o, Outcome::NoFurtherAction(_))),
        28
    );
    let children = cast.persons.iter().filter(|p| p.is_child()).count();
    let share = children * 100 / cast.persons.len();
    assert!(
        (40..=60).contains(&share),
        "{share} in a hundred are children"
    );
}

#[test]
fn every_role_is_held_and_one_person_works_in_both_programmes() {
    let cast = cast();
    let roles: BTreeSet<Role> = (cast.staff.iter().flat_map(|s| &s.hats))
        .map(|h| h.role)
        .collect();
    assert_eq!(roles.len(), 16);
    let in_both: Vec<&str> = (cast.staff.iter())
        .filter(|s| {
            let programmes: BTreeSet<_> = (s.hats.iter())
                .filter(|h| h.scope == Scope::Programme)
                .map(|h| &h.of)
                .collect();
            programmes.len() == 2
        })
        .map(|s| s.key.as_str())
        .collect();
    assert_eq!(in_both, ["yusuf-demir"]);
}

#[test]
fn addresses_are_unique_and_at_example_domains() {
    let cast = cast();
    keys(cast.staff.iter().map(|s| &s.email));
    let referrers = cast.referrals.iter().map(|r| &r.from.email);
    for email in cast.staff.iter().map(|s| &s.email).chain(referrers) {
        assert!(email.is_empty() || email.ends_with(".example"), "{email}");
    }
    let phones = cast.referrals.iter().map(|r| &r.from.phone);
    for phone in cast.staff.iter().map(|s| &s.phone).chain(phones) {
        assert!(
            phone.is_empty() || phone.starts_with("01632 960 "),
            "{phone}"
        );
    }
    // A telephone number leads to one referrer, and an address to one number.
    let mut owner = BTreeMap::new();
    for r in &cast.referrals {
        if !r.from.phone.is_empty() {
            let first = owner.entry(&r.from.phone).or_insert(&r.from.name);
            assert_eq!(*first, &r.from.name, "{}", r.from.phone);
        }
    }
}

#[test]
fn every_reference_of_the_people_resolves() {
    let cast = cast();
    let agencies = keys(cast.agencies.iter().map(|a| &a.key));
    let programmes = keys(cast.programmes.iter().map(|p| &p.key));
    let staff = keys(cast.staff.iter().map(|s| &s.key));
    let persons = keys(cast.persons.iter().map(|p| &p.key));
    let referrals = keys(cast.referrals.iter().map(|r| &r.key));
    for s in &cast.staff {
        assert_ne!(s.agency.is_some(), s.organisation.is_some(), "{}", s.key);
        assert!(s.agency.iter().all(|a| agencies.contains(a.as_str())));
        for hat in &s.hats {
            let known = match (hat.scope, hat.of.as_deref()) {
                (Scope::Installation, of) => of.is_none(),
                (Scope::Agency, Some(of)) => agencies.contains(of),
                (Scope::Programme, Some(of)) => programmes.contains(of),
                (_, None) => false,
            };
            assert!(known, "{}: {hat:?}", s.key);
        }
    }
    for p in &cast.persons {
        for other in p.same_as.iter().chain(&p.namesake_of) {
            assert!(persons.contains(other.as_str()), "{}: {other}", p.key);
        }
    }
    for e in &cast.enquiries {
        assert!(programmes.contains(e.programme.as_str()), "{}", e.key);
        assert!(staff.contains(e.owner.as_str()), "{}", e.key);
        assert!(
            e.calls.iter().all(|c| staff.contains(c.by.as_str())),
            "{}",
            e.key
        );
        match &e.ending {
            Ending::SentElsewhere { to } => assert!(cast.words.redirect_services.contains(to)),
            Ending::BecameReferral { referral } => {
                assert!(referrals.contains(referral.as_str()), "{referral}");
            }
            Ending::Open | Ending::AdviceGiven | Ending::Lost => {}
        }
    }
}

#[test]
fn every_reference_of_the_referrals_resolves_to_a_hat_in_the_programme() {
    let cast = cast();
    let holds = |who: &str, role: &[Role], programme: &str| {
        cast.staff.iter().any(|s| {
            s.key == who
                && s.hats
                    .iter()
                    .any(|h| role.contains(&h.role) && h.of.as_deref() == Some(programme))
        })
    };
    for r in &cast.referrals {
        let person = (cast.persons.iter().find(|p| p.key == r.person)).expect(&r.person);
        assert_eq!(person.programme, r.programme, "{}", r.key);
        if let Some(decision) = r.outcome.decision() {
            assert!(
                holds(&decision.by, &[Role::Intake], &r.programme),
                "{}",
                r.key
            );
        }
        if let Outcome::Redirected { service, .. } = &r.outcome {
            assert!(
                cast.words.redirect_services.contains(service),
                "{}: {service}",
                r.key
            );
        }
        let Some(case) = &r.case else { continue };
        let leads = [Role::CaseLead];
        assert!(holds(&case.lead, &leads, &r.programme), "{}", r.key);
        if let Some(transfer) = &case.transfer {
            assert!(holds(&transfer.to, &leads, &r.programme), "{}", r.key);
        }
        for p in &case.participants {
            assert!(cast.persons.iter().any(|q| q.key == p.person), "{}", r.key);
        }
        for excluded in &case.excluded {
            assert!(
                cast.staff.iter().any(|s| s.key == excluded.staff),
                "{}",
                r.key
            );
            assert_ne!(excluded.staff, case.lead, "{}", r.key);
        }
        if let Some(adoption) = &case.adoption {
            let deciders = [Role::PanelChair, Role::ProgrammeManager];
            let seconds = [Role::PanelMember, Role::OutsideSecond];
            assert!(holds(&adoption.by, &deciders, &r.programme), "{}", r.key);
            assert!(holds(&adoption.second, &seconds, &r.programme), "{}", r.key);
        }
    }
}

#[test]
fn every_referral_is_possible_in_time_and_state() {
    let cast = cast();
    for r in &cast.referrals {
        assert!(r.days_ago <= 730, "{}", r.key);
        let decided = r.outcome.decision().map(|d| d.after_days);
        assert!(decided.is_none_or(|after| after <= r.days_ago), "{}", r.key);
        let accepted = matches!(r.outcome, Outcome::Accepted(_));
        assert_eq!(accepted, r.case.is_some(), "{}", r.key);
        if let Some(case) = &r.case {
            let considered = case.stage == Stage::Considered;
            assert_eq!(considered, case.adoption.is_none(), "{}", r.key);
            if let Some(adoption) = &case.adoption {
                assert!(adoption.after_days <= r.days_ago, "{}", r.key);
                assert!(Some(adoption.after_days) > decided, "{}", r.key);
            }
        }
        for missing in &r.missing {
            let possible = match missing {
                Missing::Acknowledgement => true,
                Missing::PriorSearch => matches!(r.outcome, Outcome::Received),
                Missing::ScreeningDecision => decided.is_none(),
                Missing::ReferrerTold => decided.is_some(),
            };
            assert!(possible, "{}: {missing:?}", r.key);
        }
    }
    for e in &cast.enquiries {
        assert!((1..=4).contains(&e.calls.len()), "{}", e.key);
        assert!(e.calls.is_sorted_by_key(|c| c.day), "{}", e.key);
        assert!(e.calls.iter().all(|c| c.day <= e.days_ago), "{}", e.key);
        if let Ending::BecameReferral { referral } = &e.ending {
            let r = (cast.referrals.iter().find(|r| r.key == *referral)).expect(referral);
            let last_call = e.days_ago - e.calls[e.calls.len() - 1].day;
            assert!(
                r.days_ago <= last_call,
                "{}: referred before the last call",
                e.key
            );
            assert_eq!(r.programme, e.programme, "{}", e.key);
        }
    }
}

#[test]
fn names_births_and_kin_are_as_varied_as_the_town() {
    let cast = cast();
    let names = || cast.persons.iter().flat_map(|p| &p.names);
    let scripts: BTreeSet<Script> = names().map(|n| n.script).collect();
    assert!(scripts.len() >= 8, "{scripts:?}");
    for kind in [
        NameKind::Used,
        NameKind::Nickname,
        NameKind::Patronymic,
        NameKind::Kunya,
    ] {
        assert!(names().any(|n| n.kind == kind), "{kind:?}");
    }
    for p in &cast.persons {
        assert!((1..=3).contains(&p.names.len()), "{}", p.key);
        let exact = p.birth.precision == Precision::Day;
        let (year, month_day) = p.birth.seen_from(2026);
        assert!((1940..=2018).contains(&year), "{}", p.key);
        assert!(!exact || month_day.is_some(), "{}: no day", p.key);
        assert_eq!(p.birth.on.is_some(), month_day.is_some(), "{}", p.key);
    }
    let without: Vec<&str> = (cast.persons.iter())
        .filter(|p| p.is_child() && p.guardian.is_none())
        .map(|p| p.key.as_str())
        .collect();
    assert_eq!(
        without,
        ["unnamed-pupil-bus"],
        "children without a guardian"
    );
}

#[test]
fn same_humans_and_namesakes_are_where_they_are_said_to_be() {
    let cast = cast();
    let find = |key: &str| cast.persons.iter().find(|p| p.key == key).expect("person");
    let since = |key: &str| {
        (cast.referrals.iter().find(|r| r.person == key))
            .expect("referral")
            .days_ago
    };
    let same: Vec<_> = (cast.persons.iter())
        .filter_map(|p| Some((p, find(p.same_as.as_deref()?))))
        .collect();
    assert!(same.len() >= 10, "{} same humans", same.len());
    for (later, earlier) in &same {
        assert!(
            since(&later.key) < since(&earlier.key),
            "{} came first",
            later.key
        );
        let spelt_alike = later.names[0].is == earlier.names[0].is
            && later.birth.on == earlier.birth.on
            && later.programme == earlier.programme;
        assert!(
            !spelt_alike,
            "{} is found by anybody, so proves nothing",
            later.key
        );
    }
    assert!(
        same.iter()
            .any(|(later, earlier)| later.programme != earlier.programme)
    );
    let mut within = BTreeSet::new();
    let mut across = 0;
    for p in &cast.persons {
        let Some(other) = p.namesake_of.as_deref().map(find) else {
            continue;
        };
        assert_eq!(p.names[0].is, other.names[0].is, "{}", p.key);
        assert_ne!(p.birth.years, other.birth.years, "{}", p.key);
        if p.programme == other.programme {
            within.insert(p.programme.as_str());
        } else {
            across += 1;
        }
    }
    assert_eq!(within.len(), 2, "a namesake within each programme");
    assert!(across > 0, "a namesake across the programmes");
}

#[test]
fn every_text_is_there_and_said_once() {
    let cast = cast();
    let mut texts: Vec<(String, &str)> = Vec::new();
    let mut must = |whose: &str, what: &str, text| texts.push((format!("{whose}: {what}"), text));
    for r in &cast.referrals {
        must(&r.key, "seen", &r.seen);
        if !r.view.is_empty() {
            must(&r.key, "view", &r.view);
        }
        if let Some(d) = r.outcome.decision() {
            must(&r.key, "reasons", &d.reasons);
            for o in &d.options {
                must(&r.key, "why not", &o.why_not);
            }
        }
        if let Outcome::AwaitingInformation { ask, .. } = &r.outcome {
            must(&r.key, "ask", ask);
        }
        let Some(case) = &r.case else { continue };
        must(&r.key, "card", &case.card.how);
        if let Some(wants) = &case.wants {
            must(&r.key, "wants", wants);
        }
        if let Some(a) = &case.adoption {
            must(&r.key, "adoption", &a.reasons);
            for o in &a.options {
                must(&r.key, "adoption, why not", &o.why_not);
            }
        }
    }
    for e in &cast.enquiries {
        must(&e.key, "word", &e.word);
        must(&e.key, "wants", &e.wants);
        for c in &e.calls {
            must(&e.key, "said", &c.said);
            must(&e.key, "words", &c.words);
        }
    }
    let w = &cast.words;
    for text in (w.adoption_reasons.iter())
        .chain(&w.decline_reasons)
        .chain(&w.transfer_reasons)
        .chain(&w.link_reasons)
        .chain(w.act_now.iter().map(|a| &a.done))
    {
        must("words", "sentence", text);
    }
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (whose, text) in &texts {
        assert!(!text.trim().is_empty(), "{whose} is empty");
        assert!(
            !text.to_lowercase().contains("extremist"),
            "{whose} labels somebody"
        );
        if let Some(other) = first.insert(text, whose) {
            panic!("{whose} says the same as {other}: {text}");
        }
    }
    for (whose, text) in texts.iter().filter(|(w, _)| w.ends_with(": seen")) {
        let sentences = text.matches(['.', '?', '!']).count();
        assert!(
            (2..=9).contains(&sentences),
            "{whose}: {sentences} sentences"
        );
    }
}
