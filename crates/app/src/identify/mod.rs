//! Client identification: what intake does.

pub mod enquiry;
pub mod referral;
