//! The search for earlier contact: over all persons of all programmes, by keyed tokens, rarest first.
//!
//! Invariant: a record is opened for comparison only, and shown as far as its discoverability allows; what is not
//! discoverable is neither kept with the search nor counted.

use crate::access::Permitted;
use crate::db::Value;
use crate::error::Error;
use crate::identify::{person, person_link};
use crate::tx::Tx;
use crate::{programme, values};
use std::collections::{BTreeSet, HashMap};
use throughcare_domain::code::{Code, UnknownCode};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::*;
use throughcare_domain::identify::referral::Referral;
use throughcare_domain::moment::Moment;
use throughcare_domain::person::Person;
use throughcare_matching::{self as matching, Strength};

/// How many tokens of the index one search reads, at most.
const ROWS: usize = 4000;
/// How many records one search opens to compare, at most.
const OPENED: usize = 160;
/// How many tokens one statement asks for: a fixed number, so that the statement is prepared once.
const WIDTH: usize = 16;

pub(crate) fn unknown(error: UnknownCode) -> Error {
    Error::engine(error.to_string())
}

/// What a search turned up about one record.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub person: PersonId,
    pub programme: ProgrammeId,
    pub likeness: Likeness,
    pub shown: Shown,
}

/// The records that are like a person of a referral, strongest first.
/// Shape: records of the same referral are left out; pointers are kept only for strong likeness.
pub fn list_alike(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    searched: &Person,
) -> Result<Vec<Found>, Error> {
    let mine = person::for_matching(&searched.identity);
    let own: BTreeSet<i64> = referral.persons.iter().map(|p| p.bits()).collect();
    let mut strong = Vec::new();
    let mut weak = Vec::new();
    for id in gather(tx, &mine, &own)? {
        let Some(other) = person::find_record(tx, id)? else {
            continue;
        };
        let theirs = person::for_matching(&other.identity);
        let likeness = match matching::compare(&mine, &theirs).strength() {
            Strength::Strong => Likeness::Strong,
            Strength::Weak => Likeness::Weak,
            Strength::None => continue,
        };
        let Some(shown) = shown_of(tx, referral.programme, id, other.programme)? else {
            continue;
        };
        let found = Found {
            person: id,
            programme: other.programme,
            likeness,
            shown,
        };
        match likeness {
            Likeness::Strong => strong.push(found),
            Likeness::Weak if shown != Shown::Pointer => weak.push(found),
            Likeness::Weak => {}
        }
    }
    strong.extend(weak);
    Ok(strong)
}

/// The records to compare: those that share the rarest keys, and among them the most keys, come first.
fn gather(
    tx: &mut Tx<'_>,
    mine: &matching::Identity,
    own: &BTreeSet<i64>,
) -> Result<Vec<PersonId>, Error> {
    let generation = person::generation(tx);
    let mut left = ROWS;
    let mut out: Vec<PersonId> = Vec::new();
    for tier in matching::query_keys(mine) {
        let tokens: Vec<i64> = tier.iter().map(|key| person::token(tx, key)).collect();
        let mut hits: HashMap<i64, usize> = HashMap::new();
        for some in tokens.chunks(WIDTH) {
            let rows = persons_with(tx, generation, some, left)?;
            left -= rows.len().min(left);
            for id in rows {
                *hits.entry(id).or_default() += 1;
            }
        }
        let mut of_tier: Vec<(i64, usize)> = hits
            .into_iter()
            .filter(|(id, _)| !own.contains(id) && !out.contains(&PersonId::from_bits(*id)))
            .collect();
        of_tier.sort_by_key(|(id, shared)| (std::cmp::Reverse(*shared), *id));
        let room = OPENED - out.len();
        let chosen = of_tier.into_iter().take(room);
        out.extend(chosen.map(|(id, _)| PersonId::from_bits(id)));
        if left == 0 || out.len() >= OPENED {
            break;
        }
    }
    Ok(out)
}

fn persons_with(
    tx: &mut Tx<'_>,
    generation: i64,
    tokens: &[i64],
    most: usize,
) -> Result<Vec<i64>, Error> {
    const SQL: &str = "SELECT person_id FROM person_token
         WHERE generation = $1
           AND token IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         LIMIT $2";
    let Some(last) = tokens.last() else {
        return Ok(Vec::new());
    };
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut values: Vec<Value> = vec![generation.into(), most.into()];
    values.extend((0..WIDTH).map(|n| Value::from(*tokens.get(n).unwrap_or(last))));
    let rows = tx.conn().query(SQL, &values)?;
    rows.iter().map(|r| r.i64(0)).collect()
}

