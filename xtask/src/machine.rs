//! What the machine must have before the tests can run: Debian packages, asked for by the file that
//! proves them present, and installed only where that file is missing.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A Debian package and the file that shows that it is installed.
struct Needed {
    package: &'static str,
    proof: PathBuf,
}

/// Chromium as Debian installs it, or the one that `CHROMIUM` names.
pub fn chromium() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

fn needed() -> Vec<Needed> {
    vec![
        Needed {
            package: "postgresql-15",
            proof: crate::postgres::program("initdb"),
        },
        Needed {
            package: "chromium",
            proof: chromium(),
        },
        Needed {
            package: "fonts-dejavu-core",
            proof: PathBuf::from("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
        },
    ]
}

/// Installs what is missing.
/// Errors: where it may not (not root and no sudo), the sentence names what to install.
pub fn prepare() -> Result<bool, String> {
    let missing: Vec<_> = needed()
        .into_iter()
        .filter(|one| !one.proof.exists())
        .map(|one| one.package)
        .collect();
    if missing.is_empty() {
        println!("nothing to install");
        return Ok(true);
    }
    let apt = AptGet::find(&missing)?;
    println!("installing {}", missing.join(", "));
    if missing.iter().any(|package| !is_offered(package)) {
        apt.run(&["update"])?;
    }
    let install = [
        &["install", "--yes", "--no-install-recommends"][..],
        &missing,
    ]
    .concat();
    if apt.run(&install).is_err() {
        // The lists were there, but told of versions that are no longer served.
        apt.run(&["update"])?;
        apt.run(&install)?;
    }
    match needed().into_iter().find(|one| !one.proof.exists()) {
        Some(one) => Err(format!(
            "{} is installed, yet {} is missing",
            one.package,
            one.proof.display()
        )),
        None => Ok(true),
    }
}

/// `apt-get`, as root or through sudo.
struct AptGet {
    through_sudo: bool,
}

impl AptGet {
    fn find(missing: &[&str]) -> Result<AptGet, String> {
        let by_hand = format!(
            "please install these Debian packages and run this again: {}",
            missing.join(" ")
        );
        if !is_on_path("apt-get") {
            return Err(format!("this machine has no apt-get; {by_hand}"));
        }
        if is_root() {
            return Ok(AptGet {
                through_sudo: false,
            });
        }
        if is_on_path("sudo") {
            return Ok(AptGet { through_sudo: true });
        }
        Err(format!("not root, and there is no sudo; {by_hand}"))
    }

    fn run(&self, arguments: &[&str]) -> Result<(), String> {
        let mut command = if self.through_sudo {
            let mut sudo = Command::new("sudo");
            sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            sudo
        } else {
            let mut apt = Command::new("apt-get");
            apt.env("DEBIAN_FRONTEND", "noninteractive");
            apt
        };
        command.arg("--quiet").args(arguments).stdin(Stdio::null());
        match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!(
                "apt-get {} ended with {status}",
                arguments.join(" ")
            )),
            Err(error) => Err(format!("apt-get could not be started: {error}")),
        }
    }
}

/// Whether the package lists on this machine offer the package at all.
fn is_offered(package: &str) -> bool {
    let Ok(answer) = Command::new("apt-cache").args(["policy", package]).output() else {
        return false;
    };
    let answer = String::from_utf8_lossy(&answer.stdout);
    answer
        .lines()
        .any(|line| line.trim().starts_with("Candidate:") && !line.contains("(none)"))
}

pub fn is_root() -> bool {
    let Ok(answer) = Command::new("id").arg("-u").output() else {
        return false;
    };
    answer.stdout.trim_ascii() == b"0"
}

/// Whether the system knows a user of this name.
pub fn has_user(name: &str) -> bool {
    let known = Command::new("id")
        .args(["-u", name])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    known.is_ok_and(|status| status.success())
}

fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| Path::new(&folder).join(program).is_file())
}
