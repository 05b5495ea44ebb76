//! Nothing in the project knows the machine it was written on, nor where packages were fetched from.

use super::Finding;
use crate::tree::Tree;

/// Folders of somebody's machine. A route or a system folder may look alike in part: what comes before decides.
const FOLDERS: &[&str] = &["/root/", "/Users/", "/mnt/c/"];

/// The names under which package registries are reached, without their last part; a client knows its own.
const HOSTS: &[&str] = &[
    concat!("registry", ".npmjs"),
    concat!("index", ".crates"),
    concat!("static", ".crates"),
    concat!("files", ".pythonhosted"),
    concat!("deb", ".debian"),
];

/// This file names what it looks for.
const OWN: &str = "xtask/src/tidy/places.rs";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path != OWN) {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(folder) = machine_folder(line) {
                let message = format!("`{folder}` is a folder of one machine");
                findings.push(Finding::new(
                    &file.path,
                    number + 1,
                    "machine-path",
                    message,
                ));
            }
            let hosts = HOSTS.iter().filter(|host| line.contains(**host));
            let message = |host| {
                format!("`{host}` is a package registry; the client knows where it fetches from")
            };
            findings.extend(
                hosts.map(|host| {
                    Finding::new(&file.path, number + 1, "registry-host", message(host))
                }),
            );
        }
        findings.extend(lock_file_address(&file.path, &file.text));
    }
    findings
}

fn machine_folder(line: &str) -> Option<String> {
    let starts_path = |position: usize| {
        !line[..position]
            .ends_with(|before: char| before.is_alphanumeric() || ".-_}".contains(before))
    };
    let folder = FOLDERS
        .iter()
        .find(|folder| line.find(**folder).is_some_and(starts_path));
    if let Some(folder) = folder {
        return Some((*folder).into());
    }
    let position = line
        .find("/home/")
        .filter(|position| starts_path(*position))?;
    let name: String = line[position + 6..]
        .chars()
        .take_while(|character| character.is_alphanumeric())
        .collect();
    (!name.is_empty()).then(|| format!("/home/{name}"))
}

/// The npm lock file must not say where a package came from: e2e/.npmrc tells npm to leave it out.
fn lock_file_address(path: &str, text: &str) -> Option<Finding> {
    let number = text
        .lines()
        .position(|line| line.contains("\"resolved\":"))?;
    let message = "write it with `npm install` in e2e, whose .npmrc leaves addresses out";
    path.ends_with("package-lock.json")
        .then(|| Finding::new(path, number + 1, "registry-host", message))
}

#[cfg(test)]
mod tests {
    use super::super::places_of;
    use super::*;

    fn check_text(path: &str, text: &str) -> Vec<String> {
        places_of(&check(&Tree::of(&[(path, text)])))
    }

    #[test]
    fn folders_of_one_machine_are_found() {
        for text in [
            "see /Users/anna/x",
            "\"/root/.cargo\"",
            "cd /home/anna/src",
            "=/root/notes/a.md",
        ] {
            assert_eq!(check_text("a.md", text), ["a.md:1"], "{text}");
        }
    }

    #[test]
    fn routes_and_system_folders_pass() {
        for text in [
            "get(\"/work/late\")",
            "/var/lib/throughcare",
            "href=\"/home/\"",
            "{base}/root/x",
            "a/home/b",
        ] {
            assert!(check_text("a.rs", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn registry_hosts_are_found() {
        assert_eq!(
            check_text(
                "a.md",
                concat!("\nfetched from registry", ".npmjs.example\n")
            ),
            ["a.md:2"]
        );
        assert_eq!(
            check_text(
                "e2e/package-lock.json",
                "{\n\"resolved\": \"https://elsewhere\"\n}"
            ),
            ["e2e/package-lock.json:2"]
        );
        assert!(
            check_text(
                "Cargo.lock",
                "source = \"registry+https://github.com/rust-lang/crates.io-index\""
            )
            .is_empty()
        );
    }
}
