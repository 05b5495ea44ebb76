//! Pages that a strict content security policy shows as they are, and that speak only through the messages:
//! no style or script inside, no handler in an attribute, no words of one language between the tags.

use super::Finding;
use crate::tree::Tree;

const FOLDER: &str = "crates/web/templates/";

/// Attributes that a reader sees or hears.
const SPOKEN: &[&str] = &[
    "alt",
    "aria-label",
    "aria-description",
    "placeholder",
    "title",
];

/// The name of the product is the same in every language.
const NAMES: &[&str] = &["Throughcare"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let pages = tree.under(FOLDER, ".html");
    pages
        .flat_map(|file| Page::new(&file.path, &file.text).findings())
        .collect()
}

struct Page<'a> {
    path: &'a str,
    /// The page with what the template puts in made blank, so that places hold.
    text: String,
    found: Vec<Finding>,
}

impl<'a> Page<'a> {
    fn new(path: &'a str, text: &str) -> Page<'a> {
        let mut text = text.to_owned();
        for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<!--", "-->")] {
            text = blank(&text, open, close);
        }
        Page {
            path,
            text,
            found: Vec::new(),
        }
    }

    fn find(&mut self, position: usize, rule: &'static str, message: impl Into<String>) {
        let line = self.text[..position].matches('\n').count() + 1;
        self.found
            .push(Finding::new(self.path, line, rule, message));
    }

    fn findings(mut self) -> Vec<Finding> {
        let text = self.text.clone();
        let mut position = 0;
        while position < text.len() {
            if text[position..].starts_with('<') {
                let end = end_of_tag(&text, position);
                self.check_tag(&text[position..end], position);
                position = self.skip_raw(&text, position, end);
            } else {
                let end = text[position..]
                    .find('<')
                    .map_or(text.len(), |length| position + length);
                self.check_words(&text[position..end], position);
                position = end;
            }
        }
        self.found
    }

    /// Goes past what is not text: the inside of a script or style, which should not be there at all.
    fn skip_raw(&mut self, text: &str, start: usize, end: usize) -> usize {
        let name = tag_name(&text[start..end]);
        if !matches!(name.as_str(), "script" | "style") {
            return end;
        }
        let close = text[end..]
            .find(&format!("</{name}"))
            .map_or(text.len(), |length| end + length);
        if name == "style" {
            self.find(
                start,
                "template-style",
                "`<style>`: write it in the style sheet",
            );
        } else if !text[end..close].trim().is_empty() {
            self.find(
                start,
                "template-script",
                "a script inside the page: put it into a file of its own",
            );
        }
        close
    }

    fn check_tag(&mut self, tag: &str, start: usize) {
        for (offset, name, value) in attributes(tag) {
            let position = start + offset;
            if name == "style" {
                self.find(position, "template-style", "`style=`: give it a class");
            } else if name.len() > 2 && name.starts_with("on") {
                self.find(
                    position,
                    "template-script",
                    format!("`{name}=`: listen in a script file"),
                );
            } else if value.trim_start().to_lowercase().starts_with("javascript:") {
                self.find(
                    position,
                    "template-script",
                    format!("a script in `{name}=`"),
                );
            } else if SPOKEN.contains(&name.as_str())
                && let Some(word) = spoken_word(value)
            {
                self.find(
                    position,
                    "template-words",
                    format!("`{word}` in `{name}=`: say it through a message"),
                );
            }
        }
    }

    fn check_words(&mut self, words: &str, start: usize) {
        if let Some(word) = spoken_word(words) {
            let position = start + words.find(&word).unwrap_or_default();
            self.find(
                position,
                "template-words",
                format!("`{word}`: say it through a message"),
            );
        }
    }
}

/// The text with everything between the two marks, and the marks, made blank; line ends stay.
fn blank(text: &str, open: &str, close: &str) -> String {
    let mut rest = text;
    let mut blanked = String::with_capacity(text.len());
    while let Some(start) = rest.find(open) {
        let inside = start + open.len();
        let end = rest[inside..]
            .find(close)
            .map_or(rest.len(), |length| inside + length + close.len());
        blanked += &rest[..start];
        blanked.extend(
            rest[start..end]
                .chars()
                .map(|one| if one == '\n' { '\n' } else { ' ' }),
        );
        rest = &rest[end..];
    }
    blanked + rest
}

