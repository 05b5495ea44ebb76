//! The helpline: calls are taken, promises kept, and an enquiry ends or is turned into a referral.

use crate::Refusal;
use crate::case::show::{Expected, expected};
use crate::identify::referral;
use crate::refusal::NoRule;
use std::fmt;
use throughcare_domain::fact::{Fact, Happening};
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::identify::referral::{Channel, ReferralDraft, ReferralRefusal};
use throughcare_domain::moment::Moment;
use throughcare_domain::ownership::Ownership;
use throughcare_domain::policy::Action;
use throughcare_store::access::Visible;
use throughcare_store::identify::enquiry::{self as table, EnquiryRow, Which};
use throughcare_store::identify::referral as referrals;
use throughcare_store::programme::{self, ReferenceKind};
use throughcare_store::{Tx, access, account, remark};

/// One call as typed. Nothing in it has to be filled in.
#[derive(Clone, Debug)]
pub struct CallDraft {
    pub began_at: Moment,
    /// Unit: whole minutes; none when not recorded.
    pub minutes: Option<i64>,
    pub recognised: Recognised,
    pub said: String,
    pub advice: Vec<Advice>,
    pub advice_words: String,
    pub next_step: String,
    pub made_of_it: MadeOfIt,
    pub next_call: Option<Moment>,
    pub promise: Option<(String, Moment)>,
}

/// Opens an enquiry with its first call. No search is made and no identity demanded.
pub fn open_enquiry(
    mut tx: Tx<'_>,
    programme_id: ProgrammeId,
    caller: Caller,
    call: CallDraft,
) -> Result<EnquiryId, Refusal<EnquiryRefusal>> {
    let programme = programme::adopted(&mut tx, programme_id)?;
    let owner = tx.actor().account().ok_or(Refusal::NotFound)?;
    let enquiry = Enquiry {
        id: tx.new_id(),
        programme: programme.id,
        reference: programme::next_reference(&mut tx, &programme, ReferenceKind::Enquiry)?,
        caller,
        state: State::Open,
        ownership: Ownership::Held { by: owner },
        opened_at: call.began_at,
        version: 1,
    };
    table::insert_enquiry(&mut tx, &programme, &enquiry)?;
    let id = enquiry.id;
    let opened = F::EnquiryOpened {
        enquiry: id,
        programme: programme.id,
    };
    let mut facts = vec![Fact::from(opened).happened(call.began_at)];
    let enquiry = table::open(&mut tx, Action::RecordCall, id)?;
    facts.extend(take_call(&mut tx, &enquiry, call)?);
    tx.commit(facts)?;
    Ok(id)
}

/// Records a further call of an open enquiry.
pub fn record_call(
    mut tx: Tx<'_>,
    id: EnquiryId,
    call: CallDraft,
) -> Result<(), Refusal<EnquiryRefusal>> {
    let enquiry = table::open(&mut tx, Action::RecordCall, id)?;
    enquiry.takes_calls().map_err(Refusal::Rule)?;
    let facts = take_call(&mut tx, &enquiry, call)?;
    Ok(tx.commit(facts)?)
}

fn take_call(
    tx: &mut Tx<'_>,
    enquiry: &throughcare_store::Permitted<Enquiry>,
    draft: CallDraft,
) -> Result<Vec<Happening>, Refusal<EnquiryRefusal>> {
    let taken_by = tx.actor().account().ok_or(Refusal::NotFound)?;
    let call = Call {
        id: tx.new_id(),
        began_at: draft.began_at,
        minutes: draft.minutes,
        recognised: draft.recognised,
        said: draft.said,
        advice: draft.advice,
        advice_words: draft.advice_words,
        next_step: draft.next_step,
        made_of_it: draft.made_of_it,
        taken_by,
    };
    table::insert_call(tx, enquiry, &call)?;
    let held = F::CallHeld {
        enquiry: enquiry.id,
        call: call.id,
        minutes: call.minutes,
        recognised: call.recognised,
        words: tx.narrative(&[&call.said, &call.advice_words, &call.next_step]),
    };
    let mut facts = vec![Fact::from(held).happened(call.began_at)];
    for (agreed, at) in table::list_agreed_calls(tx, enquiry)? {
        if let Some(held) = agreed_call_settled(at, tx.now(), draft.next_call.is_some()) {
            table::revise_agreed_call(tx, enquiry, agreed, held)?;
            facts.push(
                F::AgreedCallSettled {
                    enquiry: enquiry.id,
                    agreed,
                    held,
                }
                .into(),
            );
        }
    }
    if let Some(until) = draft.next_call {
        let agreed = tx.new_id();
        table::insert_agreed_call(tx, enquiry, agreed, until)?;
        facts.push(
            F::CallAgreed {
                enquiry: enquiry.id,
                agreed,
                until,
            }
            .into(),
        );
    }
    if let Some((what, until)) = draft.promise {
        let promise = Promise {
            id: tx.new_id(),
            what,
            until,
            by: taken_by,
            kept_at: None,
        };
        table::insert_promise(tx, enquiry, &promise)?;
        let words = tx.narrative(&[&promise.what]);
        facts.push(
            F::PromiseMade {
                enquiry: enquiry.id,
                promise: promise.id,
                until,
                words,
            }
            .into(),
        );
    }
    Ok(facts)
}