/// How a record appears to whoever acts, searching from `searcher`; none when it is not discoverable.
/// Shape: a case's own rule goes before its programme's, the closest of several; whoever is excluded from a case
/// meets its record as an outsider would, at the matching officer's door.
fn shown_of(
    tx: &mut Tx<'_>,
    searcher: ProgrammeId,
    id: PersonId,
    holder: ProgrammeId,
) -> Result<Option<Shown>, Error> {
    let me = tx.actor().account().map_or(0, Id::bits);
    let rows = tx.conn().query(
        "SELECT k.discoverable, EXISTS (SELECT 1 FROM excluded_staff x WHERE x.case_id = k.id AND x.account_id = $2
                   AND x.lifted_at IS NULL)
         FROM case_record k WHERE k.person_id = $1",
        values![id.bits(), me],
    )?;
    let mut closest: Option<Discoverable> = None;
    for row in &rows {
        if row.bool(1)? {
            return Ok(Some(Shown::Pointer));
        }
        let rule = Discoverable::from_code(row.text(0)?).map_err(unknown)?;
        closest = Some(closest.map_or(rule, |known| known.max(rule)));
    }
    let discoverable = match closest {
        Some(rule) => rule,
        None => programme::adopted(tx, holder)?.file.discoverable,
    };
    Ok(shown_to(searcher, holder, discoverable))
}

/// Writes a search down with what it turned up, or why none could be made yet.
pub fn insert_search(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    search: &Search,
) -> Result<(), Error> {
    let why = search
        .not_searchable_because
        .as_ref()
        .map(|why| tx.seal(referral.id, "prior_search.not_searchable", search.id, why))
        .transpose()?;
    tx.conn().execute(
        "INSERT INTO prior_search (id, referral_id, person_id, generation, not_searchable, weak_closed, searched_by,
           searched_at, owed_again_at, purpose)
         VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, NULL, $8)",
        values![
            search.id.bits(), referral.id.bits(), search.person.map(Id::bits), search.generation, why, search.by.bits(),
            search.at, search.purpose.code()
        ],
    )?;
    for candidate in &search.candidates {
        let link = candidate.judgement.as_ref().map(|j| j.link.bits());
        tx.conn().execute(
            "INSERT INTO prior_candidate (search_id, person_id, programme_id, likeness, shown, link_id, closed_at)
             VALUES ($1, $2, $3, $4, $5, $6, NULL)",
            values![
                search.id.bits(), candidate.person.bits(), candidate.programme.bits(), candidate.likeness.code(),
                candidate.shown.code(), link
            ],
        )?;
    }
    Ok(())
}

/// The latest search for one person of a referral; for nobody in particular where none is recorded yet.
pub fn find_latest_search(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    of: Option<PersonId>,
) -> Result<Option<Search>, Error> {
    let row = tx.conn().query_opt(
        "SELECT id, generation, not_searchable, weak_closed, searched_by, searched_at, owed_again_at, purpose
         FROM prior_search
         WHERE referral_id = $1 AND ((person_id = $2) OR (person_id IS NULL AND $2 = 0))
         ORDER BY searched_at DESC, id DESC LIMIT 1",
        values![referral.id.bits(), of.map_or(0, Id::bits)],
    )?;
    let Some(row) = row else { return Ok(None) };
    let id = SearchId::from_bits(row.i64(0)?);
    let mut words = |column: &str, sealed: Option<&[u8]>| {
        sealed
            .map(|b| tx.open::<String>(referral.id, column, id, b))
            .transpose()
    };
    let not_searchable_because = words("prior_search.not_searchable", row.opt_bytes(2)?)?;
    let weak_closed_because = words("prior_search.weak_closed", row.opt_bytes(3)?)?;
    Ok(Some(Search {
        id,
        referral: referral.id,
        person: of,
        at: Moment::from_micros(row.i64(5)?),
        by: AccountId::from_bits(row.i64(4)?),
        purpose: SearchPurpose::from_code(row.text(7)?).map_err(unknown)?,
        generation: row.i64(1)?,
        not_searchable_because,
        weak_closed_because,
        owed_again_at: row.opt_i64(6)?.map(Moment::from_micros),
        candidates: candidates_of(tx, referral.programme, id, of)?,
    }))
}

