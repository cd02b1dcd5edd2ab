//! Signatures, and public keys for those who receive them: js/worker/signatures.js makes them.

use super::{environment, mocks};
use crate::control::{self, KeysAsked};
use crate::json::Value;
use crate::signature::Order;
use crate::{Engine, Response};
use worker::{Env, web_sys};

/// Adds the signatures that an order wants to the header fields of a webhook.
///
/// # Errors
/// Why it can't be signed: a key is none.
pub async fn sign(
    headers: &web_sys::Headers,
    order: &Order,
    body: Option<&str>,
) -> Result<(), String> {
    let order = order.to_json().to_text();
    let signed = mocks::ask(|host| host.sign(headers, &order, body)).await;
    signed.map(drop)
}

/// The keys that an engine's webhooks are signed with, as JSON.
pub fn keys(engine: &Engine, env: &Env) -> String {
    let keys = engine.signing_keys();
    let keys = keys.iter().map(|key| {
        let text = environment::text(env, &key.name);
        key.to_json(text.as_deref())
    });
    Value::list(keys).to_text()
}

/// The public keys of the private ones that an engine's webhooks are signed with.
pub async fn public_keys(engine: &Engine, asked: &KeysAsked, env: &Env) -> Response {
    let keys = keys(engine, env);
    let (form, id) = (asked.form.name(), asked.id.as_deref());
    let text = mocks::ask(|host| host.public_key_text(&keys, form, id)).await;
    match text.map(|text| text.as_string()) {
        Ok(text) => control::public_keys(asked.form, text.unwrap_or_default()),
        Err(error) => control::problem(500, "engine-failed", &error),
    }
}
