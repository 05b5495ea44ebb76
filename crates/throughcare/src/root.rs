//! Where the root key is, and the sheet by which it comes back.

use crate::config::RootPlace;
use clap::Subcommand;
use std::io::Read;
use std::path::PathBuf;
use throughcare_store::edge::Chance;
use throughcare_store::keys::{Key, Root};
use throughcare_store::root_file;

#[derive(Subcommand)]
pub enum RootKey {
    /// Make a root key for a systemd credential or the environment; prints it, and its recovery sheet
    Make,
    /// Bring a root key back: reads the 24 words of its recovery sheet from standard input
    Recover {
        /// The file to write, which must not exist yet
        #[arg(long)]
        to: PathBuf,
        /// The number that stands on the sheet
        #[arg(long, default_value_t = 1)]
        epoch: i64,
    },
}

pub fn run(key: &RootKey) -> Result<(), String> {
    match key {
        RootKey::Make => {
            let root = Root::new(1, Key::fresh(&Chance::System));
            println!("{}", root_file::written(&root).trim_end());
            eprintln!("{}", sheet(&root));
            Ok(())
        }
        RootKey::Recover { to, epoch } => {
            let mut words = String::new();
            std::io::stdin()
                .read_to_string(&mut words)
                .map_err(|e| format!("the words cannot be read from standard input: {e}"))?;
            let root = Root::from_words(*epoch, &unnumbered(&words)).map_err(|e| e.to_string())?;
            root_file::write_private(to, root_file::written(&root).as_bytes())
                .map_err(|e| e.to_string())?;
            println!("The root key is back in {}.", to.display());
            Ok(())
        }
    }
}

/// The words of a sheet without the numbers before them.
fn unnumbered(words: &str) -> String {
    let words: Vec<String> = words
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// Reads the root key. It is made where it is a file, there is none, and there is no installation yet.
pub fn read(place: &RootPlace, may_make: bool) -> Result<Root, String> {
    match place {
        RootPlace::File(path) if !may_make && !path.exists() => Err(format!(
            "there is an installation already, and its root key {} is not there: set root_key to where it is, or bring it back from its recovery sheet with `throughcare root-key recover`",
            path.display()
        )),
        RootPlace::File(path) => root_file::read_or_make(path, &Chance::System, may_make)
            .map(|(root, _)| root)
            .map_err(|e| e.to_string()),
        RootPlace::Credential(name) => {
            let folder = std::env::var_os("CREDENTIALS_DIRECTORY").ok_or_else(|| {
                format!("root_key is credential:{name}, but systemd hands no credentials over: add LoadCredentialEncrypted={name} to the unit")
            })?;
            let path = PathBuf::from(folder).join(name);
            let text = std::fs::read_to_string(&path)
                .map_err(|e| format!("root_key: the credential {name} cannot be read: {e}"))?;
            root_file::parse(&text).map_err(|e| e.to_string())
        }
        RootPlace::Environment(name) => {
            let text = std::env::var(name)
                .map_err(|_| format!("root_key: the environment variable {name} is not set: make a key with `throughcare root-key make`"))?;
            root_file::parse(&text).map_err(|e| e.to_string())
        }
    }
}

/// The recovery sheet, to be copied on paper.
pub fn sheet(root: &Root) -> String {
    let words = root.words();
    let words: Vec<&str> = words.split(' ').collect();
    let mut rows = String::new();
    for row in 0..words.len().div_ceil(4) {
        for column in 0..4 {
            if let Some(word) = words.get(row * 4 + column) {
                rows += &format!("{:>4}. {word:<10}", row * 4 + column + 1);
            }
        }
        rows = rows.trim_end().to_owned() + "\n";
    }
    format!(
        "RECOVERY KEY no. {} - shown this once. Write it on paper, twice, and keep the sheets in two safe places.\n\
         Whoever has these words and the data can read everything. Without them, and without the root key,\n\
         nobody can read anything ever again.\n\n{rows}",
        root.epoch
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_read_back_as_it_was_printed() {
        let root = Root::new(1, Key::fresh(&Chance::seeded(4)));
        let sheet = sheet(&root);
        let (_, rows) = sheet.split_once("again.").expect("has rows");
        let back = Root::from_words(1, &unnumbered(rows)).expect("are its words");
        assert_eq!(back.key().bytes(), root.key().bytes());
    }
}
