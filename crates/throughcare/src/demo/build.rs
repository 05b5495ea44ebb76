//! Makes the demonstration: every person, referral and case through the functions of `app`, at the time it is told to have happened.

use super::cast::{Cast, Scope as CastScope, Staff};
use std::collections::HashMap;
use throughcare_app::refusal::NoRule;
use throughcare_app::{Attempt, Refusal, account, run};
use throughcare_domain::account::{Actor, Role, Scope};
use throughcare_domain::agency::{Agency, AgencyKind};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_store::account::{Account, hash_password};
use throughcare_store::tx::Batch;
use throughcare_store::{House, Tx};
use throughcare_web::DemoSignIn;

/// The password of one invented member of staff: follows from the seed, so that it need not be kept.
fn password(staff: &Staff, seed: i64) -> String {
    const WORDS: &[&str] = &[
        "heron", "willow", "harbour", "lantern", "orchard", "pebble", "meadow", "copper", "ferry",
        "thistle", "kettle", "saddle", "amber", "bramble", "canal", "drift",
    ];
    let mut state = seed as u64 ^ 0x9e37_79b9_7f4a_7c15;
    for byte in staff.key.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let word = |n: u32| WORDS[(state >> (n * 8)) as usize % WORDS.len()];
    format!("{}-{}-{}-{}", word(1), word(3), word(5), state % 90 + 10)
}

/// One sign-in for each role that has an account, in the order of the roles.
pub fn sign_ins(cast: &Cast, seed: i64) -> Vec<DemoSignIn> {
    Role::ALL
        .iter()
        .filter_map(|role| {
            // Whoever is that first of all, or else whoever is that as well.
            let holds = |h: &super::cast::Hat| h.role.code() == role.code();
            let first = cast
                .staff
                .iter()
                .find(|s| s.hats.first().is_some_and(holds));
            let staff = first.or_else(|| cast.staff.iter().find(|s| s.hats.iter().any(holds)))?;
            Some(DemoSignIn {
                role: role.code().to_owned(),
                name: staff.name.clone(),
                email: staff.email.clone(),
                password: password(staff, seed),
            })
        })
        .collect()
}

/// What has been made so far, by the keys of the cast.
struct Made<'h> {
    batch: Batch<'h>,
    agencies: HashMap<String, AgencyId>,
    programmes: HashMap<String, ProgrammeId>,
    staff: HashMap<String, (AccountId, Vec<(Role, Scope, GrantId)>)>,
}

pub fn build(house: &House, cast: &Cast, seed: i64) -> Result<(), String> {
    let mut made = Made {
        batch: Batch::begin(house).map_err(|e| e.to_string())?,
        agencies: HashMap::new(),
        programmes: HashMap::new(),
        staff: HashMap::new(),
    };
    set_up(&mut made, house, cast)?;
    staff(&mut made, house, cast, seed)?;
    made.batch.commit().map_err(|e| e.to_string())
}

/// The programme file of each kind of programme.
fn file_of(kind: super::cast::ProgrammeKind) -> &'static str {
    let key = match kind {
        super::cast::ProgrammeKind::LocalPanel => "local-panel",
        super::cast::ProgrammeKind::ExitNgo => "exit-ngo",
    };
    throughcare_domain::programme::shipped()
        .into_iter()
        .find(|(k, _)| *k == key)
        .map_or("", |(_, text)| text)
}

fn agency_kind(kind: super::cast::AgencyKind) -> AgencyKind {
    use super::cast::AgencyKind as C;
    match kind {
        C::Council => AgencyKind::Council,
        C::Police => AgencyKind::Police,
        C::ExitNgo => AgencyKind::ExitNgo,
        C::Health => AgencyKind::Health,
        C::Education => AgencyKind::Education,
        C::Justice => AgencyKind::ProbationOrPrison,
    }
}

