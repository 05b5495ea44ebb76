//! What the migrations say of the tables: shape, columns, and how each column is classified. Read from the
//! SQL text, because the comments are there and nowhere else.
//!
//! ```sql
//! -- record: one call of a helpline, as it was noted.
//! create table helpline_call (
//!     id bigint primary key,                 -- internal kept: with the enquiry
//!     caller_sealed bytea,                   -- identity kept: with the enquiry; who called, if they said
//! ```

use crate::tree::{SourceFile, Tree};

/// Where the migrations are.
pub const MIGRATIONS: &str = "crates/store/migrations/";

/// What a table may be; each is described in ARCHITECTURE.md.
pub const SHAPES: &[&str] = &["record", "document", "register"];

/// What a column may hold, from most to least protected.
pub const CLASSES: &[&str] = &["special", "identity", "narrative", "internal", "public"];

#[derive(Debug, PartialEq)]
pub struct Table {
    pub name: String,
    pub place: Place,
    /// The line `-- SHAPE: what it holds` above it.
    pub shape: Option<(String, String)>,
    pub columns: Vec<Column>,
}

#[derive(Debug, PartialEq)]
pub struct Column {
    pub name: String,
    pub kind: String,
    pub may_be_blank: bool,
    pub place: Place,
    pub classification: Option<Classification>,
}

/// `-- CLASS kept: TERM; NOTE`
#[derive(Debug, PartialEq)]
pub struct Classification {
    pub class: String,
    pub kept: String,
    pub note: String,
}

/// A line in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub path: String,
    pub line: usize,
}

impl Classification {
    /// Nothing where the comment is not of this form, or its class is none of the five.
    pub fn parse(comment: &str) -> Option<Classification> {
        let (class, rest) = comment.trim().split_once(' ')?;
        let term = rest.trim_start().strip_prefix("kept:")?.trim();
        let (kept, note) = term.split_once(';').unwrap_or((term, ""));
        if !CLASSES.contains(&class) || kept.trim().is_empty() {
            return None;
        }
        Some(Classification {
            class: class.into(),
            kept: kept.trim().into(),
            note: note.trim().into(),
        })
    }
}

/// All tables, in the order of the migrations; a column added by a later one stands with its table.
pub fn tables(tree: &Tree) -> Vec<Table> {
    let mut tables = Vec::new();
    for file in tree.under(MIGRATIONS, ".sql") {
        read(file, &mut tables);
    }
    tables
}

/// Code and comment of one line of SQL. Quoted text may hold two hyphens; a comment is never in the middle.
pub fn split_comment(line: &str) -> (&str, Option<&str>) {
    let mut quoted = false;
    for (position, character) in line.char_indices() {
        match character {
            '\'' => quoted = !quoted,
            '-' if !quoted && line[position..].starts_with("--") => {
                return (&line[..position], Some(&line[position + 2..]));
            }
            _ => {}
        }
    }
    (line, None)
}

fn read(file: &SourceFile, tables: &mut Vec<Table>) {
    let mut shape = None;
    let mut open: Option<Body> = None;
    for (number, line) in file.text.lines().enumerate() {
        let place = Place {
            path: file.path.clone(),
            line: number + 1,
        };
        let (code, comment) = split_comment(line);
        if let Some(body) = &mut open {
            body.take(code, comment, &place);
            if body.depth == 0 {
                tables.extend(open.take().map(Body::end));
            }
            continue;
        }
        if code.trim().is_empty() {
            match comment.and_then(parse_shape) {
                Some(found) => shape = Some(found),
                // Further lines of the same comment belong to it; an empty line parts.
                None if comment.is_none() => shape = None,
                None => {}
            }
        } else if let Some((name, rest)) = created_table(code) {
            let table = Table {
                name,
                place: place.clone(),
                shape: shape.take(),
                columns: Vec::new(),
            };
            let mut body = Body {
                table,
                depth: 0,
                entry: None,
            };
            body.take(rest, comment, &place);
            if body.depth == 0 {
                tables.push(body.end());
            } else {
                open = Some(body);
            }
        } else {
            if let Some((name, definition)) = added_column(code)
                && let Some(table) = tables.iter_mut().find(|table| table.name == name)
            {
                table.columns.extend(column(definition, comment, place));
            }
            shape = None;
        }
    }
}

