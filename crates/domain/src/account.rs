//! Who acts: people with accounts, the hats they wear, the clock, and the public form.

use crate::coded;
use crate::id::*;

coded! {
    /// What somebody is there to do. A person may hold several and acts in one at a time.
    /// Source: DESIGN section 7.
    Role {
        Referrer = "referrer",
        Intake = "intake",
        CaseLead = "case_lead",
        Practitioner = "practitioner",
        Assessor = "assessor",
        PanelChair = "panel_chair",
        PanelMember = "panel_member",
        Coordinator = "coordinator",
        Supervisor = "supervisor",
        ProgrammeManager = "programme_manager",
        Evaluator = "evaluator",
        MatchingOfficer = "matching_officer",
        OutsideSecond = "outside_second",
        DataProtectionOfficer = "data_protection_officer",
        Oversight = "oversight",
        Administrator = "administrator",
    }
}

impl Role {
    /// Whether the role runs the installation rather than working with people.
    /// Between such a hat and casework the password is asked again.
    pub fn administers(self) -> bool {
        matches!(self, Role::Administrator)
    }
}

/// Where a role is held.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Scope {
    Installation,
    Agency(AgencyId),
    Programme(ProgrammeId),
}

impl Scope {
    pub fn kind(self) -> &'static str {
        match self {
            Scope::Installation => "installation",
            Scope::Agency(_) => "agency",
            Scope::Programme(_) => "programme",
        }
    }
    /// The bits of the agency or programme; 0 for the installation.
    pub fn bits(self) -> i64 {
        match self {
            Scope::Installation => 0,
            Scope::Agency(id) => id.bits(),
            Scope::Programme(id) => id.bits(),
        }
    }
    pub fn from_stored(kind: &str, bits: i64) -> Option<Scope> {
        Some(match kind {
            "installation" => Scope::Installation,
            "agency" => Scope::Agency(AgencyId::from_bits(bits)),
            "programme" => Scope::Programme(ProgrammeId::from_bits(bits)),
            _ => return None,
        })
    }
}

/// One role held in one scope: what is shown in the bar while it is worn.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hat {
    pub grant: GrantId,
    pub role: Role,
    pub scope: Scope,
    /// The agency that the person works for.
    pub agency: AgencyId,
}

impl Hat {
    /// The programme in which this hat is worn, when it is worn in one.
    pub fn programme(&self) -> Option<ProgrammeId> {
        match self.scope {
            Scope::Programme(id) => Some(id),
            Scope::Installation | Scope::Agency(_) => None,
        }
    }
}

/// Who does something.
/// Shape: a second person is told apart by `account`, never by the hat.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Actor {
    /// A signed-in human being in one hat.
    Person { account: AccountId, hat: Hat },
    /// A partner professional without an account, by the public form of one programme.
    PublicForm { programme: ProgrammeId },
    /// The passing of time: jobs.
    Clock,
    /// The operator's command line: first run, demonstration, import.
    Operator,
}

impl Actor {
    pub fn kind(&self) -> &'static str {
        match self {
            Actor::Person { .. } => "person",
            Actor::PublicForm { .. } => "public_form",
            Actor::Clock => "clock",
            Actor::Operator => "operator",
        }
    }
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Actor::Person { account, .. } => Some(*account),
            _ => None,
        }
    }
    pub fn hat(&self) -> Option<&Hat> {
        match self {
            Actor::Person { hat, .. } => Some(hat),
            _ => None,
        }
    }
    pub fn role(&self) -> Option<Role> {
        self.hat().map(|h| h.role)
    }
    /// The programme in which the act happens, when the actor is bound to one.
    pub fn programme(&self) -> Option<ProgrammeId> {
        match self {
            Actor::Person { hat, .. } => hat.programme(),
            Actor::PublicForm { programme } => Some(*programme),
            Actor::Clock | Actor::Operator => None,
        }
    }
}
