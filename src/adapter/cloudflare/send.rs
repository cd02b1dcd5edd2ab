//! One webhook sent, once.

use super::limits::TIMER_MS;
use super::{convert, environment, platform};
use crate::webhook::Sending;
use crate::{Attempt, Delivery, Message, log};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::{Env, console_log, js_sys, web_sys};

/// The fields that the platform sets by itself: given by an author they would contradict it.
const OWN_FIELDS: [&str; 3] = ["host", "content-length", "transfer-encoding"];

/// Sends a webhook with its secrets, and tells what came of it. Never fails.
pub async fn send(env: &Env, delivery: &Delivery) -> Sending {
    let message = match delivery.message(&|name| environment::text(env, name)) {
        Ok(message) => message,
        Err(reason) => {
            console_log!("{}", log::failed(delivery, &reason));
            return Sending::Refused(reason);
        }
    };
    let at_ms = platform::now_ms();
    let answer = exchange(&message, delivery.timeout_ms).await;
    let (status, error) = match answer {
        Ok(status) => (Some(status), None),
        Err(error) => (None, Some(error)),
    };
    let attempt = Attempt {
        at_ms,
        status,
        error,
        ms: platform::now_ms().saturating_sub(at_ms),
    };
    console_log!("{}", log::tried(delivery, &attempt));
    Sending::Tried(attempt)
}

/// The status of the target's answer, or why there is none.
async fn exchange(message: &Message, timeout_ms: u64) -> Result<u16, String> {
    let patience_ms = timeout_ms.min(TIMER_MS);
    let signal = web_sys::AbortSignal::timeout_with_u32(patience_ms as u32);
    let fetched = fetch(&message.url, &init(message, &signal)).await;
    match fetched {
        Ok(response) => {
            let status = response.status();
            let_go(&response);
            Ok(status)
        }
        Err(_) if signal.aborted() => Err(format!("no answer within {patience_ms} ms")),
        Err(error) => Err(platform::message(&error)),
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
    let fields = message
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| !OWN_FIELDS.iter().any(|own| own.eq_ignore_ascii_case(name)));
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
