//! Referrals: received by staff or by the public form, acknowledged, supplemented, verified, and answered.

mod identity;

use crate::Refusal;
use crate::case::show::{Expected, expected};
use crate::refusal::NoRule;
use throughcare_domain::account::Actor;
use throughcare_domain::decision::{Basis, Decision, Disclosure, DisclosureKind};
use throughcare_domain::fact::{Fact, Happening};
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::identify::prior_contact::Standing;
use throughcare_domain::identify::public_reference::{PublicReference, PublicStanding};
use throughcare_domain::identify::referral::*;
use throughcare_domain::identify::urgent::UrgentAct;
use throughcare_domain::moment::Moment;
use throughcare_domain::ownership::Ownership;
use throughcare_domain::person::{Child, Person};
use throughcare_domain::policy::Action;
use throughcare_store::access::{self, Visible};
use throughcare_store::form_use::FormToken;
use throughcare_store::identify::referral::{self as table, ReferralRow, Which};
use throughcare_store::identify::{person, prior_contact};
use throughcare_store::notice::{self, NoticeKind};
use throughcare_store::programme::{self, Adopted, ReferenceKind};
use throughcare_store::remark::{self, Remark};
use throughcare_store::{House, Permitted, Tx, account, decision, disclosure, urgent};

pub use identity::{name_person, revise_identity};

type Done<T> = Result<T, Refusal<ReferralRefusal>>;

/// Takes a referral down: a letter, a visit, a colleague's call. Whoever has the duty owns it from now on.
pub fn receive(mut tx: Tx<'_>, programme: ProgrammeId, draft: ReferralDraft) -> Done<ReferralId> {
    draft.check(tx.now()).map_err(Refusal::Rule)?;
    let programme = programme::adopted(&mut tx, programme)?;
    let draft = ReferralDraft {
        channel: Channel::Staff,
        enquiry: None,
        ..draft
    };
    let referral = arrived(&mut tx, &programme, &draft)?;
    let referral = table::insert_referral(&mut tx, &programme, referral, None)?;
    let facts = take_down(&mut tx, &referral, &draft)?;
    tx.commit(facts)?;
    Ok(referral.id)
}

/// The reference that the sender of a public form is shown: the same again when the form is sent twice.
/// Shape: made from the form's token and the installation's key; nobody else can guess it, and it is nowhere in the database.
pub fn public_reference(house: &House, token: &FormToken) -> PublicReference {
    let sent: String = token.0.iter().map(|b| format!("{b:02x}")).collect();
    let mut bytes = [0; 16];
    for (half, kind) in bytes.chunks_mut(8).zip([
        "public reference, first half",
        "public reference, second half",
    ]) {
        half.copy_from_slice(&house.keys().token(kind, &sent).to_be_bytes());
    }
    PublicReference::from_bytes(bytes)
}

/// Takes in the public form of a partner professional without an account, and acknowledges it at once.
/// `acknowledgement` is what the page says to the sender; it is kept as told.
pub fn receive_public(
    mut tx: Tx<'_>,
    programme: ProgrammeId,
    token: &FormToken,
    draft: ReferralDraft,
    acknowledgement: &str,
) -> Done<(ReferralId, PublicReference)> {
    let programme = programme::adopted(&mut tx, programme)?;
    if !programme.file.public_form.open {
        return Err(Refusal::Rule(ReferralRefusal::PublicFormClosed));
    }
    let mut draft = ReferralDraft {
        channel: Channel::PublicForm,
        enquiry: None,
        received_at: tx.now(),
        ..draft
    };
    draft.referrer.verification = Verification::NotYet;
    draft.check(tx.now()).map_err(Refusal::Rule)?;
    let reference = public_reference(tx.house(), token);
    let referral = arrived(&mut tx, &programme, &draft)?;
    let referral = table::insert_referral(&mut tx, &programme, referral, Some(&reference))?;
    let mut facts = take_down(&mut tx, &referral, &draft)?;
    let told = Disclosure {
        id: tx.new_id(),
        kind: DisclosureKind::Acknowledgement,
        to: draft.referrer.name.clone(),
        what: acknowledgement.to_owned(),
        basis: Basis::Mandate,
        told_at: tx.now(),
        recorded_by: None,
    };
    disclosure::insert_disclosure(&mut tx, &referral, &told)?;
    facts.push(
        F::ReferralAcknowledged {
            referral: referral.id,
            disclosure: Some(told.id),
        }
        .into(),
    );
    tx.commit(facts)?;
    Ok((referral.id, reference))
}

