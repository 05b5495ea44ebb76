//! Pages of the house: what is late, the standards, the manual, the design, and what those see who answer for the whole.

pub mod accounts;
pub mod design;
pub mod manual;
pub mod outbox;
pub mod overdue;
pub mod oversight;
pub mod programme;
