//! SQL that means the same on SQLite and PostgreSQL. Looked at are the texts of `crates/store` that begin with a
//! statement's verb, and the migrations outside their `--! sqlite` and `--! postgres` sections.

use std::collections::BTreeSet;

use super::{Finding, rust};
use crate::schema::{MIGRATIONS, Table, split_comment, tables};
use crate::tree::{SourceFile, Tree};

const RULE: &str = "common-sql";

/// What a statement begins with.
const VERBS: &[&str] = &[
    "select", "insert", "update", "delete", "with", "create", "alter", "drop",
];

/// What is not common, and what to do instead. Written in lower case and without spaces inside; a leading `~`
/// asks for the beginning of a word.
const NOT_COMMON: &[(&str, &str)] = &[
    ("~ilike", "search on a key folded in Rust"),
    ("~upper(", "fold in Rust"),
    ("~lower(", "fold in Rust"),
    ("~now(", "bind the moment as an argument"),
    ("~current_timestamp", "bind the moment as an argument"),
    ("~current_date", "bind the day as an argument"),
    ("~datetime(", "bind the moment as an argument"),
    ("~strftime(", "compute it in Rust"),
    ("~date_trunc(", "compute it in Rust"),
    ("~extract(", "compute it in Rust"),
    ("~interval'", "add the duration in Rust"),
    ("->", "JSON operators differ: use columns"),
    ("#>", "JSON operators differ: use columns"),
    ("@>", "JSON operators differ: use columns"),
    ("~json_", "JSON functions differ: use columns"),
    ("~jsonb_", "JSON functions differ: use columns"),
    ("~array[", "arrays are PostgreSQL's: use rows"),
    ("~any($", "arrays are PostgreSQL's: bind one value each"),
    ("[]", "arrays are PostgreSQL's: use rows"),
    ("::", "write cast(x as type)"),
    ("~rowid", "order by a column of the table"),
    ("~autoincrement", "ids are made by the application"),
    ("~serial", "ids are made by the application"),
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let tables = tables(tree);
    let mut findings = Vec::new();
    for file in tree.under("crates/store/", ".rs") {
        for text in rust::texts(&file.text)
            .into_iter()
            .filter(|text| is_statement(&text.value))
        {
            findings.extend(check_statement(&file.path, text.line, &text.value, &tables));
        }
    }
    for file in tree.under(MIGRATIONS, ".sql") {
        findings.extend(check_statement(&file.path, 1, &common_part(file), &tables));
    }
    findings
}

fn is_statement(text: &str) -> bool {
    let first = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    VERBS.contains(&first.as_str()) && text.split_whitespace().nth(1).is_some()
}

/// The migration with the lines of one engine only made empty, so that line numbers hold.
fn common_part(file: &SourceFile) -> String {
    let mut one_engine_only = false;
    let mut text = String::new();
    for line in file.text.lines() {
        if let Some(section) = line.trim().strip_prefix("--!") {
            one_engine_only = matches!(section.trim(), "sqlite" | "postgres");
        } else if !one_engine_only {
            text += line;
        }
        text.push('\n');
    }
    text
}

fn check_statement(path: &str, first_line: usize, text: &str, tables: &[Table]) -> Vec<Finding> {
    let code = without_comments_and_quotes(text);
    let mut findings = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let wrong = NOT_COMMON
            .iter()
            .filter(|(pattern, _)| has_pattern(line, pattern));
        findings.extend(wrong.map(|(pattern, instead)| {
            let message = format!("`{}`: {instead}", pattern.trim_start_matches('~'));
            Finding::new(path, first_line + number, RULE, message)
        }));
    }
    findings.extend(
        blanks_without_a_place(&code, tables)
            .into_iter()
            .map(|(number, column)| {
                let message =
                    format!("`{column}` may be blank: say `nulls last`, for the engines differ");
                Finding::new(path, first_line + number, RULE, message)
            }),
    );
    findings
}

/// The code in lower case. Quoted text keeps its quotes and loses its words.
fn without_comments_and_quotes(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines() {
        let mut quoted = false;
        for character in split_comment(line).0.chars() {
            quoted ^= character == '\'';
            if !quoted || character == '\'' {
                code.extend(character.to_lowercase());
            }
        }
        code.push('\n');
    }
    code
}

fn has_pattern(line: &str, pattern: &str) -> bool {
    let line: String = tight(line);
    match pattern.strip_prefix('~') {
        Some(word) => line.match_indices(word).any(|(position, _)| {
            let before = line[..position].chars().next_back();
            let after = line[position + word.len()..].chars().next();
            let ends =
                !word.ends_with(is_word) || !after.is_some_and(is_word) || word.ends_with('_');
            !before.is_some_and(is_word) && ends
        }),
        None => line.contains(pattern),
    }
}

