//! The house: one installation's database, keys, clock and chance, and the turn to write.

use crate::db::{Conn, Dialect};
use crate::edge::{Chance, Clock};
use crate::error::Error;
use crate::keys::{HouseKeys, Key, Root};
use crate::migrate::migrate;
use crate::pool::{Pool, Pooled};
use crate::programme::Adopted;
use crate::values;
use parking_lot::{FairMutex, FairMutexGuard};
use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, RwLock};
use throughcare_domain::id::{Id, ProgrammeId, compose};
use throughcare_domain::moment::Moment;

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Place {
    Sqlite {
        file: PathBuf,
    },
    /// `migrator` owns the tables; `url` signs in as the application's role, which owns none.
    Postgres {
        url: String,
        migrator: Option<String>,
    },
}

/// What an installation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Real,
    /// Everything in it is invented.
    Demonstration,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Kind::Real => "real",
            Kind::Demonstration => "demonstration",
        }
    }
    pub(crate) fn read(code: &str) -> Kind {
        match code {
            "demonstration" => Kind::Demonstration,
            _ => Kind::Real,
        }
    }
}

/// What the first run writes down.
#[derive(Clone, Debug)]
pub struct Founding {
    pub kind: Kind,
    pub name: String,
    pub seed: Option<i64>,
}

/// The installation row.
#[derive(Clone, Debug)]
pub struct Installation {
    pub kind: Kind,
    pub name: String,
    pub made_at: Moment,
    pub seed: Option<i64>,
    pub touched_at: Option<Moment>,
}

enum Engine {
    Sqlite {
        writer: FairMutex<Conn>,
        readers: Pool,
    },
    Postgres {
        pool: Pool,
    },
}

pub struct House {
    engine: Engine,
    root: Root,
    keys: HouseKeys,
    pub clock: Clock,
    pub chance: Chance,
    installation: Installation,
    pub(crate) touched: AtomicBool,
    pub(crate) programmes: RwLock<HashMap<(ProgrammeId, i64), Arc<Adopted>>>,
    /// How many refusals each account may have written down in a minute.
    pub refusals: Quota,
    last_id: Mutex<i64>,
    /// Seal nothing: only for the test that shows that the byte scan finds what is unsealed.
    pub(crate) unsealed: bool,
}

/// At most so many in a minute, for each account.
pub struct Quota {
    most: u32,
    counts: Mutex<(i64, HashMap<i64, u32>)>,
}

impl Quota {
    pub fn new(most: u32) -> Quota {
        Quota {
            most,
            counts: Mutex::new((0, HashMap::new())),
        }
    }

    /// Counts one more, and says whether it is still within the quota.
    pub fn admits(&self, whose: impl Id, now: Moment) -> bool {
        self.admits_key(whose.bits(), now)
    }

    pub fn admits_key(&self, key: i64, now: Moment) -> bool {
        let minute = now.micros() / throughcare_domain::moment::MINUTE;
        let mut counts = self.counts.lock().unwrap_or_else(|e| e.into_inner());
        if counts.0 != minute {
            *counts = (minute, HashMap::new());
        }
        let count = counts.1.entry(key).or_insert(0);
        *count += 1;
        *count <= self.most
    }
}

/// A connection on loan to one transaction.
pub(crate) enum Lease<'h> {
    Turn(FairMutexGuard<'h, Conn>),
    Pooled(Pooled<'h>),
    Inner(&'h mut Conn),
}

impl Deref for Lease<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        match self {
            Lease::Turn(conn) => conn,
            Lease::Pooled(conn) => conn,
            Lease::Inner(conn) => conn,
        }
    }
}
impl DerefMut for Lease<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        match self {
            Lease::Turn(conn) => conn,
            Lease::Pooled(conn) => conn,
            Lease::Inner(conn) => conn,
        }
    }
}

/// How far back an id may be and still belong to the same instant, a minute's worth of them.
const SAME_INSTANT: i64 = 60_000 << 22;

