//! Adoption: the body that the programme file names takes a considered case on, or declines it, with a second person.

use crate::Refusal;
use crate::refusal::NoRule;
use crate::second;
use throughcare_domain::calendar::plus_months;
use throughcare_domain::case::adoption::{AdoptingBody, Adoption, AdoptionRefusal};
use throughcare_domain::case::fact::Fact as F;
use throughcare_domain::case::{Case, Ending};
use throughcare_domain::decision::*;
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::person::Child;
use throughcare_domain::policy::Action;
use throughcare_domain::programme::SecondRule;
use throughcare_store::case::excluded;
use throughcare_store::identify::person;
use throughcare_store::notice::{self, NoticeKind};
use throughcare_store::programme::{self, Adopted};
use throughcare_store::{Error, Permitted, Tx, case as table, decision as decisions};

/// What an adoption asks of whoever decides it: by which body, how the second person is met, and who could be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdoptionView {
    pub case: Case,
    pub body: AdoptingBody,
    pub rule: SecondRule,
    /// The number of the policy in force.
    pub policy: i64,
    pub seconds: Vec<(AccountId, String)>,
    /// The proposal that waits for its second person, and whether it is the actor's own.
    pub proposed: Option<(DecisionId, bool)>,
}

/// What is asked when a considered case is decided.
pub fn asked(tx: &mut Tx<'_>, id: CaseId) -> Result<AdoptionView, Refusal<NoRule>> {
    let case = table::open(tx, Action::DecideAdoption, id)?;
    tx.view(Action::DecideAdoption, id);
    let programme = programme::adopted(tx, case.programme)?;
    let rule = programme.file.second_person.adoption;
    let mut seconds = Vec::new();
    for one in second::list_candidates(tx, programme.id, Question::Adoption, rule)? {
        if !excluded::excluded(tx, id.into(), one.0)? {
            seconds.push(one);
        }
    }
    let me = tx.actor().account();
    let proposed = decisions::find_proposed(tx, &case)?;
    Ok(AdoptionView {
        body: programme.file.adopting_body,
        rule,
        policy: programme.file.policy.number,
        seconds,
        proposed: proposed.map(|decision| (decision.id, Some(decision.by) == me)),
        case: case.into_inner(),
    })
}

/// Decides that a considered case is adopted, or is not. It takes effect when its second person agrees, or at once
/// where the programme file lets the second look come later.
/// Errors: stale, when the case is no longer at `version`.
pub fn decide(
    mut tx: Tx<'_>,
    id: CaseId,
    version: i64,
    adoption: Adoption,
    grounds: Grounds,
    named: Option<AccountId>,
) -> Result<DecisionId, Refusal<AdoptionRefusal>> {
    let case = table::open(&mut tx, Action::DecideAdoption, id)?;
    if case.version != version {
        return Err(Refusal::Stale);
    }
    let programme = programme::adopted(&mut tx, case.programme)?;
    let role = tx.actor().role().ok_or(Refusal::NotFound)?;
    case.adopt(&grounds).map_err(Refusal::Rule)?;
    programme
        .file
        .adopting_body
        .decides(role)
        .map_err(Refusal::Rule)?;
    if decisions::find_proposed(&mut tx, &case)?.is_some() {
        return Err(Refusal::Rule(AdoptionRefusal::SecondAwaited));
    }
    let rule = programme.file.second_person.adoption;
    let deferred = matches!(rule.asks(), SecondPerson::Deferred { .. });
    let decision = Decision {
        id: tx.new_id(),
        subject: id.into(),
        chosen: Chosen::Adoption(adoption),
        grounds,
        policy: programme.file.policy.number,
        by: tx.actor().account().ok_or(Refusal::NotFound)?,
        at: tx.now(),
        effect: if deferred {
            Effect::InEffect
        } else {
            Effect::Proposed
        },
    };
    decisions::insert_decision(&mut tx, &case, &decision)?;
    let proposed = F::AdoptionProposed {
        case: id,
        decision: decision.id,
        adoption,
        words: tx.narrative(&[&decision.grounds.reasons]),
    };
    let (_, owed) = second::ask(&mut tx, &case, &programme, &decision, rule, named)
        .map_err(|refusal| refusal.map(AdoptionRefusal::Second))?;
    let mut facts: Vec<Fact> = vec![proposed.into(), owed];
    if deferred {
        facts.extend(take_effect(&mut tx, &case, &programme, &decision)?);
    }
    tx.commit(facts)?;
    Ok(decision.id)
}

