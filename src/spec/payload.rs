//! What a webhook has as its body.

use super::context::Context;
use super::fault::SpecFault;
use super::fields::Fields;
use super::yaml::Node;

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
    let name = fields.choice("payload", NAMES, context)?;
    let payload = match name {
        "event" => Payload::Event,
        "object" => Payload::Object,
        _ => return Some(Payload::Body),
    };
    let text = fields.value("payload").and_then(Node::text);
    if let Some(text) = text.filter(|_| fields.value("body").is_some()) {
        let fault = SpecFault::TwoKeys {
            first: format!("payload: {name}"),
            second: "body".to_owned(),
        };
        context.error(&fault, text.full_span());
    }
    Some(payload)
}
