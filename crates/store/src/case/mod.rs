//! Cases: their opening, their state, and the lists and the timeline that are read from them.

pub mod earlier;
pub mod excluded;
pub mod list;
pub mod moderator;
pub mod participant;
pub mod safe_contact;
pub mod timeline;

use crate::access::{self, Permitted};
use crate::error::Error;
use crate::identify::{person, referral};
use crate::programme::Adopted;
use crate::tx::Tx;
use crate::{ownership, values};
use serde::{Deserialize, Serialize};
use throughcare_domain::case::*;
use throughcare_domain::code::{Code, UnknownCode};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::Discoverable;
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::person::{Child, Identity};
use throughcare_domain::policy::Action;

#[derive(Serialize, Deserialize)]
struct TakenOverWords {
    from: String,
    stage: String,
}

pub(crate) fn unknown(code: UnknownCode) -> Error {
    Error::engine(code.to_string())
}

pub(crate) fn day_of(number: i64) -> Result<Day, Error> {
    Day::from_number(number).map_err(|e| Error::engine(e.to_string()))
}

/// Opens a case with its key, its owner and the person it is about, and says which participant that is.
/// Errors: not found, when the actor may neither decide on its referral nor take cases over.
pub fn insert_case(
    tx: &mut Tx<'_>,
    programme: &Adopted,
    case: &Case,
) -> Result<ParticipantId, Error> {
    match case.referral {
        Some(referral) => access::permit(tx, Action::DecideScreening, referral.into())
            .or_else(|_| access::permit(tx, Action::SecondScreening, referral.into()))?,
        None => access::permit_in(tx, Action::TakeOverCase, programme.id)?,
    }
    tx.new_key(case.id)?;
    let taken_over = match &case.taken_over {
        None => None,
        Some(taken) => {
            let words = TakenOverWords {
                from: taken.from.clone(),
                stage: taken.stage.clone(),
            };
            Some(tx.seal(case.id, "case_record.taken_over", case.id, &words)?)
        }
    };
    let (state_at, ending) = state_columns(&case.state);
    tx.conn().execute(
        "INSERT INTO case_record (id, programme_id, reference, referral_id, person_id, state, state_at, ending, discoverable,
           taken_over_on, taken_over, opened_at, review_on, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
        values![
            case.id.bits(), programme.id.bits(), &case.reference, case.referral.map(Id::bits), case.person.bits(),
            case.state.code().code(), state_at, ending, case.discoverable.code(),
            case.taken_over.as_ref().map(|t| t.on), taken_over, case.opened_at, case.review_on
        ],
    )?;
    ownership::insert_ownership(tx, case.id.into(), programme.id, case.ownership.owner())?;
    let first = Participant {
        id: tx.new_id(),
        person: Some(case.person),
        role: ParticipantRole::PersonItIsAbout,
        power: String::new(),
        described: String::new(),
        since: case.opened_at.day(&programme.file.calendar.zone),
    };
    let by = tx.actor().account().unwrap_or(case.ownership.owner());
    participant::insert(tx, case.id, &first, by)?;
    Ok(first.id)
}

fn state_columns(state: &State) -> (Option<Moment>, Option<&'static str>) {
    match state {
        State::Considered => (None, None),
        State::Active { since } => (Some(*since), None),
        State::Closed { at, ending } => (Some(*at), Some(ending.code())),
    }
}

pub(crate) fn state_of(code: &str, at: Option<i64>, ending: Option<&str>) -> Result<State, Error> {
    let at = Moment::from_micros(at.unwrap_or_default());
    Ok(match StateCode::from_code(code).map_err(unknown)? {
        StateCode::Considered => State::Considered,
        StateCode::Active => State::Active { since: at },
        StateCode::Closed => State::Closed {
            at,
            ending: Ending::from_code(ending.unwrap_or_default()).map_err(unknown)?,
        },
    })
}

