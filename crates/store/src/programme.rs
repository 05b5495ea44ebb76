//! Programmes, agencies, and the programme file in force.

use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use std::sync::Arc;
use throughcare_domain::account::Role;
use throughcare_domain::agency::{Agency, AgencyKind};
use throughcare_domain::code::Code;
use throughcare_domain::expectation::Standards;
use throughcare_domain::id::*;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::programme::{self, ProgrammeFile};

/// A programme with the version of its file that is in force.
#[derive(Debug)]
pub struct Adopted {
    pub id: ProgrammeId,
    pub name: String,
    pub slug: String,
    pub lead_agency: AgencyId,
    pub version: i64,
    pub file: ProgrammeFile,
    /// The standards of every version so far, in order: what is judged stays judged by its own version.
    pub standards: Vec<Standards>,
}

impl Adopted {
    /// Today, in the programme's own zone.
    pub fn today(&self, now: Moment) -> Day {
        now.day(&self.file.calendar.zone)
    }
}

pub fn insert_agency(tx: &mut Tx<'_>, agency: &Agency) -> Result<(), Error> {
    tx.new_key(agency.id)?;
    tx.conn().execute(
        "INSERT INTO agency (id, name, kind, version) VALUES ($1, $2, $3, 1)",
        values![agency.id.bits(), &agency.name, agency.kind.code()],
    )?;
    Ok(())
}

pub fn find_agency(tx: &mut Tx<'_>, id: AgencyId) -> Result<Option<Agency>, Error> {
    let row = tx.conn().query_opt(
        "SELECT name, kind FROM agency WHERE id = $1",
        values![id.bits()],
    )?;
    row.map(|row| {
        Ok(Agency {
            id,
            name: row.text(0)?.to_owned(),
            kind: AgencyKind::from_code(row.text(1)?).map_err(|e| Error::engine(e.to_string()))?,
        })
    })
    .transpose()
}

/// The agency of a name, spelt as it was when it was added.
pub fn find_agency_named(tx: &mut Tx<'_>, name: &str) -> Result<Option<AgencyId>, Error> {
    let row = tx.conn().query_opt(
        "SELECT id FROM agency WHERE name = $1 ORDER BY id LIMIT 1",
        values![name],
    )?;
    row.map(|r| Ok(AgencyId::from_bits(r.i64(0)?))).transpose()
}

/// Whether an agency takes part in a programme.
pub fn takes_part(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    agency: AgencyId,
) -> Result<bool, Error> {
    let row = tx.conn().query_opt(
        "SELECT agency_id FROM programme_agency WHERE programme_id = $1 AND agency_id = $2",
        values![programme.bits(), agency.bits()],
    )?;
    Ok(row.is_some())
}

/// Sets a programme up with the first version of its file.
pub fn insert_programme(
    tx: &mut Tx<'_>,
    id: ProgrammeId,
    slug: &str,
    lead_agency: AgencyId,
    text: &str,
) -> Result<(), Error> {
    let file = parsed(text)?;
    let now = tx.now();
    tx.new_key(id)?;
    tx.conn().execute(
        "INSERT INTO programme (id, name, slug, lead_agency, file_version, version) VALUES ($1, $2, $3, $4, $5, 1)",
        values![id.bits(), &file.name, slug, lead_agency.bits(), file.version],
    )?;
    tx.conn().execute(
        "INSERT INTO programme_file (programme_id, version, body, adopted_at) VALUES ($1, $2, $3, $4)",
        values![id.bits(), file.version, text, now],
    )?;
    insert_programme_agency(tx, id, lead_agency)
}

pub fn insert_programme_agency(
    tx: &mut Tx<'_>,
    id: ProgrammeId,
    agency: AgencyId,
) -> Result<(), Error> {
    tx.conn().execute(
        "INSERT INTO programme_agency (programme_id, agency_id) VALUES ($1, $2)",
        values![id.bits(), agency.bits()],
    )?;
    Ok(())
}

