//! Makes the demonstration: every person, referral and case through the functions of `app`, at the time it is told to have happened.
//!
//! Each story writes what happens in it into one [`diary::Diary`]; then the diary is lived through in the order of
//! time, so that the clock only moves forward. What the cast calls missing is left out.
//!
//! Invariant: the same seed on the same day gives the same references, states and owners. The seed changes ids,
//! passwords, minutes of the day and which of several like wordings is taken; never who is in what state.

mod cases;
mod diary;
mod enquiries;
mod loose_ends;
mod referrals;
mod screening;
mod staff;
#[cfg(test)]
mod tests;

use super::cast::{Cast, Staff};
use diary::Diary;
use std::collections::HashMap;
use std::fmt::Debug;
use throughcare_app::{Attempt, Refusal, run};
use throughcare_domain::account::{Actor, Hat, Role, Scope};
use throughcare_domain::code::Code;
use throughcare_domain::decision::Effect;
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_store::tx::{Batch, Door};
use throughcare_store::{House, Tx};
use throughcare_web::DemoSignIn;

type Done<T = ()> = Result<T, String>;

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

/// One sign-in for each role that has an account, in the order of the roles; then one for each role of every further
/// programme whose holder is not among them.
pub fn sign_ins(cast: &Cast, seed: i64) -> Vec<DemoSignIn> {
    let mut found: Vec<(&Staff, &super::cast::Hat)> = Vec::new();
    // Whoever is that first of all, or else whoever is that as well.
    let holder = |holds: &dyn Fn(&super::cast::Hat) -> bool| {
        let first = cast
            .staff
            .iter()
            .find_map(|s| Some((s, s.hats.first().filter(|h| holds(h))?)));
        first.or_else(|| {
            cast.staff
                .iter()
                .find_map(|s| Some((s, s.hats.iter().find(|h| holds(h))?)))
        })
    };
    for role in Role::ALL {
        found.extend(holder(&|h| h.role == *role));
    }
    for programme in &cast.programmes {
        for role in Role::ALL {
            let here =
                |h: &super::cast::Hat| h.role == *role && h.of.as_ref() == Some(&programme.key);
            let known = |(_, h): &(&Staff, &super::cast::Hat)| here(h);
            if !found.iter().any(known) {
                found.extend(holder(&here));
            }
        }
    }
    let name_of = |key: &String| {
        cast.programmes
            .iter()
            .find(|p| p.key == *key)
            .map(|p| p.name.clone())
    };
    found
        .into_iter()
        .map(|(staff, hat)| DemoSignIn {
            role: hat.role.code().to_owned(),
            programme: hat.of.as_ref().and_then(name_of).unwrap_or_default(),
            name: staff.name.clone(),
            email: staff.email.clone(),
            password: password(staff, seed),
        })
        .collect()
}

/// What has been made so far, by the keys of the cast.
struct Made<'h> {
    house: &'h House,
    batch: Batch<'h>,
    agencies: HashMap<String, AgencyId>,
    programmes: HashMap<String, ProgrammeId>,
    staff: HashMap<String, (AccountId, Vec<Hat>)>,
    enquiries: HashMap<String, EnquiryId>,
    referrals: HashMap<String, ReferralId>,
    /// Whom a person record stands for in the cast.
    persons: HashMap<PersonId, String>,
    cases: HashMap<String, CaseId>,
    /// Second looks that a screening decision asked for, and whether it waits for them.
    looks: HashMap<String, (SecondLookId, Effect)>,
}

/// Makes everything that the cast tells, in one outer transaction. The standing clock ends where it began.
pub fn build(house: &House, cast: &Cast, seed: i64) -> Result<(), String> {
    let now = house.now();
    let mut diary = Diary::new(cast, now, seed);
    let mut made = Made {
        house,
        batch: Batch::begin(house).map_err(|e| e.to_string())?,
        agencies: HashMap::new(),
        programmes: HashMap::new(),
        staff: HashMap::new(),
        enquiries: HashMap::new(),
        referrals: HashMap::new(),
        persons: HashMap::new(),
        cases: HashMap::new(),
        looks: HashMap::new(),
    };
    house.clock.set(diary.beginning());
    staff::set_up(&mut made, cast)?;
    staff::accounts(&mut made, cast, seed)?;
    staff::duties(&mut diary, cast);
    enquiries::tell(&mut diary, cast);
    referrals::tell(&mut diary, cast);
    loose_ends::tell(&mut diary, cast);
    diary.live(&mut made)?;
    house.clock.set(now);
    made.batch.commit().map_err(|e| e.to_string())
}

impl Made<'_> {
    /// Somebody does something, which must succeed: the cast is written so that it does.
    fn does<T, E: Debug>(
        &mut self,
        what: &str,
        actor: Actor,
        act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<E>>,
    ) -> Done<T> {
        let attempt = Attempt::new(Action::SeeWork, AccountId::from_bits(1));
        run(&mut self.batch, actor, attempt, None, act)
            .map_err(|refusal| format!("{what}: {refusal:?}"))
    }

    /// Somebody looks at how things stand, so as to go on from there. Within the batch nothing of it is kept.
    fn sees<T, E: Debug>(
        &mut self,
        what: &str,
        actor: Actor,
        read: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal<E>>,
    ) -> Done<T> {
        let mut tx = self
            .batch
            .begin(actor)
            .map_err(|e| format!("{what}: {e}"))?;
        read(&mut tx).map_err(|refusal| format!("{what}: {refusal:?}"))
    }

    fn account(&self, who: &str) -> Done<AccountId> {
        let found = self.staff.get(who).map(|(account, _)| *account);
        found.ok_or_else(|| format!("{who} has no account"))
    }

    /// A member of staff in the first of these roles that they hold in a programme.
    fn actor(&self, who: &str, roles: &[Role], programme: &str) -> Done<Actor> {
        let scope = Scope::Programme(self.programmes[programme]);
        let (account, hats) = self
            .staff
            .get(who)
            .ok_or_else(|| format!("{who} has no account"))?;
        roles
            .iter()
            .find_map(|role| hats.iter().find(|h| h.role == *role && h.scope == scope))
            .map(|hat| Actor::Person {
                account: *account,
                hat: *hat,
            })
            .ok_or_else(|| format!("{who} holds none of {roles:?} in {programme}"))
    }

    fn key_of(&self, account: AccountId) -> Done<String> {
        self.staff
            .iter()
            .find(|(_, (id, _))| *id == account)
            .map(|(key, _)| key.clone())
            .ok_or_else(|| format!("{account} is nobody of the cast"))
    }
}
