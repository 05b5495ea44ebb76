//! What a hat can reach where it is worn: the table seen from the menu.

use super::{Action, Relation, relations_allowing};
use crate::account::{Hat, Scope};

/// Whether a hat, worn where it is worn, can ever do something: what a menu shows.
pub fn may_at_all(hat: &Hat, action: Action) -> bool {
    let reached = |relation: &Relation| match (hat.scope, relation) {
        (_, Relation::None | Relation::Self_) => true,
        (Scope::Installation, _) => false,
        (Scope::Agency(_), of) => *of == Relation::OfAgency,
        (Scope::Programme(_), of) => *of != Relation::OfAgency,
    };
    relations_allowing(hat.role, action).iter().any(reached)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Role;
    use crate::id::*;

    #[test]
    fn a_menu_shows_what_the_hat_can_reach_where_it_is_worn() {
        let check = |role, scope, action, expected| {
            let hat = Hat {
                grant: GrantId::from_bits(1),
                role,
                scope,
                agency: AgencyId::from_bits(2),
            };
            assert_eq!(
                may_at_all(&hat, action),
                expected,
                "{role:?} {scope:?} {action:?}"
            );
        };
        let programme = Scope::Programme(ProgrammeId::from_bits(3));
        let agency = Scope::Agency(AgencyId::from_bits(2));
        check(Role::CaseLead, programme, Action::SeeWork, true);
        check(Role::CaseLead, agency, Action::SeeWork, false);
        check(
            Role::MatchingOfficer,
            Scope::Installation,
            Action::ReadProgramme,
            false,
        );
        check(
            Role::Administrator,
            Scope::Installation,
            Action::ReadAccounts,
            true,
        );
        check(
            Role::Administrator,
            Scope::Installation,
            Action::SeeWork,
            false,
        );
        check(Role::Referrer, agency, Action::KeepOwnAccount, true);
    }
}
