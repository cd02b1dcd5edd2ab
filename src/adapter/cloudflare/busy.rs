//! What is under way, so that nobody moves the clock, or forgets all, in the middle of it.
//!
//! It is counted, not waited for: work of one request can't wait for that of another here. A new
//! instance of this module begins with nothing, as the work of the one before has ended.

use std::cell::Cell;
use std::thread::LocalKey;

thread_local! {
    static STORING: Cell<u32> = const { Cell::new(0) };
    static SENDING: Cell<u32> = const { Cell::new(0) };
}

/// Something is under way for as long as this lives.
pub struct Busy(&'static LocalKey<Cell<u32>>);

impl Busy {
    /// Webhooks are being stored.
    pub fn storing() -> Busy {
        Busy::with(&STORING)
    }

    /// A webhook is being sent, or what came of it noted.
    pub fn sending() -> Busy {
        Busy::with(&SENDING)
    }

    fn with(count: &'static LocalKey<Cell<u32>>) -> Busy {
        count.set(count.get().saturating_add(1));
        Busy(count)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

/// Whether webhooks are being stored.
pub fn is_storing() -> bool {
    STORING.get() > 0
}

/// Whether a webhook is being stored, sent or noted.
pub fn is_busy() -> bool {
    is_storing() || SENDING.get() > 0
}
