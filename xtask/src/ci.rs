//! What continuous integration runs, from a fresh clone to the browser tests. A failed step does not hide the
//! next ones: all run, and a table at the end tells which failed and how long each took.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::postgres::Cluster;

/// One step, by the name that `--only` and `--skip` take.
struct Step {
    name: &'static str,
    heading: &'static str,
    run: fn(&Ground) -> Result<bool, String>,
}

/// In the order in which they run: what fails fast comes first.
const STEPS: &[Step] = &[
    Step {
        name: "machine",
        heading: "What the tests need on this machine",
        run: |_| crate::machine::prepare(),
    },
    Step {
        name: "format",
        heading: "Formatting",
        run: |ground| ground.cargo(&["fmt", "--all", "--check"]),
    },
    Step {
        name: "tidy",
        heading: "House rules",
        run: |ground| crate::tidy::run(ground.root),
    },
    Step {
        name: "clippy",
        heading: "Clippy",
        run: clippy,
    },
    Step {
        name: "licences",
        heading: "Licences and sources",
        run: |ground| crate::licences::run(ground.root),
    },
    Step {
        name: "test",
        heading: "Tests, on both engines",
        run: tests,
    },
    Step {
        name: "build",
        heading: "The binary for the browser tests",
        run: build,
    },
    Step {
        name: "npm",
        heading: "Packages of the browser tests",
        run: npm,
    },
    Step {
        name: "browser-sqlite",
        heading: "Browser tests on SQLite",
        run: |ground| browser(ground, "sqlite"),
    },
    Step {
        name: "browser-postgres",
        heading: "Browser tests on PostgreSQL",
        run: |ground| browser(ground, "postgres"),
    },
];

/// What every step may use.
struct Ground<'a> {
    root: &'a Path,
    cluster: Option<&'a Cluster>,
}

impl Ground<'_> {
    fn cargo(&self, arguments: &[&str]) -> Result<bool, String> {
        succeeds(cargo(self.root).args(arguments).envs(self.environment()))
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        self.cluster.map(Cluster::environment).unwrap_or_default()
    }
}

fn clippy(ground: &Ground) -> Result<bool, String> {
    ground.cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ])
}

fn tests(ground: &Ground) -> Result<bool, String> {
    ground.cargo(&["test", "--workspace", "--locked"])
}

fn build(ground: &Ground) -> Result<bool, String> {
    ground.cargo(&["build", "--package", "throughcare", "--locked", "--quiet"])
}

fn npm(ground: &Ground) -> Result<bool, String> {
    succeeds(
        Command::new("npm")
            .arg("ci")
            .current_dir(ground.root.join("e2e")),
    )
}

fn browser(ground: &Ground, engine: &str) -> Result<bool, String> {
    let mut test = Command::new("npm");
    test.args(["test", "--silent", "--", engine])
        .current_dir(ground.root.join("e2e"));
    test.env(
        "THROUGHCARE_BIN",
        target_folder(ground.root).join("debug").join("throughcare"),
    );
    test.env("CHROMIUM", crate::machine::chromium())
        .envs(ground.environment());
    succeeds(&mut test)
}

/// How one step ended.
struct Outcome {
    name: &'static str,
    passed: bool,
    took: Duration,
}

pub fn list() {
    for step in STEPS {
        println!("{:<18}{}", step.name, step.heading);
    }
}

pub fn run(root: &Path, only: &[String], skip: &[String]) -> Result<bool, String> {
    let steps = choose(only, skip)?;
    let mut outcomes = Vec::new();
    let mut cluster = None;
    for step in steps {
        println!("\n== {}: {}", step.name, step.heading);
        let started = now();
        let ready = if needs_cluster(step.name) && cluster.is_none() {
            Cluster::start().map(|started| cluster = Some(started))
        } else {
            Ok(())
        };
        let ground = Ground {
            root,
            cluster: cluster.as_ref(),
        };
        let passed = ready
            .and_then(|()| (step.run)(&ground))
            .unwrap_or_else(|sentence| {
                eprintln!("{sentence}");
                false
            });
        let took = started.elapsed();
        println!(
            "-- {}: {} after {:.1} s",
            step.name,
            word(passed),
            took.as_secs_f64()
        );
        outcomes.push(Outcome {
            name: step.name,
            passed,
            took,
        });
    }
    drop(cluster);
    print!("{}", summary(&outcomes));
    Ok(outcomes.iter().all(|outcome| outcome.passed))
}

fn needs_cluster(step: &str) -> bool {
    matches!(step, "test" | "browser-sqlite" | "browser-postgres")
}

fn choose(only: &[String], skip: &[String]) -> Result<Vec<&'static Step>, String> {
    if let Some(name) = only
        .iter()
        .chain(skip)
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        return Err(format!(
            "there is no step `{name}`; `cargo xtask ci --list` names them"
        ));
    }
    let is_named = |names: &[String], step: &Step| names.iter().any(|name| name == step.name);
    let chosen = STEPS
        .iter()
        .filter(|step| only.is_empty() || is_named(only, step));
    Ok(chosen.filter(|step| !is_named(skip, step)).collect())
}

/// The table of steps, closed by the one line that says how the whole run went.
fn summary(outcomes: &[Outcome]) -> String {
    let mut text = String::from("\n== Summary\n");
    for outcome in outcomes {
        text += &format!(
            "{:<18}{:<8}{:>8.1} s\n",
            outcome.name,
            word(outcome.passed),
            outcome.took.as_secs_f64()
        );
    }
    let took: Duration = outcomes.iter().map(|outcome| outcome.took).sum();
    text += &format!("{:<26}{:>8.1} s\n", "all", took.as_secs_f64());
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    text + &format!(
        "steps: {passed} passed, {} failed\n",
        outcomes.len() - passed
    )
}

fn word(passed: bool) -> &'static str {
    if passed { "passed" } else { "FAILED" }
}

/// The cargo that runs this very command, in the workspace.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Where cargo puts what it builds.
pub fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// Runs a command with its output shown; whether it succeeded.
pub fn succeeds(command: &mut Command) -> Result<bool, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .map_err(|error| format!("`{name}` could not be started: {error}"))?;
    Ok(status.success())
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a step took is told to a developer and rules nothing"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], skip: &[&str]) -> Result<Vec<&'static str>, String> {
        let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        Ok(choose(&owned(only), &owned(skip))?
            .into_iter()
            .map(|step| step.name)
            .collect())
    }

    #[test]
    fn steps_are_chosen_by_name() {
        assert_eq!(names(&["tidy", "format"], &[]), Ok(vec!["format", "tidy"]));
        assert_eq!(names(&["tidy", "format"], &["tidy"]), Ok(vec!["format"]));
        assert_eq!(names(&[], &[]).map(|all| all.len()), Ok(STEPS.len()));
        assert!(names(&["polish"], &[]).unwrap_err().contains("`polish`"));
        assert!(names(&[], &["polish"]).unwrap_err().contains("`polish`"));
    }

    #[test]
    fn the_summary_closes_with_the_count() {
        let outcome = |name, passed| Outcome {
            name,
            passed,
            took: Duration::from_millis(1500),
        };
        let text = summary(&[outcome("format", true), outcome("tidy", false)]);
        assert!(
            text.contains("tidy              FAILED       1.5 s\n"),
            "{text}"
        );
        assert!(text.ends_with("steps: 1 passed, 1 failed\n"), "{text}");
    }
}
