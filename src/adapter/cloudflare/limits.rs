//! The platform's limits, in one place. None of them is enforced by workerd on one's own machine.
//!
//! Those that code can't check, and what is done about them:
//! - an upload of at most 3 MB (free) or 10 MB, compressed: `cargo xtask size` keeps a budget;
//! - 1 s of CPU to start: the mocks file is compiled then, and a file's size is limited (docs/mocks-file.md);
//! - 10 ms of CPU a request on the free plan: the engine's bounds on what a template may do;
//! - six connections at a time that wait for an answer's head (Workers, Limits, "Simultaneous open
//!   connections"): further ones wait for their turn, and their time-out runs. So where six targets
//!   of one alarm hang, others of the same object are late by up to their time-outs.

/// How long a webhook may take, from the request to the target's answer, to be sent by the
/// request's own `waitUntil`; all others are sent by the alarm. In milliseconds.
///
/// "You can extend the lifetime … up to 30 seconds after the response is sent": Workers,
/// Context (ctx), `waitUntil`. A third of it is left for storing and reporting.
pub const WAIT_UNTIL_MS: u64 = 20_000;

/// How many webhooks one alarm takes up; those that are left are for the next, at once.
///
/// An alarm's CPU time is limited as a request's is, and each webhook costs some: Durable
/// Objects, Limits, "CPU per request".
pub const ALARM_BATCH: u32 = 50;

/// How many webhooks the alarm of one object has under way at most. Each waits for a connection, and for
/// the disk to hold what the object wrote before: of thousands begun at once the last would wait longer
/// than a sender may take, and be sent twice.
///
/// So where so many targets hang, others of the same object are late by up to their time-outs, as they
/// are on the platform where six do.
pub const SENDING_MOST: u32 = 100;

/// After how long, at least, an object that has so many under way looks whether one is free, should their
/// senders have been ended. In milliseconds.
pub const FULL_MS: u64 = 1_000;

/// The largest row that is stored, in bytes.
///
/// "Maximum string, BLOB or table row size: 2 MB": Durable Objects, Limits, SQLite-backed. Some
/// of it is left for the columns and for what the tries will add.
pub const ROW: usize = 1_900_000;

/// The largest body of a request that is read, in bytes; past it the answer is 413.
///
/// "128 MB of memory" an isolate: Workers, Limits. The body is held twice, by JavaScript and by
/// the engine, and parsed; an isolate that runs out of memory loses the requests beside it too.
pub const REQUEST_BODY: usize = 25 * 1024 * 1024;

/// The longest that a timer of the platform waits, in milliseconds (HTML, Timers: a 32-bit integer).
pub const TIMER_MS: u64 = 0x7fff_ffff;

/// Every how many new rows the history is trimmed: trimming reads an index of all finished rows, and
/// the free plan has 5,000,000 row reads a day.
pub const TRIM_EVERY: u64 = 100;

/// How much of the history an object gives at once, in bytes; the rest is on the pages that follow.
///
/// Every object is asked for a whole page, since it may be that all of the page is there: that much
/// of each is in the memory of one isolate (see [`REQUEST_BODY`]).
pub const PAGE: usize = 2 * 1024 * 1024;

/// How long a request may wait for others to come in, in milliseconds.
///
/// While nothing is sent, a client or what stands between may give up; 25 s is what a service worker
/// has too, so a test runs on either.
pub const WAIT_MS: u64 = 25_000;
