//! The one accountable owner of each enquiry, referral and case, open offers, and dated cover.

use crate::access::{self, Permitted};
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::id::*;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::ownership::{Hands, Ownership};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;

/// The owner of one subject, with the version to check when it changes.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    pub subject: Subject,
    pub programme: ProgrammeId,
    pub ownership: Ownership,
    pub version: i64,
}

impl From<&Held> for Subject {
    fn from(held: &Held) -> Subject {
        held.subject
    }
}

/// Gives a new subject its owner: from receipt there is always exactly one.
pub(crate) fn insert_ownership(
    tx: &mut Tx<'_>,
    subject: Subject,
    programme: ProgrammeId,
    owner: AccountId,
) -> Result<(), Error> {
    tx.conn().execute(
        "INSERT INTO ownership (subject_kind, subject_id, programme_id, owner_id, offered_to, offered_at, assigned, offer_words, version)
         VALUES ($1, $2, $3, $4, NULL, NULL, $5, NULL, 1)",
        values![subject.kind(), subject.bits(), programme.bits(), owner.bits(), false],
    )?;
    Ok(())
}

/// Opens the ownership of something that the actor may act on.
pub fn open(tx: &mut Tx<'_>, action: Action, subject: Subject) -> Result<Permitted<Held>, Error> {
    access::permit(tx, action, subject)?;
    Ok(Permitted::new(find(tx, subject)?, action))
}

pub(crate) fn find(tx: &mut Tx<'_>, subject: Subject) -> Result<Held, Error> {
    let row = tx.conn().query_one(
        "SELECT programme_id, owner_id, offered_to, offered_at, assigned, version
         FROM ownership WHERE subject_kind = $1 AND subject_id = $2",
        values![subject.kind(), subject.bits()],
    )?;
    let by = AccountId::from_bits(row.i64(1)?);
    let ownership = match (row.opt_i64(2)?, row.opt_i64(3)?) {
        (Some(to), Some(at)) => Ownership::Offered {
            by,
            to: AccountId::from_bits(to),
            at: Moment::from_micros(at),
            assigned: row.bool(4)?,
        },
        _ => Ownership::Held { by },
    };
    Ok(Held {
        subject,
        programme: ProgrammeId::from_bits(row.i64(0)?),
        ownership,
        version: row.i64(5)?,
    })
}

/// Changes the owner, or opens, accepts or takes back an offer.
/// Errors: stale, when it changed in between.
pub fn revise_ownership(
    tx: &mut Tx<'_>,
    held: &Permitted<Held>,
    next: Ownership,
    words: &str,
) -> Result<(), Error> {
    let (by, to, at, assigned) = match next {
        Ownership::Held { by } => (by, None, None, false),
        Ownership::Offered {
            by,
            to,
            at,
            assigned,
        } => (by, Some(to.bits()), Some(at.micros()), assigned),
    };
    let sealed = if words.is_empty() {
        None
    } else {
        let place = format!("ownership.offer_words/{}", held.subject.bits());
        Some(tx.seal_bytes(held.subject, &place, words.as_bytes())?)
    };
    let changed = tx.conn().execute(
        "UPDATE ownership SET owner_id = $4, offered_to = $5, offered_at = $6, assigned = $7, offer_words = $8, version = version + 1
         WHERE subject_kind = $1 AND subject_id = $2 AND version = $3",
        values![held.subject.kind(), held.subject.bits(), held.version, by.bits(), to, at, assigned, sealed],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// What the sender wrote with an open offer.
pub fn offer_words(tx: &mut Tx<'_>, held: &Permitted<Held>) -> Result<Option<String>, Error> {
    let row = tx.conn().query_one(
        "SELECT offer_words FROM ownership WHERE subject_kind = $1 AND subject_id = $2",
        values![held.subject.kind(), held.subject.bits()],
    )?;
    let Some(sealed) = row.opt_bytes(0)? else {
        return Ok(None);
    };
    let place = format!("ownership.offer_words/{}", held.subject.bits());
    let plain = tx.open_bytes(held.subject, &place, sealed)?;
    Ok(Some(String::from_utf8_lossy(&plain).into_owned()))
}

/// Whether work may be put into somebody's hands.
pub fn hands(tx: &mut Tx<'_>, held: &Permitted<Held>, account: AccountId) -> Result<Hands, Error> {
    let roles = crate::account::list_roles(tx, account, held.programme)?;
    Ok(Hands {
        excluded: crate::case::excluded::excluded(tx, held.subject, account)?,
        carries: roles
            .iter()
            .any(|role| throughcare_domain::policy::may_own(*role, held.subject)),
    })
}

/// One dated cover. Unit: from the first to the last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    pub id: CoverId,
    pub account: AccountId,
    pub from: Day,
    pub until: Day,
    pub from_at: Moment,
    pub until_at: Moment,
}

pub fn insert_cover(tx: &mut Tx<'_>, held: &Permitted<Held>, cover: &Cover) -> Result<(), Error> {
    let by = tx.actor().account().map(Id::bits).ok_or(Error::NotFound)?;
    tx.conn().execute(
        "INSERT INTO cover (id, subject_kind, subject_id, account_id, from_on, until_on, from_at, until_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            cover.id.bits(), held.subject.kind(), held.subject.bits(), cover.account.bits(), cover.from, cover.until,
            cover.from_at, cover.until_at, by
        ],
    )?;
    Ok(())
}

