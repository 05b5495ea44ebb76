//! The work list, the overdue page and what is missing: all read from the expectations.

use crate::Refusal;
use crate::case::show::{Expected, Names, judged};
use crate::refusal::NoRule;
use std::sync::Arc;
use throughcare_domain::expectation::{Expectation, RedateRefusal, Standards, Standing};
use throughcare_domain::fact::HouseFact;
use throughcare_domain::id::*;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::policy::Action;
use throughcare_domain::programme::clock::Clock;
use throughcare_domain::reason::ReasonCode;
use throughcare_domain::subject::Subject;
use throughcare_store::access::{self, Near, Visible};
use throughcare_store::expectation::{self as table, ExpectedRow};
use throughcare_store::label::{self, SafeContactLine};
use throughcare_store::ownership::Carried;
use throughcare_store::programme::Adopted;
use throughcare_store::waiting::{self, NewsRow, WaitingFor, WaitingRow};
use throughcare_store::{Tx, ownership, programme, remark};

/// How many rows a list of what is expected shows.
const MOST: i64 = 200;
/// The clock of agreed calls: it stands with the day's work until the call is settled.
pub const AGREED_CALL: &str = "agreed-call";
/// The clock of promises: each stands on its enquiry's page in its own words.
pub const PROMISE_TO_CALLER: &str = "promise-to-caller";

/// One line of a list of what is expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkRow {
    pub subject: Subject,
    pub reference: String,
    pub expected: Expected,
    pub owner: AccountId,
    pub owner_name: String,
    /// Whom it is about, for whoever may read that.
    pub about: Option<String>,
    pub safe_contact: Option<SafeContactLine>,
    pub may_redate: bool,
    pub may_waive: bool,
}

/// One thing that waits for somebody else, with their name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    pub row: WaitingRow,
    /// None where any colleague may answer.
    pub name: Option<String>,
}

/// What somebody owes, as the day shows it.
/// Shape: each row stands in one group; weeks end with Sunday.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WorkList {
    pub today: Vec<WorkRow>,
    pub late: Vec<WorkRow>,
    pub this_week: Vec<WorkRow>,
    pub next_week: Vec<WorkRow>,
    pub waiting: Vec<Waiting>,
    /// What the actor owns, by kind and state.
    pub carried: Vec<Carried>,
    /// What others did since yesterday about what the actor owns, each with a name where a person did it.
    pub news: Vec<(NewsRow, Option<String>)>,
}

/// The work list of this hat.
pub fn list(tx: &mut Tx<'_>) -> Result<WorkList, Refusal<NoRule>> {
    let programme: ProgrammeId = tx.actor().programme().ok_or(Refusal::NotFound)?;
    let adopted = programme::adopted(tx, programme)?;
    let calendar = &adopted.file.calendar;
    let today = adopted.today(tx.now());
    let sunday = end_of_week(today);
    let until = sunday.plus_days(7).ends(&calendar.zone);
    let rows = table::list_work(tx, until, MOST)?;
    let mut list = WorkList::default();
    for row in enriched(tx, programme, rows)? {
        let due = calendar.day(row.expected.expectation.due_at);
        let late = matches!(
            row.expected.standing,
            Standing::Overdue { .. } | Standing::Escalated { .. }
        );
        let agreed = row.expected.expectation.clock == AGREED_CALL && due == today;
        let group = match () {
            () if due == today && (agreed || !late) => &mut list.today,
            () if late => &mut list.late,
            () if due <= sunday => &mut list.this_week,
            () => &mut list.next_week,
        };
        group.push(row);
    }
    list.waiting = waiting(tx)?;
    list.carried = ownership::count_carried(tx)?;
    list.news = news(tx, today.plus_days(-1).begins(&calendar.zone))?;
    Ok(list)
}

/// How many lines of news a list shows.
const NEWS: i64 = 12;

fn news(tx: &mut Tx<'_>, since: Moment) -> Result<Vec<(NewsRow, Option<String>)>, Refusal<NoRule>> {
    let mut names = Names::default();
    let mut out = Vec::new();
    for row in waiting::list_news(tx, since, NEWS)? {
        let by = match row.by {
            Some(by) => Some(names.of(tx, by)?),
            None => None,
        };
        out.push((row, by));
    }
    Ok(out)
}

fn end_of_week(today: Day) -> Day {
    let past_monday = i64::from(today.date().weekday().to_monday_zero_offset());
    today.plus_days(6 - past_monday)
}

fn waiting(tx: &mut Tx<'_>) -> Result<Vec<Waiting>, Refusal<NoRule>> {
    let mut names = Names::default();
    let mut out = Vec::new();
    for row in waiting::list_waiting(tx, MOST)? {
        let by = match row.waiting_for {
            WaitingFor::OfferAnswered { by } => Some(by),
            WaitingFor::SecondLook { by, .. } => by,
        };
        let name = match by {
            Some(by) => Some(names.of(tx, by)?),
            None => None,
        };
        out.push(Waiting { row, name });
    }
    Ok(out)
}

/// What is late in the programme, longest first.
pub fn overdue(tx: &mut Tx<'_>) -> Result<Vec<WorkRow>, Refusal<NoRule>> {
    let programme: ProgrammeId = tx.actor().programme().ok_or(Refusal::NotFound)?;
    access::permit_in(tx, Action::SeeOverdue, programme)?;
    let visible = Visible::to(tx, Action::SeeOverdue);
    let rows = table::list_overdue(tx, &visible, MOST)?;
    enriched(tx, programme, rows)
}