impl Made<'_> {
    /// Somebody does something, which must succeed: the cast is written so that it does.
    fn does<T, E: std::fmt::Debug>(
        &mut self,
        what: &str,
        actor: Actor,
        act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<E>>,
    ) -> Result<T, String> {
        let attempt = Attempt::new(Action::SeeWork, AccountId::from_bits(1));
        run(&mut self.batch, actor, attempt, None, act)
            .map_err(|refusal| format!("{what}: {refusal:?}"))
    }

    fn operator<T>(
        &mut self,
        what: &str,
        act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<NoRule>>,
    ) -> Result<T, String> {
        self.does(what, Actor::Operator, act)
    }
}

fn set_up(made: &mut Made<'_>, house: &House, cast: &Cast) -> Result<(), String> {
    for agency in &cast.agencies {
        let id: AgencyId = house.new_id(house.now());
        let row = Agency {
            id,
            name: agency.name.clone(),
            kind: agency_kind(agency.kind),
        };
        made.operator(&agency.key, |tx| account::add_agency(tx, &row, None))?;
        made.agencies.insert(agency.key.clone(), id);
    }
    for programme in &cast.programmes {
        let id: ProgrammeId = house.new_id(house.now());
        let lead = made.agencies[&programme.agency];
        let text = file_of(programme.kind);
        made.operator(&programme.key, |tx| {
            account::adopt_programme(tx, id, &programme.key, lead, text)
        })?;
        made.programmes.insert(programme.key.clone(), id);
        if programme.key == "northmoor" {
            for agency in cast.agencies.iter().filter(|a| a.key != programme.agency) {
                let agency = made.agencies[&agency.key];
                made.operator("joins", |tx| account::join_programme(tx, id, agency))?;
            }
        }
    }
    Ok(())
}

fn staff(made: &mut Made<'_>, house: &House, cast: &Cast, seed: i64) -> Result<(), String> {
    for person in &cast.staff {
        let id: AccountId = house.new_id(house.now());
        let agency = match &person.agency {
            Some(key) => made.agencies[key],
            None => outside(made, house, person)?,
        };
        let row = Account {
            id,
            name: person.name.clone(),
            email: person.email.clone(),
            agency,
            active: true,
            language: "en-GB".into(),
        };
        let hash = hash_password(&password(person, seed), &house.chance.bytes())
            .map_err(|e| e.to_string())?;
        let hats: Vec<(Role, Scope)> = person
            .hats
            .iter()
            .map(|h| hat(made, h))
            .collect::<Result<_, _>>()?;
        let grants = made.operator(&person.key, |tx| {
            account::make_account(tx, &row, &hash, &hats)
        })?;
        let held = hats
            .iter()
            .zip(grants)
            .map(|((role, scope), grant)| (*role, *scope, grant))
            .collect();
        made.staff.insert(person.key.clone(), (id, held));
    }
    Ok(())
}

/// The organisation of somebody who belongs to none of the agencies.
fn outside(made: &mut Made<'_>, house: &House, person: &Staff) -> Result<AgencyId, String> {
    let name = person.organisation.clone().unwrap_or_default();
    if let Some(id) = made.agencies.get(&name) {
        return Ok(*id);
    }
    let row = Agency {
        id: house.new_id(house.now()),
        name: name.clone(),
        kind: AgencyKind::Other,
    };
    made.operator(&name, |tx| account::add_agency(tx, &row, None))?;
    made.agencies.insert(name, row.id);
    Ok(row.id)
}

fn hat(made: &Made<'_>, hat: &super::cast::Hat) -> Result<(Role, Scope), String> {
    let role = Role::from_code(hat.role.code()).map_err(|e| e.to_string())?;
    let of = hat.of.clone().unwrap_or_default();
    let scope = match hat.scope {
        CastScope::Installation => Scope::Installation,
        CastScope::Agency => Scope::Agency(made.agencies[&of]),
        CastScope::Programme => Scope::Programme(made.programmes[&of]),
    };
    Ok((role, scope))
}
