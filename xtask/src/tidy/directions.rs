//! Which crate may use which: one direction, so that a rule never depends on a page.

use std::path::Path;

use serde::Deserialize;

use super::Finding;

const RULE: &str = "crate-direction";

/// What each crate may use of ours, in ordinary code. Source: DESIGN section 2, kept in ARCHITECTURE.md.
const ALLOWED: &[(&str, &[&str])] = &[
    ("throughcare-domain", &[]),
    ("throughcare-matching", &["domain"]),
    ("throughcare-instrument", &["domain"]),
    ("throughcare-statistics", &["domain"]),
    ("throughcare-evidence", &["domain"]),
    ("throughcare-text", &[]),
    (
        "throughcare-store",
        &["domain", "matching", "instrument", "statistics", "evidence"],
    ),
    (
        "throughcare-app",
        &[
            "domain",
            "matching",
            "instrument",
            "statistics",
            "evidence",
            "store",
        ],
    ),
    (
        "throughcare-web",
        &[
            "domain",
            "matching",
            "instrument",
            "statistics",
            "evidence",
            "store",
            "app",
            "text",
        ],
    ),
    (
        "throughcare",
        &[
            "domain",
            "matching",
            "instrument",
            "statistics",
            "evidence",
            "store",
            "app",
            "text",
            "web",
        ],
    ),
    (
        "throughcare-testkit",
        &[
            "domain",
            "matching",
            "instrument",
            "statistics",
            "evidence",
            "store",
            "app",
            "text",
            "web",
        ],
    ),
    ("throughcare-bench", &["domain", "matching", "store", "app"]),
    ("xtask", &[]),
];

/// A crate of the workspace, as `cargo metadata` tells it.
#[derive(Deserialize)]
pub struct Package {
    name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// Absent for ordinary code; `dev` or `build`.
    kind: Option<String>,
    /// Present where it is a crate of the workspace.
    path: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// The crates of the workspace, asked of cargo.
pub fn packages(root: &Path) -> Result<Vec<Package>, String> {
    let mut cargo = crate::ci::cargo(root);
    let answer = cargo
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output();
    let answer = answer.map_err(|error| format!("cargo metadata could not be started: {error}"))?;
    if !answer.status.success() {
        return Err(format!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&answer.stderr)
        ));
    }
    let metadata: Metadata = serde_json::from_slice(&answer.stdout)
        .map_err(|error| format!("cargo metadata gave an answer that cannot be read: {error}"))?;
    let prefix = format!("{}/", root.display());
    let relative = |mut package: Package| {
        package.manifest_path = package.manifest_path.trim_start_matches(&prefix).to_owned();
        package
    };
    Ok(metadata.packages.into_iter().map(relative).collect())
}

pub fn check(packages: &[Package]) -> Vec<Finding> {
    packages.iter().flat_map(check_package).collect()
}

fn check_package(package: &Package) -> Vec<Finding> {
    let finding = |message: String| Finding::new(&package.manifest_path, 1, RULE, message);
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == package.name) else {
        return vec![finding(format!(
            "{} has no place in the order of crates; give it one",
            package.name
        ))];
    };
    let ours = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.path.is_some());
    let wrong = ours.filter(|dependency| !may_use(allowed, dependency));
    wrong
        .map(|dependency| finding(format!("{} may not use {}", package.name, dependency.name)))
        .collect()
}

fn may_use(allowed: &[&str], dependency: &Dependency) -> bool {
    let name = dependency
        .name
        .strip_prefix("throughcare-")
        .unwrap_or(&dependency.name);
    let in_tests = dependency.kind.as_deref() == Some("dev");
    allowed.contains(&name) || (in_tests && name == "testkit")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(package: &str, dependency: &str, kind: Option<&str>) -> Vec<String> {
        let dependency = Dependency {
            name: dependency.into(),
            kind: kind.map(Into::into),
            path: Some("here".into()),
        };
        let package = Package {
            name: package.into(),
            manifest_path: "crates/here/Cargo.toml".into(),
            dependencies: vec![dependency],
        };
        check(&[package])
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn crates_use_what_stands_below_them() {
        assert!(check_one("throughcare-store", "throughcare-domain", None).is_empty());
        assert!(check_one("throughcare", "throughcare-web", None).is_empty());
        assert!(check_one("throughcare-store", "throughcare-testkit", Some("dev")).is_empty());
    }

    #[test]
    fn crates_never_use_what_stands_above_them() {
        let refused = [
            ("throughcare-domain", "throughcare-store", None),
            ("throughcare-text", "throughcare-domain", None),
            ("throughcare-app", "throughcare-web", None),
            ("throughcare-app", "throughcare-text", None),
            ("throughcare-web", "throughcare-testkit", None),
            ("throughcare-store", "throughcare-app", Some("dev")),
            ("xtask", "throughcare-domain", None),
        ];
        for (package, dependency, kind) in refused {
            assert_eq!(
                check_one(package, dependency, kind),
                [format!("{package} may not use {dependency}")]
            );
        }
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert_eq!(
            check_one("throughcare-more", "throughcare-domain", None).len(),
            1
        );
    }
}