/// Adds to each row what a page shows beside it, as far as the actor may know it.
fn enriched(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    rows: Vec<ExpectedRow>,
) -> Result<Vec<WorkRow>, Refusal<NoRule>> {
    let adopted = programme::adopted(tx, programme)?;
    let now = tx.now();
    let mut names = Names::default();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let ExpectedRow {
            programme: of,
            subject,
            reference,
            owner,
            expected,
        } = row;
        // Matching officers owe answers to other programmes too.
        let elsewhere = match of == adopted.id {
            true => None,
            false => Some(programme::adopted(tx, of)?),
        };
        let standards = &elsewhere.as_ref().unwrap_or(&adopted).standards;
        let Some(expected) = judged(expected, standards, now) else {
            continue;
        };
        let near = Near::to(tx, subject)?;
        out.push(WorkRow {
            subject,
            reference,
            about: label::find_label(tx, &near)?,
            safe_contact: label::find_safe_contact(tx, &near)?,
            may_redate: expected.redates_left > 0 && near.may(Action::RedateClock),
            may_waive: near.may(Action::WaiveClock),
            expected,
            owner,
            owner_name: names.of(tx, owner)?,
        });
    }
    Ok(out)
}

/// One clock as the page shows it on which it is given a new date, or waived.
#[derive(Clone, Debug)]
pub struct ClockView {
    pub row: WorkRow,
    /// The last day, or instant, that it may be given.
    pub latest: Option<Moment>,
    /// The coded reasons that the programme uses.
    pub reasons: Vec<ReasonCode>,
}

/// One clock, for whoever may give it a new date.
pub fn clock(tx: &mut Tx<'_>, id: ExpectationId) -> Result<ClockView, Refusal<NoRule>> {
    let opened = table::open(tx, Action::RedateClock, id)?;
    let (subject, expectation) = opened.into_inner();
    tx.view(Action::RedateClock, subject);
    let held = ownership::open(tx, Action::RedateClock, subject)?;
    let adopted = programme::adopted(tx, held.programme)?;
    let latest = judging(&adopted, &expectation).and_then(|(version, clock)| {
        let from = expectation.due_at.max(tx.now());
        let due = version.calendar.due(from, clock.redates.at_most?, None)?;
        Some(due.at)
    });
    let row = ExpectedRow {
        programme: held.programme,
        subject,
        reference: label::reference(tx, subject)?,
        owner: held.ownership.owner(),
        expected: expectation,
    };
    let row = enriched(tx, held.programme, vec![row])?.pop();
    Ok(ClockView {
        row: row.ok_or(Refusal::NotFound)?,
        latest,
        reasons: adopted.file.reasons.clone(),
    })
}

/// The version of the standards, and in it the clock, by which a row is judged.
fn judging<'a>(
    adopted: &'a Adopted,
    expectation: &Expectation,
) -> Option<(&'a Standards, &'a Clock)> {
    let version = adopted
        .standards
        .iter()
        .find(|s| s.version == expectation.version)?;
    let clock = version.clocks.iter().find(|c| c.key == expectation.clock)?;
    Some((version, clock))
}

/// Why a clock was not given a new date, or not waived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockRefusal {
    Redate(RedateRefusal),
    /// It is met, ended, waived or superseded already.
    Settled,
    /// The programme file does not use this reason.
    ReasonNotUsedHere,
}

/// Gives a clock a new date, with a coded reason. A clock that runs in days is due at the end of the day.
pub fn redate(
    mut tx: Tx<'_>,
    id: ExpectationId,
    new_due: Moment,
    reason: ReasonCode,
    words: &str,
) -> Result<(), Refusal<ClockRefusal>> {
    let opened = table::open(&mut tx, Action::RedateClock, id)?;
    let (subject, expectation) = &*opened;
    let adopted = adopted_for(&mut tx, Action::RedateClock, *subject, reason)?;
    let (version, clock) = judging(&adopted, expectation).ok_or(Refusal::NotFound)?;
    let until = match expectation.due_on {
        Some(_) => version.calendar.day(new_due).ends(&version.calendar.zone),
        None => new_due,
    };
    expectation
        .redate_allowed(clock, until, tx.now(), &version.calendar)
        .map_err(|e| Refusal::Rule(ClockRefusal::Redate(e)))?;
    let redated = HouseFact::ClockRedated {
        subject: *subject,
        expectation: id,
        until,
        reason,
        words: remark::digest(&tx, words),
    };
    let fact = remark::insert_remark(&mut tx, redated, words)?;
    Ok(tx.commit([fact])?)
}

/// Says that something is not expected any more, with a coded reason.
pub fn waive(
    mut tx: Tx<'_>,
    id: ExpectationId,
    reason: ReasonCode,
    words: &str,
) -> Result<(), Refusal<ClockRefusal>> {
    let opened = table::open(&mut tx, Action::WaiveClock, id)?;
    let (subject, expectation) = &*opened;
    adopted_for(&mut tx, Action::WaiveClock, *subject, reason)?;
    if !expectation.outcome.open() {
        return Err(Refusal::Rule(ClockRefusal::Settled));
    }
    let waived = HouseFact::ClockWaived {
        subject: *subject,
        expectation: id,
        reason,
        words: remark::digest(&tx, words),
    };
    let fact = remark::insert_remark(&mut tx, waived, words)?;
    Ok(tx.commit([fact])?)
}

/// The programme to which something belongs.
/// Errors: when the programme does not use the reason.
fn adopted_for(
    tx: &mut Tx<'_>,
    action: Action,
    subject: Subject,
    reason: ReasonCode,
) -> Result<Arc<Adopted>, Refusal<ClockRefusal>> {
    let held = ownership::open(tx, action, subject)?;
    let adopted = programme::adopted(tx, held.programme)?;
    if !adopted.file.reasons.contains(&reason) {
        return Err(Refusal::Rule(ClockRefusal::ReasonNotUsedHere));
    }
    Ok(adopted)
}
