//! A request's path through the Worker.

use super::convert::{self, Unreadable};
use super::{environment, lease, mocks, platform, scheduler, signatures};
use crate::control::{self, Call, Door, KeysAsked};
use crate::http::allow_origin;
use crate::json::Value;
use crate::webhook::EndpointName;
use crate::{Delivery, Engine, Facts, Outcome, Request, Response, log};
use worker::worker_sys::Context;
use worker::{Env, console_log, web_sys};

/// What is to be answered, and what is known of it.
struct Answer {
    response: Response,
    delay_ms: u64,
    endpoint: Option<EndpointName>,
    deliveries: Vec<Delivery>,
}

/// Answers a request, the engine's own paths too.
pub async fn answer(request: web_sys::Request, env: Env, context: Context) -> web_sys::Response {
    let began_ms = platform::now_ms();
    let mut asked = convert::head(&request);
    let own = own_call(&asked, &env);
    if let Some(Err(refusal)) = &own {
        return convert::response(refusal);
    }
    match convert::body(&request).await {
        Ok(body) => asked.body = body,
        Err(why) if own.is_some() => return convert::response(&unreadable(&why)),
        Err(why) => return convert::response(&readable_by_all(&asked, unreadable(&why))),
    }
    if let Some(Ok(call)) = own {
        return convert::response(&carry_out(call, &asked, &env).await);
    }
    let mut answer = mocked(&asked, &env);
    let deliveries = std::mem::take(&mut answer.deliveries);
    let planned: Vec<String> = deliveries.iter().map(log::planned).collect();
    lease::follow(deliveries, env, context);
    platform::sleep(answer.delay_ms).await;
    tell(&asked, &answer, began_ms);
    for line in planned {
        console_log!("{line}");
    }
    convert::response(&answer.response)
}

/// The request's line in the terminal.
fn tell(asked: &Request, answer: &Answer, began_ms: u64) {
    let (status, endpoint) = (answer.response.status, answer.endpoint.as_ref());
    let took_ms = platform::now_ms().saturating_sub(began_ms);
    let line = log::request(&asked.method, &asked.url, status, endpoint, took_ms);
    console_log!("{line}");
}

/// What the mocks file answers.
fn mocked(request: &Request, env: &Env) -> Answer {
    let served = mocks::served();
    match served.as_deref() {
        Some(Ok(engine)) => handled(engine, request, env),
        Some(Err(report)) => bare(readable_by_all(request, control::wrong_mocks(report))),
        None => bare(control::problem(
            500,
            "mocks-file",
            "no mocks file was given",
        )),
    }
}

fn handled(engine: &Engine, request: &Request, env: &Env) -> Answer {
    let facts = Facts {
        now_ms: platform::now_ms(),
        seed: platform::random_bits(),
        env: &environment::texts(env, engine.env_names()),
    };
    match engine.handle(request, &facts) {
        Outcome::Preflight(response) | Outcome::Unmatched(response) => bare(response),
        Outcome::Reply(reply) => Answer {
            response: reply.response,
            delay_ms: reply.delay_ms,
            endpoint: Some(reply.endpoint),
            deliveries: reply.deliveries,
        },
    }
}

fn bare(response: Response) -> Answer {
    Answer {
        response,
        delay_ms: 0,
        endpoint: None,
        deliveries: Vec::new(),
    }
}

/// An error in the place of the mocks' answers, which pages of other origins may read as well.
fn readable_by_all(request: &Request, mut response: Response) -> Response {
    allow_origin(request, &mut response);
    response
}

fn unreadable(why: &Unreadable) -> Response {
    match why {
        Unreadable::TooLarge => control::problem(413, "body-too-large", "the body is over 25 MiB"),
        Unreadable::Broken => control::problem(400, "wrong-body", "the body could not be read"),
    }
}

/// A request to the engine itself, judged.
fn own_call(request: &Request, env: &Env) -> Option<Result<Call, Response>> {
    let token = environment::text(env, "WASMOCK_TOKEN");
    let door = Door {
        local: environment::text(env, "WASMOCK_LOCAL").as_deref() == Some("1"),
        token: token.as_deref(),
    };
    control::route(request, &door)
}

async fn carry_out(call: Call, request: &Request, env: &Env) -> Response {
    match call {
        Call::Health => control::health(endpoints()),
        Call::Endpoints => control::endpoints(
            &with_engine(Engine::endpoints).unwrap_or_default(),
            with_engine(Engine::subscriptions).unwrap_or(Value::List(Vec::new())),
        ),
        Call::Page(file) => control::page_file(&file, mocks::page(&file.name)),
        Call::Webhooks(_) => history(request, env).await,
        Call::Keys(asked) => public_keys(&asked, env).await,
        Call::TakeUp(name) => take_up(&name, &request.body),
    }
}

/// Asks the engine that is served; `None` while the file is wrong.
fn with_engine<T>(ask: impl Fn(&Engine) -> T) -> Option<T> {
    match mocks::served().as_deref() {
        Some(Ok(engine)) => Some(ask(engine)),
        _ => None,
    }
}

async fn history(request: &Request, env: &Env) -> Response {
    let query = request.url.split_once('?').map_or("", |(_, query)| query);
    match scheduler::history_of(env, query).await {
        Ok(page) => control::data_text(200, page),
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
    with_engine(|engine| engine.endpoints().len())
}
