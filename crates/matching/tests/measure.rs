//! Measures, on a labelled set outside the tree, how many true pairs the keys gather and the
//! comparison holds to be strong. Run with the paths of CSV files, joined by colons, in
//! `THROUGHCARE_LABELLED_DATA` and `--nocapture`; without it there is nothing to measure.
//! Shape: prints and asserts nothing; a number here is a measurement, not a promise.

use std::collections::{BTreeMap, BTreeSet};
use throughcare_matching::{Birth, Identity, Strength, compare, index_keys, query_keys};

struct Labelled {
    identity: Identity,
    cluster: String,
}

#[test]
fn gathering_is_measured_on_labelled_data() {
    let Ok(paths) = std::env::var("THROUGHCARE_LABELLED_DATA") else {
        return;
    };
    for path in paths.split(':') {
        let text = std::fs::read_to_string(path).expect("the labelled file can be read");
        measure(path, &records(&text));
    }
}

/// Reads `first_name,surname,dob,city,cluster` or `given_name,surname,date_of_birth,suburb,rec_id`,
/// found by their headings. Quoted cells are not expected.
fn records(text: &str) -> Vec<Labelled> {
    let mut lines = text.lines();
    let headings = cells(lines.next().unwrap_or_default());
    let column = |names: [&str; 2]| {
        let found = headings.iter().position(|heading| names.contains(heading));
        found.expect("a known heading")
    };
    let given = column(["first_name", "given_name"]);
    let family = column(["surname", "family_name"]);
    let birth = column(["dob", "date_of_birth"]);
    let place = column(["city", "suburb"]);
    let cluster = column(["cluster", "rec_id"]);
    lines
        .map(cells)
        .map(|row| Labelled {
            identity: Identity {
                names: vec![format!("{} {}", row[given], row[family])],
                birth: day(row[birth]),
                place: Some(row[place].to_owned()),
            },
            cluster: cluster_of(row[cluster]),
        })
        .collect()
}

fn cells(line: &str) -> Vec<&str> {
    line.split(',').map(str::trim).collect()
}

/// "7" as it is; the number in "rec-7-dup-1".
fn cluster_of(cell: &str) -> String {
    let number = cell.strip_prefix("rec-").unwrap_or(cell);
    number.split('-').next().unwrap_or(number).to_owned()
}

fn day(written: &str) -> Birth {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        8 => Birth::Day {
            year: digits[..4].parse().unwrap_or(0),
            month: digits[4..6].parse().unwrap_or(0),
            day: digits[6..].parse().unwrap_or(0),
        },
        _ => Birth::Unknown,
    }
}

#[derive(Default)]
struct Tally {
    pairs: usize,
    gathered_by_tier: [usize; 5],
    strong: usize,
    weak: usize,
    with_others: usize,
    found_any: usize,
    found_strong: usize,
    candidates_by_tier: [usize; 5],
    strong_shown: usize,
    weak_shown: usize,
}

fn measure(path: &str, records: &[Labelled]) {
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, record) in records.iter().enumerate() {
        for key in index_keys(&record.identity) {
            index.entry(key.text).or_default().push(number);
        }
    }
    let tokens: usize = index.values().map(Vec::len).sum();
    let mut tally = Tally::default();
    for number in 0..records.len() {
        search(records, &index, number, &mut tally);
    }
    report(path, records.len(), tokens, &tally);
}

/// Looks one record up among the others.
fn search(
    records: &[Labelled],
    index: &BTreeMap<String, Vec<usize>>,
    number: usize,
    tally: &mut Tally,
) {
    let sought = &records[number];
    let cluster: BTreeSet<usize> = (0..records.len())
        .filter(|other| *other != number && records[*other].cluster == sought.cluster)
        .collect();
    let mut gathered = BTreeSet::new();
    for (tier, keys) in query_keys(&sought.identity).iter().enumerate() {
        for key in keys {
            gathered.extend(index.get(&key.text).into_iter().flatten().copied());
        }
        gathered.remove(&number);
        tally.gathered_by_tier[tier] += gathered.intersection(&cluster).count();
        tally.candidates_by_tier[tier] += gathered.len();
    }
    let judged = |strength| {
        let of_strength = gathered.iter().copied().filter(move |other| {
            compare(&sought.identity, &records[*other].identity).strength() == strength
        });
        of_strength.collect::<BTreeSet<usize>>()
    };
    let (strong, weak) = (judged(Strength::Strong), judged(Strength::Weak));
    tally.pairs += cluster.len();
    tally.with_others += usize::from(!cluster.is_empty());
    tally.found_any += usize::from(!gathered.is_disjoint(&cluster));
    tally.found_strong += usize::from(!strong.is_disjoint(&cluster));
    tally.strong += strong.intersection(&cluster).count();
    tally.weak += weak.intersection(&cluster).count();
    tally.strong_shown += strong.len();
    tally.weak_shown += weak.len();
}

fn report(path: &str, records: usize, tokens: usize, tally: &Tally) {
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let file = path.rsplit('/').next().unwrap_or(path);
    println!(
        "{file}: {records} records, {:.1} keys each",
        share(tokens, records)
    );
    for (tier, gathered) in tally.gathered_by_tier.iter().enumerate() {
        println!(
            "  tiers 0-{tier}: {:.4} of true pairs gathered, {:.1} candidates a search",
            share(*gathered, tally.pairs),
            share(tally.candidates_by_tier[tier], records),
        );
    }
    println!(
        "  of true pairs strong {:.4}, weak {:.4}; shown a search: strong {:.2}, weak {:.2}",
        share(tally.strong, tally.pairs),
        share(tally.weak, tally.pairs),
        share(tally.strong_shown, records),
        share(tally.weak_shown, records),
    );
    println!(
        "  searches that gather one of theirs {:.4}, strong {:.4}",
        share(tally.found_any, tally.with_others),
        share(tally.found_strong, tally.with_others),
    );
}
