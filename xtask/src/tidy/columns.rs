//! Every table says its shape, every column its class and how long it is kept, and the data dictionary says
//! the same.

use super::Finding;
use crate::dictionary;
use crate::schema::{CLASSES, SHAPES, Table, tables};
use crate::tree::Tree;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<_> = tables(tree).iter().flat_map(check_table).collect();
    if !dictionary::matches(tree) {
        let message = "not what the migrations say: run `cargo xtask data-dictionary`";
        findings.push(Finding::new(
            dictionary::PAGE,
            1,
            "data-dictionary",
            message,
        ));
    }
    findings
}

fn check_table(table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    if table
        .shape
        .as_ref()
        .is_none_or(|(_, words)| words.is_empty())
    {
        let message = format!(
            "`{}` does not say its shape: write `-- {}: what it holds` right above it",
            table.name,
            SHAPES.join("|")
        );
        findings.push(Finding::new(
            &table.place.path,
            table.place.line,
            "table-shape",
            message,
        ));
    }
    for column in table
        .columns
        .iter()
        .filter(|column| column.classification.is_none())
    {
        let message = format!(
            "`{}.{}` is not classified: end its line with `-- {} kept: how long`",
            table.name,
            column.name,
            CLASSES.join("|")
        );
        findings.push(Finding::new(
            &column.place.path,
            column.place.line,
            "column-class",
            message,
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_migration(sql: &str) -> Vec<(usize, &'static str)> {
        let migration = ("crates/store/migrations/0001_start.sql", sql);
        let page = dictionary::page(&tables(&Tree::of(&[migration])));
        let findings = check(&Tree::of(&[migration, (dictionary::PAGE, &page)]));
        findings
            .into_iter()
            .map(|finding| (finding.line, finding.rule))
            .collect()
    }

    #[test]
    fn a_table_with_all_its_comments_passes() {
        let sql = "-- record: calls.\ncreate table call (\n id bigint primary key -- internal kept: a year\n);\n";
        assert!(check_migration(sql).is_empty());
    }

    #[test]
    fn a_table_without_a_shape_is_found() {
        let sql =
            "-- Calls.\ncreate table call (\n id bigint primary key -- internal kept: a year\n);\n";
        assert_eq!(check_migration(sql), [(2, "table-shape")]);
    }

    #[test]
    fn a_column_without_a_class_or_a_term_is_found() {
        let sql = "-- record: calls.\ncreate table call (\n\
                   id bigint primary key,\n\
                   at bigint not null, -- internal\n\
                   by bigint -- secret kept: a year\n);\n";
        assert_eq!(
            check_migration(sql),
            [
                (3, "column-class"),
                (4, "column-class"),
                (5, "column-class")
            ]
        );
    }

    #[test]
    fn a_dictionary_that_is_behind_is_found() {
        let sql = "-- record: calls.\ncreate table call (\n id bigint primary key -- internal kept: a year\n);\n";
        let findings = check(&Tree::of(&[(
            "crates/store/migrations/0001_start.sql",
            sql,
        )]));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].rule, "data-dictionary");
    }

    #[test]
    fn no_migrations_yet_is_fine() {
        assert!(check(&Tree::default()).is_empty());
    }
}
