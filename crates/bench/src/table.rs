//! The table that is printed: what was measured, and under which circumstances.

use crate::writing::Written;
use throughcare_store::House;
use throughcare_store::house::Place;

/// One act with its times. Unit: microseconds.
pub struct Line {
    pub act: String,
    pub times: Vec<u64>,
    /// What came of it, so that a fast answer that found nothing is seen.
    pub found: String,
}

pub fn heading(house: &House, cases: usize, written: &Written) {
    println!(
        "engine {:?}, {cases} cases, {} facts",
        house.dialect(),
        written.facts
    );
    println!(
        "written in {:.1} s through app's functions: {:.2} ms a case",
        written.seconds,
        written.seconds * 1000.0 / cases.max(1) as f64
    );
    println!(
        "\n{:<44} {:>9} {:>9} {:>9}  found",
        "act (milliseconds)", "p50", "p95", "p99"
    );
}

pub fn line(line: &Line) {
    let mut times = line.times.clone();
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize] as f64 / 1000.0;
    println!(
        "{:<44} {:>9.2} {:>9.2} {:>9.2}  {}",
        line.act,
        at(0.50),
        at(0.95),
        at(0.99),
        line.found
    );
}

pub fn size(place: &Place) {
    if let Place::Sqlite { file } = place {
        let bytes = |end: &str| {
            std::fs::metadata(format!("{}{end}", file.display())).map_or(0, |m| m.len())
        };
        println!(
            "\nfile {:.0} MB, log {:.0} MB",
            bytes("") as f64 / 1e6,
            bytes("-wal") as f64 / 1e6
        );
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(resident) = status.lines().find_map(|l| l.strip_prefix("VmRSS:")) {
        println!("resident memory {}", resident.trim());
    }
}