fn parse_shape(comment: &str) -> Option<(String, String)> {
    let (shape, words) = comment.trim().split_once(':')?;
    SHAPES
        .contains(&shape)
        .then(|| (shape.into(), words.trim().into()))
}

fn created_table(code: &str) -> Option<(String, &str)> {
    let rest = after(code.trim_start(), "create table")?;
    let rest = after(rest, "if not exists").unwrap_or(rest);
    let end = rest
        .find(|character: char| character == '(' || character.is_whitespace())
        .unwrap_or(rest.len());
    Some((rest[..end].to_lowercase(), &rest[end..]))
}

fn added_column(code: &str) -> Option<(String, &str)> {
    let rest = after(code.trim_start(), "alter table")?;
    let (name, rest) = rest.split_once(' ')?;
    let definition = after(rest.trim_start(), "add column")?;
    Some((
        name.to_lowercase(),
        definition.trim_end().trim_end_matches(';'),
    ))
}

/// What follows these words, in whatever case they are written.
fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let start = text.get(..words.len())?;
    start
        .eq_ignore_ascii_case(words)
        .then(|| text[words.len()..].trim_start())
}

/// The part of `create table` between its brackets, as far as it is read.
struct Body {
    table: Table,
    depth: usize,
    /// The entry that is being read, and the place where it began.
    entry: Option<Entry>,
}

struct Entry {
    text: String,
    comment: Option<String>,
    place: Place,
}

impl Body {
    fn take(&mut self, code: &str, comment: Option<&str>, place: &Place) {
        // A comment belongs to the entry that ends on its line, or is still open there.
        let mut ended = None;
        for character in code.chars() {
            match character {
                '(' if self.depth == 0 => self.depth = 1,
                '(' => self.push(character, place, 1),
                ')' if self.depth == 1 => {
                    self.depth = 0;
                    ended = self.entry.take().or(ended);
                    break;
                }
                ')' => {
                    self.push(character, place, 0);
                    self.depth -= 1;
                }
                ',' if self.depth == 1 => {
                    self.finish(ended.take());
                    ended = self.entry.take();
                }
                _ if self.depth > 0 => self.push(character, place, 0),
                _ => {}
            }
        }
        self.push_line_end();
        let comment = comment.map(str::to_owned);
        match (&mut ended, &mut self.entry) {
            (Some(entry), _) => entry.comment = comment.or(entry.comment.take()),
            (None, Some(entry)) => entry.comment = comment.or(entry.comment.take()),
            (None, None) => {}
        }
        self.finish(ended);
    }

    fn push(&mut self, character: char, place: &Place, deeper: usize) {
        self.depth += deeper;
        if self.entry.is_none() && character.is_whitespace() {
            return;
        }
        let begun = || Entry {
            text: String::new(),
            comment: None,
            place: place.clone(),
        };
        self.entry.get_or_insert_with(begun).text.push(character);
    }

    fn push_line_end(&mut self) {
        if let Some(entry) = &mut self.entry {
            entry.text.push(' ');
        }
    }

    fn finish(&mut self, entry: Option<Entry>) {
        if let Some(entry) = entry {
            self.table
                .columns
                .extend(column(&entry.text, entry.comment.as_deref(), entry.place));
        }
    }

    fn end(mut self) -> Table {
        let last = self.entry.take();
        self.finish(last);
        self.table
    }
}

/// What begins an entry of a table that is not a column.
const NOT_COLUMNS: &[&str] = &[
    "constraint",
    "primary",
    "unique",
    "foreign",
    "check",
    "exclude",
    "like",
];

