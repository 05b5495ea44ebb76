//! The data dictionary: what is kept, about whom, in which class and for how long, as a page written from the
//! migrations' comments.

use std::path::Path;

use crate::schema::{Table, tables};
use crate::tree::Tree;

/// Where the page is.
pub const PAGE: &str = "docs/data-dictionary.md";

const OPENING: &str = "# Data dictionary\n\n\
    Written by `cargo xtask data-dictionary` from the comments in `crates/store/migrations`; change those.\n\n\
    | class | what it is |\n| --- | --- |\n\
    | special | data that the law protects most: health, faith, origin, opinion, offences |\n\
    | identity | tells who a person is, or how to reach them |\n\
    | narrative | words written about, by or with a person |\n\
    | internal | the work's own record: ids, states, times, choices from a list |\n\
    | public | could be shown to anyone |\n\n\
    | shape | what it means |\n| --- | --- |\n\
    | record | insert-only; corrected by a superseding row with a reason |\n\
    | document | numbered versions, each kept |\n\
    | register | updated in place, under a version |\n";

pub fn page(tables: &[Table]) -> String {
    let mut tables: Vec<_> = tables.iter().collect();
    tables.sort_by(|left, right| left.name.cmp(&right.name));
    let mut page = String::from(OPENING);
    for table in tables {
        let (shape, words) = table
            .shape
            .clone()
            .unwrap_or_else(|| ("shape not stated".into(), String::new()));
        page += &format!("\n## {}\n\n{shape}: {words}\n\n", table.name);
        page += "| column | type | may be blank | class | kept | note |\n| --- | --- | --- | --- | --- | --- |\n";
        for column in &table.columns {
            let (class, kept, note) = match &column.classification {
                Some(known) => (
                    known.class.as_str(),
                    known.kept.as_str(),
                    known.note.as_str(),
                ),
                None => ("not classified", "", ""),
            };
            let blank = if column.may_be_blank { "yes" } else { "no" };
            page += &format!(
                "| {} | {} | {blank} | {class} | {kept} | {note} |\n",
                column.name, column.kind
            );
        }
    }
    page
}

/// Whether the page says what the migrations say. Where there is no table yet there need be no page.
pub fn matches(tree: &Tree) -> bool {
    let tables = tables(tree);
    match tree.file(PAGE) {
        Some(file) => file.text == page(&tables),
        None => tables.is_empty(),
    }
}

pub fn write(root: &Path) -> Result<(), String> {
    let page = page(&tables(&Tree::read(root)?));
    std::fs::write(root.join(PAGE), page)
        .map_err(|error| format!("{PAGE} could not be written: {error}"))
}

pub fn is_current(root: &Path) -> Result<bool, String> {
    let current = matches(&Tree::read(root)?);
    if !current {
        eprintln!("{PAGE} is not what the migrations say: run `cargo xtask data-dictionary`");
    }
    Ok(current)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIGRATION: (&str, &str) = (
        "crates/store/migrations/0001_start.sql",
        "-- record: calls.\ncreate table call (\n id bigint primary key -- internal kept: a year; time-sorted\n);\n",
    );

    #[test]
    fn a_page_tells_each_column() {
        let page = page(&tables(&Tree::of(&[MIGRATION])));
        assert!(page.contains("\n## call\n\nrecord: calls.\n"), "{page}");
        assert!(
            page.ends_with("| id | bigint | no | internal | a year | time-sorted |\n"),
            "{page}"
        );
    }

    #[test]
    fn an_old_page_is_seen() {
        let current = page(&tables(&Tree::of(&[MIGRATION])));
        assert!(matches(&Tree::of(&[MIGRATION, (PAGE, &current)])));
        assert!(!matches(&Tree::of(&[
            MIGRATION,
            (PAGE, "# Data dictionary\n")
        ])));
        assert!(!matches(&Tree::of(&[MIGRATION])));
        assert!(matches(&Tree::default()));
    }
}
