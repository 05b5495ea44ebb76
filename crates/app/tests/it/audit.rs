//! The audit chain under the hands of somebody who owns the database.

mod hand;

use hand::Hand;
use throughcare_app::{account, jobs};
use throughcare_domain::account::{Actor, Role, Scope};
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_store::audit::checkpoint;
use throughcare_store::audit::prune::prune_looks;
use throughcare_store::audit::verify::{Finding, Report, verify};
use throughcare_store::job::JobKind;
use throughcare_store::values;
use throughcare_testkit::{World, both_engines};

fn verified(world: &World) -> Report {
    verify(&world.house, |_| Ok(())).expect("the chain can be read")
}

fn sound(world: &World) -> Report {
    let report = verified(world);
    assert_eq!(report.findings, [], "nobody changed anything");
    report
}

/// Somebody signs in, looks at a list, and signs out.
fn come_and_go(world: &World, name: &str) {
    let who = world.account(name);
    let token = world.does(Actor::Operator, |tx| account::sign_in(tx, who, None));
    let north = world.north;
    world
        .sees(world.actor(name), |tx| {
            tx.view_list(Action::SeeWork, vec![north.into(), who.into()]);
            tx.view(Action::ReadProgramme, north);
            Ok::<_, throughcare_app::Refusal<()>>(())
        })
        .expect("may look");
    world.does(world.actor(name), |tx| account::sign_out(tx, &token, who));
}

/// Some days of work, most of it covered by a checkpoint.
fn some_days(world: &World) {
    for name in ["Tom", "Ines", "Omar"] {
        come_and_go(world, name);
        world.hours_pass(5);
    }
    checkpoint::keep(&world.house).unwrap().expect("is drawn");
    world.hours_pass(1);
    come_and_go(world, "Tom");
    come_and_go(world, "Mara");
}

/// Numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }
}

/// What somebody may do to one entry by hand, as SQL: `$1`, `$2` and `$3` are its place, `$4` some bytes.
const CHANGES: &[&str] = &[
    "UPDATE audit_entry SET class = class || 'x'",
    "UPDATE audit_entry SET at = at + 1",
    "UPDATE audit_entry SET at = at - 3600000000",
    "UPDATE audit_entry SET actor_kind = 'clock' || actor_kind",
    "UPDATE audit_entry SET account_id = COALESCE(account_id, 0) + 1",
    "UPDATE audit_entry SET role = COALESCE(role, '') || 'x'",
    "UPDATE audit_entry SET action = action || 'x'",
    "UPDATE audit_entry SET subject_kind = subject_kind || 'x'",
    "UPDATE audit_entry SET subject_id = subject_id + 1",
    "UPDATE audit_entry SET purpose = COALESCE(purpose, '') || 'x'",
    "UPDATE audit_entry SET happened_at = happened_at - 1",
    "UPDATE audit_entry SET until_at = COALESCE(until_at, 0) + 1",
    "UPDATE audit_entry SET about = COALESCE(about, 0) + 1",
    "UPDATE audit_entry SET code = COALESCE(code, '') || 'x'",
    "UPDATE audit_entry SET payload_version = payload_version + 1",
    "UPDATE audit_entry SET stream_id = stream_id + 1",
    "UPDATE audit_entry SET seq = seq + 1000",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_payload",
    "UPDATE audit_payload SET seq = seq + 1000",
];
const CHANGES_OF_BYTES: &[&str] = &[
    "UPDATE audit_entry SET payload_digest = $4",
    "UPDATE audit_entry SET prev = $4",
    "UPDATE audit_entry SET hash = $4",
    "UPDATE audit_payload SET body = $4",
    "UPDATE audit_head SET hash = $4",
];

/// Changes one entry, or swaps it with the next of its stream. Returns what was done.
fn tamper(hand: &mut Hand, place: &(String, i64, i64), dice: &mut Dice) -> String {
    let (kind, id, seq) = place;
    let at = "WHERE stream_kind = $1 AND stream_id = $2 AND seq = $3";
    let sides = CHANGES.len() + CHANGES_OF_BYTES.len() + 1;
    let chosen = dice.throw(sides);
    let sql = if let Some(change) = CHANGES.get(chosen) {
        let sql = format!("{change} {at}");
        hand.does(&sql, values![kind, *id, *seq]);
        sql
    } else if let Some(change) = CHANGES_OF_BYTES.get(chosen - CHANGES.len()) {
        let bytes: Vec<u8> = (0..32).map(|_| dice.throw(256) as u8).collect();
        // The head stands at the last place; wherever the entry is, its stream has one.
        let at = if change.contains("audit_head") {
            "WHERE stream_kind = $1 AND stream_id = $2 AND seq >= $3"
        } else {
            at
        };
        let sql = format!("{change} {at}");
        hand.does(&sql, values![kind, *id, *seq, bytes]);
        sql
    } else {
        swap(hand, place);
        "swapped with its neighbour".into()
    };
    format!("{sql} of {kind} {id} {seq}")
}

