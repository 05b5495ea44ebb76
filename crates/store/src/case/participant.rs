//! Who takes part in a case.

use crate::access::Permitted;
use crate::case::{day_of, unknown};
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use serde::{Deserialize, Serialize};
use throughcare_domain::case::{Case, Participant, ParticipantRole};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;

#[derive(Serialize, Deserialize)]
struct Words {
    power: String,
    described: String,
}

pub fn insert_participant(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    participant: &Participant,
) -> Result<(), Error> {
    let by = tx.actor().account().ok_or(Error::NotFound)?;
    insert(tx, case.id, participant, by)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    case: CaseId,
    participant: &Participant,
    by: AccountId,
) -> Result<(), Error> {
    let words = Words {
        power: participant.power.clone(),
        described: participant.described.clone(),
    };
    let sealed = tx.seal(case, "participant.words", participant.id, &words)?;
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO participant (id, case_id, person_id, role, words, since_on, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            participant.id.bits(), case.bits(), participant.person.map(Id::bits), participant.role.code(), sealed,
            participant.since, by.bits(), now
        ],
    )?;
    Ok(())
}

/// Who takes part: the person it is about, then the others in the order in which they joined.
pub fn list_participants(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
) -> Result<Vec<Participant>, Error> {
    let rows = tx.conn().query(
        "SELECT id, person_id, role, words, since_on FROM participant WHERE case_id = $1
         ORDER BY CASE WHEN role = 'person_it_is_about' THEN 0 ELSE 1 END, since_on, recorded_at, id",
        values![case.id.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let id = ParticipantId::from_bits(row.i64(0)?);
        let words: Words = tx.open(case.id, "participant.words", id, row.bytes(3)?)?;
        out.push(Participant {
            id,
            person: row.opt_i64(1)?.map(PersonId::from_bits),
            role: ParticipantRole::from_code(row.text(2)?).map_err(unknown)?,
            power: words.power,
            described: words.described,
            since: day_of(row.i64(4)?)?,
        });
    }
    Ok(out)
}
