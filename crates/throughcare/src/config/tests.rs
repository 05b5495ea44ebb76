use super::read::{RootPlace, Settings, read};
use super::{KEYS, LogFormat};
use throughcare_store::house::Place;

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    list.iter().map(owned).collect()
}

fn flags(list: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    list.iter().map(|(n, v)| (*n, (*v).to_owned())).collect()
}

fn good(file: &str, environment: &[(&str, &str)], given: &[(&'static str, &str)]) -> Settings {
    read(Some(("t.toml", file)), &pairs(environment), &flags(given)).expect("can be used")
}

#[test]
fn flags_win_over_the_environment_and_the_environment_over_the_file() {
    let file = "port = 1001\naddress = \"10.0.0.1\"\nlog_format = \"json\"";
    let settings = good(
        file,
        &[("THROUGHCARE_PORT", "1002"), ("THROUGHCARE_ADDRESS", "::1")],
        &[("port", "1003")],
    );
    assert_eq!(settings.port, 1003);
    assert_eq!(settings.address.to_string(), "::1");
    assert_eq!(settings.log_format, LogFormat::Json);
    assert_eq!(
        settings.root_key,
        RootPlace::File("throughcare-root.key".into())
    );
}

#[test]
fn a_mistake_is_said_in_a_sentence_that_names_its_key() {
    let check = |file: &str,
                 environment: &[(&str, &str)],
                 given: &[(&'static str, &str)],
                 said: &[&str]| {
        let mistakes = read(Some(("t.toml", file)), &pairs(environment), &flags(given));
        assert_eq!(mistakes.expect_err("is refused"), said);
    };
    check(
        "port = \"abc\"",
        &[],
        &[],
        &["t.toml: port: \"abc\" cannot be used: write a number from 0 to 65535"],
    );
    check(
        "port = 65536",
        &[],
        &[],
        &["t.toml: port: \"65536\" cannot be used: write a number from 0 to 65535"],
    );
    check(
        "port = [1]",
        &[],
        &[],
        &["t.toml: port: write a text or a number, not an array"],
    );
    check(
        "prot = 1",
        &[],
        &[],
        &["t.toml: prot: there is no such key"],
    );
    check(
        "slug = \"x\"",
        &[],
        &[],
        &["t.toml: slug: there is no such key (is first_run.slug meant?)"],
    );
    check(
        "[first_run]\nadministrator = \"x\"",
        &[],
        &[],
        &[
            "t.toml: first_run.administrator: there is no such key (is first_run.administrator_name meant?)",
        ],
    );
    check(
        "port = = 1",
        &[],
        &[],
        &["t.toml, line 1: this is no TOML: extra `=`, expected nothing"],
    );
    check(
        "",
        &[("THROUGHCARE_PRT", "1")],
        &[],
        &["environment variable THROUGHCARE_PRT: there is no such key"],
    );
    check(
        "",
        &[("THROUGHCARE_ADDRESS", "localhost")],
        &[],
        &[
            "environment variable THROUGHCARE_ADDRESS: \"localhost\" cannot be used: write an address such as 127.0.0.1 or ::",
        ],
    );
    check(
        "",
        &[],
        &[("log-level", "x"), ("log_level", "loud")],
        &["--log-level: \"loud\" cannot be used: write error, warn, info, debug or trace"],
    );
    check(
        "",
        &[],
        &[("log_format", "xml")],
        &["--log-format: \"xml\" cannot be used: write plain or json"],
    );
    check(
        "",
        &[],
        &[("root_key", "/etc/key")],
        &[
            "--root-key: \"/etc/key\" cannot be used: write file:PATH, credential:NAME or environment:VARIABLE",
        ],
    );
    check(
        "",
        &[],
        &[("public_url", "throughcare.example")],
        &[
            "--public-url: \"throughcare.example\" cannot be used: write an address such as https://throughcare.example",
        ],
    );
    check(
        "database = \"mysql://a:secret@b\"",
        &[],
        &[],
        &["t.toml: database: write sqlite:FILE or postgres://ROLE:PASSWORD@HOST/NAME"],
    );
    check(
        "database_migrator = \"postgres://a@b/c\"",
        &[],
        &[],
        &[
            "t.toml: database_migrator: only a PostgreSQL database has one, and database is a SQLite file",
        ],
    );
    check(
        "[first_run]\nslug = \"North Moor\"\nadministrator_email = \"ada\"\nagency_kind = \"club\"",
        &[],
        &[],
        &[
            "t.toml: first_run.agency_kind: \"club\" cannot be used: write one of council, police, health, education, probation_or_prison, exit_ngo, residential, community, other",
            "t.toml: first_run.slug: \"North Moor\" cannot be used: write 2 to 40 small letters, digits and hyphens, such as northmoor",
            "t.toml: first_run.administrator_email: \"ada\" cannot be used: write an e-mail address",
        ],
    );
}

#[test]
fn whoever_stands_in_front_is_named_and_nobody_is_by_default() {
    let named = good("trusted_proxy = \"127.0.0.1, ::1\"", &[], &[]).trusted_proxies;
    let shown: Vec<String> = named.iter().map(|ip| ip.to_string()).collect();
    assert_eq!(shown, ["127.0.0.1", "::1"]);
    assert!(good("", &[], &[]).trusted_proxies.is_empty());
    assert!(
        good("trusted_proxy = \"\"", &[], &[])
            .trusted_proxies
            .is_empty()
    );
    let ranges = [("THROUGHCARE_TRUSTED_PROXY", "10.0.0.0/8")];
    let names = "trusted_proxy = \"127.0.0.1, proxy.example\"";
    for (file, environment, from, value) in [
        (
            names,
            &[][..],
            "t.toml: trusted_proxy",
            "127.0.0.1, proxy.example",
        ),
        (
            "",
            &ranges[..],
            "environment variable THROUGHCARE_TRUSTED_PROXY",
            "10.0.0.0/8",
        ),
    ] {
        let mistakes = read(Some(("t.toml", file)), &pairs(environment), &[]);
        let said = format!(
            "{from}: {value:?} cannot be used: write addresses such as 127.0.0.1 or ::1, with commas between, and no names and no ranges"
        );
        assert_eq!(mistakes.expect_err("is refused"), [said]);
    }
}

#[test]
fn all_mistakes_are_said_at_once() {
    let file = "port = 99999\nprt = 1\n[first_run]\nslug = \"-\"";
    let mistakes = read(
        Some(("t.toml", file)),
        &pairs(&[("THROUGHCARE_LOG_FORMAT", "xml"), ("THROUGHCARE_X", "1")]),
        &flags(&[("address", "here")]),
    );
    assert_eq!(mistakes.expect_err("is refused").len(), 6);
}

#[test]
fn the_variable_that_holds_the_root_key_is_no_unknown_key() {
    let settings = good(
        "",
        &[
            ("THROUGHCARE_ROOT_KEY", "environment:THROUGHCARE_ROOT"),
            ("THROUGHCARE_ROOT", "throughcare-root 1 00"),
        ],
        &[],
    );
    assert_eq!(
        settings.root_key,
        RootPlace::Environment("THROUGHCARE_ROOT".into())
    );
}

#[test]
fn a_migrator_goes_with_its_database() {
    let file =
        "database = \"postgres://app@db/tc\"\ndatabase_migrator = \"postgres://owner@db/tc\"";
    let Place::Postgres { url, migrator } = good(file, &[], &[]).database else {
        panic!("is a PostgreSQL database");
    };
    assert_eq!(
        (url.as_str(), migrator.as_deref()),
        ("postgres://app@db/tc", Some("postgres://owner@db/tc"))
    );
    assert!(good("public_url = \"https://t.example/\"", &[], &[]).secure());
    assert!(!good("public_url = \"http://t.example\"", &[], &[]).secure());
}

/// The example file names every key with its default, and can be used as it is.
#[test]
fn the_example_file_holds_every_key_with_its_default() {
    let example = include_str!("../../../../throughcare.example.toml");
    read(Some(("throughcare.example.toml", example)), &[], &[]).expect("can be used");
    let (outer, first_run) = example.split_once("[first_run]").expect("has the table");
    for key in KEYS {
        let (part, name) = match key.name.split_once('.') {
            None => (outer, key.name),
            Some((_, name)) => (first_run, name),
        };
        let lines: Vec<&str> = part
            .lines()
            .filter(|line| {
                line.trim_start_matches("# ")
                    .starts_with(&format!("{name} = "))
            })
            .collect();
        let [line] = lines[..] else {
            panic!("{} stands {} times in the example", key.name, lines.len());
        };
        if !key.default.is_empty() {
            let value = line.split_once(" = ").map(|(_, v)| v.trim_matches('"'));
            assert_eq!(value, Some(key.default), "{}", key.name);
            assert!(line.starts_with("# "), "{line}: a default is commented out");
        }
    }
}
