//! From facts to rows. Facts are read in the order in which they were recorded, so that what is typed in
//! later can settle a row, earlier or later, but never unmake one.

use super::{Expectation, Outcome, Standards, expectation_id};
use crate::calendar::Due;
use crate::code::Code;
use crate::fact::FactLine;
use crate::id::*;
use crate::moment::Moment;
use crate::programme::clock::{Clock, FactName};
use crate::reason::ReasonCode;
use crate::subject::Subject;
use std::cmp::Ordering;

/// What is expected of a subject, by every version of its programme's standards, from its facts.
/// Shape: one row for each time that a clock began; sorted by anchor, clock and version. `standards` in the
/// order in which they came into force. The facts may come in any order.
pub fn expectations(
    subject: Subject,
    facts: &[FactLine],
    standards: &[Standards],
) -> Vec<Expectation> {
    let mut keys: Vec<&str> = standards
        .iter()
        .flat_map(|s| s.clocks.iter().map(|c| c.key.as_str()))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let mut rows: Vec<Expectation> = keys
        .into_iter()
        .flat_map(|key| Course::of(subject, key, facts, standards).finish(facts))
        .collect();
    rows.sort_by(|a, b| (a.anchor, &a.clock, a.version).cmp(&(b.anchor, &b.clock, b.version)));
    rows
}

/// One row while it is made.
struct Running<'a> {
    clock: &'a Clock,
    standards: &'a Standards,
    anchor: &'a FactLine,
    due: Due,
    /// When this version took the row over from an earlier one.
    taken_over: Option<Moment>,
    superseded: Option<(Moment, i64)>,
    /// The ids of this row under every version: a new date or a waiver may name any of them.
    ids: Vec<i64>,
}

/// All rows of one clock, through all versions of the standards.
struct Course<'a> {
    subject: Subject,
    rows: Vec<Running<'a>>,
}

impl<'a> Course<'a> {
    fn of(
        subject: Subject,
        key: &str,
        facts: &'a [FactLine],
        standards: &'a [Standards],
    ) -> Course<'a> {
        let mut course = Course {
            subject,
            rows: Vec::new(),
        };
        for (place, version) in standards.iter().enumerate() {
            let clock = version
                .clocks
                .iter()
                .find(|c| c.key == key && applies(c, subject));
            let from = version.in_force_from;
            if place > 0 {
                course.supersede(clock, version, facts, standards);
            }
            let Some(clock) = clock else { continue };
            let until = standards.get(place + 1).map(|next| next.in_force_from);
            let lines = in_order(
                clock,
                facts
                    .iter()
                    .filter(|f| until.is_none_or(|end| f.recorded_at < end)),
            );
            for (at, line) in lines.iter().enumerate() {
                if place == 0 || line.recorded_at >= from {
                    course.begin(clock, version, line, &lines[..=at], standards);
                }
            }
        }
        course
    }

    /// Opens a row where a fact sets the clock going and it does not run already.
    fn begin(
        &mut self,
        clock: &'a Clock,
        version: &'a Standards,
        line: &'a FactLine,
        so_far: &[&FactLine],
        standards: &[Standards],
    ) {
        if !clock.after.iter().any(|name| name.names(line)) {
            return;
        }
        let running = self
            .rows
            .last()
            .is_some_and(|row| row.superseded.is_none() && row.outcome(so_far).open());
        if running && !clock.each {
            return;
        }
        let due = version
            .calendar
            .due(line.happened_at, clock.within, line.until);
        let Some(due) = due else { return };
        let ids = standards
            .iter()
            .map(|s| expectation_id(self.subject, &clock.key, line.seq, s.version).bits())
            .collect();
        self.rows.push(Running {
            clock,
            standards: version,
            anchor: line,
            due,
            taken_over: None,
            superseded: None,
            ids,
        });
    }

    /// A new version comes into force: what is open and changes with it is judged by it from then on, in a
    /// row of its own, and the old row stays. Nobody becomes late by a rule that did not yet exist.
    fn supersede(
        &mut self,
        clock: Option<&'a Clock>,
        version: &'a Standards,
        facts: &'a [FactLine],
        standards: &[Standards],
    ) {
        let from = version.in_force_from;
        let before = || facts.iter().filter(|f| f.recorded_at < from);
        let mut open = Course {
            subject: self.subject,
            rows: Vec::new(),
        };
        if let Some(clock) = clock {
            let lines = in_order(clock, before());
            for (at, line) in lines.iter().enumerate() {
                open.begin(clock, version, line, &lines[..=at], standards);
            }
            open.rows.retain(|row| row.outcome(&lines).open());
        }
        let mut due_before: Vec<(i64, Moment)> = Vec::new();
        for row in &mut self.rows {
            let lines = in_order(row.clock, before());
            if row.superseded.is_some() || !row.outcome(&lines).open() {
                continue;
            }
            let same = open
                .rows
                .iter()
                .position(|new| new.anchor.seq == row.anchor.seq);
            let unchanged = same.is_some_and(|new| {
                let new = &open.rows[new];
                new.clock == row.clock && new.natural_due() == row.natural_due()
            });
            if let (true, Some(place)) = (unchanged, same) {
                open.rows.remove(place);
            } else {
                due_before.push((row.anchor.seq, row.due.at));
                row.superseded = Some((from, version.version));
            }
        }
        for mut row in open.rows {
            row.taken_over = Some(from);
            let old = due_before.iter().find(|(seq, _)| *seq == row.anchor.seq);
            row.due = row.fair_due(from, old.map(|(_, at)| *at));
            self.rows.push(row);
        }
    }

    fn finish(self, facts: &[FactLine]) -> Vec<Expectation> {
        let mut sorted_for: Option<&Clock> = None;
        let mut lines: Vec<&FactLine> = Vec::new();
        let mut finished = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            if sorted_for.is_none_or(|clock| !std::ptr::eq(clock, row.clock)) {
                lines = in_order(row.clock, facts.iter());
                sorted_for = Some(row.clock);
            }
            finished.push(row.finish(self.subject, &lines));
        }
        finished
    }
}

