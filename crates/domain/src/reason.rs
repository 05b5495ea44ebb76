//! Why something did not happen, or happened otherwise: coded, so that it can be counted; words are optional.

use crate::coded;

coded! {
    /// The group to which a reason belongs.
    /// Source: the three clusters of factors of the CREST article, and the client's and outside world's.
    Cluster {
        SystemsAndStructures = "systems",
        Relations = "relations",
        SupportForStaff = "staff_support",
        Client = "client",
        Outside = "outside",
    }
}

coded! {
    /// A coded reason for a waiver, a miss, a new date, an override, an adaptation or an unmet need.
    /// The programme file says which of them it uses.
    ReasonCode {
        NoCapacity = "no_capacity",
        ServiceUnavailable = "service_unavailable",
        PartnerDidNotReply = "partner_did_not_reply",
        UnclearResponsibility = "unclear_responsibility",
        FundingEnded = "funding_ended",
        LegalObstacle = "legal_obstacle",
        RecordsNotAtHand = "records_not_at_hand",
        TrustNotYet = "trust_not_yet",
        WorkerChanged = "worker_changed",
        PartnersDisagree = "partners_disagree",
        LanguageOrInterpreter = "language_or_interpreter",
        StaffLeave = "staff_leave",
        StaffShortage = "staff_shortage",
        StaffNeedTraining = "staff_need_training",
        SupervisionNotHeld = "supervision_not_held",
        ClientAsked = "client_asked",
        ClientUnwell = "client_unwell",
        ClientExams = "client_exams",
        ClientFast = "client_fast",
        ClientNotReached = "client_not_reached",
        Lockdown = "lockdown",
        LiveInvestigation = "live_investigation",
        PublicHoliday = "public_holiday",
        NoLongerNeeded = "not_needed_any_more",
    }
}

impl ReasonCode {
    pub fn cluster(self) -> Cluster {
        use ReasonCode::*;
        match self {
            NoCapacity
            | ServiceUnavailable
            | PartnerDidNotReply
            | UnclearResponsibility
            | FundingEnded
            | LegalObstacle
            | RecordsNotAtHand => Cluster::SystemsAndStructures,
            TrustNotYet | WorkerChanged | PartnersDisagree | LanguageOrInterpreter => {
                Cluster::Relations
            }
            StaffLeave | StaffShortage | StaffNeedTraining | SupervisionNotHeld => {
                Cluster::SupportForStaff
            }
            ClientAsked | ClientUnwell | ClientExams | ClientFast | ClientNotReached => {
                Cluster::Client
            }
            Lockdown | LiveInvestigation | PublicHoliday | NoLongerNeeded => Cluster::Outside,
        }
    }
}
