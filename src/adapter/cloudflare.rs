//! The Cloudflare Worker: what js/worker/ calls.
//!
//! `start` compiles the mocks file once, at global scope; `fetch` answers a request. The rest is
//! the Durable Object `Scheduler`, which keeps nothing in memory: each call gets the object's own
//! context, so a new instance of this module (a panic calls for one) goes on where the last ended.

mod answer;
mod busy;
mod control;
mod convert;
mod environment;
mod guard;
mod host;
mod journal;
mod lease;
mod limits;
mod mocks;
mod platform;
mod promise;
mod scheduler;
mod send;
mod signatures;

use crate::Response;
use scheduler::bounds::Bounds;
use scheduler::objects::KnownObjects;
use scheduler::{Scheduler, alarm, store};
use wasm_bindgen::prelude::*;
use worker::worker_sys::{Context, DurableObjectState};
use worker::{
    Env,
    js_sys::{self, Promise},
    web_sys,
};

/// Compiles the mocks file that `host` brings: `{name, text, pages}`.
#[wasm_bindgen]
pub fn start(host: host::Host) {
    mocks::start(host);
}

/// Answers a request.
#[wasm_bindgen]
pub fn fetch(request: web_sys::Request, env: Env, context: Context) -> Promise {
    promise::of(async move { Ok(answer::answer(request, env, context).await.into()) })
}

/// Sets by how much the mocks' clock is ahead of the machine's, in milliseconds.
#[wasm_bindgen]
pub fn set_ahead(ms: f64) {
    platform::set_ahead(ms as u64);
}

/// Whether webhooks are being stored.
#[wasm_bindgen]
pub fn is_storing() -> bool {
    busy::is_storing()
}

/// Whether a webhook is being stored, sent or noted.
#[wasm_bindgen]
pub fn is_busy() -> bool {
    busy::is_busy()
}

/// Makes the object's table, and moves what waits in it back by so many milliseconds.
#[wasm_bindgen]
pub fn scheduler_open(state: DurableObjectState, back_ms: f64) -> Result<(), JsValue> {
    scheduler::open(&state, back_ms as u64)
}

/// Stores the webhooks of one request: a JSON list of deliveries. To be called in one transaction;
/// `bounds` and `objects` are the same at each call.
#[wasm_bindgen]
pub fn scheduler_store(
    state: DurableObjectState,
    planned: &str,
    bounds: &Bounds,
    objects: &KnownObjects,
) -> Result<(), JsValue> {
    store::store(&state, planned, bounds, objects)
}

/// Sees to it that the object wakes for what it stores.
#[wasm_bindgen]
pub fn scheduler_arm(state: DurableObjectState) -> Promise {
    promise::of(async move {
        let armed = alarm::arm(&state).await;
        armed.map(|()| JsValue::UNDEFINED)
    })
}

/// Gives a leased webhook to its sender, as JSON, unless another has it.
#[wasm_bindgen]
pub fn scheduler_claim(state: DurableObjectState, id: &str) -> Result<Option<String>, JsValue> {
    scheduler::claim(&state, id)
}

/// Takes a sender's report, as JSON.
#[wasm_bindgen]
pub fn scheduler_report(state: DurableObjectState, id: &str, sending: &str) -> Result<(), JsValue> {
    scheduler::report(&state, id, sending)
}

/// Has a webhook sent once more: the status and the text of the answer; nothing if it is not here.
#[wasm_bindgen]
pub fn scheduler_replay(state: DurableObjectState, id: String) -> Promise {
    promise::of(async move {
        let answer = scheduler::replay(&state, &id).await;
        let answer = answer?;
        Ok(
            answer.map_or(JsValue::UNDEFINED, |Response { status, body, .. }| {
                let text = body.unwrap_or_default();
                js_sys::Array::of2(&JsValue::from(status), &JsValue::from(text)).into()
            }),
        )
    })
}

/// When the object must next look at a webhook.
#[wasm_bindgen]
pub fn scheduler_next(state: DurableObjectState, bounds: &Bounds) -> Result<Option<f64>, JsValue> {
    let next = alarm::next(&state, bounds);
    next.map(|next| next.map(|ms| ms as f64))
}

/// The part of a page of the history that is in this object: `query` as in the URL, and the number
/// below which its rows are asked for.
#[wasm_bindgen]
pub fn scheduler_history(
    state: DurableObjectState,
    query: String,
    below: f64,
) -> Result<String, JsValue> {
    scheduler::history(&state, &query, below as u64)
}

/// Sends what is due, each with a report to the object itself, `own`.
#[wasm_bindgen]
pub fn scheduler_alarm(state: DurableObjectState, env: Env, own: Scheduler) -> Promise {
    promise::of(async move {
        let begun = alarm::ring(state, env, own).await;
        begun.map(|()| JsValue::UNDEFINED)
    })
}