/// What ends the type in a column's definition.
const AFTER_TYPE: &[&str] = &[
    "not",
    "null",
    "primary",
    "unique",
    "references",
    "check",
    "default",
    "constraint",
    "collate",
    "generated",
];

fn column(definition: &str, comment: Option<&str>, place: Place) -> Option<Column> {
    let lower = definition.to_lowercase();
    let mut words = lower.split_whitespace();
    let name = words.next()?;
    if NOT_COLUMNS.iter().any(|word| {
        name == *word
            || name
                .strip_prefix(word)
                .is_some_and(|rest| rest.starts_with('('))
    }) {
        return None;
    }
    let rest: Vec<_> = words.collect();
    let kind = rest
        .iter()
        .take_while(|word| !AFTER_TYPE.iter().any(|end| word.starts_with(end)));
    let joined = rest.join(" ");
    Some(Column {
        name: name.trim_matches('"').into(),
        kind: kind.copied().collect::<Vec<_>>().join(" "),
        may_be_blank: !joined.contains("not null") && !joined.contains("primary key"),
        place,
        classification: comment.and_then(Classification::parse),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(sql: &str) -> Vec<Table> {
        tables(&Tree::of(&[(
            "crates/store/migrations/0001_start.sql",
            sql,
        )]))
    }

    #[test]
    fn a_table_is_read_with_its_shape_and_columns() {
        let tables = read_one(
            "-- register: who may sign in.\n\
             -- One row each.\n\
             create table account (\n\
             \x20   id bigint primary key, -- internal kept: with the account\n\
             \x20   name_sealed bytea not null, -- identity kept: with the account; sealed\n\
             \x20   state text not null -- internal kept: with the account\n\
             \x20       constraint account__state check (state in ('open', 'closed -- no')),\n\
             \x20   closed_at bigint, -- internal kept: with the account\n\
             \x20   constraint account__name unique (name_sealed)\n\
             );\n\
             create index account__closed_at on account (closed_at);\n\
             alter table account add column note_sealed bytea; -- narrative kept: a year\n",
        );
        assert_eq!(tables.len(), 1);
        let account = &tables[0];
        assert_eq!(account.name, "account");
        assert_eq!(
            account.shape,
            Some(("register".into(), "who may sign in.".into()))
        );
        let columns: Vec<_> = account
            .columns
            .iter()
            .map(|one| {
                let class = one
                    .classification
                    .as_ref()
                    .map(|known| known.class.as_str());
                (
                    one.name.as_str(),
                    one.kind.as_str(),
                    one.may_be_blank,
                    class,
                    one.place.line,
                )
            })
            .collect();
        assert_eq!(
            columns,
            [
                ("id", "bigint", false, Some("internal"), 4),
                ("name_sealed", "bytea", false, Some("identity"), 5),
                ("state", "text", false, Some("internal"), 6),
                ("closed_at", "bigint", true, Some("internal"), 8),
                ("note_sealed", "bytea", true, Some("narrative"), 12),
            ]
        );
        assert_eq!(
            account.columns[1]
                .classification
                .as_ref()
                .map(|known| known.note.as_str()),
            Some("sealed")
        );
    }

    #[test]
    fn a_shape_belongs_to_the_table_right_below_it() {
        let tables = read_one("-- record: calls.\n\ncreate table call (id bigint primary key);\n");
        assert_eq!(tables[0].shape, None);
        assert_eq!(tables[0].columns.len(), 1);
    }

    #[test]
    fn a_classification_has_a_known_class_and_a_term() {
        let parse =
            |text| Classification::parse(text).map(|known| (known.class, known.kept, known.note));
        assert_eq!(
            parse(" special kept: with the case; faith"),
            Some(("special".into(), "with the case".into(), "faith".into()))
        );
        assert_eq!(parse("secret kept: with the case"), None);
        assert_eq!(parse("internal"), None);
        assert_eq!(parse("internal kept:"), None);
        assert_eq!(parse("internal kept: ; words"), None);
    }
}
