//! A throw-away PostgreSQL 15 cluster: in a temporary folder, on a free port of the loopback address, as an
//! unprivileged user, in C collation, with two roles. Invariant: it ends with the process that started it,
//! however that ends, because a watchdog waits on a pipe that only that process holds open.

use std::io::Write as _;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Owns every database and table; may create databases.
pub const MIGRATOR: &str = "throughcare_migrator";
/// What the application connects as; owns nothing.
pub const APPLICATION: &str = "throughcare_app";

/// How often a start is tried again where another process took the free port first.
const TRIES: u32 = 3;

/// A PostgreSQL program of version 15, where Debian puts it.
pub fn program(name: &str) -> PathBuf {
    Path::new("/usr/lib/postgresql/15/bin").join(name)
}

/// A running cluster; dropping it stops it and removes its folder.
pub struct Cluster {
    port: u16,
    watchdog: Child,
}

impl Cluster {
    pub fn start() -> Result<Cluster, String> {
        if !program("initdb").exists() {
            return Err(
                "PostgreSQL 15 is not installed: run `cargo xtask ci --only machine`, \
                        or install the Debian package postgresql-15"
                    .into(),
            );
        }
        let owner = Owner::choose()?;
        let folder = owner.make_folder()?;
        let watchdog = owner.watch(&folder)?;
        let mut cluster = Cluster { port: 0, watchdog };
        let data = folder.join("data");
        owner.run(
            &folder,
            Command::new(program("initdb"))
                .arg("--pgdata")
                .arg(&data)
                .args([
                    "--username=postgres",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync",
                ]),
        )?;
        let settings = std::fs::OpenOptions::new()
            .append(true)
            .open(data.join("postgresql.conf"));
        settings
            .and_then(|mut file| file.write_all(SETTINGS.as_bytes()))
            .map_err(|error| format!("postgresql.conf could not be written: {error}"))?;
        cluster.port = start_server(&owner, &folder, &data)?;
        cluster.make_roles(&owner, &folder)?;
        Ok(cluster)
    }

    /// The environment in which the tests find the cluster.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            (
                "THROUGHCARE_TEST_POSTGRES",
                format!("postgres://{MIGRATOR}@127.0.0.1:{}/postgres", self.port),
            ),
            ("THROUGHCARE_TEST_POSTGRES_APP_ROLE", APPLICATION.into()),
        ]
    }

    fn make_roles(&self, owner: &Owner, folder: &Path) -> Result<(), String> {
        // Whoever may end the application's sessions, and the sweeper's, can drop a test's database at once.
        let roles = format!(
            "create role {MIGRATOR} login createdb; create role {APPLICATION} login; \
             grant {APPLICATION}, pg_signal_backend to {MIGRATOR};"
        );
        owner.run(
            folder,
            Command::new(program("psql"))
                .args([
                    "--no-psqlrc",
                    "--quiet",
                    "--host=127.0.0.1",
                    "--username=postgres",
                ])
                .args(["--set=ON_ERROR_STOP=1", "--dbname=postgres"])
                .arg(format!("--port={}", self.port))
                .arg(format!("--command={roles}")),
        )
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        // Nothing is left to do where the watchdog cannot be waited for.
        let _ = self.watchdog.wait();
    }
}

/// Nothing in this cluster is worth a disk write that is waited for.
const SETTINGS: &str = "
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 64MB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = on
logging_collector = off
log_min_messages = fatal
timezone = 'UTC'
";

fn start_server(owner: &Owner, folder: &Path, data: &Path) -> Result<u16, String> {
    let log = folder.join("log");
    let mut last = String::new();
    for _ in 0..TRIES {
        let port = free_port()?;
        let mut start = Command::new(program("pg_ctl"));
        start
            .arg("start")
            .arg("--wait")
            .arg("--silent")
            .arg("--pgdata")
            .arg(data);
        start
            .arg("--log")
            .arg(&log)
            .arg("--options")
            .arg(format!("-p {port}"));
        match owner.run(folder, &mut start) {
            Ok(()) => return Ok(port),
            Err(sentence) => last = sentence,
        }
    }
    let log = std::fs::read_to_string(&log).unwrap_or_default();
    Err(format!("PostgreSQL did not start: {last}\n{log}"))
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address
        .map(|address| address.port())
        .map_err(|error| format!("there is no free port: {error}"))
}