/// Swaps an entry with the one before it, or takes the whole stream's last away where it is the first.
fn swap(hand: &mut Hand, (kind, id, seq): &(String, i64, i64)) {
    let sql =
        "UPDATE audit_entry SET seq = $4 WHERE stream_kind = $1 AND stream_id = $2 AND seq = $3";
    let other = if *seq > 1 { seq - 1 } else { seq + 500 };
    hand.does(sql, values![kind, *id, *seq, -1_i64]);
    hand.tries(sql, values![kind, *id, other, *seq]).unwrap();
    hand.does(sql, values![kind, *id, -1_i64, other]);
}

both_engines! {
    /// Two hundred changes, deletions and swaps by hand: each is named, with the stream in which it was made.
    fn whatever_is_changed_by_hand_is_found(world: &mut World) {
        some_days(world);
        let mut hand = Hand::in_database_of(world);
        let before = sound(world);
        assert!(before.entries > 60 && before.not_covered > 0 && before.checkpoints == 1);
        hand.remember();
        let places: Vec<(String, i64, i64)> = hand
            .rows("SELECT stream_kind, stream_id, seq FROM audit_entry ORDER BY stream_kind, stream_id, seq")
            .iter()
            .map(|r| (r.text(0).unwrap().to_owned(), r.i64(1).unwrap(), r.i64(2).unwrap()))
            .collect();
        let mut dice = Dice(7);
        for round in 0..200 {
            let place = &places[dice.throw(places.len())];
            let done = tamper(&mut hand, place, &mut dice);
            let report = verified(world);
            assert!(!report.sound(), "round {round}: {done} was not found");
            let named = report.findings.iter().any(|f| {
                let words = f.to_string();
                words.contains(&throughcare_domain::id::encode(place.1))
                    || words.contains(&throughcare_domain::id::encode(place.1 + 1))
            });
            assert!(named, "round {round}: {done} was not named: {:?}", report.findings);
            hand.put_back();
        }
        let after = sound(world);
        assert_eq!((after.streams, after.entries), (before.streams, before.entries));
    }

    /// A stream taken away with its head leaves no gap in any other: the checkpoint misses it.
    fn a_whole_stream_taken_away_is_missed_by_the_checkpoint(world: &mut World) {
        some_days(world);
        let mut hand = Hand::in_database_of(world);
        for table in hand::TABLES {
            hand.does(
                &format!("DELETE FROM {table} WHERE stream_kind = 'account' AND stream_id = $1"),
                values![world.account("Olga").bits()],
            );
        }
        let report = verified(world);
        let [Finding::CheckpointNotMet { streams_signed, streams_found, .. }] = &report.findings[..] else {
            panic!("{:?}", report.findings);
        };
        assert_eq!(*streams_signed, streams_found + 1);
    }

    /// Somebody shortens a stream and sets its head back: the chain fits, and the checkpoint does not.
    fn a_stream_cut_short_with_care_is_missed_by_the_checkpoint(world: &mut World) {
        some_days(world);
        let mut hand = Hand::in_database_of(world);
        let who = world.account("Ines").bits();
        let last = hand
            .rows(&format!("SELECT seq, prev FROM audit_entry WHERE stream_kind = 'account' AND stream_id = {who} ORDER BY seq DESC LIMIT 1"));
        let (seq, prev) = (last[0].i64(0).unwrap(), last[0].bytes(1).unwrap().to_vec());
        for table in ["audit_entry", "audit_payload"] {
            hand.does(
                &format!("DELETE FROM {table} WHERE stream_kind = 'account' AND stream_id = $1 AND seq = $2"),
                values![who, seq],
            );
        }
        hand.does(
            "UPDATE audit_head SET seq = $2, hash = $3, at = (SELECT MAX(e.at) FROM audit_entry e WHERE e.stream_kind = 'account' AND e.stream_id = $1)
             WHERE stream_kind = 'account' AND stream_id = $1",
            values![who, seq - 1, prev],
        );
        assert!(matches!(verified(world).findings[..], [Finding::CheckpointNotMet { .. }]));
    }

    /// A checkpoint is what was signed, or it is reported.
    fn a_checkpoint_is_as_it_was_signed_or_it_is_reported(world: &mut World) {
        some_days(world);
        let mut hand = Hand::bound(world);
        let note = hand.rows("SELECT note FROM checkpoint")[0].text(0).unwrap().to_owned();
        for change in [
            "UPDATE checkpoint SET at = at - 60000000",
            "UPDATE checkpoint SET streams = streams - 1",
            "UPDATE checkpoint SET note = note || 'x'",
            "UPDATE checkpoint SET note = 'x' || note",
        ] {
            hand.batch(&format!("CREATE TABLE kept AS SELECT * FROM checkpoint; {change}"));
            let found = verified(world).findings;
            // A line after the signature is a witness's: it changes nothing that was signed.
            if !change.contains("note ||") {
                assert!(matches!(found[..], [Finding::CheckpointNotSigned { .. }]), "{change}: {found:?}");
            }
            hand.batch("DELETE FROM checkpoint; INSERT INTO checkpoint SELECT * FROM kept; DROP TABLE kept");
        }
        assert!(note.starts_with("throughcare/") && note.contains("\n\n\u{2014} throughcare/"));
        sound(world);
    }

    /// The clock keeps a checkpoint every five minutes, and none where nothing has changed.
    fn the_clock_keeps_a_checkpoint_where_something_changed(world: &mut World) {
        let kept = |world: &World| checkpoint::list_newest(&world.house, 99).unwrap().len();
        world.minutes_pass(10);
        assert!(jobs::run_due(&world.house).unwrap().contains(&JobKind::Checkpoint));
        assert_eq!(kept(world), 1);
        assert!(!jobs::run_due(&world.house).unwrap().contains(&JobKind::Checkpoint));
        world.minutes_pass(10);
        assert!(jobs::run_due(&world.house).unwrap().contains(&JobKind::Checkpoint));
        assert_eq!(kept(world), 1, "nothing had changed");
        come_and_go(world, "Tom");
        world.minutes_pass(10);
        jobs::run_due(&world.house).unwrap();
        assert_eq!(kept(world), 2);
        assert_eq!(sound(world).not_covered, 0);
    }

    /// Looks that a checkpoint covers may go; changes may not; and what is left still verifies.
    fn looks_are_pruned_behind_a_checkpoint_and_changes_never(world: &mut World) {
        some_days(world);
        world.hours_pass(1);
        checkpoint::keep(&world.house).unwrap().expect("is drawn");
        world.hours_pass(1);
        come_and_go(world, "Tom");
        let checkpoints = checkpoint::list_newest(&world.house, 9).unwrap();
        let before = sound(world);
        assert_eq!(prune_looks(&world.house, checkpoints[0].id).unwrap(), 10);
        assert_eq!(prune_looks(&world.house, checkpoints[0].id).unwrap(), 0);
        let after = sound(world);
        assert_eq!((after.entries, after.streams), (before.entries - 10, before.streams));
        let mut hand = Hand::bound(world);
        let changes = hand.tries("DELETE FROM audit_entry WHERE class = 'change'", values![]);
        assert!(changes.is_err(), "a trigger keeps changes");
        hand.does("DELETE FROM audit_payload WHERE stream_kind = 'look'", values![]);
        hand.does("DELETE FROM audit_entry WHERE class = 'look'", values![]);
        let found = verified(world).findings;
        assert!(found.iter().any(|f| matches!(f, Finding::EntryMissing { .. })), "{found:?}");
    }

    /// The daily sweep deletes looks when their term has passed, and not before; changes stay.
    fn looks_go_with_the_daily_sweep_when_their_term_has_passed(world: &mut World) {
        some_days(world);
        world.minutes_pass(10);
        jobs::run_due(&world.house).unwrap();
        let before = sound(world).entries;
        world.days_pass(700);
        world.hours_pass(5);
        assert!(jobs::run_due(&world.house).unwrap().contains(&JobKind::Sweep));
        assert_eq!(sound(world).entries, before, "23 months: all are kept");
        world.days_pass(32);
        assert!(jobs::run_due(&world.house).unwrap().contains(&JobKind::Sweep));
        assert_eq!(sound(world).entries, before - 10, "24 months: the looks of five visits are gone");
        come_and_go(world, "Tom");
        assert_eq!(sound(world).entries, before - 10 + 4, "what comes after goes on from there");
        world.days_pass(1);
        jobs::run_due(&world.house).unwrap();
        assert_eq!(sound(world).entries, before - 10 + 4);
    }

    /// What is erased with its key leaves a chain that verifies; what merely vanishes does not.
    fn erased_contents_are_no_finding_and_vanished_ones_are(world: &mut World) {
        some_days(world);
        let who = world.account("Olga").bits();
        let mut hand = Hand::bound(world);
        hand.does("DELETE FROM audit_payload WHERE stream_kind = 'account' AND stream_id = $1", values![who]);
        let found = verified(world).findings;
        assert!(found.iter().all(|f| matches!(f, Finding::PayloadMissing { .. })) && !found.is_empty());
        hand.does("DELETE FROM subject_key WHERE subject_kind = 'account' AND subject_id = $1", values![who]);
        sound(world);
    }

    /// Eight writers at once in one stream, and eight at once in a stream that is not there yet.
    fn writers_of_one_stream_leave_no_gap(world: &mut World) {
        let mara = world.account("Mara");
        let row = world
            .sees(Actor::Operator, |tx| {
                Ok::<_, throughcare_app::Refusal<()>>(throughcare_store::account::find_account(tx, mara)?)
            })
            .unwrap()
            .expect("Mara has an account");
        let before = sound(world).entries;
        let (world, row) = (&*world, &row);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(move || {
                    for _ in 0..10 {
                        world.does(Actor::Operator, |tx| {
                            account::give_hat(tx, row, Role::Intake, Scope::Programme(world.bridge))
                        });
                        world
                            .sees(world.actor("Lea"), |tx| {
                                tx.view(Action::SeeWork, world.bridge);
                                Ok::<_, throughcare_app::Refusal<()>>(())
                            })
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(sound(world).entries, before + 160);
    }
}
