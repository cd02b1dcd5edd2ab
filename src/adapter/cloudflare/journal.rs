//! The journal and the inboxes: an object of their own keeps them (js/worker/journal.js).

use super::limits::WAIT_MS;
use super::{environment, mocks, platform};
use crate::control::{self, Ask};
use crate::journal::{Record, Redaction, Told};
use crate::json::Value;
use crate::webhook::EndpointName;
use crate::{Request, Response};
use worker::{Env, console_error};

/// Whether requests are noted: at a local start unless it says otherwise, elsewhere only if asked for.
pub fn is_kept(env: &Env) -> bool {
    match environment::text(env, "WASMOCK_JOURNAL").as_deref() {
        Some("1") => true,
        Some("0") => false,
        _ => environment::is_local(env),
    }
}

/// Notes a request that the mocks answered. It is kept when this is done, so that whoever has the
/// answer finds it; should that fail, the answer is given all the same.
pub async fn note(
    request: &Request,
    at_ms: u64,
    status: u16,
    endpoint: Option<EndpointName>,
    env: &Env,
) {
    if !is_kept(env) {
        return;
    }
    let record = text(request, at_ms, Told::Answered { endpoint, status }, env);
    if let Err(error) = mocks::ask(|host| host.note_request(env, &record)).await {
        console_error!("a request could not be recorded: {error}");
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
        return data(mocks::ask(|host| host.wait_for_webhooks(env, &question)).await);
    }
    if question.inbox.is_none() && !is_kept(env) {
        let error = "the journal is off: it is kept where the variable WASMOCK_JOURNAL is 1";
        return control::problem(404, "no-journal", error);
    }
    let (name, question) = (ask.name(), question.to_json().to_text());
    data(mocks::ask(|host| host.ask_requests(env, name, &question)).await)
}

/// The names of the inboxes.
pub async fn inboxes(env: &Env) -> Response {
    data(mocks::ask(|host| host.inboxes(env)).await)
}

/// Has an inbox catch a request.
pub async fn catch(name: &str, request: &Request, env: &Env) -> Response {
    let told = Told::Caught {
        signature: Value::Null,
    };
    let record = text(request, platform::now_ms(), told, env);
    let is_rated = !environment::is_local(env);
    let caught = mocks::ask(|host| host.catch_request(env, name, &record, is_rated)).await;
    match caught {
        Ok(number) => match number.as_f64() {
            Some(number) => control::caught(request, name, Some(number as u64)),
            None => control::too_many_caught(request),
        },
        Err(error) => control::not_caught(request, &error),
    }
}

fn text(request: &Request, at_ms: u64, told: Told, env: &Env) -> String {
    let bytes = request.body.len();
    let record = Record::new(request, bytes, at_ms, told, &redaction(env));
    record.to_json().to_text()
}

/// What must not be shown: the values of the file's secrets, and of the fields that carry them.
fn redaction(env: &Env) -> Redaction {
    let names = mocks::with_engine(crate::Engine::hidden_names).unwrap_or_default();
    let secrets = environment::texts(env, &names);
    let secrets: Vec<String> = secrets.into_iter().map(|(_, value)| value).collect();
    let fields = mocks::with_engine(crate::Engine::secret_header_names).unwrap_or_default();
    Redaction::new(&secrets, &fields)
}

fn data(answered: Result<wasm_bindgen::JsValue, String>) -> Response {
    match answered {
        Ok(text) => control::data_text(200, text.as_string().unwrap_or_default()),
        Err(error) => control::problem(503, "storage", &error),
    }
}
