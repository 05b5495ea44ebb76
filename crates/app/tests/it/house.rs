//! What those see who answer for the whole: what is late, the standards, counts, staff and the outbox.

use crate::common::*;
use crate::concern::{daniel, namesake};
use crate::prior_contact::{about, searched};
use throughcare_app::case::show;
use throughcare_app::identify::matching_officer;
use throughcare_app::refusal::NoRule;
use throughcare_app::{Refusal, account, notice, oversight, ownership, programme, work};
use throughcare_domain::account::{Role, Scope};
use throughcare_domain::id::*;
use throughcare_domain::subject::Subject;
use throughcare_store::Tx;
use throughcare_testkit::{World, both_engines};

fn refused<T: std::fmt::Debug>(outcome: Result<T, Refusal<NoRule>>) {
    assert!(matches!(outcome, Err(Refusal::NotFound)), "{outcome:?}");
}

/// Tells apart who may read something at large and who may not.
fn check_readers<T>(
    world: &World,
    may: &[&str],
    may_not: &[&str],
    read: fn(&mut Tx<'_>) -> Result<T, Refusal<NoRule>>,
) {
    for name in may {
        assert!(world.sees(world.actor(name), read).is_ok(), "{name}");
    }
    for name in may_not {
        let seen = world.sees(world.actor(name), read);
        assert!(matches!(seen, Err(Refusal::NotFound)), "{name}");
    }
}

both_engines! {
    fn what_is_late_stands_longest_first_for_those_who_answer_and_shows_nothing_of_another_programme(world: &mut World) {
        let case = case_of_ines(world);
        assert_eq!(world.sees(world.actor("Rune"), work::overdue).unwrap(), []);
        world.days_pass(40);
        let rows = world.sees(world.actor("Rune"), work::overdue).unwrap();
        assert!(!rows.is_empty());
        assert!(rows.iter().all(|r| r.subject == Subject::Case(case)), "{rows:?}");
        let due: Vec<_> = rows.iter().map(|r| r.expected.expectation.due_at).collect();
        assert!(due.is_sorted(), "{due:?}");
        check_readers(world, &["Rune", "Cora", "Jada", "Paul"], &["Ines", "Tom", "Mei", "Eva", "Ada", "Dina"], work::overdue);
    }

    fn the_standards_are_read_by_whoever_works_by_them_and_by_those_who_watch(world: &mut World) {
        let (north, bridge) = (world.north, world.bridge);
        let seen = world.sees(world.actor("Ines"), |tx| programme::show(tx, north)).unwrap();
        assert_eq!((seen.adopted.version, seen.on_duty.as_deref()), (1, Some("Tom Story")));
        assert_eq!(seen.lead_agency, "Northmoor Council");
        assert!(seen.counsel.contains("") && seen.text.contains("CHECK WITH COUNSEL"));
        refused(world.sees(world.actor("Ines"), |tx| programme::show(tx, bridge)).map(|_| ()));
        refused(world.sees(world.actor("Nora"), |tx| programme::show(tx, north)).map(|_| ()));
        for name in ["Dina", "Olga", "Ada"] {
            let names: Vec<ProgrammeId> = world.sees(world.actor(name), programme::list).unwrap().into_iter().map(|(id, _)| id).collect();
            assert_eq!(names.len(), 2, "{name}");
            assert!(world.sees(world.actor(name), |tx| programme::show(tx, bridge)).is_ok());
        }
        let nowhere = ProgrammeId::from_bits(1);
        refused(world.sees(world.actor("Ada"), |tx| programme::show(tx, nowhere)).map(|_| ()));
    }

    fn oversight_counts_looks_by_programme_and_refusals_by_role_and_opens_no_file(world: &mut World) {
        let case = case_of_ines(world);
        let before = world.sees(world.actor("Olga"), oversight::show).unwrap();
        for _ in 0..3 {
            world.sees(world.actor("Ines"), |tx| show::show(tx, case)).unwrap();
        }
        refused(world.sees(world.actor("Omar"), |tx| show::show(tx, case)).map(|_| ()));
        let after = world.sees(world.actor("Olga"), oversight::show).unwrap();
        let looks = |view: &oversight::OversightView, n: usize| view.programmes[n].1.looks;
        assert!(looks(&after, 0) >= looks(&before, 0) + 3, "{after:?}");
        assert_eq!(looks(&after, 1), looks(&before, 1));
        assert!(after.refusals.contains(&(Role::CaseLead, 1, 1)), "{:?}", after.refusals);
        assert_eq!(after.total.looks, looks(&after, 0) + looks(&after, 1));
        world.days_pass(31);
        let later = world.sees(world.actor("Olga"), oversight::show).unwrap();
        assert_eq!((later.total.looks, later.refusals.len()), (0, 0));
        check_readers(world, &["Dina", "Olga"], &["Ada", "Paul", "Rune", "Tom", "Eva"], oversight::show);
    }

    fn oversight_counts_what_stays_late_for_the_data_protection_officer_and_names_no_record(world: &mut World) {
        let asked = || {
            namesake(world);
            let one = about(world, daniel());
            let search = searched(world, "Tom", one);
            world.does(world.actor("Tom"), |tx| matching_officer::ask_officer(tx, one.0, one.1, search));
        };
        asked();
        world.days_pass(1);
        asked();
        let told = |world: &World| world.sees(world.actor("Dina"), oversight::show).unwrap().told;
        assert_eq!(told(world), [], "it is not late yet");
        world.days_pass(20);
        let found: Vec<oversight::Told> = told(world).into_iter().filter(|t| t.clock == "officer-answers").collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].times >= 2, "{found:?}");
        assert!(found[0].since < world.house.now());
        let nobody_else = |t: &oversight::Told| ["officer-answers", "retention-review-set"].contains(&t.clock.as_str());
        assert!(told(world).iter().all(nobody_else), "what escalates to others is theirs: {:?}", told(world));
    }

    fn oversight_names_whoever_holds_administration_and_casework(world: &mut World) {
        assert_eq!(world.sees(world.actor("Dina"), oversight::show).unwrap().both_hats, []);
        let staff = world.sees(world.actor("Ada"), |tx| account::staff(tx, None, 100)).unwrap();
        let ines = staff.into_iter().find(|s| s.account.name == "Ines Story").unwrap().account;
        world.does(world.actor("Ada"), |tx| {
            account::give_hat(tx, &ines, Role::Administrator, Scope::Installation)
        });
        let seen = world.sees(world.actor("Dina"), oversight::show).unwrap().both_hats;
        assert_eq!(seen, [("Ines Story".to_owned(), vec![Role::CaseLead, Role::Administrator])]);
    }

    fn the_administrator_sees_who_can_sign_in_and_what_is_mailed_and_no_case(world: &mut World) {
        let staff = world.sees(world.actor("Ada"), |tx| account::staff(tx, None, 100)).unwrap();
        let paul = staff.iter().find(|s| s.account.name == "Paul Story").unwrap();
        let roles: Vec<Role> = paul.hats.iter().map(|(role, _)| *role).collect();
        assert_eq!(roles, [Role::ProgrammeManager, Role::PanelChair]);
        let last = staff[1].account.id;
        let page = world.sees(world.actor("Ada"), |tx| account::staff(tx, Some(last), 2)).unwrap();
        assert_eq!(page[0].account.id, staff[2].account.id);

        let case = case_of_ines(world);
        let omar = world.account("Omar");
        world.does(world.actor("Ines"), |tx| ownership::offer(tx, case.into(), omar, ""));
        let sent = world.sees(world.actor("Ada"), notice::outbox).unwrap();
        assert_eq!((sent[0].name.as_str(), sent[0].notice.subject), ("Omar Story", Subject::Case(case)));
        refused(world.sees(world.actor("Ada"), |tx| show::show(tx, case)).map(|_| ()));
        check_readers(world, &["Ada"], &["Dina", "Olga", "Paul", "Ines"], notice::outbox);
        check_readers(world, &["Ada"], &["Dina", "Paul", "Ines"], |tx| account::staff(tx, None, 10));
    }
}
