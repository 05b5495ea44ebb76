//! SQL, once, in the common subset of SQLite and PostgreSQL; encryption; the audit chain; migrations.
//!
//! Invariant: what a person is called, and what is told of a person, is sealed before it reaches a statement.

pub mod access;
pub mod account;
pub mod audit;
pub mod case;
pub mod db;
pub mod decision;
pub mod disclosure;
pub mod draft;
pub mod edge;
pub mod error;
pub mod expectation;
pub mod form_use;
pub mod house;
pub mod identify;
pub mod job;
pub mod keys;
pub mod label;
pub mod migrate;
pub mod notice;
pub mod oversight;
pub mod ownership;
mod pool;
pub mod programme;
pub mod remark;
pub mod root_file;
pub mod session;
pub mod survey;
pub mod tx;
pub mod urgent;
pub mod waiting;

pub use access::{Permitted, Visible};
pub use error::Error;
pub use house::House;
pub use tx::Tx;