/// The programme with the file in force. A version is read once and kept.
pub fn adopted(tx: &mut Tx<'_>, id: ProgrammeId) -> Result<Arc<Adopted>, Error> {
    let row = tx.conn().query_one(
        "SELECT p.file_version, p.name, p.slug, p.lead_agency FROM programme p WHERE p.id = $1",
        values![id.bits()],
    )?;
    let version = row.i64(0)?;
    let known = tx
        .house()
        .programmes
        .read()
        .unwrap_or_else(|e| e.into_inner())
        .get(&(id, version))
        .cloned();
    if let Some(known) = known {
        return Ok(known);
    }
    let rows = tx.conn().query(
        "SELECT body, adopted_at FROM programme_file WHERE programme_id = $1 AND version <= $2 ORDER BY version",
        values![id.bits(), version],
    )?;
    let mut standards = Vec::with_capacity(rows.len());
    let mut newest = None;
    for row in &rows {
        let file = parsed(row.text(0)?)?;
        standards.push(file.standards(Moment::from_micros(row.i64(1)?)));
        newest = Some(file);
    }
    let file = newest.ok_or_else(|| Error::engine("a programme without a file".into()))?;
    let adopted = Arc::new(Adopted {
        id,
        name: row.text(1)?.to_owned(),
        slug: row.text(2)?.to_owned(),
        lead_agency: AgencyId::from_bits(row.i64(3)?),
        version,
        file,
        standards,
    });
    tx.house()
        .programmes
        .write()
        .unwrap_or_else(|e| e.into_inner())
        .insert((id, version), adopted.clone());
    Ok(adopted)
}

/// The programme of an id that came from an address; none when there is no such programme.
pub fn find_adopted(tx: &mut Tx<'_>, id: ProgrammeId) -> Result<Option<Arc<Adopted>>, Error> {
    let row = tx
        .conn()
        .query_opt("SELECT id FROM programme WHERE id = $1", values![id.bits()])?;
    match row {
        Some(_) => Ok(Some(adopted(tx, id)?)),
        None => Ok(None),
    }
}

/// A version of the programme file, to the letter.
pub fn find_text(tx: &mut Tx<'_>, id: ProgrammeId, version: i64) -> Result<String, Error> {
    let row = tx.conn().query_one(
        "SELECT body FROM programme_file WHERE programme_id = $1 AND version = $2",
        values![id.bits(), version],
    )?;
    Ok(row.text(0)?.to_owned())
}

/// The agencies that take part in a programme.
pub fn list_agencies_of(tx: &mut Tx<'_>, id: ProgrammeId) -> Result<Vec<Agency>, Error> {
    let rows = tx.conn().query(
        "SELECT a.id, a.name, a.kind FROM agency a
         JOIN programme_agency p ON p.agency_id = a.id
         WHERE p.programme_id = $1
         ORDER BY a.name, a.id LIMIT 500",
        values![id.bits()],
    )?;
    rows.iter()
        .map(|r| {
            Ok(Agency {
                id: AgencyId::from_bits(r.i64(0)?),
                name: r.text(1)?.to_owned(),
                kind: AgencyKind::from_code(r.text(2)?)
                    .map_err(|e| Error::engine(e.to_string()))?,
            })
        })
        .collect()
}

fn parsed(text: &str) -> Result<ProgrammeFile, Error> {
    programme::parse(text).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Error::engine(format!("the programme file: {}", lines.join("; ")))
    })
}

/// The programme behind the last part of a public form's address.
pub fn find_programme(tx: &mut Tx<'_>, slug: &str) -> Result<Option<ProgrammeId>, Error> {
    let row = tx
        .conn()
        .query_opt("SELECT id FROM programme WHERE slug = $1", values![slug])?;
    row.map(|r| Ok(ProgrammeId::from_bits(r.i64(0)?)))
        .transpose()
}

