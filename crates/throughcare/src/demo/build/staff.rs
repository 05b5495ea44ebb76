//! Agencies, programmes and staff, who supervises whom, and who has the duty in which week.

use super::diary::Diary;
use super::{Cast, Done, Made, Staff, password};
use crate::demo::cast;
use std::collections::BTreeMap;
use throughcare_app::refusal::NoRule;
use throughcare_app::{Refusal, account};
use throughcare_domain::account::{Actor, Hat, Role, Scope};
use throughcare_domain::agency::{Agency, AgencyKind};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::moment::Day;
use throughcare_store::Tx;
use throughcare_store::account::{Account, hash_password};

/// The programme file of each kind of programme.
pub(super) fn file_of(kind: cast::ProgrammeKind) -> &'static str {
    let key = match kind {
        cast::ProgrammeKind::LocalPanel => "local-panel",
        cast::ProgrammeKind::ExitNgo => "exit-ngo",
    };
    throughcare_domain::programme::shipped()
        .into_iter()
        .find(|(k, _)| *k == key)
        .map_or("", |(_, text)| text)
}

fn agency_kind(kind: cast::AgencyKind) -> AgencyKind {
    use cast::AgencyKind as C;
    match kind {
        C::Council => AgencyKind::Council,
        C::Police => AgencyKind::Police,
        C::ExitNgo => AgencyKind::ExitNgo,
        C::Health => AgencyKind::Health,
        C::Education => AgencyKind::Education,
        C::Justice => AgencyKind::ProbationOrPrison,
    }
}

fn operator<T>(
    made: &mut Made<'_>,
    what: &str,
    act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<NoRule>>,
) -> Done<T> {
    made.does(what, Actor::Operator, act)
}

pub(super) fn set_up(made: &mut Made<'_>, cast: &Cast) -> Done {
    for agency in &cast.agencies {
        let row = Agency {
            id: made.house.new_id(made.house.now()),
            name: agency.name.clone(),
            kind: agency_kind(agency.kind),
        };
        operator(made, &agency.key, |tx| account::add_agency(tx, &row, None))?;
        made.agencies.insert(agency.key.clone(), row.id);
    }
    for programme in &cast.programmes {
        let id: ProgrammeId = made.house.new_id(made.house.now());
        let lead = made.agencies[&programme.agency];
        let text = file_of(programme.kind);
        operator(made, &programme.key, |tx| {
            account::adopt_programme(tx, id, &programme.key, lead, text)
        })?;
        made.programmes.insert(programme.key.clone(), id);
        if programme.kind == cast::ProgrammeKind::LocalPanel {
            for agency in cast.agencies.iter().filter(|a| a.key != programme.agency) {
                let joins = made.agencies[&agency.key];
                operator(made, &agency.key, |tx| {
                    account::join_programme(tx, id, joins)
                })?;
            }
        }
    }
    Ok(())
}

pub(super) fn accounts(made: &mut Made<'_>, cast: &Cast, seed: i64) -> Done {
    for person in &cast.staff {
        let agency = match &person.agency {
            Some(key) => made.agencies[key],
            None => outside(made, person)?,
        };
        let row = Account {
            id: made.house.new_id(made.house.now()),
            name: person.name.clone(),
            email: person.email.clone(),
            agency,
            active: true,
            language: "en-GB".into(),
        };
        let hash = hash_password(&password(person, seed), &made.house.chance.bytes())
            .map_err(|e| e.to_string())?;
        let hats: Vec<(Role, Scope)> = person
            .hats
            .iter()
            .map(|h| hat(made, h))
            .collect::<Done<_>>()?;
        let grants = operator(made, &person.key, |tx| {
            account::make_account(tx, &row, &hash, &hats)
        })?;
        let held = hats
            .into_iter()
            .zip(grants)
            .map(|((role, scope), grant)| Hat {
                grant,
                role,
                scope,
                agency,
            })
            .collect();
        made.staff.insert(person.key.clone(), (row.id, held));
    }
    supervision(made, cast)
}

