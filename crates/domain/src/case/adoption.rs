//! Adoption: the body that the programme file names takes a considered case on, or declines it.

use crate::account::Role;
use crate::case::{Case, Ending, State};
use crate::coded;
use crate::decision::{Alternatives, AskRefusal, Grounds};
use crate::moment::Moment;

coded! {
    /// Which body adopts a case.
    AdoptingBody {
        /// Two people of the programme, one of whom decides and the other agrees.
        TwoPeople = "two_people",
        /// The director and a second.
        DirectorAndSecond = "director_and_second",
    }
}

coded! {
    Adoption {
        Adopt = "adopt",
        Decline = "decline",
    }
}

/// Why an adoption decision was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AdoptionRefusal {
    NotConsidered,
    NoReasons,
    OptionsOwed,
    /// A proposal waits for its second person.
    SecondAwaited,
    /// The body that adopts is the director's; this hat is not the director's.
    NotTheDirector,
    /// There is no proposal that could be taken back.
    NothingProposed,
    Second(AskRefusal),
}

impl AdoptingBody {
    /// Whether somebody in a role decides for this body. Which roles decide at all is for the policy table.
    pub fn decides(self, role: Role) -> Result<(), AdoptionRefusal> {
        match self {
            AdoptingBody::DirectorAndSecond if role != Role::ProgrammeManager => {
                Err(AdoptionRefusal::NotTheDirector)
            }
            AdoptingBody::TwoPeople | AdoptingBody::DirectorAndSecond => Ok(()),
        }
    }
}

impl Case {
    /// Checks an adoption decision. It takes effect when its second person agrees.
    pub fn adopt(&self, grounds: &Grounds) -> Result<(), AdoptionRefusal> {
        if self.state != State::Considered {
            return Err(AdoptionRefusal::NotConsidered);
        }
        if grounds.reasons.trim().is_empty() {
            return Err(AdoptionRefusal::NoReasons);
        }
        let given = match &grounds.alternatives {
            Alternatives::Considered(options) => options
                .iter()
                .any(|o| !o.option.trim().is_empty() && !o.why_not.trim().is_empty()),
            Alternatives::NoRealAlternative { because } => !because.trim().is_empty(),
        };
        if given {
            Ok(())
        } else {
            Err(AdoptionRefusal::OptionsOwed)
        }
    }

    /// The state after an adoption decision took effect.
    pub fn after(&self, adoption: Adoption, at: Moment) -> State {
        match adoption {
            Adoption::Adopt => State::Active { since: at },
            Adoption::Decline => State::Closed {
                at,
                ending: Ending::DeclinedByThePanel,
            },
        }
    }
}
