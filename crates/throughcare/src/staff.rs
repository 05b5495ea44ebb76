//! Adding people who sign in, by the command line.

use crate::config::{PlaceFlags, agency_kind, email};
use crate::first_run::operator;
use crate::password::{PasswordOptions, first};
use crate::programme::{house, read};
use clap::{Args, Subcommand};
use throughcare_app::account;
use throughcare_domain::account::{Role, Scope};
use throughcare_domain::agency::{Agency, AgencyKind};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_store::account::{self as table, Account, hash_password};
use throughcare_store::tx::Batch;
use throughcare_store::{House, programme};

#[derive(Subcommand)]
pub enum Staff {
    /// Add somebody in a role, or give a further role to somebody whose e-mail address is known
    Add(Add),
}

#[derive(Args)]
pub struct Add {
    /// Their name
    #[arg(long)]
    name: String,
    /// The e-mail address with which they sign in
    #[arg(long, value_parser = email)]
    email: String,
    /// Their role, such as intake, case_lead or panel_chair
    #[arg(long, value_parser = role)]
    role: Role,
    /// The programme in which they hold it, by its part of web addresses; none for the whole installation
    #[arg(long)]
    programme: Option<String>,
    /// The agency that they work for, by name; the one that leads the programme where none is named
    #[arg(long)]
    agency: Option<String>,
    /// What kind of organisation a new agency is
    #[arg(long, value_parser = agency_kind, default_value = "other")]
    agency_kind: AgencyKind,
    #[command(flatten)]
    password: PasswordOptions,
    #[command(flatten)]
    flags: PlaceFlags,
}

fn role(code: &str) -> Result<Role, String> {
    Role::from_code(code).map_err(|_| {
        let codes: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("write one of {}", codes.join(", "))
    })
}

pub fn run(staff: &Staff) -> Result<(), String> {
    let Staff::Add(add) = staff;
    let house = house(&add.flags)?;
    println!("{}", add_to(&house, add)?);
    Ok(())
}

/// The roles that are held over the whole installation.
fn is_of_installation(role: Role) -> bool {
    matches!(
        role,
        Role::Administrator | Role::DataProtectionOfficer | Role::Oversight | Role::MatchingOfficer
    )
}

fn scope(house: &House, add: &Add) -> Result<Scope, String> {
    let role = add.role.code();
    match &add.programme {
        None if is_of_installation(add.role) => Ok(Scope::Installation),
        None => Err(format!(
            "{role} is held in a programme: name it with --programme"
        )),
        Some(_) if matches!(add.role, Role::Administrator) => Err(format!(
            "{role} is held over the whole installation: leave --programme out"
        )),
        Some(slug) => match read(house, |tx| programme::find_programme(tx, slug))? {
            Some(id) => Ok(Scope::Programme(id)),
            None => {
                let known = read(house, programme::list_programmes)?;
                let slugs: Vec<String> = known.into_iter().map(|(_, _, slug)| slug).collect();
                Err(format!(
                    "there is no programme {slug}: there is {}",
                    slugs.join(", ")
                ))
            }
        },
    }
}

/// Adds somebody, or gives a further role. Returns what the operator is told.
fn add_to(house: &House, add: &Add) -> Result<String, String> {
    let scope = scope(house, add)?;
    let known = read(house, |tx| table::find_credentials(tx, &add.email))?;
    if let Some(known) = known {
        return give(house, add, scope, known.account);
    }
    let password = first(&add.password)?;
    let hash =
        hash_password(&password.password, &house.chance.bytes()).map_err(|e| e.to_string())?;
    let mut batch = Batch::begin(house).map_err(|e| e.to_string())?;
    let row = Account {
        id: house.new_id(house.now()),
        name: add.name.clone(),
        email: add.email.clone(),
        agency: agency(house, &mut batch, add, scope)?,
        active: true,
        language: "en-GB".into(),
    };
    operator(&mut batch, "the account", |tx| {
        account::make_account(tx, &row, &hash, &[(add.role, scope)])
    })?;
    batch.commit().map_err(|e| e.to_string())?;
    let mut told = format!(
        "{} may sign in as {}: {}",
        add.name,
        add.role.code(),
        add.email
    );
    if password.made {
        told += &format!("\npassword: {} (shown this once)", password.password);
    }
    Ok(told)
}

fn give(house: &House, add: &Add, scope: Scope, id: AccountId) -> Result<String, String> {
    let (row, hats) = read(house, |tx| {
        Ok((table::find_account(tx, id)?, table::list_hats(tx, id)?))
    })?;
    let row = row.ok_or("the account is gone")?;
    if row.name != add.name {
        return Err(format!(
            "{} belongs to somebody of another name: give the name as it is there, or another address",
            add.email
        ));
    }
    if hats.iter().any(|h| h.role == add.role && h.scope == scope) {
        return Err(format!("{} is {} already", add.name, add.role.code()));
    }
    operator(&mut &*house, "the role", |tx| {
        account::give_hat(tx, &row, add.role, scope)
    })?;
    Ok(format!(
        "{} has an account and is {} as well now; the password stays as it is.",
        add.name,
        add.role.code()
    ))
}

/// The agency of somebody new: by name, or the one that leads the programme, or the first.
fn agency(
    house: &House,
    batch: &mut Batch<'_>,
    add: &Add,
    scope: Scope,
) -> Result<AgencyId, String> {
    let Some(name) = &add.agency else {
        let programmes = read(house, programme::list_programmes)?;
        let first = programmes.first().map(|(id, ..)| *id);
        let id = match scope {
            Scope::Programme(id) => Some(id),
            _ => first,
        };
        let id = id.ok_or("there is no programme yet: name an agency with --agency")?;
        return Ok(read(house, |tx| programme::adopted(tx, id))?.lead_agency);
    };
    let joins = match scope {
        Scope::Programme(id) => Some(id),
        _ => None,
    };
    let known = read(house, |tx| programme::find_agency_named(tx, name))?;
    let Some(known) = known else {
        let agency = Agency {
            id: house.new_id(house.now()),
            name: name.clone(),
            kind: add.agency_kind,
        };
        operator(batch, "the agency", |tx| {
            account::add_agency(tx, &agency, joins)
        })?;
        return Ok(agency.id);
    };
    if let Some(id) = joins
        && !read(house, |tx| programme::takes_part(tx, id, known))?
    {
        operator(batch, "the agency", |tx| {
            account::join_programme(tx, id, known)
        })?;
    }
    Ok(known)
}
