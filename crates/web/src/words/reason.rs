//! The words of coded reasons and of the clusters to which they belong.

use throughcare_domain::reason::{Cluster, ReasonCode};
use throughcare_text::Words;

pub fn cluster(t: Words, value: Cluster) -> &'static str {
    match value {
        Cluster::SystemsAndStructures => t.reason_cluster_systems(),
        Cluster::Relations => t.reason_cluster_relations(),
        Cluster::SupportForStaff => t.reason_cluster_staff(),
        Cluster::Client => t.reason_cluster_client(),
        Cluster::Outside => t.reason_cluster_outside(),
    }
}

pub fn reason(t: Words, value: ReasonCode) -> &'static str {
    match value {
        ReasonCode::NoCapacity => t.reason_no_capacity(),
        ReasonCode::ServiceUnavailable => t.reason_service_unavailable(),
        ReasonCode::PartnerDidNotReply => t.reason_partner_did_not_reply(),
        ReasonCode::UnclearResponsibility => t.reason_unclear_responsibility(),
        ReasonCode::FundingEnded => t.reason_funding_ended(),
        ReasonCode::LegalObstacle => t.reason_legal_obstacle(),
        ReasonCode::RecordsNotAtHand => t.reason_records_not_at_hand(),
        ReasonCode::TrustNotYet => t.reason_trust_not_yet(),
        ReasonCode::WorkerChanged => t.reason_worker_changed(),
        ReasonCode::PartnersDisagree => t.reason_partners_disagree(),
        ReasonCode::LanguageOrInterpreter => t.reason_language(),
        ReasonCode::StaffLeave => t.reason_staff_leave(),
        ReasonCode::StaffShortage => t.reason_staff_shortage(),
        ReasonCode::StaffNeedTraining => t.reason_staff_training(),
        ReasonCode::SupervisionNotHeld => t.reason_supervision_not_held(),
        ReasonCode::ClientAsked => t.reason_client_asked(),
        ReasonCode::ClientUnwell => t.reason_client_unwell(),
        ReasonCode::ClientExams => t.reason_client_exams(),
        ReasonCode::ClientFast => t.reason_client_fast(),
        ReasonCode::ClientNotReached => t.reason_client_not_reached(),
        ReasonCode::Lockdown => t.reason_lockdown(),
        ReasonCode::LiveInvestigation => t.reason_live_investigation(),
        ReasonCode::PublicHoliday => t.reason_public_holiday(),
        ReasonCode::NoLongerNeeded => t.reason_not_needed(),
    }
}
