//! Exactly one accountable owner, from receipt to the end of aftercare.

use crate::id::AccountId;
use crate::moment::{Day, Moment};

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
    /// Nobody owns what they hold no role for in its programme.
    ToSomebodyWithoutTheRole,
    /// Assigning is done with a reason.
    NoReason,
}

/// Why cover could not be arranged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CoverRefusal {
    /// The owner covers for nobody in their own work.
    ByTheOwner,
    BySomebodyExcluded,
    BySomebodyWithoutTheRole,
    /// It ends before it begins.
    DatesOutOfOrder,
    /// Its last day is over.
    Past,
}

/// What is known of somebody before work is put into their hands.
/// Shape: `excluded` beats `carries`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hands {
    /// They may not see it.
    pub excluded: bool,
    /// They hold a role in its programme in which it can be owned.
    pub carries: bool,
}

impl Hands {
    /// Whether work may be offered or assigned to them.
    pub fn take_ownership(self) -> Result<(), TransferRefusal> {
        match self {
            Hands { excluded: true, .. } => Err(TransferRefusal::ToSomebodyExcluded),
            Hands { carries: false, .. } => Err(TransferRefusal::ToSomebodyWithoutTheRole),
            _ => Ok(()),
        }
    }
}

/// Checks a dated cover. Unit: from the first to the last day, both included.
pub fn check_cover(
    owner: AccountId,
    by: AccountId,
    hands: Hands,
    (from, until): (Day, Day),
    today: Day,
) -> Result<(), CoverRefusal> {
    if by == owner {
        return Err(CoverRefusal::ByTheOwner);
    }
    match hands {
        Hands { excluded: true, .. } => return Err(CoverRefusal::BySomebodyExcluded),
        Hands { carries: false, .. } => return Err(CoverRefusal::BySomebodyWithoutTheRole),
        _ => {}
    }
    if until < from {
        return Err(CoverRefusal::DatesOutOfOrder);
    }
    if until < today {
        return Err(CoverRefusal::Past);
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;
    use proptest::prelude::*;

    const NOW: Moment = Moment::from_micros(1);

    fn account(n: i64) -> AccountId {
        AccountId::from_bits(n)
    }

    #[derive(Clone, Debug)]
    enum Command {
        Offer(i64, i64),
        Assign(i64, i64),
        Accept(i64),
        Decline(i64),
    }

    fn commands() -> impl Strategy<Value = Vec<Command>> {
        let who = 1..5_i64;
        let one = prop_oneof![
            (who.clone(), who.clone()).prop_map(|(a, b)| Command::Offer(a, b)),
            (who.clone(), who.clone()).prop_map(|(a, b)| Command::Assign(a, b)),
            who.clone().prop_map(Command::Accept),
            who.prop_map(Command::Decline),
        ];
        proptest::collection::vec(one, 0..40)
    }

    proptest! {
        /// Ledger F8: whatever is tried, there is one owner, and it changes by acceptance or by a manager's word alone.
        #[test]
        fn the_owner_changes_only_by_acceptance_or_assignment(commands in commands()) {
            let mut ownership = Ownership::Held { by: account(1) };
            for command in commands {
                let before = ownership;
                let outcome = match command {
                    Command::Offer(from, to) => ownership.offer(account(from), account(to), NOW),
                    Command::Assign(by, to) => ownership.assign(account(by), account(to), NOW),
                    Command::Accept(who) => ownership.accept(account(who)),
                    Command::Decline(who) => ownership.decline(account(who)),
                };
                ownership = outcome.unwrap_or(before);
                prop_assert_ne!(ownership.offered_to(), Some(ownership.owner()));
                if ownership.owner() != before.owner() {
                    let by_acceptance = before.offered_to() == Some(ownership.owner());
                    let assigned = matches!(command, Command::Assign(by, _) if account(by) == ownership.owner());
                    prop_assert!(by_acceptance || assigned, "{command:?}: {before:?} to {ownership:?}");
                }
            }
        }
    }

    #[test]
    fn cover_is_somebody_else_who_may_see_it_for_days_that_are_not_over() {
        let day = |n| Day::from_number(n).unwrap();
        let today = day(20_261_124);
        let good = Hands {
            excluded: false,
            carries: true,
        };
        let check = |by, hands, from, until, expected| {
            let days = (day(from), day(until));
            assert_eq!(
                check_cover(account(1), account(by), hands, days, today),
                expected
            );
        };
        check(2, good, 20_261_124, 20_261_124, Ok(()));
        check(2, good, 20_261_120, 20_261_130, Ok(()));
        check(
            1,
            good,
            20_261_124,
            20_261_130,
            Err(CoverRefusal::ByTheOwner),
        );
        check(
            2,
            good,
            20_261_130,
            20_261_129,
            Err(CoverRefusal::DatesOutOfOrder),
        );
        check(2, good, 20_261_101, 20_261_123, Err(CoverRefusal::Past));
        let excluded = Hands {
            excluded: true,
            ..good
        };
        check(
            2,
            excluded,
            20_261_124,
            20_261_130,
            Err(CoverRefusal::BySomebodyExcluded),
        );
        let elsewhere = Hands {
            carries: false,
            ..good
        };
        check(
            2,
            elsewhere,
            20_261_124,
            20_261_130,
            Err(CoverRefusal::BySomebodyWithoutTheRole),
        );
    }
}
