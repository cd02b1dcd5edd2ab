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
mod object;
mod replay;
mod report;
mod sign;
mod stored;

pub use attempt::{After, Attempt, Sending};
pub use chain::{Call, Chain, bound};
pub use delivery::{
    BasicAuth, BodySecret, Delivery, EndpointName, Field, FieldValue, Message, Predecessor, Verdict,
};
pub use entry::{Entry, GRACE_MS, HISTORY_BODY, State};
pub use follow::not_delivered;
pub use object::{Marks, ObjectAnswer, ObjectFacts, ObjectQuestion, is_asking, settle};
pub use replay::NoReplay;
pub use sign::{Sign, SignKey};
