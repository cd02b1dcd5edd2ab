//! The engine's own paths on the Worker. What is done there to the webhooks and to time, js/worker/
//! asks the objects for.

use super::{environment, host, journal, mocks, platform, signatures};
use crate::control::{self, Access, Call, KeysAsked};
use crate::json::Value;
use crate::webhook::history::Filter;
use crate::{Engine, Request, Response};
use wasm_bindgen::{JsCast, JsValue};
use worker::{Env, js_sys};

/// A request to the engine itself, judged.
pub fn own_call(request: &Request, env: &Env) -> Option<Result<Call, Response>> {
    let token = environment::text(env, "WASMOCK_TOKEN");
    let access = Access {
        local: environment::is_local(env),
        token: token.as_deref(),
    };
    control::route(request, &access)
}

pub async fn carry_out(call: Call, request: &Request, env: &Env) -> Response {
    match call {
        Call::Health => control::health(endpoints()),
        Call::Endpoints => control::endpoints(
            &mocks::with_engine(Engine::endpoints).unwrap_or_default(),
            mocks::with_engine(Engine::subscriptions).unwrap_or(Value::List(Vec::new())),
            journal::is_kept(env),
        ),
        Call::Page(file) => control::page_file(&file, host::page(&file.name)),
        Call::Webhooks(filter) => history(request, &filter, env).await,
        Call::Replay(id) => replay(&id, env).await,
        Call::Clock => control::clock(platform::now_ms()),
        Call::Advance => advance(&request.body, env).await,
        Call::Reset => reset(env).await,
        Call::Keys(asked) => public_keys(&asked, env).await,
        Call::Requests(ask, inbox) => journal::answer(ask, inbox.as_deref(), request, env).await,
        Call::Inboxes => journal::inboxes(env).await,
        Call::Catch(name) => journal::catch(&name, request, env).await,
        Call::TakeUp(name) => take_up(&name, &request.body),
    }
}

async fn history(request: &Request, filter: &Filter, env: &Env) -> Response {
    let query = request.url.split_once('?').map_or("", |(_, query)| query);
    let after = filter.after.as_deref();
    match host::ask(&|host| host.merged_history(env, query, filter.limit, after)).await {
        Ok(page) => answered(page).unwrap_or_else(|| control::history(None)),
        Err(error) => control::problem(503, "storage", &error),
    }
}

async fn public_keys(asked: &KeysAsked, env: &Env) -> Response {
    match mocks::served().as_deref() {
        Some(Ok(engine)) => signatures::public_keys(engine, asked, env).await,
        Some(Err(report)) => control::wrong_mocks(report),
        None => control::unknown(),
    }
}

fn take_up(name: &str, text: &[u8]) -> Response {
    match mocks::take_up(name, &String::from_utf8_lossy(text)) {
        Ok(warnings) => control::taken_up(endpoints().unwrap_or_default(), &warnings),
        Err(report) => control::refused_mocks(&report),
    }
}

/// How many endpoints are served; `None` while the file is wrong.
fn endpoints() -> Option<usize> {
    mocks::with_engine(|engine| engine.endpoints().len())
}

/// Has a webhook sent once more, by the object that keeps it.
async fn replay(id: &str, env: &Env) -> Response {
    match host::ask(&|host| host.replay(env, id)).await {
        Ok(answer) => {
            answered(answer).unwrap_or_else(|| control::replayed(None, &mocks::redaction()))
        }
        Err(error) => control::problem(503, "storage", &error),
    }
}

/// Moves the clock, each webhook being sent at its own time on the way.
async fn advance(body: &[u8], env: &Env) -> Response {
    if !environment::is_local(env) {
        return control::fixed_clock();
    }
    let ms = match control::advance_by(body) {
        Ok(ms) => ms,
        Err(refusal) => return refusal,
    };
    match host::ask(&|host| host.advance(env, ms as f64)).await {
        Ok(_) => control::clock(platform::now_ms()),
        Err(error) => control::problem(503, "storage", &error),
    }
}

/// Forgets all that the objects keep, and sets the clock back.
async fn reset(env: &Env) -> Response {
    match host::ask(&|host| host.reset(env)).await {
        Ok(_) => control::forgotten(),
        Err(error) => control::problem(503, "storage", &error),
    }
}

/// An answer that an object gave: its status and its text.
fn answered(answer: JsValue) -> Option<Response> {
    let answer: js_sys::Array = answer.dyn_into().ok()?;
    let status = answer.get(0).as_f64()? as u16;
    Some(control::data_text(status, answer.get(1).as_string()?))
}
