//! The engine's answer to a preflight (Fetch Standard, section 3.2.2).

use super::dispatch::Dispatch;
use super::incoming::Incoming;
use crate::escape::without_controls;
use crate::http::{Response, origin};

const REQUEST_METHOD: &str = "access-control-request-method";
const REQUEST_HEADERS: &str = "access-control-request-headers";

/// The answer to a preflight for a path that is declared; `None` where the request is none, or an
/// `OPTIONS` endpoint is declared for it.
pub(super) fn preflight(dispatch: &Dispatch, incoming: &Incoming) -> Option<Response> {
    let headers = &incoming.request.headers;
    origin(incoming.request)?;
    let wanted = headers.get(REQUEST_METHOD)?;
    if incoming.method != "OPTIONS" {
        return None;
    }
    let mut methods = dispatch.methods(incoming);
    if methods.is_empty() || methods.iter().any(|method| method == "OPTIONS") {
        return None;
    }
    if let Some(any) = methods.iter_mut().find(|method| *method == "ANY") {
        *any = without_controls(wanted);
    }
    let response =
        Response::new(204).with_header("access-control-allow-methods", &methods.join(", "));
    Some(match headers.get(REQUEST_HEADERS) {
        Some(wanted) => {
            response.with_header("access-control-allow-headers", &without_controls(wanted))
        }
        None => response,
    })
}
