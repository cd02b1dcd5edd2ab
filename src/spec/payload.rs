//! What a webhook has as its body.

use super::fault::SpecFault;
use super::fields::{Context, Fields};

const NAMES: &[&str] = &["body", "event", "object"];

/// What a webhook has as its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// What stands under its key `body`, if anything does.
    Body,
    /// The event's envelope (docs/mocks-file.md, "Payload `event`").
    Event,
    /// The object's envelope (docs/mocks-file.md, "Objects").
    Object,
}

/// The value of `payload`. An envelope leaves no room for a `body`.
pub fn decode(fields: &Fields, context: &mut Context) -> Option<Payload> {
    let text = fields.excerpt("payload", context)?;
    let payload = match text.text() {
        "body" => return Some(Payload::Body),
        "event" => Some(Payload::Event),
        "object" => Some(Payload::Object),
        name => {
            let fault = SpecFault::UnknownValue {
                key: "payload",
                value: name.to_owned(),
                known: NAMES,
            };
            context.error(&fault, text.full_span());
            None
        }
    };
    if payload.is_some() && fields.value("body").is_some() {
        let fault = SpecFault::TwoKeys {
            first: format!("payload: {}", text.text()),
            second: "body".to_owned(),
        };
        context.error(&fault, text.full_span());
    }
    payload
}
