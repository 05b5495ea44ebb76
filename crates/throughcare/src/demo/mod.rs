//! The demonstration: invented people and texts, and what is made of them through the functions of `app`.

mod build;
#[cfg(test)]
mod byte_scan;
pub mod cast;

use crate::config::{self, LogFormat};
use crate::installation::{is_set_up, refuse_foreign};
use crate::serve::{listen, serve, told_to_end};
use crate::{lock, log};
use clap::{Args, ValueEnum};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use throughcare_domain::moment::Moment;
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::house::{Founding, Kind, Place, beside};
use throughcare_store::keys::Root;
use throughcare_store::survey::survey;
use throughcare_store::{House, root_file};
use throughcare_web::{DemoSignIn, Site};

#[derive(Args)]
pub struct Options {
    /// Where the demonstration is kept
    #[arg(long, default_value = "data/demo")]
    data: PathBuf,
    /// On which port it is served; 0 takes any that is free
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// The number from which everything invented follows
    #[arg(long, default_value_t = 7)]
    seed: u32,
    /// Another database: sqlite:FILE or postgres://ROLE@HOST/NAME (what is in it is replaced only if it is a demonstration)
    #[arg(long)]
    database: Option<String>,
    /// How to say that it is ready
    #[arg(long, value_enum, default_value_t = Print::Text)]
    print: Print,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Print {
    Text,
    Json,
}

/// Makes the demonstration where there is none of today, and serves it.
pub fn run(options: &Options) -> Result<(), String> {
    let level = std::env::var("THROUGHCARE_LOG_LEVEL").unwrap_or_else(|_| "warn".into());
    let level = config::level(&level).map_err(|words| format!("THROUGHCARE_LOG_LEVEL: {words}"))?;
    log::begin(level, LogFormat::Plain);
    let place = match options.database.as_deref() {
        None => Place::Sqlite {
            file: options.data.join("throughcare.db"),
        },
        Some(address) => {
            config::place(address).map_err(|words| format!("--database {address}: {words}"))?
        }
    };
    let _lock = lock::take(&place)?;
    let (listener, bound) = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, options.port)))?;
    let house = house(options, &place)?;
    let sign_ins = build::sign_ins(&cast::cast(), house.installation().seed.unwrap_or_default());
    let touched = house.installation().touched_at.is_some();
    let site = Arc::new(Site::new(Arc::new(house), sign_ins.clone(), false));
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    say(options, &place, bound, &sign_ins, touched)?;
    runtime.block_on(serve(listener, site, told_to_end()))
}

/// The demonstration of today, or one that somebody worked in; otherwise a new one.
fn house(options: &Options, place: &Place) -> Result<House, String> {
    std::fs::create_dir_all(&options.data)
        .map_err(|e| format!("{} cannot be written: {e}", options.data.display()))?;
    if let Some(house) = kept(options, place)? {
        return Ok(house);
    }
    eprintln!("Making a demonstration with invented people. This takes a moment.");
    wipe(place)?;
    let founding = Founding {
        kind: Kind::Demonstration,
        name: "Throughcare demonstration".into(),
        seed: Some(i64::from(options.seed)),
    };
    let standing = Clock::standing(Clock::System.now());
    let chance = Chance::seeded(u64::from(options.seed));
    let root = root(options)?;
    let mut house =
        House::open(place, root, standing, chance, Some(&founding)).map_err(|e| e.to_string())?;
    build::build(&house, &cast::cast(), i64::from(options.seed))?;
    house.clock = Clock::System;
    house.chance = Chance::System;
    Ok(house)
}

fn root(options: &Options) -> Result<Root, String> {
    let key = options.data.join("root.key");
    let read = root_file::read_or_make(&key, &Chance::System, true);
    read.map(|(root, _)| root).map_err(|e| e.to_string())
}

/// The demonstration that is there, where it is whole, and of today or worked in.
/// Errors: when what is there is no demonstration.
fn kept(options: &Options, place: &Place) -> Result<Option<House>, String> {
    match place {
        Place::Sqlite { file } if !file.exists() => return Ok(None),
        Place::Sqlite { .. } => {}
        Place::Postgres { url, .. } => {
            let found = survey(url).map_err(|e| e.to_string())?;
            refuse_foreign(&found.foreign)?;
            match found.kind {
                None => return Ok(None),
                Some(kind) => refuse_real(kind)?,
            }
        }
    }
    let opened = House::open(place, root(options)?, Clock::System, Chance::System, None);
    let house = match (opened, place) {
        (Ok(house), _) => house,
        // Its kind stands in the clear, so it may be made anew under this root.
        (Err(_), Place::Postgres { .. }) => return Ok(None),
        (Err(error), Place::Sqlite { .. }) => return Err(error.to_string()),
    };
    let about = house.installation();
    refuse_real(about.kind)?;
    let today = |at: Moment| at.day(&jiff::tz::TimeZone::UTC);
    let asked = about.seed == Some(i64::from(options.seed));
    let of_today = asked && today(about.made_at) == today(house.now());
    // Whoever interrupts the making leaves a house without people.
    let whole = is_set_up(&house)?;
    let keep = whole && (about.touched_at.is_some() || of_today);
    Ok(keep.then_some(house))
}

fn refuse_real(kind: Kind) -> Result<(), String> {
    match kind {
        Kind::Demonstration => Ok(()),
        Kind::Real => Err(
            "this database is a real installation: a demonstration is never made over it".into(),
        ),
    }
}

fn wipe(place: &Place) -> Result<(), String> {
    match place {
        Place::Sqlite { file } => {
            let mut files = vec![file.clone(), beside(file)];
            files.extend(["-wal", "-shm"].map(|end| with_end(file, end)));
            for file in files.into_iter().filter(|f| f.exists()) {
                std::fs::remove_file(&file)
                    .map_err(|e| format!("{} cannot be removed: {e}", file.display()))?;
            }
            Ok(())
        }
        Place::Postgres { url, .. } => {
            throughcare_store::house::empty_postgres(url).map_err(|e| e.to_string())
        }
    }
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn say(
    options: &Options,
    place: &Place,
    bound: SocketAddr,
    sign_ins: &[DemoSignIn],
    touched: bool,
) -> Result<(), String> {
    let address = format!("http://{bound}");
    if options.print == Print::Json {
        let line = serde_json::json!({ "address": address, "sign_ins": sign_ins });
        println!("{line}");
        return Ok(());
    }
    println!("Throughcare demonstration: {address}");
    println!(
        "The people in it are invented. It is served to this machine only; end it with Ctrl-C."
    );
    if touched {
        println!(
            "Somebody has worked in it: it is kept as it is. {}",
            match place {
                Place::Sqlite { file } => format!("Remove {} for a new one.", file.display()),
                Place::Postgres { .. } => "Empty its database for a new one.".into(),
            }
        );
    }
    let database = match (options.database.as_deref(), place) {
        (Some(address), _) => address.to_owned(),
        (None, Place::Sqlite { file }) => format!("sqlite:{}", file.display()),
        (None, Place::Postgres { url, .. }) => url.clone(),
    };
    println!(
        "Check its audit chain with: throughcare verify --database {database} --root-key file:{}",
        options.data.join("root.key").display()
    );
    println!("\nSign in with one click on the page, or by hand:");
    let mut programme = None;
    for s in sign_ins {
        if programme != Some(&s.programme) && !s.programme.is_empty() {
            println!("{}", s.programme);
            programme = Some(&s.programme);
        }
        println!(
            "  {:26} {:24} {:42} {}",
            s.role.replace('_', " "),
            s.name,
            s.email,
            s.password
        );
    }
    Ok(())
}
