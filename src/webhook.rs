//! Webhooks: what is to be sent after an answer.
//!
//! A webhook is rendered when it is planned and gets its secrets when it is sent, so what is
//! stored or shown holds their names only. Its id is the same at every try.

mod attempt;
mod delivery;
mod entry;
pub mod history;
mod stored;

pub use attempt::{After, Attempt, Sending};
pub use delivery::{BasicAuth, Delivery, EndpointName, Field, FieldValue, Message, Verdict};
pub use entry::{Entry, HISTORY_BODY, State};
