//! The table itself: one line for each thing that is allowed, and why.

use super::{Action, Relation};
use crate::account::Role;

/// One line of the table: these roles, standing in one of these relations, may do these things.
pub struct Allow {
    pub roles: &'static [Role],
    pub relations: &'static [Relation],
    pub actions: &'static [Action],
    /// Why it is allowed, for whoever reads the matrix.
    pub because: &'static str,
}

use Action as A;
use Relation as R;
use Role as P;

const HOLDER: &[Relation] = &[R::Owner, R::Cover];
const NEAR: &[Relation] = &[R::Owner, R::Cover, R::Allocated];
const PROGRAMME: &[Relation] = &[R::OfProgramme];
const CASEWORK: &[Role] = &[
    P::Intake,
    P::CaseLead,
    P::Practitioner,
    P::Assessor,
    P::PanelChair,
    P::Coordinator,
    P::Supervisor,
    P::ProgrammeManager,
];
const EVERYBODY: &[Role] = &[
    P::Referrer,
    P::Intake,
    P::CaseLead,
    P::Practitioner,
    P::Assessor,
    P::PanelChair,
    P::PanelMember,
    P::Coordinator,
    P::Supervisor,
    P::ProgrammeManager,
    P::Evaluator,
    P::MatchingOfficer,
    P::OutsideSecond,
    P::DataProtectionOfficer,
    P::Oversight,
    P::Administrator,
];

