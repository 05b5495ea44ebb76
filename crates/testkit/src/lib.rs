//! World: a fixed clock, seeded ids, a throw-away database on either engine, people and programmes by name.
//!
//! Invariant: every story runs while a second programme holds a namesake and a record of the same number, so that
//! whatever leaks shows.

mod engine;
pub mod story;
mod world;

pub use engine::Database;
pub use engine::Engine;
pub use world::{PASSWORD, World, at, password_hash};

/// Declares tests that run on both engines: `both_engines! { fn name(world: &mut World) { .. } }`.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$doc:meta])* fn $name:ident($world:ident : &mut World) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn story($world: &mut $crate::World) $body

            #[test]
            fn sqlite() {
                story(&mut $crate::World::on($crate::Engine::Sqlite));
            }

            #[test]
            fn postgres() {
                story(&mut $crate::World::on($crate::Engine::Postgres));
            }
        }
    )+};
}
