//! Permission at the door of the store: what may not be seen is not found, and lists show what the table allows.

use crate::error::Error;
use crate::tx::Tx;
use crate::values;
use std::ops::Deref;
use throughcare_domain::account::{Actor, Role, Scope};
use throughcare_domain::id::{AccountId, Id, ProgrammeId};
use throughcare_domain::policy::{self, Action, Relation, Verdict};
use throughcare_domain::subject::Subject;

/// Something that the actor may act on in one way. Writers ask for it; only the store makes it.
#[derive(Debug)]
pub struct Permitted<T> {
    thing: T,
    action: Action,
}

impl<T> Permitted<T> {
    pub(crate) fn new(thing: T, action: Action) -> Permitted<T> {
        Permitted { thing, action }
    }
    /// For what it was permitted.
    pub fn action(&self) -> Action {
        self.action
    }
    pub fn into_inner(self) -> T {
        self.thing
    }
}

impl<T> Deref for Permitted<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.thing
    }
}

/// In which relations the actor stands to an enquiry, referral or case.
/// Shape: nothing of another programme than the hat's is near, whoever owns it.
pub fn relations(tx: &mut Tx<'_>, subject: Subject) -> Result<Vec<Relation>, Error> {
    let Actor::Person { account, hat } = tx.actor() else {
        return Ok(vec![Relation::None]);
    };
    let now = tx.now();
    let row = tx.conn().query_one(
        "SELECT o.programme_id, o.owner_id, o.offered_to,
           EXISTS (SELECT 1 FROM cover c WHERE c.subject_kind = o.subject_kind AND c.subject_id = o.subject_id
                   AND c.account_id = $3 AND c.from_at <= $4 AND c.until_at > $4),
           EXISTS (SELECT 1 FROM excluded_staff x WHERE o.subject_kind = 'case' AND x.case_id = o.subject_id
                   AND x.account_id = $3 AND x.lifted_at IS NULL),
           EXISTS (SELECT 1 FROM second_look s WHERE s.subject_kind = o.subject_kind AND s.subject_id = o.subject_id
                   AND s.named = $3 AND s.answered_at IS NULL),
           EXISTS (SELECT 1 FROM supervision v WHERE v.programme_id = o.programme_id AND v.account_id = o.owner_id
                   AND v.supervisor_id = $3),
           EXISTS (SELECT 1 FROM programme_agency a WHERE a.programme_id = o.programme_id AND a.agency_id = $5)
         FROM ownership o
         WHERE o.subject_kind = $1 AND o.subject_id = $2",
        values![subject.kind(), subject.bits(), account.bits(), now, agency_of(hat.scope)],
    )?;
    let programme = ProgrammeId::from_bits(row.i64(0)?);
    let mut relations = Vec::new();
    if row.bool(4)? {
        return Ok(vec![Relation::Excluded]);
    }
    if hat.scope == Scope::Programme(programme) {
        let me = account.bits();
        let mut add = |holds: bool, relation| {
            if holds {
                relations.push(relation);
            }
        };
        add(row.i64(1)? == me, Relation::Owner);
        add(row.opt_i64(2)? == Some(me), Relation::OfferedTo);
        add(row.bool(3)?, Relation::Cover);
        add(row.bool(5)?, Relation::SecondFor);
        add(row.bool(6)?, Relation::SupervisorOfOwner);
        add(true, Relation::OfProgramme);
    } else if row.bool(7)? {
        relations.push(Relation::OfAgency);
    }
    if relations.is_empty() {
        relations.push(Relation::None);
    }
    Ok(relations)
}

/// What the actor is to one thing, looked up once for everything that may be asked about it.
#[derive(Clone, Debug)]
pub struct Near {
    pub subject: Subject,
    role: Option<Role>,
    relations: Vec<Relation>,
}

impl Near {
    /// Errors: not found, when there is no such enquiry, referral or case.
    pub fn to(tx: &mut Tx<'_>, subject: Subject) -> Result<Near, Error> {
        Ok(Near {
            subject,
            role: tx.actor().role(),
            relations: relations(tx, subject)?,
        })
    }

    /// Whether the table lets the actor do this.
    pub fn may(&self, action: Action) -> bool {
        self.role
            .is_some_and(|role| policy::decide_any(role, &self.relations, action).allowed())
    }
}

fn agency_of(scope: Scope) -> i64 {
    match scope {
        Scope::Agency(id) => id.bits(),
        Scope::Installation | Scope::Programme(_) => 0,
    }
}

/// Asks the table whether the actor may do this to that.
/// Errors: not found, when the table says no.
pub fn permit(tx: &mut Tx<'_>, action: Action, subject: Subject) -> Result<(), Error> {
    let Some(role) = tx.actor().role() else {
        return permit_machine(tx.actor(), action);
    };
    let relations = relations(tx, subject)?;
    verdict(policy::decide_any(role, &relations, action))
}

