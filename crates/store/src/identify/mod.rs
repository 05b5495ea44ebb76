//! The tables of client identification.

pub mod deconfliction;
pub mod earlier_record;
pub mod enquiry;
pub mod officer_question;
pub mod person;
pub mod person_link;
pub mod prior_contact;
pub mod referral;