/// Takes a proposal back before anybody answered it.
pub fn withdraw(mut tx: Tx<'_>, id: CaseId) -> Result<(), Refusal<AdoptionRefusal>> {
    let case = table::open(&mut tx, Action::DecideAdoption, id)?;
    let me = tx.actor().account();
    let proposed = decisions::find_proposed(&mut tx, &case)?
        .filter(|decision| Some(decision.by) == me)
        .ok_or(Refusal::Rule(AdoptionRefusal::NothingProposed))?;
    decisions::revise_looks_taken_back(&mut tx, &case, proposed.id)?;
    let fell = fall(&mut tx, &case, &proposed)?;
    Ok(tx.commit([fell])?)
}

/// What follows from a second person's answer about an adoption.
pub(crate) fn answered(
    tx: &mut Tx<'_>,
    id: CaseId,
    look: &SecondLook,
    answer: SecondAnswer,
) -> Result<Vec<Fact>, Error> {
    if look.deferred {
        return Ok(Vec::new());
    }
    let case = table::open(tx, Action::SecondAdoption, id)?;
    let programme = programme::adopted(tx, case.programme)?;
    let decision = decisions::find_decision(tx, &case, look.decision)?;
    match answer {
        SecondAnswer::Agrees => {
            decisions::revise_effect(tx, &case, decision.id, Effect::InEffect)?;
            take_effect(tx, &case, &programme, &decision)
        }
        SecondAnswer::DoesNotAgree => Ok(vec![fall(tx, &case, &decision)?]),
    }
}

fn fall(tx: &mut Tx<'_>, case: &Permitted<Case>, decision: &Decision) -> Result<Fact, Error> {
    decisions::revise_effect(tx, case, decision.id, Effect::Fallen)?;
    Ok(F::AdoptionFell {
        case: case.id,
        decision: decision.id,
    }
    .into())
}

/// Brings an adoption decision into effect: the case becomes active, or closes with the day of its retention review.
fn take_effect(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    programme: &Adopted,
    decision: &Decision,
) -> Result<Vec<Fact>, Error> {
    let Chosen::Adoption(adoption) = decision.chosen else {
        return Err(Error::engine("no decision about an adoption".into()));
    };
    let state = case.after(adoption, tx.now());
    let (id, owner) = (case.id, case.ownership.owner());
    let (decided, policy_version) = (decision.id, decision.policy);
    match adoption {
        Adoption::Adopt => {
            table::revise_state(tx, case, &state, case.review_on)?;
            notice::queue(tx, owner, NoticeKind::CaseAdopted, id.into())?;
            let adopted = F::CaseAdopted {
                case: id,
                decision: decided,
                policy_version,
            };
            Ok(vec![adopted.into()])
        }
        Adoption::Decline => {
            let today = programme.today(tx.now());
            let child = person::find_person(tx, case, case.person)?
                .map_or(Child::TreatedAsChild, |p| p.identity.birth.child_on(today));
            let on = plus_months(today, programme.file.retention.of(child).declined_case);
            table::revise_state(tx, case, &state, Some(on))?;
            notice::queue(tx, owner, NoticeKind::CaseDeclined, id.into())?;
            let closed = F::CaseClosed {
                case: id,
                decision: decided,
                ending: Ending::DeclinedByThePanel,
                policy_version,
            };
            Ok(vec![
                closed.into(),
                F::RetentionReviewSet { case: id, on }.into(),
            ])
        }
    }
}