/// Notes that a promise to the caller was kept.
pub fn keep_promise(
    mut tx: Tx<'_>,
    id: EnquiryId,
    promise: PromiseId,
) -> Result<(), Refusal<EnquiryRefusal>> {
    let enquiry = table::open(&mut tx, Action::KeepPromise, id)?;
    table::revise_promise_kept(&mut tx, &enquiry, promise)?;
    Ok(tx.commit([F::PromiseKept {
        enquiry: id,
        promise,
    }])?)
}

/// Changes how the caller is recognised and reached.
/// Errors: stale, when the enquiry is no longer at `version`.
pub fn revise_caller(
    mut tx: Tx<'_>,
    id: EnquiryId,
    version: i64,
    caller: Caller,
) -> Result<(), Refusal<EnquiryRefusal>> {
    let enquiry = table::open(&mut tx, Action::RecordCall, id)?;
    if enquiry.version != version {
        return Err(Refusal::Stale);
    }
    enquiry.takes_calls().map_err(Refusal::Rule)?;
    table::revise_caller(&mut tx, &enquiry, &caller)?;
    let words = tx.narrative(&[&caller.described, &caller.code_word, &caller.wants]);
    Ok(tx.commit([F::CallerRevised { enquiry: id, words }])?)
}

/// Ends an enquiry: advice given, sent elsewhere, or lost.
pub fn end_enquiry(
    mut tx: Tx<'_>,
    id: EnquiryId,
    version: i64,
    ending: Ending,
    to: &str,
) -> Result<(), Refusal<EnquiryRefusal>> {
    let enquiry = table::open(&mut tx, Action::EndEnquiry, id)?;
    if enquiry.version != version {
        return Err(Refusal::Stale);
    }
    let state = enquiry.end(ending, to, tx.now()).map_err(Refusal::Rule)?;
    table::revise_state(&mut tx, &enquiry, &state)?;
    let words = tx.narrative(&[to]);
    Ok(tx.commit([F::EnquiryEnded {
        enquiry: id,
        ending,
        words,
    }])?)
}

/// Turns an enquiry into a referral: a deliberate act of a member of staff. Only the chosen lines go along, and what is
/// made of them; the calls and the word by which the caller is recognised stay here.
pub fn turn_enquiry(
    mut tx: Tx<'_>,
    id: EnquiryId,
    version: i64,
    turn: TurnIntoReferral,
    draft: ReferralDraft,
) -> Result<ReferralId, Refusal<TurnRefusal>> {
    let enquiry = table::open(&mut tx, Action::TurnEnquiry, id)?;
    if enquiry.version != version {
        return Err(Refusal::Stale);
    }
    let now = tx.now();
    let draft = ReferralDraft {
        channel: Channel::Enquiry,
        enquiry: Some(id),
        seen_or_heard: turn.lines.clone(),
        received_at: now,
        ..draft
    };
    let programme = programme::adopted(&mut tx, enquiry.programme)?;
    let rule = |refusal: Refusal<ReferralRefusal>| refusal.map(TurnRefusal::Referral);
    let referral = referral::arrived(&mut tx, &programme, &draft).map_err(rule)?;
    let state = enquiry
        .turn(&turn, referral.id, now)
        .map_err(|e| Refusal::Rule(TurnRefusal::Enquiry(e)))?;
    draft
        .check(now)
        .map_err(|e| Refusal::Rule(TurnRefusal::Referral(e)))?;
    let referral = referrals::insert_turned(&mut tx, &enquiry, referral)?;
    let received = referral::take_down(&mut tx, &referral, &draft).map_err(rule)?;
    table::revise_state(&mut tx, &enquiry, &state)?;
    let referred = F::EnquiryReferred {
        enquiry: id,
        referral: referral.id,
        caller: turn.caller_agrees,
        somebody_in_danger: turn.somebody_in_danger,
        words: tx.narrative(&[&turn.because]),
    };
    let mut facts: Vec<Happening> =
        vec![remark::insert_remark(&mut tx, referred, &turn.because)?.into()];
    facts.extend(received);
    tx.commit(facts)?;
    Ok(referral.id)
}

