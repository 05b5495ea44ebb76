//! What pages ask of the store, timed one by one at the size that was written.

use crate::people::Draw;
use crate::table::Line;
use crate::writing::{Written, now};
use std::fmt::Debug;
use throughcare_app::identify::{prior_contact, referral};
use throughcare_app::{Attempt, Refusal, case, run, view, work};
use throughcare_domain::account::Actor;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::SearchPurpose;
use throughcare_domain::identify::referral::LineKind;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::case::list::Which;
use throughcare_store::{House, Tx};

fn about() -> Attempt {
    Attempt::new(
        Action::SeeWork,
        Subject::Programme(ProgrammeId::from_bits(1)),
    )
}

/// Times one act, again and again; the last answer says what it found.
fn time<T>(
    act: &str,
    repeats: usize,
    mut once: impl FnMut(usize) -> Result<T, String>,
    found: impl Fn(&T) -> String,
) -> Result<Line, String> {
    let mut times = Vec::with_capacity(repeats);
    let mut last = String::new();
    for n in 0..repeats {
        let begun = now();
        let answer = once(n)?;
        times.push(begun.elapsed().as_micros() as u64);
        last = found(&answer);
    }
    Ok(Line {
        act: act.to_owned(),
        times,
        found: last,
    })
}

fn sees<T, E: Debug>(
    house: &House,
    actor: Actor,
    read: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal<E>>,
) -> Result<T, String> {
    view(house, actor, about(), read).map_err(|refusal| format!("{refusal:?}"))
}

pub fn read(house: &House, written: &Written, repeats: usize) -> Result<Vec<Line>, String> {
    let manager = written.people.manager;
    let intake = written.people.intake;
    let mut draw = Draw::new(99);
    let mut any = |most: usize| draw.below(most);
    let cases: Vec<CaseId> = (0..repeats)
        .map(|_| written.cases[any(written.cases.len())])
        .collect();
    let referrals: Vec<ReferralId> = (0..repeats)
        .map(|_| written.referrals[any(written.referrals.len())])
        .collect();
    Ok(vec![
        time(
            "case list, 50 rows",
            repeats,
            |_| {
                sees(house, manager, |tx| {
                    case::show::list(tx, Which::Open, None, 51)
                })
            },
            |rows| format!("{} rows", rows.len()),
        )?,
        time(
            "case page",
            repeats,
            |n| sees(house, manager, |tx| case::show::show(tx, cases[n])),
            |v| format!("{} lines of its timeline", v.timeline.len()),
        )?,
        time(
            "work list",
            repeats,
            |_| sees(house, intake, work::list),
            |_| "as owed".into(),
        )?,
        time(
            "overdue page, 200 rows",
            repeats,
            |_| sees(house, manager, work::overdue),
            |rows| format!("{} rows", rows.len()),
        )?,
        time(
            "referral page",
            repeats,
            |n| sees(house, intake, |tx| referral::show(tx, referrals[n])),
            |v| format!("{} lines", v.lines.len()),
        )?,
        time(
            "earlier contact, searched and recorded",
            repeats,
            |n| search(house, intake, written.open[n % written.open.len()]),
            |n| format!("{n} candidates"),
        )?,
        time(
            "a statement added",
            repeats,
            |n| supplement(house, intake, written.open[n % written.open.len()]),
            |_| "one more line".into(),
        )?,
    ])
}

fn search(house: &House, intake: Actor, id: ReferralId) -> Result<usize, String> {
    let person = sees(house, intake, |tx| referral::show(tx, id))?
        .referral
        .persons[0];
    let mut door = house;
    run(&mut door, intake, about(), None, |tx| {
        prior_contact::search(tx, id, person, SearchPurpose::Intake)
    })
    .map_err(|e| format!("{e:?}"))?;
    let found = sees(house, intake, |tx| prior_contact::show(tx, id))?;
    Ok(found
        .people
        .iter()
        .filter_map(|p| p.latest.as_ref())
        .map(|l| l.strong.len() + l.weak.len())
        .sum())
}

fn supplement(house: &House, intake: Actor, id: ReferralId) -> Result<(), String> {
    let mut door = house;
    run(&mut door, intake, about(), None, |tx| {
        referral::supplement(
            tx,
            id,
            LineKind::SeenOrHeard,
            "He ate with them on Sunday, for the first time in weeks.",
        )
    })
    .map(|_| ())
    .map_err(|e| format!("{e:?}"))
}
