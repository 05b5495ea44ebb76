//! Cases: who takes part, on what they rest, how somebody is reached safely, and who may not see them.

pub mod adoption;
pub mod print;
pub mod show;
pub mod take_over;

pub use print::{PrintDraft, print, printed};
pub use show::{CaseView, May, list, show};
pub use take_over::{TakeOverDraft, take_over};

use crate::Refusal;
use throughcare_domain::account::Role;
use throughcare_domain::case::fact::Fact as F;
use throughcare_domain::case::safe_contact::{SafeContactCard, SafeContactDraft};
use throughcare_domain::case::*;
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::moment::Day;
use throughcare_domain::policy::Action;
use throughcare_store::case::{
    self as table, excluded, moderator as spans, participant, safe_contact,
};
use throughcare_store::{Tx, account, programme, remark};

/// Somebody who joins a case, as typed.
#[derive(Clone, Debug)]
pub struct ParticipantDraft {
    pub role: ParticipantRole,
    pub described: String,
    /// For a guardian: by what power.
    pub power: String,
    pub since: Day,
}

/// Adds somebody to those who take part.
pub fn join_participant(
    mut tx: Tx<'_>,
    id: CaseId,
    draft: ParticipantDraft,
) -> Result<ParticipantId, Refusal<CaseRefusal>> {
    let case = table::open(&mut tx, Action::JoinParticipant, id)?;
    let programme = programme::adopted(&mut tx, case.programme)?;
    let joins = Participant {
        id: tx.new_id(),
        person: None,
        role: draft.role,
        power: draft.power,
        described: draft.described,
        since: draft.since,
    };
    case.join(&joins, programme.today(tx.now()))
        .map_err(Refusal::Rule)?;
    participant::insert_participant(&mut tx, &case, &joins)?;
    tx.commit([F::ParticipantJoined {
        case: id,
        participant: joins.id,
        role: joins.role,
    }])?;
    Ok(joins.id)
}

/// Sets a moderator from a day on. What was set before holds until then.
pub fn set_moderator(
    mut tx: Tx<'_>,
    id: CaseId,
    kind: ModeratorKind,
    value: &str,
    from: Day,
) -> Result<ModeratorId, Refusal<CaseRefusal>> {
    let case = table::open(&mut tx, Action::SetModerator, id)?;
    case.open_to_changes().map_err(Refusal::Rule)?;
    let programme = programme::adopted(&mut tx, case.programme)?;
    moderator::check_value(kind, value, &programme.file.regions).map_err(Refusal::Rule)?;
    let set = Moderator {
        id: tx.new_id(),
        kind,
        value: value.to_owned(),
        from,
        until: None,
        recorded_by: tx.actor().account().ok_or(Refusal::NotFound)?,
    };
    spans::insert_moderator(&mut tx, &case, &set)?;
    tx.commit([F::ModeratorSet {
        case: id,
        moderator: set.id,
        of: kind,
        from,
    }])?;
    Ok(set.id)
}

/// Writes the next version of the safe-contact card.
/// Errors: stale, when the card in force is no longer at `version` (0 while there is none).
pub fn set_safe_contact(
    mut tx: Tx<'_>,
    id: CaseId,
    version: i64,
    draft: SafeContactDraft,
) -> Result<CardId, Refusal<CaseRefusal>> {
    let case = table::open(&mut tx, Action::WriteSafeContact, id)?;
    if safe_contact::newest_version(&mut tx, &case)? != version {
        return Err(Refusal::Stale);
    }
    case.open_to_changes().map_err(Refusal::Rule)?;
    draft.check().map_err(Refusal::Rule)?;
    let card = SafeContactCard {
        id: tx.new_id(),
        version: version + 1,
        how_and_when: draft.how_and_when,
        do_not_leave: draft.do_not_leave,
        do_not_tell: draft.do_not_tell,
        where_to_meet: draft.where_to_meet,
        in_pairs: draft.in_pairs,
        agreed_with: draft.agreed_with,
        recorded_at: tx.now(),
        recorded_by: tx.actor().account().ok_or(Refusal::NotFound)?,
    };
    safe_contact::supersede_card(&mut tx, &case, &card)?;
    let words = tx.narrative(&[
        &card.how_and_when,
        &card.do_not_leave,
        &card.do_not_tell,
        &card.where_to_meet,
        &card.agreed_with,
    ]);
    tx.commit([F::SafeContactSet {
        case: id,
        card: card.id,
        version: card.version,
        words,
    }])?;
    Ok(card.id)
}

/// Excludes a member of staff: for them the case does not exist from now on.
pub fn exclude_staff(
    mut tx: Tx<'_>,
    id: CaseId,
    who: AccountId,
    why: &str,
) -> Result<ExclusionId, Refusal<CaseRefusal>> {
    let case = table::open(&mut tx, Action::ExcludeStaff, id)?;
    if account::find_account(&mut tx, who)?.is_none() {
        return Err(Refusal::NotFound);
    }
    case.exclude(who, why).map_err(Refusal::Rule)?;
    if excluded::excluded(&mut tx, id.into(), who)? {
        return Err(Refusal::Rule(CaseRefusal::AlreadyExcluded));
    }
    let exclusion = Exclusion {
        id: tx.new_id(),
        account: who,
        why: why.to_owned(),
        lifted_at: None,
    };
    excluded::insert_exclusion(&mut tx, &case, &exclusion)?;
    let words = tx.narrative(&[why]);
    tx.commit([F::StaffExcluded {
        case: id,
        exclusion: exclusion.id,
        account: who,
        words,
    }])?;
    Ok(exclusion.id)
}

/// Lifts an exclusion, with a reason.
pub fn lift_exclusion(
    mut tx: Tx<'_>,
    id: CaseId,
    exclusion: ExclusionId,
    why: &str,
) -> Result<(), Refusal<CaseRefusal>> {
    let case = table::open(&mut tx, Action::ExcludeStaff, id)?;
    if why.trim().is_empty() {
        return Err(Refusal::Rule(CaseRefusal::NoReason));
    }
    excluded::revise_lifted(&mut tx, &case, exclusion)?;
    let lifted = F::ExclusionLifted {
        case: id,
        exclusion,
        words: tx.narrative(&[why]),
    };
    let fact = remark::insert_remark(&mut tx, lifted, why)?;
    Ok(tx.commit([fact])?)
}

/// Colleagues of the programme who could be excluded: without the owner and whoever is excluded already.
pub fn could_be_excluded<E>(
    tx: &mut Tx<'_>,
    id: CaseId,
) -> Result<Vec<(AccountId, String, Role)>, Refusal<E>> {
    let case = table::open(tx, Action::ExcludeStaff, id)?;
    let mut out = Vec::new();
    for colleague in account::list_colleagues(tx, case.programme, Role::ALL)? {
        let owns = case.ownership.owner() == colleague.0
            || case.ownership.offered_to() == Some(colleague.0);
        if !owns && !excluded::excluded(tx, id.into(), colleague.0)? {
            out.push(colleague);
        }
    }
    Ok(out)
}
