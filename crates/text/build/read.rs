//! Reads message files in Fluent syntax, resolves references and refuses what is not supported.
//! Every mistake names file and line; all of them are reported at once.

use crate::message::{Key, Kind, Message, Piece, joined, rust_name};
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::{parser, unicode};
use std::collections::BTreeMap;

/// A message file.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// A message or term before its references are resolved.
struct Draft<'s> {
    source: &'s Source,
    id: &'s str,
    pattern: Pattern<&'s str>,
}

type Drafts<'s> = BTreeMap<String, Draft<'s>>;

/// All messages of the files, in alphabetical order of their ids; or all mistakes.
pub fn read(sources: &[Source]) -> Result<Vec<Message>, Vec<String>> {
    let mut mistakes = Vec::new();
    let mut drafts = Drafts::new();
    for source in sources {
        collect(source, &mut drafts, &mut mistakes);
    }
    let mut messages = Vec::new();
    for (name, draft) in &drafts {
        match resolve(name, draft, &drafts) {
            Ok(message) if !name.starts_with('-') => messages.push(message),
            Ok(_) => {}
            Err(mistake) => mistakes.push(mistake),
        }
    }
    if mistakes.is_empty() {
        Ok(messages)
    } else {
        Err(mistakes)
    }
}

/// Takes the entries of one file, keyed by id (terms with their hyphen).
fn collect<'s>(source: &'s Source, drafts: &mut Drafts<'s>, mistakes: &mut Vec<String>) {
    let resource = match parser::parse(source.text.as_str()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            mistakes.extend(errors.iter().map(|error| {
                let why = error
                    .to_string()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                source.mistake(error.pos.start, &why)
            }));
            resource
        }
    };
    for entry in resource.body {
        let (name, id, pattern, attributes) = match entry {
            Entry::Message(message) => (
                message.id.name.to_owned(),
                message.id.name,
                message.value,
                message.attributes,
            ),
            Entry::Term(term) => (
                format!("-{}", term.id.name),
                term.id.name,
                Some(term.value),
                term.attributes,
            ),
            _ => continue,
        };
        if !attributes.is_empty() {
            mistakes.push(source.mistake_at(
                id,
                "attributes are not supported; write one message for each",
            ));
        }
        let Some(pattern) = pattern else { continue };
        if let Some(why) = unfit_name(id) {
            mistakes.push(source.mistake_at(id, &format!("`{id}` {why}")));
        }
        if let Some(earlier) = drafts.get(&name) {
            let place = earlier.source.place(earlier.id);
            mistakes.push(source.mistake_at(id, &format!("`{name}` is already in {place}")));
            continue;
        }
        drafts.insert(
            name,
            Draft {
                source,
                id,
                pattern,
            },
        );
    }
}

/// Why a name cannot become a Rust name, if it cannot.
fn unfit_name(id: &str) -> Option<&'static str> {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
        "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
        "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
        "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    let kebab = id
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    if !kebab {
        return Some("must be written in small letters, digits and hyphens");
    }
    KEYWORDS
        .contains(&rust_name(id).as_str())
        .then_some("is a word of Rust's own; choose another")
}

fn resolve(name: &str, draft: &Draft, drafts: &Drafts) -> Result<Message, String> {
    let mut reading = Reading {
        drafts,
        path: vec![name.to_owned()],
        arguments: BTreeMap::new(),
    };
    let pieces = joined(reading.pattern(draft.source, draft.id, &draft.pattern)?);
    if pieces.is_empty() {
        return Err(draft
            .source
            .mistake_at(draft.id, &format!("`{}` is empty", draft.id)));
    }
    Ok(Message {
        id: draft.id.to_owned(),
        place: draft.source.place(draft.id),
        pieces,
        arguments: reading.arguments,
    })
}

/// One message being resolved.
struct Reading<'d, 's> {
    drafts: &'d Drafts<'s>,
    path: Vec<String>,
    arguments: BTreeMap<String, Kind>,
}

