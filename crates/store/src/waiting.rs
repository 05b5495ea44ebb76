//! What somebody waits for from others: offers they made, second looks that they asked for.

use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;

/// For what somebody waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitingFor {
    /// A colleague answers an offer, or what was assigned to them.
    OfferAnswered { by: AccountId },
    /// A second person answers: the one named, or any colleague.
    SecondLook {
        look: SecondLookId,
        by: Option<AccountId>,
        deferred: bool,
    },
}

/// One thing that waits for somebody else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingRow {
    pub subject: Subject,
    pub reference: String,
    pub waiting_for: WaitingFor,
    /// When it was offered, or by when the answer is due.
    pub at: Moment,
}

/// What the actor waits for in the programme of the hat, oldest first.
pub fn list_waiting(tx: &mut Tx<'_>, most: i64) -> Result<Vec<WaitingRow>, Error> {
    let (Some(me), Some(programme)) = (tx.actor().account(), tx.actor().programme()) else {
        return Ok(Vec::new());
    };
    let rows = tx.conn().query(
        "SELECT q.subject_kind, q.subject_id, COALESCE(e.reference, r.reference, k.reference), q.at, q.by_id, q.look_id, q.deferred
         FROM (
           SELECT o.subject_kind, o.subject_id, o.programme_id, o.offered_at AS at, o.offered_to AS by_id,
             CAST(NULL AS BIGINT) AS look_id, o.assigned AS deferred
           FROM ownership o WHERE o.owner_id = $2 AND o.offered_to IS NOT NULL
           UNION ALL
           SELECT s.subject_kind, s.subject_id, s.programme_id, s.due_at AS at, s.named AS by_id, s.id AS look_id, s.deferred
           FROM second_look s WHERE s.first_by = $2 AND s.answered_at IS NULL
         ) q
         LEFT JOIN enquiry e ON q.subject_kind = 'enquiry' AND e.id = q.subject_id
         LEFT JOIN referral r ON q.subject_kind = 'referral' AND r.id = q.subject_id
         LEFT JOIN case_record k ON q.subject_kind = 'case' AND k.id = q.subject_id
         WHERE q.programme_id = $1
           AND NOT EXISTS (SELECT 1 FROM excluded_staff x WHERE q.subject_kind = 'case' AND x.case_id = q.subject_id
                           AND x.account_id = $2 AND x.lifted_at IS NULL)
         ORDER BY q.at, q.subject_id
         LIMIT $3",
        values![programme.bits(), me.bits(), most],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        let by = row.opt_i64(4)?.map(AccountId::from_bits);
        let waiting_for = match row.opt_i64(5)? {
            Some(look) => WaitingFor::SecondLook {
                look: SecondLookId::from_bits(look),
                by,
                deferred: row.bool(6)?,
            },
            None => WaitingFor::OfferAnswered {
                by: by.ok_or_else(|| Error::engine("an offer to nobody".into()))?,
            },
        };
        out.push(WaitingRow {
            subject: Subject::from_stored(row.text(0)?, row.i64(1)?).ok_or(Error::NotFound)?,
            reference: row.opt_text(2)?.unwrap_or_default().to_owned(),
            waiting_for,
            at: Moment::from_micros(row.i64(3)?),
        });
    }
    tx.view_list(Action::SeeWork, out.iter().map(|r| r.subject).collect());
    Ok(out)
}

/// What somebody else did about something that the actor owns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewsRow {
    pub subject: Subject,
    pub reference: String,
    /// The stable name of the fact, and its code.
    pub kind: String,
    pub code: Option<String>,
    pub at: Moment,
    pub by: Option<AccountId>,
}

/// What others did since then about what the actor owns, newest first.
pub fn list_news(tx: &mut Tx<'_>, since: Moment, most: i64) -> Result<Vec<NewsRow>, Error> {
    let (Some(me), Some(programme)) = (tx.actor().account(), tx.actor().programme()) else {
        return Ok(Vec::new());
    };
    let rows = tx.conn().query(
        "SELECT a.stream_kind, a.stream_id, COALESCE(e.reference, r.reference, k.reference), a.action, a.code, a.at, a.account_id
         FROM ownership o
         JOIN audit_entry a ON a.stream_kind = o.subject_kind AND a.stream_id = o.subject_id
         LEFT JOIN enquiry e ON o.subject_kind = 'enquiry' AND e.id = o.subject_id
         LEFT JOIN referral r ON o.subject_kind = 'referral' AND r.id = o.subject_id
         LEFT JOIN case_record k ON o.subject_kind = 'case' AND k.id = o.subject_id
         WHERE o.programme_id = $1 AND o.owner_id = $2 AND a.class = 'change' AND a.at >= $3
           AND (a.account_id IS NULL OR a.account_id <> $2)
           AND NOT EXISTS (SELECT 1 FROM excluded_staff x WHERE o.subject_kind = 'case' AND x.case_id = o.subject_id
                           AND x.account_id = $2 AND x.lifted_at IS NULL)
         ORDER BY a.at DESC, a.stream_id, a.seq DESC
         LIMIT $4",
        values![programme.bits(), me.bits(), since, most],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        out.push(NewsRow {
            subject: Subject::from_stored(row.text(0)?, row.i64(1)?).ok_or(Error::NotFound)?,
            reference: row.opt_text(2)?.unwrap_or_default().to_owned(),
            kind: row.text(3)?.to_owned(),
            code: row.opt_text(4)?.map(str::to_owned),
            at: Moment::from_micros(row.i64(5)?),
            by: row.opt_i64(6)?.map(AccountId::from_bits),
        });
    }
    tx.view_list(Action::SeeWork, out.iter().map(|r| r.subject).collect());
    Ok(out)
}
