//! Somebody with full power over the database, who writes in it past the product.

use throughcare_store::db::{Conn, Dialect, Row, Value};
use throughcare_store::house::{Place, beside};
use throughcare_store::values;
use throughcare_testkit::World;

pub struct Hand(Conn);

/// The tables of the chain.
pub const TABLES: [&str; 3] = ["audit_entry", "audit_payload", "audit_head"];

impl Hand {
    /// Opens the database as its owner, and takes the triggers away that keep entries as they are.
    pub fn in_database_of(world: &World) -> Hand {
        let mut hand = Hand::bound(world);
        hand.0
            .batch(match hand.0.dialect() {
                Dialect::Sqlite => {
                    "DROP TRIGGER audit_entry__no_update; DROP TRIGGER audit_entry__no_delete"
                }
                Dialect::Postgres => "ALTER TABLE audit_entry DISABLE TRIGGER USER",
            })
            .expect("the owner may");
        hand
    }

    /// The same with the triggers in place.
    pub fn bound(world: &World) -> Hand {
        match world.database().place() {
            Place::Sqlite { file } => {
                let wrapped = std::fs::read(beside(file)).expect("the key lies beside the file");
                let key = world.house.root().unwrap(&wrapped, "database file");
                let key = key.expect("the root opens it");
                let hex: String = key.bytes().iter().map(|b| format!("{b:02x}")).collect();
                let conn = rusqlite::Connection::open(file).expect("the file opens");
                conn.execute_batch(&format!(
                    "PRAGMA key = \"x'{hex}'\"; PRAGMA busy_timeout = 5000; PRAGMA synchronous = OFF;"
                ))
                .expect("the key fits");
                Hand(Conn::Sqlite(conn))
            }
            Place::Postgres { url, migrator } => {
                let owner = migrator.as_deref().unwrap_or(url);
                let client = postgres::Client::connect(owner, postgres::NoTls).expect("answers");
                Hand(Conn::postgres(client))
            }
        }
    }

    pub fn tries(&mut self, sql: &str, values: &[Value]) -> Result<u64, throughcare_store::Error> {
        self.0.execute(sql, values)
    }

    /// Changes at least one row.
    pub fn does(&mut self, sql: &str, values: &[Value]) {
        let changed = self
            .tries(sql, values)
            .unwrap_or_else(|e| panic!("{sql}: {e}"));
        assert!(changed > 0, "{sql} changed nothing");
    }

    pub fn rows(&mut self, sql: &str) -> Vec<Row> {
        self.0.query(sql, values![]).expect("reads")
    }

    pub fn batch(&mut self, sql: &str) {
        self.0.batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
    }

    /// Keeps the chain as it is now.
    pub fn remember(&mut self) {
        for table in TABLES {
            self.batch(&format!(
                "CREATE TABLE kept_{table} AS SELECT * FROM {table}"
            ));
        }
    }

    /// Puts the chain back as it was remembered.
    pub fn put_back(&mut self) {
        self.batch("BEGIN");
        for table in TABLES {
            self.batch(&format!(
                "DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}"
            ));
        }
        self.batch("COMMIT");
    }
}
