//! What a PostgreSQL database holds, before anything is made in it.

use crate::error::Error;
use crate::house::{Kind, open_postgres};
use crate::migrate::table_names;
use crate::values;

/// What was found in a database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Survey {
    /// What installation is in it; none where there is none yet.
    pub kind: Option<Kind>,
    /// Tables that are not Throughcare's.
    pub foreign: Vec<String>,
}

/// Looks at a database without changing it, with no key.
pub fn survey(url: &str) -> Result<Survey, Error> {
    let mut conn = open_postgres(url)?;
    let rows = conn.query(
        "SELECT CAST(c.relname AS TEXT)
         FROM pg_catalog.pg_class c
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
         ORDER BY c.relname",
        values![],
    )?;
    let tables: Vec<String> = rows
        .iter()
        .map(|row| row.text(0).map(str::to_owned))
        .collect::<Result<_, _>>()?;
    let kind = if tables.iter().any(|t| t == "installation") {
        conn.query_opt("SELECT kind FROM installation WHERE id = 1", values![])?
            .map(|row| row.text(0).map(Kind::read))
            .transpose()?
    } else {
        None
    };
    let ours = table_names();
    Ok(Survey {
        kind,
        foreign: tables
            .into_iter()
            .filter(|t| !ours.contains(&t.as_str()))
            .collect(),
    })
}
