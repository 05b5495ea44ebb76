//! Person records: who somebody is, sealed under the record's own key, and the keyed tokens by which it is found.
//!
//! Invariant: a person record is reached through the referral or case that concerns it, and permission is theirs.

use crate::access::{self, Permitted};
use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use serde::{Deserialize, Serialize};
use throughcare_domain::case::Case;
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::person::*;
use throughcare_domain::policy::Action;
use throughcare_matching as matching;

/// What concerns people: their records are opened and changed through it.
pub trait Concerns {
    fn programme(&self) -> ProgrammeId;
    fn concerns(&self, person: PersonId) -> bool;
}

impl Concerns for Referral {
    fn programme(&self) -> ProgrammeId {
        self.programme
    }
    fn concerns(&self, person: PersonId) -> bool {
        self.persons.contains(&person)
    }
}

impl Concerns for Case {
    fn programme(&self) -> ProgrammeId {
        self.programme
    }
    fn concerns(&self, person: PersonId) -> bool {
        self.person == person
    }
}

#[derive(Serialize, Deserialize)]
struct PlaceWords {
    town: Option<String>,
    street: Option<String>,
    school_or_work: Option<String>,
    guardian: Option<String>,
    languages: Option<String>,
}

/// The columns of who somebody is, sealed.
struct SealedIdentity {
    described: Option<Vec<u8>>,
    birth: Vec<u8>,
    place: Vec<u8>,
}

fn sealed(tx: &mut Tx<'_>, id: PersonId, identity: &Identity) -> Result<SealedIdentity, Error> {
    let words = PlaceWords {
        town: identity.town.clone(),
        street: identity.street.clone(),
        school_or_work: identity.school_or_work.clone(),
        guardian: identity.guardian.clone(),
        languages: identity.languages.clone(),
    };
    Ok(SealedIdentity {
        described: identity
            .described
            .as_ref()
            .map(|d| tx.seal(id, "person.described", id, d))
            .transpose()?,
        birth: tx.seal(id, "person.birth", id, &identity.birth)?,
        place: tx.seal(id, "person.place", id, &words)?,
    })
}

/// Records a person whom a referral concerns, after those whom it concerns already.
pub fn insert_person(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    id: PersonId,
    identity: &Identity,
) -> Result<(), Error> {
    insert_record(tx, referral.programme, id, identity)?;
    tx.conn().execute(
        "INSERT INTO referral_person (referral_id, person_id, position)
         SELECT $1, $2, COUNT(*) FROM referral_person WHERE referral_id = $1",
        values![referral.id.bits(), id.bits()],
    )?;
    Ok(())
}

/// Records the person whom a case taken over from earlier records is about.
pub fn insert_taken_over(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    id: PersonId,
    identity: &Identity,
) -> Result<(), Error> {
    access::permit_in(tx, Action::TakeOverCase, programme)?;
    insert_record(tx, programme, id, identity)
}

/// Makes a person record with its key, names and tokens. Whoever calls it has asked for permission.
pub(crate) fn insert_record(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    id: PersonId,
    identity: &Identity,
) -> Result<(), Error> {
    tx.new_key(id)?;
    let columns = sealed(tx, id, identity)?;
    tx.conn().execute(
        "INSERT INTO person (id, programme_id, described, birth, place, erased_at, version)
         VALUES ($1, $2, $3, $4, $5, NULL, 1)",
        values![
            id.bits(),
            programme.bits(),
            columns.described,
            columns.birth,
            columns.place
        ],
    )?;
    insert_names(tx, id, &identity.names, 0)?;
    insert_tokens(tx, id, identity)
}

fn insert_names(
    tx: &mut Tx<'_>,
    person: PersonId,
    names: &[PersonName],
    from: i64,
) -> Result<(), Error> {
    for (name, position) in names.iter().zip(from..) {
        let id: NameId = tx.new_id();
        let sealed = tx.seal(person, "person_name.name", id, &name.text)?;
        tx.conn().execute(
            "INSERT INTO person_name (id, person_id, kind, name, position, struck_at) VALUES ($1, $2, $3, $4, $5, NULL)",
            values![id.bits(), person.bits(), name.kind.code(), sealed, position],
        )?;
    }
    Ok(())
}

/// The names of a person, each with its kind, in the order in which they were given.
pub fn list_names<T: Concerns>(
    tx: &mut Tx<'_>,
    through: &Permitted<T>,
    id: PersonId,
) -> Result<Vec<PersonName>, Error> {
    if !through.concerns(id) {
        return Err(Error::NotFound);
    }
    Ok(names_of(tx, id)?
        .into_iter()
        .map(|(_, name)| name)
        .collect())
}