/// Asks the table whether the actor may do this within a programme: opening, receiving, listing.
pub fn permit_in(tx: &mut Tx<'_>, action: Action, programme: ProgrammeId) -> Result<(), Error> {
    match tx.actor() {
        Actor::Person { hat, .. } => {
            let relation = match hat.scope {
                Scope::Programme(mine) if mine == programme => Relation::OfProgramme,
                _ => Relation::None,
            };
            verdict(policy::decide(hat.role, relation, action))
        }
        Actor::PublicForm { programme: mine } if mine == programme => {
            permit_machine(tx.actor(), action)
        }
        other => permit_machine(other, action),
    }
}

/// Asks the table whether the actor may do this for the whole installation, wherever the hat is worn.
pub fn permit_at_large(tx: &Tx<'_>, action: Action) -> Result<(), Error> {
    match tx.actor().role() {
        Some(role) => verdict(policy::decide(role, Relation::None, action)),
        None => permit_machine(tx.actor(), action),
    }
}

/// The public form brings a referral and nothing else; the clock and the operator act where a person need not.
fn permit_machine(actor: Actor, action: Action) -> Result<(), Error> {
    match actor {
        Actor::PublicForm { .. } if action == Action::ReceiveReferral => Ok(()),
        Actor::Clock | Actor::Operator => Ok(()),
        _ => Err(Error::NotFound),
    }
}

fn verdict(verdict: Verdict) -> Result<(), Error> {
    match verdict {
        Verdict::Allow { .. } => Ok(()),
        Verdict::Deny(_) => Err(Error::NotFound),
    }
}

/// What a list may show: the policy table compiled for one actor and one action.
/// Shape: every `list_*` takes one; without a programme it shows nothing.
#[derive(Clone, Debug)]
pub struct Visible {
    pub programme: Option<ProgrammeId>,
    pub account: AccountId,
    /// Everything of the programme, or what the relations below reach.
    pub whole_programme: bool,
    pub owned: bool,
    pub covered: bool,
    pub offered: bool,
    pub second: bool,
    pub supervised: bool,
}

impl Visible {
    /// Compiles the table for the actor.
    pub fn to(tx: &Tx<'_>, action: Action) -> Visible {
        let (role, account, programme) = match tx.actor() {
            Actor::Person { account, hat } => (Some(hat.role), account, hat.programme()),
            _ => (None, AccountId::from_bits(0), None),
        };
        Visible::compiled(role, account, programme, action)
    }

    pub fn compiled(
        role: Option<Role>,
        account: AccountId,
        programme: Option<ProgrammeId>,
        action: Action,
    ) -> Visible {
        let by = role
            .map(|r| policy::relations_allowing(r, action))
            .unwrap_or_default();
        let has = |relation| by.contains(&relation);
        Visible {
            programme,
            account,
            whole_programme: has(Relation::OfProgramme),
            owned: has(Relation::Owner),
            covered: has(Relation::Cover),
            offered: has(Relation::OfferedTo),
            second: has(Relation::SecondFor),
            supervised: has(Relation::SupervisorOfOwner),
        }
    }

    /// The first nine parameters of every list that joins `ownership o` with [`visible_rows`].
    pub(crate) fn parameters(&self, tx: &Tx<'_>) -> Vec<crate::db::Value> {
        vec![
            self.programme.map(Id::bits).unwrap_or(0).into(),
            self.account.bits().into(),
            tx.now().into(),
            self.whole_programme.into(),
            self.owned.into(),
            self.covered.into(),
            self.offered.into(),
            self.second.into(),
            self.supervised.into(),
        ]
    }
}

/// The condition that a list of rows with an `ownership o` must meet: parameters 1 to 9 are [`Visible::parameters`].
#[macro_export]
macro_rules! visible_rows {
    () => {
        "o.programme_id = $1
           AND ($4
             OR ($5 AND o.owner_id = $2)
             OR ($6 AND EXISTS (SELECT 1 FROM cover c WHERE c.subject_kind = o.subject_kind AND c.subject_id = o.subject_id
                                AND c.account_id = $2 AND c.from_at <= $3 AND c.until_at > $3))
             OR ($7 AND o.offered_to = $2)
             OR ($8 AND EXISTS (SELECT 1 FROM second_look s WHERE s.subject_kind = o.subject_kind
                                AND s.subject_id = o.subject_id AND s.named = $2 AND s.answered_at IS NULL))
             OR ($9 AND EXISTS (SELECT 1 FROM supervision v WHERE v.programme_id = o.programme_id
                                AND v.account_id = o.owner_id AND v.supervisor_id = $2)))
           AND NOT (o.subject_kind = 'case' AND EXISTS (SELECT 1 FROM excluded_staff x WHERE x.case_id = o.subject_id
                                AND x.account_id = $2 AND x.lifted_at IS NULL))"
    };
}
