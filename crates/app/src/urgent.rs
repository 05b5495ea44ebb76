//! Act now: from any state of an enquiry, a referral or a case, with no guard before it.

use crate::Refusal;
use crate::refusal::NoRule;
use throughcare_domain::decision::{Disclosure, DisclosureKind};
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::identify::urgent::{UrgentAct, UrgentDraft, UrgentRefusal};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::access::Near;
use throughcare_store::notice::{self, NoticeKind};
use throughcare_store::{Tx, account, disclosure, label, ownership, remark, urgent};

/// Writes down what was done at once, who was told, on what basis and when. The steps skipped fall due afterwards.
/// Whoever was told outside is kept as a disclosure too; the owner and those who answer for the owner's work hear of it.
pub fn act_now(
    mut tx: Tx<'_>,
    subject: Subject,
    draft: UrgentDraft,
) -> Result<UrgentActId, Refusal<UrgentRefusal>> {
    let held = ownership::open(&mut tx, Action::ActNow, subject)?;
    let by = tx.actor().account().ok_or(Refusal::NotFound)?;
    draft.check(tx.now()).map_err(Refusal::Rule)?;
    let act = UrgentAct {
        id: tx.new_id(),
        subject,
        what_was_done: draft.what_was_done,
        who_was_told: draft.who_was_told,
        basis: draft.basis,
        done_at: draft.done_at,
        done_by: draft.done_by,
        recorded_by: by,
    };
    urgent::insert_urgent_act(&mut tx, &held, &act)?;
    if !act.who_was_told.trim().is_empty() {
        let told = Disclosure {
            id: tx.new_id(),
            kind: DisclosureKind::UrgentAct,
            to: act.who_was_told.clone(),
            what: act.what_was_done.clone(),
            basis: act.basis,
            told_at: act.done_at,
            recorded_by: Some(by),
        };
        disclosure::insert_disclosure(&mut tx, &held, &told)?;
    }
    let mut hear = urgent::list_answerable(&mut tx, &held)?;
    hear.push(held.ownership.owner());
    hear.sort();
    hear.dedup();
    for account in hear.into_iter().filter(|a| *a != by) {
        notice::queue(&mut tx, account, NoticeKind::UrgentActDone, subject)?;
    }
    let words = tx.narrative(&[&act.what_was_done, &act.who_was_told, &act.done_by]);
    let done = F::UrgentActDone {
        subject,
        act: act.id,
        words,
    };
    tx.commit([Fact::from(done).happened(act.done_at)])?;
    Ok(act.id)
}

/// Writes down what came of an urgent act, who was told since, and which steps were skipped.
pub fn write_up(
    mut tx: Tx<'_>,
    subject: Subject,
    act: UrgentActId,
    words: &str,
) -> Result<(), Refusal<UrgentRefusal>> {
    let held = ownership::open(&mut tx, Action::ActNow, subject)?;
    if words.trim().is_empty() {
        return Err(Refusal::Rule(UrgentRefusal::NothingSaid));
    }
    let known = urgent::list_urgent_acts(&mut tx, &held)?;
    if !known.iter().any(|a| a.id == act) {
        return Err(Refusal::NotFound);
    }
    let fact = F::UrgentActWrittenUp {
        subject,
        act,
        words: tx.narrative(&[words]),
    };
    let fact = remark::insert_remark(&mut tx, fact, words)?;
    Ok(tx.commit([fact])?)
}

/// What was done at once about something, as the page shows it before more is written down.
pub struct UrgentView {
    /// Latest first, with who wrote it down and what came of it since.
    pub acts: Vec<(UrgentAct, String, Vec<String>)>,
    /// Whom it is about, for whoever may read that.
    pub about: Option<String>,
    pub me: String,
}

pub fn show(tx: &mut Tx<'_>, subject: Subject) -> Result<UrgentView, Refusal<NoRule>> {
    let held = ownership::open(tx, Action::ActNow, subject)?;
    tx.view(Action::ActNow, subject);
    let remarks = remark::list_remarks(tx, subject)?;
    let mut acts = Vec::new();
    for act in urgent::list_urgent_acts(tx, &held)? {
        let written: Vec<String> = remarks
            .iter()
            .filter(|r| {
                r.fact == "identify.urgent-act-written-up" && r.about == Some(act.id.bits())
            })
            .map(|r| r.words.clone())
            .collect();
        let name = account::name_of(tx, act.recorded_by)?;
        acts.push((act, name, written));
    }
    let near = Near::to(tx, subject)?;
    let me = tx.actor().account().ok_or(Refusal::NotFound)?;
    Ok(UrgentView {
        acts,
        about: label::find_label(tx, &near)?,
        me: account::name_of(tx, me)?,
    })
}
