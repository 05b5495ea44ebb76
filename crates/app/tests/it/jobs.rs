//! What the clock does, once, however many instances ask it to.

use crate::common::*;
use throughcare_app::{Refusal, case, jobs};
use throughcare_domain::id::*;
use throughcare_store::House;
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::job::JobKind;
use throughcare_store::keys::{Key, Root};
use throughcare_store::notice::{NoticeKind, list_notices};
use throughcare_testkit::{World, both_engines};

fn digests(world: &World) -> Vec<AccountId> {
    let notices = world.sees(world.actor("Ada"), |tx| {
        Ok::<_, Refusal<()>>(list_notices(tx, 500)?)
    });
    let mut to: Vec<AccountId> = notices
        .unwrap()
        .into_iter()
        .filter(|n| n.kind == NoticeKind::DailyDigest)
        .map(|n| n.account)
        .collect();
    to.sort();
    to
}

/// Another instance on the same database, at the same time.
fn another(world: &World, seed: u64) -> House {
    let root = Root::new(1, Key::fresh(&Chance::seeded(8)));
    let clock = Clock::standing(world.house.now());
    House::open(
        world.database().place(),
        root,
        clock,
        Chance::seeded(seed),
        None,
    )
    .unwrap()
}

both_engines! {
    fn whoever_must_know_is_told_once_a_day(world: &mut World) {
        case_of_ines(world);
        assert_eq!(jobs::run_due(&world.house).unwrap(), [
                JobKind::Sweep,
                JobKind::DailyDigest,
                JobKind::Checkpoint
            ]);
        assert!(digests(world).is_empty(), "nothing has stayed late");
        world.days_pass(28);
        jobs::run_due(&world.house).unwrap();
        let first = digests(world);
        assert!(first.contains(&world.account("Jada")), "the supervisor is told");
        assert!(!first.contains(&world.account("Ines")), "the owner has a work list");
        let mut once = first.clone();
        once.dedup();
        assert_eq!(first, once, "one digest for each person");
        for _ in 0..3 {
            world.minutes_pass(1);
            assert!(!jobs::run_due(&world.house).unwrap().contains(&JobKind::DailyDigest));
        }
        assert_eq!(digests(world), first);
        world.days_pass(1);
        jobs::run_due(&world.house).unwrap();
        assert_eq!(digests(world).len(), first.len() * 2);
    }

    fn nothing_is_sent_on_a_day_on_which_the_programme_rests(world: &mut World) {
        case_of_ines(world);
        // From Tuesday 24 November to Sunday 27 December.
        world.days_pass(33);
        assert_eq!(jobs::run_due(&world.house).unwrap(), [
                JobKind::Sweep,
                JobKind::DailyDigest,
                JobKind::Checkpoint
            ]);
        let of_north = world.account("Jada");
        assert!(!digests(world).contains(&of_north));
    }

    fn nobody_is_told_of_a_case_from_which_they_are_excluded(world: &mut World) {
        let case = case_of_ines(world);
        let jada = world.account("Jada");
        let exclusion = world.does(world.actor("Ines"), |tx| case::exclude_staff(tx, case, jada, "Her brother."));
        world.days_pass(28);
        jobs::run_due(&world.house).unwrap();
        assert!(!digests(world).contains(&jada));
        world.does(world.actor("Ines"), |tx| case::lift_exclusion(tx, case, exclusion, "He moved away."));
        world.days_pass(1);
        jobs::run_due(&world.house).unwrap();
        assert!(digests(world).contains(&jada));
    }

    fn two_instances_do_nothing_twice(world: &mut World) {
        case_of_ines(world);
        world.days_pass(28);
        let others = [another(world, 21), another(world, 22)];
        let done: Vec<JobKind> = std::thread::scope(|scope| {
            let houses = [&world.house, &others[0], &others[1]];
            let runs: Vec<_> = houses.into_iter().map(|h| scope.spawn(move || jobs::run_due(h).unwrap())).collect();
            runs.into_iter().flat_map(|run| run.join().unwrap()).collect()
        });
        let count = |kind| done.iter().filter(|k| **k == kind).count();
        assert_eq!((count(JobKind::DailyDigest), count(JobKind::Sweep)), (1, 1));
        let told = digests(world);
        let mut once = told.clone();
        once.dedup();
        assert_eq!(told, once);
        assert!(!told.is_empty());
    }

    fn a_holder_whose_lease_ran_out_leaves_nothing_behind(world: &mut World) {
        case_of_ines(world);
        let now = world.house.now();
        throughcare_store::job::insert_job(&world.house, JobKind::DailyDigest, 0, now).unwrap();
        let asleep = throughcare_store::job::take(&world.house).unwrap().unwrap();
        assert_eq!(throughcare_store::job::take(&world.house).unwrap(), None, "it is leased");
        world.minutes_pass(6);
        let awake = throughcare_store::job::take(&world.house).unwrap().unwrap();
        assert_eq!(asleep.id, awake.id);
        let to = [(world.account("Jada"), world.north)];
        assert!(matches!(
            throughcare_store::job::finish_digest(&world.house, &asleep, &to),
            Err(throughcare_store::Error::Stale)
        ));
        assert!(digests(world).is_empty());
        throughcare_store::job::finish_digest(&world.house, &awake, &to).unwrap();
        assert_eq!(digests(world).len(), 1);
    }

    fn the_clock_opens_and_decides_nothing(world: &mut World) {
        let case = case_of_ines(world);
        world.days_pass(28);
        let before = facts(world, case);
        jobs::run_due(&world.house).unwrap();
        assert_eq!(facts(world, case), before);
    }
}

fn facts(world: &World, case: CaseId) -> usize {
    world
        .sees(world.actor("Paul"), |tx| case::show(tx, case))
        .unwrap()
        .timeline
        .len()
}
