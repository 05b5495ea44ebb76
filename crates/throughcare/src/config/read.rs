//! From words to settings. Pure: the file, the environment and the flags are handed in.

use super::{KEYS, Key};
use std::net::IpAddr;
use std::path::PathBuf;
use throughcare_domain::agency::AgencyKind;
use throughcare_domain::code::Code;
use throughcare_store::house::Place;

/// Everything that an operator decided.
#[derive(Clone, Debug)]
pub struct Settings {
    pub address: IpAddr,
    pub port: u16,
    pub public_url: Option<String>,
    pub trusted_proxies: Vec<IpAddr>,
    pub database: Place,
    pub root_key: RootPlace,
    pub log_level: Level,
    pub log_format: LogFormat,
    pub first_run: FirstRun,
}

impl Settings {
    /// Whether browsers come by TLS.
    pub fn secure(&self) -> bool {
        let url = self.public_url.as_deref();
        url.is_some_and(|url| url.starts_with("https://"))
    }
}

/// Where the root key is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RootPlace {
    File(PathBuf),
    Credential(String),
    Environment(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl Level {
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warn => "warn",
            Level::Info => "info",
            Level::Debug => "debug",
            Level::Trace => "trace",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LogFormat {
    Plain,
    Json,
}

/// What the first run sets up; not read afterwards.
#[derive(Clone, Debug)]
pub struct FirstRun {
    pub name: String,
    pub agency: Option<String>,
    pub agency_kind: AgencyKind,
    pub programme: Option<String>,
    pub slug: Option<String>,
    pub administrator_name: Option<String>,
    pub administrator_email: Option<String>,
}

/// One value, and where it stands.
struct Given {
    key: &'static Key,
    value: String,
    from: String,
}

/// Variables of the environment that begin like ours and are no keys.
const OTHER_VARIABLES: &[&str] = &["THROUGHCARE_CONFIG", "THROUGHCARE_PASSWORD"];

/// Reads the settings. Errors: every mistake, each in one sentence.
pub fn read(
    file: Option<(&str, &str)>,
    environment: &[(String, String)],
    flags: &[(&'static str, String)],
) -> Result<Settings, Vec<String>> {
    let mut mistakes = Vec::new();
    let mut given = file.map_or_else(Vec::new, |(path, text)| of_file(path, text, &mut mistakes));
    given.extend(of_environment(environment, flags, &mut mistakes));
    given.extend(flags.iter().filter_map(|(name, value)| {
        let key = KEYS.iter().find(|key| key.name == *name)?;
        Some(Given {
            key,
            value: value.clone(),
            from: format!("--{}", key.flag()),
        })
    }));
    let settings = Parse {
        given: &given,
        mistakes: &mut mistakes,
    }
    .settings();
    match settings {
        Some(settings) if mistakes.is_empty() => Ok(settings),
        _ => Err(mistakes),
    }
}

fn of_file(path: &str, text: &str, mistakes: &mut Vec<String>) -> Vec<Given> {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let words = error.message().trim_end_matches('.').to_owned();
            let line = error.span().map_or(1, |span| {
                text[..span.start.min(text.len())].matches('\n').count() + 1
            });
            mistakes.push(format!("{path}, line {line}: this is no TOML: {words}"));
            return Vec::new();
        }
    };
    let mut flat: Vec<(String, toml::Value)> = Vec::new();
    for (name, value) in table {
        match value {
            toml::Value::Table(inner) if name == "first_run" => {
                flat.extend(inner.into_iter().map(|(k, v)| (format!("{name}.{k}"), v)))
            }
            other => flat.push((name, other)),
        }
    }
    let mut given = Vec::new();
    for (name, value) in flat {
        let Some(key) = KEYS.iter().find(|key| key.name == name) else {
            mistakes.push(format!(
                "{path}: {name}: there is no such key{}",
                near(&name)
            ));
            continue;
        };
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            other => {
                mistakes.push(format!(
                    "{path}: {name}: write a text or a number, not {} {}",
                    if other.type_str() == "array" {
                        "an"
                    } else {
                        "a"
                    },
                    other.type_str()
                ));
                continue;
            }
        };
        given.push(Given {
            key,
            value,
            from: format!("{path}: {name}"),
        });
    }
    given
}

/// The key that was perhaps meant.
fn near(name: &str) -> String {
    let last = |name: &str| {
        name.rsplit('.')
            .next()
            .unwrap_or_default()
            .replace('-', "_")
    };
    let meant = KEYS.iter().find(|key| {
        let (known, asked) = (last(key.name), last(name));
        known == asked || (asked.len() > 3 && (known.contains(&asked) || asked.contains(&known)))
    });
    meant.map_or(String::new(), |key| format!(" (is {} meant?)", key.name))
}

fn of_environment(
    environment: &[(String, String)],
    flags: &[(&'static str, String)],
    mistakes: &mut Vec<String>,
) -> Vec<Given> {
    let root_variable = |name: &str| {
        let values = environment.iter().map(|(_, v)| v);
        let mut values = values.chain(flags.iter().map(|(_, v)| v));
        values.any(|v| v.strip_prefix("environment:") == Some(name))
    };
    let mut given = Vec::new();
    for (name, value) in environment {
        if let Some(key) = KEYS.iter().find(|key| key.variable() == *name) {
            given.push(Given {
                key,
                value: value.clone(),
                from: format!("environment variable {name}"),
            });
            continue;
        }
        let known = OTHER_VARIABLES.contains(&name.as_str())
            || name.starts_with("THROUGHCARE_TEST_")
            || root_variable(name);
        if !known {
            mistakes.push(format!("environment variable {name}: there is no such key"));
        }
    }
    given
}

struct Parse<'a> {
    given: &'a [Given],
    mistakes: &'a mut Vec<String>,
}

impl Parse<'_> {
    fn settings(&mut self) -> Option<Settings> {
        let address = self.value("address", |v| {
            v.parse::<IpAddr>()
                .map_err(|_| "write an address such as 127.0.0.1 or ::".into())
        });
        let port = self.value("port", |v| {
            v.parse::<u16>()
                .map_err(|_| "write a number from 0 to 65535".into())
        });
        let public_url = self.value("public_url", |v| url(v).map(Some));
        let trusted_proxies = self.value("trusted_proxy", addresses);
        let database = self.value("database", place);
        let migrator = self.value("database_migrator", |v| match place(v) {
            _ if v.is_empty() => Ok(None),
            Ok(Place::Postgres { url, .. }) => Ok(Some(url)),
            _ => Err("write postgres://ROLE:PASSWORD@HOST/NAME".into()),
        });
        let root_key = self.value("root_key", root_place);
        let log_level = self.value("log_level", level);
        let log_format = self.value("log_format", |v| match v {
            "plain" => Ok(LogFormat::Plain),
            "json" => Ok(LogFormat::Json),
            _ => Err("write plain or json".into()),
        });
        let first_run = self.first_run();
        let database = self.with_migrator(database?, migrator?);
        Some(Settings {
            address: address?,
            port: port?,
            public_url: public_url.unwrap_or_default(),
            trusted_proxies: trusted_proxies?,
            database: database?,
            root_key: root_key?,
            log_level: log_level?,
            log_format: log_format?,
            first_run: first_run?,
        })
    }

    fn first_run(&mut self) -> Option<FirstRun> {
        let name = self.value("first_run.name", some_text);
        let agency = self.optional("first_run.agency", some_text);
        let agency_kind = self.value("first_run.agency_kind", agency_kind);
        let programme = self.optional("first_run.programme", some_text);
        let slug = self.optional("first_run.slug", slug);
        let administrator_name = self.optional("first_run.administrator_name", some_text);
        let administrator_email = self.optional("first_run.administrator_email", email);
        Some(FirstRun {
            name: name?,
            agency,
            agency_kind: agency_kind?,
            programme,
            slug,
            administrator_name,
            administrator_email,
        })
    }

    fn with_migrator(&mut self, database: Place, migrator: Option<String>) -> Option<Place> {
        match (database, migrator) {
            (Place::Postgres { url, .. }, migrator) => Some(Place::Postgres { url, migrator }),
            (sqlite, None) => Some(sqlite),
            (_, Some(_)) => {
                let from = self.last("database_migrator").map(|g| g.from.clone());
                self.mistakes.push(format!(
                    "{}: only a PostgreSQL database has one, and database is a SQLite file",
                    from.unwrap_or_default()
                ));
                None
            }
        }
    }

    /// The value that wins.
    fn last(&self, name: &str) -> Option<&Given> {
        self.given.iter().rev().find(|given| given.key.name == name)
    }

    /// A value, or the default.
    fn value<T>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        match self.last(name) {
            Some(_) => self.optional(name, parse),
            None => {
                let key = KEYS.iter().find(|key| key.name == name)?;
                parse(key.default).ok()
            }
        }
    }

    /// A value where one was given.
    fn optional<T>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let given = self.last(name)?;
        match parse(given.value.trim()) {
            Ok(value) => Some(value),
            Err(words) => {
                let shown = shown(name, &given.value);
                let sentence = format!("{}:{shown} {words}", given.from);
                self.mistakes.push(sentence);
                None
            }
        }
    }
}

