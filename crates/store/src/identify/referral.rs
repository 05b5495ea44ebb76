//! Referrals, their lines, and the people whom they concern.

use crate::access::{self, Permitted, Visible};
use crate::db::Row;
use crate::error::Error;
use crate::identify::person;
use crate::programme::Adopted;
use crate::tx::Tx;
use crate::{ownership, values, visible_rows};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use throughcare_domain::code::{Code, UnknownCode};
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::Enquiry;
use throughcare_domain::identify::public_reference::{PublicReference, PublicStanding};
use throughcare_domain::identify::referral::*;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;

#[derive(Serialize, Deserialize)]
struct ReferrerWords {
    name: String,
    position: String,
    organisation: String,
    telephone: String,
    email: String,
}

#[derive(Serialize, Deserialize)]
struct HappenedWords {
    kind: WhenKind,
    on: Option<Day>,
    words: String,
}

impl HappenedWords {
    fn of(when: &When) -> HappenedWords {
        let (kind, on, words) = match when {
            When::OneDay(day) => (WhenKind::OneDay, Some(*day), ""),
            When::AboutThen(words) => (WhenKind::AboutThen, None, words.as_str()),
            When::OverTime(words) => (WhenKind::OverTime, None, words.as_str()),
            When::DontKnow => (WhenKind::DontKnow, None, ""),
        };
        HappenedWords {
            kind,
            on,
            words: words.to_owned(),
        }
    }

    fn when(self) -> When {
        match (self.kind, self.on) {
            (WhenKind::OneDay, Some(day)) => When::OneDay(day),
            (WhenKind::AboutThen, _) => When::AboutThen(self.words),
            (WhenKind::OverTime, _) => When::OverTime(self.words),
            _ => When::DontKnow,
        }
    }
}

fn unknown(error: UnknownCode) -> Error {
    Error::engine(error.to_string())
}

/// The hash under which a public reference is found; the reference itself is nowhere in the database.
fn hashed(reference: &PublicReference) -> Vec<u8> {
    Sha256::digest(reference.bytes()).to_vec()
}

/// Records a referral as it arrived, with its owner: from receipt there is always exactly one.
/// Shape: the people whom it concerns, and its lines, are inserted after it.
pub fn insert_referral(
    tx: &mut Tx<'_>,
    programme: &Adopted,
    referral: Referral,
    public: Option<&PublicReference>,
) -> Result<Permitted<Referral>, Error> {
    access::permit_in(tx, Action::ReceiveReferral, programme.id)?;
    insert(tx, referral, public, Action::ReceiveReferral)
}

/// Records a referral into which an enquiry is turned.
pub fn insert_turned(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
    referral: Referral,
) -> Result<Permitted<Referral>, Error> {
    if enquiry.action() != Action::TurnEnquiry || enquiry.programme != referral.programme {
        return Err(Error::NotFound);
    }
    insert(tx, referral, None, Action::TurnEnquiry)
}

fn insert(
    tx: &mut Tx<'_>,
    referral: Referral,
    public: Option<&PublicReference>,
    action: Action,
) -> Result<Permitted<Referral>, Error> {
    let id = referral.id;
    tx.new_key(id)?;
    let r = referral.referrer.clone();
    let words = ReferrerWords {
        name: r.name,
        position: r.position,
        organisation: r.organisation,
        telephone: r.telephone,
        email: r.email,
    };
    let referrer = tx.seal(id, "referral.referrer", id, &words)?;
    let happened = HappenedWords::of(&referral.happened);
    let happened = tx.seal(id, "referral.happened", id, &happened)?;
    tx.conn().execute(
        "INSERT INTO referral (id, programme_id, reference, public_token_hash, channel, enquiry_id, sector, referrer, may_be_named,
           verification, person_knows, urgency, happened, state, until_at, state_words, case_id, received_at, review_on, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, NULL, NULL, NULL, $15, NULL, 1)",
        values![
            id.bits(), referral.programme.bits(), &referral.reference, public.map(hashed), referral.channel.code(),
            referral.enquiry.map(Id::bits), r.sector.code(), referrer, r.may_be_named.code(), r.verification.code(),
            referral.person_knows.code(), referral.urgency.code(), happened, referral.state.code(), referral.received_at
        ],
    )?;
    let owner = referral.ownership.owner();
    ownership::insert_ownership(tx, id.into(), referral.programme, owner)?;
    Ok(Permitted::new(referral, action))
}

