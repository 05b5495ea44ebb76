//! The house rules that a program can check (STYLE.md, house rule 12). Each check is a file here; it takes the
//! project's text and returns what it found, and its tests show one example that fails and one that passes.

mod columns;
mod directions;
mod left_behind;
mod lengths;
mod places;
mod prohibited;
mod rust;
mod sql;
mod templates;

use std::path::Path;

use crate::tree::Tree;

/// Something that a rule forbids, and where.
#[derive(Debug, PartialEq)]
pub struct Finding {
    pub path: String,
    pub line: usize,
    pub rule: &'static str,
    pub message: String,
}

impl Finding {
    pub fn new(path: &str, line: usize, rule: &'static str, message: impl Into<String>) -> Finding {
        Finding {
            path: path.into(),
            line,
            rule,
            message: message.into(),
        }
    }
}

/// All findings of all checks. Something to think about is printed, and is no finding.
pub fn run(root: &Path) -> Result<bool, String> {
    let tree = Tree::read(root)?;
    let mut findings = directions::check(&directions::packages(root)?);
    findings.extend(lengths::check(&tree));
    findings.extend(left_behind::check(&tree));
    findings.extend(places::check(&tree));
    findings.extend(sql::check(&tree));
    findings.extend(columns::check(&tree));
    findings.extend(templates::check(&tree));
    findings.extend(prohibited::check(&tree));
    for long in lengths::nearly_too_long(&tree) {
        println!(
            "{}:{}: think about it: {}",
            long.path, long.line, long.message
        );
    }
    for finding in &findings {
        eprintln!(
            "{}:{}: {}: {}",
            finding.path, finding.line, finding.rule, finding.message
        );
    }
    if findings.is_empty() {
        println!("tidy: {} files, nothing found", tree.files.len());
    } else {
        eprintln!("tidy: {} found", findings.len());
    }
    Ok(findings.is_empty())
}

/// The rules broken in a tree made for a test, as `path:line`.
#[cfg(test)]
pub fn places_of(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{}:{}", finding.path, finding.line))
        .collect()
}
