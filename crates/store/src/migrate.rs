//! Migrations: one numbered file per change, written once, with sections only where the engines differ.
//!
//! Invariant: a migration runs once, whoever comes first; an older binary refuses a newer database.

use crate::db::{Conn, Dialect};
use crate::error::Error;
use crate::values;

/// All migrations, in order.
pub const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "ground", include_str!("../migrations/0001_ground.sql")),
    (
        2,
        "identify",
        include_str!("../migrations/0002_identify.sql"),
    ),
    (3, "case", include_str!("../migrations/0003_case.sql")),
];

const LOCK: &str = "SELECT pg_advisory_lock(7310021)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7310021)";

/// Brings a database to this build's schema. On PostgreSQL the application's role is granted what it needs and no more.
pub fn migrate(conn: &mut Conn, app_role: Option<&str>) -> Result<(), Error> {
    let postgres = conn.dialect() == Dialect::Postgres;
    if postgres {
        conn.batch(LOCK)?;
    }
    let done = run(conn, app_role);
    if postgres {
        conn.batch(UNLOCK)?;
    }
    done
}

fn run(conn: &mut Conn, app_role: Option<&str>) -> Result<(), Error> {
    const NEWEST: &str = "SELECT COALESCE(MAX(number), 0) FROM migration";
    // The application's role may read the table and not make it.
    let newest = match conn.query_one(NEWEST, values![]) {
        Ok(row) => row.i64(0)?,
        Err(_) => {
            conn.batch(
                "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)",
            )?;
            conn.query_one(NEWEST, values![])?.i64(0)?
        }
    };
    let known = MIGRATIONS.last().map_or(0, |m| m.0);
    if newest > known {
        return Err(newer(newest, known));
    }
    for (number, name, text) in MIGRATIONS.iter().filter(|m| m.0 > newest) {
        let sql = section(text, conn.dialect());
        conn.batch("BEGIN")?;
        let applied = conn
            .batch(&sql)
            .and_then(|()| {
                conn.execute(
                    "INSERT INTO migration (number, name) VALUES ($1, $2)",
                    values![*number, *name],
                )
            })
            .and_then(|_| conn.batch("COMMIT"));
        if let Err(error) = applied {
            conn.batch("ROLLBACK")?;
            return Err(Error::engine(format!(
                "migration {number} ({name}): {error}"
            )));
        }
    }
    if let Some(role) = app_role {
        grant(conn, role)?;
    }
    Ok(())
}

/// Whether a database has this build's schema.
/// Errors: engine, with what to do, where it has not.
pub fn is_current(conn: &mut Conn) -> Result<(), Error> {
    let newest = conn
        .query_one("SELECT COALESCE(MAX(number), 0) FROM migration", values![])
        .map_err(|_| Error::engine("there is no installation in this database yet".into()))?
        .i64(0)?;
    let known = MIGRATIONS.last().map_or(0, |m| m.0);
    match newest.cmp(&known) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(newer(newest, known)),
        std::cmp::Ordering::Less => Err(Error::engine(format!(
            "the database was made by an older Throughcare (schema {newest}; this one knows {known}): start `throughcare serve` once"
        ))),
    }
}

fn newer(newest: i64, known: i64) -> Error {
    Error::engine(format!(
        "the database was made by a newer Throughcare (schema {newest}; this one knows {known}): start the newer one"
    ))
}

/// The tables that this build makes.
pub fn table_names() -> Vec<&'static str> {
    let made = MIGRATIONS.iter().flat_map(|(_, _, text)| text.lines());
    made.filter_map(|line| {
        let name = line.trim().strip_prefix("CREATE TABLE ")?;
        name.split_whitespace().next()
    })
    .chain(["migration"])
    .collect()
}

/// The application may read and write rows, change no entry of the audit chain, and own nothing.
fn grant(conn: &mut Conn, role: &str) -> Result<(), Error> {
    if !role.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err(Error::engine(format!("{role:?} is no name of a role")));
    }
    conn.batch(&format!(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
         REVOKE UPDATE ON audit_entry, checkpoint, migration FROM {role};
         REVOKE INSERT, DELETE ON migration FROM {role};
         REVOKE DELETE ON checkpoint FROM {role};"
    ))
}

/// The text of a migration for one engine: common lines and the sections of that engine.
pub fn section(text: &str, dialect: Dialect) -> String {
    let mut ours = true;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim() {
            "--! sqlite" => ours = dialect == Dialect::Sqlite,
            "--! postgres" => ours = dialect == Dialect::Postgres,
            "--! both" => ours = true,
            _ if ours => {
                // Comments stay in the file: a database need not keep them.
                out.push_str(line.split(" -- ").next().unwrap_or(line));
                out.push('\n');
            }
            _ => {}
        }
    }
    match dialect {
        // A 64-bit key is SQLite's own row id only under this spelling.
        Dialect::Sqlite => out
            .replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
            .replace(" BYTEA", " BLOB"),
        Dialect::Postgres => out,
    }
}
