//! Enquiries, their calls, promises and agreed calls.

use crate::access::{self, Permitted, Visible};
use crate::error::Error;
use crate::programme::Adopted;
use crate::tx::Tx;
use crate::{ownership, values, visible_rows};
use serde::{Deserialize, Serialize};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;

#[derive(Serialize, Deserialize)]
struct CallerWords {
    described: String,
    about: String,
    code_word: String,
    wants: String,
    reach: String,
    do_not: String,
    if_somebody_else: String,
}

#[derive(Serialize, Deserialize)]
struct CallWords {
    said: String,
    advice_words: String,
    next_step: String,
}

pub fn insert_enquiry(
    tx: &mut Tx<'_>,
    programme: &Adopted,
    enquiry: &Enquiry,
) -> Result<(), Error> {
    access::permit_in(tx, Action::OpenEnquiry, programme.id)?;
    tx.new_key(enquiry.id)?;
    let caller = sealed_caller(tx, enquiry.id, &enquiry.caller)?;
    tx.conn().execute(
        "INSERT INTO enquiry (id, programme_id, reference, caller, state, state_at, sent_to, referral_id, opened_at, version)
         VALUES ($1, $2, $3, $4, $5, NULL, NULL, NULL, $6, 1)",
        values![
            enquiry.id.bits(), programme.id.bits(), &enquiry.reference, caller, enquiry.state.code(), enquiry.opened_at
        ],
    )?;
    ownership::insert_ownership(
        tx,
        enquiry.id.into(),
        programme.id,
        enquiry.ownership.owner(),
    )
}

fn sealed_caller(tx: &mut Tx<'_>, id: EnquiryId, caller: &Caller) -> Result<Vec<u8>, Error> {
    let c = caller.clone();
    let words = CallerWords {
        described: c.described,
        about: c.about,
        code_word: c.code_word,
        wants: c.wants,
        reach: c.reach,
        do_not: c.do_not,
        if_somebody_else: c.if_somebody_else,
    };
    tx.seal(id, "enquiry.caller", id, &words)
}

/// Opens an enquiry for what the actor wants to do with it.
pub fn open(tx: &mut Tx<'_>, action: Action, id: EnquiryId) -> Result<Permitted<Enquiry>, Error> {
    access::permit(tx, action, id.into())?;
    let held = ownership::find(tx, id.into())?;
    let row = tx.conn().query_one(
        "SELECT programme_id, reference, caller, state, state_at, sent_to, referral_id, opened_at, version
         FROM enquiry WHERE id = $1",
        values![id.bits()],
    )?;
    let words: CallerWords = tx.open(id, "enquiry.caller", id, row.bytes(2)?)?;
    let at = Moment::from_micros(row.opt_i64(4)?.unwrap_or_default());
    let state = match row.text(3)? {
        "open" => State::Open,
        "advice_given" => State::AdviceGiven { at },
        "lost" => State::Lost { at },
        "sent_elsewhere" => {
            let to = row
                .opt_bytes(5)?
                .map(|b| tx.open(id, "enquiry.sent_to", id, b))
                .transpose()?;
            State::SentElsewhere {
                at,
                to: to.unwrap_or_default(),
            }
        }
        _ => State::BecameReferral {
            at,
            referral: ReferralId::from_bits(row.opt_i64(6)?.unwrap_or_default()),
        },
    };
    let enquiry = Enquiry {
        id,
        programme: ProgrammeId::from_bits(row.i64(0)?),
        reference: row.text(1)?.to_owned(),
        caller: Caller {
            described: words.described,
            about: words.about,
            code_word: words.code_word,
            wants: words.wants,
            reach: words.reach,
            do_not: words.do_not,
            if_somebody_else: words.if_somebody_else,
        },
        state,
        ownership: held.ownership,
        opened_at: Moment::from_micros(row.i64(7)?),
        version: row.i64(8)?,
    };
    Ok(Permitted::new(enquiry, action))
}

