//! Parts of a stored webhook.

use super::{text, whole};
use crate::json::Value;
use crate::webhook::{BasicAuth, BodySecret, Chain, Field, FieldValue, Predecessor};

/// A header field.
pub fn field_json(field: &Field) -> Value {
    Value::object([
        ("name", Value::text(&field.name)),
        ("value", value_json(&field.value)),
    ])
}

/// Reads a header field; `None` if it is none.
pub fn field(json: &Value) -> Option<Field> {
    Some(Field {
        name: text(json, "name")?,
        value: value(json.get("value")?)?,
    })
}

/// The credentials.
pub fn auth_json(auth: &BasicAuth) -> Value {
    Value::object([
        ("username", value_json(&auth.username)),
        ("password", value_json(&auth.password)),
    ])
}

/// Reads credentials; `None` if they are none.
pub fn auth(json: &Value) -> Option<BasicAuth> {
    Some(BasicAuth {
        username: value(json.get("username")?)?,
        password: value(json.get("password")?)?,
    })
}

/// A secret in the body, by its name.
pub fn body_secret_json(secret: &BodySecret) -> Value {
    Value::object([
        ("name", Value::text(&secret.name)),
        ("at", secret.at.into()),
    ])
}

/// Reads a secret in the body; `None` if it is none.
pub fn body_secret(json: &Value) -> Option<BodySecret> {
    Some(BodySecret {
        name: text(json, "name")?,
        at: usize::try_from(whole(json, "at")?).ok()?,
    })
}

/// A value, or the name of its secret.
pub fn value_json(value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) => Value::object([("text", text.as_str())]),
        FieldValue::Secret(name) => Value::object([("secret", name.as_str())]),
    }
}

/// Reads a value; `None` if it is none.
pub fn value(json: &Value) -> Option<FieldValue> {
    let secret = text(json, "secret").map(FieldValue::Secret);
    secret.or_else(|| text(json, "text").map(FieldValue::Text))
}

/// The webhook that another one waits for.
pub fn after_json(after: &Predecessor) -> Value {
    Value::object([
        ("id", Value::text(&after.id)),
        ("name", Value::text(&after.name)),
        ("delayMs", after.delay_ms.into()),
    ])
}

/// Reads that webhook; `None` if it is none.
pub fn after(json: &Value) -> Option<Predecessor> {
    Some(Predecessor {
        id: text(json, "id")?,
        name: text(json, "name")?,
        delay_ms: whole(json, "delayMs")?,
    })
}

/// Where the request of a webhook stands that calls the mocks themselves.
pub fn chain_json(chain: Chain) -> Value {
    Value::object([
        ("depth", u64::from(chain.depth)),
        ("budget", u64::from(chain.budget)),
    ])
}

/// Reads that; `None` if it is none.
pub fn chain(json: &Value) -> Option<Chain> {
    let number = |key| u32::try_from(whole(json, key)?).ok();
    Some(Chain {
        depth: number("depth")?,
        budget: number("budget")?,
    })
}
