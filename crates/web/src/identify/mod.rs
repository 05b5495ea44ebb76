//! The pages of client identification.

pub mod enquiry;
