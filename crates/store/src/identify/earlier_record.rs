//! What is shown of a record that a search for earlier contact turned up.
//!
//! Invariant: of another programme's record nothing is read but the compared fields of who somebody is, its holder,
//! its date, its class of outcome, and whom to ask.

use crate::access::Permitted;
use crate::account;
use crate::error::Error;
use crate::identify::person;
use crate::programme;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::account::Role;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::*;
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::moment::Moment;
use throughcare_domain::person::Identity;

/// One record beside the one that was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierRecord {
    /// Whole for a record of one's own programme; otherwise names, birth and town only.
    pub identity: Identity,
    /// The programme that holds it.
    pub holder: String,
    /// Of one's own programme only.
    pub reference: Option<String>,
    /// When there was contact last: the latest referral, or the opening of a case.
    pub at: Option<Moment>,
    /// For a record of another programme; one's own says more, after the judgement.
    pub outcome: Option<OutcomeClass>,
    /// For a record of another programme: its matching officers, by name.
    pub ask: Vec<String>,
}

/// Only what a search compares: names, birth and town.
pub(crate) fn compared(identity: Identity) -> Identity {
    Identity {
        names: identity.names,
        described: None,
        birth: identity.birth,
        town: identity.town,
        street: None,
        school_or_work: None,
        guardian: None,
        languages: None,
    }
}

/// What may be shown of a candidate; none for a pointer, which shows neither name nor holder.
pub fn find_earlier_record(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    candidate: &Candidate,
) -> Result<Option<EarlierRecord>, Error> {
    let whole = match candidate.shown {
        Shown::Pointer => return Ok(None),
        Shown::Whole => candidate.programme == referral.programme,
        Shown::Stub => false,
    };
    let Some(found) = person::find_record(tx, candidate.person)? else {
        return Ok(None);
    };
    let holder = programme::adopted(tx, candidate.programme)?;
    let latest = latest_contact(tx, candidate.person)?;
    let (at, reference, outcome) = match latest {
        Some((at, reference, outcome)) => (Some(at), Some(reference), Some(outcome)),
        None => (None, None, None),
    };
    if whole {
        return Ok(Some(EarlierRecord {
            identity: found.identity,
            holder: holder.name.clone(),
            reference,
            at,
            outcome: None,
            ask: Vec::new(),
        }));
    }
    let officers = account::list_colleagues(tx, holder.id, &[Role::MatchingOfficer])?;
    Ok(Some(EarlierRecord {
        identity: compared(found.identity),
        holder: holder.name.clone(),
        reference: None,
        at,
        outcome,
        ask: officers.into_iter().map(|(_, name, _)| name).collect(),
    }))
}

fn latest_contact(
    tx: &mut Tx<'_>,
    id: PersonId,
) -> Result<Option<(Moment, String, OutcomeClass)>, Error> {
    let case = tx.conn().query_opt(
        "SELECT opened_at, reference, state FROM case_record WHERE person_id = $1 ORDER BY opened_at DESC, id DESC LIMIT 1",
        values![id.bits()],
    )?;
    let referral = tx.conn().query_opt(
        "SELECT r.received_at, r.reference, r.state
         FROM referral r JOIN referral_person p ON p.referral_id = r.id
         WHERE p.person_id = $1 ORDER BY r.received_at DESC, r.id DESC LIMIT 1",
        values![id.bits()],
    )?;
    let mut latest: Option<(Moment, String, OutcomeClass)> = None;
    for row in [referral, case].into_iter().flatten() {
        let at = Moment::from_micros(row.i64(0)?);
        let outcome = match row.text(2)? {
            "no_further_action" => OutcomeClass::NoFurtherAction,
            "redirected" => OutcomeClass::SentElsewhere,
            "considered" | "active" | "accepted" => OutcomeClass::CaseOpen,
            "closed" => OutcomeClass::CaseEnded,
            _ => OutcomeClass::BeingLookedAt,
        };
        if latest.as_ref().is_none_or(|(known, ..)| *known <= at) {
            latest = Some((at, row.text(1)?.to_owned(), outcome));
        }
    }
    Ok(latest)
}

/// The referrals of one's own programme that concern a record, newest first: where the earlier concern is written.
pub fn list_earlier_referrals(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    candidate: &Candidate,
) -> Result<Vec<ReferralId>, Error> {
    let rows = tx.conn().query(
        "SELECT r.id FROM referral r JOIN referral_person p ON p.referral_id = r.id
         WHERE p.person_id = $1 AND r.programme_id = $2 AND r.id <> $3
         ORDER BY r.received_at DESC, r.id DESC LIMIT 50",
        values![
            candidate.person.bits(),
            referral.programme.bits(),
            referral.id.bits()
        ],
    )?;
    rows.iter()
        .map(|r| Ok(ReferralId::from_bits(r.i64(0)?)))
        .collect()
}
