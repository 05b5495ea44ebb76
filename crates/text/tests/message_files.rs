//! What the build makes of message files, and what it refuses.

#[path = "../build/message.rs"]
mod message;
#[path = "../build/pseudo.rs"]
mod pseudo;
#[path = "../build/read.rs"]
mod read;
#[path = "../build/write.rs"]
mod write;

use expect_test::{Expect, expect};

fn source(path: &str, text: &str) -> read::Source {
    read::Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// The mistakes of one file, one a line.
fn check_refused(text: &str, expected: &Expect) {
    let mistakes = read::read(&[source("call.ftl", text)]).expect_err("the file is refused");
    expected.assert_eq(&mistakes.join("\n"));
}

/// The generated functions and tables of one file.
fn check_written(text: &str, expected: &Expect) {
    let messages = read::read(&[source("call.ftl", text)]).expect("the file is accepted");
    let rust = write::rust(&messages);
    expected.assert_eq(rust.split("#[cfg(test)]").next().unwrap_or_default());
}

#[test]
fn a_message_without_arguments_is_a_text() {
    check_written(
        "-to = on\nskip = In\n    { -to }: { \"{\" }go { to }\nto = { -to }",
        &expect![[r#"
            static PLAIN: [[&str; LANGUAGES]; 2] = [
                ["In on: {go on", "[ÎÎñ ööñ: {ĝöö ööñ]"],
                ["on", "[ööñ]"],
            ];

            static FILLED: [[&[Piece]; LANGUAGES]; 0] = [
            ];

            impl Words {
                #[doc = " “In on: {go on” (`call.ftl:2`)"]
                #[must_use]
                pub fn skip(self) -> &'static str {
                    self.plain(0)
                }
                #[doc = " “on” (`call.ftl:4`)"]
                #[must_use]
                pub fn to(self) -> &'static str {
                    self.plain(1)
                }
            }

        "#]],
    );
}

#[test]
fn arguments_come_in_alphabetical_order_and_counts_choose_the_plural() {
    check_written(
        "calls = { $name }: { $n ->\n    [0] no call\n    [one] one call\n   *[other] { $n } calls\n }",
        &expect![[r#"
            static PLAIN: [[&str; LANGUAGES]; 0] = [
            ];

            static FILLED: [[&[Piece]; LANGUAGES]; 1] = [
                [&[Piece::Argument(1), Piece::Text(": "), Piece::Choice { argument: 0, variants: &[(Key::Exactly(0), &[Piece::Text("no call")]), (Key::Form(PluralForm::One), &[Piece::Text("one call")])], otherwise: &[Piece::Argument(0), Piece::Text(" calls")] }], &[Piece::Text("["), Piece::Argument(1), Piece::Text(": "), Piece::Choice { argument: 0, variants: &[(Key::Exactly(0), &[Piece::Text("ñöö çååļļ")]), (Key::Form(PluralForm::One), &[Piece::Text("ööñéé çååļļ")])], otherwise: &[Piece::Argument(0), Piece::Text(" çååļļš")] }, Piece::Text("]")]],
            ];

            impl Words {
                #[doc = " “{ name }: { n } calls” (`call.ftl:1`)"]
                #[must_use]
                pub fn calls(self, n: impl Count, name: impl std::fmt::Display) -> String {
                    self.filled(0, &[Value::Count(n.count()), Value::Text(&name)])
                }
            }

        "#]],
    );
}

#[test]
fn a_choice_by_word_takes_a_text() {
    check_written(
        "way = { $way ->\n    [phone] By phone\n   *[letter] By letter\n }",
        &expect![[r#"
            static PLAIN: [[&str; LANGUAGES]; 0] = [
            ];

            static FILLED: [[&[Piece]; LANGUAGES]; 1] = [
                [&[Piece::Choice { argument: 0, variants: &[(Key::Word("phone"), &[Piece::Text("By phone")])], otherwise: &[Piece::Text("By letter")] }], &[Piece::Text("["), Piece::Choice { argument: 0, variants: &[(Key::Word("phone"), &[Piece::Text("Ɓýý þĥööñéé")])], otherwise: &[Piece::Text("Ɓýý ļééţţééŕ")] }, Piece::Text("]")]],
            ];

            impl Words {
                #[doc = " “By letter” (`call.ftl:1`)"]
                #[must_use]
                pub fn way(self, way: impl std::fmt::Display) -> String {
                    self.filled(0, &[Value::Text(&way)])
                }
            }

        "#]],
    );
}

#[test]
fn what_is_not_supported_is_refused_with_file_and_line() {
    check_refused(
        "a = ok\nb = { NUMBER($n) }\nc = { b.title }\nd = text\n    .title = other\ne = { missing }",
        &expect![[r#"
            call.ftl:4: attributes are not supported; write one message for each
            call.ftl:2: functions are not supported; format the value before
            call.ftl:3: references with attributes or arguments are not supported
            call.ftl:6: there is no message `missing`"#]],
    );
    check_refused(
        "a = { b }\nb = { a }",
        &expect![[r#"
        call.ftl:2: `a` refers to itself
        call.ftl:1: `b` refers to itself"#]],
    );
    check_refused(
        "a = <b>bold</b>\nb = don't\nc = { $type }\nmatch = x\nsnake_case = y",
        &expect![[r#"
            call.ftl:4: `match` is a word of Rust's own; choose another
            call.ftl:5: `snake_case` must be written in small letters, digits and hyphens
            call.ftl:1: markup belongs in the template, not in the message
            call.ftl:2: write ’ and “ ” instead of straight quotation marks
            call.ftl:3: `$type` is a word of Rust's own; choose another"#]],
    );
    check_refused(
        "a = { $n ->\n    [few] few\n    [phone] odd\n   *[other] all\n }",
        &expect!["call.ftl:3: `[phone]` is a word in a choice by count"],
    );
    check_refused(
        "a = ok\n\nb = { $n -> }\nc = ok",
        &expect![[r#"call.ftl:3: Expected one of " | ""#]],
    );
    check_refused("a = { \"\" }", &expect!["call.ftl:1: `a` is empty"]);
}

#[test]
fn an_id_used_twice_is_refused_across_files() {
    let files = [
        source("call.ftl", "same = one"),
        source("identify/enquiry.ftl", "\nsame = two"),
    ];
    let mistakes = read::read(&files).expect_err("refused");
    assert_eq!(
        mistakes,
        ["identify/enquiry.ftl:2: `same` is already in call.ftl:1"]
    );
}
