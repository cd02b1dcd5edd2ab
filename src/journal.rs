//! What came in: requests to the mocks and to the inboxes, as they are kept and shown.
//!
//! A record is made of a request once and is JSON from then on. A host keeps such texts and gives
//! them back; which of them a condition fits, [`Record::past`] and [`Condition`](crate::Condition) say.

mod record;

pub use record::{BODY, Record, Told, past};
