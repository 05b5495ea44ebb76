//! Client identification: what intake does.

pub mod enquiry;
pub mod matching_officer;
pub mod prior_contact;
pub mod public_form;
pub mod referral;
pub mod screening;