/// The value in the sentence, except where it may hold a password.
fn shown(name: &str, value: &str) -> String {
    if name.starts_with("database") || value.is_empty() {
        String::new()
    } else {
        format!(" {value:?} cannot be used:")
    }
}

fn some_text(value: &str) -> Result<String, String> {
    if value.is_empty() {
        return Err("write something, or leave the key out".into());
    }
    Ok(value.to_owned())
}

fn url(value: &str) -> Result<String, String> {
    let wrong = || "write an address such as https://throughcare.example".to_owned();
    let (scheme, host) = value.split_once("://").ok_or_else(wrong)?;
    let host = host.trim_end_matches('/');
    if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains(['/', '?', ' ']) {
        return Err(wrong());
    }
    Ok(format!("{scheme}://{host}"))
}

/// Reads addresses with commas between; nothing is none.
fn addresses(value: &str) -> Result<Vec<IpAddr>, String> {
    if value.is_empty() {
        return Ok(Vec::new());
    }
    let each = value.split(',').map(|one| one.trim().parse::<IpAddr>());
    each.collect::<Result<_, _>>().map_err(|_| {
        "write addresses such as 127.0.0.1 or ::1, with commas between, and no names and no ranges"
            .into()
    })
}

/// Reads `sqlite:FILE` or a PostgreSQL address.
pub fn place(value: &str) -> Result<Place, String> {
    match value.split_once(':') {
        Some(("sqlite", file)) if !file.is_empty() => Ok(Place::Sqlite {
            file: PathBuf::from(file),
        }),
        Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => Ok(Place::Postgres {
            url: value.to_owned(),
            migrator: None,
        }),
        _ => Err("write sqlite:FILE or postgres://ROLE:PASSWORD@HOST/NAME".into()),
    }
}

