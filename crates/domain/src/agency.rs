//! The organisations that take part.

use crate::coded;
use crate::id::AgencyId;

coded! {
    /// What kind of organisation an agency is.
    AgencyKind {
        Council = "council",
        Police = "police",
        Health = "health",
        Education = "education",
        ProbationOrPrison = "probation_or_prison",
        ExitNgo = "exit_ngo",
        Residential = "residential",
        Community = "community",
        Other = "other",
    }
}

/// One organisation. Its notes are its own compartment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    pub id: AgencyId,
    pub name: String,
    pub kind: AgencyKind,
}
