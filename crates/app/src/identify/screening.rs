//! Screening: is this for us? A decision with reasons, options and a policy version; nothing changes without one.

use crate::{Refusal, second};
use throughcare_domain::case::fact::opening;
use throughcare_domain::case::{Case, State as CaseState};
use throughcare_domain::decision::*;
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::identify::prior_contact::repeats;
use throughcare_domain::identify::referral::{Referral, ReferralRefusal, State};
use throughcare_domain::identify::screening::*;
use throughcare_domain::ownership::Ownership;
use throughcare_domain::person::{Birth, Child, Identity};
use throughcare_domain::policy::Action;
use throughcare_domain::programme::{Deconfliction as Rule, SecondRule};
use throughcare_store::identify::{
    deconfliction, person, person_link, prior_contact, referral as table,
};
use throughcare_store::notice::{self, NoticeKind};
use throughcare_store::programme::{self, Adopted, ReferenceKind};
use throughcare_store::{Permitted, Tx, account, case, decision, disclosure};

type Done<T> = Result<T, Refusal<ScreeningRefusal>>;

fn opened(
    tx: &mut Tx<'_>,
    action: Action,
    id: ReferralId,
    version: i64,
) -> Done<Permitted<Referral>> {
    let referral = table::open(tx, action, id)?;
    if referral.version != version {
        return Err(Refusal::Stale);
    }
    Ok(referral)
}

/// Begins the screening of a referral that was received. Guard: the search for earlier contact is recorded.
pub fn begin(mut tx: Tx<'_>, id: ReferralId, version: i64) -> Done<()> {
    let referral = opened(&mut tx, Action::DecideScreening, id, version)?;
    let standing = prior_contact::standing(&mut tx, &referral)?;
    let state = referral
        .begin_screening(standing.recorded())
        .map_err(|refusal| match refusal {
            ReferralRefusal::SearchOwed => ScreeningRefusal::SearchOwed,
            _ => ScreeningRefusal::Decided,
        })
        .map_err(Refusal::Rule)?;
    if referral.state != State::Received {
        return Ok(());
    }
    table::revise_state(&mut tx, &referral, &state, None)?;
    Ok(tx.commit([F::ScreeningBegun { referral: id }])?)
}

/// Records a check against live investigations. It may be repeated; each stays, with its date.
pub fn deconflict(
    mut tx: Tx<'_>,
    id: ReferralId,
    draft: DeconflictionDraft,
) -> Done<DeconflictionId> {
    let referral = table::open(&mut tx, Action::Deconflict, id)?;
    let before = deconfliction::list_deconflictions(&mut tx, &referral)?;
    referral.takes_checks(&before).map_err(Refusal::Rule)?;
    let programme = programme::adopted(&mut tx, referral.programme)?;
    let rule = &programme.file.deconfliction;
    draft.check(rule, tx.now()).map_err(Refusal::Rule)?;
    let asked_of = match rule {
        Rule::Used { asked_of } if draft.asked_of.trim().is_empty() => asked_of.clone(),
        _ => draft.asked_of,
    };
    let check = Deconfliction {
        id: tx.new_id(),
        outcome: draft.outcome,
        asked_of,
        at: draft.at,
        again_at: draft.again_at,
        by: tx.actor().account().ok_or(Refusal::NotFound)?,
    };
    deconfliction::insert_deconfliction(&mut tx, &referral, &check)?;
    let checked = F::Deconflicted {
        referral: id,
        check: check.id,
        outcome: check.outcome,
        again: check.again_at,
    };
    tx.commit([Fact::from(checked).happened(check.at)])?;
    Ok(check.id)
}

/// What was awaited came, or the work goes on without it.
pub fn settle_information(mut tx: Tx<'_>, id: ReferralId, version: i64, came: bool) -> Done<()> {
    let referral = opened(&mut tx, Action::DecideScreening, id, version)?;
    if !matches!(referral.state, State::AwaitingInformation { .. }) {
        return Err(Refusal::Rule(ScreeningRefusal::NothingAwaited));
    }
    table::revise_state(&mut tx, &referral, &State::InScreening, None)?;
    Ok(tx.commit([F::InformationSettled { referral: id, came }])?)
}

