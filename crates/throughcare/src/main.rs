//! The command line: serve an installation, or make and serve a demonstration.

mod demo;
mod serve;

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
    /// Make a demonstration with invented people, and serve it on this machine only
    Demo(demo::Options),
    /// List every route with its method, component and row of the policy table
    Routes {
        /// One JSON array
        #[arg(long)]
        json: bool,
    },
}

fn main() -> ExitCode {
    let line = Line::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("THROUGHCARE_LOG")
                .unwrap_or_else(|_| "warn".into()),
        )
        .init();
    let done = match line.command {
        Command::Demo(options) => demo::run(&options),
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
    if json {
        println!(
            "{}",
            serde_json::to_string_pretty(&lines).map_err(|e| e.to_string())?
        );
        return Ok(());
    }
    for line in lines {
        println!(
            "{:4} {:48} {:10} {:8} {}",
            line.method,
            line.path,
            line.component,
            line.look,
            line.policy.unwrap_or(line.gate)
        );
    }
    Ok(())
}
