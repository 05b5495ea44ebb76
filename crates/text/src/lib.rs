//! All words that people read: languages, messages, plurals, dates and direction.
//!
//! No word is written into a page. A page asks for it by name, through a function of [`Words`]
//! that is made from the message files when the crate is built; a misspelt name or a forgotten
//! argument does not compile.
//!
//! # To add a message
//!
//! 1. Open the file of the tool under `messages/en/` (make one if it is a new tool) and add a
//!    line in [Fluent syntax](https://projectfluent.org/fluent/guide/):
//!    ```text
//!    enquiry-title = Enquiry { $reference }
//!    enquiry-calls = { $n ->
//!        [one] One call
//!       *[other] { $n } calls
//!    }
//!    ```
//!    Ids are kebab-case, begin with the tool's name, and are unique in all files.
//! 2. Call it: `{{ t.enquiry_title(reference) }}` in a template, `t.enquiry_calls(3)` in Rust.
//!    A message without arguments is a `&'static str`, one with arguments a `String`.
//!
//! Arguments come in alphabetical order. `$n`, names that end in `-n`, and whatever chooses
//! between plural forms are counts (any whole number, or a reference to one); all others are
//! anything that can be shown. A choice may also be by word: `{ $way -> [phone] .. *[letter] .. }`;
//! for the variants of an enum write a message each and a `match`, which the compiler keeps complete.
//! `{ other-message }` and `{ -term }` stand for the text of another message. Functions,
//! attributes and markup are not supported: format values before, keep markup in the template.
//! Quotation marks are typographic (’ “ ”). A mistake ends the build and names file and line.
//!
//! # To add a language
//!
//! Add it to [`Language`], its plural rule to [`plural()`], and its folder of message files to `build/`.
//!
//! Invariant: nothing here knows the clock; today's date is an argument.

mod calendar;
mod count;
mod language;
mod message;
#[cfg(test)]
mod tests;

pub use count::{Count, PluralForm, plural};
pub use language::Language;
pub use message::Words;
