//! A case: who takes part, moderators, the safe-contact card, exclusions, and being taken over.

use crate::common::*;
use throughcare_app::case::{self, ParticipantDraft};
use throughcare_app::work::{self, ClockRefusal};
use throughcare_app::{Refusal, ownership};
use throughcare_domain::case::safe_contact::{InPairs, SafeContactDraft};
use throughcare_domain::case::*;
use throughcare_domain::expectation::{Outcome, RedateRefusal, Standing};
use throughcare_domain::id::*;
use throughcare_domain::person::Child;
use throughcare_domain::reason::ReasonCode;
use throughcare_store::case::list::Which;
use throughcare_testkit::{World, both_engines};

fn view(world: &World, name: &str, case: CaseId) -> case::CaseView {
    world
        .sees(world.actor(name), |tx| case::show(tx, case))
        .unwrap()
}

fn missing(world: &World, name: &str, case: CaseId) -> Vec<String> {
    let mut clocks: Vec<String> = view(world, name, case)
        .missing
        .into_iter()
        .map(|e| e.expectation.clock)
        .collect();
    clocks.sort();
    clocks
}

fn card() -> SafeContactDraft {
    SafeContactDraft {
        how_and_when: "Text first, after four.".into(),
        do_not_leave: "No voicemail.".into(),
        do_not_tell: "His father.".into(),
        where_to_meet: "The library.".into(),
        in_pairs: InPairs::AtHome,
        agreed_with: "Yes, he said so.".into(),
    }
}

fn joins(role: ParticipantRole, described: &str, power: &str) -> ParticipantDraft {
    ParticipantDraft {
        role,
        described: described.into(),
        power: power.into(),
        since: day(20_261_124),
    }
}