/// Changes how the caller is recognised and reached.
/// Errors: stale, when somebody changed the enquiry since `version`.
pub fn revise_caller(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
    caller: &Caller,
) -> Result<(), Error> {
    let sealed = sealed_caller(tx, enquiry.id, caller)?;
    let changed = tx.conn().execute(
        "UPDATE enquiry SET caller = $3, version = version + 1 WHERE id = $1 AND version = $2",
        values![enquiry.id.bits(), enquiry.version, sealed],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// Ends an enquiry, or marks it as turned into a referral.
pub fn revise_state(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
    state: &State,
) -> Result<(), Error> {
    let now = tx.now();
    let sent_to = match state {
        State::SentElsewhere { to, .. } => {
            Some(tx.seal(enquiry.id, "enquiry.sent_to", enquiry.id, to)?)
        }
        _ => None,
    };
    let referral = match state {
        State::BecameReferral { referral, .. } => Some(referral.bits()),
        _ => None,
    };
    let changed = tx.conn().execute(
        "UPDATE enquiry SET state = $3, state_at = $4, sent_to = $5, referral_id = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        values![enquiry.id.bits(), enquiry.version, state.code(), now, sent_to, referral],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

pub fn insert_call(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
    call: &Call,
) -> Result<(), Error> {
    let words = CallWords {
        said: call.said.clone(),
        advice_words: call.advice_words.clone(),
        next_step: call.next_step.clone(),
    };
    let sealed = tx.seal(enquiry.id, "enquiry_call.words", call.id, &words)?;
    let advice: Vec<&str> = call.advice.iter().map(|a| a.code()).collect();
    let by = tx.actor().account().unwrap_or(call.taken_by);
    let now = tx.now();
    tx.conn().execute(
        "INSERT INTO enquiry_call (id, enquiry_id, began_at, minutes, recognised, advice, made_of_it, words, taken_by, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        values![
            call.id.bits(), enquiry.id.bits(), call.began_at, call.minutes, call.recognised.code(), advice.join(" "),
            call.made_of_it.code(), sealed, call.taken_by.bits(), by.bits(), now
        ],
    )?;
    Ok(())
}

/// The calls of an enquiry, newest first.
pub fn list_calls(tx: &mut Tx<'_>, enquiry: &Permitted<Enquiry>) -> Result<Vec<Call>, Error> {
    let rows = tx.conn().query(
        "SELECT id, began_at, minutes, recognised, advice, made_of_it, words, taken_by
         FROM enquiry_call WHERE enquiry_id = $1
         ORDER BY began_at DESC, id DESC",
        values![enquiry.id.bits()],
    )?;
    let unknown = |e: throughcare_domain::code::UnknownCode| Error::engine(e.to_string());
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let id = CallId::from_bits(row.i64(0)?);
        let words: CallWords = tx.open(enquiry.id, "enquiry_call.words", id, row.bytes(6)?)?;
        out.push(Call {
            id,
            began_at: Moment::from_micros(row.i64(1)?),
            minutes: row.opt_i64(2)?,
            recognised: Recognised::from_code(row.text(3)?).map_err(unknown)?,
            said: words.said,
            advice: row
                .text(4)?
                .split_whitespace()
                .map(Advice::from_code)
                .collect::<Result<_, _>>()
                .map_err(unknown)?,
            advice_words: words.advice_words,
            next_step: words.next_step,
            made_of_it: MadeOfIt::from_code(row.text(5)?).map_err(unknown)?,
            taken_by: AccountId::from_bits(row.i64(7)?),
        });
    }
    Ok(out)
}

pub fn insert_promise(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
    promise: &Promise,
) -> Result<(), Error> {
    let what = tx.seal(
        enquiry.id,
        "enquiry_promise.what",
        promise.id,
        &promise.what,
    )?;
    tx.conn().execute(
        "INSERT INTO enquiry_promise (id, enquiry_id, what, until_at, made_by, kept_at) VALUES ($1, $2, $3, $4, $5, NULL)",
        values![promise.id.bits(), enquiry.id.bits(), what, promise.until, promise.by.bits()],
    )?;
    Ok(())
}

pub fn list_promises(tx: &mut Tx<'_>, enquiry: &Permitted<Enquiry>) -> Result<Vec<Promise>, Error> {
    let rows = tx.conn().query(
        "SELECT id, what, until_at, made_by, kept_at FROM enquiry_promise WHERE enquiry_id = $1 ORDER BY until_at, id",
        values![enquiry.id.bits()],
    )?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let id = PromiseId::from_bits(row.i64(0)?);
        out.push(Promise {
            id,
            what: tx.open(enquiry.id, "enquiry_promise.what", id, row.bytes(1)?)?,
            until: Moment::from_micros(row.i64(2)?),
            by: AccountId::from_bits(row.i64(3)?),
            kept_at: row.opt_i64(4)?.map(Moment::from_micros),
        });
    }
    Ok(out)
}

/// Marks a promise as kept.
/// Errors: stale, when it was kept already.
pub fn revise_promise_kept(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
    promise: PromiseId,
) -> Result<(), Error> {
    let now = tx.now();
    let changed = tx.conn().execute(
        "UPDATE enquiry_promise SET kept_at = $3 WHERE id = $1 AND enquiry_id = $2 AND kept_at IS NULL",
        values![promise.bits(), enquiry.id.bits(), now],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

pub fn insert_agreed_call(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
    id: AgreedCallId,
    at: Moment,
) -> Result<(), Error> {
    tx.conn().execute(
        "INSERT INTO agreed_call (id, enquiry_id, agreed_for, settled_at, held) VALUES ($1, $2, $3, NULL, NULL)",
        values![id.bits(), enquiry.id.bits(), at],
    )?;
    Ok(())
}

/// The agreed calls that are neither held nor called off.
pub fn list_agreed_calls(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
) -> Result<Vec<(AgreedCallId, Moment)>, Error> {
    let rows = tx.conn().query(
        "SELECT id, agreed_for FROM agreed_call WHERE enquiry_id = $1 AND settled_at IS NULL ORDER BY agreed_for",
        values![enquiry.id.bits()],
    )?;
    rows.iter()
        .map(|r| {
            Ok((
                AgreedCallId::from_bits(r.i64(0)?),
                Moment::from_micros(r.i64(1)?),
            ))
        })
        .collect()
}

pub fn revise_agreed_call(
    tx: &mut Tx<'_>,
    enquiry: &Permitted<Enquiry>,
    id: AgreedCallId,
    held: bool,
) -> Result<(), Error> {
    let now = tx.now();
    let changed = tx.conn().execute(
        "UPDATE agreed_call SET settled_at = $3, held = $4 WHERE id = $1 AND enquiry_id = $2 AND settled_at IS NULL",
        values![id.bits(), enquiry.id.bits(), now, held],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// One row of the list of enquiries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnquiryRow {
    pub id: EnquiryId,
    pub reference: String,
    pub described: String,
    pub state: String,
    pub owner: AccountId,
    pub opened_at: Moment,
    pub calls: i64,
    pub last_call_at: Option<Moment>,
}

/// Which enquiries a list shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    Open,
    Ended,
}

/// Enquiries that the actor may see, newest first, from `before` on.
/// Shape: the description of the caller is opened for the rows returned and no others.
pub fn list_enquiries(
    tx: &mut Tx<'_>,
    visible: &Visible,
    which: Which,
    before: Option<Moment>,
    most: i64,
) -> Result<Vec<EnquiryRow>, Error> {
    let state = match which {
        Which::Open => "e.state = 'open'",
        Which::Ended => "e.state <> 'open'",
    };
    let sql = format!(
        "SELECT q.id, q.reference, q.caller, q.state, q.owner_id, q.opened_at,
           (SELECT COUNT(*) FROM enquiry_call k WHERE k.enquiry_id = q.id),
           (SELECT MAX(k.began_at) FROM enquiry_call k WHERE k.enquiry_id = q.id)
         FROM (SELECT e.id, e.reference, e.caller, e.state, o.owner_id, e.opened_at
           FROM enquiry e JOIN ownership o ON o.subject_kind = 'enquiry' AND o.subject_id = e.id
           WHERE e.programme_id = $1 AND {state} AND e.opened_at < $10 AND {}
           ORDER BY e.opened_at DESC, e.id DESC LIMIT $11) q
         ORDER BY q.opened_at DESC, q.id DESC",
        visible_rows!()
    );
    let mut values = visible.parameters(tx);
    values.push(before.map_or(i64::MAX, Moment::micros).into());
    values.push(most.into());
    let rows = tx.conn().query(&sql, &values)?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let id = EnquiryId::from_bits(row.i64(0)?);
        let caller: CallerWords = tx.open(id, "enquiry.caller", id, row.bytes(2)?)?;
        out.push(EnquiryRow {
            id,
            reference: row.text(1)?.to_owned(),
            described: caller.described,
            state: row.text(3)?.to_owned(),
            owner: AccountId::from_bits(row.i64(4)?),
            opened_at: Moment::from_micros(row.i64(5)?),
            calls: row.i64(6)?,
            last_call_at: row.opt_i64(7)?.map(Moment::from_micros),
        });
    }
    let shown = out.iter().map(|r| Subject::Enquiry(r.id)).collect();
    tx.view_list(Action::ListEnquiries, shown);
    Ok(out)
}