/// Opens a referral for what the actor wants to do with it.
pub fn open(tx: &mut Tx<'_>, action: Action, id: ReferralId) -> Result<Permitted<Referral>, Error> {
    access::permit(tx, action, id.into())?;
    Ok(Permitted::new(load(tx, id)?, action))
}

/// Loads a referral for whoever has permission by another way, such as its case.
pub(crate) fn load(tx: &mut Tx<'_>, id: ReferralId) -> Result<Referral, Error> {
    let held = ownership::find(tx, id.into())?;
    let row = tx.conn().query_one(
        "SELECT programme_id, reference, channel, enquiry_id, sector, referrer, may_be_named, verification, person_knows,
           urgency, happened, state, until_at, state_words, case_id, received_at, review_on, version
         FROM referral WHERE id = $1",
        values![id.bits()],
    )?;
    let words: ReferrerWords = tx.open(id, "referral.referrer", id, row.bytes(5)?)?;
    let happened: HappenedWords = tx.open(id, "referral.happened", id, row.bytes(10)?)?;
    let state = state_of(tx, id, &row)?;
    Ok(Referral {
        id,
        programme: ProgrammeId::from_bits(row.i64(0)?),
        reference: row.text(1)?.to_owned(),
        channel: Channel::from_code(row.text(2)?).map_err(unknown)?,
        enquiry: row.opt_i64(3)?.map(EnquiryId::from_bits),
        referrer: Referrer {
            name: words.name,
            position: words.position,
            organisation: words.organisation,
            sector: Sector::from_code(row.text(4)?).map_err(unknown)?,
            telephone: words.telephone,
            email: words.email,
            may_be_named: MayBeNamed::from_code(row.text(6)?).map_err(unknown)?,
            verification: Verification::from_code(row.text(7)?).map_err(unknown)?,
        },
        person_knows: PersonKnows::from_code(row.text(8)?).map_err(unknown)?,
        urgency: Urgency::from_code(row.text(9)?).map_err(unknown)?,
        happened: happened.when(),
        persons: persons_of(tx, id)?,
        state,
        ownership: held.ownership,
        received_at: Moment::from_micros(row.i64(15)?),
        review_on: row
            .opt_i64(16)?
            .map(Day::from_number)
            .transpose()
            .map_err(|e| Error::engine(e.to_string()))?,
        version: row.i64(17)?,
    })
}

fn state_of(tx: &mut Tx<'_>, id: ReferralId, row: &Row) -> Result<State, Error> {
    let words = row
        .opt_bytes(13)?
        .map(|b| tx.open::<String>(id, "referral.state_words", id, b))
        .transpose()?
        .unwrap_or_default();
    Ok(match row.text(11)? {
        "received" => State::Received,
        "in_screening" => State::InScreening,
        "awaiting_information" => State::AwaitingInformation {
            until: Moment::from_micros(row.i64(12)?),
            ask: words,
        },
        "accepted" => State::Accepted {
            case: CaseId::from_bits(row.i64(14)?),
        },
        "redirected" => State::Redirected { to: words },
        "no_further_action" => State::NoFurtherAction,
        other => {
            return Err(Error::engine(format!(
                "{other:?} is no state of a referral"
            )));
        }
    })
}

fn persons_of(tx: &mut Tx<'_>, id: ReferralId) -> Result<Vec<PersonId>, Error> {
    let rows = tx.conn().query(
        "SELECT person_id FROM referral_person WHERE referral_id = $1 ORDER BY position, person_id",
        values![id.bits()],
    )?;
    rows.iter()
        .map(|r| Ok(PersonId::from_bits(r.i64(0)?)))
        .collect()
}

/// Moves a referral to its next state and, where it ends, sets the day of its retention review.
/// Errors: stale, when somebody changed the referral since it was opened.
pub fn revise_state(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    state: &State,
    review_on: Option<Day>,
) -> Result<(), Error> {
    let id = referral.id;
    let (until, words, case) = match state {
        State::AwaitingInformation { until, ask } => (Some(*until), Some(ask), None),
        State::Redirected { to } => (None, Some(to), None),
        State::Accepted { case } => (None, None, Some(case.bits())),
        State::Received | State::InScreening | State::NoFurtherAction => (None, None, None),
    };
    let sealed = words
        .map(|w| tx.seal(id, "referral.state_words", id, w))
        .transpose()?;
    let review_on = review_on.or(referral.review_on);
    let changed = tx.conn().execute(
        "UPDATE referral SET state = $3, until_at = $4, state_words = $5, case_id = $6, review_on = $7, version = version + 1
         WHERE id = $1 AND version = $2",
        values![id.bits(), referral.version, state.code(), until, sealed, case, review_on],
    )?;
    revised(changed)
}