fn names_of(tx: &mut Tx<'_>, id: PersonId) -> Result<Vec<(NameId, PersonName)>, Error> {
    let rows = tx.conn().query(
        "SELECT id, kind, name FROM person_name WHERE person_id = $1 AND struck_at IS NULL ORDER BY position, id",
        values![id.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let name = NameId::from_bits(row.i64(0)?);
        let kind = NameKind::from_code(row.text(1)?).map_err(|e| Error::engine(e.to_string()))?;
        let text = tx.open(id, "person_name.name", name, row.bytes(2)?)?;
        out.push((name, PersonName { kind, text }));
    }
    Ok(out)
}

/// Opens the record of a person whom a referral or a case concerns. An erased record is none.
pub fn find_person<T: Concerns>(
    tx: &mut Tx<'_>,
    through: &Permitted<T>,
    id: PersonId,
) -> Result<Option<Person>, Error> {
    if !through.concerns(id) {
        return Ok(None);
    }
    find_record(tx, id)
}

/// Opens a person record for whoever has permission by another way, such as a search for earlier contact.
pub(crate) fn find_record(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Person>, Error> {
    let row = tx.conn().query_opt(
        "SELECT programme_id, described, birth, place, version FROM person WHERE id = $1 AND erased_at IS NULL",
        values![id.bits()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let described = row
        .opt_bytes(1)?
        .map(|b| tx.open(id, "person.described", id, b))
        .transpose()?;
    let birth: Birth = tx.open(id, "person.birth", id, row.bytes(2)?)?;
    let place: PlaceWords = tx.open(id, "person.place", id, row.bytes(3)?)?;
    let names = names_of(tx, id)?.into_iter().map(|(_, n)| n).collect();
    Ok(Some(Person {
        id,
        programme: ProgrammeId::from_bits(row.i64(0)?),
        identity: Identity {
            names,
            described,
            birth,
            town: place.town,
            street: place.street,
            school_or_work: place.school_or_work,
            guardian: place.guardian,
            languages: place.languages,
        },
        version: row.i64(4)?,
    }))
}

/// The name, or the description, by which a list shows a person.
pub(crate) fn shown(tx: &mut Tx<'_>, id: PersonId) -> Result<String, Error> {
    Ok(find_record(tx, id)?
        .map(|p| p.identity.shown().to_owned())
        .unwrap_or_default())
}

/// Changes what is known of who somebody is. Names that are given up are struck and stay in the file;
/// the tokens are written anew.
/// Errors: stale, when the record changed since `person` was opened.
pub fn revise_identity<T: Concerns>(
    tx: &mut Tx<'_>,
    through: &Permitted<T>,
    person: &Person,
    identity: &Identity,
) -> Result<(), Error> {
    if !through.concerns(person.id) {
        return Err(Error::NotFound);
    }
    let id = person.id;
    let columns = sealed(tx, id, identity)?;
    let changed = tx.conn().execute(
        "UPDATE person SET described = $3, birth = $4, place = $5, version = version + 1
         WHERE id = $1 AND version = $2 AND erased_at IS NULL",
        values![
            id.bits(),
            person.version,
            columns.described,
            columns.birth,
            columns.place
        ],
    )?;
    if changed != 1 {
        return Err(Error::Stale);
    }
    revise_names(tx, id, &identity.names)?;
    tx.conn().execute(
        "DELETE FROM person_token WHERE person_id = $1",
        values![id.bits()],
    )?;
    insert_tokens(tx, id, identity)
}

fn revise_names(tx: &mut Tx<'_>, id: PersonId, names: &[PersonName]) -> Result<(), Error> {
    let now = tx.now();
    let mut known = names_of(tx, id)?;
    let mut fresh = Vec::new();
    for (position, name) in (0_i64..).zip(names) {
        let Some(place) = known.iter().position(|(_, k)| k == name) else {
            fresh.push((position, name.clone()));
            continue;
        };
        let (kept, _) = known.remove(place);
        tx.conn().execute(
            "UPDATE person_name SET position = $2 WHERE id = $1",
            values![kept.bits(), position],
        )?;
    }
    for (struck, _) in known {
        tx.conn().execute(
            "UPDATE person_name SET struck_at = $2 WHERE id = $1",
            values![struck.bits(), now],
        )?;
    }
    for (position, name) in fresh {
        insert_names(tx, id, &[name], position)?;
    }
    Ok(())
}

/// The generation under which tokens are written: the way in which keys are made, and the index key that tokens
/// are made with.
pub fn generation(tx: &Tx<'_>) -> i64 {
    tx.house().keys().index_generation * 1000 + i64::from(matching::GENERATION)
}

/// The keyed token of one key.
pub fn token(tx: &Tx<'_>, key: &matching::Key) -> i64 {
    tx.house().keys().token("person", &key.text)
}

fn insert_tokens(tx: &mut Tx<'_>, id: PersonId, identity: &Identity) -> Result<(), Error> {
    let generation = generation(tx);
    for key in matching::index_keys(&for_matching(identity)) {
        let token = token(tx, &key);
        tx.conn().execute(
            "INSERT INTO person_token (generation, token, person_id) VALUES ($1, $2, $3)
             ON CONFLICT (generation, token, person_id) DO NOTHING",
            values![generation, token, id.bits()],
        )?;
    }
    Ok(())
}

/// What matching compares of who somebody is.
pub fn for_matching(identity: &Identity) -> matching::Identity {
    let small = |n: i8| u8::try_from(n).unwrap_or_default();
    let birth = match identity.birth.date {
        BirthDate::Unknown => matching::Birth::Unknown,
        BirthDate::Year { year } => matching::Birth::Year(year),
        BirthDate::About { year, give } => matching::Birth::AboutYear {
            year,
            plus_minus: u8::try_from(give).unwrap_or(u8::MAX),
        },
        BirthDate::Month { year, month } => matching::Birth::YearMonth {
            year,
            month: small(month),
        },
        BirthDate::Day { on } => matching::Birth::Day {
            year: on.date().year(),
            month: small(on.date().month()),
            day: small(on.date().day()),
        },
    };
    matching::Identity {
        names: identity.names.iter().map(|n| n.text.clone()).collect(),
        birth,
        place: identity.town.clone(),
    }
}
