//! Pages of the house: what is late, the standards, the manual, the design, and what those see who answer for the whole.

pub mod overdue;
pub mod programme;
