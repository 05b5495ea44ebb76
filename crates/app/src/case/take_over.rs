//! A case taken over from earlier records: it begins on a day, in a stage, and its clocks begin then.

use crate::Refusal;
use throughcare_domain::case::fact::opening;
use throughcare_domain::case::*;
use throughcare_domain::fact::{Fact, Happening};
use throughcare_domain::id::*;
use throughcare_domain::moment::Day;
use throughcare_domain::ownership::Ownership;
use throughcare_domain::person::Identity;
use throughcare_store::programme::{self, ReferenceKind};
use throughcare_store::{Tx, case as table};

/// A case as earlier records hold it.
#[derive(Clone, Debug)]
pub struct TakeOverDraft {
    pub person: Identity,
    pub on: Day,
    /// Which records it comes from.
    pub from: String,
    pub stage: StateCode,
    /// Where it stood, in words.
    pub stage_words: String,
}

/// Opens a case without a referral. Whoever takes it over owns it until they assign it.
pub fn take_over(
    mut tx: Tx<'_>,
    programme_id: ProgrammeId,
    draft: TakeOverDraft,
) -> Result<CaseId, Refusal<CaseRefusal>> {
    let programme = programme::adopted(&mut tx, programme_id)?;
    let owner = tx.actor().account().ok_or(Refusal::NotFound)?;
    let now = tx.now();
    let today = programme.today(now);
    let begins = if draft.on == today {
        now
    } else {
        draft.on.begins(&programme.file.calendar.zone)
    };
    let person: PersonId = tx.new_id();
    table::insert_person(&mut tx, &programme, person, &draft.person)?;
    let taken = TakenOver {
        on: draft.on,
        from: draft.from,
        stage: draft.stage_words,
    };
    taken.check(draft.stage, today).map_err(Refusal::Rule)?;
    if draft.person.shown().trim().is_empty() {
        return Err(Refusal::Rule(CaseRefusal::NobodyDescribed));
    }
    let case = Case {
        id: tx.new_id(),
        programme: programme.id,
        reference: programme::next_reference(&mut tx, &programme, ReferenceKind::Case)?,
        referral: None,
        person,
        state: match draft.stage {
            StateCode::Active => State::Active { since: begins },
            StateCode::Considered | StateCode::Closed => State::Considered,
        },
        ownership: Ownership::Held { by: owner },
        discoverable: programme.file.discoverable,
        taken_over: Some(taken),
        opened_at: begins,
        review_on: None,
        version: 1,
    };
    let participant = table::insert_case(&mut tx, &programme, &case)?;
    let child = draft.person.birth.child_on(today);
    let facts: Vec<Happening> = opening(&case, None, participant, child)
        .into_iter()
        .map(|fact| Fact::from(fact).happened(begins))
        .collect();
    tx.commit(facts)?;
    Ok(case.id)
}
