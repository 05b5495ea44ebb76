//! The standards of a programme, for everybody who works by them.

use crate::Refusal;
use crate::refusal::NoRule;
use std::collections::BTreeSet;
use std::sync::Arc;
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_domain::programme::check_with_counsel;
use throughcare_store::programme::{self as table, Adopted};
use throughcare_store::{Tx, access, account};

/// A programme as its page shows it.
pub struct ProgrammeView {
    pub adopted: Arc<Adopted>,
    pub lead_agency: String,
    pub agencies: Vec<String>,
    /// Who has the duty for what arrives now; none when nobody has.
    pub on_duty: Option<String>,
    /// The file as it was adopted, to the letter.
    pub text: String,
    /// The sections that the file marks "check with counsel"; an empty name for the whole.
    pub counsel: BTreeSet<String>,
}

pub fn show(tx: &mut Tx<'_>, id: ProgrammeId) -> Result<ProgrammeView, Refusal<NoRule>> {
    access::permit_in(tx, Action::ReadProgramme, id)?;
    let adopted = table::find_adopted(tx, id)?.ok_or(Refusal::NotFound)?;
    let text = table::find_text(tx, id, adopted.version)?;
    let agencies = table::list_agencies_of(tx, id)?;
    let lead = agencies.iter().find(|a| a.id == adopted.lead_agency);
    let on_duty = match table::find_duty_owner(tx, &adopted)? {
        Some(account) => Some(account::name_of(tx, account)?),
        None => None,
    };
    Ok(ProgrammeView {
        lead_agency: lead.map(|a| a.name.clone()).unwrap_or_default(),
        agencies: agencies
            .iter()
            .filter(|a| a.id != adopted.lead_agency)
            .map(|a| a.name.clone())
            .collect(),
        on_duty,
        counsel: check_with_counsel(&text),
        text,
        adopted,
    })
}

/// The programmes that somebody may read about whose hat is not worn in one.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<(ProgrammeId, String)>, Refusal<NoRule>> {
    let mut out = Vec::new();
    for (id, name, _) in table::list_programmes(tx)? {
        if access::permit_in(tx, Action::ReadProgramme, id).is_ok() {
            out.push((id, name));
        }
    }
    Ok(out)
}
