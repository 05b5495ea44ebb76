//! Signing in, changing hats, signing out; and setting an installation up.

use crate::Refusal;
use crate::refusal::NoRule;
use throughcare_domain::account::{Hat, Role, Scope};
use throughcare_domain::agency::Agency;
use throughcare_domain::fact::HouseFact;
use throughcare_domain::id::*;
use throughcare_domain::moment::{MINUTE, Moment};
use throughcare_domain::policy::Action;
use throughcare_store::account::{self as table, Account};
use throughcare_store::{House, Tx, access, programme, session};

/// Why somebody could not sign in. The page says one thing for the first three.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInRefusal {
    WrongAddressOrPassword,
    /// Too many tries: wait a little. Unit: minutes.
    Wait {
        minutes: i64,
    },
    /// The account holds no hat.
    NoHat,
}

/// After this many failures in a row an account waits. Unit: minutes for each further one, at most five.
const FAILURES: i64 = 5;

/// A hash that no password fits: an unknown address takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IHNhbHQgMTIzNA$QvUAKq1TmFQdKGLPLnqzGWpW1oOVw4sCUBbNnrw3n1c";

/// Checks an address and a password. Outside every transaction, for it takes its time.
pub fn check_password(
    house: &House,
    email: &str,
    password: &str,
) -> Result<AccountId, Refusal<SignInRefusal>> {
    let mut tx = Tx::reading(house, throughcare_domain::account::Actor::Operator)?;
    let found = table::find_credentials(&mut tx, email)?;
    let now = tx.now();
    tx.end_reading()?;
    let Some(found) = found else {
        table::password_fits(password, NOBODY);
        return Err(Refusal::Rule(SignInRefusal::WrongAddressOrPassword));
    };
    if let Some(minutes) = waits(found.failures, found.failed_at, now) {
        return Err(Refusal::Rule(SignInRefusal::Wait { minutes }));
    }
    let fits = table::password_fits(password, &found.password_hash) && found.active;
    if !fits {
        note_failure(house, found.account, found.failures + 1)?;
        return Err(Refusal::Rule(SignInRefusal::WrongAddressOrPassword));
    }
    if found.failures > 0 {
        session::clear_failures(house, found.account)?;
    }
    Ok(found.account)
}

fn waits(failures: i64, failed_at: Option<Moment>, now: Moment) -> Option<i64> {
    let over = failures - FAILURES;
    if over < 0 {
        return None;
    }
    let until = failed_at?.micros() + (over + 1).min(5) * MINUTE;
    let left = until - now.micros();
    (left > 0).then_some((left + MINUTE - 1) / MINUTE)
}

fn note_failure(
    house: &House,
    account: AccountId,
    failures: i64,
) -> Result<(), Refusal<SignInRefusal>> {
    use throughcare_store::tx::Door;
    let mut door = house;
    let mut tx = door.begin(throughcare_domain::account::Actor::Clock)?;
    table::revise_failures(&mut tx, account, failures)?;
    Ok(tx.commit([HouseFact::SignInFailed { account }])?)
}

/// Begins a session in the first hat of a role, or in the first of all.
pub fn sign_in(
    mut tx: Tx<'_>,
    account: AccountId,
    role: Option<Role>,
) -> Result<[u8; 32], Refusal<SignInRefusal>> {
    let hats = table::list_hats(&mut tx, account)?;
    let first = hats
        .iter()
        .find(|hat| role.is_none_or(|role| hat.role == role))
        .ok_or(Refusal::Rule(SignInRefusal::NoHat))?;
    let token = session::insert_session(&mut tx, account, first.grant)?;
    tx.commit([HouseFact::SignedIn {
        account,
        grant: first.grant,
    }])?;
    Ok(token)
}

/// Acts in another hat from now on. Between administration and casework the password was asked before.
pub fn change_hat(
    mut tx: Tx<'_>,
    token: &[u8],
    account: AccountId,
    grant: GrantId,
) -> Result<Hat, Refusal<NoRule>> {
    let hats = table::list_hats(&mut tx, account)?;
    let hat = *hats
        .iter()
        .find(|h| h.grant == grant)
        .ok_or(Refusal::NotFound)?;
    session::revise_hat(&mut tx, token, grant)?;
    tx.commit([HouseFact::HatChanged { account, grant }])?;
    Ok(hat)
}

pub fn sign_out(mut tx: Tx<'_>, token: &[u8], account: AccountId) -> Result<(), Refusal<NoRule>> {
    session::end_session(&mut tx, token)?;
    Ok(tx.commit([HouseFact::SignedOut { account }])?)
}