impl<'s> Reading<'_, 's> {
    fn pattern(
        &mut self,
        source: &Source,
        id: &str,
        pattern: &Pattern<&'s str>,
    ) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    check_text(source, value)?;
                    pieces.push(Piece::Text((*value).to_owned()));
                }
                PatternElement::Placeable { expression } => {
                    pieces.extend(self.expression(source, id, expression)?);
                }
            }
        }
        Ok(joined(pieces))
    }

    fn expression(
        &mut self,
        source: &Source,
        id: &str,
        expression: &Expression<&'s str>,
    ) -> Result<Vec<Piece>, String> {
        match expression {
            Expression::Inline(inline) => self.inline(source, id, inline),
            Expression::Select {
                selector: InlineExpression::VariableReference { id: argument },
                variants,
            } => {
                let choice = self.choice(source, argument.name, variants)?;
                Ok(vec![choice])
            }
            Expression::Select { .. } => Err(source.mistake_at(
                id,
                &format!("`{id}` chooses by something other than an argument"),
            )),
        }
    }

    fn inline(
        &mut self,
        source: &Source,
        id: &str,
        inline: &InlineExpression<&'s str>,
    ) -> Result<Vec<Piece>, String> {
        match inline {
            InlineExpression::StringLiteral { value } => Ok(vec![Piece::Text(
                unicode::unescape_unicode_to_string(value).into_owned(),
            )]),
            InlineExpression::NumberLiteral { value } => Ok(vec![Piece::Text((*value).to_owned())]),
            InlineExpression::VariableReference { id: argument } => {
                self.note_argument(source, argument.name, kind_by_name(argument.name))?;
                Ok(vec![Piece::Argument(argument.name.to_owned())])
            }
            InlineExpression::MessageReference {
                id: other,
                attribute: None,
            } => self.reference(source, other.name, other.name.to_owned()),
            InlineExpression::TermReference {
                id: other,
                attribute: None,
                arguments: None,
            } => self.reference(source, other.name, format!("-{}", other.name)),
            InlineExpression::Placeable { expression } => self.expression(source, id, expression),
            InlineExpression::FunctionReference { id: function, .. } => Err(source.mistake_at(
                function.name,
                "functions are not supported; format the value before",
            )),
            InlineExpression::MessageReference { id: other, .. }
            | InlineExpression::TermReference { id: other, .. } => Err(source.mistake_at(
                other.name,
                "references with attributes or arguments are not supported",
            )),
        }
    }

    fn reference(
        &mut self,
        source: &Source,
        at: &'s str,
        name: String,
    ) -> Result<Vec<Piece>, String> {
        let Some(other) = self.drafts.get(&name) else {
            return Err(source.mistake_at(at, &format!("there is no message `{name}`")));
        };
        if self.path.contains(&name) {
            return Err(source.mistake_at(at, &format!("`{name}` refers to itself")));
        }
        self.path.push(name);
        let pieces = self.pattern(other.source, other.id, &other.pattern)?;
        self.path.pop();
        Ok(pieces)
    }

    fn choice(
        &mut self,
        source: &Source,
        argument: &'s str,
        variants: &[Variant<&'s str>],
    ) -> Result<Piece, String> {
        let counted = kind_by_name(argument) == Kind::Count
            || variants.iter().any(|variant| is_count_key(&variant.key));
        let kind = if counted { Kind::Count } else { Kind::Text };
        self.note_argument(source, argument, kind)?;
        let mut keyed = Vec::new();
        let mut otherwise = Vec::new();
        for variant in variants {
            let pieces = self.pattern(source, argument, &variant.value)?;
            if variant.default {
                otherwise = pieces;
            } else {
                keyed.push((key(source, kind, &variant.key)?, pieces));
            }
        }
        Ok(Piece::Choice {
            argument: argument.to_owned(),
            variants: keyed,
            otherwise,
        })
    }

    /// An argument that is counted anywhere in a message is a count everywhere in it.
    fn note_argument(
        &mut self,
        source: &Source,
        argument: &'s str,
        kind: Kind,
    ) -> Result<(), String> {
        if let Some(why) = unfit_name(argument) {
            return Err(source.mistake_at(argument, &format!("`${argument}` {why}")));
        }
        let known = self.arguments.entry(argument.to_owned()).or_insert(kind);
        if kind == Kind::Count {
            *known = Kind::Count;
        }
        Ok(())
    }
}

/// By convention `$n` and names that end in `-n` are counts.
fn kind_by_name(argument: &str) -> Kind {
    if argument == "n" || argument.ends_with("-n") {
        Kind::Count
    } else {
        Kind::Text
    }
}

fn is_count_key(key: &VariantKey<&str>) -> bool {
    match key {
        VariantKey::NumberLiteral { .. } => true,
        VariantKey::Identifier { name } => is_plural_form(name) && *name != "other",
    }
}

fn is_plural_form(name: &str) -> bool {
    ["zero", "one", "two", "few", "many", "other"].contains(&name)
}

fn key(source: &Source, kind: Kind, key: &VariantKey<&str>) -> Result<Key, String> {
    match (kind, key) {
        (Kind::Count, VariantKey::NumberLiteral { value }) => match value.parse() {
            Ok(number) => Ok(Key::Exactly(number)),
            Err(_) => Err(source.mistake_at(value, "only whole numbers can be chosen by")),
        },
        (Kind::Count, VariantKey::Identifier { name }) if is_plural_form(name) => {
            Ok(Key::Form((*name).to_owned()))
        }
        (Kind::Text, VariantKey::Identifier { name }) => Ok(Key::Word((*name).to_owned())),
        (_, VariantKey::Identifier { name: word } | VariantKey::NumberLiteral { value: word }) => {
            Err(source.mistake_at(word, &format!("`[{word}]` is a word in a choice by count")))
        }
    }
}

/// Markup belongs in templates, and quotation marks are typographic.
fn check_text(source: &Source, text: &str) -> Result<(), String> {
    let why = if text.contains('<') {
        "markup belongs in the template, not in the message"
    } else if text.contains(['\'', '"']) {
        "write ’ and “ ” instead of straight quotation marks"
    } else {
        return Ok(());
    };
    Err(source.mistake_at(text, why))
}

impl Source {
    /// File and line of a word of this file.
    fn place(&self, word: &str) -> String {
        format!("{}:{}", self.path, self.line(self.offset(word)))
    }

    fn mistake_at(&self, word: &str, why: &str) -> String {
        self.mistake(self.offset(word), why)
    }

    fn mistake(&self, offset: usize, why: &str) -> String {
        format!("{}:{}: {why}", self.path, self.line(offset))
    }

    /// The parser borrows from the file's text, so a word's address tells where it stands.
    fn offset(&self, word: &str) -> usize {
        (word.as_ptr() as usize)
            .saturating_sub(self.text.as_ptr() as usize)
            .min(self.text.len())
    }

    fn line(&self, offset: usize) -> usize {
        self.text.as_bytes()[..offset.min(self.text.len())]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    }
}