const CHECK: &str = "installation.key_check";
const READERS: usize = 4;
const POOL: usize = 12;

impl House {
    /// Opens the database, brings it to this build's schema and, on the first run, founds the installation.
    /// Errors: a wrong root, a newer schema, no installation where none is founded, or a failing engine.
    pub fn open(
        place: &Place,
        root: Root,
        clock: Clock,
        chance: Chance,
        founding: Option<&Founding>,
    ) -> Result<House, Error> {
        House::open_with(place, root, clock, chance, founding, true, migrate)
    }

    /// Opens a database whose file and columns are not sealed. Only for the test that proves the byte scan: what it
    /// finds here it would find in a house that had forgotten to seal.
    #[doc(hidden)]
    pub fn open_unsealed(
        place: &Place,
        root: Root,
        clock: Clock,
        chance: Chance,
        founding: &Founding,
    ) -> Result<House, Error> {
        House::open_with(place, root, clock, chance, Some(founding), false, migrate)
    }

    /// Opens an installation that is there already, without bringing its schema anywhere.
    /// Errors: as [`House::open`]; and where the schema is older than this build's.
    pub fn open_as_it_is(place: &Place, root: Root) -> Result<House, Error> {
        let (clock, chance) = (Clock::System, Chance::System);
        House::open_with(place, root, clock, chance, None, true, |conn, _| {
            crate::migrate::is_current(conn)
        })
    }

    fn open_with(
        place: &Place,
        root: Root,
        clock: Clock,
        chance: Chance,
        founding: Option<&Founding>,
        sealed: bool,
        migrate: impl Fn(&mut Conn, Option<&str>) -> Result<(), Error>,
    ) -> Result<House, Error> {
        let engine = match place {
            Place::Sqlite { file } => {
                let key = match sealed {
                    true => Some(file_key(file, &root, &chance, founding.is_some())?),
                    false => None,
                };
                let mut writer = open_sqlite(file, key.as_ref(), false)?;
                migrate(&mut writer, None)?;
                let file = file.clone();
                let readers = Pool::new(
                    READERS,
                    Box::new(move || open_sqlite(&file, key.as_ref(), true)),
                );
                Engine::Sqlite {
                    writer: FairMutex::new(writer),
                    readers,
                }
            }
            Place::Postgres { url, migrator } => {
                let mut owner = open_postgres(migrator.as_deref().unwrap_or(url))?;
                let app_role = migrator.as_ref().map(|_| role_of(url)).transpose()?;
                migrate(&mut owner, app_role.as_deref())?;
                let url = url.clone();
                Engine::Postgres {
                    pool: Pool::new(POOL, Box::new(move || open_postgres(&url))),
                }
            }
        };
        let (installation, keys) =
            found_or_read(&mut *engine.turn()?, &root, &clock, &chance, founding)?;
        Ok(House {
            engine,
            root,
            keys,
            clock,
            chance,
            touched: AtomicBool::new(installation.touched_at.is_some()),
            installation,
            programmes: RwLock::new(HashMap::new()),
            refusals: Quota::new(30),
            last_id: Mutex::new(0),
            unsealed: !sealed,
        })
    }

    /// A statement run by hand, past every rule: for tests that tamper, or that arrange what no use case would.
    #[doc(hidden)]
    pub fn by_hand(&self, sql: &str, values: &[crate::db::Value]) -> Result<u64, Error> {
        self.turn()?.execute(sql, values)
    }

    pub fn installation(&self) -> &Installation {
        &self.installation
    }

    pub fn keys(&self) -> &HouseKeys {
        &self.keys
    }

    pub fn root(&self) -> &Root {
        &self.root
    }

