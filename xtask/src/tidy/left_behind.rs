//! What is written while working and must not stay: placeholders, debug output, notes to oneself, tests that
//! do not run.

use super::{Finding, rust};
use crate::tree::Tree;

const RULE: &str = "left-behind";

const MARKS: &[&str] = &["todo!", "unimplemented!", "dbg!", "#[ignore]"];
const WORDS: &[&str] = &["TODO", "FIXME", "XXX", "HACK"];

/// This file names what it looks for.
const OWN: &str = "xtask/src/tidy/left_behind.rs";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree
        .files
        .iter()
        .filter(|file| file.path != OWN && !file.path.ends_with(".lock"))
    {
        if file.path.ends_with(".rs") {
            let marks = rust::marks(&file.text)
                .into_iter()
                .filter(|mark| MARKS.contains(&mark.value.as_str()));
            findings.extend(marks.map(|mark| {
                Finding::new(
                    &file.path,
                    mark.line,
                    RULE,
                    format!("`{}` must not stay", mark.value),
                )
            }));
        }
        for (number, line) in file.text.lines().enumerate() {
            let words = WORDS.iter().filter(|word| has_word(line, word));
            let message = |word| format!("`{word}`: do it now, or write an issue");
            findings.extend(
                words.map(|word| Finding::new(&file.path, number + 1, RULE, message(word))),
            );
        }
    }
    findings
}

/// Whether the word stands in the line with nothing else of a word beside it.
fn has_word(line: &str, word: &str) -> bool {
    line.split(|character: char| !character.is_alphanumeric())
        .any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::super::places_of;
    use super::*;

    #[test]
    fn what_is_left_behind_is_found() {
        let left = [
            "fn f() {\n    todo!()\n}\n",
            "fn f() {\n    unimplemented!(\"yet\")\n}\n",
            "fn f(n: i64) -> i64 {\n    dbg!(n)\n}\n",
            "#[test]\n#[ignore = \"slow\"]\nfn f() {}\n",
            "fn f() {}\n// FIXME: everything\n",
            "fn f() {}\n// TODO everything\n",
            "fn f() {}\n// XXX everything\n",
            "fn f() {}\n// HACK: everything\n",
        ];
        for source in left {
            assert_eq!(
                places_of(&check(&Tree::of(&[("crates/a/src/lib.rs", source)]))),
                ["crates/a/src/lib.rs:2"]
            );
        }
        assert_eq!(
            places_of(&check(&Tree::of(&[("a.css", "/* FIXME */")]))),
            ["a.css:1"]
        );
    }

    #[test]
    fn ordinary_words_pass() {
        let source =
            "/// Nothing to ignore, no todo here, HACKNEY, XXXX.\nfn ignore() { assert!(true) }\n";
        assert!(check(&Tree::of(&[("a.rs", source)])).is_empty());
    }
}
