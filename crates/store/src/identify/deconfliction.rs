//! Checks against live investigations: dated, repeatable, and free of content.

use crate::access::Permitted;
use crate::error::Error;
use crate::identify::prior_contact::unknown;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::case::Case;
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::identify::screening::{Deconfliction, DeconflictionOutcome};
use throughcare_domain::moment::Moment;

pub fn insert_deconfliction(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    check: &Deconfliction,
) -> Result<(), Error> {
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO deconfliction (id, referral_id, outcome, asked_of, checked_at, again_at, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            check.id.bits(), referral.id.bits(), check.outcome.code(), &check.asked_of, check.at, check.again_at,
            check.by.bits(), now
        ],
    )?;
    Ok(())
}

/// The checks of a referral, newest first.
pub fn list_deconflictions(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
) -> Result<Vec<Deconfliction>, Error> {
    listed(tx, referral.id)
}

/// The checks of the referral with which a case began, newest first.
pub fn list_of_case(tx: &mut Tx<'_>, case: &Permitted<Case>) -> Result<Vec<Deconfliction>, Error> {
    match case.referral {
        Some(referral) => listed(tx, referral),
        None => Ok(Vec::new()),
    }
}

fn listed(tx: &mut Tx<'_>, referral: ReferralId) -> Result<Vec<Deconfliction>, Error> {
    let rows = tx.conn().query(
        "SELECT id, outcome, asked_of, checked_at, again_at, recorded_by FROM deconfliction
         WHERE referral_id = $1 ORDER BY checked_at DESC, id DESC",
        values![referral.bits()],
    )?;
    rows.iter()
        .map(|r| {
            Ok(Deconfliction {
                id: DeconflictionId::from_bits(r.i64(0)?),
                outcome: DeconflictionOutcome::from_code(r.text(1)?).map_err(unknown)?,
                asked_of: r.text(2)?.to_owned(),
                at: Moment::from_micros(r.i64(3)?),
                again_at: r.opt_i64(4)?.map(Moment::from_micros),
                by: AccountId::from_bits(r.i64(5)?),
            })
        })
        .collect()
}
