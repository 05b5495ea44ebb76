//! Rust source as tokens: what is code and what is text, whatever the comments say.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A piece of text in the code, with its line.
pub struct Text {
    pub line: usize,
    pub value: String,
}

/// All string literals of a file, those inside macros too; doc comments are not among them.
pub fn texts(source: &str) -> Vec<Text> {
    let mut found = Vec::new();
    if let Ok(tokens) = source.parse::<TokenStream>() {
        collect_texts(tokens, &mut found);
    }
    found
}

fn collect_texts(tokens: TokenStream, found: &mut Vec<Text>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if !is_doc(&group) => collect_texts(group.stream(), found),
            TokenTree::Literal(literal) => {
                let line = literal.span().start().line;
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(Text {
                        line,
                        value: text.value(),
                    });
                }
            }
            _ => {}
        }
    }
}

fn is_doc(group: &proc_macro2::Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
}

/// What a file's code calls or is marked with: macros as `name!`, attributes as `#[name]`.
pub fn marks(source: &str) -> Vec<Text> {
    let mut found = Vec::new();
    if let Ok(tokens) = source.parse::<TokenStream>() {
        collect_marks(tokens, &mut found);
    }
    found
}

fn collect_marks(tokens: TokenStream, found: &mut Vec<Text>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for (position, token) in tokens.iter().enumerate() {
        let next = tokens.get(position + 1);
        match (token, next) {
            (TokenTree::Ident(name), Some(TokenTree::Punct(mark))) if mark.as_char() == '!' => {
                found.push(Text {
                    line: name.span().start().line,
                    value: format!("{name}!"),
                });
            }
            (TokenTree::Punct(hash), Some(TokenTree::Group(group)))
                if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
            {
                if let Some(TokenTree::Ident(name)) = group.stream().into_iter().next() {
                    found.push(Text {
                        line: name.span().start().line,
                        value: format!("#[{name}]"),
                    });
                }
            }
            _ => {}
        }
        if let TokenTree::Group(group) = token {
            collect_marks(group.stream(), found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_in_macros_and_not_in_comments() {
        let source =
            "/// \"said\"\nfn f() {\n    // \"unsaid\"\n    call!(\"one\", r#\"two\"#);\n}\n";
        let found: Vec<_> = texts(source)
            .into_iter()
            .map(|text| (text.line, text.value))
            .collect();
        assert_eq!(found, [(4, "one".into()), (4, "two".into())]);
    }

    #[test]
    fn marks_are_found_with_their_lines() {
        let found: Vec<_> = marks("#[test]\nfn f() {\n    print!(\"dbg!\");\n}\n")
            .into_iter()
            .map(|mark| (mark.line, mark.value))
            .collect();
        assert_eq!(found, [(1, "#[test]".into()), (3, "print!".into())]);
    }
}
