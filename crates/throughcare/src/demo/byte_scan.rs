//! The byte scan: nothing that is sealed may be read where it lies. A demonstration is made and worked in; then every
//! byte of its files, of each column, of what was logged and of a dump is searched for what the cast says.
//!
//! What is looked for: each name, address, telephone number and street of a person, guardian, referrer or member of
//! staff, and the first words of every text. Public and therefore left out: what the programme files say, and the
//! names of agencies and programmes.

mod browser;
mod needles;

use super::{build, cast};
use browser::Browser;
use needles::{Needles, needles};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use throughcare_domain::moment::Moment;
use throughcare_store::House;
use throughcare_store::db::{Conn, Value};
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::house::{Founding, Kind, Place, beside};
use throughcare_store::keys::Root;
use throughcare_store::{root_file, values};
use throughcare_testkit::{Database, Engine};
use throughcare_web::Site;

const SEED: i64 = 7;
/// As many needles as the scan must at least know, and find in a build that seals nothing.
const LEAST: usize = 500;

struct Folder(PathBuf);

impl Folder {
    fn fresh(name: &str) -> Folder {
        let name = format!("throughcare_scan_{}_{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn root(&self) -> Root {
        let (root, _) =
            root_file::read_or_make(&self.0.join("root.key"), &Chance::System, true).unwrap();
        root
    }

    fn place(&self) -> Place {
        Place::Sqlite { file: self.file() }
    }

    fn file(&self) -> PathBuf {
        self.0.join("throughcare.db")
    }

    /// What each file of the folder gives away.
    fn given_away(&self, needles: &Needles) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for entry in std::fs::read_dir(&self.0).unwrap() {
            let path = entry.unwrap().path();
            for needle in needles.found_in(&std::fs::read(&path).unwrap()) {
                found.insert(format!("{}: {needle}", name_of(&path)));
            }
        }
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Twenty to ten on Tuesday 24 November 2026 in London.
fn tuesday() -> Moment {
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap();
    Moment::from_civil(jiff::civil::date(2026, 11, 24).at(9, 40, 0, 0), &zone)
}

fn founding() -> Founding {
    Founding {
        kind: Kind::Demonstration,
        name: "Throughcare demonstration".into(),
        seed: Some(SEED),
    }
}

fn clock_and_chance() -> (Clock, Chance) {
    (Clock::standing(tuesday()), Chance::seeded(SEED as u64))
}

/// A sealed demonstration at a place.
fn made(place: &Place, root: Root) -> House {
    let (clock, chance) = clock_and_chance();
    let house = House::open(place, root, clock, chance, Some(&founding())).unwrap();
    build::build(&house, &cast::cast(), SEED).unwrap();
    house
}

/// Somebody works in it: pages are read, a form is refused, and what was typed when a session ran out is kept.
/// Returns what was logged meanwhile, at the finest level.
fn worked_in(house: House) -> (Arc<House>, Vec<u8>) {
    let house = Arc::new(house);
    let sign_ins = build::sign_ins(&cast::cast(), SEED);
    let site = Arc::new(Site::new(house.clone(), sign_ins.clone(), false));
    let mut browser = Browser::at(site);
    for sign_in in &sign_ins {
        browser.sign_in(sign_in);
        for path in [
            "/work",
            "/overdue",
            "/enquiries",
            "/referrals",
            "/cases",
            "/programme",
        ] {
            browser.get(path);
        }
        browser.follows("/work", 6);
    }
    let intake = sign_ins.iter().find(|s| s.role == "intake").unwrap();
    browser.sign_in(intake);
    let cast = cast::cast();
    let (person, story) = (&cast.persons[0], &cast.referrals[0]);
    let typed: Vec<(&str, &str)> = vec![
        ("described", &cast.enquiries[0].caller),
        ("about", &person.names[0].is),
        ("said", &story.seen),
        ("seen", &story.seen),
        ("minutes", "a quarter of an hour"),
    ];
    // Refused, for minutes are a number; what was typed stands on the page again.
    let token = browser.token("/enquiries/new");
    let refused = browser.post("/enquiries/new", &token, &typed);
    assert_eq!(refused.status, 422, "the form is refused");
    assert!(refused.body.contains("a quarter of an hour"));
    // By a name that is nobody's, and by one that is not searched here.
    browser.get(&format!(
        "/referrals?name={}",
        browser::typed(&person.names[0].is)
    ));
    // A day later the session has run out: what was typed is kept under its owner's key.
    house.clock.set(tuesday().plus_hours(26));
    let kept = browser.post("/enquiries/new", &token, &typed);
    assert_eq!(kept.status, 303, "on to sign-in");
    let drafts = house
        .by_hand("UPDATE draft SET id = id", values![])
        .expect("drafts are there");
    assert!(drafts > 0, "what was typed was kept");
    (house, browser.logged())
}

/// Every value of every table, as whoever holds the key of the file reads it.
fn columns(house: &House, folder: &Folder, sealed: bool) -> Vec<(String, Vec<u8>)> {
    let conn = rusqlite::Connection::open(folder.file()).unwrap();
    if sealed {
        let wrapped = std::fs::read(beside(&folder.file())).unwrap();
        let key = house.root().unwrap(&wrapped, "database file").unwrap();
        let hex: String = key.bytes().iter().map(|b| format!("{b:02x}")).collect();
        conn.execute_batch(&format!("PRAGMA key = \"x'{hex}'\";"))
            .unwrap();
    }
    let mut conn = Conn::Sqlite(conn);
    let tables = conn
        .query(
            "SELECT name FROM sqlite_master WHERE type = 'table'",
            values![],
        )
        .unwrap();
    let mut out = Vec::new();
    for table in tables {
        let table = table.text(0).unwrap().to_owned();
        for row in conn
            .query(&format!("SELECT * FROM {table}"), values![])
            .unwrap()
        {
            for (n, value) in row.values().iter().enumerate() {
                let bytes = match value {
                    Value::Text(text) => text.clone().into_bytes(),
                    Value::Bytes(bytes) => bytes.clone(),
                    Value::Null | Value::Bool(_) | Value::I64(_) => continue,
                };
                out.push((format!("{table}, column {n}"), bytes));
            }
        }
    }
    out
}

#[test]
fn there_are_enough_needles_and_none_of_them_is_public() {
    let needles = needles();
    assert!(needles.len() >= LEAST, "{} needles", needles.len());
    assert_eq!(needles.found_in(needles::public().as_bytes()).len(), 0);
}

#[test]
fn files_columns_and_logs_give_nothing_away() {
    let needles = needles();
    let folder = Folder::fresh("sealed");
    let (house, logged) = worked_in(made(&folder.place(), folder.root()));
    let names: Vec<String> = std::fs::read_dir(&folder.0)
        .unwrap()
        .map(|entry| name_of(&entry.unwrap().path()))
        .collect();
    for file in [
        "throughcare.db",
        "throughcare.db-wal",
        "throughcare.db-shm",
        "throughcare.db.key",
        "root.key",
    ] {
        assert!(
            names.iter().any(|n| n == file),
            "{file} is not in {names:?}"
        );
    }
    assert_eq!(folder.given_away(&needles), BTreeSet::new(), "files");
    let text = String::from_utf8_lossy(&logged);
    assert!(text.contains("answered"), "requests are logged: {text}");
    assert_eq!(needles.found_in(&logged), BTreeSet::new(), "the log");
    let mut found = BTreeSet::new();
    let columns = columns(&house, &folder, true);
    assert!(columns.len() > 10_000, "{} values", columns.len());
    for (place, bytes) in columns {
        for needle in needles.found_in(&bytes) {
            found.insert(format!("{place}: {needle}"));
        }
    }
    assert_eq!(found, BTreeSet::new(), "columns");
}

#[test]
fn a_build_that_seals_nothing_is_found_out() {
    let needles = needles();
    let folder = Folder::fresh("unsealed");
    let (clock, chance) = clock_and_chance();
    let house =
        House::open_unsealed(&folder.place(), folder.root(), clock, chance, &founding()).unwrap();
    build::build(&house, &cast::cast(), SEED).unwrap();
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(&folder.0).unwrap() {
        files.extend(needles.found_in(&std::fs::read(entry.unwrap().path()).unwrap()));
    }
    assert!(files.len() >= LEAST, "{} needles in the files", files.len());
    let mut read = BTreeSet::new();
    for (_, bytes) in columns(&house, &folder, false) {
        read.extend(needles.found_in(&bytes));
    }
    assert!(read.len() >= LEAST, "{} needles in the columns", read.len());
}

#[test]
fn a_dump_of_postgresql_gives_nothing_away() {
    let needles = needles();
    let database = Database::fresh(Engine::Postgres);
    let Place::Postgres { url, migrator } = database.place() else {
        panic!("a database on PostgreSQL");
    };
    let folder = Folder::fresh("postgres");
    let (_house, logged) = worked_in(made(database.place(), folder.root()));
    let dump = std::process::Command::new("pg_dump")
        .arg("--dbname")
        .arg(migrator.as_deref().unwrap_or(url))
        .output()
        .expect("pg_dump is installed");
    assert!(
        dump.status.success(),
        "{}",
        String::from_utf8_lossy(&dump.stderr)
    );
    let text = String::from_utf8_lossy(&dump.stdout);
    assert!(
        text.contains("COPY public.referral "),
        "the dump holds rows"
    );
    assert_eq!(needles.found_in(&dump.stdout), BTreeSet::new(), "the dump");
    assert_eq!(needles.found_in(&logged), BTreeSet::new(), "the log");
    assert_eq!(folder.given_away(&needles), BTreeSet::new(), "key files");
}
