//! Reads every message file and writes the typed functions of `Words`.
//! A mistake in a message file ends the build and names file and line.

mod message;
mod pseudo;
mod read;
mod write;

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

fn main() {
    println!("cargo::rerun-if-changed=messages");
    println!("cargo::rerun-if-changed=build");
    let sources = match sources_below(Path::new("messages/en")) {
        Ok(sources) => sources,
        Err(error) => stop(&[format!("the message files cannot be read: {error}")]),
    };
    let messages = match read::read(&sources) {
        Ok(messages) => messages,
        Err(mistakes) => stop(&mistakes),
    };
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    if let Err(error) = fs::write(folder.join("messages.rs"), write::rust(&messages)) {
        stop(&[format!(
            "the generated functions cannot be written: {error}"
        )]);
    }
}

/// All message files of one language, in a stable order.
fn sources_below(folder: &Path) -> io::Result<Vec<read::Source>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    let mut sources = Vec::new();
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            sources.extend(sources_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "ftl") {
            let text = fs::read_to_string(&path)?;
            let path = path.to_string_lossy().replace('\\', "/");
            sources.push(read::Source { path, text });
        }
    }
    Ok(sources)
}

fn stop(mistakes: &[String]) -> ! {
    for mistake in mistakes {
        println!("cargo::error={mistake}");
    }
    process::exit(1)
}