/// A referral as it arrives, with its owner: whoever takes it down where that is the work of their hat, otherwise
/// whoever has the duty.
pub(super) fn arrived(
    tx: &mut Tx<'_>,
    programme: &Adopted,
    draft: &ReferralDraft,
) -> Done<Referral> {
    let owner = match tx.actor() {
        Actor::Person { account, hat } if programme.file.arrivals.falls_to(hat.role) => account,
        _ => programme::duty_owner(tx, programme)?,
    };
    Ok(Referral {
        id: tx.new_id(),
        programme: programme.id,
        reference: programme::next_reference(tx, programme, ReferenceKind::Referral)?,
        channel: draft.channel,
        enquiry: draft.enquiry,
        referrer: draft.referrer.clone(),
        person_knows: draft.person_knows,
        urgency: draft.urgency,
        happened: draft.happened.clone(),
        persons: Vec::new(),
        state: State::Received,
        ownership: Ownership::Held { by: owner },
        received_at: draft.received_at,
        review_on: None,
        version: 1,
    })
}

/// Writes down the people and the statements of a new referral, and lets its owner know.
pub(super) fn take_down(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    draft: &ReferralDraft,
) -> Done<Vec<Happening>> {
    let (id, at) = (referral.id, draft.received_at);
    let received = F::ReferralReceived {
        referral: id,
        programme: referral.programme,
        channel: referral.channel,
        urgency: referral.urgency,
        enquiry: referral.enquiry,
    };
    let mut facts = vec![Fact::from(received).happened(at)];
    for identity in &draft.persons {
        let person = tx.new_id();
        person::insert_person(tx, referral, person, identity)?;
        let named = F::PersonNamed {
            referral: id,
            person,
        };
        facts.push(Fact::from(named).happened(at));
    }
    for (kind, text) in draft.statements() {
        let line = line(tx, kind, text);
        table::insert_line(tx, referral, &line)?;
    }
    let owner = referral.ownership.owner();
    if tx.actor().account() != Some(owner) {
        let kind = match referral.urgency {
            Urgency::RingNow => NoticeKind::RingNow,
            _ => NoticeKind::ReferralArrived,
        };
        notice::queue(tx, owner, kind, id.into())?;
    }
    Ok(facts)
}

fn line(tx: &Tx<'_>, kind: LineKind, text: &str) -> Line {
    Line {
        id: tx.new_id(),
        kind,
        text: text.to_owned(),
        recorded_at: tx.now(),
        recorded_by: tx.actor().account(),
    }
}

/// Tells the referrer that the referral arrived and who has it.
pub fn acknowledge(mut tx: Tx<'_>, id: ReferralId, word: WordToReferrer) -> Done<()> {
    let referral = table::open(&mut tx, Action::AcknowledgeReferral, id)?;
    word.check(tx.now()).map_err(Refusal::Rule)?;
    let told = told(&tx, DisclosureKind::Acknowledgement, word);
    disclosure::insert_disclosure(&mut tx, &referral, &told)?;
    let fact = F::ReferralAcknowledged {
        referral: id,
        disclosure: Some(told.id),
    };
    Ok(tx.commit([Fact::from(fact).happened(told.told_at)])?)
}

fn told(tx: &Tx<'_>, kind: DisclosureKind, word: WordToReferrer) -> Disclosure {
    Disclosure {
        id: tx.new_id(),
        kind,
        to: word.to,
        what: word.words,
        basis: word.basis,
        told_at: word.told_at,
        recorded_by: tx.actor().account(),
    }
}

