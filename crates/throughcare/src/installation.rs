//! A real installation: opened, set up on its first run, and served.

use crate::config::{RootPlace, ServeFlags, Settings, settings};
use crate::first_run::{self, Plan};
use crate::password::PasswordOptions;
use crate::serve::{listen, serve, told_to_end};
use crate::{lock, log, root};
use clap::Args;
use std::net::SocketAddr;
use std::sync::Arc;
use throughcare_domain::account::Actor;
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::house::{Founding, Kind, Place};
use throughcare_store::survey::survey;
use throughcare_store::{House, Tx, account};
use throughcare_web::Site;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    flags: ServeFlags,
    #[command(flatten)]
    password: PasswordOptions,
}

/// Serves an installation until told to end.
pub fn run(options: &Options) -> Result<(), String> {
    let settings = settings(&options.flags.0)?;
    log::begin(settings.log_level, settings.log_format);
    let _lock = lock::take(&settings.database)?;
    let (listener, bound) = listen(SocketAddr::from((settings.address, settings.port)))?;
    let house = opened(&settings, &options.password)?;
    if !settings.secure() && !settings.address.is_loopback() {
        tracing::warn!(
            "listening on a network without TLS: set public_url to https and let a web server take the connections"
        );
    }
    let url = settings.public_url.clone();
    println!(
        "Throughcare is served at {}. End it with Ctrl-C.",
        url.unwrap_or_else(|| format!("http://{bound}"))
    );
    let site = Site::new(Arc::new(house), Vec::new(), settings.secure());
    let site = Arc::new(site.behind(settings.trusted_proxies.clone()));
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    let served = runtime.block_on(serve(listener, site, told_to_end()));
    println!("Throughcare has ended.");
    served
}

/// The installation, set up first where this is its first run.
pub fn opened(settings: &Settings, password: &PasswordOptions) -> Result<House, String> {
    if !founded(&settings.database)? {
        // Nothing is made before everything is known that the first run needs.
        let plan = Plan::new(&settings.first_run, password)?;
        let root = root::read(&settings.root_key, true)?;
        let founding = Founding {
            kind: Kind::Real,
            name: settings.first_run.name.clone(),
            seed: None,
        };
        let house = open(&settings.database, root, Some(&founding))?;
        return set_up(house, &settings.root_key, &plan);
    }
    let root = root::read(&settings.root_key, false)?;
    let house = open(&settings.database, root, None)?;
    refuse_demonstration(house.installation().kind)?;
    if is_set_up(&house)? {
        return Ok(house);
    }
    let plan = Plan::new(&settings.first_run, password)?;
    set_up(house, &settings.root_key, &plan)
}

fn set_up(house: House, root_place: &RootPlace, plan: &Plan) -> Result<House, String> {
    first_run::set_up(&house, plan)?;
    println!("{}", first_run::told(&house, root_place, plan));
    Ok(house)
}

fn open(
    place: &Place,
    root: throughcare_store::keys::Root,
    founding: Option<&Founding>,
) -> Result<House, String> {
    House::open(place, root, Clock::System, Chance::System, founding).map_err(|e| e.to_string())
}

fn refuse_demonstration(kind: Kind) -> Result<(), String> {
    match kind {
        Kind::Real => Ok(()),
        Kind::Demonstration => Err(
            "this database is a demonstration with invented people: `serve` is for real work and takes another one; `throughcare demo` serves this one".into(),
        ),
    }
}

/// Whether there is an installation in the database already.
fn founded(place: &Place) -> Result<bool, String> {
    match place {
        Place::Sqlite { file } => Ok(file.exists()),
        Place::Postgres { url, migrator } => {
            let found = survey(migrator.as_deref().unwrap_or(url)).map_err(|e| e.to_string())?;
            refuse_foreign(&found.foreign)?;
            found.kind.map_or(Ok(()), refuse_demonstration)?;
            Ok(found.kind.is_some())
        }
    }
}

/// Throughcare makes its tables in a database of its own.
pub fn refuse_foreign(tables: &[String]) -> Result<(), String> {
    match tables {
        [] => Ok(()),
        [one] => Err(format!(
            "this database holds a table that is not Throughcare's ({one}): give it an empty one"
        )),
        [first, .., last] => Err(format!(
            "this database holds {} tables that are not Throughcare's ({first} .. {last}): give it an empty one",
            tables.len()
        )),
    }
}

/// Whether anybody can sign in.
pub fn is_set_up(house: &House) -> Result<bool, String> {
    let mut tx = Tx::reading(house, Actor::Operator).map_err(|e| e.to_string())?;
    let first = account::find_first(&mut tx).map_err(|e| e.to_string())?;
    tx.end_reading().map_err(|e| e.to_string())?;
    Ok(first.is_some())
}

#[cfg(test)]
mod tests;
