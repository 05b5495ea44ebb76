//! Adding programmes by the command line.

use crate::config::{PlaceFlags, settings};
use crate::config::{agency_kind, slug};
use crate::first_run::operator;
use crate::{log, root};
use clap::{Args, Subcommand};
use throughcare_app::account;
use throughcare_domain::account::Actor;
use throughcare_domain::agency::{Agency, AgencyKind};
use throughcare_domain::id::*;
use throughcare_domain::programme::{parse, shipped};
use throughcare_store::tx::Batch;
use throughcare_store::{Error, House, Tx, programme as table};

#[derive(Subcommand)]
pub enum Programme {
    /// Add a programme with its file
    Add(Add),
    /// List the programmes with their part of web addresses
    List(List),
}

#[derive(Args)]
pub struct Add {
    /// The programme file: a path, or local-panel, exit-ngo or residential-centre
    #[arg(long)]
    file: String,
    /// Its part of web addresses, such as northmoor
    #[arg(long, value_parser = slug)]
    slug: String,
    /// The agency that leads it, by name; it is added where it is new
    #[arg(long)]
    agency: String,
    /// What kind of organisation a new agency is
    #[arg(long, value_parser = agency_kind, default_value = "other")]
    agency_kind: AgencyKind,
    #[command(flatten)]
    flags: PlaceFlags,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    flags: PlaceFlags,
}

pub fn run(programme: &Programme) -> Result<(), String> {
    match programme {
        Programme::Add(add) => {
            let text = text_of(&add.file)?;
            let house = house(&add.flags)?;
            add_programme(&house, add, &text)?;
            println!("The programme {} is added.", add.slug);
            Ok(())
        }
        Programme::List(list) => {
            let house = house(&list.flags)?;
            for (_, name, slug) in read(&house, table::list_programmes)? {
                println!("{slug:24} {name}");
            }
            Ok(())
        }
    }
}

/// The installation that the flags, the environment and the file name.
pub fn house(flags: &PlaceFlags) -> Result<House, String> {
    let settings = settings(&flags.0)?;
    log::begin(settings.log_level, settings.log_format);
    if let throughcare_store::house::Place::Sqlite { file } = &settings.database
        && !file.exists()
    {
        return Err(format!(
            "there is no database {}: start `throughcare serve` once, or name another with --database",
            file.display()
        ));
    }
    let root = root::read(&settings.root_key, false)?;
    House::open_as_it_is(&settings.database, root).map_err(|e| e.to_string())
}

/// Reads something as the operator.
pub fn read<T>(
    house: &House,
    read: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
) -> Result<T, String> {
    let mut tx = Tx::reading(house, Actor::Operator).map_err(|e| e.to_string())?;
    let found = read(&mut tx).map_err(|e| e.to_string())?;
    tx.end_reading().map_err(|e| e.to_string())?;
    Ok(found)
}

fn add_programme(house: &House, add: &Add, text: &str) -> Result<(), String> {
    if read(house, |tx| table::find_programme(tx, &add.slug))?.is_some() {
        return Err(format!("there is a programme {} already", add.slug));
    }
    let known = read(house, |tx| table::find_agency_named(tx, &add.agency))?;
    let mut batch = Batch::begin(house).map_err(|e| e.to_string())?;
    let lead = known.unwrap_or_else(|| house.new_id(house.now()));
    if known.is_none() {
        let agency = Agency {
            id: lead,
            name: add.agency.clone(),
            kind: add.agency_kind,
        };
        operator(&mut batch, "the agency", |tx| {
            account::add_agency(tx, &agency, None)
        })?;
    }
    let id: ProgrammeId = house.new_id(house.now());
    operator(&mut batch, "the programme", |tx| {
        account::adopt_programme(tx, id, &add.slug, lead, text)
    })?;
    batch.commit().map_err(|e| e.to_string())
}

/// The text of a programme file, by path or by the key of one that ships.
/// Errors: when it cannot be read, or is not good: every mistake with its key.
pub fn text_of(file: &str) -> Result<String, String> {
    let known = shipped().into_iter().find(|(key, _)| *key == file);
    let text = match known {
        Some((_, text)) => text.to_owned(),
        None => std::fs::read_to_string(file).map_err(|e| {
            let keys = shipped().map(|(key, _)| key).join(", ");
            format!("the programme file {file} cannot be read: {e} (those that ship are {keys})")
        })?,
    };
    match parse(&text) {
        Ok(_) => Ok(text),
        Err(mistakes) => {
            let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            Err(format!(
                "the programme file {file} cannot be used:\n  {}",
                lines.join("\n  ")
            ))
        }
    }
}
