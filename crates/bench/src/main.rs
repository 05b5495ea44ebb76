//! Measures the store through `app`'s own functions: cases are written as intake, screening and adoption write them,
//! then read as pages read them. Run by `cargo xtask bench store`.
//!
//! Invariant: nothing is written past `app`; every figure is a measurement of this run, printed with its circumstances.

mod people;
mod reading;
mod table;
mod writing;

use clap::Parser;
use std::path::PathBuf;
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::house::{Founding, House, Kind, Place};
use throughcare_store::keys::{Key, Root};

#[derive(Parser)]
#[command(
    name = "throughcare-bench",
    about = "Times the store at a size of one's choosing"
)]
struct Options {
    /// How many cases are written
    #[arg(long, default_value_t = 100_000)]
    cases: usize,
    /// sqlite:FILE or postgres://ROLE@HOST/NAME; a temporary SQLite file when not given
    #[arg(long)]
    database: Option<String>,
    /// The number from which names, dates and texts follow
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// How often each act is repeated for its percentiles
    #[arg(long, default_value_t = 200)]
    repeats: usize,
}

fn main() {
    if let Err(words) = run(&Options::parse()) {
        eprintln!("throughcare-bench: {words}");
        std::process::exit(1);
    }
}

fn run(options: &Options) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("throughcare-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let outcome = measure(options, &folder.join("throughcare.db"));
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

fn measure(options: &Options, file: &std::path::Path) -> Result<(), String> {
    let place = match options.database.as_deref() {
        None => Place::Sqlite {
            file: file.to_owned(),
        },
        Some(address) => match address.split_once(':') {
            Some(("sqlite", file)) => Place::Sqlite {
                file: PathBuf::from(file),
            },
            _ => Place::Postgres {
                url: address.to_owned(),
                migrator: None,
            },
        },
    };
    let chance = Chance::seeded(options.seed);
    let root = Root::new(1, Key::fresh(&chance));
    let clock = Clock::standing(Clock::System.now());
    let founding = Founding {
        kind: Kind::Real,
        name: "Bench".into(),
        seed: None,
    };
    let house =
        House::open(&place, root, clock, chance, Some(&founding)).map_err(|e| e.to_string())?;
    let written = writing::write(&house, options.cases)?;
    table::heading(&house, options.cases, &written);
    for line in reading::read(&house, &written, options.repeats)? {
        table::line(&line);
    }
    table::size(&place);
    Ok(())
}
