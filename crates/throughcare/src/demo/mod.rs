//! The demonstration: invented people and texts, and what is made of them.

pub mod cast;
