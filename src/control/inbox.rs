//! Inboxes: what is sent to one is caught, whoever sends it.

use super::answer::{data, problem};
use crate::escape::without_controls;
use crate::http::{Request, Response, allow_origin};
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
    let headers = &request.headers;
    headers.get("origin")?;
    let method = headers.get("access-control-request-method")?;
    if !request.method.eq_ignore_ascii_case("OPTIONS") {
        return None;
    }
    let mut response =
        Response::new(204).with_header("access-control-allow-methods", &without_controls(method));
    if let Some(wanted) = headers.get("access-control-request-headers") {
        let wanted = without_controls(wanted);
        response = response.with_header("access-control-allow-headers", &wanted);
    }
    Some(readable(request, response))
}

fn readable(request: &Request, mut response: Response) -> Response {
    allow_origin(request, &mut response);
    response
}