both_engines! {
    fn a_case_shows_what_is_missing_and_stops_when_it_is_there(world: &mut World) {
        let case = case_of_ines(world);
        let before = missing(world, "Ines", case);
        assert!(before.contains(&"safe-contact".to_owned()), "{before:?}");
        assert!(before.contains(&"moderators".to_owned()), "{before:?}");
        world.does(world.actor("Ines"), |tx| case::set_safe_contact(tx, case, 0, card()));
        for (kind, value) in [
            (ModeratorKind::Footing, "voluntary"),
            (ModeratorKind::Setting, "community"),
            (ModeratorKind::Region, moderator::REGION_NOT_SETTLED),
        ] {
            world.does(world.actor("Ines"), |tx| case::set_moderator(tx, case, kind, value, day(20_261_124)));
        }
        let after = missing(world, "Ines", case);
        assert!(!after.contains(&"safe-contact".to_owned()), "{after:?}");
        assert!(!after.contains(&"moderators".to_owned()), "{after:?}");
        let seen = view(world, "Ines", case);
        assert_eq!(seen.person.unwrap().shown(), "Adam Novak");
        assert_eq!(seen.child, Child::Adult);
        assert_eq!(seen.card.unwrap().0.how_and_when, "Text first, after four.");
        assert_eq!(seen.timeline.first().map(|e| e.by.as_deref()), Some(Some("Ines Story")));
        assert!(seen.exclusions.is_empty() && seen.origin.is_none());
    }

    fn what_stays_missing_becomes_late_and_reaches_the_supervisor(world: &mut World) {
        let case = case_of_ines(world);
        let late = |name: &str| {
            let rows = world.sees(world.actor(name), work::overdue).unwrap();
            rows.into_iter().filter(|r| r.subject == case.into()).map(|r| r.expected.expectation.clock).collect::<Vec<_>>()
        };
        assert!(late("Jada").is_empty());
        world.days_pass(30);
        assert!(late("Jada").contains(&"safe-contact".to_owned()));
        let standing = view(world, "Ines", case).missing.into_iter()
            .find(|e| e.expectation.clock == "safe-contact").unwrap().standing;
        assert!(matches!(standing, Standing::Escalated { .. }), "{standing:?}");
        assert!(not_found(world.sees(world.actor("Ines"), work::overdue)));
    }

    fn a_guardian_joins_with_the_power_by_which_they_act(world: &mut World) {
        let case = case_of_ines(world);
        let join = |who: &str, draft| world.tries(world.actor(who), |tx| case::join_participant(tx, case, draft));
        let guardian = ParticipantRole::Guardian;
        assert_eq!(rule(join("Ines", joins(guardian, "His mother", ""))), CaseRefusal::PowerNotNamed);
        assert_eq!(rule(join("Ines", joins(guardian, " ", "Parent"))), CaseRefusal::NobodyDescribed);
        let again = joins(ParticipantRole::PersonItIsAbout, "Another", "");
        assert_eq!(rule(join("Ines", again)), CaseRefusal::AlreadyTakesPart);
        let to_come = ParticipantDraft { since: day(20_261_125), ..joins(guardian, "His mother", "Parent") };
        assert_eq!(rule(join("Ines", to_come)), CaseRefusal::DatesOutOfOrder);
        assert!(not_found(join("Omar", joins(guardian, "His mother", "Parent"))));
        assert!(not_found(join("Rune", joins(guardian, "His mother", "Parent"))), "the chair reads and does not write");
        join("Ines", joins(guardian, "His mother", "Parental responsibility")).unwrap();
        let seen = view(world, "Ines", case).participants;
        assert_eq!(seen.len(), 2);
        assert_eq!(seen[1].power, "Parental responsibility");
    }

    fn a_later_moderator_ends_the_earlier_on_its_own_first_day(world: &mut World) {
        let case = case_of_ines(world);
        let set = |value, from| {
            world.tries(world.actor("Ines"), |tx| {
                case::set_moderator(tx, case, ModeratorKind::Setting, value, day(from))
            })
        };
        assert_eq!(rule(set("voluntary", 20_261_124)), CaseRefusal::UnknownValue);
        set("custody", 20_261_101).unwrap();
        set("community", 20_261_126).unwrap();
        let seen = view(world, "Ines", case);
        assert_eq!(seen.moderators[0].until, Some(day(20_261_126)));
        let setting = |seen: &case::CaseView| {
            seen.current.iter().find(|(k, _)| *k == ModeratorKind::Setting).unwrap().1.clone().unwrap().value
        };
        assert_eq!(setting(&seen), "custody");
        world.days_pass(2);
        assert_eq!(setting(&view(world, "Ines", case)), "community");
    }

    fn a_stale_card_is_refused_and_every_version_stays(world: &mut World) {
        let case = case_of_ines(world);
        let set = |version, draft| world.tries(world.actor("Ines"), |tx| case::set_safe_contact(tx, case, version, draft));
        let blank = SafeContactDraft {
            how_and_when: String::new(),
            do_not_leave: " ".into(),
            do_not_tell: String::new(),
            where_to_meet: String::new(),
            in_pairs: InPairs::NotSettled,
            agreed_with: String::new(),
        };
        assert_eq!(rule(set(0, blank)), CaseRefusal::NothingWritten);
        set(0, card()).unwrap();
        assert!(matches!(set(0, card()), Err(Refusal::Stale)));
        set(1, SafeContactDraft { how_and_when: "Ring at six.".into(), ..card() }).unwrap();
        let (newest, by) = view(world, "Ines", case).card.unwrap();
        assert_eq!((newest.version, newest.how_and_when.as_str(), by.as_str()), (2, "Ring at six.", "Ines Story"));
    }

    fn for_excluded_staff_the_case_does_not_exist(world: &mut World) {
        let case = case_of_ines(world);
        let listed = |name: &str| {
            let rows = world.sees(world.actor(name), |tx| case::list(tx, Which::Open, None, 50)).unwrap();
            rows.iter().any(|(row, _)| row.id == case)
        };
        assert!(listed("Rune") && finds(world, world.actor("Rune"), case));
        let exclude = |who: &str, why: &str| {
            let account = world.account(who);
            world.tries(world.actor("Ines"), |tx| case::exclude_staff(tx, case, account, why))
        };
        assert_eq!(rule(exclude("Rune", "")), CaseRefusal::NoReason);
        assert_eq!(rule(exclude("Ines", "Her cousin.")), CaseRefusal::OwnerCannotBeExcluded);
        let exclusion = exclude("Rune", "His nephew.").unwrap();
        assert_eq!(rule(exclude("Rune", "His nephew.")), CaseRefusal::AlreadyExcluded);

        assert!(!listed("Rune") && !finds(world, world.actor("Rune"), case));
        world.days_pass(30);
        let overdue = world.sees(world.actor("Rune"), work::overdue).unwrap();
        assert!(overdue.iter().all(|r| r.subject != case.into()));
        assert!(listed("Cora"), "others see it as before");
        assert!(view(world, "Cora", case).exclusions.is_empty(), "why is for those who decide on it");
        assert_eq!(view(world, "Ines", case).exclusions[0].0.why, "His nephew.");

        let lift = |why: &str| world.tries(world.actor("Ines"), |tx| case::lift_exclusion(tx, case, exclusion, why));
        assert_eq!(rule(lift("")), CaseRefusal::NoReason);
        lift("It was another family.").unwrap();
        assert!(not_found(lift("Again.")));
        assert!(listed("Rune") && finds(world, world.actor("Rune"), case));
        assert_eq!(view(world, "Rune", case).exclusions.len(), 0);
        let words = |name: &str| {
            view(world, name, case).timeline.into_iter().filter_map(|e| e.words).collect::<Vec<_>>()
        };
        assert!(words("Ines").contains(&"It was another family.".to_owned()));
        assert!(!words("Rune").contains(&"It was another family.".to_owned()));
    }

    fn a_case_taken_over_begins_its_clocks_on_its_day(world: &mut World) {
        let (paul, north) = (world.actor("Paul"), world.north);
        let take = |draft| world.tries(paul, |tx| case::take_over(tx, north, draft));
        let some = draft("Adam Novak");
        let to_come = case::TakeOverDraft { on: day(20_261_125), ..some.clone() };
        assert_eq!(rule(take(to_come)), CaseRefusal::DatesOutOfOrder);
        let unsourced = case::TakeOverDraft { from: String::new(), ..some.clone() };
        assert_eq!(rule(take(unsourced)), CaseRefusal::SourceNotNamed);
        let closed = case::TakeOverDraft { stage: StateCode::Closed, ..some.clone() };
        assert_eq!(rule(take(closed)), CaseRefusal::UnknownValue);
        let nobody = case::TakeOverDraft { person: throughcare_domain::person::Identity::unnamed(" "), ..some.clone() };
        assert_eq!(rule(take(nobody)), CaseRefusal::NobodyDescribed);
        assert!(not_found(world.tries(world.actor("Jada"), |tx| case::take_over(tx, north, some.clone()))));
        assert!(not_found(world.tries(paul, |tx| case::take_over(tx, world.bridge, some.clone()))));

        let earlier = case::TakeOverDraft {
            on: day(20_261_102),
            stage: StateCode::Active,
            person: somebody("Lena Brandt", 2010),
            ..some
        };
        let case = take(earlier).unwrap();
        let seen = view(world, "Paul", case);
        let begins = day(20_261_102).begins(&jiff::tz::TimeZone::get("Europe/London").unwrap());
        assert_eq!(seen.case.state, State::Active { since: begins });
        assert_eq!(seen.child, Child::Child);
        let clock = |key: &str| seen.missing.iter().find(|e| e.expectation.clock == key).unwrap().expectation.clone();
        assert_eq!(clock("safe-contact").anchored_at, begins, "clocks begin on that day");
        assert!(seen.missing.iter().all(|e| e.expectation.clock != "adoption"), "nothing from before is expected");
        assert!(seen.missing.iter().any(|e| e.expectation.clock == "guardian"), "a child has a guardian");
        assert_eq!(seen.case.taken_over.unwrap().from, "The paper file of the old panel.");
    }

    fn a_clock_takes_new_dates_with_a_reason_a_limited_number_of_times(world: &mut World) {
        let case = case_of_ines(world);
        let find = |key: &str| view(world, "Ines", case).missing.into_iter().find(|e| e.expectation.clock == key).unwrap();
        let moderators = find("moderators");
        assert_eq!(moderators.redates_left, 1);
        let id = moderators.expectation.id;
        let new = moderators.expectation.due_at.plus_hours(24);
        let redate = |who: &str, at, reason| world.tries(world.actor(who), |tx| work::redate(tx, id, at, reason, "She is away."));
        assert!(not_found(redate("Omar", new, ReasonCode::StaffLeave)));
        let far = moderators.expectation.due_at.plus_hours(24 * 90);
        assert!(matches!(rule(redate("Ines", far, ReasonCode::StaffLeave)), ClockRefusal::Redate(RedateRefusal::TooFar { .. })));
        let past = world.house.now().plus_hours(-48);
        assert_eq!(rule(redate("Ines", past, ReasonCode::StaffLeave)), ClockRefusal::Redate(RedateRefusal::NotInFuture));
        redate("Ines", new, ReasonCode::StaffLeave).unwrap();
        let moved = find("moderators");
        assert!(moved.expectation.due_at > moderators.expectation.due_at);
        assert_eq!(moved.expectation.redated_because, Some(ReasonCode::StaffLeave));
        let again = moved.expectation.due_at.plus_hours(24);
        assert_eq!(
            rule(redate("Ines", again, ReasonCode::StaffLeave)),
            ClockRefusal::Redate(RedateRefusal::MovedOftenEnough { times: 1 })
        );
        assert!(view(world, "Ines", case).timeline.iter().any(|e| e.words.as_deref() == Some("She is away.")));
    }

    fn a_clock_is_waived_by_a_supervisor_with_a_reason_that_the_programme_uses(world: &mut World) {
        let case = case_of_ines(world);
        let id = view(world, "Ines", case).missing.iter().find(|e| e.expectation.clock == "moderators").unwrap().expectation.id;
        let waive = |who: &str, reason| world.tries(world.actor(who), |tx| work::waive(tx, id, reason, ""));
        assert!(not_found(waive("Ines", ReasonCode::NoLongerNeeded)));
        let unused = ReasonCode::ALL.iter().copied().find(|r| !reasons().contains(r));
        if let Some(unused) = unused {
            assert_eq!(rule(waive("Jada", unused)), ClockRefusal::ReasonNotUsedHere);
        }
        waive("Jada", ReasonCode::NoLongerNeeded).unwrap();
        assert_eq!(rule(waive("Jada", ReasonCode::NoLongerNeeded)), ClockRefusal::Settled);
        let settled = view(world, "Ines", case).settled;
        let row = settled.iter().find(|e| e.expectation.id == id).unwrap();
        assert!(matches!(row.expectation.outcome, Outcome::Waived { reason: Some(ReasonCode::NoLongerNeeded), .. }));
    }

    fn the_work_list_groups_what_is_owed_by_day_and_week(world: &mut World) {
        let case = case_of_ines(world);
        let list = world.sees(world.actor("Ines"), work::list).unwrap();
        let groups = [&list.today, &list.late, &list.this_week, &list.next_week];
        assert!(list.late.is_empty());
        let rows: Vec<_> = groups.iter().flat_map(|g| g.iter()).collect();
        assert!(!rows.is_empty());
        for row in &rows {
            assert_eq!(row.subject, case.into());
            assert_eq!(row.about.as_deref(), Some("Adam Novak"));
            assert_eq!(row.owner_name, "Ines Story");
        }
        world.days_pass(30);
        let list = world.sees(world.actor("Ines"), work::list).unwrap();
        assert!(list.late.iter().any(|r| r.expected.expectation.clock == "safe-contact"));
        assert!(list.this_week.is_empty() && list.next_week.is_empty());
    }

    fn a_namesake_of_another_programme_appears_nowhere(world: &mut World) {
        let case = case_of_ines(world);
        let listed = world.sees(world.actor("Rolf"), |tx| case::list(tx, Which::Open, None, 50)).unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].0.shown, "Adam Novak");
        assert_ne!(listed[0].0.id, case);
        assert!(!finds(world, world.actor("Rolf"), case));
        let foreign = listed[0].0.id;
        assert!(!finds(world, world.actor("Paul"), foreign));
        assert!(not_found(world.tries(world.actor("Paul"), |tx| {
            ownership::assign(tx, foreign.into(), world.account("Paul"), "Mine.")
        })));
        assert_eq!(view(world, "Ines", case).earlier, []);
    }
}

fn reasons() -> Vec<ReasonCode> {
    let shipped = throughcare_domain::programme::shipped();
    let (_, text) = shipped.iter().find(|(k, _)| *k == "local-panel").unwrap();
    throughcare_domain::programme::parse(text).unwrap().reasons
}

use throughcare_domain::code::Code;
