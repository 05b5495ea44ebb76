//! Who somebody is: named, and learnt better. What is learnt makes searches owed again, and ages judged anew.

use super::Done;
use crate::Refusal;
use throughcare_domain::case::fact::judged_anew;
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::person::{Birth, Identity};
use throughcare_domain::policy::Action;
use throughcare_store::identify::{person, referral as table};
use throughcare_store::{Permitted, Tx, case, programme};

/// Names somebody whom the referral concerns as well. A name or birth date makes the search owed again.
pub fn name_person(mut tx: Tx<'_>, id: ReferralId, identity: Identity) -> Done<PersonId> {
    let referral = table::open(&mut tx, Action::ReviseIdentity, id)?;
    referral.takes_statements().map_err(Refusal::Rule)?;
    let person = tx.new_id();
    person::insert_person(&mut tx, &referral, person, &identity)?;
    let named = F::PersonNamed {
        referral: id,
        person,
    };
    let mut facts: Vec<Fact> = vec![named.into()];
    if identity.searchable() {
        facts.extend(learnt(&mut tx, &referral, person)?);
    }
    tx.commit(facts)?;
    Ok(person)
}

/// Changes what is known of who somebody is. A name or birth date that is learnt makes the search owed again;
/// where somebody turns out to be a child, or not to be one, their open cases say so, and their clocks follow.
/// Errors: stale, when the person record is no longer at `version`.
pub fn revise_identity(
    mut tx: Tx<'_>,
    id: ReferralId,
    person: PersonId,
    version: i64,
    identity: Identity,
) -> Done<()> {
    let referral = table::open(&mut tx, Action::ReviseIdentity, id)?;
    let found = person::find_person(&mut tx, &referral, person)?.ok_or(Refusal::NotFound)?;
    if found.version != version {
        return Err(Refusal::Stale);
    }
    person::revise_identity(&mut tx, &referral, &found, &identity)?;
    let revised = F::PersonRevised {
        person,
        version: version + 1,
    };
    let mut facts: Vec<Fact> = vec![revised.into()];
    if found.identity.learns(&identity) {
        facts.extend(learnt(&mut tx, &referral, person)?);
    }
    if found.identity.birth.date != identity.birth.date {
        facts.extend(judged(&mut tx, &referral, person, &identity.birth)?);
    }
    Ok(tx.commit(facts)?)
}

/// Something was learnt by which an earlier record could be found: each open referral owes its search again.
fn learnt(tx: &mut Tx<'_>, through: &Permitted<Referral>, person: PersonId) -> Done<Vec<Fact>> {
    let programme = programme::adopted(tx, through.programme)?;
    if !programme
        .file
        .prior_contact
        .search_again_when_identity_learnt
    {
        return Ok(Vec::new());
    }
    let mut facts = Vec::new();
    for referral in table::list_open_of_person(tx, through, person)? {
        table::revise_search_owed(tx, referral, person)?;
        facts.push(F::IdentityLearnt { referral, person }.into());
    }
    Ok(facts)
}

/// The birth date changed: each open case about the person that judged the age otherwise judges it anew.
fn judged(
    tx: &mut Tx<'_>,
    through: &Permitted<Referral>,
    person: PersonId,
    birth: &Birth,
) -> Done<Vec<Fact>> {
    let today = programme::adopted(tx, through.programme)?.today(tx.now());
    let child = birth.child_on(today);
    let cases = case::list_ages_judged(tx, through, person)?;
    let anew = cases
        .into_iter()
        .filter_map(|(case, before)| judged_anew(case, before, child));
    Ok(anew.map(Fact::from).collect())
}
