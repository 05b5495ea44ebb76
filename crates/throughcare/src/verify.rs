//! Checking the audit chain from outside, and taking it away as a plain file.

use crate::config::PlaceFlags;
use crate::programme::house;
use clap::Args;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use throughcare_store::audit::checkpoint;
use throughcare_store::audit::verify::{Report, verify};
use throughcare_store::{Error, House};

#[derive(Args)]
pub struct Options {
    /// One JSON object
    #[arg(long)]
    json: bool,
    /// Write every entry and every checkpoint to a new file, one JSON object a line; it holds no contents
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    #[command(flatten)]
    flags: PlaceFlags,
}

/// 0 where the chain is sound, 1 where something was found, 2 where it could not be checked.
pub fn run(options: &Options) -> ExitCode {
    match checked(options) {
        Ok(report) => {
            if options.json {
                println!("{}", as_json(&report));
            } else {
                println!("{}", in_words(&report));
            }
            ExitCode::from(u8::from(!report.sound()))
        }
        Err(words) => {
            eprintln!("throughcare: {words}");
            ExitCode::from(2)
        }
    }
}

fn checked(options: &Options) -> Result<Report, String> {
    let house = house(&options.flags)?;
    match &options.export {
        None => verify(&house, |_| Ok(())).map_err(|e| e.to_string()),
        Some(path) => export(&house, path),
    }
}

fn export(house: &House, path: &PathBuf) -> Result<Report, String> {
    let failed = |e: std::io::Error| format!("{} cannot be written: {e}", path.display());
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed)?;
    let mut file = BufWriter::new(file);
    let kept = checkpoint::list_newest(house, i64::MAX).map_err(|e| e.to_string())?;
    let report = verify(house, |entry| {
        let line = serde_json::json!({ "entry": entry });
        writeln!(file, "{line}").map_err(|e| Error::Unwritable(e.to_string()))
    })
    .map_err(|e| format!("{}: {e}", path.display()))?;
    for checkpoint in kept.iter().rev() {
        let line = serde_json::json!({ "checkpoint": checkpoint.note });
        writeln!(file, "{line}").map_err(failed)?;
    }
    let line = serde_json::json!({ "key": report.key });
    writeln!(file, "{line}").map_err(failed)?;
    file.flush().map_err(failed)?;
    Ok(report)
}

fn as_json(report: &Report) -> serde_json::Value {
    let findings: Vec<serde_json::Value> = report
        .findings
        .iter()
        .map(|finding| {
            let mut value = serde_json::to_value(finding).unwrap_or_default();
            if let Some(object) = value.as_object_mut() {
                object.insert("words".into(), finding.to_string().into());
            }
            value
        })
        .collect();
    serde_json::json!({
        "sound": report.sound(),
        "streams": report.streams,
        "entries": report.entries,
        "checkpoints": report.checkpoints,
        "covered_until": report.covered_until.map(|at| at.stamp()),
        "not_covered": report.not_covered,
        "findings": findings,
        "further": report.further,
        "key": report.key,
    })
}

fn in_words(report: &Report) -> String {
    let mut lines = Vec::new();
    let seen = format!(
        "{} in {}",
        counted(report.entries, "entry", "entries"),
        counted(report.streams, "stream", "streams")
    );
    if report.sound() {
        lines.push(format!("The audit chain is sound: {seen}."));
    } else {
        lines.push(format!(
            "THE AUDIT CHAIN IS NOT SOUND. Read were {seen}. Found:"
        ));
        lines.extend(report.findings.iter().map(|f| format!("  {f}")));
        if report.further > 0 {
            lines.push(format!("  and {} more", report.further));
        }
    }
    lines.push(match report.covered_until {
        None => "No checkpoint has been signed yet: the chain alone speaks for itself.".into(),
        Some(until) => format!(
            "{}, the newest up to {}; {} later than that.",
            counted(report.checkpoints, "checkpoint", "checkpoints"),
            until.stamp(),
            match report.not_covered {
                0 => "nothing is".to_owned(),
                1 => "1 entry is".to_owned(),
                n => format!("{n} entries are"),
            }
        ),
    });
    lines.push(format!("Checkpoints are signed by {}", report.key));
    lines.join("\n")
}

fn counted(n: i64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
