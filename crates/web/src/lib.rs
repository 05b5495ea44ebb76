//! Routes, sessions, forms and pages. Works without JavaScript; better with it.
//!
//! Invariant: a handler extracts, parses, calls one function of `app`, and answers; only `failure` knows HTTP's numbers.

mod assets;
mod case;
mod clockface;
mod decided;
mod desk;
mod expected;
mod failure;
mod form;
mod guard;
mod house;
mod identify;
mod owner;
mod peer;
mod route;
mod router;
mod second_look;
mod shell;
mod sign_in;
mod site;
mod typed;
mod words;
mod work;

pub use route::{Gate, LookKind, ROUTES, Route, RouteLine, lines};
pub use router::router;
pub use site::{DemoSignIn, Site};
