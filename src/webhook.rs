//! Webhooks: what is to be sent after an answer.
//!
//! A webhook is rendered when it is planned and gets its secrets when it is sent, so what is
//! stored or shown holds their names only. Its id is the same at every try.

mod attempt;
mod bounds;
mod chain;
mod delivery;
mod entry;
mod follow;
pub mod history;
mod message;
mod object;
mod replay;
mod report;
mod secret;
mod sign;
mod stored;

// What the tests of other rooms plan too.
#[cfg(test)]
pub(crate) use entry::tests::delivery as sample;

pub use attempt::{After, Attempt, Sending};
pub use chain::{Call, Chain, bound};
pub use delivery::{Delivery, EndpointName, Predecessor, Verdict};
pub use entry::{Entry, GRACE_MS, HISTORY_BODY, State};
pub use follow::not_delivered;
pub use message::Message;
pub use object::{Marks, ObjectAnswer, ObjectFacts, ObjectQuestion, is_asking, settle};
pub use replay::NoReplay;
pub use secret::{BasicAuth, BodySecret, Field, FieldValue};
pub use sign::{Sign, SignKey};
