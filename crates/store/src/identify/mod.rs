//! The tables of client identification.

pub mod enquiry;
pub mod person;
pub mod referral;
