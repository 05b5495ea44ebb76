//! The tables of client identification.

pub mod enquiry;