/// Notes whether the referrer was called back, and whether they may be named to the person.
/// Errors: stale, when somebody changed the referral since it was opened.
pub fn revise_verification(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    verification: Verification,
    may_be_named: MayBeNamed,
) -> Result<(), Error> {
    let changed = tx.conn().execute(
        "UPDATE referral SET verification = $3, may_be_named = $4, version = version + 1 WHERE id = $1 AND version = $2",
        values![referral.id.bits(), referral.version, verification.code(), may_be_named.code()],
    )?;
    revised(changed)
}

fn revised(changed: u64) -> Result<(), Error> {
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// Adds a statement. None is ever overwritten.
pub fn insert_line(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    line: &Line,
) -> Result<(), Error> {
    let words = tx.seal(referral.id, "referral_line.words", line.id, &line.text)?;
    tx.conn().execute(
        "INSERT INTO referral_line (id, referral_id, kind, position, words, recorded_by, recorded_at)
         SELECT $1, $2, $3, COUNT(*), $4, $5, $6 FROM referral_line WHERE referral_id = $2",
        values![
            line.id.bits(), referral.id.bits(), line.kind.code(), words, line.recorded_by.map(Id::bits), line.recorded_at
        ],
    )?;
    Ok(())
}

/// The statements of a referral, in the order in which they came.
pub fn list_lines(tx: &mut Tx<'_>, referral: &Permitted<Referral>) -> Result<Vec<Line>, Error> {
    let id = referral.id;
    let rows = tx.conn().query(
        "SELECT id, kind, words, recorded_by, recorded_at FROM referral_line WHERE referral_id = $1 ORDER BY position, id",
        values![id.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let line = LineId::from_bits(row.i64(0)?);
        out.push(Line {
            id: line,
            kind: LineKind::from_code(row.text(1)?).map_err(unknown)?,
            text: tx.open(id, "referral_line.words", line, row.bytes(2)?)?,
            recorded_at: Moment::from_micros(row.i64(4)?),
            recorded_by: row.opt_i64(3)?.map(AccountId::from_bits),
        });
    }
    Ok(out)
}

/// The open referrals of the programme that concern a person, for which a search may be owed again.
pub fn list_open_of_person(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    person: PersonId,
) -> Result<Vec<ReferralId>, Error> {
    let rows = tx.conn().query(
        "SELECT r.id FROM referral_person p JOIN referral r ON r.id = p.referral_id
         WHERE p.person_id = $1 AND r.programme_id = $2
           AND r.state IN ('received', 'in_screening', 'awaiting_information')
         ORDER BY r.id",
        values![person.bits(), referral.programme.bits()],
    )?;
    rows.iter()
        .map(|r| Ok(ReferralId::from_bits(r.i64(0)?)))
        .collect()
}

/// Marks the searches made for a person, or passed for want of a name, as owed again.
pub fn revise_search_owed(
    tx: &mut Tx<'_>,
    referral: ReferralId,
    person: PersonId,
) -> Result<(), Error> {
    let now = tx.now();
    tx.conn().execute(
        "UPDATE prior_search SET owed_again_at = $3
         WHERE referral_id = $1 AND (person_id = $2 OR person_id IS NULL) AND owed_again_at IS NULL",
        values![referral.bits(), person.bits(), now],
    )?;
    Ok(())
}

/// How far a referral has come, for whoever holds its public reference. Nothing of its content.
pub fn find_public_standing(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    reference: &PublicReference,
) -> Result<Option<PublicStanding>, Error> {
    let row = tx.conn().query_opt(
        "SELECT state FROM referral WHERE public_token_hash = $1 AND programme_id = $2",
        values![hashed(reference), programme.bits()],
    )?;
    row.map(|r| {
        Ok(match r.text(0)? {
            "received" => PublicStanding::Received,
            "in_screening" | "awaiting_information" => PublicStanding::BeingLookedAt,
            _ => PublicStanding::Decided,
        })
    })
    .transpose()
}

/// One row of the list of referrals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralRow {
    pub id: ReferralId,
    pub reference: String,
    /// Whom it is mainly about, as shown; empty when nobody was named or described.
    pub about: String,
    /// How many people it concerns.
    pub persons: i64,
    pub channel: Channel,
    pub sector: Sector,
    pub urgency: Urgency,
    pub verification: Verification,
    pub state: String,
    pub until: Option<Moment>,
    pub owner: AccountId,
    pub received_at: Moment,
    /// What has been late for longest: the key of its clock, and when it was due.
    pub late: Option<(String, Moment)>,
    /// How many things are late.
    pub lates: i64,
}

/// Which referrals a list shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    Open,
    Ended,
}

