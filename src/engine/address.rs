//! Where a webhook may be sent: what its URL must be.

use super::fault::EndpointFault as Fault;
use crate::http::Target;
use crate::outbound;
use crate::template::Template;

/// What is wrong with a URL: it is neither absolute nor a path that a webhook may call.
pub(super) fn url_fault(url: &str) -> Option<Fault> {
    if !url.starts_with('/') {
        return (!is_absolute(url)).then_some(Fault::RelativeUrl);
    }
    let target = Target::of(&format!("http://localhost{url}"));
    let mut segments = target.segments.iter().map(String::as_str);
    let is_own = segments.next() == Some("__wasmock") && segments.next() != Some("inbox");
    is_own.then_some(Fault::OwnUrl)
}

/// Whether the host is the author's, whatever is rendered; a path has that of these mocks.
pub(super) fn has_own_host(url: &Template) -> bool {
    let beginning = url.beginning();
    url.as_text().is_some() || beginning.starts_with('/') || outbound::fixes_host(&beginning)
}

/// Whether a URL has a scheme that webhooks use, and a host.
fn is_absolute(url: &str) -> bool {
    let scheme_end = url.find("://").unwrap_or(0);
    let scheme = url.get(..scheme_end).unwrap_or("");
    let rest = url.get(scheme_end.saturating_add(3)..).unwrap_or("");
    matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https")
        && !rest.is_empty()
        && !rest.starts_with(['/', '?', '#'])
}
