//! Cross-origin requests (Fetch Standard, section 3.2): every answer may be read from any page, and
//! preflights are answered.

use super::{Request, Response};
use crate::escape::without_controls;
use crate::gather::Gather as _;

const REQUEST_METHOD: &str = "access-control-request-method";
const REQUEST_HEADERS: &str = "access-control-request-headers";

/// The method that a preflight asks for; `None` where a request is none.
pub fn preflight_method(request: &Request) -> Option<&str> {
    origin(request)?;
    let is_options = request.method.eq_ignore_ascii_case("OPTIONS");
    let method = request.headers.get(REQUEST_METHOD);
    method.filter(|_| is_options)
}

/// The answer to a preflight: these methods, and all header fields that it asks for.
pub fn preflight_response(request: &Request, methods: &str) -> Response {
    let response =
        Response::new(204).with_header("access-control-allow-methods", &without_controls(methods));
    match request.headers.get(REQUEST_HEADERS) {
        Some(names) => {
            response.with_header("access-control-allow-headers", &without_controls(names))
        }
        None => response,
    }
}

/// The origin of the page that asks; an empty field, which some platforms leave out, is none.
fn origin(request: &Request) -> Option<&str> {
    let origin = request.headers.get("origin");
    origin.filter(|origin| !origin.is_empty())
}

/// Lets the page that asked read the answer, with credentials and with every header field. Where
/// the answer says itself who may read it, that holds.
pub fn allow_origin(request: &Request, response: &mut Response) {
    let Some(origin) = origin(request) else {
        return;
    };
    let headers = &mut response.headers;
    if headers.get("access-control-allow-origin").is_some() {
        return;
    }
    let names = headers.iter().map(|(name, _)| name.to_ascii_lowercase());
    let exposed: Vec<String> = names
        .filter(|name| !name.starts_with("access-control-"))
        .gather();
    headers.append("access-control-allow-origin", &without_controls(origin));
    headers.set_default("access-control-allow-credentials", "true");
    if !exposed.is_empty() {
        headers.set_default("access-control-expose-headers", &exposed.join(", "));
    }
    headers.append("vary", "origin");
}
