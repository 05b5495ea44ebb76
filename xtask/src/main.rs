//! The project's own commands: `cargo xtask ci`, `tidy`, `data-dictionary`, `licences`, `postgres`.
//! Everything a developer or a CI machine runs besides cargo itself is here, as ordinary Rust.

mod bench;
mod ci;
mod dictionary;
mod licences;
mod machine;
mod postgres;
mod schema;
mod tidy;
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Throughcare's own development commands")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything that continuous integration checks, from a fresh clone
    Ci {
        /// Run these steps only (by name, with commas between)
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        /// Leave these steps out
        #[arg(long, value_delimiter = ',')]
        skip: Vec<String>,
        /// Name the steps and stop
        #[arg(long)]
        list: bool,
    },
    /// The house rules that a program can check
    Tidy,
    /// Write docs/data-dictionary.md from the comments in the migrations
    DataDictionary {
        /// Write nothing; fail where the page is not what the migrations say
        #[arg(long)]
        check: bool,
    },
    /// Licences and sources of all dependencies, against deny.toml
    Licences,
    /// Measure: `bench store` writes cases through the application's functions and times what pages ask
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// Run a command beside a throw-away PostgreSQL cluster
    Postgres {
        #[arg(trailing_var_arg = true, required = true, allow_hyphen_values = true)]
        command: Vec<String>,
    },
}

#[derive(Subcommand)]
enum Bench {
    /// The store alone, in a release build
    Store {
        #[arg(long, default_value_t = 100_000)]
        cases: usize,
        #[arg(long, value_enum, default_value_t = bench::Engine::Sqlite)]
        engine: bench::Engine,
    },
}

fn main() -> ExitCode {
    let root = workspace_root();
    let outcome = match Arguments::parse().command {
        Task::Ci { list: true, .. } => {
            ci::list();
            Ok(true)
        }
        Task::Ci { only, skip, .. } => ci::run(&root, &only, &skip),
        Task::Tidy => tidy::run(&root),
        Task::DataDictionary { check: true } => dictionary::is_current(&root),
        Task::DataDictionary { check: false } => dictionary::write(&root).map(|()| true),
        Task::Licences => licences::run(&root),
        Task::Bench {
            what: Bench::Store { cases, engine },
        } => bench::store(&root, engine, cases),
        Task::Postgres { command } => postgres::run(&command),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The folder that holds the workspace. Cargo names xtask's own folder when it runs it.
fn workspace_root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.parent().map_or(own.clone(), Path::to_path_buf)
}
