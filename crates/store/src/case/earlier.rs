//! Earlier records of the person whom a case is about, as they were judged when they were found.

use crate::access::Permitted;
use crate::case::unknown;
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use throughcare_domain::case::Case;
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::Verdict;
use throughcare_domain::moment::Moment;
use throughcare_domain::subject::Subject;

/// A record judged to be, or possibly to be, the same human being.
/// Shape: `held` lists what the case's own programme holds of it; of another programme only that it holds something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EarlierRecord {
    pub link: Option<LinkId>,
    pub verdict: Verdict,
    pub judged_by: Option<AccountId>,
    pub judged_at: Option<Moment>,
    pub programme: ProgrammeId,
    pub held: Vec<HeldRecord>,
}

/// One referral or case of an earlier record: when it came and how it ended, no words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldRecord {
    pub subject: Subject,
    pub reference: String,
    pub at: Moment,
    /// The code of its state.
    pub state: String,
}

/// Earlier records, the ones judged last first. Referrals of the same person record come with them.
pub fn list_earlier(tx: &mut Tx<'_>, case: &Permitted<Case>) -> Result<Vec<EarlierRecord>, Error> {
    let rows = tx.conn().query(
        "SELECT l.id, l.verdict, l.judged_by, l.judged_at, p.id, p.programme_id
         FROM person_link l
         JOIN person p ON p.id = CASE WHEN l.one_id = $1 THEN l.other_id ELSE l.one_id END
         WHERE (l.one_id = $1 OR l.other_id = $1) AND l.superseded_by IS NULL
         ORDER BY l.judged_at DESC, l.id DESC",
        values![case.person.bits()],
    )?;
    let mut out = Vec::new();
    let own = held(tx, case, case.person)?;
    if !own.is_empty() {
        out.push(EarlierRecord {
            link: None,
            verdict: Verdict::Same,
            judged_by: None,
            judged_at: None,
            programme: case.programme,
            held: own,
        });
    }
    for row in &rows {
        let verdict = Verdict::from_code(row.text(1)?).map_err(unknown)?;
        let programme = ProgrammeId::from_bits(row.i64(5)?);
        if verdict == Verdict::NotSame {
            continue;
        }
        let held = if programme == case.programme {
            held(tx, case, PersonId::from_bits(row.i64(4)?))?
        } else {
            Vec::new()
        };
        out.push(EarlierRecord {
            link: Some(LinkId::from_bits(row.i64(0)?)),
            verdict,
            judged_by: Some(AccountId::from_bits(row.i64(2)?)),
            judged_at: Some(Moment::from_micros(row.i64(3)?)),
            programme,
            held,
        });
    }
    Ok(out)
}

/// What the programme holds of one person record, without this case and its referral. Of a case from which the
/// reader is excluded there is nothing.
fn held(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    person: PersonId,
) -> Result<Vec<HeldRecord>, Error> {
    let me = tx.actor().account().map_or(0, Id::bits);
    let rows = tx.conn().query(
        "SELECT 'referral', r.id, r.reference, r.received_at, r.state
         FROM referral_person p JOIN referral r ON r.id = p.referral_id
         WHERE p.person_id = $1 AND +r.programme_id = $2 AND r.id <> $3
         UNION ALL
         SELECT 'case', k.id, k.reference, k.opened_at, k.state
         FROM case_record k
         WHERE k.person_id = $1 AND k.programme_id = $2 AND k.id <> $4
           AND NOT EXISTS (SELECT 1 FROM excluded_staff x WHERE x.case_id = k.id AND x.account_id = $5 AND x.lifted_at IS NULL)
         ORDER BY 4 DESC",
        values![
            person.bits(), case.programme.bits(), case.referral.map_or(0, Id::bits), case.id.bits(), me
        ],
    )?;
    rows.iter()
        .map(|r| {
            Ok(HeldRecord {
                subject: Subject::from_stored(r.text(0)?, r.i64(1)?).ok_or(Error::NotFound)?,
                reference: r.text(2)?.to_owned(),
                at: Moment::from_micros(r.i64(3)?),
                state: r.text(4)?.to_owned(),
            })
        })
        .collect()
}
