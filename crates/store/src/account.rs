//! People who sign in: accounts, hats, passwords. Names and addresses are sealed; an address is found by its token.

use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use throughcare_domain::account::{Hat, Role, Scope};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub email: String,
    pub agency: AgencyId,
    pub active: bool,
    pub language: String,
}

/// What sign-in needs to know of an address.
pub struct Credentials {
    pub account: AccountId,
    pub password_hash: String,
    pub active: bool,
    pub failures: i64,
    pub failed_at: Option<Moment>,
}

/// The form in which an address is compared: trimmed and lower-case.
pub fn folded_address(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Hashes a password with argon2id at 19 MiB.
/// Source: OWASP's password storage advice, first recommendation.
pub fn hash_password(password: &str, salt: &[u8; 16]) -> Result<String, Error> {
    argon()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map(|h| h.to_string())
        .map_err(|e| Error::engine(format!("the password cannot be hashed: {e}")))
}

/// Whether a password is the one that was hashed. Takes its time; never in the write turn.
pub fn password_fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| argon().verify_password(password.as_bytes(), &hash).is_ok())
}

fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("constant parameters are valid");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

pub fn insert_account(
    tx: &mut Tx<'_>,
    account: &Account,
    password_hash: &str,
) -> Result<(), Error> {
    tx.new_key(account.id)?;
    let name = tx.seal(account.id, "account.name", account.id, &account.name)?;
    let email = tx.seal(account.id, "account.email", account.id, &account.email)?;
    let token = tx
        .house()
        .keys()
        .token("email", &folded_address(&account.email));
    tx.conn().execute(
        "INSERT INTO account (id, email_token, name, email, agency_id, password_hash, active, failures, failed_at, language, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, NULL, $8, 1)",
        values![
            account.id.bits(), token, name, email, account.agency.bits(), password_hash, account.active, &account.language
        ],
    )?;
    Ok(())
}

pub fn insert_hat(tx: &mut Tx<'_>, account: AccountId, hat: &Hat) -> Result<(), Error> {
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO hat (id, account_id, role, scope_kind, scope_id, from_at, until_at)
         VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        values![
            hat.grant.bits(),
            account.bits(),
            hat.role.code(),
            hat.scope.kind(),
            hat.scope.bits(),
            now
        ],
    )?;
    Ok(())
}

pub fn insert_supervision(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    of: AccountId,
    by: AccountId,
) -> Result<(), Error> {
    tx.conn().execute(
        "INSERT INTO supervision (programme_id, account_id, supervisor_id) VALUES ($1, $2, $3)",
        values![programme.bits(), of.bits(), by.bits()],
    )?;
    Ok(())
}

/// Finds what sign-in compares, by the address's token.
pub fn find_credentials(tx: &mut Tx<'_>, email: &str) -> Result<Option<Credentials>, Error> {
    let token = tx.house().keys().token("email", &folded_address(email));
    let row = tx.conn().query_opt(
        "SELECT id, password_hash, active, failures, failed_at FROM account WHERE email_token = $1",
        values![token],
    )?;
    row.map(|row| {
        Ok(Credentials {
            account: AccountId::from_bits(row.i64(0)?),
            password_hash: row.text(1)?.to_owned(),
            active: row.bool(2)?,
            failures: row.i64(3)?,
            failed_at: row.opt_i64(4)?.map(Moment::from_micros),
        })
    })
    .transpose()
}

/// Counts a failed sign-in, or clears the count after a good one.
pub fn revise_failures(tx: &mut Tx<'_>, account: AccountId, failures: i64) -> Result<(), Error> {
    let at = (failures > 0).then(|| tx.now());
    tx.conn().execute(
        "UPDATE account SET failures = $2, failed_at = $3 WHERE id = $1",
        values![account.bits(), failures, at],
    )?;
    Ok(())
}

/// Opens one's own account, or that of a colleague whose name a page shows.
pub fn find_account(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<Account>, Error> {
    let row = tx.conn().query_opt(
        "SELECT name, email, agency_id, active, language FROM account WHERE id = $1",
        values![id.bits()],
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Account {
        id,
        name: tx.open(id, "account.name", id, row.bytes(0)?)?,
        email: tx.open(id, "account.email", id, row.bytes(1)?)?,
        agency: AgencyId::from_bits(row.i64(2)?),
        active: row.bool(3)?,
        language: row.text(4)?.to_owned(),
    }))
}

/// The first account of all; none before an installation is set up.
pub fn find_first(tx: &mut Tx<'_>) -> Result<Option<AccountId>, Error> {
    let row = tx
        .conn()
        .query_opt("SELECT id FROM account ORDER BY id LIMIT 1", values![])?;
    row.map(|r| Ok(AccountId::from_bits(r.i64(0)?))).transpose()
}

/// The name of a colleague.
pub fn name_of(tx: &mut Tx<'_>, id: AccountId) -> Result<String, Error> {
    Ok(find_account(tx, id)?.map(|a| a.name).unwrap_or_default())
}

