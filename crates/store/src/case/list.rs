//! Lists of cases, paged by clear columns.

use crate::access::Visible;
use crate::case::state_of;
use crate::db::Row;
use crate::error::Error;
use crate::tx::Tx;
use crate::visible_rows;
use throughcare_domain::case::State;
use throughcare_domain::coded;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;

coded! {
    /// Which cases a list shows.
    Which {
        Open = "open",
        Considered = "considered",
        Active = "active",
        Closed = "closed",
    }
}

/// One row of a list of cases.
/// Shape: `shown` is opened for the rows returned and no others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseRow {
    pub id: CaseId,
    pub reference: String,
    pub person: PersonId,
    /// The name, or the description, of the person it is about.
    pub shown: String,
    pub state: State,
    pub owner: AccountId,
    pub offered_to: Option<AccountId>,
    pub opened_at: Moment,
    /// What is open and past its time.
    pub late: i64,
    pub next_due_at: Option<Moment>,
}

/// The rows of one page are found first; what is late, and what comes next, is counted for them and no others.
const COLUMNS: &str = "SELECT p.id, p.reference, p.person_id, p.state, p.state_at, p.ending, p.owner_id, p.offered_to, p.opened_at,
           (SELECT COUNT(*) FROM expectation x WHERE x.subject_kind = 'case' AND x.subject_id = p.id
              AND x.outcome = 'open' AND x.due_at < $3),
           (SELECT MIN(x.due_at) FROM expectation x WHERE x.subject_kind = 'case' AND x.subject_id = p.id
              AND x.outcome = 'open')
         FROM (SELECT k.id, k.reference, k.person_id, k.state, k.state_at, k.ending, o.owner_id, o.offered_to, k.opened_at
         FROM case_record k JOIN ownership o ON o.subject_kind = 'case' AND o.subject_id = k.id";

/// For whoever sees less than the programme, the cases near them are found first: they are few.
const NEAR: &str = "k.id IN (
             SELECT w.subject_id FROM ownership w WHERE w.subject_kind = 'case' AND w.owner_id = $2
             UNION SELECT w.subject_id FROM ownership w WHERE w.subject_kind = 'case' AND w.offered_to = $2
             UNION SELECT c.subject_id FROM cover c WHERE c.subject_kind = 'case' AND c.account_id = $2
             UNION SELECT s.subject_id FROM second_look s WHERE s.subject_kind = 'case' AND s.named = $2
             UNION SELECT w.subject_id FROM supervision v JOIN ownership w ON w.owner_id = v.account_id
               WHERE w.subject_kind = 'case' AND v.supervisor_id = $2)";

/// Cases that the actor may see, newest first, from `before` on.
pub fn list_cases(
    tx: &mut Tx<'_>,
    visible: &Visible,
    which: Which,
    before: Option<(Moment, CaseId)>,
    most: i64,
) -> Result<Vec<CaseRow>, Error> {
    let state = match which {
        Which::Open => "k.state <> 'closed'",
        Which::Considered => "k.state = 'considered'",
        Which::Active => "k.state = 'active'",
        Which::Closed => "k.state = 'closed'",
    };
    let near = if visible.whole_programme { "$4" } else { NEAR };
    let sql = format!(
        "{COLUMNS}
         WHERE k.programme_id = $1 AND {state} AND {near}
           AND k.opened_at <= $10 AND (k.opened_at < $10 OR k.id < $11) AND {}
         ORDER BY k.opened_at DESC, k.id DESC LIMIT $12) p
         ORDER BY p.opened_at DESC, p.id DESC",
        visible_rows!()
    );
    let mut values = visible.parameters(tx);
    values.push(before.map_or(i64::MAX, |(at, _)| at.micros()).into());
    values.push(before.map_or(i64::MAX, |(_, id)| id.bits()).into());
    values.push(most.into());
    let rows = tx.conn().query(&sql, &values)?;
    let out: Vec<CaseRow> = rows
        .iter()
        .map(|r| case_row(tx, r))
        .collect::<Result<_, _>>()?;
    let shown = out.iter().map(|r| Subject::Case(r.id)).collect();
    tx.view_list(Action::ListCases, shown);
    Ok(out)
}

fn case_row(tx: &mut Tx<'_>, row: &Row) -> Result<CaseRow, Error> {
    let person = PersonId::from_bits(row.i64(2)?);
    Ok(CaseRow {
        id: CaseId::from_bits(row.i64(0)?),
        reference: row.text(1)?.to_owned(),
        person,
        shown: crate::identify::person::shown(tx, person)?,
        state: state_of(row.text(3)?, row.opt_i64(4)?, row.opt_text(5)?)?,
        owner: AccountId::from_bits(row.i64(6)?),
        offered_to: row.opt_i64(7)?.map(AccountId::from_bits),
        opened_at: Moment::from_micros(row.i64(8)?),
        late: row.i64(9)?,
        next_due_at: row.opt_i64(10)?.map(Moment::from_micros),
    })
}
