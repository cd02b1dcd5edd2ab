//! The journal and the inboxes: an object of their own keeps them (js/worker/journal.js).

use super::limits::WAIT_MS;
use super::{environment, host, mocks, platform, signatures};
use crate::control::{self, Ask};
use crate::journal::{Record, Told};
use crate::{Request, Response};
use worker::{Env, console_error, js_sys::Promise};

/// Whether requests are noted: at a local start unless it says otherwise, elsewhere only if asked for.
pub fn is_kept(env: &Env) -> bool {
    match environment::text(env, "WASMOCK_JOURNAL").as_deref() {
        Some("1") => true,
        Some("0") => false,
        _ => environment::is_local(env),
    }
}

/// A request that is being noted.
pub struct Noting(Option<Promise>);

/// Begins to note a request that the mocks answered, if the journal is kept.
pub fn note(request: &Request, at_ms: u64, told: Told, env: &Env) -> Option<Noting> {
    is_kept(env).then(|| {
        let record = text(request, at_ms, told);
        Noting(host::begin(&|host| host.note_request(env, &record)))
    })
}

impl Noting {
    /// Waits until the object has it, so that whoever has the answer finds it; should that fail, the
    /// answer is given all the same.
    pub async fn done(self) {
        if let Err(error) = host::done(self.0).await {
            console_error!("a request could not be recorded: {error}");
        }
    }
}

/// Answers what is asked of what came in.
pub async fn answer(ask: Ask, inbox: Option<&str>, request: &Request, env: &Env) -> Response {
    let question = match ask.question(request, inbox, WAIT_MS) {
        Ok(question) => question,
        Err(refusal) => return refusal,
    };
    if question.webhooks.is_some() {
        let question = question.to_json().to_text();
        return data(host::ask(&|host| host.wait_for_webhooks(env, &question)).await);
    }
    if question.inbox.is_none() && !is_kept(env) {
        let error = "the journal is off: it is kept where the variable WASMOCK_JOURNAL is 1";
        return control::problem(404, "no-journal", error);
    }
    let (name, question) = (ask.name(), question.to_json().to_text());
    data(host::ask(&|host| host.ask_requests(env, name, &question)).await)
}

/// The names of the inboxes.
pub async fn inboxes(env: &Env) -> Response {
    data(host::ask(&|host| host.inboxes(env)).await)
}

/// Has an inbox catch a request.
pub async fn catch(name: &str, request: &Request, env: &Env) -> Response {
    let now_ms = platform::now_ms();
    let signature = signatures::judge(request, env, now_ms).await;
    let record = text(request, now_ms, Told::Caught { signature });
    let is_rated = !environment::is_local(env);
    let caught = host::ask(&|host| host.catch_request(env, name, &record, is_rated)).await;
    match caught {
        Ok(number) => match number.as_f64() {
            Some(number) => control::caught(request, name, Some(number as u64)),
            None => control::too_many_caught(request),
        },
        Err(error) => control::not_caught(request, &error),
    }
}

fn text(request: &Request, at_ms: u64, told: Told) -> String {
    let bytes = request.body.len();
    let record = Record::new(request, bytes, at_ms, told, &mocks::redaction());
    record.to_json().to_text()
}

fn data(answered: Result<wasm_bindgen::JsValue, String>) -> Response {
    match answered {
        Ok(text) => control::data_text(200, text.as_string().unwrap_or_default()),
        Err(error) => control::problem(503, "storage", &error),
    }
}