/// The organisation of somebody who belongs to none of the agencies.
fn outside(made: &mut Made<'_>, person: &Staff) -> Done<AgencyId> {
    let name = person.organisation.clone().unwrap_or_default();
    if let Some(id) = made.agencies.get(&name) {
        return Ok(*id);
    }
    let row = Agency {
        id: made.house.new_id(made.house.now()),
        name: name.clone(),
        kind: AgencyKind::Other,
    };
    operator(made, &name, |tx| account::add_agency(tx, &row, None))?;
    made.agencies.insert(name, row.id);
    Ok(row.id)
}

fn hat(made: &Made<'_>, hat: &cast::Hat) -> Done<(Role, Scope)> {
    let role = Role::from_code(hat.role.code()).map_err(|e| e.to_string())?;
    let of = hat.of.clone().unwrap_or_default();
    let scope = match hat.scope {
        cast::Scope::Installation => Scope::Installation,
        cast::Scope::Agency => Scope::Agency(made.agencies[&of]),
        cast::Scope::Programme => Scope::Programme(made.programmes[&of]),
    };
    Ok((role, scope))
}

/// Whoever works with people is supervised; in a programme without a supervisor, by its director.
fn supervision(made: &mut Made<'_>, cast: &Cast) -> Done {
    for programme in &cast.programmes {
        let in_role = |role: Role| {
            cast.staff.iter().find(|s| {
                (s.hats.iter()).any(|h| h.role == role && h.of.as_ref() == Some(&programme.key))
            })
        };
        let Some(supervisor) = in_role(Role::Supervisor).or(in_role(Role::ProgrammeManager)) else {
            continue;
        };
        let (by, id) = (
            made.account(&supervisor.key)?,
            made.programmes[&programme.key],
        );
        let works = [
            Role::Intake,
            Role::CaseLead,
            Role::Practitioner,
            Role::Assessor,
        ];
        for person in cast.staff.iter().filter(|s| s.key != supervisor.key) {
            let supervised =
                |h: &cast::Hat| works.contains(&h.role) && h.of.as_ref() == Some(&programme.key);
            if person.hats.iter().any(supervised) {
                let of = made.account(&person.key)?;
                operator(made, &person.key, |tx| {
                    account::set_supervision(tx, id, of, by)
                })?;
            }
        }
    }
    Ok(())
}

/// Each week somebody in intake has the duty: whoever decided most of what arrived in it, or else the next in turn.
pub(super) fn duties<'c>(diary: &mut Diary<'c>, cast: &'c Cast) {
    for programme in &cast.programmes {
        let intake: Vec<&'c str> = (cast.staff.iter())
            .filter(|s| {
                s.hats.first().is_some_and(|h| {
                    h.role == Role::Intake && h.of.as_ref() == Some(&programme.key)
                })
            })
            .map(|s| s.key.as_str())
            .collect();
        let mut weeks: BTreeMap<i64, Vec<&'c str>> = BTreeMap::new();
        for week in 0..=106 {
            weeks.insert(week, Vec::new());
        }
        for referral in cast
            .referrals
            .iter()
            .filter(|r| r.programme == programme.key)
        {
            let week = diary.weeks_ago(diary.arrival_day(referral));
            if let Some(decision) = referral.outcome.decision() {
                weeks.entry(week).or_default().push(&decision.by);
            }
        }
        let mut before = "";
        for (week, deciders) in weeks.into_iter().rev() {
            // This week it is the one whom the sign-in page offers, so that what a visitor sends arrives with them.
            let most = intake
                .iter()
                .copied()
                .filter(|who| week > 0 || *who == intake[0])
                .max_by_key(|who| {
                    let turn = (week as usize + intake.iter().position(|i| i == who).unwrap_or(0))
                        % intake.len();
                    (deciders.iter().filter(|d| *d == who).count(), turn)
                });
            let Some(who) = most.filter(|who| *who != before) else {
                continue;
            };
            before = who;
            let at = diary.opening(monday(diary.today(), week));
            let key = programme.key.as_str();
            diary.note(at, move |made| {
                let (id, to) = (made.programmes[key], made.account(who)?);
                operator(made, "duty", |tx| account::give_duty(tx, id, to))
            });
        }
    }
}

fn monday(today: Day, weeks_ago: i64) -> Day {
    let past = i64::from(today.date().weekday().to_monday_zero_offset());
    today.plus_days(-past - 7 * weeks_ago)
}
