//! Exactly one accountable owner, from receipt to the end of aftercare.

use crate::id::AccountId;
use crate::moment::Moment;

/// Who is accountable for an enquiry, a referral or a case.
/// Shape: there is always exactly one owner; while an offer is open the sender stays owner.
/// Source: DESIGN section 5, ledger F8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ownership {
    Held {
        by: AccountId,
    },
    /// `assigned` is set when a manager assigned the work with a reason; then the manager is owner until acceptance.
    Offered {
        by: AccountId,
        to: AccountId,
        at: Moment,
        assigned: bool,
    },
}

/// Why an owner could not change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TransferRefusal {
    /// Only the owner (or a manager, by assigning) may offer.
    NotTheOwner,
    /// The work is offered to somebody already.
    AlreadyOffered { to: AccountId },
    /// There is no offer to this person.
    NotOfferedToYou,
    /// The one to whom it is offered owns it already.
    ToTheOwner,
    /// The one to whom it is offered may not see it.
    ToSomebodyExcluded,
}

impl Ownership {
    pub fn owner(&self) -> AccountId {
        match self {
            Ownership::Held { by } | Ownership::Offered { by, .. } => *by,
        }
    }

    pub fn offered_to(&self) -> Option<AccountId> {
        match self {
            Ownership::Held { .. } => None,
            Ownership::Offered { to, .. } => Some(*to),
        }
    }

    /// The owner offers the work to somebody and stays owner until that person accepts.
    pub fn offer(
        self,
        from: AccountId,
        to: AccountId,
        at: Moment,
    ) -> Result<Ownership, TransferRefusal> {
        match self {
            Ownership::Offered { to, .. } => Err(TransferRefusal::AlreadyOffered { to }),
            Ownership::Held { by } if by != from => Err(TransferRefusal::NotTheOwner),
            Ownership::Held { by } if by == to => Err(TransferRefusal::ToTheOwner),
            Ownership::Held { by } => Ok(Ownership::Offered {
                by,
                to,
                at,
                assigned: false,
            }),
        }
    }

    /// A manager assigns the work and is owner until the person accepts. An open offer gives way.
    pub fn assign(
        self,
        manager: AccountId,
        to: AccountId,
        at: Moment,
    ) -> Result<Ownership, TransferRefusal> {
        if self.owner() == to && self.offered_to().is_none() {
            return Err(TransferRefusal::ToTheOwner);
        }
        if manager == to {
            return Ok(Ownership::Held { by: manager });
        }
        Ok(Ownership::Offered {
            by: manager,
            to,
            at,
            assigned: true,
        })
    }

    pub fn accept(self, who: AccountId) -> Result<Ownership, TransferRefusal> {
        match self {
            Ownership::Offered { to, .. } if to == who => Ok(Ownership::Held { by: who }),
            _ => Err(TransferRefusal::NotOfferedToYou),
        }
    }

    /// The one to whom it was offered says no, or the owner takes the offer back.
    pub fn decline(self, who: AccountId) -> Result<Ownership, TransferRefusal> {
        match self {
            Ownership::Offered { by, to, .. } if to == who || by == who => {
                Ok(Ownership::Held { by })
            }
            _ => Err(TransferRefusal::NotOfferedToYou),
        }
    }
}