/// What else the guards look at, as it stands now.
fn circumstances(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    programme: &Adopted,
) -> Done<Circumstances> {
    let file = &programme.file;
    let day = |at| file.calendar.day(at);
    let months = file.prior_contact.repeat_within_months;
    let received = day(referral.received_at);
    let before = person_link::list_referred_before(tx, referral, day)?;
    let deconflicted = file.deconfliction == Rule::NotUsedHere
        || !deconfliction::list_deconflictions(tx, referral)?.is_empty();
    Ok(Circumstances {
        search: prior_contact::standing(tx, referral)?,
        deconflicted,
        repeat_referral: before
            .into_iter()
            .any(|then| repeats(then, received, months)),
        now: tx.now(),
    })
}

/// How far a decision came at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decided {
    pub decision: DecisionId,
    /// Whether it is in effect, or waits for its second person.
    pub effect: Effect,
    /// The second look that is owed, before or after.
    pub second: Option<SecondLookId>,
}

/// Decides, with reasons and the options that stood open; or proposes, where a second person must agree first.
/// `named` is a chosen colleague or the outside second.
/// Errors: the first guard that is not met; stale, when the referral is no longer at `version`.
pub fn decide(
    mut tx: Tx<'_>,
    id: ReferralId,
    version: i64,
    proposal: Proposal,
    grounds: Grounds,
    named: Option<AccountId>,
) -> Done<Decided> {
    let referral = opened(&mut tx, Action::DecideScreening, id, version)?;
    let programme = programme::adopted(&mut tx, referral.programme)?;
    if decision::find_proposed(&mut tx, &referral)?.is_some() {
        return Err(Refusal::Rule(ScreeningRefusal::SecondAwaited));
    }
    let seen = circumstances(&mut tx, &referral, &programme)?;
    let screened = referral
        .screen(proposal, &grounds, seen)
        .map_err(Refusal::Rule)?;
    let rule = screened.second(&programme.file.second_person);
    let waits = matches!(
        rule,
        Some(SecondRule::Colleague | SecondRule::OutsideSecond)
    );
    let decided = Decision {
        id: tx.new_id(),
        subject: id.into(),
        chosen: Chosen::Screening(screened.proposal),
        grounds,
        policy: programme.file.policy.number,
        by: tx.actor().account().ok_or(Refusal::NotFound)?,
        at: tx.now(),
        effect: if waits {
            Effect::Proposed
        } else {
            Effect::InEffect
        },
    };
    decision::insert_decision(&mut tx, &referral, &decided)?;
    let mut facts = if waits {
        vec![proposed(&tx, id, &decided)]
    } else {
        take_effect(&mut tx, &referral, &programme, &decided)?
    };
    let mut look = None;
    if let Some(rule) = rule {
        let (asked, owed) = second::ask(&mut tx, &referral, &programme, &decided, rule, named)
            .map_err(|r| r.map(ScreeningRefusal::Second))?;
        look = Some(asked);
        facts.push(owed);
    }
    tx.commit(facts)?;
    Ok(Decided {
        decision: decided.id,
        effect: decided.effect,
        second: look,
    })
}

fn proposed(tx: &Tx<'_>, id: ReferralId, decided: &Decision) -> Fact {
    F::ScreeningProposed {
        referral: id,
        decision: decided.id,
        choice: choice(decided),
        words: tx.narrative(&[&decided.grounds.reasons]),
    }
    .into()
}

fn choice(decided: &Decision) -> Choice {
    match &decided.chosen {
        Chosen::Screening(proposal) => proposal.choice(),
        Chosen::Adoption(_) => Choice::Accept,
    }
}

/// Takes a proposal back before its second person answered.
pub fn take_back(mut tx: Tx<'_>, id: ReferralId, proposal: DecisionId) -> Done<()> {
    let referral = table::open(&mut tx, Action::DecideScreening, id)?;
    decision::revise_effect(&mut tx, &referral, proposal, Effect::Fallen)?;
    decision::revise_looks_taken_back(&mut tx, &referral, proposal)?;
    Ok(tx.commit([F::ProposalFell {
        referral: id,
        decision: proposal,
    }])?)
}

