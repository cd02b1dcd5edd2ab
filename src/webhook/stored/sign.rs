//! `sign` of a stored webhook.

use super::parts::{value, value_json};
use super::text;
use crate::gather::Gather as _;
use crate::json::Value;
use crate::signature::{KeyType, Scheme};
use crate::webhook::{Sign, SignKey};

/// `{"scheme", "keyType", "header", "keys": [{"value", "id"}]}`.
pub fn to_json(sign: &Sign) -> Value {
    Value::object([
        ("scheme", sign.scheme.name().into()),
        ("keyType", sign.key_type.name().into()),
        ("header", Value::text(&sign.header)),
        ("keys", Value::list(sign.keys.iter().map(key_json))),
    ])
}

/// Reads it; `None` if it is none, or one of a later version.
pub fn from_json(json: &Value) -> Option<Sign> {
    let Value::List(keys) = json.get("keys")? else {
        return None;
    };
    Some(Sign {
        scheme: Scheme::parse(&text(json, "scheme")?)?,
        // The first version called it the key's half.
        key_type: KeyType::parse(&text(json, "keyType").or_else(|| text(json, "half"))?)?,
        header: text(json, "header")?,
        keys: keys.iter().map(key).gather_some()?,
    })
}

fn key_json(key: &SignKey) -> Value {
    Value::object([
        ("value", value_json(&key.value)),
        ("id", key.id.as_deref().into()),
    ])
}

fn key(json: &Value) -> Option<SignKey> {
    Some(SignKey {
        value: value(json.get("value")?)?,
        id: text(json, "id"),
    })
}
