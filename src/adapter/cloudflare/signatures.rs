//! Signatures, and public keys for those who receive them: js/worker/signatures.js makes them.

use super::{convert, environment, mocks};
use crate::control::{self, KeysAsked};
use crate::json::Value;
use crate::{Engine, Message, Response};
use worker::Env;

/// Adds to a message the header fields with the signatures that it wants.
///
/// # Errors
/// Why it can't be signed: a key is none.
pub async fn sign(message: &mut Message) -> Result<(), String> {
    let Some(order) = &message.order else {
        return Ok(());
    };
    let order = order.to_json().to_text();
    let body = message.body.as_deref();
    let fields = mocks::ask(|host| host.sign(&order, body)).await?;
    message.headers.extend(convert::pairs(&fields));
    Ok(())
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