/// Opens a case for what the actor wants to do with it.
pub fn open(tx: &mut Tx<'_>, action: Action, id: CaseId) -> Result<Permitted<Case>, Error> {
    access::permit(tx, action, id.into())?;
    let held = ownership::find(tx, id.into())?;
    let row = tx.conn().query_one(
        "SELECT programme_id, reference, referral_id, person_id, state, state_at, ending, discoverable, taken_over_on,
           taken_over, opened_at, review_on, version
         FROM case_record WHERE id = $1",
        values![id.bits()],
    )?;
    let taken_over = match (row.opt_i64(8)?, row.opt_bytes(9)?) {
        (Some(on), Some(sealed)) => {
            let words: TakenOverWords = tx.open(id, "case_record.taken_over", id, sealed)?;
            Some(TakenOver {
                on: day_of(on)?,
                from: words.from,
                stage: words.stage,
            })
        }
        _ => None,
    };
    let case = Case {
        id,
        programme: ProgrammeId::from_bits(row.i64(0)?),
        reference: row.text(1)?.to_owned(),
        referral: row.opt_i64(2)?.map(ReferralId::from_bits),
        person: PersonId::from_bits(row.i64(3)?),
        state: state_of(row.text(4)?, row.opt_i64(5)?, row.opt_text(6)?)?,
        ownership: held.ownership,
        discoverable: Discoverable::from_code(row.text(7)?).map_err(unknown)?,
        taken_over,
        opened_at: Moment::from_micros(row.i64(10)?),
        review_on: row.opt_i64(11)?.map(day_of).transpose()?,
        version: row.i64(12)?,
    };
    Ok(Permitted::new(case, action))
}

/// Records the person whom a case taken over from earlier records is about.
pub fn insert_person(
    tx: &mut Tx<'_>,
    programme: &Adopted,
    id: PersonId,
    identity: &Identity,
) -> Result<(), Error> {
    access::permit_in(tx, Action::TakeOverCase, programme.id)?;
    person::insert_record(tx, programme.id, id, identity)
}

/// The referral from which a case came. Whoever may act on the case may read what it began with.
pub fn find_origin(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
) -> Result<Option<Permitted<Referral>>, Error> {
    let Some(referral) = case.referral else {
        return Ok(None);
    };
    let found = referral::load(tx, referral)?;
    Ok(Some(Permitted::new(found, case.action())))
}

/// The open cases about a person, each with how their age was judged last.
pub fn list_ages_judged<T: person::Concerns>(
    tx: &mut Tx<'_>,
    through: &Permitted<T>,
    of: PersonId,
) -> Result<Vec<(CaseId, Option<Child>)>, Error> {
    if !through.concerns(of) {
        return Err(Error::NotFound);
    }
    let rows = tx.conn().query(
        "SELECT k.id,
           (SELECT a.code FROM audit_entry a
            WHERE a.stream_kind = 'case' AND a.stream_id = k.id AND a.action = 'case.age-judged'
            ORDER BY a.seq DESC LIMIT 1)
         FROM case_record k
         WHERE k.person_id = $1 AND k.programme_id = $2 AND k.state <> 'closed'
         ORDER BY k.id",
        values![of.bits(), through.programme().bits()],
    )?;
    rows.iter()
        .map(|row| {
            let judged = row.opt_text(1)?.map(Child::from_code).transpose();
            Ok((CaseId::from_bits(row.i64(0)?), judged.map_err(unknown)?))
        })
        .collect()
}

/// Moves a case to another state, with the day on which its record is to be looked at when it ends.
/// Errors: stale, when somebody changed the case in between.
pub fn revise_state(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    state: &State,
    review_on: Option<Day>,
) -> Result<(), Error> {
    let (state_at, ending) = state_columns(state);
    let changed = tx.conn().execute(
        "UPDATE case_record SET state = $3, state_at = $4, ending = $5, review_on = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        values![case.id.bits(), case.version, state.code().code(), state_at, ending, review_on],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}
