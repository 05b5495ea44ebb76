//! The first run: an agency, its programme, and an administrator; then what the operator must write down.

use crate::config::{FirstRun, RootPlace};
use crate::password::{First, PasswordOptions, first};
use crate::programme::text_of;
use crate::root;
use throughcare_app::refusal::NoRule;
use throughcare_app::{Attempt, Refusal, account, run};
use throughcare_domain::account::{Actor, Role, Scope};
use throughcare_domain::agency::{Agency, AgencyKind};
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_store::account::{Account, hash_password};
use throughcare_store::tx::{Batch, Door};
use throughcare_store::{House, Tx};

/// Everything that the first run needs to know, before it makes anything.
pub struct Plan {
    agency: String,
    agency_kind: AgencyKind,
    /// The text of the programme file, read and found good.
    programme: String,
    slug: String,
    name: String,
    email: String,
    password: First,
}

impl Plan {
    /// Errors: every key that is missing, by name; a programme file that cannot be used.
    pub fn new(asked: &FirstRun, password: &PasswordOptions) -> Result<Plan, String> {
        let needed = [
            ("first_run.agency", &asked.agency),
            ("first_run.programme", &asked.programme),
            ("first_run.slug", &asked.slug),
            ("first_run.administrator_name", &asked.administrator_name),
            ("first_run.administrator_email", &asked.administrator_email),
        ];
        let missing: Vec<&str> = needed
            .iter()
            .filter(|(_, value)| value.is_none())
            .map(|(key, _)| *key)
            .collect();
        let [
            Some(agency),
            Some(programme),
            Some(slug),
            Some(name),
            Some(email),
        ] = needed.map(|(_, value)| value.clone())
        else {
            return Err(format!(
                "there is no installation yet, and the first run needs to know more: set {} (in the configuration file, the environment or by flags; see throughcare.example.toml)",
                missing.join(", ")
            ));
        };
        Ok(Plan {
            agency,
            agency_kind: asked.agency_kind,
            programme: text_of(&programme)
                .map_err(|words| format!("first_run.programme: {words}"))?,
            slug,
            name,
            email,
            password: first(password)?,
        })
    }
}

/// Does something as the operator. Errors: in words.
pub fn operator<T>(
    door: &mut impl Door,
    what: &str,
    act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<NoRule>>,
) -> Result<T, String> {
    let attempt = Attempt::new(Action::ReadAccounts, AccountId::from_bits(1));
    run(door, Actor::Operator, attempt, None, act).map_err(|refusal| match refusal {
        Refusal::Failed(error) => format!("{what}: {error}"),
        Refusal::Unwritable(words) => format!("{what}: the database cannot be written: {words}"),
        other => format!("{what}: {other:?}"),
    })
}

/// Sets the installation up, whole or not at all.
pub fn set_up(house: &House, plan: &Plan) -> Result<(), String> {
    let hash =
        hash_password(&plan.password.password, &house.chance.bytes()).map_err(|e| e.to_string())?;
    let now = house.now();
    let agency = Agency {
        id: house.new_id(now),
        name: plan.agency.clone(),
        kind: plan.agency_kind,
    };
    let administrator = Account {
        id: house.new_id(now),
        name: plan.name.clone(),
        email: plan.email.clone(),
        agency: agency.id,
        active: true,
        language: "en-GB".into(),
    };
    let programme: ProgrammeId = house.new_id(now);
    let mut batch = Batch::begin(house).map_err(|e| e.to_string())?;
    operator(&mut batch, "the agency", |tx| {
        account::add_agency(tx, &agency, None)
    })?;
    operator(&mut batch, "the programme", |tx| {
        account::adopt_programme(tx, programme, &plan.slug, agency.id, &plan.programme)
    })?;
    operator(&mut batch, "the administrator", |tx| {
        let hats = [(Role::Administrator, Scope::Installation)];
        account::make_account(tx, &administrator, &hash, &hats)
    })?;
    batch.commit().map_err(|e| e.to_string())
}

/// What the operator must write down, and does next.
pub fn told(house: &House, root_place: &RootPlace, plan: &Plan) -> String {
    let kept = match root_place {
        RootPlace::File(path) => format!("the file {}", path.display()),
        RootPlace::Credential(name) => format!("the systemd credential {name}"),
        RootPlace::Environment(name) => format!("the environment variable {name}"),
    };
    let password = if plan.password.made {
        format!("password: {} (shown this once)", plan.password.password)
    } else {
        "password: the one that you gave".into()
    };
    format!(
        "This is the first run: {} is set up.\n\n{}\n\
         The root key itself is in {kept}. Keep it out of the data and out of every backup.\n\n\
         Administrator: {}, {}\n{password}\n\n\
         Next, add who works here, for example:\n  \
         throughcare staff add --name \"Ines Moreau\" --email ines@northmoor.example --role intake --programme {}\n",
        house.installation().name,
        root::sheet(house.root()),
        plan.name,
        plan.email,
        plan.slug,
    )
}
