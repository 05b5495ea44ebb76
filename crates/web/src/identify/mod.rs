//! The pages of client identification.

pub mod enquiry;
pub mod matching_officer;
pub mod person_form;
pub mod prior_contact;
pub mod refer;
pub mod referral;
pub mod screening;
pub mod urgent;