/// Whose the cluster is: PostgreSQL refuses to run as root.
enum Owner {
    Oneself,
    Another(&'static str),
}

impl Owner {
    fn choose() -> Result<Owner, String> {
        if !crate::machine::is_root() {
            return Ok(Owner::Oneself);
        }
        let candidates = ["postgres", "nobody"];
        let found = candidates
            .into_iter()
            .find(|name| crate::machine::has_user(name));
        found
            .map(Owner::Another)
            .ok_or_else(|| "there is no user `postgres` or `nobody` to run PostgreSQL as".into())
    }

    fn make_folder(&self) -> Result<PathBuf, String> {
        let mktemp = Command::new("mktemp")
            .args(["--directory", "--tmpdir", "throughcare-postgres-XXXXXXXX"])
            .output();
        let made = mktemp.map_err(|error| format!("mktemp could not be started: {error}"))?;
        if !made.status.success() {
            return Err(format!(
                "no temporary folder: {}",
                String::from_utf8_lossy(&made.stderr)
            ));
        }
        let folder = PathBuf::from(String::from_utf8_lossy(&made.stdout).trim());
        if let Owner::Another(name) = self {
            finish(Command::new("chown").arg(name).arg(&folder))?;
        }
        Ok(folder)
    }

    /// The command as this owner runs it.
    fn prefix(&self) -> Vec<&'static str> {
        match self {
            Owner::Oneself => Vec::new(),
            Owner::Another(name) => vec!["runuser", "-u", name, "--"],
        }
    }

    fn run(&self, folder: &Path, command: &mut Command) -> Result<(), String> {
        let mut words = self
            .prefix()
            .into_iter()
            .map(Into::into)
            .collect::<Vec<std::ffi::OsString>>();
        words.push(command.get_program().to_owned());
        words.extend(command.get_args().map(ToOwned::to_owned));
        finish(
            Command::new(&words[0])
                .args(&words[1..])
                .current_dir(folder),
        )
    }

    /// Starts the watchdog. In a process group of its own, it outlives an interrupted terminal; at the end of
    /// its input it stops the server and removes the folder.
    fn watch(&self, folder: &Path) -> Result<Child, String> {
        let script = format!(
            "read -r _; {} '{}' stop --silent --mode=immediate --pgdata \"$1/data\"; rm -rf \"$1\"",
            self.prefix().join(" "),
            program("pg_ctl").display(),
        );
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &script, "throughcare-postgres"])
            .arg(folder)
            .current_dir("/")
            .process_group(0);
        shell
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        shell
            .spawn()
            .map_err(|error| format!("the cluster's watchdog could not be started: {error}"))
    }
}

/// Runs a command to its end. Only what it complains of is shown.
fn finish(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let words: Vec<_> = command
        .get_args()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name} {}` ended with {status}", words.join(" "))),
        Err(error) => Err(format!("`{name}` could not be started: {error}")),
    }
}

/// Runs a developer's command beside a throw-away cluster.
pub fn run(command: &[String]) -> Result<bool, String> {
    let cluster = Cluster::start()?;
    for (name, value) in cluster.environment() {
        eprintln!("{name}={value}");
    }
    let mut child = Command::new(&command[0]);
    child.args(&command[1..]).envs(cluster.environment());
    let status = child
        .status()
        .map_err(|error| format!("`{}` could not be started: {error}", command[0]))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs where PostgreSQL is installed, which `cargo xtask ci` sees to.
    #[test]
    fn a_cluster_answers_as_both_roles_in_c_collation_and_is_gone_afterwards() {
        let cluster = Cluster::start().expect("the cluster starts");
        let port = cluster.port;
        let ask = |role: &str, question: &str| {
            let mut psql = Command::new(program("psql"));
            psql.args([
                "--no-psqlrc",
                "--tuples-only",
                "--no-align",
                "--host=127.0.0.1",
                "--dbname=postgres",
            ]);
            psql.arg(format!("--port={port}"))
                .arg(format!("--username={role}"))
                .arg(format!("--command={question}"));
            let answer = psql.output().expect("psql runs");
            String::from_utf8_lossy(&answer.stdout).trim().to_owned()
        };
        let collation = "select datcollate from pg_database where datname = 'postgres'";
        assert_eq!(ask(MIGRATOR, collation), "C");
        let may_create = "select rolcreatedb from pg_roles where rolname = current_user";
        assert_eq!(ask(MIGRATOR, may_create), "t");
        assert_eq!(ask(APPLICATION, may_create), "f");
        drop(cluster);
        assert_eq!(ask(MIGRATOR, collation), "");
    }
}
