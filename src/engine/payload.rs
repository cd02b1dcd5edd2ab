//! The body of a webhook that sends an event's envelope.

use super::content::FieldTemplate;
use super::occasion::Occasion;
use crate::diagnostic::Diagnostic;
use crate::expression::{Root, Scope};
use crate::json::Value;
use crate::redaction::SECRET;
use crate::webhook::{BodySecret, FieldValue};

/// The envelope's text, and the secret in it that is put in when it is sent.
///
/// # Errors
/// The template of the secret passed a bound.
pub(super) fn event(
    id: &str,
    name: &str,
    secret: Option<&FieldTemplate>,
    occasion: &Occasion,
    scope: &Scope,
) -> Result<(String, Option<BodySecret>), Diagnostic> {
    let mut parts = vec![
        ("event", event_json(name, occasion)),
        ("id", Value::text(id)),
        ("request", request(occasion, scope)),
        ("response", response(scope)),
    ];
    let secret = secret.map(|secret| secret.render(scope)).transpose()?;
    let shown = match &secret {
        None => return Ok((Value::object(parts).to_text(), None)),
        Some(FieldValue::Text(text)) => Value::text(text),
        Some(FieldValue::Secret(_)) => Value::text(SECRET),
    };
    parts.push(("secret", shown));
    let body = Value::object(parts).to_text();
    let place = match secret {
        // It is the last value before the closing brace.
        Some(FieldValue::Secret(name)) => Some(BodySecret {
            name,
            at: body.len().saturating_sub(BodySecret::SHOWN.len() + 1),
        }),
        _ => None,
    };
    Ok((body, place))
}

/// What it is sent for: the event of a subscription, or the webhook of an endpoint by its name.
fn event_json(name: &str, occasion: &Occasion) -> Value {
    let (id, label) = match occasion.event {
        Some(event) => (event.id.clone(), event.label.as_deref()),
        None => (Value::text(name), None),
    };
    Value::object([("id", id), ("label", label.into())])
}

fn request(occasion: &Occasion, scope: &Scope) -> Value {
    let body = match root(Root::JsonParams, scope) {
        Some(json) => json,
        None => match root(Root::Body, scope) {
            Some(Value::Text(text)) if !text.is_empty() => Value::Text(text),
            _ => Value::Null,
        },
    };
    Value::object([
        ("tag", occasion.declared.tag.as_deref().into()),
        (
            "method",
            Value::Text(occasion.endpoint.method.to_ascii_lowercase()),
        ),
        ("url", Value::text(&occasion.path_and_query)),
        ("body", body),
    ])
}

fn response(scope: &Scope) -> Value {
    let response = root(Root::Response, scope).unwrap_or(Value::Null);
    let part = |key| response.get(key).cloned().unwrap_or(Value::Null);
    Value::object([("status", part("status")), ("body", part("body"))])
}

fn root(root: Root, scope: &Scope) -> Option<Value> {
    scope.variables.root(root).cloned()
}
