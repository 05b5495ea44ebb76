//! Who may do what: one pure table. What may not be seen does not exist.
//!
//! Invariant: everything is denied unless one line of [`TABLE`] allows it, and an exclusion beats every line.
//! There is no role that sees everything; the administrator reads no case.

mod reach;
mod table;

pub use reach::may_at_all;
pub use table::{Allow, TABLE};

use crate::account::Role;
use crate::coded;
use crate::subject::Subject;

coded! {
    /// What an actor is to the thing acted on.
    /// Source: DESIGN section 7.
    Relation {
        Owner = "owner",
        Cover = "cover",
        /// Somebody to whom its ownership is offered, until they answer.
        OfferedTo = "offered_to",
        Allocated = "allocated",
        /// Named as the second person for this item.
        SecondFor = "second_for",
        SupervisorOfOwner = "supervisor_of_owner",
        /// Wears the hat in the programme to which the thing belongs.
        OfProgramme = "of_programme",
        /// Wears the hat in an agency that takes part in the programme to which the thing belongs.
        OfAgency = "of_agency",
        /// It is the actor's own account, session or draft.
        Self_ = "self",
        Excluded = "excluded",
        None = "none",
    }
}

coded! {
    /// What an action reaches into. Compartments are opened one by one.
    Compartment {
        Helpline = "helpline",
        Identification = "identification",
        EarlierContact = "earlier_contact",
        CaseFile = "case_file",
        SafeContact = "safe_contact",
        Clocks = "clocks",
        Programme = "programme",
        Accounts = "accounts",
        Oversight = "oversight",
        Own = "own",
    }
}

coded! {
    /// One thing that somebody does or reads.
    Action {
        OpenEnquiry = "open_enquiry",
        ListEnquiries = "list_enquiries",
        ReadEnquiry = "read_enquiry",
        RecordCall = "record_call",
        KeepPromise = "keep_promise",
        EndEnquiry = "end_enquiry",
        TurnEnquiry = "turn_enquiry",

        ReceiveReferral = "receive_referral",
        ListReferrals = "list_referrals",
        ReadReferral = "read_referral",
        AcknowledgeReferral = "acknowledge_referral",
        SupplementReferral = "supplement_referral",
        VerifyReferrer = "verify_referrer",
        ReviseIdentity = "revise_identity",
        SearchEarlierContact = "search_earlier_contact",
        JudgeRecords = "judge_records",
        AskMatchingOfficer = "ask_matching_officer",
        ListOfficerQuestions = "list_officer_questions",
        AnswerOfficerQuestion = "answer_officer_question",
        Deconflict = "deconflict",
        DecideScreening = "decide_screening",
        SecondScreening = "second_screening",
        TellReferrer = "tell_referrer",

        ListCases = "list_cases",
        ReadCase = "read_case",
        ReadSafeContact = "read_safe_contact",
        WriteSafeContact = "write_safe_contact",
        JoinParticipant = "join_participant",
        SetModerator = "set_moderator",
        ExcludeStaff = "exclude_staff",
        DecideAdoption = "decide_adoption",
        SecondAdoption = "second_adoption",
        TakeOverCase = "take_over_case",

        OfferOwnership = "offer_ownership",
        AnswerOffer = "answer_offer",
        AssignOwner = "assign_owner",
        AssignArrival = "assign_arrival",
        ArrangeCover = "arrange_cover",
        ActNow = "act_now",

        SeeWork = "see_work",
        SeeOverdue = "see_overdue",
        RedateClock = "redate_clock",
        WaiveClock = "waive_clock",
        ListSecondLooks = "list_second_looks",

        ReadProgramme = "read_programme",
        ReadOutbox = "read_outbox",
        ReadOversight = "read_oversight",
        ReadAccounts = "read_accounts",
        KeepOwnAccount = "keep_own_account",
    }
}

impl Action {
    pub fn compartment(self) -> Compartment {
        use Action::*;
        match self {
            OpenEnquiry | ListEnquiries | ReadEnquiry | RecordCall | KeepPromise | EndEnquiry
            | TurnEnquiry => Compartment::Helpline,
            ReceiveReferral | ListReferrals | ReadReferral | AcknowledgeReferral
            | SupplementReferral | VerifyReferrer | ReviseIdentity | Deconflict
            | DecideScreening | SecondScreening | TellReferrer => Compartment::Identification,
            SearchEarlierContact
            | JudgeRecords
            | AskMatchingOfficer
            | ListOfficerQuestions
            | AnswerOfficerQuestion => Compartment::EarlierContact,
            ListCases | ReadCase | JoinParticipant | SetModerator | ExcludeStaff
            | DecideAdoption | SecondAdoption | TakeOverCase | OfferOwnership | AnswerOffer
            | AssignOwner | AssignArrival | ArrangeCover | ActNow => Compartment::CaseFile,
            ReadSafeContact | WriteSafeContact => Compartment::SafeContact,
            SeeWork | SeeOverdue | RedateClock | WaiveClock | ListSecondLooks => {
                Compartment::Clocks
            }
            ReadProgramme | ReadOutbox => Compartment::Programme,
            ReadOversight => Compartment::Oversight,
            ReadAccounts => Compartment::Accounts,
            KeepOwnAccount => Compartment::Own,
        }
    }
}

