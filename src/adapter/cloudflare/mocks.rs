//! The mocks file that is served: compiled when the Worker starts, and again when a local start
//! sends a new one.

use super::scheduler::Scheduler;
use super::{environment, platform, signatures};
use crate::redaction::Redaction;
use crate::{Engine, Report, Source, log};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::{Env, console_error, console_warn, js_sys};

#[wasm_bindgen]
extern "C" {
    /// What js/worker/engine.js keeps: it outlives an instance of this module.
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method, getter)]
    fn name(this: &Host) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_name(this: &Host, name: &str);
    #[wasm_bindgen(method, getter)]
    fn text(this: &Host) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_text(this: &Host, text: &str);
    /// The variables and secrets, known before the first request.
    #[wasm_bindgen(method, getter)]
    fn env(this: &Host) -> Env;
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
    fn unusable_keys(this: &Host, keys: &str) -> String;

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

/// What is served: an engine, or what is wrong with the file.
pub type Served = Result<Engine, Report>;

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
    static SERVED: RefCell<Option<Rc<Served>>> = const { RefCell::new(None) };
    static REDACTION: RefCell<Rc<Redaction>> = RefCell::default();
}

/// Compiles the host's file.
pub fn start(host: Host) {
    let served = Engine::load(&Source::new(&host.name(), &host.text()));
    match &served {
        Ok(engine) => {
            warn(&warnings(engine, &host));
            hide(engine, &host);
        }
        Err(report) => console_error!("{}", report.draw()),
    }
    HOST.set(Some(host));
    SERVED.set(Some(Rc::new(served)));
}

/// What js/worker/ keeps. `None` only before `start`, which it calls first.
fn host() -> Option<Host> {
    HOST.with_borrow(Clone::clone)
}

/// Asks the host; an error in words if that does not do it. What waits has one type, whatever is asked.
pub fn ask(
    asked: impl FnOnce(&Host) -> js_sys::Promise,
) -> impl Future<Output = Result<JsValue, String>> {
    done(begin(asked))
}

/// Has the host begin something; `None` if there is no host yet.
pub fn begin(asked: impl FnOnce(&Host) -> js_sys::Promise) -> Option<js_sys::Promise> {
    host().as_ref().map(asked)
}

/// Waits for what the host has begun; an error in words if it failed.
pub async fn done(begun: Option<js_sys::Promise>) -> Result<JsValue, String> {
    let begun = begun.ok_or_else(|| "the Worker was not started".to_owned())?;
    let done = JsFuture::from(begun).await;
    done.map_err(|error| platform::message(&error))
}

/// What is served now. `None` only before `start`, which js/worker/ calls first.
pub fn served() -> Option<Rc<Served>> {
    SERVED.with_borrow(Clone::clone)
}

/// Asks the engine that is served; `None` while the file is wrong.
pub fn with_engine<T>(ask: impl Fn(&Engine) -> T) -> Option<T> {
    match served().as_deref() {
        Some(Ok(engine)) => Some(ask(engine)),
        _ => None,
    }
}

/// Takes up another file if it is right, and gives its warnings; else the last one goes on.
pub fn take_up(name: &str, text: &str) -> Result<String, Report> {
    let engine = Engine::load(&Source::new(name, text))?;
    let mut warned = String::new();
    if let Some(host) = host() {
        hide(&engine, &host);
        warned = warnings(&engine, &host);
        host.set_name(name);
        host.set_text(text);
    }
    warn(&warned);
    SERVED.set(Some(Rc::new(Ok(engine))));
    Ok(warned)
}

/// What must not be shown of a request: the values of the file's secrets, and of the fields that carry
/// them.
pub fn redaction() -> Rc<Redaction> {
    REDACTION.with_borrow(Rc::clone)
}

/// Has the secrets of a file hidden from now on.
fn hide(engine: &Engine, host: &Host) {
    let env = host.env();
    let redaction = engine.redaction(&|name| environment::text(&env, name));
    REDACTION.set(Rc::new(redaction));
}

/// The text of a file of the page.
pub fn page(name: &str) -> Option<String> {
    let text = js_sys::Reflect::get(&host()?.pages(), &JsValue::from_str(name));
    text.ok()?.as_string()
}

/// The object that keeps the webhooks of a request, by the id of the first.
pub fn scheduler(env: &Env, id: &str) -> Result<Scheduler, String> {
    let host = host().ok_or("the Worker was not started")?;
    host.shard_of(env, id)
        .map_err(|error| platform::message(&error))
}

/// A URL as the platform reads it: itself and its host; `None` if it can't be called.
pub fn read_url(url: &str) -> Option<(String, String)> {
    let read = host()?.read_url(url)?;
    Some((read.get(0).as_string()?, read.get(1).as_string()?))
}

/// What the author should look at: the file's warnings, and the secrets that are not set, or no use.
fn warnings(engine: &Engine, host: &Host) -> String {
    let env = host.env();
    let mut warnings = engine.warnings().draw();
    if !environment::is_local(&env) {
        for url in engine.stray_urls() {
            warnings.push_str(&log::stray_url(&url));
            warnings.push('\n');
        }
    }
    let webhooks = engine.secret_names().into_iter();
    let unset = |name: &String| environment::text(&env, name).is_none();
    for name in webhooks.filter(unset) {
        warnings.push_str(&log::unset_secret(&name, &environment::hint(&env, &name)));
        warnings.push('\n');
    }
    let mut verifying: Vec<String> = Vec::new();
    for key in engine.verifying_keys() {
        if unset(&key.name) && !verifying.contains(&key.name) {
            warnings.push_str(&log::unset_verifying_secret(
                &key.name,
                &environment::hint(&env, &key.name),
            ));
            warnings.push('\n');
            verifying.push(key.name);
        }
    }
    warnings.push_str(&host.unusable_keys(&signatures::keys(engine, &env)));
    warnings
}

fn warn(warnings: &str) {
    if !warnings.is_empty() {
        console_warn!("{}", warnings.trim_end());
    }
}
