use super::{opened, refuse_foreign};
use crate::config::{FirstRun, Level, LogFormat, RootPlace, Settings};
use crate::lock;
use crate::password::PasswordOptions;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use throughcare_app::account::check_password;
use throughcare_domain::agency::AgencyKind;
use throughcare_store::House;
use throughcare_store::audit::verify::verify;
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::house::{Founding, Kind, Place};

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("throughcare-serve-{}-{number}", std::process::id());
        Folder(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn settings(folder: &Path) -> Settings {
    let some = |words: &str| Some(words.to_owned());
    Settings {
        address: [127, 0, 0, 1].into(),
        port: 0,
        public_url: None,
        trusted_proxies: Vec::new(),
        database: Place::Sqlite {
            file: folder.join("data/throughcare.db"),
        },
        root_key: RootPlace::File(folder.join("keys/root.key")),
        log_level: Level::Error,
        log_format: LogFormat::Plain,
        first_run: FirstRun {
            name: "Northmoor".into(),
            agency: some("Northmoor Council"),
            agency_kind: AgencyKind::Council,
            programme: some("local-panel"),
            slug: some("northmoor"),
            administrator_name: some("Ada Northmoor"),
            administrator_email: some("ada@northmoor.example"),
        },
    }
}

fn serve(settings: &Settings) -> Result<House, String> {
    // The lock makes the folder, as `serve` does.
    let _lock = lock::take(&settings.database)?;
    opened(settings, &PasswordOptions::default())
}

fn refused(settings: &Settings) -> String {
    serve(settings).map(|_| ()).expect_err("is refused")
}

#[test]
fn the_first_run_sets_up_and_the_second_opens_what_is_there() {
    let folder = Folder::new();
    let mut settings = settings(&folder.0);
    let first = serve(&settings).expect("is set up");
    let root = first.root().words();
    drop(first);
    settings.first_run.agency = None;
    let second = serve(&settings).expect("is opened");
    assert_eq!(second.root().words(), root);
    assert_eq!(second.installation().kind, Kind::Real);
    let wrong = check_password(&second, "ada@northmoor.example", "not her password");
    assert!(wrong.is_err());
    let report = verify(&second, |_| Ok(())).expect("can be read");
    assert!(report.sound() && report.entries > 0);
}

#[test]
fn the_first_run_makes_nothing_before_it_knows_everything() {
    let folder = Folder::new();
    let mut settings = settings(&folder.0);
    settings.first_run.slug = None;
    settings.first_run.administrator_email = None;
    let words = refused(&settings);
    assert!(
        words.contains("set first_run.slug, first_run.administrator_email (in"),
        "{words}"
    );
    settings = self::settings(&folder.0);
    settings.first_run.programme = Some("no-such-file.toml".into());
    let words = refused(&settings);
    assert!(
        words.starts_with(
            "first_run.programme: the programme file no-such-file.toml cannot be read"
        ),
        "{words}"
    );
    assert!(!folder.0.join("keys").exists());
    assert!(!folder.0.join("data/throughcare.db").exists());
    serve(&settings_whole(&folder)).expect("is set up now");
}

fn settings_whole(folder: &Folder) -> Settings {
    settings(&folder.0)
}

#[test]
fn a_run_that_was_interrupted_is_set_up_by_the_next() {
    let folder = Folder::new();
    let settings = settings(&folder.0);
    let _lock = lock::take(&settings.database).expect("makes the folder");
    let RootPlace::File(key) = &settings.root_key else {
        panic!("is a file");
    };
    let (root, _) = throughcare_store::root_file::read_or_make(key, &Chance::System, true).unwrap();
    let founding = Founding {
        kind: Kind::Real,
        name: "Northmoor".into(),
        seed: None,
    };
    House::open(
        &settings.database,
        root,
        Clock::System,
        Chance::System,
        Some(&founding),
    )
    .unwrap();
    let house = opened(&settings, &PasswordOptions::default()).expect("is set up");
    assert!(super::is_set_up(&house).unwrap());
}

#[test]
fn a_demonstration_is_not_served_as_a_real_installation() {
    let folder = Folder::new();
    let settings = settings(&folder.0);
    drop(lock::take(&settings.database).expect("makes the folder"));
    let RootPlace::File(key) = &settings.root_key else {
        panic!("is a file");
    };
    let (root, _) = throughcare_store::root_file::read_or_make(key, &Chance::System, true).unwrap();
    let founding = Founding {
        kind: Kind::Demonstration,
        name: "Demonstration".into(),
        seed: Some(7),
    };
    House::open(
        &settings.database,
        root,
        Clock::System,
        Chance::System,
        Some(&founding),
    )
    .unwrap();
    let words = refused(&settings);
    assert!(
        words.starts_with("this database is a demonstration with invented people"),
        "{words}"
    );
}

#[test]
fn a_wrong_or_missing_root_key_is_said() {
    let folder = Folder::new();
    let mut settings = settings(&folder.0);
    drop(serve(&settings).expect("is set up"));
    settings.root_key = RootPlace::File(folder.0.join("keys/other.key"));
    assert!(refused(&settings).contains("other.key is not there"));
    let other = folder.0.join("keys/other.key");
    throughcare_store::root_file::read_or_make(&other, &Chance::System, true).unwrap();
    assert!(refused(&settings).contains("it belongs to another installation"));
    settings.root_key = RootPlace::Environment("THROUGHCARE_TEST_NO_SUCH_KEY".into());
    assert!(
        refused(&settings)
            .contains("the environment variable THROUGHCARE_TEST_NO_SUCH_KEY is not set")
    );
}

#[test]
fn one_program_serves_one_file() {
    let folder = Folder::new();
    let settings = settings(&folder.0);
    let first = lock::take(&settings.database).expect("is free");
    let second = lock::take(&settings.database)
        .map(|_| ())
        .expect_err("is taken");
    assert!(
        second.starts_with("another Throughcare is serving"),
        "{second}"
    );
    drop(first);
    lock::take(&settings.database).expect("is free again");
}

#[test]
fn a_taken_port_is_said_with_the_flag_that_helps() {
    let (_first, bound) = crate::serve::listen(([127, 0, 0, 1], 0).into()).expect("is free");
    let words = crate::serve::listen(bound)
        .map(|_| ())
        .expect_err("is taken");
    assert_eq!(
        words,
        format!(
            "port {} is taken by another program: choose one with --port",
            bound.port()
        )
    );
}

#[test]
fn a_database_of_others_is_named() {
    let names = |list: &[&str]| list.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    assert!(refuse_foreign(&[]).is_ok());
    assert!(refuse_foreign(&names(&["a"])).unwrap_err().contains("(a)"));
    assert!(
        refuse_foreign(&names(&["a", "b", "c"]))
            .unwrap_err()
            .contains("3 tables that are not Throughcare's (a .. c)")
    );
}