fn candidates_of(
    tx: &mut Tx<'_>,
    searcher: ProgrammeId,
    search: SearchId,
    of: Option<PersonId>,
) -> Result<Vec<Candidate>, Error> {
    let rows = tx.conn().query(
        "SELECT c.person_id, c.programme_id, c.likeness, c.shown, c.link_id, c.closed_at
         FROM prior_candidate c JOIN person p ON p.id = c.person_id
         WHERE c.search_id = $1 AND p.erased_at IS NULL
         ORDER BY c.likeness, c.person_id",
        values![search.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let person = PersonId::from_bits(row.i64(0)?);
        let holder = ProgrammeId::from_bits(row.i64(1)?);
        // Shown as narrowly as when it was found, or as now, whichever is less.
        let then = Shown::from_code(row.text(3)?).map_err(unknown)?;
        let Some(now) = shown_of(tx, searcher, person, holder)? else {
            continue;
        };
        let judgement = match (of, row.opt_i64(4)?) {
            (Some(of), Some(link)) => person_link::find(tx, of, LinkId::from_bits(link))?,
            _ => None,
        };
        out.push(Candidate {
            person,
            programme: holder,
            likeness: Likeness::from_code(row.text(2)?).map_err(unknown)?,
            shown: then.max(now),
            judgement,
            closed: row.opt_i64(5)?.is_some(),
        });
    }
    Ok(out)
}

/// Where the search for earlier contact stands for a referral, over everybody whom it concerns.
/// Shape: the same for whoever asks: what one colleague may not see still waits for another's judgement.
pub fn standing(tx: &mut Tx<'_>, referral: &Permitted<Referral>) -> Result<Standing, Error> {
    let people: Vec<i64> = match referral.persons.as_slice() {
        [] => vec![0],
        persons => persons.iter().map(|p| p.bits()).collect(),
    };
    let mut each = Vec::with_capacity(people.len());
    for person in people {
        each.push(standing_of(tx, referral.id, person)?);
    }
    Ok(Standing::of_all(each))
}

fn standing_of(tx: &mut Tx<'_>, referral: ReferralId, person: i64) -> Result<Standing, Error> {
    const WAITING: &str = "SELECT COUNT(*) FROM prior_candidate c JOIN person p ON p.id = c.person_id
           WHERE c.search_id = s.id AND p.erased_at IS NULL AND c.shown <> 'pointer' AND c.link_id IS NULL
             AND c.closed_at IS NULL";
    let sql = format!(
        "SELECT s.owed_again_at, s.not_searchable, ({WAITING} AND c.likeness = 'strong'), ({WAITING} AND c.likeness = 'weak')
         FROM prior_search s
         WHERE s.referral_id = $1 AND ((s.person_id = $2) OR (s.person_id IS NULL AND $2 = 0))
         ORDER BY s.searched_at DESC, s.id DESC LIMIT 1"
    );
    let row = tx
        .conn()
        .query_opt(&sql, values![referral.bits(), person])?;
    let Some(row) = row else {
        return Ok(Standing::Owed);
    };
    let count = |column| {
        row.i64(column)
            .map(|n| usize::try_from(n).unwrap_or_default())
    };
    Ok(Standing::of_search(
        row.opt_i64(0)?.is_some(),
        row.opt_bytes(1)?.is_some(),
        count(2)?,
        count(3)?,
    ))
}

/// Gives a candidate its judgement.
/// Errors: not found, when it did not turn up in the search.
pub fn revise_judged(
    tx: &mut Tx<'_>,
    search: &Search,
    candidate: PersonId,
    link: LinkId,
) -> Result<(), Error> {
    let changed = tx.conn().execute(
        "UPDATE prior_candidate SET link_id = $3 WHERE search_id = $1 AND person_id = $2",
        values![search.id.bits(), candidate.bits(), link.bits()],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Closes the less likely records of a search in one act, with one reason for all of them.
/// Errors: stale, when somebody did so in between.
pub fn revise_weak_closed(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    search: &Search,
    why: &str,
) -> Result<(), Error> {
    let now = tx.now();
    let sealed = tx.seal(referral.id, "prior_search.weak_closed", search.id, why)?;
    let changed = tx.conn().execute(
        "UPDATE prior_search SET weak_closed = $3 WHERE id = $1 AND referral_id = $2 AND weak_closed IS NULL",
        values![search.id.bits(), referral.id.bits(), sealed],
    )?;
    if changed != 1 {
        return Err(Error::Stale);
    }
    tx.conn().execute(
        "UPDATE prior_candidate SET closed_at = $2 WHERE search_id = $1 AND likeness = 'weak' AND link_id IS NULL",
        values![search.id.bits(), now],
    )?;
    Ok(())
}