impl Running<'_> {
    fn natural_due(&self) -> Option<Due> {
        self.standards.calendar.due(
            self.anchor.happened_at,
            self.clock.within,
            self.anchor.until,
        )
    }

    /// The due time under a version that came while the clock ran: counted from the anchor, but no earlier than
    /// what was due before, or than the new time counted from the new version, whichever is sooner.
    fn fair_due(&self, from: Moment, old: Option<Moment>) -> Due {
        let calendar = &self.standards.calendar;
        let Some(fresh) = calendar.due(from, self.clock.within, self.anchor.until) else {
            return self.due;
        };
        let floor = match old {
            Some(old) if old < fresh.at => Due {
                at: old,
                on: fresh.on.map(|_| calendar.day(old)),
            },
            _ => fresh,
        };
        if self.due.at >= floor.at {
            self.due
        } else {
            floor
        }
    }

    /// Whether a fact came after the anchor. What happened earlier on the same day and was typed in later is
    /// taken to have come after, since people often know the day and not the hour.
    fn after_anchor(&self, line: &FactLine) -> bool {
        let anchor = self.anchor;
        if line.seq == anchor.seq {
            return false;
        }
        if self.clock.after.iter().any(|name| name.names(line)) {
            return (line.happened_at, line.seq) > (anchor.happened_at, anchor.seq);
        }
        let calendar = &self.standards.calendar;
        line.happened_at >= anchor.happened_at
            || (line.recorded_at >= anchor.recorded_at
                && calendar.day(line.happened_at) == calendar.day(anchor.happened_at))
    }

    fn meets(&self, name: &FactName, line: &FactLine) -> bool {
        if !name.names(line) || line.seq == self.anchor.seq {
            return false;
        }
        if self.clock.each && line.about != self.anchor.about {
            return false;
        }
        let matched = self.clock.each && self.anchor.about.is_some();
        matched || self.clock.earlier_counts || self.after_anchor(line)
    }

    fn met(&self, lines: &[&FactLine]) -> Option<(Moment, Moment)> {
        let first = |name: &FactName| {
            lines
                .iter()
                .filter(|line| self.meets(name, line))
                .map(|line| (line.happened_at, line.recorded_at))
                .min()
        };
        let found = self.clock.expect.iter().map(first);
        if self.clock.all {
            // Done when the last of them was done, on record when the last of them was.
            found.reduce(|a, b| {
                let ((a, b), (c, d)) = (a?, b?);
                Some((a.max(c), b.max(d)))
            })?
        } else {
            found.flatten().min()
        }
    }

    fn waived<'b>(&self, lines: &[&'b FactLine]) -> Option<&'b FactLine> {
        lines
            .iter()
            .filter(|line| line.kind == "house.clock-waived" && self.is_about_this(line))
            .min_by_key(|line| (line.happened_at, line.seq))
            .copied()
    }

    fn is_about_this(&self, line: &FactLine) -> bool {
        line.about.is_some_and(|about| self.ids.contains(&about))
    }

    /// What settled the row, of what is known in these lines: whichever came first.
    fn outcome(&self, lines: &[&FactLine]) -> Outcome {
        let met = self.met(lines).map(|(done_at, recorded_at)| Outcome::Met {
            done_at,
            recorded_at,
        });
        let ended = lines
            .iter()
            .filter(|line| self.clock.ends.iter().any(|name| name.names(line)))
            .filter(|line| self.after_anchor(line))
            .map(|line| line.happened_at)
            .min()
            .map(|at| Outcome::Ended { at });
        let waived = self.waived(lines).map(|line| Outcome::Waived {
            at: line.happened_at,
            by: line.actor,
            reason: reason(line),
        });
        [met, ended, waived]
            .into_iter()
            .flatten()
            .min_by_key(Outcome::settled_at)
            .unwrap_or(Outcome::Open)
    }

    fn finish(&self, subject: Subject, lines: &[&FactLine]) -> Expectation {
        let outcome = match self.superseded {
            Some((at, by)) => Outcome::Superseded { at, by },
            None => self.outcome(lines),
        };
        let known_until = match outcome {
            Outcome::Open => None,
            Outcome::Met { recorded_at, .. } => Some(recorded_at),
            Outcome::Ended { at } | Outcome::Waived { at, .. } | Outcome::Superseded { at, .. } => {
                Some(at)
            }
        };
        let mut due = self.due;
        let mut redated = 0;
        let mut redated_because = None;
        for line in lines {
            let counts = line.kind == "house.clock-redated" && self.is_about_this(line);
            let (true, Some(until)) = (counts, line.until) else {
                continue;
            };
            if known_until.is_some_and(|end| line.recorded_at >= end) {
                continue;
            }
            let carried = self.taken_over.is_some_and(|from| line.recorded_at < from);
            due = Due {
                at: if carried { until.max(due.at) } else { until },
                on: due.on,
            };
            redated += 1;
            redated_because = reason(line);
        }
        let calendar = &self.standards.calendar;
        Expectation {
            id: expectation_id(
                subject,
                &self.clock.key,
                self.anchor.seq,
                self.standards.version,
            ),
            clock: self.clock.key.clone(),
            version: self.standards.version,
            anchor: self.anchor.seq,
            about: self.anchor.about,
            anchored_at: self.anchor.happened_at,
            first_due_at: self.due.at,
            due_at: due.at,
            due_on: due.on.map(|_| calendar.day(due.at)),
            escalates_at: self.clock.escalates_at(due.at, calendar),
            duty: self.clock.duty,
            redated,
            redated_because,
            outcome,
        }
    }
}

