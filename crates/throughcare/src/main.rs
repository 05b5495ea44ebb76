//! The command line: serve an installation, set it up, check it; or make and serve a demonstration.

mod config;
mod demo;
mod first_run;
mod installation;
mod lock;
mod log;
mod password;
mod programme;
mod root;
mod serve;
mod staff;
mod verify;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "throughcare",
    version,
    about = "Case management for programmes that help people leave, or never enter, violent extremism"
)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve an installation; the first run sets it up
    Serve(installation::Options),
    /// Make a demonstration with invented people, and serve it on this machine only
    Demo(demo::Options),
    /// Add people who sign in
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Add programmes
    #[command(subcommand)]
    Programme(programme::Programme),
    /// Check the audit chain: is every entry there, as it was written and signed?
    Verify(verify::Options),
    /// Make a root key, or bring one back from its recovery sheet
    #[command(subcommand)]
    RootKey(root::RootKey),
    /// List every route with its method, component and row of the policy table
    Routes {
        /// One JSON array
        #[arg(long)]
        json: bool,
    },
}

fn main() -> ExitCode {
    let done = match Line::parse().command {
        Command::Serve(options) => installation::run(&options),
        Command::Demo(options) => demo::run(&options),
        Command::Staff(staff) => staff::run(&staff),
        Command::Programme(programme) => programme::run(&programme),
        Command::Verify(options) => return verify::run(&options),
        Command::RootKey(key) => root::run(&key),
        Command::Routes { json } => routes(json),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("throughcare: {words}");
            ExitCode::FAILURE
        }
    }
}

fn routes(json: bool) -> Result<(), String> {
    let lines = throughcare_web::lines();
    let text = match json {
        true => serde_json::to_string_pretty(&lines).map_err(|e| e.to_string())? + "\n",
        false => lines
            .iter()
            .map(|line| {
                format!(
                    "{:4} {:48} {:10} {:8} {}\n",
                    line.method,
                    line.path,
                    line.component,
                    line.look,
                    line.policy.unwrap_or(line.gate)
                )
            })
            .collect(),
    };
    print(&text)
}

/// Writes to standard output. Whoever stops reading early, as `head` does, has seen enough.
fn print(text: &str) -> Result<(), String> {
    use std::io::Write;
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}
