//! The public form's door: which programmes take referrals by it now, and under which address.

use std::sync::Arc;
use throughcare_domain::account::Actor;
use throughcare_store::programme::{self, Adopted};
use throughcare_store::{Error, House, Tx};

/// The programme whose public form stands under an address; none when it takes no referrals by it now.
pub fn find(house: &House, address: &str) -> Result<Option<Arc<Adopted>>, Error> {
    let mut tx = Tx::reading(house, Actor::Operator)?;
    let found = match programme::find_programme(&mut tx, address)? {
        Some(id) => Some(programme::adopted(&mut tx, id)?),
        None => None,
    };
    tx.end_reading()?;
    Ok(found.filter(|programme| programme.file.public_form.open))
}

/// Every programme that takes referrals by the public form now.
pub fn list(house: &House) -> Result<Vec<Arc<Adopted>>, Error> {
    let mut tx = Tx::reading(house, Actor::Operator)?;
    let mut out = Vec::new();
    for (id, ..) in programme::list_programmes(&mut tx)? {
        let programme = programme::adopted(&mut tx, id)?;
        if programme.file.public_form.open {
            out.push(programme);
        }
    }
    tx.end_reading()?;
    Ok(out)
}