/// The line without the spaces around brackets and quotes, so that `now ()` is `now()`.
fn tight(line: &str) -> String {
    let words: Vec<_> = line.split_whitespace().collect();
    let mut tight = String::new();
    for word in words {
        if tight.ends_with(is_word) && word.starts_with(is_word) {
            tight.push(' ');
        }
        tight += word;
    }
    tight
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Terms of `order by` that are a bare column which may be blank in a table of the statement, and do not say
/// where the blank ones go.
fn blanks_without_a_place(code: &str, tables: &[Table]) -> Vec<(usize, String)> {
    let words: BTreeSet<_> = code.split(|character| !is_word(character)).collect();
    let named = tables
        .iter()
        .filter(|table| words.contains(table.name.as_str()));
    let columns = named.flat_map(|table| &table.columns);
    let blank: BTreeSet<_> = columns
        .filter(|column| column.may_be_blank)
        .map(|column| column.name.as_str())
        .collect();
    let mut found = Vec::new();
    for (position, _) in code.match_indices("order by") {
        let list = &code[position + "order by".len()..];
        let mut offset = position + "order by".len();
        for term in order_terms(list).split_inclusive(',') {
            let mut parts = term.trim_end_matches(',').split_whitespace();
            let column = parts
                .next()
                .unwrap_or_default()
                .rsplit('.')
                .next()
                .unwrap_or_default();
            if blank.contains(column) && !parts.any(|part| part == "nulls") {
                let lead = term.len() - term.trim_start().len();
                let line = code[..offset + lead].matches('\n').count();
                found.push((line, column.to_owned()));
            }
            offset += term.len();
        }
    }
    found
}

/// The list of terms up to what ends it.
fn order_terms(list: &str) -> &str {
    let mut depth = 0_usize;
    let mut end = list.len();
    for (position, character) in list.char_indices() {
        match character {
            '(' => depth += 1,
            ')' | ';' if depth == 0 => {
                end = position;
                break;
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    let list = &list[..end];
    let stops = ["limit", "offset", "fetch", "rows", "range", "union", "for"];
    let mut end = list.len();
    for stop in stops {
        let found = list
            .match_indices(stop)
            .map(|(position, _)| position)
            .find(|position| {
                let before = list[..*position].chars().next_back();
                let after = list[position + stop.len()..].chars().next();
                before.is_some_and(char::is_whitespace) && after.is_none_or(char::is_whitespace)
            });
        end = end.min(found.unwrap_or(end));
    }
    &list[..end]
}

#[cfg(test)]
mod tests {
    use super::super::places_of;
    use super::*;

    fn check_query(query: &str) -> Vec<String> {
        let schema = "create table call (\n id bigint primary key,\n ended_at bigint,\n begun_at bigint not null\n);\n";
        let source = format!("const QUERY: &str = \"{query}\";\n");
        places_of(&check(&Tree::of(&[
            ("crates/store/src/call.rs", &source),
            ("crates/store/migrations/0001_start.sql", schema),
        ])))
    }

    #[test]
    fn what_only_one_engine_knows_is_found() {
        let wrong = [
            "select id from call where name ILIKE $1",
            "select upper (name) from call",
            "select lower(name) from call",
            "update call set ended_at = now()",
            "update call set ended_at = current_timestamp",
            "select id from call where begun_at > $1 - interval '1 day'",
            "select facts ->> 'kind' from call",
            "select json_extract(facts, $1) from call",
            "select id from call where id = any($1)",
            "select array[1, 2]",
            "select id::text from call",
            "insert into call (rowid) values (1)",
        ];
        for query in wrong {
            assert_eq!(
                check_query(query),
                ["crates/store/src/call.rs:1"],
                "{query}"
            );
        }
    }

    #[test]
    fn common_sql_passes() {
        let right = [
            "select id from call where known() = $1 and nowhere = $2",
            "select cast(sum(minutes) as bigint) from call where note = 'now() :: upper('",
            "with one as (select 1) select * from one",
            "select the call that is now() in progress -- not a statement of SQL, but it begins like one",
        ];
        assert!(check_query(right[0]).is_empty());
        assert!(check_query(right[1]).is_empty());
        assert!(check_query(right[2]).is_empty());
        assert!(!check_query(right[3]).is_empty());
        assert!(
            check_query("now() upper( ilike").is_empty(),
            "not a statement"
        );
    }

    #[test]
    fn a_blank_in_order_by_needs_a_place() {
        let found = ["crates/store/src/call.rs:1"];
        assert_eq!(check_query("select id from call order by ended_at"), found);
        assert_eq!(
            check_query("select id from call c order by id, c.ended_at desc limit 5"),
            found
        );
        assert!(
            check_query("select id from call order by ended_at desc nulls last, id limit 5")
                .is_empty()
        );
        assert!(check_query("select id from call order by begun_at").is_empty());
        assert!(check_query("select id from other order by ended_at").is_empty());
    }

    #[test]
    fn a_statement_of_many_lines_is_told_by_its_own_line() {
        assert_eq!(
            check_query("\n  select id\n  from call\n  order by\n    id,\n    ended_at"),
            ["crates/store/src/call.rs:6"]
        );
    }

    #[test]
    fn migrations_are_looked_at_outside_their_sections() {
        let migration = "--! sqlite\ncreate table a (id bigint default (now()));\n--! both\n\
                         create table b (id bigint default (now()));\n";
        let path = "crates/store/migrations/0001_start.sql";
        assert_eq!(
            places_of(&check(&Tree::of(&[(path, migration)]))),
            [format!("{path}:4")]
        );
    }
}
