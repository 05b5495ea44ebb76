//! The timeline of a case: the facts of the case, of its referral and of its enquiry, as they were recorded.

use crate::access::Permitted;
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::account::Role;
use throughcare_domain::case::Case;
use throughcare_domain::code::Code;
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;

/// One line of a timeline. Words stay in their tables; the fact carries ids and codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimelineLine {
    pub subject: Subject,
    pub seq: i64,
    /// The stable name of the fact, `component.what-happened`.
    pub kind: String,
    pub code: Option<String>,
    pub about: Option<i64>,
    pub until: Option<Moment>,
    pub happened_at: Moment,
    pub recorded_at: Moment,
    pub account: Option<AccountId>,
    pub actor_kind: String,
    pub role: Option<Role>,
    /// None when its payload was erased.
    pub fact: Option<Fact>,
}

/// What happened, newest first. People type when something happened to the minute, so within a minute what was
/// written down later stands above.
pub fn list_timeline(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    most: i64,
) -> Result<Vec<TimelineLine>, Error> {
    let referral = case.referral.map(Id::bits).unwrap_or_default();
    let rows = tx.conn().query(
        "SELECT a.stream_kind, a.stream_id, a.seq, a.action, a.code, a.about, a.until_at, a.happened_at, a.at, a.account_id,
           a.actor_kind, a.role, p.body
         FROM audit_entry a
         LEFT JOIN audit_payload p ON p.stream_kind = a.stream_kind AND p.stream_id = a.stream_id AND p.seq = a.seq
         WHERE a.class = 'change'
           AND ((a.stream_kind = 'case' AND a.stream_id = $1)
             OR (a.stream_kind = 'referral' AND a.stream_id = $2)
             OR (a.stream_kind = 'enquiry' AND a.stream_id = (SELECT r.enquiry_id FROM referral r WHERE r.id = $2)))
         ORDER BY a.happened_at / 60000000 DESC, a.at DESC, a.stream_kind, a.seq DESC
         LIMIT $3",
        values![case.id.bits(), referral, most],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let (kind, id, seq) = (row.text(0)?.to_owned(), row.i64(1)?, row.i64(2)?);
        let subject = Subject::from_stored(&kind, id)
            .ok_or_else(|| Error::engine("a stream of nothing".into()))?;
        let fact = match row.opt_bytes(12)? {
            None => None,
            Some(sealed) => {
                let plain = tx.open_bytes(subject, &format!("audit/{kind}/{id}/{seq}"), sealed)?;
                serde_json::from_slice(&plain).ok()
            }
        };
        out.push(TimelineLine {
            subject,
            seq,
            kind: row.text(3)?.to_owned(),
            code: row.opt_text(4)?.map(str::to_owned),
            about: row.opt_i64(5)?,
            until: row.opt_i64(6)?.map(Moment::from_micros),
            happened_at: Moment::from_micros(row.i64(7)?),
            recorded_at: Moment::from_micros(row.i64(8)?),
            account: row.opt_i64(9)?.map(AccountId::from_bits),
            actor_kind: row.text(10)?.to_owned(),
            role: row
                .opt_text(11)?
                .and_then(|code| Role::from_code(code).ok()),
            fact,
        });
    }
    Ok(out)
}

/// Who looked at a case since then, each once, with when they last did: the newest first.
pub fn list_viewers(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    since: Moment,
) -> Result<Vec<(AccountId, Moment)>, Error> {
    let rows = tx.conn().query(
        "SELECT account_id, MAX(at) FROM audit_entry
         WHERE subject_kind = 'case' AND subject_id = $1 AND class = 'look' AND at >= $2 AND account_id IS NOT NULL
         GROUP BY account_id
         ORDER BY 2 DESC, 1
         LIMIT 100",
        values![case.id.bits(), since],
    )?;
    rows.iter()
        .map(|r| {
            Ok((
                AccountId::from_bits(r.i64(0)?),
                Moment::from_micros(r.i64(1)?),
            ))
        })
        .collect()
}
