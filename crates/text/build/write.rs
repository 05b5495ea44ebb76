//! Writes the Rust of the generated functions and their tables.

use crate::message::{Key, Kind, Message, Piece, rust_name};
use crate::pseudo::pseudo;
use std::fmt::Write;

/// The tables of all languages and one small function per message.
pub fn rust(messages: &[Message]) -> String {
    let mut plain = String::new();
    let mut filled = String::new();
    let mut functions = String::new();
    let (mut plain_count, mut filled_count) = (0, 0);
    for message in messages {
        let languages = [message.pieces.clone(), pseudo(&message.pieces)];
        if message.arguments.is_empty() {
            let texts = languages.map(|pieces| format!("{:?}", shown(&pieces)));
            writeln!(plain, "    [{}],", texts.join(", ")).unwrap();
            functions.push_str(&plain_function(message, plain_count));
            plain_count += 1;
        } else {
            let texts = languages.map(|pieces| slice(message, &pieces));
            writeln!(filled, "    [{}],", texts.join(", ")).unwrap();
            functions.push_str(&filled_function(message, filled_count));
            filled_count += 1;
        }
    }
    format!(
        "static PLAIN: [[&str; LANGUAGES]; {plain_count}] = [\n{plain}];\n\n\
         static FILLED: [[&[Piece]; LANGUAGES]; {filled_count}] = [\n{filled}];\n\n\
         impl Words {{\n{functions}}}\n\n{}",
        shapes(messages)
    )
}

fn plain_function(message: &Message, at: usize) -> String {
    format!(
        "    #[doc = {:?}]\n    #[must_use]\n    pub fn {}(self) -> &'static str {{\n        self.plain({at})\n    }}\n",
        doc(message),
        message.function(),
    )
}

fn filled_function(message: &Message, at: usize) -> String {
    let mut parameters = String::new();
    let mut values = Vec::new();
    for (argument, kind) in &message.arguments {
        let name = rust_name(argument);
        match kind {
            Kind::Count => {
                write!(parameters, ", {name}: impl Count").unwrap();
                values.push(format!("Value::Count({name}.count())"));
            }
            Kind::Text => {
                write!(parameters, ", {name}: impl std::fmt::Display").unwrap();
                values.push(format!("Value::Text(&{name})"));
            }
        }
    }
    format!(
        "    #[doc = {:?}]\n    #[must_use]\n    pub fn {}(self{parameters}) -> String {{\n        self.filled({at}, &[{}])\n    }}\n",
        doc(message),
        message.function(),
        values.join(", "),
    )
}

/// The English text and where it stands, for whoever looks the function up.
fn doc(message: &Message) -> String {
    format!(" “{}” (`{}`)", shown(&message.pieces), message.place)
}

fn shown(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Argument(argument) => format!("{{ {argument} }}"),
        Piece::Choice { otherwise, .. } => shown(otherwise),
    };
    pieces.iter().map(piece).collect()
}

fn slice(message: &Message, pieces: &[Piece]) -> String {
    let pieces: Vec<String> = pieces
        .iter()
        .map(|piece| expression(message, piece))
        .collect();
    format!("&[{}]", pieces.join(", "))
}

fn expression(message: &Message, piece: &Piece) -> String {
    let place = |argument: &str| {
        message
            .arguments
            .keys()
            .position(|name| name == argument)
            .expect("collected from pieces")
    };
    match piece {
        Piece::Text(text) => format!("Piece::Text({text:?})"),
        Piece::Argument(argument) => format!("Piece::Argument({})", place(argument)),
        Piece::Choice {
            argument,
            variants,
            otherwise,
        } => {
            let variants: Vec<String> = variants
                .iter()
                .map(|(key, pieces)| {
                    format!("({}, {})", key_expression(key), slice(message, pieces))
                })
                .collect();
            format!(
                "Piece::Choice {{ argument: {}, variants: &[{}], otherwise: {} }}",
                place(argument),
                variants.join(", "),
                slice(message, otherwise)
            )
        }
    }
}

fn key_expression(key: &Key) -> String {
    match key {
        Key::Exactly(number) => format!("Key::Exactly({number})"),
        Key::Form(form) => {
            let (first, rest) = form.split_at(1);
            format!("Key::Form(PluralForm::{}{rest})", first.to_uppercase())
        }
        Key::Word(word) => format!("Key::Word({word:?})"),
    }
}

/// What each message is, for the crate's own tests.
fn shapes(messages: &[Message]) -> String {
    let mut out =
        String::from("#[cfg(test)]\npub(crate) static SHAPES: &[crate::tests::Shape] = &[\n");
    let (mut plain, mut filled) = (0, 0);
    for message in messages {
        let counter = if message.arguments.is_empty() {
            &mut plain
        } else {
            &mut filled
        };
        let counted: Vec<bool> = message
            .arguments
            .values()
            .map(|kind| *kind == Kind::Count)
            .collect();
        writeln!(
            out,
            "    crate::tests::Shape {{ id: {:?}, at: {counter}, counted: &{counted:?} }},",
            message.id
        )
        .unwrap();
        *counter += 1;
    }
    out.push_str("];\n");
    out
}
