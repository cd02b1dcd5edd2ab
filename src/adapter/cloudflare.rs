//! The Cloudflare Worker: what js/worker/ calls.
//!
//! `start` compiles the mocks file once, at global scope; `fetch` answers a request. The rest is
//! the Durable Object `Scheduler`, which keeps nothing in memory: each call gets the object's own
//! context, so a new instance of this module (a panic calls for one) goes on where the last ended.

mod answer;
mod convert;
mod environment;
mod lease;
mod limits;
mod mocks;
mod platform;
mod scheduler;
mod send;
mod table;

use wasm_bindgen::prelude::*;
use worker::worker_sys::{Context, DurableObjectState};
use worker::{Env, State, web_sys};

/// Compiles the mocks file that `host` brings: `{name, text, pages}`.
#[wasm_bindgen]
pub fn start(host: mocks::Host) {
    mocks::start(host);
}

/// Answers a request.
#[wasm_bindgen]
pub async fn fetch(request: web_sys::Request, env: Env, context: Context) -> web_sys::Response {
    answer::answer(request, env, context).await
}

/// Makes the object's table.
#[wasm_bindgen]
pub fn scheduler_open(state: DurableObjectState) -> Result<(), JsError> {
    scheduler::open(&State::from(state)).map_err(thrown)
}

/// Stores the webhooks of one request: a JSON list of deliveries.
#[wasm_bindgen]
pub async fn scheduler_schedule(state: DurableObjectState, planned: String) -> Result<(), JsError> {
    scheduler::schedule(&State::from(state), &planned)
        .await
        .map_err(thrown)
}

/// Gives a leased webhook to its sender, unless another has it.
#[wasm_bindgen]
pub async fn scheduler_claim(state: DurableObjectState, id: String) -> Result<bool, JsError> {
    scheduler::claim(&State::from(state), &id)
        .await
        .map_err(thrown)
}

/// Takes a sender's report, as JSON.
#[wasm_bindgen]
pub async fn scheduler_report(
    state: DurableObjectState,
    id: String,
    sending: String,
) -> Result<(), JsError> {
    scheduler::report(&State::from(state), &id, &sending)
        .await
        .map_err(thrown)
}

/// A page of the history as JSON; `query` as in the URL.
#[wasm_bindgen]
pub fn scheduler_history(state: DurableObjectState, query: String) -> Result<String, JsError> {
    scheduler::history(&State::from(state), &query).map_err(thrown)
}

/// Sends what is due.
#[wasm_bindgen]
pub async fn scheduler_alarm(state: DurableObjectState, env: Env) -> Result<(), JsError> {
    scheduler::alarm(State::from(state), env)
        .await
        .map_err(thrown)
}

fn thrown(error: worker::Error) -> JsError {
    JsError::new(&platform::words(&error))
}
