//! Cross-origin requests (Fetch Standard, section 3.2): every answer may be read from any page.

use super::{Request, Response};
use crate::escape::without_controls;
use crate::gather::Gather as _;

/// The origin of the page that asks; an empty field, which some platforms leave out, is none.
pub fn origin(request: &Request) -> Option<&str> {
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