/// What follows from a second person's answer about a screening. Every guard is looked at again.
pub(crate) fn answered(
    tx: &mut Tx<'_>,
    id: ReferralId,
    look: &SecondLook,
    answer: SecondAnswer,
) -> Done<Vec<Fact>> {
    if look.deferred {
        return Ok(Vec::new());
    }
    let proposal = look.decision;
    let referral = table::open(tx, Action::SecondScreening, id)?;
    if answer == SecondAnswer::DoesNotAgree {
        decision::revise_effect(tx, &referral, proposal, Effect::Fallen)?;
        let fell = F::ProposalFell {
            referral: id,
            decision: proposal,
        };
        return Ok(vec![fell.into()]);
    }
    let programme = programme::adopted(tx, referral.programme)?;
    let decided = decision::find_decision(tx, &referral, proposal)?;
    let Chosen::Screening(chosen) = &decided.chosen else {
        return Err(Refusal::NotFound);
    };
    let seen = Circumstances {
        now: decided.at,
        ..circumstances(tx, &referral, &programme)?
    };
    referral
        .screen(chosen.clone(), &decided.grounds, seen)
        .map_err(Refusal::Rule)?;
    decision::revise_effect(tx, &referral, proposal, Effect::InEffect)?;
    take_effect(tx, &referral, &programme, &decided)
}

/// What a screening decision does, directly or when its second person agreed.
fn take_effect(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    programme: &Adopted,
    decided: &Decision,
) -> Done<Vec<Fact>> {
    let Chosen::Screening(proposal) = &decided.chosen else {
        return Err(Refusal::NotFound);
    };
    let mut facts: Vec<Fact> = vec![
        F::ScreeningDecided {
            referral: referral.id,
            decision: decided.id,
            choice: proposal.choice(),
            policy_version: decided.policy,
            words: tx.narrative(&[&decided.grounds.reasons]),
        }
        .into(),
    ];
    match proposal {
        Proposal::Accept => facts.extend(open_case(tx, referral, programme, decided.id)?),
        Proposal::Redirect {
            service,
            answer,
            told,
            basis,
            ..
        } => {
            if *answer != ServiceAnswer::NoneAvailable {
                facts.push(refer_on(tx, referral, service, told, *basis)?);
            }
            let state = State::Redirected {
                to: service.clone(),
            };
            facts.push(end_here(tx, referral, programme, &state)?);
        }
        Proposal::NoFurtherAction => {
            facts.push(end_here(tx, referral, programme, &State::NoFurtherAction)?);
        }
        Proposal::MoreInformation { ask, until } => {
            let state = State::AwaitingInformation {
                until: *until,
                ask: ask.clone(),
            };
            table::revise_state(tx, referral, &state, None)?;
            let awaited = F::InformationAwaited {
                referral: referral.id,
                decision: decided.id,
                until: *until,
            };
            facts.push(awaited.into());
        }
    }
    Ok(facts)
}

/// The case opens, owned by whoever owned the referral.
fn open_case(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    programme: &Adopted,
    decided: DecisionId,
) -> Done<Vec<Fact>> {
    let mut facts = Vec::new();
    let about = match referral.persons.first() {
        Some(person) => *person,
        None => {
            let unnamed = tx.new_id();
            person::insert_person(tx, referral, unnamed, &Identity::unnamed(""))?;
            let named = F::PersonNamed {
                referral: referral.id,
                person: unnamed,
            };
            facts.push(named.into());
            unnamed
        }
    };
    let case = Case {
        id: tx.new_id(),
        programme: programme.id,
        reference: programme::next_reference(tx, programme, ReferenceKind::Case)?,
        referral: Some(referral.id),
        person: about,
        state: CaseState::Considered,
        ownership: Ownership::Held {
            by: referral.ownership.owner(),
        },
        discoverable: programme.file.discoverable,
        taken_over: None,
        opened_at: tx.now(),
        review_on: None,
        version: 1,
    };
    let participant = case::insert_case(tx, programme, &case)?;
    table::revise_state(tx, referral, &State::Accepted { case: case.id }, None)?;
    let owner = case.ownership.owner();
    if tx.actor().account() != Some(owner) {
        notice::queue(tx, owner, NoticeKind::CaseOpened, case.id.into())?;
    }
    let child = child_of(tx, referral, programme, about)?;
    facts.extend(
        opening(&case, Some(decided), participant, child)
            .into_iter()
            .map(Fact::from),
    );
    Ok(facts)
}

