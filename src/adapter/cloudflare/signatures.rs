//! Signatures, and public keys for those who receive them: js/worker/signatures.js makes them.

use super::{convert, environment, host, mocks};
use crate::control::{self, KeysAsked};
use crate::gather::Gather as _;
use crate::json::Value;
use crate::{Carried, Check, Engine, Finding, Message, Request, Response};
use wasm_bindgen::JsCast;
use worker::{Env, js_sys};

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
    let fields = host::ask(&|host| host.sign(&order, body)).await?;
    if let Some(fields) = fields.dyn_ref() {
        message.headers.extend(convert::pairs(fields));
    }
    Ok(())
}

/// What comes of a check of a request that came at `now_ms`. What can't be asked does not hold.
pub async fn find(check: &Check, request: &Request, env: &Env, now_ms: u64) -> Finding {
    let check = check.to_json().to_text();
    let body = js_sys::Uint8Array::from(request.body.as_slice());
    let found = host::ask(&|host| host.find(&check, body.clone(), env, now_ms as f64)).await;
    match found.map(|found| found.as_string()) {
        Ok(found) => {
            let json = Value::parse(&found.unwrap_or_default());
            Finding::from_json(&json.unwrap_or(Value::Null))
        }
        Err(error) => Finding::Refused(error),
    }
}

/// What comes of the signatures that a request carries which came at `now_ms`, for whoever looks into
/// an inbox; null where it carries none.
pub async fn judge(request: &Request, env: &Env, now_ms: u64) -> Value {
    let carried = mocks::with_engine(|engine| engine.carried_signatures(request, now_ms));
    let carried = carried.unwrap_or_default();
    if carried.is_empty() {
        return Value::Null;
    }
    let carried = Value::list(carried.iter().map(Carried::to_json)).to_text();
    let body = js_sys::Uint8Array::from(request.body.as_slice());
    let judged = host::ask(&|host| host.judge(&carried, body.clone(), env)).await;
    let judged = judged.ok().and_then(|judged| judged.as_string());
    Value::parse(&judged.unwrap_or_default()).unwrap_or(Value::Null)
}

/// The keys that an engine's webhooks are signed with, as JSON.
fn signing_keys(engine: &Engine, env: &Env) -> Vec<Value> {
    let keys = engine.signing_keys().into_iter();
    keys.map(|key| key.to_json(environment::text(env, &key.name).as_deref()))
        .gather()
}

/// All secrets and keys of an engine, those that requests are verified with too, as JSON.
pub fn keys(engine: &Engine, env: &Env) -> String {
    let mut keys = signing_keys(engine, env);
    for key in engine.verifying_keys() {
        keys.push(key.to_json(environment::text(env, &key.name).as_deref()));
    }
    Value::from(keys).to_text()
}

/// The public keys of the private ones that an engine's webhooks are signed with.
pub async fn public_keys(engine: &Engine, asked: &KeysAsked, env: &Env) -> Response {
    let keys = Value::from(signing_keys(engine, env)).to_text();
    let (form, id) = (asked.form.name(), asked.id.as_deref());
    let text = host::ask(&|host| host.public_key_text(&keys, form, id)).await;
    match text.map(|text| text.as_string()) {
        Ok(text) => control::public_keys(asked.form, text.unwrap_or_default()),
        Err(error) => control::problem(500, "engine-failed", &error),
    }
}
