//! Files and functions that fit on few screens.

use syn::visit::Visit;

use super::Finding;
use crate::tree::{SourceFile, Tree};

/// Unit: lines.
const LONGEST_FILE: usize = 600;
/// Unit: lines. From here one is asked to think.
const LONG_FUNCTION: usize = 100;
/// Unit: lines.
const LONGEST_FUNCTION: usize = 120;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.under("", ".rs") {
        let lines = file.text.lines().count();
        if lines > LONGEST_FILE {
            let message =
                format!("{lines} lines; {LONGEST_FILE} at most: part it by what it is about");
            findings.push(Finding::new(
                &file.path,
                LONGEST_FILE + 1,
                "file-length",
                message,
            ));
        }
        findings.extend(long_functions(file, LONGEST_FUNCTION, usize::MAX));
    }
    findings
}

/// Functions that are still allowed and already hard to read.
pub fn nearly_too_long(tree: &Tree) -> Vec<Finding> {
    tree.under("", ".rs")
        .flat_map(|file| long_functions(file, LONG_FUNCTION, LONGEST_FUNCTION))
        .collect()
}

fn long_functions(file: &SourceFile, over: usize, up_to: usize) -> Vec<Finding> {
    let parsed = match syn::parse_file(&file.text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let line = error.span().start().line;
            return vec![Finding::new(
                &file.path,
                line,
                "rust-syntax",
                error.to_string(),
            )];
        }
    };
    let mut functions = Functions::default();
    functions.visit_file(&parsed);
    let long = functions
        .found
        .into_iter()
        .filter(|(_, _, lines)| *lines > over && *lines <= up_to);
    long.map(|(name, line, lines)| {
        let message =
            format!("`{name}` has {lines} lines; {LONGEST_FUNCTION} at most, about 60 is usual");
        Finding::new(&file.path, line, "function-length", message)
    })
    .collect()
}

/// Every function with its line and length.
#[derive(Default)]
struct Functions {
    found: Vec<(String, usize, usize)>,
}

impl Functions {
    fn note(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.fn_token.span.start().line;
        let last = block.brace_token.span.close().end().line;
        self.found
            .push((signature.ident.to_string(), first, last + 1 - first));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.note(&function.sig, &function.block);
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.note(&function.sig, &function.block);
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.note(&function.sig, block);
        }
        syn::visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::super::places_of;
    use super::*;

    /// A function of so many lines, its own two among them.
    fn function(lines: usize) -> String {
        format!(
            "struct S;\nimpl S {{\nfn f() {{\n{}}}\n}}\n",
            "    g();\n".repeat(lines - 2)
        )
    }

    #[test]
    fn a_long_file_is_found() {
        let lines = |count: usize| "// a line\n".repeat(count);
        assert!(check(&Tree::of(&[("a.rs", &lines(600))])).is_empty());
        assert_eq!(
            places_of(&check(&Tree::of(&[("a.rs", &lines(601))]))),
            ["a.rs:601"]
        );
    }

    #[test]
    fn a_long_function_is_found() {
        assert!(check(&Tree::of(&[("a.rs", &function(120))])).is_empty());
        assert_eq!(
            places_of(&check(&Tree::of(&[("a.rs", &function(121))]))),
            ["a.rs:3"]
        );
    }

    #[test]
    fn a_function_that_is_nearly_too_long_is_told() {
        assert!(nearly_too_long(&Tree::of(&[("a.rs", &function(100))])).is_empty());
        assert_eq!(
            nearly_too_long(&Tree::of(&[("a.rs", &function(101))])).len(),
            1
        );
        assert!(nearly_too_long(&Tree::of(&[("a.rs", &function(121))])).is_empty());
    }
}
