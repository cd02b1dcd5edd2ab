//! Inboxes: what is sent to one is caught, whoever sends it.

use super::answer::{data, problem};
use crate::http::{Request, Response, allow_origin, preflight_method, preflight_response};
use crate::json::Value;

/// An inbox caught a request: it has this number there, `None` where the store does not say.
pub fn caught(request: &Request, name: &str, number: Option<u64>) -> Response {
    let caught = [("inbox", Value::text(name)), ("number", number.into())];
    readable(request, data(200, &Value::object(caught)))
}

/// More was sent to the inboxes than a Worker that anyone can reach takes.
pub fn too_many_caught(request: &Request) -> Response {
    let error = "the inboxes take 60 requests a minute here";
    let refusal = problem(429, "rate-limit", error).with_header("retry-after", "60");
    readable(request, refusal)
}

/// A request could not be kept.
pub fn not_caught(request: &Request, error: &str) -> Response {
    readable(request, problem(503, "storage", error))
}

/// The answer to a preflight: a page of any origin may send to an inbox. `None` if it is none.
pub(super) fn preflight(request: &Request) -> Option<Response> {
    let method = preflight_method(request)?;
    Some(readable(request, preflight_response(request, method)))
}

fn readable(request: &Request, mut response: Response) -> Response {
    allow_origin(request, &mut response);
    response
}