pub fn list_programmes(tx: &mut Tx<'_>) -> Result<Vec<(ProgrammeId, String, String)>, Error> {
    let rows = tx.conn().query(
        "SELECT id, name, slug FROM programme ORDER BY id LIMIT 500",
        values![],
    )?;
    rows.iter()
        .map(|r| {
            Ok((
                ProgrammeId::from_bits(r.i64(0)?),
                r.text(1)?.to_owned(),
                r.text(2)?.to_owned(),
            ))
        })
        .collect()
}

/// Gives somebody the duty for what arrives, from now on.
pub fn insert_duty(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    account: AccountId,
) -> Result<(), Error> {
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO duty (programme_id, account_id, from_at) VALUES ($1, $2, $3)",
        values![programme.bits(), account.bits(), now],
    )?;
    Ok(())
}

/// Who owns what arrives now: the one on duty, or whoever holds the role that the programme file names.
/// Errors: when nobody holds it: then nothing may be received, for it would have no owner.
pub fn duty_owner(tx: &mut Tx<'_>, programme: &Adopted) -> Result<AccountId, Error> {
    find_duty_owner(tx, programme)?.ok_or_else(|| {
        Error::engine(format!(
            "nobody in {} can own what arrives: give somebody the duty",
            programme.name
        ))
    })
}

/// Who would own what arrives now; none when nobody can.
pub fn find_duty_owner(tx: &mut Tx<'_>, programme: &Adopted) -> Result<Option<AccountId>, Error> {
    let now = tx.now();
    let on_duty = tx.conn().query_opt(
        "SELECT d.account_id FROM duty d JOIN account a ON a.id = d.account_id
         WHERE d.programme_id = $1 AND d.from_at <= $2 AND a.active
         ORDER BY d.from_at DESC LIMIT 1",
        values![programme.id.bits(), now],
    )?;
    if let Some(row) = on_duty {
        return Ok(Some(AccountId::from_bits(row.i64(0)?)));
    }
    for role in [
        programme.file.arrivals.role,
        programme.file.arrivals.stand_in,
    ] {
        if let Some(account) = first_in_role(tx, programme.id, role)? {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

fn first_in_role(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    role: Role,
) -> Result<Option<AccountId>, Error> {
    let now = tx.now();
    let row = tx.conn().query_opt(
        "SELECT h.account_id FROM hat h JOIN account a ON a.id = h.account_id
         WHERE h.scope_kind = 'programme' AND h.scope_id = $1 AND h.role = $2 AND h.from_at <= $3
           AND (h.until_at IS NULL OR h.until_at > $3) AND a.active
         ORDER BY h.id LIMIT 1",
        values![programme.bits(), role.code(), now],
    )?;
    row.map(|r| Ok(AccountId::from_bits(r.i64(0)?))).transpose()
}

/// The next short reference of a kind, such as `NM-2043`.
pub fn next_reference(
    tx: &mut Tx<'_>,
    programme: &Adopted,
    kind: ReferenceKind,
) -> Result<String, Error> {
    const NEXT: &str = "UPDATE reference_counter SET next = next + 1
         WHERE programme_id = $1 AND kind = $2
         RETURNING next";
    let (code, mark) = kind.marks();
    let number = match tx
        .conn()
        .query_opt(NEXT, values![programme.id.bits(), code])?
    {
        Some(row) => row.i64(0)?,
        None => {
            tx.conn().execute(
                "INSERT INTO reference_counter (programme_id, kind, next) VALUES ($1, $2, $3)
                 ON CONFLICT (programme_id, kind) DO NOTHING",
                values![programme.id.bits(), code, 1000_i64],
            )?;
            tx.conn()
                .query_one(NEXT, values![programme.id.bits(), code])?
                .i64(0)?
        }
    };
    Ok(format!(
        "{}-{mark}{number}",
        programme.file.reference_prefix
    ))
}

/// What a short reference is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReferenceKind {
    Enquiry,
    Referral,
    Case,
}

impl ReferenceKind {
    fn marks(self) -> (&'static str, &'static str) {
        match self {
            ReferenceKind::Enquiry => ("enquiry", "E"),
            ReferenceKind::Referral => ("referral", "R"),
            ReferenceKind::Case => ("case", ""),
        }
    }
}
