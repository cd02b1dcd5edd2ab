//! A request's path through the Worker.

use super::control::{carry_out, own_call};
use super::convert::{self, Unreadable};
use super::lease::Keeper;
use super::{environment, journal, lease, mocks, platform, promise, signatures};
use crate::control;
use crate::gather::Gather as _;
use crate::http::allow_origin;
use crate::journal::Told;
use crate::webhook::{self, EndpointName};
use crate::{Chain, Delivery, Engine, Facts, Outcome, Request, Response, log};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use worker::worker_sys::Context;
use worker::{Env, console_log, js_sys::Promise, web_sys};

/// What is to be answered, and what is known of it.
struct Answer {
    response: Response,
    delay_ms: u64,
    endpoint: Option<EndpointName>,
    deliveries: Vec<Delivery>,
    refusal: Option<String>,
}

/// A webhook that asks: what is told of it besides its request.
pub struct Asker<'a> {
    /// Where the request stands.
    pub call: webhook::Call,
    /// How long it waits for the answer, in milliseconds.
    pub patience_ms: u64,
    /// What keeps alive what follows the answer.
    pub keeper: &'a Keeper,
}

/// Answers a webhook that calls these mocks, as if it had come from outside; `None` if it does not wait
/// so long. Its own webhooks are stored before that is known: a call whose sender vanishes is made
/// again, and plans the same.
///
/// # Errors
/// They could not be stored.
pub async fn call(
    asked: Request,
    env: &Env,
    asker: &Asker<'_>,
) -> Result<Option<Response>, String> {
    let began_ms = platform::now_ms();
    match own_call(&asked, env) {
        Some(Err(refusal)) => return Ok(Some(refusal)),
        Some(Ok(call)) => return Ok(Some(carry_out(call, &asked, env).await)),
        None => {}
    }
    let mut answer = mocked(&asked, env, Some(asker.call)).await;
    let in_time = answer.delay_ms <= asker.patience_ms;
    answer.delay_ms = answer.delay_ms.min(asker.patience_ms);
    let deliveries = std::mem::take(&mut answer.deliveries);
    let planned = lines(&deliveries);
    let storing = begin_to_store(deliveries, env, asker.keeper);
    note_and_tell(&asked, &answer, planned, began_ms, env).await;
    let stored = JsFuture::from(storing).await;
    stored.map_err(|error| platform::message(&error))?;
    Ok(in_time.then_some(answer.response))
}

/// Begins to store webhooks: what is told meanwhile comes before what their store tells.
fn begin_to_store(deliveries: Vec<Delivery>, env: &Env, keeper: &Keeper) -> Promise {
    let (env, keeper) = (env.clone(), Rc::clone(keeper));
    promise::of(async move {
        let stored = lease::store_and_send(deliveries, &env, &keeper).await;
        stored.map(|()| JsValue::UNDEFINED).map_err(JsValue::from)
    })
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
    let mut answer = mocked(&asked, &env, None).await;
    let deliveries = std::mem::take(&mut answer.deliveries);
    let planned = lines(&deliveries);
    let keeper: Keeper = Rc::new(move |work| platform::kept(context.wait_until(work)));
    lease::follow(deliveries, env.clone(), &keeper);
    note_and_tell(&asked, &answer, planned, began_ms, &env).await;
    convert::response(&answer.response)
}

/// What is told of webhooks that were planned; nothing where the store will tell what becomes of them.
fn lines(deliveries: &[Delivery]) -> Vec<String> {
    match webhook::is_asking(deliveries) {
        true => Vec::new(),
        false => deliveries.iter().map(log::planned).gather(),
    }
}

/// Has the journal note a request, and tells of it meanwhile: its line comes before what its webhooks'
/// store tells of them.
async fn note_and_tell(
    asked: &Request,
    answer: &Answer,
    planned: Vec<String>,
    began_ms: u64,
    env: &Env,
) {
    let told = Told::Answered {
        endpoint: answer.endpoint.clone(),
        status: answer.response.status,
        refusal: answer.refusal.clone(),
    };
    let noting = journal::note(asked, began_ms, told, env);
    wait_and_tell(asked, answer, planned, began_ms).await;
    if let Some(noting) = noting {
        noting.done().await;
    }
}

/// Lasts as long as the answer takes, and tells of it and of the webhooks that were planned.
async fn wait_and_tell(asked: &Request, answer: &Answer, planned: Vec<String>, began_ms: u64) {
    platform::sleep(answer.delay_ms).await;
    tell(asked, answer, began_ms);
    for line in planned {
        console_log!("{line}");
    }
}

/// The request's line in the terminal.
fn tell(asked: &Request, answer: &Answer, began_ms: u64) {
    let (status, endpoint) = (answer.response.status, answer.endpoint.as_ref());
    let took_ms = platform::now_ms().saturating_sub(began_ms);
    let refusal = answer.refusal.as_deref();
    let line = log::request(
        &asked.method,
        &asked.url,
        status,
        endpoint,
        took_ms,
        refusal,
    );
    console_log!("{line}");
}

/// What the mocks file answers; `call` is where a request stands that a webhook makes.
async fn mocked(request: &Request, env: &Env, call: Option<webhook::Call>) -> Answer {
    let served = mocks::served();
    match served.as_deref() {
        Some(Ok(engine)) => handled(engine, request, env, call).await,
        Some(Err(report)) => bare(readable_by_all(request, control::wrong_mocks(report))),
        None => bare(control::problem(
            500,
            "mocks-file",
            "no mocks file was given",
        )),
    }
}

async fn handled(
    engine: &Engine,
    request: &Request,
    env: &Env,
    call: Option<webhook::Call>,
) -> Answer {
    let (seed, chain) = match call {
        Some(call) => (call.seed, call.chain),
        None => (platform::random_bits(), Chain::default()),
    };
    let mut facts = Facts {
        now_ms: platform::now_ms(),
        seed,
        env: &environment::texts(env, engine.env_names()),
        chain,
        finding: None,
    };
    let mut outcome = engine.handle(request, &facts);
    if let Outcome::Check(check) = &outcome {
        facts.finding = Some(signatures::find(check, request, env, facts.now_ms).await);
        outcome = engine.handle(request, &facts);
    }
    answer_of(outcome)
}

fn answer_of(outcome: Outcome) -> Answer {
    match outcome {
        Outcome::Preflight(response) | Outcome::Unmatched(response) => bare(response),
        Outcome::Reply(reply) => Answer {
            response: reply.response,
            delay_ms: reply.delay_ms,
            endpoint: Some(reply.endpoint),
            deliveries: reply.deliveries,
            refusal: reply.refusal,
        },
        Outcome::Check(_) => {
            let error = "the request was verified, and is to be verified again";
            bare(control::problem(500, "engine-failed", error))
        }
    }
}

fn bare(response: Response) -> Answer {
    Answer {
        response,
        delay_ms: 0,
        endpoint: None,
        deliveries: Vec::new(),
        refusal: None,
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