    pub fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite { .. } => Dialect::Sqlite,
            Engine::Postgres { .. } => Dialect::Postgres,
        }
    }

    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// A new id: later than every id this instance made before, also within one millisecond.
    pub fn new_id<T: Id>(&self, now: Moment) -> T {
        let mut last = self.last_id.lock().unwrap_or_else(|e| e.into_inner());
        let bits = compose(now.millis(), u32::from_be_bytes(self.chance.bytes()));
        // A clock that stands, or was set back, must not make an earlier id.
        *last = if bits > *last {
            bits
        } else if *last - bits < SAME_INSTANT {
            *last + 1
        } else {
            bits
        };
        T::from_bits(*last)
    }

    /// Takes the turn to write: fair on SQLite, a pooled connection on PostgreSQL.
    pub(crate) fn turn(&self) -> Result<Lease<'_>, Error> {
        self.engine.turn()
    }

    pub(crate) fn reader(&self) -> Result<Lease<'_>, Error> {
        Ok(Lease::Pooled(match &self.engine {
            Engine::Sqlite { readers, .. } => readers.take()?,
            Engine::Postgres { pool } => pool.take()?,
        }))
    }
}

impl Engine {
    fn turn(&self) -> Result<Lease<'_>, Error> {
        Ok(match self {
            Engine::Sqlite { writer, .. } => Lease::Turn(writer.lock()),
            Engine::Postgres { pool } => Lease::Pooled(pool.take()?),
        })
    }
}

/// The key of a SQLite file lies beside it, wrapped under the root.
fn file_key(file: &Path, root: &Root, chance: &Chance, may_make: bool) -> Result<Key, Error> {
    let beside = beside(file);
    match std::fs::read(&beside) {
        Ok(wrapped) => root.unwrap(&wrapped, "database file").map_err(|_| {
            Error::engine(format!(
                "the root key does not open {}: it belongs to another installation",
                beside.display()
            ))
        }),
        Err(error)
            if error.kind() == std::io::ErrorKind::NotFound && may_make && !file.exists() =>
        {
            let key = Key::fresh(chance);
            crate::root_file::write_private(&beside, &root.wrap(&key, "database file", chance))?;
            Ok(key)
        }
        Err(error) => Err(Error::engine(format!(
            "the file key {} cannot be read: {error}",
            beside.display()
        ))),
    }
}

/// Where the wrapped key of a SQLite file lies.
pub fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// Connections open one after another: two that opened at once were seen to meet SQLCipher half set up.
static OPENING: Mutex<()> = Mutex::new(());

fn open_sqlite(file: &Path, key: Option<&Key>, reads_only: bool) -> Result<Conn, Error> {
    let _one_at_a_time = OPENING.lock().unwrap_or_else(|e| e.into_inner());
    let conn = rusqlite::Connection::open(file).map_err(Error::sqlite)?;
    if let Some(key) = key {
        let hex: String = key.bytes().iter().map(|b| format!("{b:02x}")).collect();
        conn.execute_batch(&format!(
            "PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{hex}'\";"
        ))
        .map_err(Error::sqlite)?;
    }
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000;",
    )
    .map_err(|e| match e {
        rusqlite::Error::SqliteFailure(code, _)
            if code.code == rusqlite::ErrorCode::NotADatabase =>
        {
            Error::engine(format!("{} does not open with its key", file.display()))
        }
        other => Error::sqlite(other),
    })?;
    if reads_only {
        conn.execute_batch("PRAGMA query_only = ON;")
            .map_err(Error::sqlite)?;
    }
    conn.set_prepared_statement_cache_capacity(256);
    Ok(Conn::Sqlite(conn))
}

pub(crate) fn open_postgres(url: &str) -> Result<Conn, Error> {
    let mut config: postgres::Config = url
        .parse()
        .map_err(|e| Error::engine(format!("the database address cannot be read: {e}")))?;
    config
        .application_name("throughcare")
        .connect_timeout(std::time::Duration::from_secs(5))
        .target_session_attrs(postgres::config::TargetSessionAttrs::ReadWrite);
    let mut client = config
        .connect(postgres::NoTls)
        .map_err(|e| Error::Unwritable(format!("PostgreSQL does not answer: {e}")))?;
    client
        .batch_execute("SET client_min_messages = warning; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'")
        .map_err(Error::postgres)?;
    Ok(Conn::postgres(client))
}