/// The hats that somebody may wear now.
pub fn list_hats(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Hat>, Error> {
    let now = tx.now();
    let rows = tx.conn().query(
        "SELECT h.id, h.role, h.scope_kind, h.scope_id, a.agency_id
         FROM hat h JOIN account a ON a.id = h.account_id
         WHERE h.account_id = $1 AND h.from_at <= $2 AND (h.until_at IS NULL OR h.until_at > $2)
         ORDER BY h.id",
        values![account.bits(), now],
    )?;
    rows.iter().map(hat_of).collect()
}

pub(crate) fn hat_of(row: &crate::db::Row) -> Result<Hat, Error> {
    Ok(Hat {
        grant: GrantId::from_bits(row.i64(0)?),
        role: Role::from_code(row.text(1)?).map_err(|e| Error::engine(e.to_string()))?,
        scope: Scope::from_stored(row.text(2)?, row.i64(3)?)
            .ok_or_else(|| Error::engine("a hat has no scope".into()))?,
        agency: AgencyId::from_bits(row.i64(4)?),
    })
}

/// The roles that somebody holds now in one programme; none for an account that is closed.
pub fn list_roles(
    tx: &mut Tx<'_>,
    account: AccountId,
    programme: ProgrammeId,
) -> Result<Vec<Role>, Error> {
    let now = tx.now();
    let rows = tx.conn().query(
        "SELECT h.role FROM hat h JOIN account a ON a.id = h.account_id
         WHERE h.account_id = $1 AND h.scope_kind = 'programme' AND h.scope_id = $2 AND a.active
           AND h.from_at <= $3 AND (h.until_at IS NULL OR h.until_at > $3)
         ORDER BY h.id",
        values![account.bits(), programme.bits(), now],
    )?;
    rows.iter()
        .map(|r| Role::from_code(r.text(0)?).map_err(|e| Error::engine(e.to_string())))
        .collect()
}

/// Everybody who holds a role in a programme, or over the whole installation.
pub fn list_in_role(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    role: Role,
) -> Result<Vec<AccountId>, Error> {
    let now = tx.now();
    let rows = tx.conn().query(
        "SELECT DISTINCT h.account_id FROM hat h JOIN account a ON a.id = h.account_id
         WHERE ((h.scope_kind = 'programme' AND h.scope_id = $1) OR h.scope_kind = 'installation') AND h.role = $2
           AND a.active AND h.from_at <= $3 AND (h.until_at IS NULL OR h.until_at > $3)
         ORDER BY h.account_id",
        values![programme.bits(), role.code(), now],
    )?;
    rows.iter()
        .map(|r| Ok(AccountId::from_bits(r.i64(0)?)))
        .collect()
}

/// Everybody who holds a hat that administers.
pub fn list_administering(tx: &mut Tx<'_>) -> Result<Vec<AccountId>, Error> {
    let now = tx.now();
    let rows = tx.conn().query(
        "SELECT DISTINCT h.account_id FROM hat h JOIN account a ON a.id = h.account_id
         WHERE h.role = $1 AND a.active AND h.from_at <= $2 AND (h.until_at IS NULL OR h.until_at > $2)
         ORDER BY h.account_id LIMIT 500",
        values![Role::Administrator.code(), now],
    )?;
    rows.iter()
        .map(|r| Ok(AccountId::from_bits(r.i64(0)?)))
        .collect()
}

/// Accounts in the order in which they were made, after one of them.
/// Shape: opens the names of the rows it returns and no others.
pub fn list_accounts(
    tx: &mut Tx<'_>,
    after: Option<AccountId>,
    most: i64,
) -> Result<Vec<Account>, Error> {
    let rows = tx.conn().query(
        "SELECT id FROM account WHERE id > $1 ORDER BY id LIMIT $2",
        values![after.map_or(0, Id::bits), most],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        out.extend(find_account(tx, AccountId::from_bits(row.i64(0)?))?);
    }
    Ok(out)
}

/// Colleagues who hold one of these roles in a programme, for choosing one.
/// Shape: in the order of their accounts; opens the names of the rows it returns and no others.
pub fn list_colleagues(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    roles: &[Role],
) -> Result<Vec<(AccountId, String, Role)>, Error> {
    let now = tx.now();
    let rows = tx.conn().query(
        "SELECT h.account_id, h.role
         FROM hat h JOIN account a ON a.id = h.account_id
         WHERE h.scope_kind = 'programme' AND h.scope_id = $1 AND h.from_at <= $2
           AND (h.until_at IS NULL OR h.until_at > $2) AND a.active
         ORDER BY h.account_id, h.id
         LIMIT 500",
        values![programme.bits(), now],
    )?;
    let mut out: Vec<(AccountId, String, Role)> = Vec::new();
    for row in rows {
        let id = AccountId::from_bits(row.i64(0)?);
        let role = Role::from_code(row.text(1)?).map_err(|e| Error::engine(e.to_string()))?;
        if roles.contains(&role) && !out.iter().any(|(known, ..)| *known == id) {
            let name = name_of(tx, id)?;
            out.push((id, name, role));
        }
    }
    Ok(out)
}

/// The hash of somebody's password, to compare it again.
pub fn find_password_hash(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<String>, Error> {
    let row = tx.conn().query_opt(
        "SELECT password_hash FROM account WHERE id = $1 AND active",
        values![account.bits()],
    )?;
    row.map(|r| Ok(r.text(0)?.to_owned())).transpose()
}
