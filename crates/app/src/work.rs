//! The work list, the overdue page and what is missing: all read from the expectations.

use crate::Refusal;
use crate::refusal::NoRule;
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::Action;
use throughcare_store::access::Visible;
use throughcare_store::expectation::{self as table, ExpectedRow};
use throughcare_store::{Tx, access, account};

/// What the actor owes until an instant, with the owner's name.
pub fn mine(tx: &mut Tx<'_>, until: Moment) -> Result<Vec<ExpectedRow>, Refusal<NoRule>> {
    Ok(table::list_work(tx, until, 200)?)
}

/// What is late in the programme.
pub fn overdue(tx: &mut Tx<'_>) -> Result<Vec<(ExpectedRow, String)>, Refusal<NoRule>> {
    let programme: ProgrammeId = tx.actor().programme().ok_or(Refusal::NotFound)?;
    access::permit_in(tx, Action::SeeOverdue, programme)?;
    let visible = Visible::to(tx, Action::SeeOverdue);
    let rows = table::list_overdue(tx, &visible, 200)?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let name = account::name_of(tx, row.owner)?;
        out.push((row, name));
    }
    Ok(out)
}