fn role_of(url: &str) -> Result<String, Error> {
    let config: postgres::Config = url
        .parse()
        .map_err(|e| Error::engine(format!("the database address cannot be read: {e}")))?;
    config
        .get_user()
        .map(str::to_owned)
        .ok_or_else(|| Error::engine("the database address names no role".into()))
}

fn found_or_read(
    conn: &mut Conn,
    root: &Root,
    clock: &Clock,
    chance: &Chance,
    founding: Option<&Founding>,
) -> Result<(Installation, HouseKeys), Error> {
    if let Some(found) = read_installation(conn, root)? {
        return Ok(found);
    }
    let founding = founding
        .ok_or_else(|| Error::engine("there is no installation in this database yet".into()))?;
    conn.batch("BEGIN")?;
    let now = clock.now();
    let check = root.wrap(&Key::fresh(chance), CHECK, chance);
    // Two instances may found at once: the second finds the first one's row.
    let mine = conn.execute(
        "INSERT INTO installation (id, kind, name, made_at, seed, touched_at, epoch, key_check)
         VALUES (1, $1, $2, $3, $4, NULL, $5, $6)
         ON CONFLICT (id) DO NOTHING",
        values![
            founding.kind.code(),
            &founding.name,
            now,
            founding.seed,
            root.epoch,
            check
        ],
    )?;
    if mine == 1 {
        for kind in ["index", "signing"] {
            let wrapped = root.wrap(&Key::fresh(chance), kind, chance);
            conn.execute(
                "INSERT INTO house_key (kind, generation, epoch, wrapped, retired_at) VALUES ($1, 1, $2, $3, NULL)",
                values![kind, root.epoch, wrapped],
            )?;
        }
    }
    conn.batch("COMMIT")?;
    read_installation(conn, root)?
        .ok_or_else(|| Error::engine("the installation could not be founded".into()))
}

fn read_installation(
    conn: &mut Conn,
    root: &Root,
) -> Result<Option<(Installation, HouseKeys)>, Error> {
    let Some(row) = conn.query_opt(
        "SELECT kind, name, made_at, seed, touched_at, key_check FROM installation WHERE id = 1",
        values![],
    )?
    else {
        return Ok(None);
    };
    let kind = Kind::read(row.text(0)?);
    root.unwrap(row.bytes(5)?, CHECK).map_err(|_| {
        Error::engine(format!(
            "the root key does not open this database: it belongs to another {}",
            match kind {
                Kind::Real => "installation",
                Kind::Demonstration => "demonstration",
            }
        ))
    })?;
    let installation = Installation {
        kind,
        name: row.text(1)?.to_owned(),
        made_at: Moment::from_micros(row.i64(2)?),
        seed: row.opt_i64(3)?,
        touched_at: row.opt_i64(4)?.map(Moment::from_micros),
    };
    let mut newest = |kind: &str| -> Result<(i64, Key), Error> {
        let row = conn.query_one(
            "SELECT generation, wrapped FROM house_key
             WHERE kind = $1 AND retired_at IS NULL
             ORDER BY generation DESC LIMIT 1",
            values![kind],
        )?;
        Ok((row.i64(0)?, root.unwrap(row.bytes(1)?, kind)?))
    };
    let (index_generation, index) = newest("index")?;
    let (_, signing) = newest("signing")?;
    Ok(Some((
        installation,
        HouseKeys {
            index,
            index_generation,
            signing,
        },
    )))
}

/// Empties a PostgreSQL database: only for a demonstration that is made anew.
pub fn empty_postgres(url: &str) -> Result<(), Error> {
    open_postgres(url)?.batch("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
}