/// Adds a statement, seen or heard apart from what is made of it. None is overwritten.
pub fn supplement(mut tx: Tx<'_>, id: ReferralId, kind: LineKind, text: &str) -> Done<LineId> {
    let referral = table::open(&mut tx, Action::SupplementReferral, id)?;
    referral.takes_statements().map_err(Refusal::Rule)?;
    if text.trim().is_empty() {
        return Err(Refusal::Rule(ReferralRefusal::NothingAdded));
    }
    let line = line(&tx, kind, text.trim());
    table::insert_line(&mut tx, &referral, &line)?;
    let words = tx.narrative(&[&line.text]);
    tx.commit([F::ReferralSupplemented {
        referral: id,
        line: line.id,
        words,
    }])?;
    Ok(line.id)
}

/// Notes that the referrer was called back, and whether the person may be told who referred them.
/// Errors: stale, when the referral is no longer at `version`.
pub fn verify_referrer(
    mut tx: Tx<'_>,
    id: ReferralId,
    version: i64,
    outcome: Verification,
    may_be_named: MayBeNamed,
) -> Done<()> {
    let referral = table::open(&mut tx, Action::VerifyReferrer, id)?;
    if referral.version != version {
        return Err(Refusal::Stale);
    }
    table::revise_verification(&mut tx, &referral, outcome, may_be_named)?;
    Ok(tx.commit([F::ReferrerVerified {
        referral: id,
        outcome,
    }])?)
}

/// Tells the referrer what came of it, as far as the law allows; or writes down why nobody is told.
pub fn tell_referrer(mut tx: Tx<'_>, id: ReferralId, telling: Telling) -> Done<()> {
    let referral = table::open(&mut tx, Action::TellReferrer, id)?;
    referral.tell(&telling, tx.now()).map_err(Refusal::Rule)?;
    match telling {
        Telling::Told(word) => {
            let told = told(&tx, DisclosureKind::WordToReferrer, word);
            disclosure::insert_disclosure(&mut tx, &referral, &told)?;
            let fact = F::ReferrerTold {
                referral: id,
                disclosure: told.id,
            };
            Ok(tx.commit([Fact::from(fact).happened(told.told_at)])?)
        }
        Telling::NotTold { why } => {
            let fact = F::ReferrerNotTold {
                referral: id,
                words: tx.narrative(&[&why]),
            };
            let fact = remark::insert_remark(&mut tx, fact, &why)?;
            Ok(tx.commit([fact])?)
        }
    }
}

/// How far a referral has come, for whoever holds its public reference, and nothing else.
pub fn public_standing(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    reference: &PublicReference,
) -> Result<PublicStanding, Refusal<NoRule>> {
    table::find_public_standing(tx, programme, reference)?.ok_or(Refusal::NotFound)
}

/// Somebody whom a referral concerns, as its page shows them.
pub struct PersonView {
    pub person: Person,
    /// Under eighteen today, or treated so until it is known.
    pub child: Child,
}

/// What this hat may do with a referral: what the page offers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReferralMay {
    pub acknowledge: bool,
    pub supplement: bool,
    pub verify: bool,
    pub revise_identity: bool,
    pub search: bool,
    pub judge: bool,
    pub deconflict: bool,
    pub decide: bool,
    pub second: bool,
    pub tell: bool,
    pub act_now: bool,
    pub assign: bool,
    /// It is offered or assigned to this person, who has not answered yet.
    pub answer_offer: bool,
    pub redate: bool,
    pub waive: bool,
}

/// A referral as its page shows it.
pub struct ReferralView {
    pub referral: Referral,
    pub owner_name: String,
    pub offered_to_name: Option<String>,
    pub lines: Vec<(Line, Option<String>)>,
    pub persons: Vec<PersonView>,
    pub disclosures: Vec<(Disclosure, Option<String>)>,
    pub urgent_acts: Vec<(UrgentAct, String)>,
    pub decisions: Vec<(Decision, String)>,
    /// Why nobody was told, what came of an urgent act, why work was assigned.
    pub remarks: Vec<(Remark, String)>,
    /// What is, or was, expected, each with how it stands now.
    pub expected: Vec<Expected>,
    /// Where the search for earlier contact stands.
    pub earlier_contact: Standing,
    pub may: ReferralMay,
}

