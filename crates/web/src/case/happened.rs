//! The timeline of a case: facts as sentences, one entry for everything that was done in one act.

use super::shown::Shown;
use crate::words;
use throughcare_app::case::show::{DecisionView, TimelineEntry};
use throughcare_domain::case::{ModeratorKind, ParticipantRole};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::reason::ReasonCode;
use throughcare_domain::subject::Subject;

/// What was done in one act.
pub struct Entry {
    pub meta: String,
    /// Who may see it.
    pub sees: &'static str,
    pub sentences: Vec<Sentence>,
    /// The decisions that were taken or took effect in it, as places in the view's list.
    pub decisions: Vec<usize>,
}

/// One fact.
pub struct Sentence {
    pub text: String,
    /// The words that go with it.
    pub words: Option<String>,
}

impl Shown {
    pub fn decision(&self, place: &usize) -> &DecisionView {
        &self.view.decisions[*place]
    }
}

/// The entries, newest first.
pub fn entries(shown: &Shown, only_decisions: bool) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    let mut last = None;
    for one in &shown.view.timeline {
        let act = (one.line.subject, one.line.recorded_at, one.line.account);
        if last != Some(act) {
            last = Some(act);
            entries.push(Entry {
                meta: meta(shown, one),
                sees: sees(shown, one.line.subject),
                sentences: Vec::new(),
                decisions: Vec::new(),
            });
        }
        let Some(entry) = entries.last_mut() else {
            continue;
        };
        entry.sentences.push(Sentence {
            text: sentence(shown, one),
            words: one.words.clone(),
        });
        if let Some(place) = decision(shown, one).filter(|place| !told.contains(place)) {
            told.push(place);
            entry.decisions.push(place);
        }
    }
    // Within one act in the order in which it was done.
    for entry in &mut entries {
        entry.sentences.reverse();
    }
    entries.retain(|e| !only_decisions || !e.decisions.is_empty());
    entries
}

/// When, and by whom; both times where it was recorded on another day than it happened.
fn meta(shown: &Shown, one: &TimelineEntry) -> String {
    let (t, clock, line) = (shown.t, &shown.clock, &one.line);
    let by = match (&one.by, line.actor_kind.as_str()) {
        (Some(name), _) => match line.role {
            Some(role) => format!("{name}, {}", words::role(t, role)),
            None => name.clone(),
        },
        (None, "clock") => t.case_happened_by_clock().to_owned(),
        (None, "public_form") => t.case_happened_by_form().to_owned(),
        (None, _) => t.case_happened_by_operator().to_owned(),
    };
    if clock.day_of(&line.happened_at) == clock.day_of(&line.recorded_at) {
        t.case_happened_meta(by, clock.at(&line.happened_at))
    } else {
        t.case_happened_recorded(
            shown.day(&line.happened_at),
            by,
            clock.at(&line.recorded_at),
        )
    }
}

fn sees(shown: &Shown, subject: Subject) -> &'static str {
    match subject {
        Subject::Enquiry(_) => shown.t.case_sees_helpline(),
        Subject::Referral(_) => shown.t.case_sees_referral(),
        _ => shown.t.case_sees_case(),
    }
}

/// The decision that a fact is about.
fn decision(shown: &Shown, one: &TimelineEntry) -> Option<usize> {
    let decides = matches!(
        one.line.kind.as_str(),
        "identify.screening-proposed"
            | "identify.screening-decided"
            | "identify.information-awaited"
            | "case.adoption-proposed"
            | "case.adoption-fell"
            | "case.adopted"
            | "case.closed"
    );
    let about = one.line.about.filter(|_| decides)?;
    let id = DecisionId::from_bits(about);
    shown
        .view
        .decisions
        .iter()
        .position(|d| d.decision.id == id)
}

fn sentence(shown: &Shown, one: &TimelineEntry) -> String {
    let (t, line) = (shown.t, &one.line);
    let (kind, code) = (line.kind.as_str(), line.code.as_deref());
    if let Some(name) = &one.whom
        && let Some(text) = words::happened::named(t, kind, name)
    {
        return text;
    }
    if let Some(until) = line.until
        && let Some(text) = words::happened::dated(t, kind, &shown.clock.at(&until))
    {
        return text;
    }
    if taken_back(shown, one) {
        return t.happened_proposal_taken_back().to_owned();
    }
    coded(shown, one).unwrap_or_else(|| words::happened::plain(t, kind, code))
}

/// Whether a proposal fell because whoever made it took it back, before anybody answered.
fn taken_back(shown: &Shown, one: &TimelineEntry) -> bool {
    let fell = matches!(
        one.line.kind.as_str(),
        "case.adoption-fell" | "identify.proposal-fell"
    );
    let about = one.line.about.filter(|_| fell).map(DecisionId::from_bits);
    let decisions = shown.view.decisions.iter();
    decisions
        .filter(|d| Some(d.decision.id) == about)
        .flat_map(|d| &d.looks)
        .any(|(look, ..)| look.taken_back_at.is_some())
}

/// Sentences that say what was chosen, with what the page knows of it.
fn coded(shown: &Shown, one: &TimelineEntry) -> Option<String> {
    let line = &one.line;
    let code = line.code.as_deref()?;
    Some(match line.kind.as_str() {
        "identify.deconflicted" => {
            let what = words::happened::plain(shown.t, &line.kind, Some(code));
            let again = shown.day(&line.until?);
            shown.t.happened_deconflicted_again(again, what)
        }
        "case.participant-joined" => joined(shown, line.about, code)?,
        "case.moderator-set" => moderator(shown, line.about, code)?,
        "house.clock-redated" | "house.clock-waived" => moved(shown, one, code)?,
        _ => return None,
    })
}

fn joined(shown: &Shown, about: Option<i64>, code: &str) -> Option<String> {
    let t = shown.t;
    let role = words::case::role(t, ParticipantRole::from_code(code).ok()?);
    let found = shown
        .view
        .participants
        .iter()
        .find(|p| Some(p.id.bits()) == about && !p.described.is_empty());
    Some(match found {
        Some(participant) => {
            t.happened_participant_joined(format!("{}, {role}", participant.described))
        }
        None => t.happened_participant_joined(role),
    })
}

fn moderator(shown: &Shown, about: Option<i64>, code: &str) -> Option<String> {
    let t = shown.t;
    let kind = words::case::kind(t, ModeratorKind::from_code(code).ok()?);
    let found = shown
        .view
        .moderators
        .iter()
        .find(|m| Some(m.id.bits()) == about);
    Some(match found {
        Some(set) => t.happened_moderator_set_to(shown.clock.on(set.from), kind, shown.value(set)),
        None => t.happened_moderator_set(kind),
    })
}

/// A new date or a waiver, with which clock it was about.
fn moved(shown: &Shown, one: &TimelineEntry, code: &str) -> Option<String> {
    let t = shown.t;
    let reason = words::reason::reason(t, ReasonCode::from_code(code).ok()?);
    let rows = shown.view.missing.iter().chain(&shown.view.settled);
    let row = rows
        .map(|e| &e.expectation)
        .find(|e| Some(e.id.bits()) == one.line.about)?;
    let what = words::clock(t, &row.clock).to_string();
    Some(match one.line.until {
        Some(until) => t.happened_clock_redated(reason, what, shown.day(&until)),
        None => t.happened_clock_waived(reason, what),
    })
}
