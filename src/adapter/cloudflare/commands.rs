//! What is done to the webhooks and to time by the engine's own paths; js/worker/commands.js asks
//! the objects.

use super::{environment, mocks, platform};
use crate::Response;
use crate::control;
use wasm_bindgen::JsCast;
use worker::{Env, js_sys};

/// Has a webhook sent once more, by the object that keeps it.
pub async fn replay(id: &str, env: &Env) -> Response {
    match mocks::ask(|host| host.replay(env, id)).await {
        Ok(answer) => {
            answered(answer).unwrap_or_else(|| control::replayed(None, &mocks::redaction()))
        }
        Err(error) => control::problem(503, "storage", &error),
    }
}

/// Moves the clock, each webhook being sent at its own time on the way.
pub async fn advance(body: &[u8], env: &Env) -> Response {
    if !environment::is_local(env) {
        return control::fixed_clock();
    }
    let ms = match control::advance_by(body) {
        Ok(ms) => ms,
        Err(refusal) => return refusal,
    };
    match mocks::ask(|host| host.advance(env, ms as f64)).await {
        Ok(_) => control::clock(platform::now_ms()),
        Err(error) => control::problem(503, "storage", &error),
    }
}

/// Forgets all that the objects keep, and sets the clock back.
pub async fn reset(env: &Env) -> Response {
    match mocks::ask(|host| host.reset(env)).await {
        Ok(_) => control::forgotten(),
        Err(error) => control::problem(503, "storage", &error),
    }
}

/// An answer that an object gave: its status and its text.
pub fn answered(answer: wasm_bindgen::JsValue) -> Option<Response> {
    let answer: js_sys::Array = answer.dyn_into().ok()?;
    let status = answer.get(0).as_f64()? as u16;
    Some(control::data_text(status, answer.get(1).as_string()?))
}
