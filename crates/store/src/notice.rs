//! Notices: that something awaits somebody, and where. They carry no names.

use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::code::Code;
use throughcare_domain::coded;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;

coded! {
    /// What awaits.
    NoticeKind {
        ReferralArrived = "referral_arrived",
        RingNow = "ring_now",
        OwnershipOffered = "ownership_offered",
        OwnershipAssigned = "ownership_assigned",
        /// What was offered was accepted or declined.
        OwnershipAnswered = "ownership_answered",
        /// Somebody else took over, by a manager's word, what one owned.
        OwnershipMoved = "ownership_moved",
        CoverArranged = "cover_arranged",
        SecondPersonAsked = "second_person_asked",
        SecondPersonAnswered = "second_person_answered",
        MatchingOfficerAsked = "matching_officer_asked",
        MatchingOfficerAnswered = "matching_officer_answered",
        CaseOpened = "case_opened",
        CaseAdopted = "case_adopted",
        CaseDeclined = "case_declined",
        UrgentActDone = "urgent_act_done",
        /// Once a day: what has been late for so long that somebody else is to know.
        DailyDigest = "daily_digest",
    }
}

/// One queued notice.
#[derive(Clone, Debug)]
pub struct Notice {
    pub id: NoticeId,
    pub account: AccountId,
    pub kind: NoticeKind,
    pub subject: Subject,
    pub queued_at: Moment,
    pub sent_at: Option<Moment>,
}

/// Queues a notice in the transaction of what it tells of.
pub fn queue(
    tx: &mut Tx<'_>,
    account: AccountId,
    kind: NoticeKind,
    subject: Subject,
) -> Result<(), Error> {
    let (id, now) = (tx.new_id::<NoticeId>(), tx.now());
    tx.conn().execute(
        "INSERT INTO notice (id, account_id, kind, subject_kind, subject_id, queued_at, sent_at, attempts)
         VALUES ($1, $2, $3, $4, $5, $6, NULL, 0)",
        values![id.bits(), account.bits(), kind.code(), subject.kind(), subject.bits(), now],
    )?;
    Ok(())
}

/// The newest notices, for the outbox page.
pub fn list_notices(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Notice>, Error> {
    let rows = tx.conn().query(
        "SELECT id, account_id, kind, subject_kind, subject_id, queued_at, sent_at
         FROM notice ORDER BY queued_at DESC, id DESC LIMIT $1",
        values![most],
    )?;
    rows.iter().map(notice_of).collect()
}

fn notice_of(row: &crate::db::Row) -> Result<Notice, Error> {
    Ok(Notice {
        id: NoticeId::from_bits(row.i64(0)?),
        account: AccountId::from_bits(row.i64(1)?),
        kind: NoticeKind::from_code(row.text(2)?).map_err(|e| Error::engine(e.to_string()))?,
        subject: Subject::from_stored(row.text(3)?, row.i64(4)?)
            .ok_or_else(|| Error::engine("a notice about nothing".into()))?,
        queued_at: Moment::from_micros(row.i64(5)?),
        sent_at: row.opt_i64(6)?.map(Moment::from_micros),
    })
}