/// Referrals that the actor may see, newest first, after `before` where a page before ended.
/// Shape: names are opened for the rows returned and no others.
pub fn list_referrals(
    tx: &mut Tx<'_>,
    visible: &Visible,
    which: Which,
    before: Option<(Moment, ReferralId)>,
    most: i64,
) -> Result<Vec<ReferralRow>, Error> {
    // The rows of one page are found first; what is late is counted for them and no others.
    let state = match which {
        Which::Open => "r.state IN ('received', 'in_screening', 'awaiting_information')",
        Which::Ended => "r.state NOT IN ('received', 'in_screening', 'awaiting_information')",
    };
    let sql = format!(
        "SELECT q.id, q.reference, q.channel, q.sector, q.urgency, q.verification, q.state, q.until_at, q.owner_id, q.received_at,
           (SELECT COUNT(*) FROM referral_person n WHERE n.referral_id = q.id),
           (SELECT p.person_id FROM referral_person p WHERE p.referral_id = q.id ORDER BY p.position, p.person_id LIMIT 1),
           (SELECT x.clock FROM expectation x WHERE x.subject_kind = 'referral' AND x.subject_id = q.id
              AND x.outcome = 'open' AND x.due_at < $3 ORDER BY x.due_at, x.id LIMIT 1),
           (SELECT MIN(x.due_at) FROM expectation x WHERE x.subject_kind = 'referral' AND x.subject_id = q.id
              AND x.outcome = 'open' AND x.due_at < $3),
           (SELECT COUNT(*) FROM expectation x WHERE x.subject_kind = 'referral' AND x.subject_id = q.id
              AND x.outcome = 'open' AND x.due_at < $3)
         FROM (SELECT r.id, r.reference, r.channel, r.sector, r.urgency, r.verification, r.state, r.until_at, o.owner_id, r.received_at
           FROM referral r JOIN ownership o ON o.subject_kind = 'referral' AND o.subject_id = r.id
           WHERE r.programme_id = $1 AND {state} AND r.received_at <= $10 AND (r.received_at < $10 OR r.id < $11) AND {}
           ORDER BY r.received_at DESC, r.id DESC LIMIT $12) q
         ORDER BY q.received_at DESC, q.id DESC",
        visible_rows!()
    );
    let (received, id) = before.map_or((i64::MAX, i64::MAX), |(m, id)| (m.micros(), id.bits()));
    let mut values = visible.parameters(tx);
    values.push(received.into());
    values.push(id.into());
    values.push(most.into());
    let rows = tx.conn().query(&sql, &values)?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let late = row
            .opt_text(12)?
            .map(str::to_owned)
            .zip(row.opt_i64(13)?.map(Moment::from_micros));
        let about = row.opt_i64(11)?.map(PersonId::from_bits);
        out.push(ReferralRow {
            id: ReferralId::from_bits(row.i64(0)?),
            reference: row.text(1)?.to_owned(),
            about: about
                .map(|p| person::shown(tx, p))
                .transpose()?
                .unwrap_or_default(),
            persons: row.i64(10)?,
            channel: Channel::from_code(row.text(2)?).map_err(unknown)?,
            sector: Sector::from_code(row.text(3)?).map_err(unknown)?,
            urgency: Urgency::from_code(row.text(4)?).map_err(unknown)?,
            verification: Verification::from_code(row.text(5)?).map_err(unknown)?,
            state: row.text(6)?.to_owned(),
            until: row.opt_i64(7)?.map(Moment::from_micros),
            owner: AccountId::from_bits(row.i64(8)?),
            received_at: Moment::from_micros(row.i64(9)?),
            late,
            lates: row.i64(14)?,
        });
    }
    let shown = out.iter().map(|r| Subject::Referral(r.id)).collect();
    tx.view_list(Action::ListReferrals, shown);
    Ok(out)
}