/// Somebody's hats, each with the name of its scope.
pub fn hats(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<(Hat, String)>, Refusal<NoRule>> {
    let mut out = Vec::new();
    for hat in table::list_hats(tx, account)? {
        let place = scope_name(tx, &hat)?;
        out.push((hat, place));
    }
    Ok(out)
}

/// An account as the administrator's page shows it.
#[derive(Clone, Debug)]
pub struct StaffLine {
    pub account: Account,
    pub agency: String,
    /// Each role with the name of the place where it is held.
    pub hats: Vec<(Role, String)>,
}

/// Accounts with their hats, after one of them.
pub fn staff(
    tx: &mut Tx<'_>,
    after: Option<AccountId>,
    most: i64,
) -> Result<Vec<StaffLine>, Refusal<NoRule>> {
    access::permit_at_large(tx, Action::ReadAccounts)?;
    let mut out = Vec::new();
    for account in table::list_accounts(tx, after, most)? {
        let agency = programme::find_agency(tx, account.agency)?;
        let hats = hats(tx, account.id)?;
        out.push(StaffLine {
            agency: agency.map(|a| a.name).unwrap_or_default(),
            hats: hats.into_iter().map(|(h, place)| (h.role, place)).collect(),
            account,
        });
    }
    let shown = out.iter().map(|s| s.account.id.into()).collect();
    tx.view_list(Action::ReadAccounts, shown);
    Ok(out)
}

/// The name of the programme, agency or installation in which a hat is worn.
pub fn scope_name(tx: &mut Tx<'_>, hat: &Hat) -> Result<String, Refusal<NoRule>> {
    Ok(match hat.scope {
        Scope::Programme(id) => programme::adopted(tx, id)?.name.clone(),
        Scope::Agency(id) => programme::find_agency(tx, id)?
            .map(|a| a.name)
            .unwrap_or_default(),
        Scope::Installation => tx.house().installation().name.clone(),
    })
}

/// Adds an agency.
pub fn add_agency(
    mut tx: Tx<'_>,
    agency: &Agency,
    programme: Option<ProgrammeId>,
) -> Result<(), Refusal<NoRule>> {
    programme::insert_agency(&mut tx, agency)?;
    let Some(programme) = programme else {
        return Ok(tx.commit([HouseFact::AgencyMade { agency: agency.id }])?);
    };
    programme::insert_programme_agency(&mut tx, programme, agency.id)?;
    Ok(tx.commit([HouseFact::AgencyJoined {
        programme,
        agency: agency.id,
    }])?)
}

/// Lets an agency that is known already take part in a programme.
pub fn join_programme(
    mut tx: Tx<'_>,
    programme: ProgrammeId,
    agency: AgencyId,
) -> Result<(), Refusal<NoRule>> {
    programme::insert_programme_agency(&mut tx, programme, agency)?;
    Ok(tx.commit([HouseFact::AgencyJoined { programme, agency }])?)
}

/// Sets a programme up with its file.
pub fn adopt_programme(
    mut tx: Tx<'_>,
    id: ProgrammeId,
    slug: &str,
    lead_agency: AgencyId,
    file: &str,
) -> Result<(), Refusal<NoRule>> {
    programme::insert_programme(&mut tx, id, slug, lead_agency, file)?;
    let version = programme::adopted(&mut tx, id)?.version;
    Ok(tx.commit([HouseFact::ProgrammeAdopted {
        programme: id,
        version,
    }])?)
}

/// Makes an account with its hats.
pub fn make_account(
    mut tx: Tx<'_>,
    account: &Account,
    password_hash: &str,
    hats: &[(Role, Scope)],
) -> Result<Vec<GrantId>, Refusal<NoRule>> {
    table::insert_account(&mut tx, account, password_hash)?;
    let mut facts = vec![HouseFact::AccountMade {
        account: account.id,
    }];
    let mut grants = Vec::new();
    for (role, scope) in hats {
        let grant = tx.new_id();
        let hat = Hat {
            grant,
            role: *role,
            scope: *scope,
            agency: account.agency,
        };
        table::insert_hat(&mut tx, account.id, &hat)?;
        facts.push(HouseFact::HatGiven {
            account: account.id,
            grant,
        });
        grants.push(grant);
    }
    tx.commit(facts)?;
    Ok(grants)
}

/// Names who supervises whom, and who has the duty for what arrives.
pub fn set_supervision(
    mut tx: Tx<'_>,
    programme: ProgrammeId,
    of: AccountId,
    by: AccountId,
) -> Result<(), Refusal<NoRule>> {
    table::insert_supervision(&mut tx, programme, of, by)?;
    Ok(tx.commit([HouseFact::SupervisionSet {
        account: of,
        supervisor: by,
    }])?)
}

pub fn give_duty(
    mut tx: Tx<'_>,
    programme: ProgrammeId,
    to: AccountId,
) -> Result<(), Refusal<NoRule>> {
    programme::insert_duty(&mut tx, programme, to)?;
    Ok(tx.commit([HouseFact::DutyGiven {
        programme,
        account: to,
    }])?)
}

/// Gives somebody a further hat.
pub fn give_hat(
    mut tx: Tx<'_>,
    account: &Account,
    role: Role,
    scope: Scope,
) -> Result<GrantId, Refusal<NoRule>> {
    let grant = tx.new_id();
    table::insert_hat(
        &mut tx,
        account.id,
        &Hat {
            grant,
            role,
            scope,
            agency: account.agency,
        },
    )?;
    tx.commit([HouseFact::HatGiven {
        account: account.id,
        grant,
    }])?;
    Ok(grant)
}

/// Whether a password is somebody's own: asked again between administration and casework.
pub fn password_of(
    house: &House,
    account: AccountId,
    password: &str,
) -> Result<bool, Refusal<NoRule>> {
    let mut tx = Tx::reading(house, throughcare_domain::account::Actor::Operator)?;
    let hash = table::find_password_hash(&mut tx, account)?;
    tx.end_reading()?;
    Ok(hash.is_some_and(|hash| table::password_fits(password, &hash)))
}
