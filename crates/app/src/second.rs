//! The second person: asked when something is decided, another human being whatever the hats, and answering once.

use crate::Refusal;
use crate::case::adoption;
use crate::identify::screening;
use crate::refusal::NoRule;
use throughcare_domain::account::Role;
use throughcare_domain::calendar::Within;
use throughcare_domain::code::Code;
use throughcare_domain::decision::*;
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::identify::fact::Fact as F;
use throughcare_domain::identify::screening::ScreeningRefusal;
use throughcare_domain::policy::{self, Action, Relation};
use throughcare_domain::programme::SecondRule;
use throughcare_domain::subject::Subject;
use throughcare_store::access::Visible;
use throughcare_store::case::{self, excluded};
use throughcare_store::decision::{self as table, SecondLookRow};
use throughcare_store::identify::referral;
use throughcare_store::notice::{self, NoticeKind};
use throughcare_store::programme::Adopted;
use throughcare_store::{Permitted, Tx, access, account, remark};

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
) -> Result<(SecondLookId, Fact), Refusal<AskRefusal>>
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
        taken_back_at: None,
    };
    table::insert_second_look(tx, about, programme.id, &look)?;
    if let Some(who) = named {
        notice::queue(tx, who, NoticeKind::SecondPersonAsked, decision.subject)?;
    }
    let owed = F::SecondLookOwed {
        subject: decision.subject,
        second: look.id,
        deferred,
        until: look.due_at,
    };
    Ok((look.id, owed.into()))
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
    let question = decision.chosen.question();
    let answers = account::list_roles(tx, who, programme.id)?
        .into_iter()
        .any(|role| answers_for(role, question, rule));
    if !answers || excluded::excluded(tx, decision.subject, who)? {
        return Err(Refusal::Rule(AskRefusal::MayNotAnswer));
    }
    Ok(Some(who))
}

/// Whether somebody in a role, once named, may be the second person under a rule.
fn answers_for(role: Role, question: Question, rule: SecondRule) -> bool {
    if rule == SecondRule::OutsideSecond {
        return role == Role::OutsideSecond;
    }
    let relations = [Relation::OfProgramme, Relation::SecondFor];
    policy::decide_any(role, &relations, table::second_action(question)).allowed()
}

/// Who could be named as the second person under a rule, by name: never the one who decides.
pub(crate) fn list_candidates(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    question: Question,
    rule: SecondRule,
) -> Result<Vec<(AccountId, String)>, throughcare_store::Error> {
    let may = |role: &Role| answers_for(*role, question, rule);
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(may).collect();
    let me = tx.actor().account();
    let found = account::list_colleagues(tx, programme, &roles)?;
    Ok(found
        .into_iter()
        .filter(|(id, ..)| Some(*id) != me)
        .map(|(id, name, _)| (id, name))
        .collect())
}

/// Why a second person's answer was refused: by their own rule, or by a guard of what was proposed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerRefusal {
    Second(SecondRefusal),
    Screening(ScreeningRefusal),
}

/// What the second person is to look at, and what was said of it.
pub struct SecondLookView {
    pub look: SecondLook,
    pub decision: Decision,
    pub first_name: String,
    /// The colleague, or the outside second, who was named for it.
    pub named_name: Option<String>,
    /// Who answered.
    pub answered_name: Option<String>,
    /// What they said; empty while it waits, and where they agreed without a word.
    pub answer_words: String,
    pub reference: String,
}

/// Shows the second person what was decided, with its grounds. Of a case, an outside second sees this and no more.
pub fn look(tx: &mut Tx<'_>, id: SecondLookId) -> Result<SecondLookView, Refusal<NoRule>> {
    let look = table::open_second_look(tx, id)?;
    tx.view(look.action(), look.subject);
    let (decision, reference) = match look.subject {
        Subject::Case(id) => {
            let case = case::open(tx, look.action(), id)?;
            let decision = table::find_decision(tx, &case, look.decision)?;
            (decision, case.reference.clone())
        }
        Subject::Referral(id) => {
            let referral = referral::open(tx, look.action(), id)?;
            let decision = table::find_decision(tx, &referral, look.decision)?;
            (decision, referral.reference.clone())
        }
        _ => return Err(Refusal::NotFound),
    };
    let mut name = |id: AccountId| account::name_of(tx, id);
    Ok(SecondLookView {
        first_name: name(look.first)?,
        named_name: look.named.map(&mut name).transpose()?,
        answered_name: look.answered.map(|(who, ..)| name(who)).transpose()?,
        answer_words: table::find_answer_words(tx, &look)?.unwrap_or_default(),
        decision,
        reference,
        look: look.into_inner(),
    })
}

/// Answers a second look. Where a decision waited for it, it takes effect or falls; one that took effect already
/// stands, and keeps what the second person said of it.
pub fn answer(
    mut tx: Tx<'_>,
    id: SecondLookId,
    answer: SecondAnswer,
    words: &str,
) -> Result<(), Refusal<AnswerRefusal>> {
    let look = table::open_second_look(&mut tx, id)?;
    let who = tx.actor().account().ok_or(Refusal::NotFound)?;
    let answered = look
        .answer(who, answer, words, tx.now())
        .map_err(|refusal| Refusal::Rule(AnswerRefusal::Second(refusal)))?;
    let held = F::SecondLookHeld {
        subject: look.subject,
        second: id,
        answer,
        words: remark::digest(&tx, words),
    };
    let mut facts: Vec<Fact> = vec![held.into()];
    // What follows comes first: somebody from outside sees the thing only while their look is open.
    match look.subject {
        Subject::Case(case) => facts.extend(adoption::answered(&mut tx, case, &look, answer)?),
        Subject::Referral(referral) => facts.extend(
            screening::answered(&mut tx, referral, &look, answer)
                .map_err(|refusal| refusal.map(AnswerRefusal::Screening))?,
        ),
        _ => return Err(Refusal::NotFound),
    }
    table::revise_second_look(&mut tx, &look, &answered, words)?;
    notice::queue(
        &mut tx,
        look.first,
        NoticeKind::SecondPersonAnswered,
        look.subject,
    )?;
    Ok(tx.commit(facts)?)
}

/// The second looks that wait for this hat: agreements asked for, and deferred ones that are owed.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<(SecondLookRow, String)>, Refusal<NoRule>> {
    let programme = tx.actor().programme().ok_or(Refusal::NotFound)?;
    access::permit_in(tx, Action::ListSecondLooks, programme)?;
    let screening = Visible::to(tx, Action::SecondScreening);
    let adoption = Visible::to(tx, Action::SecondAdoption);
    let mut out = Vec::new();
    for row in table::list_second_looks(tx, &screening, &adoption, 200)? {
        let name = account::name_of(tx, row.look.first)?;
        out.push((row, name));
    }
    Ok(out)
}
