//! Urgent acts: what was done at once, before any guard, about an enquiry, a referral or a case.

use crate::access::Permitted;
use crate::error::Error;
use crate::ownership::Held;
use crate::tx::Tx;
use crate::values;
use serde::{Deserialize, Serialize};
use throughcare_domain::account::Role;
use throughcare_domain::code::Code;
use throughcare_domain::decision::Basis;
use throughcare_domain::id::*;
use throughcare_domain::identify::urgent::UrgentAct;
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;

#[derive(Serialize, Deserialize)]
struct Words {
    what_was_done: String,
    who_was_told: String,
    done_by: String,
}

pub fn insert_urgent_act<T>(
    tx: &mut Tx<'_>,
    of: &Permitted<T>,
    act: &UrgentAct,
) -> Result<(), Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**of);
    let words = Words {
        what_was_done: act.what_was_done.clone(),
        who_was_told: act.who_was_told.clone(),
        done_by: act.done_by.clone(),
    };
    let sealed = tx.seal(subject, "urgent_act.words", act.id, &words)?;
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO urgent_act (id, subject_kind, subject_id, basis, words, done_at, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            act.id.bits(), subject.kind(), subject.bits(), act.basis.code(), sealed, act.done_at, act.recorded_by.bits(), now
        ],
    )?;
    Ok(())
}

/// What was done at once about something, latest first.
pub fn list_urgent_acts<T>(tx: &mut Tx<'_>, of: &Permitted<T>) -> Result<Vec<UrgentAct>, Error>
where
    for<'t> Subject: From<&'t T>,
{
    let subject = Subject::from(&**of);
    let rows = tx.conn().query(
        "SELECT id, basis, words, done_at, recorded_by FROM urgent_act
         WHERE subject_kind = $1 AND subject_id = $2
         ORDER BY done_at DESC, id DESC",
        values![subject.kind(), subject.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let id = UrgentActId::from_bits(row.i64(0)?);
        let words: Words = tx.open(subject, "urgent_act.words", id, row.bytes(2)?)?;
        out.push(UrgentAct {
            id,
            subject,
            what_was_done: words.what_was_done,
            who_was_told: words.who_was_told,
            basis: Basis::from_code(row.text(1)?).map_err(|e| Error::engine(e.to_string()))?,
            done_at: Moment::from_micros(row.i64(3)?),
            done_by: words.done_by,
            recorded_by: AccountId::from_bits(row.i64(4)?),
        });
    }
    Ok(out)
}

/// Who answers for how the owner's work is carried: the owner's supervisors and the programme's managers.
pub fn list_answerable(tx: &mut Tx<'_>, held: &Permitted<Held>) -> Result<Vec<AccountId>, Error> {
    let now = tx.now();
    let (programme, owner) = (held.programme.bits(), held.ownership.owner().bits());
    let rows = tx.conn().query(
        "SELECT v.supervisor_id FROM supervision v JOIN account a ON a.id = v.supervisor_id
         WHERE v.programme_id = $1 AND v.account_id = $2 AND a.active
         UNION
         SELECT h.account_id FROM hat h JOIN account a ON a.id = h.account_id
         WHERE h.scope_kind = 'programme' AND h.scope_id = $1 AND h.role = $3 AND h.from_at <= $4
           AND (h.until_at IS NULL OR h.until_at > $4) AND a.active
         ORDER BY 1",
        values![programme, owner, Role::ProgrammeManager.code(), now],
    )?;
    rows.iter()
        .map(|r| Ok(AccountId::from_bits(r.i64(0)?)))
        .collect()
}
