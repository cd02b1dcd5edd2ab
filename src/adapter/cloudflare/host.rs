//! What the engine asks of js/worker/: the Durable Objects, WebCrypto, and the mocks file that it serves.

use super::platform;
use super::scheduler::Scheduler;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::{Env, js_sys};

#[wasm_bindgen]
extern "C" {
    /// What js/worker/engine.js keeps: it outlives an instance of this module.
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Host) -> String;
    #[wasm_bindgen(method, setter)]
    pub fn set_name(this: &Host, name: &str);
    #[wasm_bindgen(method, getter)]
    pub fn text(this: &Host) -> String;
    #[wasm_bindgen(method, setter)]
    pub fn set_text(this: &Host, text: &str);
    /// The variables and secrets, known before the first request.
    #[wasm_bindgen(method, getter)]
    pub fn env(this: &Host) -> Env;
    /// The page's files by their names.
    #[wasm_bindgen(method, getter)]
    fn pages(this: &Host) -> js_sys::Object;
    /// The object that keeps the webhooks of a request, by the id of the first.
    #[wasm_bindgen(method, catch, js_name = shardOf)]
    fn shard_of(this: &Host, env: &Env, id: &str) -> Result<Scheduler, JsValue>;
    /// A page of the history: its status and its text, or nothing if `after` is wrong.
    #[wasm_bindgen(method, js_name = mergedHistory)]
    pub fn merged_history(
        this: &Host,
        env: &Env,
        query: &str,
        limit: u32,
        after: Option<&str>,
    ) -> js_sys::Promise;

    /// Has a webhook sent once more by whichever object keeps it: the status and the text of the
    /// answer, or nothing if none does.
    #[wasm_bindgen(method)]
    pub fn replay(this: &Host, env: &Env, id: &str) -> js_sys::Promise;

    /// Moves the clock, each webhook being sent at its own time on the way.
    #[wasm_bindgen(method)]
    pub fn advance(this: &Host, env: &Env, ms: f64) -> js_sys::Promise;

    /// Has all objects forget what they keep, and sets the clock back.
    #[wasm_bindgen(method)]
    pub fn reset(this: &Host, env: &Env) -> js_sys::Promise;

    /// The header fields with the signatures over a body that an order, JSON, wants: pairs.
    #[wasm_bindgen(method)]
    pub fn sign(this: &Host, order: &str, body: Option<&str>) -> js_sys::Promise;

    /// What comes of a check, JSON, over a body: a finding as JSON.
    #[wasm_bindgen(method)]
    pub fn find(
        this: &Host,
        check: &str,
        body: js_sys::Uint8Array,
        env: &Env,
        now_ms: f64,
    ) -> js_sys::Promise;

    /// What comes of the signatures, a JSON list, that a request carries over its body: JSON text.
    #[wasm_bindgen(method)]
    pub fn judge(
        this: &Host,
        carried: &str,
        body: js_sys::Uint8Array,
        env: &Env,
    ) -> js_sys::Promise;

    /// The warnings of the keys, a JSON list, that are set and can't be used.
    #[wasm_bindgen(method, js_name = unusableKeys)]
    pub fn unusable_keys(this: &Host, keys: &str) -> String;

    /// The text of the public keys of those of a mocks file, a JSON list.
    #[wasm_bindgen(method, js_name = publicKeyText)]
    pub fn public_key_text(
        this: &Host,
        keys: &str,
        form: &str,
        id: Option<&str>,
    ) -> js_sys::Promise;
    /// Notes a request that was answered.
    #[wasm_bindgen(method, js_name = noteRequest)]
    pub fn note_request(this: &Host, env: &Env, record: &str) -> js_sys::Promise;
    /// Has an inbox catch a request: its number there; nothing if it takes no more for now, which
    /// only one that `is_rated` can say.
    #[wasm_bindgen(method, js_name = catchRequest)]
    pub fn catch_request(
        this: &Host,
        env: &Env,
        name: &str,
        record: &str,
        is_rated: bool,
    ) -> js_sys::Promise;
    /// The answer to a question about what came in, as JSON text.
    #[wasm_bindgen(method, js_name = askRequests)]
    pub fn ask_requests(this: &Host, env: &Env, ask: &str, question: &str) -> js_sys::Promise;
    /// The same of a wait for webhooks.
    #[wasm_bindgen(method, js_name = waitForWebhooks)]
    pub fn wait_for_webhooks(this: &Host, env: &Env, question: &str) -> js_sys::Promise;
    /// The names of the inboxes, as JSON text.
    #[wasm_bindgen(method)]
    pub fn inboxes(this: &Host, env: &Env) -> js_sys::Promise;

    /// A URL as the platform reads it: itself and its host; nothing if it can't be called.
    #[wasm_bindgen(method, js_name = readUrl)]
    fn read_url(this: &Host, url: &str) -> Option<js_sys::Array>;
    /// Whether one more webhook may go to a host.
    #[wasm_bindgen(method, js_name = takeTurn)]
    pub fn take_turn(this: &Host, env: &Env, host: &str) -> js_sys::Promise;
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// From now on this one is asked.
pub fn set(host: Host) {
    HOST.set(Some(host));
}

/// What js/worker/ keeps. `None` only before `start`, which it calls first.
pub fn get() -> Option<Host> {
    HOST.with_borrow(Clone::clone)
}

/// Asks the host; an error in words if that does not do it. What waits has one type, whatever is asked.
pub fn ask(
    asked: &dyn Fn(&Host) -> js_sys::Promise,
) -> impl Future<Output = Result<JsValue, String>> + use<> {
    done(begin(asked))
}

/// Has the host begin something; `None` if there is no host yet.
pub fn begin(asked: &dyn Fn(&Host) -> js_sys::Promise) -> Option<js_sys::Promise> {
    get().as_ref().map(asked)
}

/// Waits for what the host has begun; an error in words if it failed.
pub async fn done(begun: Option<js_sys::Promise>) -> Result<JsValue, String> {
    let begun = begun.ok_or_else(|| "the Worker was not started".to_owned())?;
    let done = JsFuture::from(begun).await;
    done.map_err(|error| platform::message(&error))
}

/// The text of a file of the page.
pub fn page(name: &str) -> Option<String> {
    let text = js_sys::Reflect::get(&get()?.pages(), &JsValue::from_str(name));
    text.ok()?.as_string()
}

/// The object that keeps the webhooks of a request, by the id of the first.
pub fn scheduler(env: &Env, id: &str) -> Result<Scheduler, String> {
    let host = get().ok_or("the Worker was not started")?;
    host.shard_of(env, id)
        .map_err(|error| platform::message(&error))
}

/// A URL as the platform reads it: itself and its host; `None` if it can't be called.
pub fn read_url(url: &str) -> Option<(String, String)> {
    let read = get()?.read_url(url)?;
    Some((read.get(0).as_string()?, read.get(1).as_string()?))
}
