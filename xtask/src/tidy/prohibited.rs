//! What the product must never contain (docs/prohibited.toml), looked for in its routes, its tables, the fields
//! of its types and its dependencies.

use serde::Deserialize;
use syn::visit::Visit;

use super::{Finding, rust};
use crate::schema::tables;
use crate::tree::Tree;

const RULE: &str = "prohibited";
const LIST: &str = "docs/prohibited.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prohibitions {
    never: Vec<Never>,
    allowed: Vec<LookAlike>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Never {
    what: String,
    why: String,
    routes: Vec<String>,
    names: Vec<String>,
    dependencies: Vec<String>,
}

/// What looks like something prohibited and is not, within its limits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LookAlike {
    what: String,
    limits: String,
    routes: Vec<String>,
    names: Vec<String>,
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.file(LIST) else {
        return vec![Finding::new(
            LIST,
            1,
            RULE,
            "the list of what the product must never contain is missing",
        )];
    };
    let list: Prohibitions = match toml::from_str(&file.text) {
        Ok(list) => list,
        Err(error) => return vec![Finding::new(LIST, 1, RULE, error.to_string())],
    };
    let mut findings = list.gaps();
    for subject in routes(tree)
        .into_iter()
        .chain(names(tree))
        .chain(dependencies(tree))
    {
        findings.extend(list.judge(&subject));
    }
    findings
}

/// Something that has a name by which it can be recognised.
struct Subject {
    kind: Kind,
    name: String,
    path: String,
    line: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A path such as `/cases/{id}/plan`.
    Route,
    /// A table or `table.column`, or a field of a type.
    Name,
    Dependency,
}

impl Prohibitions {
    /// Entries that do not say enough to be understood or checked.
    fn gaps(&self) -> Vec<Finding> {
        let never = self.never.iter().filter(|one| {
            one.why.is_empty()
                || (one.routes.is_empty() && one.names.is_empty() && one.dependencies.is_empty())
        });
        let allowed = self.allowed.iter().filter(|one| one.limits.is_empty());
        let named = never
            .map(|one| &one.what)
            .chain(allowed.map(|one| &one.what));
        named
            .map(|what| {
                Finding::new(
                    LIST,
                    1,
                    RULE,
                    format!("`{what}` gives no reason, limit or pattern"),
                )
            })
            .collect()
    }

    fn judge(&self, subject: &Subject) -> Option<Finding> {
        let allowed = self.allowed.iter().any(|one| match subject.kind {
            Kind::Route => one
                .routes
                .iter()
                .any(|pattern| matches(pattern, &subject.name)),
            Kind::Name => one
                .names
                .iter()
                .any(|pattern| matches(pattern, &subject.name)),
            Kind::Dependency => false,
        });
        if allowed {
            return None;
        }
        let parts: Vec<_> = match subject.kind {
            Kind::Route => subject.name.split(['/', '?', '&', '=']).collect(),
            Kind::Name => subject.name.split('.').collect(),
            Kind::Dependency => vec![subject.name.as_str()],
        };
        let never = self.never.iter().find(|one| {
            let patterns = match subject.kind {
                Kind::Route => &one.routes,
                Kind::Name => &one.names,
                Kind::Dependency => &one.dependencies,
            };
            patterns
                .iter()
                .any(|pattern| parts.iter().any(|part| matches(pattern, part)))
        })?;
        let message = format!(
            "`{}` looks like {}: {}",
            subject.name, never.what, never.why
        );
        Some(Finding::new(&subject.path, subject.line, RULE, message))
    }
}

/// Whether the name is of the pattern, in which `*` stands for any letters or none.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|tail| {
            let places = tail
                .char_indices()
                .map(|(position, _)| position)
                .chain([tail.len()]);
            places
                .into_iter()
                .any(|position| matches(rest, &tail[position..]))
        }),
    }
}

fn routes(tree: &Tree) -> Vec<Subject> {
    let mut found = Vec::new();
    for file in tree.under("crates/web/src/", ".rs") {
        let paths = rust::texts(&file.text)
            .into_iter()
            .filter(|text| text.value.starts_with('/'));
        let subject = |text: rust::Text| Subject {
            kind: Kind::Route,
            name: text.value.to_lowercase(),
            path: file.path.clone(),
            line: text.line,
        };
        found.extend(paths.map(subject));
    }
    found
}

fn names(tree: &Tree) -> Vec<Subject> {
    let mut found = Vec::new();
    let subject = |name: String, path: &str, line| Subject {
        kind: Kind::Name,
        name,
        path: path.into(),
        line,
    };
    for table in tables(tree) {
        found.push(subject(
            table.name.clone(),
            &table.place.path,
            table.place.line,
        ));
        for column in table.columns {
            found.push(subject(
                format!("{}.{}", table.name, column.name),
                &column.place.path,
                column.place.line,
            ));
        }
    }
    for file in tree.under("crates/", ".rs") {
        let mut fields = Fields::default();
        if let Ok(parsed) = syn::parse_file(&file.text) {
            fields.visit_file(&parsed);
        }
        found.extend(
            fields
                .found
                .into_iter()
                .map(|(name, line)| subject(name, &file.path, line)),
        );
    }
    found
}