/// Why an enquiry was not turned into a referral: what the enquiry lacks, or what the referral lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TurnRefusal {
    Enquiry(EnquiryRefusal),
    Referral(ReferralRefusal),
}

/// Named by what is lacking: under that name the refusal is recorded.
impl fmt::Debug for TurnRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TurnRefusal::Enquiry(lacking) => lacking.fmt(f),
            TurnRefusal::Referral(lacking) => lacking.fmt(f),
        }
    }
}

/// An enquiry as its page shows it.
pub struct EnquiryView {
    pub enquiry: Enquiry,
    pub owner_name: String,
    pub calls: Vec<(Call, String)>,
    pub promises: Vec<(Promise, String)>,
    pub agreed_calls: Vec<(AgreedCallId, Moment)>,
    /// What is, or was, expected, each with how it stands now.
    pub expected: Vec<Expected>,
    /// Whether this hat may also end it or turn it into a referral.
    pub may_end: bool,
    pub may_keep_promises: bool,
    /// Whether this hat may give what is expected a new date, or waive it.
    pub may_redate: bool,
    pub may_waive: bool,
}

pub fn show(tx: &mut Tx<'_>, id: EnquiryId) -> Result<EnquiryView, Refusal<NoRule>> {
    let enquiry = table::open(tx, Action::ReadEnquiry, id)?;
    tx.view(Action::ReadEnquiry, id);
    let mut calls = Vec::new();
    for call in table::list_calls(tx, &enquiry)? {
        let name = account::name_of(tx, call.taken_by)?;
        calls.push((call, name));
    }
    let mut promises = Vec::new();
    for promise in table::list_promises(tx, &enquiry)? {
        let name = account::name_of(tx, promise.by)?;
        promises.push((promise, name));
    }
    // Nobody waits by the telephone for a call of an enquiry that has ended.
    let agreed_calls = match enquiry.takes_calls() {
        Ok(()) => table::list_agreed_calls(tx, &enquiry)?,
        Err(_) => Vec::new(),
    };
    let owner_name = account::name_of(tx, enquiry.ownership.owner())?;
    let mut may = |action| access::permit(tx, action, id.into()).is_ok();
    let (may_end, may_keep_promises) = (may(Action::EndEnquiry), may(Action::KeepPromise));
    let (may_redate, may_waive) = (may(Action::RedateClock), may(Action::WaiveClock));
    Ok(EnquiryView {
        expected: expected(tx, id.into(), enquiry.programme)?,
        enquiry: enquiry.into_inner(),
        owner_name,
        calls,
        promises,
        agreed_calls,
        may_end,
        may_keep_promises,
        may_redate,
        may_waive,
    })
}

/// The enquiries that this hat may see.
pub fn list(
    tx: &mut Tx<'_>,
    which: Which,
    before: Option<Moment>,
) -> Result<Vec<(EnquiryRow, String)>, Refusal<NoRule>> {
    let programme = tx.actor().programme().ok_or(Refusal::NotFound)?;
    throughcare_store::access::permit_in(tx, Action::ListEnquiries, programme)?;
    let visible = Visible::to(tx, Action::ListEnquiries);
    let rows = table::list_enquiries(tx, &visible, which, before, 51)?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let name = account::name_of(tx, row.owner)?;
        out.push((row, name));
    }
    Ok(out)
}
