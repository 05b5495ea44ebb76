//! By what a list shows an enquiry, a referral or a case to somebody who may read it.

use crate::access::Near;
use crate::error::Error;
use crate::identify::{enquiry, person};
use crate::tx::Tx;
use crate::{case, values};
use throughcare_domain::case::safe_contact::InPairs;
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;

/// The name, or the description, of whom it is about; none for whoever may not read it.
pub fn find_label(tx: &mut Tx<'_>, near: &Near) -> Result<Option<String>, Error> {
    match near.subject {
        Subject::Enquiry(id) if near.may(Action::ReadEnquiry) => {
            let enquiry = enquiry::open(tx, Action::ReadEnquiry, id)?;
            Ok(Some(enquiry.into_inner().caller.described))
        }
        Subject::Referral(id) if near.may(Action::ReadReferral) => {
            let row = tx.conn().query_opt(
                "SELECT person_id FROM referral_person WHERE referral_id = $1 ORDER BY position LIMIT 1",
                values![id.bits()],
            )?;
            shown(tx, row)
        }
        Subject::Case(id) if near.may(Action::ReadCase) => {
            let row = tx.conn().query_opt(
                "SELECT person_id FROM case_record WHERE id = $1",
                values![id.bits()],
            )?;
            shown(tx, row)
        }
        _ => Ok(None),
    }
}

/// The short reference of an enquiry, a referral or a case: it says nothing of anybody.
pub fn reference(tx: &mut Tx<'_>, subject: Subject) -> Result<String, Error> {
    let row = tx.conn().query_one(
        "SELECT COALESCE(e.reference, r.reference, k.reference)
         FROM ownership o
         LEFT JOIN enquiry e ON o.subject_kind = 'enquiry' AND e.id = o.subject_id
         LEFT JOIN referral r ON o.subject_kind = 'referral' AND r.id = o.subject_id
         LEFT JOIN case_record k ON o.subject_kind = 'case' AND k.id = o.subject_id
         WHERE o.subject_kind = $1 AND o.subject_id = $2",
        values![subject.kind(), subject.bits()],
    )?;
    Ok(row.opt_text(0)?.unwrap_or_default().to_owned())
}

fn shown(tx: &mut Tx<'_>, row: Option<crate::db::Row>) -> Result<Option<String>, Error> {
    match row {
        Some(row) => Ok(Some(person::shown(tx, PersonId::from_bits(row.i64(0)?))?)),
        None => Ok(None),
    }
}

/// What to know before ringing somebody, in one line of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeContactLine {
    pub how: String,
    pub do_not: String,
    pub in_pairs: Option<InPairs>,
}

/// How somebody is reached safely: a case's card, or what a caller asked for.
pub fn find_safe_contact(tx: &mut Tx<'_>, near: &Near) -> Result<Option<SafeContactLine>, Error> {
    match near.subject {
        Subject::Enquiry(id) if near.may(Action::ReadEnquiry) => {
            let caller = enquiry::open(tx, Action::ReadEnquiry, id)?
                .into_inner()
                .caller;
            Ok(Some(SafeContactLine {
                how: caller.reach,
                do_not: caller.do_not,
                in_pairs: None,
            }))
        }
        Subject::Case(id) if near.may(Action::ReadSafeContact) => {
            let card = case::safe_contact::find_newest(tx, id)?;
            Ok(card.map(|card| SafeContactLine {
                how: card.how_and_when,
                do_not: card.do_not_leave,
                in_pairs: Some(card.in_pairs),
            }))
        }
        _ => Ok(None),
    }
}
