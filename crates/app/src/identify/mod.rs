//! Client identification: what intake does.

pub mod enquiry;
pub mod public_form;
pub mod referral;