fn root_place(value: &str) -> Result<RootPlace, String> {
    match value.split_once(':') {
        Some(("file", path)) if !path.is_empty() => Ok(RootPlace::File(PathBuf::from(path))),
        Some(("credential", name)) if !name.is_empty() && !name.contains('/') => {
            Ok(RootPlace::Credential(name.to_owned()))
        }
        Some(("environment", name)) if !name.is_empty() => {
            Ok(RootPlace::Environment(name.to_owned()))
        }
        _ => Err("write file:PATH, credential:NAME or environment:VARIABLE".into()),
    }
}

/// Reads the name of a level.
pub fn level(value: &str) -> Result<Level, String> {
    [
        Level::Error,
        Level::Warn,
        Level::Info,
        Level::Debug,
        Level::Trace,
    ]
    .into_iter()
    .find(|level| level.word() == value)
    .ok_or_else(|| "write error, warn, info, debug or trace".into())
}

/// Reads the kind of an agency.
pub fn agency_kind(value: &str) -> Result<AgencyKind, String> {
    AgencyKind::from_code(value).map_err(|_| {
        let codes: Vec<&str> = AgencyKind::ALL.iter().map(|kind| kind.code()).collect();
        format!("write one of {}", codes.join(", "))
    })
}

/// Reads a programme's part of web addresses.
pub fn slug(value: &str) -> Result<String, String> {
    let letters = value
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !letters
        || !(2..=40).contains(&value.len())
        || value.starts_with('-')
        || value.ends_with('-')
    {
        return Err("write 2 to 40 small letters, digits and hyphens, such as northmoor".into());
    }
    Ok(value.to_owned())
}

/// Reads an e-mail address, as far as its form tells.
pub fn email(value: &str) -> Result<String, String> {
    let good = value.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && !host.is_empty()
            && !host.contains('@')
            && !value.contains(char::is_whitespace)
    });
    if !good {
        return Err("write an e-mail address".into());
    }
    Ok(value.to_owned())
}