/// What the table says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Allow { because: &'static str },
    Deny(Denial),
}

/// Why something is denied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denial {
    /// This member of staff is excluded from the case.
    Excluded,
    /// No relation in which this role stands to the thing allows it.
    NotByThisRelation,
    /// The role never does this.
    NotByThisRole,
}

impl Verdict {
    pub fn allowed(self) -> bool {
        matches!(self, Verdict::Allow { .. })
    }
}

/// Whether a role, standing in one relation, may do something.
pub fn decide(role: Role, relation: Relation, action: Action) -> Verdict {
    if relation == Relation::Excluded {
        return Verdict::Deny(Denial::Excluded);
    }
    let mut role_named = false;
    for line in TABLE {
        if line.roles.contains(&role) && line.actions.contains(&action) {
            role_named = true;
            if line.relations.contains(&relation) {
                return Verdict::Allow {
                    because: line.because,
                };
            }
        }
    }
    Verdict::Deny(if role_named {
        Denial::NotByThisRelation
    } else {
        Denial::NotByThisRole
    })
}

/// Whether a role, standing in all these relations at once, may do something. An exclusion beats them all.
pub fn decide_any(role: Role, relations: &[Relation], action: Action) -> Verdict {
    if relations.contains(&Relation::Excluded) {
        return Verdict::Deny(Denial::Excluded);
    }
    let mut last = decide(role, Relation::None, action);
    for relation in relations {
        if last.allowed() {
            return last;
        }
        last = decide(role, *relation, action);
    }
    last
}

/// Whether somebody in a role can carry such a thing as its owner: whoever owns it must be able to end what they own.
pub fn may_own(role: Role, subject: Subject) -> bool {
    let action = match subject {
        Subject::Enquiry(_) => Action::EndEnquiry,
        Subject::Referral(_) => Action::DecideScreening,
        Subject::Case(_) => Action::OfferOwnership,
        Subject::Person(_) | Subject::Programme(_) | Subject::Account(_) | Subject::Agency(_) => {
            return false;
        }
    };
    decide(role, Relation::Owner, action).allowed()
}

/// Which relations let a role do something: what lists compile to.
pub fn relations_allowing(role: Role, action: Action) -> Vec<Relation> {
    use crate::code::Code;
    Relation::ALL
        .iter()
        .copied()
        .filter(|r| decide(role, *r, action).allowed())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;
    use std::fmt::Write;

    /// The whole matrix as a page that a person can read: for each action a table of roles and relations.
    fn matrix() -> String {
        let mut out = String::from(
            "Who may do what. A letter marks what is allowed; a dot, what is denied.\n\
             Columns:",
        );
        for relation in Relation::ALL {
            write!(out, " {}={}", letter(*relation), relation.code()).unwrap();
        }
        out.push('\n');
        for action in Action::ALL {
            writeln!(out, "\n{} [{}]", action.code(), action.compartment().code()).unwrap();
            for role in Role::ALL {
                let cells: String = Relation::ALL
                    .iter()
                    .map(|r| {
                        if decide(*role, *r, *action).allowed() {
                            letter(*r)
                        } else {
                            '.'
                        }
                    })
                    .collect();
                writeln!(out, "  {cells}  {}", role.code()).unwrap();
            }
        }
        out
    }

    fn letter(relation: Relation) -> char {
        match relation {
            Relation::Owner => 'O',
            Relation::Cover => 'C',
            Relation::OfferedTo => 'F',
            Relation::Allocated => 'A',
            Relation::SecondFor => '2',
            Relation::SupervisorOfOwner => 'S',
            Relation::OfProgramme => 'P',
            Relation::OfAgency => 'G',
            Relation::Self_ => 'M',
            Relation::Excluded => 'X',
            Relation::None => 'N',
        }
    }

    #[test]
    fn the_matrix_is_as_it_was_agreed() {
        expect_test::expect_file!["../golden/policy.txt"].assert_eq(&matrix());
    }

    #[test]
    fn an_excluded_member_of_staff_may_do_nothing_whatever_else_they_are() {
        for role in Role::ALL {
            for action in Action::ALL {
                let all: Vec<Relation> = Relation::ALL.to_vec();
                assert_eq!(
                    decide_any(*role, &all, *action),
                    Verdict::Deny(Denial::Excluded)
                );
            }
        }
    }

    #[test]
    fn no_role_sees_everything_and_the_administrator_reads_no_case() {
        let reads = [
            Action::ReadEnquiry,
            Action::ReadReferral,
            Action::ReadCase,
            Action::ReadSafeContact,
        ];
        for role in Role::ALL {
            let everything = Action::ALL
                .iter()
                .all(|a| !relations_allowing(*role, *a).is_empty());
            assert!(!everything, "{}", role.code());
        }
        for role in [
            Role::Administrator,
            Role::Evaluator,
            Role::DataProtectionOfficer,
            Role::Oversight,
            Role::Referrer,
        ] {
            for action in reads {
                assert_eq!(
                    relations_allowing(role, action),
                    [],
                    "{} {}",
                    role.code(),
                    action.code()
                );
            }
        }
    }
}
