//! Judgements that two records are, or are not, one human being. A later one supersedes; both stay.

use crate::access::Permitted;
use crate::db::Row;
use crate::error::Error;
use crate::identify::prior_contact::unknown;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::{Judgement, Search, Verdict};
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::moment::{Day, Moment};

const COLUMNS: &str =
    "SELECT l.id, l.verdict, l.why, l.judged_by, l.judged_at, l.other_id FROM person_link l";

/// Writes a judgement down. What was judged of the same two records before is superseded by it.
pub fn insert_link(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    search: &Search,
    of: PersonId,
    other: PersonId,
    judgement: &Judgement,
) -> Result<(), Error> {
    let why = tx.seal(of, "person_link.why", judgement.link, &judgement.why)?;
    tx.conn().execute(
        "UPDATE person_link SET superseded_by = $3
         WHERE superseded_by IS NULL AND ((one_id = $1 AND other_id = $2) OR (one_id = $2 AND other_id = $1))",
        values![of.bits(), other.bits(), judgement.link.bits()],
    )?;
    tx.conn().execute(
        "INSERT INTO person_link (id, one_id, other_id, referral_id, search_id, verdict, why, judged_by, judged_at, superseded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)",
        values![
            judgement.link.bits(), of.bits(), other.bits(), referral.id.bits(), search.id.bits(), judgement.verdict.code(),
            why, judgement.by.bits(), judgement.at
        ],
    )?;
    Ok(())
}

fn judgement_of(tx: &mut Tx<'_>, of: PersonId, row: &Row) -> Result<Judgement, Error> {
    let link = LinkId::from_bits(row.i64(0)?);
    Ok(Judgement {
        link,
        verdict: Verdict::from_code(row.text(1)?).map_err(unknown)?,
        why: tx.open(of, "person_link.why", link, row.bytes(2)?)?,
        by: AccountId::from_bits(row.i64(3)?),
        at: Moment::from_micros(row.i64(4)?),
    })
}

/// One judgement made in a search for `of`.
pub(crate) fn find(
    tx: &mut Tx<'_>,
    of: PersonId,
    link: LinkId,
) -> Result<Option<Judgement>, Error> {
    let sql = format!("{COLUMNS} WHERE l.id = $1 AND l.one_id = $2");
    let row = tx.conn().query_opt(&sql, values![link.bits(), of.bits()])?;
    row.map(|r| judgement_of(tx, of, &r)).transpose()
}

/// What stands of the judgements made in searches for a person of this referral, each with the other record.
pub fn list_standing(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    of: PersonId,
) -> Result<Vec<(PersonId, Judgement)>, Error> {
    if !referral.persons.contains(&of) {
        return Err(Error::NotFound);
    }
    let sql = format!("{COLUMNS} WHERE l.one_id = $1 AND l.superseded_by IS NULL ORDER BY l.id");
    let rows = tx.conn().query(&sql, values![of.bits()])?;
    rows.iter()
        .map(|r| Ok((PersonId::from_bits(r.i64(5)?), judgement_of(tx, of, r)?)))
        .collect()
}

/// What was judged, from first to last, of a person of this referral and another record.
pub fn list_judgements(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    of: PersonId,
    other: PersonId,
) -> Result<Vec<Judgement>, Error> {
    if !referral.persons.contains(&of) {
        return Err(Error::NotFound);
    }
    let sql = format!("{COLUMNS} WHERE l.one_id = $1 AND l.other_id = $2 ORDER BY l.id");
    let rows = tx.conn().query(&sql, values![of.bits(), other.bits()])?;
    rows.iter().map(|r| judgement_of(tx, of, r)).collect()
}

/// The days on which the people of this referral were referred before: under the same record, or under one
/// that is judged the same or possibly the same.
pub fn list_referred_before(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    day: impl Fn(Moment) -> Day,
) -> Result<Vec<Day>, Error> {
    let mut days = Vec::new();
    for person in &referral.persons {
        let rows = tx.conn().query(
            "SELECT DISTINCT r.id, r.received_at
             FROM referral r JOIN referral_person p ON p.referral_id = r.id
             WHERE r.id <> $2 AND r.received_at <= $3
               AND (p.person_id = $1
                 OR p.person_id IN (SELECT l.other_id FROM person_link l
                      WHERE l.one_id = $1 AND l.superseded_by IS NULL AND l.verdict IN ('same', 'possibly'))
                 OR p.person_id IN (SELECT l.one_id FROM person_link l
                      WHERE l.other_id = $1 AND l.superseded_by IS NULL AND l.verdict IN ('same', 'possibly')))",
            values![person.bits(), referral.id.bits(), referral.received_at],
        )?;
        for row in rows {
            days.push(day(Moment::from_micros(row.i64(1)?)));
        }
    }
    Ok(days)
}