impl ReferralView {
    /// Whether somebody whom it concerns is, or is treated as, a child.
    pub fn concerns_a_child(&self) -> bool {
        self.persons.is_empty() || self.persons.iter().any(|p| p.child.as_child())
    }
}

pub fn show(tx: &mut Tx<'_>, id: ReferralId) -> Result<ReferralView, Refusal<NoRule>> {
    let referral = table::open(tx, Action::ReadReferral, id)?;
    tx.view(Action::ReadReferral, id);
    let today = programme::adopted(tx, referral.programme)?.today(tx.now());
    let mut lines = Vec::new();
    for line in table::list_lines(tx, &referral)? {
        let name = name_of(tx, line.recorded_by)?;
        lines.push((line, name));
    }
    let mut persons = Vec::new();
    for person in &referral.persons {
        if let Some(person) = person::find_person(tx, &referral, *person)? {
            let child = person.identity.birth.child_on(today);
            persons.push(PersonView { person, child });
        }
    }
    let mut disclosures = Vec::new();
    for told in disclosure::list_disclosures(tx, &referral)? {
        let name = name_of(tx, told.recorded_by)?;
        disclosures.push((told, name));
    }
    let mut urgent_acts = Vec::new();
    for act in urgent::list_urgent_acts(tx, &referral)? {
        let name = account::name_of(tx, act.recorded_by)?;
        urgent_acts.push((act, name));
    }
    let mut remarks = Vec::new();
    for remark in remark::list_remarks(tx, id.into())? {
        let name = account::name_of(tx, remark.recorded_by)?;
        remarks.push((remark, name));
    }
    Ok(ReferralView {
        owner_name: account::name_of(tx, referral.ownership.owner())?,
        offered_to_name: name_of(tx, referral.ownership.offered_to())?,
        lines,
        persons,
        disclosures,
        urgent_acts,
        decisions: decisions(tx, &referral)?,
        remarks,
        expected: expected(tx, id.into(), referral.programme)?,
        earlier_contact: prior_contact::standing(tx, &referral)?,
        may: may(tx, id),
        referral: referral.into_inner(),
    })
}

fn decisions(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
) -> Result<Vec<(Decision, String)>, Refusal<NoRule>> {
    let mut out = Vec::new();
    for decision in decision::list_decisions(tx, referral)? {
        let name = account::name_of(tx, decision.by)?;
        out.push((decision, name));
    }
    Ok(out)
}

fn name_of(tx: &mut Tx<'_>, id: Option<AccountId>) -> Result<Option<String>, Refusal<NoRule>> {
    Ok(id.map(|id| account::name_of(tx, id)).transpose()?)
}

fn may(tx: &mut Tx<'_>, id: ReferralId) -> ReferralMay {
    let mut may = |action| access::permit(tx, action, id.into()).is_ok();
    ReferralMay {
        acknowledge: may(Action::AcknowledgeReferral),
        supplement: may(Action::SupplementReferral),
        verify: may(Action::VerifyReferrer),
        revise_identity: may(Action::ReviseIdentity),
        search: may(Action::SearchEarlierContact),
        judge: may(Action::JudgeRecords),
        deconflict: may(Action::Deconflict),
        decide: may(Action::DecideScreening),
        second: may(Action::SecondScreening),
        tell: may(Action::TellReferrer),
        act_now: may(Action::ActNow),
        assign: may(Action::AssignArrival),
        answer_offer: may(Action::AnswerOffer),
        redate: may(Action::RedateClock),
        waive: may(Action::WaiveClock),
    }
}

/// The referrals that this hat may see, newest first, after `before` where a page before ended.
pub fn list(
    tx: &mut Tx<'_>,
    which: Which,
    before: Option<(Moment, ReferralId)>,
) -> Result<Vec<(ReferralRow, String)>, Refusal<NoRule>> {
    let programme = tx.actor().programme().ok_or(Refusal::NotFound)?;
    access::permit_in(tx, Action::ListReferrals, programme)?;
    let visible = Visible::to(tx, Action::ListReferrals);
    let rows = table::list_referrals(tx, &visible, which, before, 51)?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let name = account::name_of(tx, row.owner)?;
        out.push((row, name));
    }
    Ok(out)
}
