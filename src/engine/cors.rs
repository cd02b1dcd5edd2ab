//! The engine's answer to a preflight (Fetch Standard, section 3.2.2).

use super::dispatch::Dispatch;
use super::incoming::Incoming;
use crate::http::{Response, preflight_method, preflight_response};

/// The answer to a preflight for a path that is declared; `None` where the request is none, or an
/// `OPTIONS` endpoint is declared for it.
pub(super) fn preflight(dispatch: &Dispatch, incoming: &Incoming) -> Option<Response> {
    let wanted = preflight_method(incoming.request)?;
    let mut methods = dispatch.methods(incoming);
    if methods.is_empty() || methods.iter().any(|method| method == "OPTIONS") {
        return None;
    }
    if let Some(any) = methods.iter_mut().find(|method| *method == "ANY") {
        wanted.clone_into(any);
    }
    Some(preflight_response(incoming.request, &methods.join(", ")))
}
