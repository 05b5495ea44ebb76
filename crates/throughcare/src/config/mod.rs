//! What an operator decides: a file, the environment and flags, each key declared once.
//!
//! Invariant: a flag wins over the environment, the environment over the file; whatever is wrong is said at once,
//! each in a sentence that names its key and where it stands.

mod flags;
mod read;

pub use flags::{Flags, PlaceFlags, ServeFlags};
pub use read::{
    FirstRun, Level, LogFormat, RootPlace, Settings, agency_kind, email, level, place, slug,
};

/// One key of the configuration.
pub struct Key {
    /// As the file spells it, with its table before it.
    pub name: &'static str,
    /// Empty where there is none, or where it follows from others.
    pub default: &'static str,
    pub words: &'static str,
    /// Read by `serve` only.
    pub serve_only: bool,
}

const fn key(name: &'static str, default: &'static str, words: &'static str) -> Key {
    Key {
        name,
        default,
        words,
        serve_only: false,
    }
}

const fn serve_key(name: &'static str, default: &'static str, words: &'static str) -> Key {
    Key {
        name,
        default,
        words,
        serve_only: true,
    }
}

/// Every key there is.
pub const KEYS: &[Key] = &[
    serve_key("address", "127.0.0.1", "The address to listen on"),
    serve_key("port", "8080", "The port to listen on"),
    serve_key(
        "public_url",
        "",
        "How browsers reach it; with https, cookies are for TLS only",
    ),
    serve_key(
        "trusted_proxy",
        "",
        "Addresses of web servers in front whose X-Forwarded-For is believed, with commas between",
    ),
    key(
        "database",
        "sqlite:data/throughcare.db",
        "sqlite:FILE, or postgres://ROLE:PASSWORD@HOST/NAME",
    ),
    key(
        "database_migrator",
        "",
        "PostgreSQL only: the address with the role that owns the tables",
    ),
    key(
        "root_key",
        "file:throughcare-root.key",
        "file:PATH, credential:NAME (systemd) or environment:VARIABLE",
    ),
    key("log_level", "info", "error, warn, info, debug or trace"),
    key("log_format", "plain", "plain or json"),
    serve_key(
        "first_run.name",
        "Throughcare",
        "First run: what this installation is called",
    ),
    serve_key(
        "first_run.agency",
        "",
        "First run: the name of the agency that leads the programme",
    ),
    serve_key(
        "first_run.agency_kind",
        "other",
        "First run: council, police, health, education, probation_or_prison, exit_ngo, residential, community or other",
    ),
    serve_key(
        "first_run.programme",
        "",
        "First run: a programme file, or local-panel, exit-ngo or residential-centre",
    ),
    serve_key(
        "first_run.slug",
        "",
        "First run: the programme's part of web addresses, such as northmoor",
    ),
    serve_key(
        "first_run.administrator_name",
        "",
        "First run: the name of the first administrator",
    ),
    serve_key(
        "first_run.administrator_email",
        "",
        "First run: the e-mail address with which the first administrator signs in",
    ),
];

impl Key {
    /// The variable of the environment: `THROUGHCARE_FIRST_RUN_SLUG`.
    pub fn variable(&self) -> String {
        format!("THROUGHCARE_{}", self.name.replace('.', "_").to_uppercase())
    }
    /// The flag without its dashes: `first-run-slug`.
    pub fn flag(&self) -> String {
        self.name.replace(['.', '_'], "-")
    }
}

/// The file that is read where none is named and it is there.
pub const FILE: &str = "throughcare.toml";

/// Reads everything: flags as given, the environment, and the file.
/// Errors: every mistake, one a line.
pub fn settings(flags: &Flags) -> Result<Settings, String> {
    let environment: Vec<(String, String)> = std::env::vars()
        .filter(|(name, _)| name.starts_with("THROUGHCARE_"))
        .collect();
    let named = flags.file.clone().or_else(|| {
        let of_environment = environment.iter().find(|(n, _)| n == "THROUGHCARE_CONFIG");
        of_environment.map(|(_, path)| path.clone())
    });
    let path = match named {
        Some(path) => Some(path),
        None if std::path::Path::new(FILE).exists() => Some(FILE.to_owned()),
        None => None,
    };
    let file = match &path {
        None => None,
        Some(path) => Some((
            path.as_str(),
            std::fs::read_to_string(path)
                .map_err(|e| format!("the configuration file {path} cannot be read: {e}"))?,
        )),
    };
    let file = file.as_ref().map(|(path, text)| (*path, text.as_str()));
    read::read(file, &environment, &flags.values).map_err(|mistakes| {
        format!(
            "the configuration cannot be used:\n  {}",
            mistakes.join("\n  ")
        )
    })
}

#[cfg(test)]
mod tests;