/// Every named field of a struct or an enum's variant.
#[derive(Default)]
struct Fields {
    found: Vec<(String, usize)>,
}

impl<'ast> Visit<'ast> for Fields {
    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.found.extend(
            field
                .ident
                .iter()
                .map(|name| (name.to_string(), name.span().start().line)),
        );
        syn::visit::visit_field(self, field);
    }
}

fn dependencies(tree: &Tree) -> Vec<Subject> {
    let mut found = Vec::new();
    for file in tree
        .files
        .iter()
        .filter(|file| matches!(file.path.as_str(), "Cargo.lock" | "e2e/package.json"))
    {
        for (number, line) in file.text.lines().enumerate() {
            let cargo = line
                .strip_prefix("name = \"")
                .and_then(|rest| rest.strip_suffix('"'));
            let npm = line
                .trim()
                .strip_prefix('"')
                .and_then(|rest| rest.split_once("\": \""))
                .map(|(name, _)| name);
            let name = cargo.or(npm);
            let subject = |name: &str| Subject {
                kind: Kind::Dependency,
                name: name.to_owned(),
                path: file.path.clone(),
                line: number + 1,
            };
            found.extend(name.map(subject));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::places_of;
    use super::*;

    /// The list that the project ships.
    const SHIPPED: &str = include_str!("../../../docs/prohibited.toml");

    fn check_with(path: &str, text: &str) -> Vec<String> {
        places_of(&check(&Tree::of(&[(LIST, SHIPPED), (path, text)])))
    }

    #[test]
    fn prohibited_routes_are_found() {
        let path = "crates/web/src/routes.rs";
        for route in [
            "/cases/{id}/risk-score",
            "/persons/ranking",
            "/watch-list",
            "/persons/by-religion",
            "/auto-close",
        ] {
            let source = format!("fn f() {{\n    route(\"{route}\");\n}}\n");
            assert_eq!(check_with(path, &source), [format!("{path}:2")], "{route}");
        }
        assert!(check_with(path, "const A: &str = \"/cases/{id}/close\";\n").is_empty());
    }

    #[test]
    fn prohibited_columns_and_fields_are_found() {
        let path = "crates/store/migrations/0001_start.sql";
        for column in [
            "risk_score",
            "danger_level",
            "ethnicity",
            "inferred_belief",
            "facebook_handle",
            "auto_closed_at",
        ] {
            let sql = format!("create table case_file (\n {column} text\n);\n");
            assert_eq!(check_with(path, &sql), [format!("{path}:2")], "{column}");
        }
        let path = "crates/domain/src/person.rs";
        assert_eq!(
            check_with(path, "struct Person {\n    risk_score: i64,\n}\n"),
            [format!("{path}:2")]
        );
        assert_eq!(
            check_with(
                path,
                "enum Shape {\n    One { vulnerability_rank: i64 },\n}\n"
            ),
            [format!("{path}:2")]
        );
    }

    #[test]
    fn prohibited_dependencies_are_found() {
        let lock = "[[package]]\nname = \"tch\"\nversion = \"1.0.0\"\n";
        assert_eq!(check_with("Cargo.lock", lock), ["Cargo.lock:2"]);
        assert_eq!(
            check_with("e2e/package.json", "{\n  \"brain.js\": \"1.0.0\"\n}\n"),
            ["e2e/package.json:2"]
        );
        assert!(check_with("Cargo.lock", "name = \"axum\"\n").is_empty());
    }

    #[test]
    fn look_alikes_pass_where_they_are_allowed_and_nowhere_else() {
        let path = "crates/store/migrations/0001_start.sql";
        assert!(
            check_with(
                path,
                "create table goal_attainment (\n attainment_level bigint\n);\n"
            )
            .is_empty()
        );
        assert!(
            check_with(
                path,
                "create table match_candidate (\n likeness_score bigint\n);\n"
            )
            .is_empty()
        );
        assert_eq!(
            check_with(path, "create table person (\n likeness_score bigint\n);\n"),
            [format!("{path}:2")]
        );
    }

    #[test]
    fn a_list_that_is_missing_or_cannot_be_read_is_found() {
        assert_eq!(places_of(&check(&Tree::default())), [format!("{LIST}:1")]);
        assert_eq!(
            places_of(&check(&Tree::of(&[(LIST, "never = 1")]))),
            [format!("{LIST}:1")]
        );
        let vague = "allowed = []\n[[never]]\nwhat = \"x\"\nwhy = \"\"\nroutes = []\nnames = []\ndependencies = []\n";
        assert_eq!(
            places_of(&check(&Tree::of(&[(LIST, vague)]))),
            [format!("{LIST}:1")]
        );
    }

    #[test]
    fn stars_stand_for_any_letters() {
        assert!(matches("*_score", "risk_score"));
        assert!(matches("risk*", "risk"));
        assert!(matches("a*b*c", "a-b-b-c"));
        assert!(!matches("*_score", "score_sheet"));
    }
}
