//! One webhook sent, once.

use super::lease::Keeper;
use super::limits::TIMER_MS;
use super::{answer, convert, environment, guard, platform, signatures};
use crate::retry::Failure;
use crate::webhook::Sending;
use crate::{Attempt, Call, Delivery, Message};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::{Env, js_sys, web_sys};

/// Sends a webhook with its secrets, or has the mocks answer it that it calls, and tells what came of
/// it. Never fails.
pub async fn send(env: &Env, delivery: &Delivery, call: Option<Call>, keeper: &Keeper) -> Sending {
    let (message, at_ms) = match prepare(env, delivery, call.is_none()).await {
        Ok(prepared) => prepared,
        Err(sending) => return sending,
    };
    let began_ms = platform::machine_now_ms();
    let answer = match call {
        None => exchange(&message, delivery.timeout_ms).await,
        Some(call) => {
            let asker = answer::Asker {
                call,
                patience_ms: delivery.timeout_ms,
                keeper,
            };
            own_answer(&message, env, &asker).await
        }
    };
    let ms = platform::machine_now_ms().saturating_sub(began_ms);
    tried(answer, at_ms, ms)
}

/// The report of a try that began at an instant and took so many milliseconds.
fn tried(answer: Result<Answer, Silence>, at_ms: u64, ms: u64) -> Sending {
    let mut attempt = Attempt {
        at_ms,
        status: None,
        error: None,
        failure: None,
        ms,
    };
    let mut retry_after = None;
    match answer {
        Ok(answer) => (attempt.status, retry_after) = (Some(answer.status), answer.retry_after),
        Err(silence) => (attempt.error, attempt.failure) = (Some(silence.error), silence.failure),
    }
    Sending::Tried {
        attempt,
        retry_after,
    }
}

/// The message of a try, admitted if it leaves, with its secrets and signed, and when the try begins.
async fn prepare(env: &Env, delivery: &Delivery, leaves: bool) -> Result<(Message, u64), Sending> {
    let mut url = delivery.url.clone();
    if leaves && !environment::is_local(env) {
        url = guard::admit(env, delivery, &url).await?;
    }
    let at_ms = platform::now_ms();
    let secret = |name: &str| environment::text(env, name);
    let message = delivery.message(&secret, at_ms);
    let mut message = message.map_err(Sending::Refused)?;
    message.url = url;
    let signed = signatures::sign(&mut message).await;
    signed.map_err(Sending::Refused)?;
    Ok((message, at_ms))
}

/// What the target answered.
struct Answer {
    status: u16,
    retry_after: Option<String>,
}

/// Why it did not.
struct Silence {
    error: String,
    failure: Option<Failure>,
}

/// What the mocks of this same isolate answer; the request goes through no network.
async fn own_answer(
    message: &Message,
    env: &Env,
    asker: &answer::Asker<'_>,
) -> Result<Answer, Silence> {
    match answer::call(message.request(), env, asker).await {
        Ok(Some(response)) => Ok(Answer {
            status: response.status,
            retry_after: response.headers.get("retry-after").map(str::to_owned),
        }),
        Ok(None) => Err(late(asker.patience_ms)),
        Err(error) => Err(Silence {
            error,
            failure: None,
        }),
    }
}

fn late(patience_ms: u64) -> Silence {
    Silence {
        error: format!("no answer within {patience_ms} ms"),
        failure: Some(Failure::Timeout),
    }
}

async fn exchange(message: &Message, timeout_ms: u64) -> Result<Answer, Silence> {
    let patience_ms = timeout_ms.min(TIMER_MS);
    let signal = web_sys::AbortSignal::timeout_with_u32(patience_ms as u32);
    let fetched = fetch(&message.url, &init(message, &signal)).await;
    match fetched {
        Ok(response) => {
            let_go(&response);
            Ok(Answer {
                status: response.status(),
                retry_after: response.headers().get("retry-after").ok().flatten(),
            })
        }
        Err(_) if signal.aborted() => Err(late(patience_ms)),
        Err(error) => Err(Silence {
            error: platform::message(&error),
            failure: None,
        }),
    }
}

async fn fetch(url: &str, init: &web_sys::RequestInit) -> Result<web_sys::Response, JsValue> {
    // The constructor throws where a wrong URL or method would, and so can be caught.
    let request = web_sys::Request::new_with_str_and_init(url, init)?;
    let scope: web_sys::WorkerGlobalScope = js_sys::global().unchecked_into();
    JsFuture::from(scope.fetch_with_request(&request))
        .await?
        .dyn_into()
}

fn init(message: &Message, signal: &web_sys::AbortSignal) -> web_sys::RequestInit {
    let fields = message.fields();
    let init = web_sys::RequestInit::new();
    init.set_method(&message.method);
    init.set_headers(&convert::header_fields(fields));
    init.set_redirect(web_sys::RequestRedirect::Manual);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_signal(Some(signal));
    if let Some(body) = &message.body {
        init.set_body(&js_sys::Uint8Array::from(body.as_bytes()));
    }
    init
}

/// Frees the connection: nobody reads the answer's body.
fn let_go(response: &web_sys::Response) {
    if let Some(body) = response.body() {
        let _cancelled = body.cancel();
    }
}
