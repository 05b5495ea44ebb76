//! The first component: client identification. Enquiries, referrals, earlier contact, screening.

pub mod enquiry;
pub mod fact;
pub mod prior_contact;
pub mod public_reference;
pub mod referral;
pub mod screening;
pub mod urgent;
