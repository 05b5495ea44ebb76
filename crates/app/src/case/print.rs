//! The summary of a case on paper: past copies cannot be found again, so each print is written down before it is made.

use crate::Refusal;
use crate::case::{CaseView, show};
use crate::refusal::NoRule;
use throughcare_domain::case::CaseRefusal;
use throughcare_domain::decision::{Basis, Disclosure, DisclosureKind};
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::policy::Action;
use throughcare_store::{Tx, case as table, disclosure};

/// A print as asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintDraft {
    /// Who will read it.
    pub to: String,
    /// What goes on paper.
    pub what: String,
    pub basis: Basis,
}

/// For how long after it was written down a print can be made. Unit: minutes.
const WITHIN: i64 = 15;

/// Writes down that a summary is about to be printed.
pub fn print(
    mut tx: Tx<'_>,
    id: CaseId,
    draft: PrintDraft,
) -> Result<DisclosureId, Refusal<CaseRefusal>> {
    let case = table::open(&mut tx, Action::ReadCase, id)?;
    if draft.to.trim().is_empty() {
        return Err(Refusal::Rule(CaseRefusal::NobodyDescribed));
    }
    let print = Disclosure {
        id: tx.new_id(),
        kind: DisclosureKind::Print,
        to: draft.to,
        what: draft.what,
        basis: draft.basis,
        told_at: tx.now(),
        recorded_by: tx.actor().account(),
    };
    disclosure::insert_disclosure(&mut tx, &case, &print)?;
    tx.commit([F::Disclosed {
        subject: id.into(),
        disclosure: print.id,
        of: DisclosureKind::Print,
    }])?;
    Ok(print.id)
}

/// The summary for a print that the actor wrote down a moment ago; none when it is somebody else's, or over.
pub fn printed(
    tx: &mut Tx<'_>,
    id: CaseId,
    print: DisclosureId,
) -> Result<Option<(CaseView, Disclosure)>, Refusal<NoRule>> {
    let case = table::open(tx, Action::ReadCase, id)?;
    tx.view(Action::ReadCase, id);
    let (me, now) = (tx.actor().account(), tx.now());
    let found = disclosure::list_disclosures(tx, &case)?
        .into_iter()
        .find(|d| d.id == print && d.kind == DisclosureKind::Print)
        .filter(|d| d.recorded_by == me && d.told_at.plus_minutes(WITHIN) > now);
    match found {
        Some(print) => Ok(Some((show(tx, id)?, print))),
        None => Ok(None),
    }
}
