//! The values and rules of case management against radicalisation to violence.
//!
//! Invariant: nothing here does IO, waits, reads a clock or draws by chance; time, ids and chance are arguments.

pub mod account;
pub mod agency;
pub mod calendar;
pub mod case;
pub mod code;
pub mod decision;
pub mod expectation;
pub mod fact;
pub mod id;
pub mod identify;
pub mod moment;
pub mod ownership;
pub mod person;
pub mod policy;
pub mod programme;
pub mod reason;
pub mod subject;
