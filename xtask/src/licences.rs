//! Licences and sources of the dependencies, by cargo-deny against deny.toml. The program is built once, at a
//! fixed version, into target/tools. It asks no database on the network.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Source: docs/decisions/0002-ci-in-xtask.md.
const CARGO_DENY: &str = "0.20.2";

pub fn run(root: &Path) -> Result<bool, String> {
    let program = cargo_deny(root)?;
    // What it reads must be on the machine before it is asked not to use the network.
    finish(crate::ci::cargo(root).args(["fetch", "--locked"]))?;
    let mut check = Command::new(program);
    check
        .current_dir(root)
        .args(["--offline", "--locked", "check", "--hide-inclusion-graph"]);
    check.args(["licenses", "bans", "sources"]);
    crate::ci::succeeds(&mut check)
}

fn cargo_deny(root: &Path) -> Result<PathBuf, String> {
    let tools = crate::ci::target_folder(root)
        .join("tools")
        .join(format!("cargo-deny-{CARGO_DENY}"));
    let program = tools.join("bin").join("cargo-deny");
    if program.exists() {
        return Ok(program);
    }
    let build = tools.join("build");
    println!("building cargo-deny {CARGO_DENY}, once");
    let mut install = crate::ci::cargo(root);
    install.args([
        "install",
        "--quiet",
        "--locked",
        "--debug",
        "cargo-deny",
        "--version",
        CARGO_DENY,
    ]);
    install
        .arg("--root")
        .arg(&tools)
        .arg("--target-dir")
        .arg(&build);
    // The debug symbols would be most of what is built, and nobody reads them.
    install.env("CARGO_PROFILE_DEV_DEBUG", "0");
    finish(&mut install)?;
    // The program is kept; if what it was built from stays as well, that costs disk and no more.
    let _ = std::fs::remove_dir_all(&build);
    Ok(program)
}

fn finish(command: &mut Command) -> Result<(), String> {
    let name = format!("{command:?}");
    if crate::ci::succeeds(command)? {
        Ok(())
    } else {
        Err(format!("{name} failed"))
    }
}
