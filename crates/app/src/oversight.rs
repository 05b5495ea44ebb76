//! What those see who watch over the house: counts, and who holds which hats. No file is opened.

use crate::Refusal;
use crate::jobs;
use crate::refusal::NoRule;
use throughcare_domain::account::Role;
use throughcare_domain::calendar::Calendar;
use throughcare_domain::id::*;
use throughcare_domain::moment::{HOUR, Moment};
use throughcare_domain::policy::{Action, relations_allowing};
use throughcare_store::expectation::list_escalated;
use throughcare_store::oversight::{self as table, ByProgramme, Counts};
use throughcare_store::{Tx, access, account, programme};

/// Over how many days looks and refusals are counted.
const LATELY: i64 = 30;
/// Over how many days second looks held are counted.
const YEAR: i64 = 365;

/// What has stayed late until the data protection officer was told: which standard, how often, and since when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    pub programme: String,
    pub clock: String,
    pub times: i64,
    pub since: Moment,
}

/// What oversight sees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OversightView {
    /// Every programme by its name, also where nothing is to be counted.
    pub programmes: Vec<(String, Counts)>,
    pub total: Counts,
    /// What comes to the data protection officer, the longest late first.
    pub told: Vec<Told>,
    /// Lists looked at in the whole house.
    pub lists: i64,
    /// People who hold both administration and casework, with all their roles.
    pub both_hats: Vec<(String, Vec<Role>)>,
    /// Role, times, people.
    pub refusals: Vec<(Role, i64, i64)>,
}

pub fn show(tx: &mut Tx<'_>) -> Result<OversightView, Refusal<NoRule>> {
    access::permit_at_large(tx, Action::ReadOversight)?;
    let now = tx.now();
    let back = |days: i64| Moment::from_micros(now.micros() - days * 24 * HOUR);
    let mut counts = ByProgramme::new();
    table::count_deferred(tx, back(YEAR), &mut counts)?;
    table::count_looks(tx, back(LATELY), &mut counts)?;
    let today = Calendar::plain().day(now);
    table::count_past_review(tx, today, &mut counts)?;
    let mut programmes = Vec::new();
    let mut told = Vec::new();
    let mut total = Counts::default();
    for (id, name, _) in programme::list_programmes(tx)? {
        let of_it = counts.get(&id).copied().unwrap_or_default();
        add(&mut total, of_it);
        told_of(tx, id, &name, &mut told)?;
        programmes.push((name, of_it));
    }
    told.sort_by_key(|t: &Told| t.since);
    Ok(OversightView {
        programmes,
        total,
        told,
        lists: table::count_lists(tx, back(LATELY))?,
        both_hats: both_hats(tx)?,
        refusals: table::count_refusals(tx, back(LATELY))?,
    })
}

/// Counts what comes to the data protection officer from one programme. No record is named.
fn told_of(
    tx: &mut Tx<'_>,
    id: ProgrammeId,
    name: &str,
    into: &mut Vec<Told>,
) -> Result<(), Refusal<NoRule>> {
    let adopted = programme::adopted(tx, id)?;
    let mut told: Vec<Told> = Vec::new();
    for row in list_escalated(tx, id)? {
        if jobs::told(&adopted, &row) != Some(Role::DataProtectionOfficer) {
            continue;
        }
        match told.iter_mut().find(|t| t.clock == row.clock) {
            Some(known) => {
                known.times += row.times;
                known.since = known.since.min(row.due_at);
            }
            None => told.push(Told {
                programme: name.to_owned(),
                clock: row.clock,
                times: row.times,
                since: row.due_at,
            }),
        }
    }
    into.extend(told);
    Ok(())
}

fn add(total: &mut Counts, of_it: Counts) {
    total.owed += of_it.owed;
    total.owed_late += of_it.owed_late;
    total.held += of_it.held;
    total.held_late += of_it.held_late;
    total.looks += of_it.looks;
    total.past_review += of_it.past_review;
}

/// Who holds a hat that administers and another that opens files.
fn both_hats(tx: &mut Tx<'_>) -> Result<Vec<(String, Vec<Role>)>, Refusal<NoRule>> {
    let mut out = Vec::new();
    for holder in account::list_administering(tx)? {
        let roles: Vec<Role> = account::list_hats(tx, holder)?
            .iter()
            .map(|hat| hat.role)
            .collect();
        if roles.iter().any(|role| opens_files(*role)) {
            out.push((account::name_of(tx, holder)?, roles));
        }
    }
    Ok(out)
}

fn opens_files(role: Role) -> bool {
    [Action::ReadEnquiry, Action::ReadReferral, Action::ReadCase]
        .iter()
        .any(|action| !relations_allowing(role, *action).is_empty())
}
