//! The pages of client identification.

pub mod enquiry;
pub mod person_form;
pub mod referral;
pub mod urgent;
