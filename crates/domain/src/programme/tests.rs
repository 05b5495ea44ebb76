//! The files that ship, and a mistake of each kind.

use super::*;

const FILES: [&str; 3] = ["local-panel", "exit-ngo", "residential-centre"];

fn text(key: &str) -> String {
    let (_, text) = shipped().into_iter().find(|(k, _)| *k == key).unwrap();
    text.to_owned()
}

fn file(key: &str) -> ProgrammeFile {
    match parse(&text(key)) {
        Ok(file) => file,
        Err(mistakes) => panic!("{key}:\n{}", said(&mistakes).join("\n")),
    }
}

fn said(mistakes: &[FileError]) -> Vec<String> {
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn the_files_that_ship_can_be_read_and_ask_to_be_checked() {
    assert_eq!(shipped().map(|(key, _)| key), FILES);
    for key in FILES {
        assert_eq!(file(key).version, 1);
        assert!(text(key).contains("CHECK WITH COUNSEL"), "{key}");
    }
}

#[test]
fn every_clock_that_ships_moves_only_as_its_bounds_allow_and_names_who_is_told() {
    for key in FILES {
        let file = file(key);
        assert!(file.clocks.len() >= 22, "{key}");
        for clock in &file.clocks {
            if clock.redates.times > 0 {
                assert!(clock.redates.at_most.is_some(), "{key}: {}", clock.key);
            }
        }
    }
}

#[test]
fn a_programme_says_what_it_does_and_how() {
    let panel = file("local-panel");
    assert_eq!(panel.adopting_body, AdoptingBody::TwoPeople);
    assert_eq!(
        panel.second_person.redirect_without_acceptance.asks(),
        SecondPerson::Deferred { within_days: 5 }
    );
    assert_eq!(
        panel.retention.of(Child::TreatedAsChild).ends_at_screening,
        6
    );
    assert_eq!(panel.retention.looks, 24);
    assert_eq!(panel.term(Term::Panel), Some("multi-agency panel"));
    assert_eq!(panel.term(Term::Case), None);
    let ngo = file("exit-ngo");
    assert_eq!(ngo.adopting_body, AdoptingBody::DirectorAndSecond);
    assert_eq!(ngo.discoverable, Discoverable::OfficerOnly);
    assert_eq!(ngo.deconfliction, Deconfliction::NotUsedHere);
    assert_eq!(ngo.second_person.repeat_referral, SecondRule::OutsideSecond);
    assert!(!file("residential-centre").public_form.open);
}

#[test]
fn what_the_product_promises_is_what_the_clocks_say() {
    let panel = file("local-panel");
    let check = |after, expect, days| {
        assert_eq!(
            panel.within(after, expect),
            Some(Within::WorkingDays(days)),
            "{after}"
        );
    };
    check(
        "identify.referral-received",
        "identify.referral-acknowledged",
        1,
    );
    check(
        "identify.referral-received",
        "identify.screening-decided",
        5,
    );
    check(
        "identify.referral-received",
        "identify.referrer-verified",
        1,
    );
    check("identify.screening-decided", "identify.referrer-told", 10);
    check("identify.officer-asked", "identify.officer-answered", 2);
    let now = Moment::from_civil(
        jiff::civil::datetime(2026, 11, 24, 9, 0, 0, 0),
        &panel.calendar.zone,
    );
    let due = panel
        .due_after("identify.judgement-left-open", now)
        .unwrap();
    assert_eq!(due.on, Day::try_new(2026, 12, 8).ok());
    assert_eq!(panel.due_after("identify.promise-made", now), None);
}

#[test]
fn what_holds_for_one_code_is_no_promise_for_all() {
    let mut panel = file("local-panel");
    let (received, verified) = ("identify.referral-received", "identify.referrer-verified");
    panel
        .clocks
        .retain(|clock| clock.key != "referrer-verified");
    assert_eq!(panel.within(received, verified), Some(Within::Hours(2)));
    let mut worried = panel.clock("ring-now").unwrap().clone();
    worried.key = "worried".to_owned();
    worried.after[0].code = Some("worried".to_owned());
    worried.within = Within::Hours(8);
    panel.clocks.push(worried);
    assert_eq!(panel.within(received, verified), None);
    assert_eq!(panel.within(received, "identify.call-held"), None);
}

/// Replaces a piece of the local panel's file, and checks every mistake that is then reported.
fn check(from: &str, to: &str, expected: &[&str]) {
    let text = text("local-panel");
    assert!(text.contains(from), "{from}");
    let mistakes = parse(&text.replacen(from, to, 1)).unwrap_err();
    assert_eq!(said(&mistakes), expected);
}

#[test]
fn a_mistake_is_said_with_its_key_and_what_is_allowed() {
    check(
        "version = 1\n",
        "version = \"one\"\n",
        &["version: is \"one\"; expected a whole number from 1 to 1000000"],
    );
    check(
        "adopted_on = 2024-01-08",
        "adopted_on = 2024-01-08T09:00:00",
        &["adopted_on: is 2024-01-08T09:00:00; expected a date such as 2026-01-31"],
    );
    check(
        "reference_prefix = \"NM\"",
        "reference_prefix = \"nm1\"",
        &["reference_prefix: is \"nm1\"; expected one to four capital letters, A to Z"],
    );
    check(
        "\"Europe/London\"",
        "\"Europe/Northmoor\"",
        &[
            "calendar.time_zone: is \"Europe/Northmoor\"; expected the name of a time zone such as Europe/London",
        ],
    );
    check(
        "[\"saturday\", \"sunday\"]",
        "[\"samedi\"]",
        &[
            "calendar.weekend: holds \"samedi\"; expected some of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
        ],
    );
    check(
        "looks_months = 24",
        "looks_months = 2",
        &["retention.looks_months: is 2; expected a whole number from 3 to 120"],
    );
    check(
        "body = \"two_people\"",
        "body = \"conference\"",
        &["adoption.body: is \"conference\"; expected one of two_people, director_and_second"],
    );
    check(
        "{ by = \"deferred\", within_working_days = 5 }",
        "{ by = \"deferred\" }",
        &[
            "second_person.redirect_without_acceptance.within_working_days: is missing; expected a whole number from 1 to 60",
        ],
    );
    check(
        "child = { ends_at_screening_months = 6,",
        "child = { ends_at_screening_months = 24,",
        &["retention.child.ends_at_screening_months: is 24; expected no more than the adult's 12"],
    );
    check(
        "default = \"stub\"",
        "default = \"stub\"\nshow = 1",
        &["discoverability.show: is not known here; known are default"],
    );
    check(
        "role = \"intake\"",
        "role = \"reception\"",
        &[
            "arrivals.role: is \"reception\"; expected one of referrer, intake, case_lead, practitioner, assessor, panel_chair, panel_member, coordinator, supervisor, programme_manager, evaluator, matching_officer, outside_second, data_protection_officer, oversight",
        ],
    );
    check(
        "panel = \"multi-agency panel\"",
        "priest = \"imam\"",
        &[
            "terms.priest: is no word of the glossary; expected one of enquiry, referral, referrer, screening, case, case_lead, practitioner, client, panel, case_conference, matching_officer, deconfliction, adoption, support_plan, exit, aftercare",
        ],
    );
}

#[test]
fn a_clock_names_facts_that_exist_and_times_that_fit() {
    let name = "clock[5] (acknowledge)";
    check(
        "expect = [\"identify.referral-acknowledged\"]",
        "expect = [\"owner.acknowledged\"]",
        &[&format!(
            "{name}.expect: names no known fact, owner.acknowledged; expected one of owner.set, owner.offered, owner.accepted, owner.declined, owner.assigned, owner.cover-arranged"
        )],
    );
    check(
        "ends = [\"identify.referrer-not-told\", ",
        "ends = [\"identify.referrer-not-told:soon\", \"identify.screening-decided:maybe\", ",
        &[
            &format!(
                "{name}.ends: asks for \"soon\" of identify.referrer-not-told, which carries no code; expected the name alone"
            ),
            &format!(
                "{name}.ends: asks for \"maybe\" of identify.screening-decided; expected one of accept, redirect, no_further_action, more_information"
            ),
        ],
    );
    check(
        "\"identify.screening-decided:no_further_action\"]\nwithin = { working_days = 1 }",
        "\"identify.screening-decided:no_further_action\"]\nwithin = { weeks = 1 }",
        &[&format!(
            "{name}.within: has the keys weeks; expected one of {{ hours = n }}, {{ working_days = n }}, {{ days = n }} and {{ months = n }}"
        )],
    );
    check(
        "\"identify.screening-decided:no_further_action\"]\nwithin = { working_days = 1 }",
        "\"identify.screening-decided:no_further_action\"]\nwithin = \"own_date\"",
        &[&format!(
            "{name}.within: is own_date, but identify.referral-received carries no date; of the facts, these do: identify.call-agreed, identify.promise-made, identify.judgement-left-open, identify.officer-asked, identify.deconflicted, identify.information-awaited, identify.second-look-owed, owner.offered"
        )],
    );
    check(
        "within = { days = 14 }\nbounds",
        "within = { days = 28 }\nbounds",
        &[
            "clock[3] (silent-enquiry).bounds: allow 7 to 21 days, and within is 28; expected within to lie between them",
        ],
    );
    check(
        "to = \"coordinator\", after_hours = 1",
        "to = \"coordinator\"",
        &[
            "clock[4] (ring-now).escalate: has no time, or two; expected one of after_hours, after_working_days, after_days",
        ],
    );
    check(
        "key = \"acknowledge\"",
        "key = \"ring-now\"",
        &["clock: ring-now stands there twice; expected each key once"],
    );
    check(
        "after = [\"identify.referral-received\", \"identify.identity-learnt\"]",
        "after = [\"identify.referral-received\"]",
        &[
            "prior_contact.search_again_when_identity_learnt: is true, but no [[clock]] begins after identify.identity-learnt",
        ],
    );
}

#[test]
fn a_file_that_says_nothing_of_looks_keeps_them_for_two_years() {
    let text = shipped()[0].1.replace("looks_months = 24", "");
    assert_eq!(parse(&text).unwrap().retention.looks, RetentionTerms::LOOKS);
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let mistakes = parse("version = 0\n[calendar]\ntime_zone = 3\n").unwrap_err();
    let paths: Vec<&str> = mistakes.iter().map(|m| m.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "version",
            "adopted_on",
            "adopted_by",
            "name",
            "reference_prefix",
            "calendar.time_zone",
            "calendar.weekend",
            "calendar.holidays",
            "policy",
            "arrivals",
            "adoption",
            "second_person",
            "discoverability",
            "retention",
            "prior_contact",
            "deconfliction",
            "reasons",
            "public_form",
            "regions",
            "emergency_words",
            "clock",
        ]
    );
    let mistakes = parse("version = = 1").unwrap_err();
    assert_eq!(mistakes.len(), 1);
    assert!(mistakes[0].says.starts_with("is no TOML"));
}
