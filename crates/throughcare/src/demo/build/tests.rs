//! The demonstration holds what it promises.

use super::*;
use crate::demo::cast;
use std::collections::BTreeMap;
use std::path::PathBuf;
use throughcare_app::work::{self, WorkList};
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;
use throughcare_store::audit::verify::verify;
use throughcare_store::db::{Conn, Row};
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::house::{Founding, Kind, Place, beside};
use throughcare_store::keys::{Key, Root};
use throughcare_store::{expectation, values};

/// A demonstration in a folder of its own, gone when the test ends.
struct Shown {
    house: House,
    folder: PathBuf,
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A time of day in London on a day of November 2026. The 24th is a Tuesday.
fn november(day: i8, hour: i8) -> Moment {
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap();
    Moment::from_civil(jiff::civil::date(2026, 11, day).at(hour, 40, 0, 0), &zone)
}

fn shown(name: &str, now: Moment, seed: u64) -> Shown {
    let folder =
        std::env::temp_dir().join(format!("throughcare_demo_{}_{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let place = Place::Sqlite {
        file: folder.join("throughcare.db"),
    };
    let founding = Founding {
        kind: Kind::Demonstration,
        name: "Throughcare demonstration".into(),
        seed: Some(seed as i64),
    };
    let root = Root::new(1, Key::fresh(&Chance::seeded(seed + 1)));
    let (clock, chance) = (Clock::standing(now), Chance::seeded(seed));
    let house = House::open(&place, root, clock, chance, Some(&founding)).unwrap();
    build(&house, &cast::cast(), seed as i64).unwrap_or_else(|why| panic!("{name}: {why}"));
    Shown { house, folder }
}

impl Shown {
    /// Reads past the product, with the key of the file.
    fn rows(&self, sql: &str) -> Vec<Row> {
        let file = self.folder.join("throughcare.db");
        let wrapped = std::fs::read(beside(&file)).unwrap();
        let key = self.house.root().unwrap(&wrapped, "database file").unwrap();
        let hex: String = key.bytes().iter().map(|b| format!("{b:02x}")).collect();
        let conn = rusqlite::Connection::open(file).unwrap();
        conn.execute_batch(&format!("PRAGMA key = \"x'{hex}'\";"))
            .unwrap();
        Conn::Sqlite(conn).query(sql, values![]).unwrap()
    }

    fn counted(&self, sql: &str) -> BTreeMap<String, i64> {
        let rows = self.rows(sql);
        rows.iter()
            .map(|r| (r.text(0).unwrap().to_owned(), r.i64(1).unwrap()))
            .collect()
    }

    /// The reference, state and owner of everything that has one, in the order of references.
    fn standing(&self) -> Vec<(String, String, String)> {
        let rows = self.rows(
            "SELECT t.reference, t.state, o.owner_id FROM ownership o
             JOIN (SELECT 'enquiry' AS kind, id, reference, state FROM enquiry
                   UNION ALL SELECT 'referral', id, reference, state FROM referral
                   UNION ALL SELECT 'case', id, reference, state FROM case_record) t
               ON t.kind = o.subject_kind AND t.id = o.subject_id
             ORDER BY t.reference",
        );
        let owner = |bits| {
            let mut tx = Tx::reading(&self.house, Actor::Operator).unwrap();
            throughcare_store::account::name_of(&mut tx, AccountId::from_bits(bits)).unwrap()
        };
        rows.iter()
            .map(|r| {
                let text = |n| r.text(n).unwrap().to_owned();
                (text(0), text(1), owner(r.i64(2).unwrap()))
            })
            .collect()
    }

    fn subjects(&self) -> Vec<(Subject, ProgrammeId)> {
        self.rows("SELECT subject_kind, subject_id, programme_id FROM ownership")
            .iter()
            .map(|r| {
                let subject = Subject::from_stored(r.text(0).unwrap(), r.i64(1).unwrap());
                (subject.unwrap(), ProgrammeId::from_bits(r.i64(2).unwrap()))
            })
            .collect()
    }

    /// The work list of somebody of the cast in one of their hats.
    fn work(&self, email: &str, role: Role) -> WorkList {
        let mut tx = Tx::reading(&self.house, Actor::Operator).unwrap();
        let found = throughcare_store::account::find_credentials(&mut tx, email);
        let account = found.unwrap().unwrap().account;
        let hats = throughcare_store::account::list_hats(&mut tx, account).unwrap();
        drop(tx);
        let hat = *hats.iter().find(|h| h.role == role).unwrap();
        let actor = Actor::Person { account, hat };
        let attempt = Attempt::new(Action::SeeWork, account);
        throughcare_app::view(&self.house, actor, attempt, work::list).unwrap()
    }
}

#[test]
fn on_a_tuesday_it_holds_what_the_cast_tells() {
    let shown = shown("tuesday", november(24, 9), 7);
    each_state_holds_as_many_as_the_cast_tells(&shown);
    everything_has_exactly_one_owner(&shown);
    what_is_expected_is_what_the_facts_say(&shown);
    the_audit_chain_is_sound(&shown);
    each_role_has_work(&shown);
    people_turn_up_again_and_are_judged(&shown);
    assert_eq!(
        shown.house.now(),
        november(24, 9),
        "the clock stands where it stood"
    );
}

fn each_state_holds_as_many_as_the_cast_tells(shown: &Shown) {
    let cast = cast::cast();
    let mut referrals: BTreeMap<String, i64> = BTreeMap::new();
    let mut cases: BTreeMap<String, i64> = BTreeMap::new();
    for story in &cast.referrals {
        let state = match story.outcome {
            cast::Outcome::Received => "received",
            cast::Outcome::InScreening => "in_screening",
            cast::Outcome::AwaitingInformation { .. } => "awaiting_information",
            cast::Outcome::Accepted(_) => "accepted",
            cast::Outcome::Redirected { .. } => "redirected",
            cast::Outcome::NoFurtherAction(_) => "no_further_action",
        };
        *referrals.entry(state.into()).or_default() += 1;
        if let Some(case) = &story.case {
            let state = match case.stage {
                cast::Stage::Considered => "considered",
                cast::Stage::Active => "active",
                cast::Stage::Declined => "closed",
            };
            *cases.entry(state.into()).or_default() += 1;
        }
    }
    // One case was taken over from earlier records.
    *cases.entry("considered".into()).or_default() += 1;
    let mut enquiries: BTreeMap<String, i64> = BTreeMap::new();
    for story in &cast.enquiries {
        let state = match story.ending {
            cast::Ending::Open => "open",
            cast::Ending::AdviceGiven => "advice_given",
            cast::Ending::SentElsewhere { .. } => "sent_elsewhere",
            cast::Ending::Lost => "lost",
            cast::Ending::BecameReferral { .. } => "became_referral",
        };
        *enquiries.entry(state.into()).or_default() += 1;
    }
    for (table, expected) in [
        ("referral", referrals),
        ("case_record", cases),
        ("enquiry", enquiries),
    ] {
        let sql = format!("SELECT state, COUNT(*) FROM {table} GROUP BY state");
        assert_eq!(shown.counted(&sql), expected, "{table}");
    }
}

fn everything_has_exactly_one_owner(shown: &Shown) {
    let cast = cast::cast();
    let cases = 1 + cast.referrals.iter().filter(|r| r.case.is_some()).count();
    let expected = cast.referrals.len() + cast.enquiries.len() + cases;
    assert_eq!(shown.standing().len(), expected);
    assert_eq!(shown.subjects().len(), expected);
}

fn what_is_expected_is_what_the_facts_say(shown: &Shown) {
    let mut tx = Tx::reading(&shown.house, Actor::Operator).unwrap();
    let mut rows = 0;
    for (subject, programme) in shown.subjects() {
        let mut stored = expectation::stored(&mut tx, subject).unwrap();
        let mut computed = expectation::compute(&mut tx, subject, programme).unwrap();
        stored.sort_by_key(|x| x.id);
        computed.sort_by_key(|x| x.id);
        assert_eq!(stored, computed, "{subject:?}");
        rows += stored.len();
    }
    assert!(rows > 1_000, "{rows} rows");
}

fn the_audit_chain_is_sound(shown: &Shown) {
    let report = verify(&shown.house, |_| Ok(())).unwrap();
    assert!(report.sound(), "{:?}", report.findings);
}

/// Whoever has a work list finds something on it; whoever carries most finds it under today, late and this week.
fn each_role_has_work(shown: &Shown) {
    use Role::*;
    let full = [
        ("tom.arnesen@northmoor.example", Intake),
        ("mira.stahl@northmoor.example", Intake),
        ("ines.okafor@northmoor.example", CaseLead),
        ("hanna.wisniewska@northmoor.example", CaseLead),
        ("sipho.mbeki@northmoor.example", Practitioner),
        ("eleni.kostadinou@harbour-health.example", Assessor),
        ("rhea.lindqvist@northmoor.example", PanelChair),
        ("priya.nair@harbour-health.example", PanelMember),
        ("petra.olsen@northmoor.example", Coordinator),
        ("joy.amadi@northmoor.example", Supervisor),
        ("maren.achterberg@northmoor.example", ProgrammeManager),
        ("saskia.noordhof@bridge.example", Intake),
        ("lea.brandt@bridge.example", ProgrammeManager),
        ("yusuf.demir@bridge.example", CaseLead),
        ("halina.wrona@bridge.example", MatchingOfficer),
        ("anneliese.kroll@lantern-trust.example", OutsideSecond),
    ];
    for (email, role) in full {
        let list = shown.work(email, role);
        let found = (list.today.len(), list.late.len(), list.this_week.len());
        let all = found.0 > 0 && found.1 > 0 && found.2 > 0;
        assert!(all, "{email} as {}: {found:?}", role.code());
    }
    // Whoever works in both programmes has work in both.
    let list = shown.work("yusuf.demir@bridge.example", Practitioner);
    assert!(!list.this_week.is_empty(), "Yusuf in Northmoor");
}

fn people_turn_up_again_and_are_judged(shown: &Shown) {
    let verdicts = shown.counted("SELECT verdict, COUNT(*) FROM person_link GROUP BY verdict");
    for verdict in ["same", "possibly", "not_same", "cannot_tell"] {
        assert!(verdicts.contains_key(verdict), "{verdict}: {verdicts:?}");
    }
    // Whoever was judged the same was compared, and another person agreed.
    let seconded = shown.rows(
        "SELECT COUNT(*) FROM decision d JOIN second_look s ON s.decision_id = d.id
         WHERE d.question = 'screening' AND NOT s.deferred AND s.answered_by <> d.decided_by",
    );
    assert!(seconded[0].i64(0).unwrap() >= 5, "{seconded:?}");
}

#[test]
fn the_same_seed_on_the_same_day_tells_the_same() {
    let first = shown("first", november(24, 9), 7);
    let second = shown("second", november(24, 9), 7);
    assert_eq!(first.standing(), second.standing());
}

#[test]
fn it_is_built_on_a_sunday_and_early_on_a_monday() {
    let (sunday, monday) = (november(29, 15), november(30, 1));
    each_state_holds_as_many_as_the_cast_tells(&shown("sunday", sunday, 8));
    each_state_holds_as_many_as_the_cast_tells(&shown("monday", monday, 9));
}