fn child_of(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    programme: &Adopted,
    of: PersonId,
) -> Done<Child> {
    let found = person::find_person(tx, referral, of)?;
    let birth = found.map_or(Birth::UNKNOWN, |p| p.identity.birth);
    Ok(birth.child_on(programme.today(tx.now())))
}

/// The service is told: once it is told it cannot be taken back, so it is written down.
fn refer_on(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    service: &str,
    what: &str,
    basis: Basis,
) -> Done<Fact> {
    let told = Disclosure {
        id: tx.new_id(),
        kind: DisclosureKind::ReferralToService,
        to: service.to_owned(),
        what: what.to_owned(),
        basis,
        told_at: tx.now(),
        recorded_by: tx.actor().account(),
    };
    disclosure::insert_disclosure(tx, referral, &told)?;
    Ok(F::Disclosed {
        subject: referral.id.into(),
        disclosure: told.id,
        of: told.kind,
    }
    .into())
}

/// The record ends here: the day is set on which a person looks at whether it is still needed.
fn end_here(
    tx: &mut Tx<'_>,
    referral: &Permitted<Referral>,
    programme: &Adopted,
    state: &State,
) -> Done<Fact> {
    let mut children = Vec::new();
    for person in referral.persons.clone() {
        children.push(child_of(tx, referral, programme, person)?);
    }
    let today = programme.today(tx.now());
    let on = programme
        .file
        .retention
        .review_after_screening(&children, today);
    table::revise_state(tx, referral, state, Some(on))?;
    Ok(F::RetentionReviewSet {
        referral: referral.id,
        on,
    }
    .into())
}

/// The step of screening as its page shows it.
pub struct ScreeningView {
    pub referral: Referral,
    pub circumstances: Circumstances,
    pub deconflictions: Vec<(Deconfliction, String)>,
    /// Newest first, each with who decided.
    pub decisions: Vec<(Decision, String)>,
    /// With what the second person said.
    pub second_looks: Vec<(SecondLook, String)>,
    /// By which rule a second person would be met if this is a repeat referral, or a service does not accept.
    pub rules: throughcare_domain::programme::SecondPersonRules,
    /// Who could be named as the second person, for each rule that may apply.
    pub repeat_candidates: Vec<(AccountId, String)>,
    pub redirect_candidates: Vec<(AccountId, String)>,
    pub may_decide: bool,
    pub may_deconflict: bool,
}

pub fn show(tx: &mut Tx<'_>, id: ReferralId) -> Result<ScreeningView, Refusal<ScreeningRefusal>> {
    let referral = table::open(tx, Action::ReadReferral, id)?;
    tx.view(Action::ReadReferral, id);
    let programme = programme::adopted(tx, referral.programme)?;
    let mut deconflictions = Vec::new();
    for check in deconfliction::list_deconflictions(tx, &referral)? {
        let name = account::name_of(tx, check.by)?;
        deconflictions.push((check, name));
    }
    let mut decisions = Vec::new();
    for decided in decision::list_decisions(tx, &referral)? {
        let name = account::name_of(tx, decided.by)?;
        decisions.push((decided, name));
    }
    let rules = programme.file.second_person;
    let named = |tx: &mut Tx<'_>, rule| {
        second::list_candidates(tx, programme.id, Question::Screening, rule)
    };
    let may =
        |tx: &mut Tx<'_>, action| throughcare_store::access::permit(tx, action, id.into()).is_ok();
    Ok(ScreeningView {
        circumstances: circumstances(tx, &referral, &programme)?,
        deconflictions,
        decisions,
        second_looks: decision::list_second_looks_of(tx, &referral)?,
        rules,
        repeat_candidates: named(tx, rules.repeat_referral)?,
        redirect_candidates: named(tx, rules.redirect_without_acceptance)?,
        may_decide: may(tx, Action::DecideScreening),
        may_deconflict: may(tx, Action::Deconflict),
        referral: referral.into_inner(),
    })
}