/// Who covers for the owner now or later.
pub fn list_cover(tx: &mut Tx<'_>, held: &Permitted<Held>) -> Result<Vec<Cover>, Error> {
    let now = tx.now();
    let rows = tx.conn().query(
        "SELECT id, account_id, from_on, until_on, from_at, until_at FROM cover
         WHERE subject_kind = $1 AND subject_id = $2 AND until_at > $3
         ORDER BY from_at",
        values![held.subject.kind(), held.subject.bits(), now],
    )?;
    let day = |n| Day::from_number(n).map_err(|e| Error::engine(e.to_string()));
    rows.iter()
        .map(|r| {
            Ok(Cover {
                id: CoverId::from_bits(r.i64(0)?),
                account: AccountId::from_bits(r.i64(1)?),
                from: day(r.i64(2)?)?,
                until: day(r.i64(3)?)?,
                from_at: Moment::from_micros(r.i64(4)?),
                until_at: Moment::from_micros(r.i64(5)?),
            })
        })
        .collect()
}

/// How many of what somebody owns stand in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// As [`Subject::kind`].
    pub kind: String,
    /// The code of the state.
    pub state: String,
    pub number: i64,
}

/// What the actor owns in the programme of the hat and has not ended, counted by state.
pub fn count_carried(tx: &mut Tx<'_>) -> Result<Vec<Carried>, Error> {
    let (Some(me), Some(programme)) = (tx.actor().account(), tx.actor().programme()) else {
        return Ok(Vec::new());
    };
    let rows = tx.conn().query(
        "SELECT o.subject_kind, COALESCE(e.state, r.state, k.state), COUNT(*)
         FROM ownership o
         LEFT JOIN enquiry e ON o.subject_kind = 'enquiry' AND e.id = o.subject_id
         LEFT JOIN referral r ON o.subject_kind = 'referral' AND r.id = o.subject_id
         LEFT JOIN case_record k ON o.subject_kind = 'case' AND k.id = o.subject_id
         WHERE o.programme_id = $1 AND o.owner_id = $2
           AND (e.state = 'open' OR r.state IN ('received', 'in_screening', 'awaiting_information') OR k.state <> 'closed')
         GROUP BY 1, 2
         ORDER BY 1, 2",
        values![programme.bits(), me.bits()],
    )?;
    rows.iter()
        .map(|r| {
            Ok(Carried {
                kind: r.text(0)?.to_owned(),
                state: r.text(1)?.to_owned(),
                number: r.i64(2)?,
            })
        })
        .collect()
}
