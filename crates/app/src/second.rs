//! The second person: asked when something is decided, another human being whatever the hats, and answering once.

use crate::Refusal;
use crate::case::adoption;
use throughcare_domain::account::Role;
use throughcare_domain::calendar::Within;
use throughcare_domain::decision::*;
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::policy::{self, Relation};
use throughcare_domain::programme::SecondRule;
use throughcare_domain::subject::Subject;
use throughcare_store::case::excluded;
use throughcare_store::notice::{self, NoticeKind};
use throughcare_store::programme::Adopted;
use throughcare_store::{Permitted, Tx, account, decision as table, remark};

/// How long a second person has, where the decision waits for them. Unit: working days.
const ANSWER_WITHIN: i64 = 3;

/// Asks for a second look at a decision, as the programme file says.
/// Shape: `named` is a chosen colleague; an outside second is found where none is named.
pub(crate) fn ask<T>(
    tx: &mut Tx<'_>,
    about: &Permitted<T>,
    programme: &Adopted,
    decision: &Decision,
    rule: SecondRule,
    named: Option<AccountId>,
) -> Result<Fact, Refusal<AskRefusal>>
where
    for<'t> Subject: From<&'t T>,
{
    let named = chosen(tx, programme, decision, rule, named)?;
    let (deferred, days) = match rule.asks() {
        SecondPerson::Deferred { within_days } => (true, within_days),
        SecondPerson::Agreement | SecondPerson::NotNeeded => (false, ANSWER_WITHIN),
    };
    let due = programme
        .file
        .calendar
        .due(tx.now(), Within::WorkingDays(days), None);
    let look = SecondLook {
        id: tx.new_id(),
        decision: decision.id,
        subject: decision.subject,
        question: decision.chosen.question(),
        first: decision.by,
        named,
        deferred,
        due_at: due.map_or(tx.now(), |due| due.at),
        answered: None,
    };
    table::insert_second_look(tx, about, programme.id, &look)?;
    if let Some(who) = named {
        notice::queue(tx, who, NoticeKind::SecondPersonAsked, decision.subject)?;
    }
    Ok(F::SecondLookOwed {
        subject: decision.subject,
        second: look.id,
        deferred,
        until: look.due_at,
    }
    .into())
}

/// Who is asked: somebody else, who may answer and may see it.
fn chosen(
    tx: &mut Tx<'_>,
    programme: &Adopted,
    decision: &Decision,
    rule: SecondRule,
    named: Option<AccountId>,
) -> Result<Option<AccountId>, Refusal<AskRefusal>> {
    let outside = rule == SecondRule::OutsideSecond;
    let Some(who) = named else {
        if !outside {
            return Ok(None);
        }
        let seconds = account::list_in_role(tx, programme.id, Role::OutsideSecond)?;
        let other = seconds.into_iter().find(|who| *who != decision.by);
        return match other {
            Some(who) => Ok(Some(who)),
            None => Err(Refusal::Rule(AskRefusal::NobodyToAsk)),
        };
    };
    if who == decision.by {
        return Err(Refusal::Rule(AskRefusal::SamePerson));
    }
    let action = table::second_action(decision.chosen.question());
    let answers =
        account::list_roles(tx, who, programme.id)?
            .into_iter()
            .any(|role| match outside {
                true => role == Role::OutsideSecond,
                false => {
                    let relations = [Relation::OfProgramme, Relation::SecondFor];
                    policy::decide_any(role, &relations, action).allowed()
                }
            });
    if !answers || excluded::excluded(tx, decision.subject, who)? {
        return Err(Refusal::Rule(AskRefusal::MayNotAnswer));
    }
    Ok(Some(who))
}

/// Answers a second look. Where a decision waited for it, it takes effect or falls.
pub fn answer(
    mut tx: Tx<'_>,
    id: SecondLookId,
    answer: SecondAnswer,
    words: &str,
) -> Result<(), Refusal<SecondRefusal>> {
    let look = table::open_second_look(&mut tx, id)?;
    let who = tx.actor().account().ok_or(Refusal::NotFound)?;
    let answered = look
        .answer(who, answer, words, tx.now())
        .map_err(Refusal::Rule)?;
    table::revise_second_look(&mut tx, &look, &answered, words)?;
    let held = F::SecondLookHeld {
        subject: look.subject,
        second: id,
        answer,
        words: remark::digest(&tx, words),
    };
    let mut facts: Vec<Fact> = vec![held.into()];
    match look.subject {
        Subject::Case(case) => facts.extend(adoption::answered(&mut tx, case, &look, answer)?),
        _ => return Err(Refusal::NotFound),
    }
    notice::queue(
        &mut tx,
        look.first,
        NoticeKind::SecondPersonAnswered,
        look.subject,
    )?;
    Ok(tx.commit(facts)?)
}
