//! The log, on standard error: ids and durations, never names, notes or search words.

use crate::config::{Level, LogFormat};
use tracing_subscriber::EnvFilter;

/// Begins to log. What libraries say is kept to warnings.
pub fn begin(level: Level, format: LogFormat) {
    let filter = match level {
        Level::Error => EnvFilter::new("error"),
        level => EnvFilter::new(format!("warn,throughcare={}", level.word())),
    };
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(filter);
    // A second call finds the first one's: tests share a process.
    let _ = match format {
        LogFormat::Plain => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
}
