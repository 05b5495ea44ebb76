//! A small pool of connections to either engine. A connection that was lost is replaced, not handed out again.

use crate::db::Conn;
use crate::error::Error;
use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

type Make = Box<dyn Fn() -> Result<Conn, Error> + Send + Sync>;

struct Slots {
    idle: Vec<Conn>,
    open: usize,
}

pub(crate) struct Pool {
    slots: Mutex<Slots>,
    freed: Condvar,
    most: usize,
    make: Make,
}

/// How long a request waits for a free connection before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

impl Pool {
    pub fn new(most: usize, make: Make) -> Pool {
        Pool {
            slots: Mutex::new(Slots {
                idle: Vec::new(),
                open: 0,
            }),
            freed: Condvar::new(),
            most,
            make,
        }
    }

    /// Errors: when no connection becomes free in ten seconds, or none can be made.
    pub fn take(&self) -> Result<Pooled<'_>, Error> {
        let mut slots = self.slots.lock().unwrap_or_else(|e| e.into_inner());
        loop {
            while let Some(mut conn) = slots.idle.pop() {
                if conn.alive() {
                    return Ok(Pooled {
                        pool: self,
                        conn: Some(conn),
                    });
                }
                slots.open -= 1;
            }
            if slots.open < self.most {
                slots.open += 1;
                drop(slots);
                return match (self.make)() {
                    Ok(conn) => Ok(Pooled {
                        pool: self,
                        conn: Some(conn),
                    }),
                    Err(error) => {
                        self.give_up_one();
                        Err(error)
                    }
                };
            }
            let (back, waited) = self
                .freed
                .wait_timeout(slots, PATIENCE)
                .unwrap_or_else(|e| e.into_inner());
            slots = back;
            if waited.timed_out() {
                return Err(Error::Unwritable(
                    "no database connection became free".into(),
                ));
            }
        }
    }

    fn give_up_one(&self) {
        self.slots.lock().unwrap_or_else(|e| e.into_inner()).open -= 1;
        self.freed.notify_one();
    }
}

/// A connection on loan; it returns by itself.
pub(crate) struct Pooled<'p> {
    pool: &'p Pool,
    conn: Option<Conn>,
}

impl Deref for Pooled<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.conn.as_ref().expect("present until dropped")
    }
}
impl DerefMut for Pooled<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn.as_mut().expect("present until dropped")
    }
}
impl Drop for Pooled<'_> {
    fn drop(&mut self) {
        let Some(mut conn) = self.conn.take() else {
            return;
        };
        if conn.alive() {
            self.pool
                .slots
                .lock()
                .unwrap_or_else(|e| e.into_inner())
                .idle
                .push(conn);
            self.pool.freed.notify_one();
        } else {
            self.pool.give_up_one();
        }
    }
}
