//! Where a programme file says of itself that somebody who knows the law should look at it first.

use std::collections::BTreeSet;

/// The words by which a file marks what follows, in a comment.
const MARK: &str = "CHECK WITH COUNSEL";

/// The sections that a file marks; an empty name stands for the whole file.
/// Shape: a comment belongs to the section whose heading, or whose first key, comes next.
pub fn check_with_counsel(text: &str) -> BTreeSet<String> {
    let mut marked = BTreeSet::new();
    let mut section = String::new();
    let mut waiting = false;
    for line in text.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            waiting |= comment.contains(MARK);
            continue;
        }
        if line.is_empty() {
            continue;
        }
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']).to_owned();
        }
        if std::mem::take(&mut waiting) {
            marked.insert(section.clone());
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = check_with_counsel(text);
        assert_eq!(
            found.iter().map(String::as_str).collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn a_mark_belongs_to_what_comes_next() {
        check("version = 1\n[retention]\nadult = 1", &[]);
        check(
            "# Check. CHECK WITH COUNSEL.\n\nversion = 1\n[a]\nb = 2",
            &[""],
        );
        check(
            "version = 1\n# CHECK WITH COUNSEL\n# and more\n[retention]\nx = 1\n[b]",
            &["retention"],
        );
        check(
            "[calendar]\na = 1\n# CHECK WITH COUNSEL\nb = 2",
            &["calendar"],
        );
        check(
            "# CHECK WITH COUNSEL\n\n# --- owners ---\n\n[[clock]]\nkey = 1",
            &["clock"],
        );
    }

    #[test]
    fn the_shipped_files_mark_themselves_and_their_clocks_and_retention() {
        for (key, text) in crate::programme::shipped() {
            let marked = check_with_counsel(text);
            for section in ["", "retention", "clock"] {
                assert!(marked.contains(section), "{key} does not mark {section:?}");
            }
        }
    }
}
