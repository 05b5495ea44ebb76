//! The clock and chance, handed in from the edge, so that tests and demonstrations hold both still.

use sha2::{Digest, Sha256};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use throughcare_domain::moment::Moment;

/// Where the time comes from.
pub enum Clock {
    System,
    /// Stands at one instant until it is moved. Unit: microseconds since 1970.
    Standing(AtomicI64),
}

impl Clock {
    pub fn standing(at: Moment) -> Clock {
        Clock::Standing(AtomicI64::new(at.micros()))
    }

    pub fn now(&self) -> Moment {
        match self {
            Clock::System => system_now(),
            Clock::Standing(at) => Moment::from_micros(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock. A system clock is not moved.
    pub fn set(&self, at: Moment) {
        if let Clock::Standing(standing) = self {
            standing.store(at.micros(), Ordering::SeqCst);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge: the one place that reads the system clock"
)]
fn system_now() -> Moment {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Moment::from_micros(since.as_micros() as i64)
}

/// Where chance comes from.
pub enum Chance {
    System,
    /// The same bytes for the same seed. For demonstrations and tests only: never for keys of a real installation.
    Seeded(Mutex<(u64, u64)>),
}

impl Chance {
    pub fn seeded(seed: u64) -> Chance {
        Chance::Seeded(Mutex::new((seed, 0)))
    }

    pub fn fill(&self, out: &mut [u8]) {
        match self {
            Chance::System => system_chance(out),
            Chance::Seeded(state) => {
                let mut state = state.lock().unwrap_or_else(|e| e.into_inner());
                for chunk in out.chunks_mut(32) {
                    let mut hash = Sha256::new();
                    hash.update(state.0.to_be_bytes());
                    hash.update(state.1.to_be_bytes());
                    state.1 += 1;
                    chunk.copy_from_slice(&hash.finalize()[..chunk.len()]);
                }
            }
        }
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge: the one place that draws by chance"
)]
fn system_chance(out: &mut [u8]) {
    getrandom::fill(out).expect("the operating system gives random bytes");
}
