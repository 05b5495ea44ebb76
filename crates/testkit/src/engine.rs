//! A database for one test, gone when the test ends.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use throughcare_store::house::Place;

/// On which engine a story runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    Sqlite,
    Postgres,
}

static NEXT: AtomicU64 = AtomicU64::new(0);

/// The database of one test.
pub struct Database {
    place: Place,
    folder: Option<PathBuf>,
    name: Option<String>,
}

impl Database {
    pub fn fresh(engine: Engine) -> Database {
        let name = format!(
            "throughcare_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        match engine {
            Engine::Sqlite => {
                let folder = throw_away().join(&name);
                std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
                let place = Place::Sqlite {
                    file: folder.join("throughcare.db"),
                };
                Database {
                    place,
                    folder: Some(folder),
                    name: None,
                }
            }
            Engine::Postgres => {
                admin(&format!(
                    "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
                ));
                let owner = address(&name);
                let role = std::env::var("THROUGHCARE_TEST_POSTGRES_APP_ROLE")
                    .expect("set beside THROUGHCARE_TEST_POSTGRES");
                let url = with_role(&owner, &role);
                Database {
                    place: Place::Postgres {
                        url,
                        migrator: Some(owner),
                    },
                    folder: None,
                    name: Some(name),
                }
            }
        }
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    pub fn folder(&self) -> Option<&PathBuf> {
        self.folder.as_ref()
    }
}

/// Where a file lies that nobody needs after the test: in memory where there is room for it, for the throw-away cluster
/// of PostgreSQL waits for no disk either. `TMPDIR` says otherwise.
fn throw_away() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    match std::env::var_os("TMPDIR") {
        None if memory.is_dir() => memory,
        _ => std::env::temp_dir(),
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
        if let Some(name) = &self.name {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn server() -> String {
    std::env::var("THROUGHCARE_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("tests on PostgreSQL need a server: run `cargo xtask postgres -- cargo test`, or `cargo xtask ci` for everything")
    })
}

fn address(database: &str) -> String {
    let server = server();
    let (base, _) = server
        .rsplit_once('/')
        .expect("the address names a database");
    format!("{base}/{database}")
}

fn with_role(url: &str, role: &str) -> String {
    let (scheme, rest) = url.split_once("://").expect("the address has a scheme");
    let (_, host) = rest.split_once('@').expect("the address names a role");
    format!("{scheme}://{role}@{host}")
}

fn admin(sql: &str) {
    let mut client =
        postgres::Client::connect(&server(), postgres::NoTls).expect("the test server answers");
    client.batch_execute(sql).expect("the test server obeys");
}
