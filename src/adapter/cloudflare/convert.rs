//! The platform's requests and answers as the engine's plain data, and back.
//!
//! Nothing here fails: what the platform would refuse is made fit or left out. Header values keep
//! their bytes: what is beyond ASCII goes out as UTF-8, and control characters as spaces.

use super::limits::REQUEST_BODY;
use crate::gather::Gather as _;
use crate::http;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::{js_sys, web_sys};

/// Why a request's body was not read.
pub enum Unreadable {
    /// It is larger than an isolate can bear.
    TooLarge,
    /// The client went away.
    Broken,
}

/// A request without its body.
pub fn head(request: &web_sys::Request) -> http::Request {
    http::Request {
        method: request.method(),
        url: request.url(),
        headers: pairs(&js_sys::Array::from(&request.headers())).into(),
        body: Vec::new(),
    }
}

/// A request's body, read once; empty where it has none.
pub async fn body(request: &web_sys::Request) -> Result<Vec<u8>, Unreadable> {
    if request.body().is_none() {
        return Ok(Vec::new());
    }
    if announced(&request.headers()) > REQUEST_BODY {
        return Err(Unreadable::TooLarge);
    }
    let read = request.array_buffer().map_err(|_| Unreadable::Broken)?;
    let buffer = JsFuture::from(read).await.map_err(|_| Unreadable::Broken)?;
    let bytes = js_sys::Uint8Array::new(&buffer);
    if bytes.length() as usize > REQUEST_BODY {
        return Err(Unreadable::TooLarge);
    }
    Ok(bytes.to_vec())
}

fn announced(headers: &web_sys::Headers) -> usize {
    headers
        .get("content-length")
        .ok()
        .flatten()
        .and_then(|length| length.parse().ok())
        .unwrap_or(0)
}

/// The pairs of texts in a list.
pub fn pairs(list: &js_sys::Array) -> Vec<(String, String)> {
    let pair = |pair: JsValue| {
        let pair = pair.dyn_ref::<js_sys::Array>()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    list.iter().filter_map(pair).gather()
}

/// The platform's answer.
pub fn response(answer: &http::Response) -> web_sys::Response {
    let init = web_sys::ResponseInit::new();
    init.set_status(answer.status);
    init.set_headers(&header_fields(answer.headers.iter()));
    let body = answer
        .body
        .as_deref()
        .filter(|_| !matches!(answer.status, 204 | 205 | 304))
        .map(|body| js_sys::Uint8Array::from(body.as_bytes()));
    web_sys::Response::new_with_opt_js_u8_array_and_init(body.as_ref(), &init)
        .unwrap_or_else(|_| bare_error())
}

/// Header fields as the platform takes them; a field whose name it refuses is left out.
pub fn header_fields<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> web_sys::Headers {
    let headers = web_sys::Headers::new().unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into());
    for (name, value) in fields {
        let _refused = headers.append(name, &field_value(value));
    }
    headers
}

/// A value that can stand in a header field (RFC 9110, section 5.5).
fn field_value(value: &str) -> String {
    value
        .chars()
        .map(|character| match character {
            '\t' => '\t',
            control if control.is_control() => ' ',
            plain => plain,
        })
        .gather_text()
}

/// The last resort: an answer that can't fail to be made.
fn bare_error() -> web_sys::Response {
    web_sys::Response::error()
}
