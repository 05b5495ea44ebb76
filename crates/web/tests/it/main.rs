//! The site as its users meet it: pages and forms over HTTP, on both engines.

mod case;
mod clocks;
mod contact;
mod decision;
mod harness;
mod instances;
mod referral;
mod relation;
mod routes;
mod sample;
mod screened;
mod session;
mod walker;
