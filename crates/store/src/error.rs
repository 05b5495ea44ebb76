//! What can go wrong in the store. It speaks to code; pages and operators get their words elsewhere.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the actor may not know that there is.
    #[error("not found")]
    NotFound,
    /// A uniqueness rule, named `table__columns`, was broken.
    #[error("conflict with {0}")]
    Conflict(String),
    /// Somebody else changed it in between.
    #[error("stale")]
    Stale,
    /// This form was sent before; what it did is named.
    #[error("the form was used already")]
    Doubled(Option<crate::form_use::Effect>),
    /// The database cannot take writes now: full disk, read-only, or lost.
    #[error("the database cannot be written: {0}")]
    Unwritable(String),
    /// The engine, a key or the data failed.
    #[error("{0}")]
    Engine(String),
}

impl Error {
    pub fn engine(words: String) -> Error {
        Error::Engine(words)
    }

    pub(crate) fn sqlite(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode;
        if let rusqlite::Error::SqliteFailure(code, Some(words)) = &error {
            if code.code == ErrorCode::ConstraintViolation
                && let Some(columns) = words.strip_prefix("UNIQUE constraint failed: ")
            {
                return Error::Conflict(constraint_name(columns));
            }
            if matches!(
                code.code,
                ErrorCode::DiskFull
                    | ErrorCode::ReadOnly
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::CannotOpen
            ) {
                return Error::Unwritable(words.clone());
            }
        }
        Error::Engine(error.to_string())
    }

    pub(crate) fn postgres(error: postgres::Error) -> Error {
        use postgres::error::SqlState;
        if let Some(db) = error.as_db_error() {
            if *db.code() == SqlState::UNIQUE_VIOLATION {
                return Error::Conflict(db.constraint().unwrap_or_default().to_owned());
            }
            if *db.code() == SqlState::DISK_FULL
                || *db.code() == SqlState::READ_ONLY_SQL_TRANSACTION
            {
                return Error::Unwritable(db.message().to_owned());
            }
            if *db.code() == SqlState::T_R_SERIALIZATION_FAILURE
                || *db.code() == SqlState::T_R_DEADLOCK_DETECTED
            {
                return Error::Stale;
            }
            return Error::Engine(format!("{}: {}", db.code().code(), db.message()));
        }
        if error.is_closed() {
            return Error::Unwritable("the connection to the database was lost".into());
        }
        Error::Engine(error.to_string())
    }
}

/// The name under which PostgreSQL knows the constraint that SQLite names by its columns.
fn constraint_name(columns: &str) -> String {
    let mut table = "";
    let mut names = Vec::new();
    for column in columns.split(", ") {
        if let Some((of, name)) = column.split_once('.') {
            table = of;
            names.push(name);
        }
    }
    format!("{table}__{}", names.join("_"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_constraint_has_one_name_on_both_engines() {
        let check = |sqlite, name| assert_eq!(super::constraint_name(sqlite), name);
        check("account.email_token", "account__email_token");
        check(
            "referral.programme_id, referral.reference",
            "referral__programme_id_reference",
        );
    }
}