/// The whole permission of the house.
pub const TABLE: &[Allow] = &[
    Allow {
        roles: &[P::Intake],
        relations: PROGRAMME,
        actions: &[
            A::OpenEnquiry,
            A::ListEnquiries,
            A::ReadEnquiry,
            A::RecordCall,
            A::KeepPromise,
        ],
        because: "the helpline is answered by whoever is on duty; a caller may get any of them",
    },
    Allow {
        roles: &[P::Intake],
        relations: HOLDER,
        actions: &[A::EndEnquiry, A::TurnEnquiry],
        because: "ending an enquiry, or turning it, is its owner's decision",
    },
    Allow {
        roles: CASEWORK,
        relations: HOLDER,
        actions: &[
            A::ReadEnquiry,
            A::RecordCall,
            A::KeepPromise,
            A::EndEnquiry,
            A::TurnEnquiry,
        ],
        because: "whoever owns an enquiry carries it",
    },
    Allow {
        roles: &[P::Supervisor, P::ProgrammeManager],
        relations: PROGRAMME,
        actions: &[A::ListEnquiries],
        because: "load and lateness of the helpline are theirs; what callers said is not",
    },
    Allow {
        roles: &[P::Intake, P::Coordinator],
        relations: PROGRAMME,
        actions: &[
            A::ReceiveReferral,
            A::ListReferrals,
            A::ReadReferral,
            A::AcknowledgeReferral,
            A::SupplementReferral,
            A::VerifyReferrer,
            A::ReviseIdentity,
            A::SearchEarlierContact,
            A::JudgeRecords,
            A::AskMatchingOfficer,
            A::Deconflict,
            A::TellReferrer,
        ],
        because: "intake carries a referral to its screening, and the coordinator stands in for it",
    },
    Allow {
        roles: &[
            P::Intake,
            P::Coordinator,
            P::Supervisor,
            P::ProgrammeManager,
            P::PanelChair,
        ],
        relations: HOLDER,
        actions: &[
            A::ReadReferral,
            A::AcknowledgeReferral,
            A::SupplementReferral,
            A::VerifyReferrer,
            A::ReviseIdentity,
            A::Deconflict,
            A::DecideScreening,
            A::TellReferrer,
        ],
        because: "the screening is decided by the one who owns the referral",
    },
    Allow {
        roles: &[P::PanelChair, P::Supervisor, P::ProgrammeManager],
        relations: PROGRAMME,
        actions: &[A::ListReferrals, A::ReadReferral, A::SecondScreening],
        because: "a second person for a screening is found in the programme",
    },
    Allow {
        roles: &[P::Intake, P::Coordinator],
        relations: PROGRAMME,
        actions: &[A::SecondScreening],
        because: "a colleague may be the second person; never the same person",
    },
    Allow {
        roles: &[P::OutsideSecond],
        relations: &[R::SecondFor],
        actions: &[A::ReadReferral, A::SecondScreening, A::SecondAdoption],
        because: "an outside second sees the named item only",
    },
    Allow {
        roles: CASEWORK,
        relations: &[R::SecondFor],
        actions: &[A::ReadReferral, A::ReadCase],
        because: "whoever is named as the second person agrees to nothing unread",
    },
    Allow {
        roles: &[P::MatchingOfficer],
        relations: PROGRAMME,
        actions: &[A::ListOfficerQuestions, A::AnswerOfficerQuestion],
        because: "the matching officer answers for records that nobody else may find",
    },
    Allow {
        roles: &[
            P::CaseLead,
            P::Practitioner,
            P::Assessor,
            P::PanelChair,
            P::Coordinator,
            P::Supervisor,
            P::Intake,
            P::ProgrammeManager,
        ],
        relations: NEAR,
        actions: &[A::ListCases, A::ReadCase, A::ReadSafeContact, A::ActNow],
        because: "whoever carries a case, or is allocated to it, reads it and acts at once",
    },
    Allow {
        roles: CASEWORK,
        relations: &[R::OfferedTo],
        actions: &[A::ReadEnquiry, A::ReadReferral, A::ReadCase, A::AnswerOffer],
        because: "nobody accepts work unread",
    },
    Allow {
        roles: CASEWORK,
        relations: HOLDER,
        actions: &[
            A::WriteSafeContact,
            A::JoinParticipant,
            A::SetModerator,
            A::ExcludeStaff,
            A::OfferOwnership,
            A::ArrangeCover,
            A::RedateClock,
        ],
        because: "the owner keeps the case, and so does whoever covers",
    },
    Allow {
        roles: &[P::PanelChair, P::Coordinator],
        relations: PROGRAMME,
        actions: &[
            A::ListCases,
            A::ReadCase,
            A::ReadSafeContact,
            A::ActNow,
            A::SecondAdoption,
        ],
        because: "the panel's chair and coordinator prepare and hold its conferences",
    },
    Allow {
        roles: &[P::PanelChair, P::ProgrammeManager],
        relations: PROGRAMME,
        actions: &[A::DecideAdoption, A::SecondAdoption],
        because: "the body that adopts is the panel's, or the director's",
    },
    Allow {
        roles: &[P::CaseLead, P::Supervisor],
        relations: PROGRAMME,
        actions: &[A::SecondAdoption],
        because: "a colleague may be the second person for an adoption; never the same person",
    },
    Allow {
        roles: &[P::PanelMember],
        relations: &[R::SecondFor],
        actions: &[A::ReadCase, A::SecondAdoption],
        because: "a member of the panel adopts together with its chair, where they are named for it",
    },
    Allow {
        roles: &[P::Supervisor],
        relations: &[R::SupervisorOfOwner, R::OfProgramme],
        actions: &[
            A::ListCases,
            A::ReadCase,
            A::ReadSafeContact,
            A::ExcludeStaff,
            A::AssignOwner,
            A::AssignArrival,
            A::ArrangeCover,
            A::RedateClock,
            A::WaiveClock,
            A::ActNow,
        ],
        because: "a supervisor answers for how cases are carried",
    },
    Allow {
        roles: &[P::ProgrammeManager],
        relations: PROGRAMME,
        actions: &[
            A::ListCases,
            A::ReadCase,
            A::ReadSafeContact,
            A::ExcludeStaff,
            A::AssignOwner,
            A::AssignArrival,
            A::ArrangeCover,
            A::RedateClock,
            A::WaiveClock,
            A::ActNow,
            A::TakeOverCase,
        ],
        because: "the programme's manager assigns work and takes cases over from earlier records",
    },
    Allow {
        roles: &[P::Intake, P::Coordinator],
        relations: PROGRAMME,
        actions: &[A::ActNow, A::AssignArrival],
        because: "whoever hears of a danger acts; whoever is on duty may take what arrived, and no case",
    },
    Allow {
        roles: CASEWORK,
        relations: PROGRAMME,
        actions: &[A::SeeWork, A::ListSecondLooks],
        because: "everybody has a list of what they owe",
    },
    Allow {
        roles: &[P::PanelMember, P::MatchingOfficer, P::OutsideSecond],
        relations: PROGRAMME,
        actions: &[A::SeeWork],
        because: "everybody has a list of what they owe",
    },
    Allow {
        roles: &[P::PanelMember, P::OutsideSecond],
        relations: &[R::SecondFor, R::OfProgramme],
        actions: &[A::ListSecondLooks],
        because: "a member of the panel, or an outside second, sees what they were named for",
    },
    Allow {
        roles: &[
            P::PanelChair,
            P::Coordinator,
            P::Supervisor,
            P::ProgrammeManager,
        ],
        relations: PROGRAMME,
        actions: &[A::SeeOverdue],
        because: "what is late in the programme is theirs to see",
    },
    Allow {
        roles: &[
            P::Intake,
            P::CaseLead,
            P::Practitioner,
            P::Assessor,
            P::PanelChair,
            P::PanelMember,
            P::Coordinator,
            P::Supervisor,
            P::ProgrammeManager,
            P::Evaluator,
            P::MatchingOfficer,
        ],
        relations: PROGRAMME,
        actions: &[A::ReadProgramme],
        because: "the standards by which work is judged are open to everybody who works by them",
    },
    Allow {
        roles: &[P::DataProtectionOfficer, P::Oversight],
        relations: &[R::OfProgramme, R::OfAgency, R::None],
        actions: &[A::ReadOversight, A::ReadProgramme],
        because: "oversight reads counts, who holds which hats, and the standards; not the files",
    },
    Allow {
        roles: &[P::Administrator],
        relations: &[R::OfProgramme, R::OfAgency, R::None],
        actions: &[A::ReadAccounts, A::ReadOutbox, A::ReadProgramme],
        because: "the administrator manages accounts and reads no case",
    },
    Allow {
        roles: EVERYBODY,
        relations: &[R::Self_],
        actions: &[A::KeepOwnAccount],
        because: "one's own session, hats and drafts",
    },
];