fn applies(clock: &Clock, subject: Subject) -> bool {
    clock.on.is_empty() || clock.on.iter().any(|kind| kind == subject.kind())
}

fn reason(line: &FactLine) -> Option<ReasonCode> {
    ReasonCode::from_code(line.code.as_deref()?).ok()
}

/// The lines that a clock looks at, in the order in which they were recorded. What was recorded at the same
/// time stands in an order of its own, so that the order within one transaction makes no difference:
/// as it happened, and at the same instant beginnings before what they wait for.
fn in_order<'a>(clock: &Clock, lines: impl Iterator<Item = &'a FactLine>) -> Vec<&'a FactLine> {
    let rank = |line: &FactLine| {
        let begins = clock.after.iter().any(|name| name.names(line));
        let settles = clock
            .expect
            .iter()
            .chain(&clock.ends)
            .any(|name| name.names(line));
        match (begins, settles) {
            (true, false) => Some(0),
            (false, true) => Some(1),
            (true, true) => Some(2),
            (false, false) if line.kind.starts_with("house.clock-") => Some(1),
            (false, false) => None,
        }
    };
    let mut ranked: Vec<(i32, &FactLine)> = lines.filter_map(|l| Some((rank(l)?, l))).collect();
    ranked.sort_by(|(a, x), (b, y)| -> Ordering {
        (x.recorded_at, x.happened_at, a, x.seq).cmp(&(y.recorded_at, y.happened_at, b, y.seq))
    });
    ranked.into_iter().map(|(_, line)| line).collect()
}
