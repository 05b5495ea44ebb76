//! `cargo xtask bench store`: the store's share of what pages cost, measured by a program of its own in a release build.

use crate::ci;
use crate::postgres::{Cluster, program};
use std::path::Path;
use std::process::Command;

/// On which engine the store is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Builds and runs the bench; on PostgreSQL in a throw-away cluster.
pub fn store(root: &Path, engine: Engine, cases: usize) -> Result<bool, String> {
    let mut bench = ci::cargo(root);
    bench.args(["run", "--release", "--package", "throughcare-bench", "--"]);
    bench.args(["--cases", &cases.to_string()]);
    if engine == Engine::Sqlite {
        return ci::succeeds(&mut bench);
    }
    let cluster = Cluster::start()?;
    let server = cluster
        .environment()
        .into_iter()
        .find(|(name, _)| *name == "THROUGHCARE_TEST_POSTGRES");
    let (_, server) = server.ok_or("the cluster has no address")?;
    let made = Command::new(program("psql"))
        .args([
            "--no-psqlrc",
            "--quiet",
            "--command=create database bench",
            &server,
        ])
        .status()
        .map_err(|e| format!("psql does not run: {e}"))?;
    if !made.success() {
        return Err("the bench's database could not be made".into());
    }
    let (base, _) = server
        .rsplit_once('/')
        .ok_or("the cluster's address names no database")?;
    bench.args(["--database", &format!("{base}/bench")]);
    ci::succeeds(&mut bench)
}