/// Where the tag ends that begins here; a quoted value may hold anything.
fn end_of_tag(text: &str, start: usize) -> usize {
    let mut quote = None;
    for (offset, character) in text[start..].char_indices() {
        match (quote, character) {
            (None, '>') => return start + offset + 1,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn tag_name(tag: &str) -> String {
    let name = tag
        .trim_start_matches('<')
        .chars()
        .take_while(|one| one.is_alphanumeric() || *one == '-');
    name.collect::<String>().to_lowercase()
}

/// Place, name and value of each attribute of a tag.
fn attributes(tag: &str) -> Vec<(usize, String, &str)> {
    let mut found = Vec::new();
    let mut position = tag.find(char::is_whitespace).unwrap_or(tag.len());
    while position < tag.len() {
        let rest = &tag[position..];
        let lead = rest.len()
            - rest
                .trim_start_matches(|one: char| one.is_whitespace() || "/>".contains(one))
                .len();
        let start = position + lead;
        let rest = &tag[start..];
        let length = rest
            .find(|one: char| one.is_whitespace() || "=/>".contains(one))
            .unwrap_or(rest.len());
        if length == 0 {
            position = start + rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let name = rest[..length].to_lowercase();
        let (value, used) = rest[length..].strip_prefix('=').map_or(("", 0), value_of);
        found.push((start, name, value));
        position = start + length + used;
    }
    found
}

/// The value after the equals sign, and how much of the text it and the sign take.
fn value_of(text: &str) -> (&str, usize) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let length = text[1..].find(quote).unwrap_or(text.len() - 1);
            (&text[1..=length], (length + 3).min(text.len() + 1))
        }
        _ => {
            let length = text
                .find(|one: char| one.is_whitespace() || one == '>')
                .unwrap_or(text.len());
            (&text[..length], length + 1)
        }
    }
}

/// The first word of two letters or more that is no character reference and not the product's name.
fn spoken_word(text: &str) -> Option<String> {
    let without_references = blank_references(text);
    let words = without_references.split(|one: char| !one.is_alphabetic());
    words
        .filter(|word| word.chars().count() >= 2 && !NAMES.contains(word))
        .map(ToOwned::to_owned)
        .next()
}

/// The text with `&nbsp;` and its like made blank.
fn blank_references(text: &str) -> String {
    let mut blanked = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let name = rest[start + 1..].find(|one: char| !one.is_alphanumeric() && one != '#');
        let end = name
            .filter(|length| rest[start + 1 + length..].starts_with(';'))
            .map(|length| start + length + 2);
        let end = end.unwrap_or(start + 1);
        blanked += &rest[..start];
        blanked += &" ".repeat(end - start);
        rest = &rest[end..];
    }
    blanked + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_page(text: &str) -> Vec<(usize, &'static str)> {
        let findings = check(&Tree::of(&[("crates/web/templates/page.html", text)]));
        findings
            .into_iter()
            .map(|finding| (finding.line, finding.rule))
            .collect()
    }

    #[test]
    fn a_page_that_speaks_through_messages_passes() {
        let page = "<!doctype html>\n<html lang=\"{{ language }}\" {% if a < b %}hidden{% endif %}>\n\
                    {# a note to the reader #}<!-- and another -->\n\
                    <title>{{ text.title() }} &middot; Throughcare</title>\n\
                    <script src=\"/static/page.js\" defer></script>\n\
                    <p class=\"card one\" data-once='a > b'>{{ text.greeting(\"Anna\") }}: 3 &times; 4 \u{00b7} x</p>\n\
                    <input name=\"surname\" required value=\"{{ value }}\" aria-label=\"{{ text.surname() }}\">\n";
        assert_eq!(check_page(page), []);
    }

    #[test]
    fn style_in_a_page_is_found() {
        assert_eq!(
            check_page("\n<p style=\"color: red\"></p>"),
            [(2, "template-style")]
        );
        assert_eq!(
            check_page("<p STYLE='color: red'></p>"),
            [(1, "template-style")]
        );
        assert_eq!(
            check_page("<style>p { color: red }</style>"),
            [(1, "template-style")]
        );
    }

    #[test]
    fn script_in_a_page_is_found() {
        assert_eq!(
            check_page("<script>\nalert(1)\n</script>"),
            [(1, "template-script")]
        );
        assert_eq!(
            check_page("<p\n  onclick=\"go()\"></p>"),
            [(2, "template-script")]
        );
        assert_eq!(
            check_page("<a href=\"javascript:go()\">{{ go }}</a>"),
            [(1, "template-script")]
        );
    }

    #[test]
    fn words_of_one_language_are_found() {
        assert_eq!(check_page("<p>\n  Sign in\n</p>"), [(2, "template-words")]);
        assert_eq!(
            check_page("<p>{{ name }} says</p>"),
            [(1, "template-words")]
        );
        assert_eq!(check_page("<img alt=\"A map\">"), [(1, "template-words")]);
        assert_eq!(
            check_page("<input placeholder=Name>"),
            [(1, "template-words")]
        );
        assert_eq!(check_page("<p>Вход</p>"), [(1, "template-words")]);
    }
}
