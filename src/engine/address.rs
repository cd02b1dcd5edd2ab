//! Where a webhook may be sent: what its URL must be.

use super::fault::EndpointFault as Fault;
use crate::http::Target;
use crate::outbound;
use crate::template::Template;

/// What is wrong with a URL: it is neither one that a webhook is sent to nor a path that it may call.
pub(super) fn url_fault(url: &str) -> Option<Fault> {
    if !url.starts_with('/') {
        return absolute_fault(url);
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

/// What is wrong with a URL that is no path: its scheme is not one that webhooks are sent by, or it has
/// none, or no host.
fn absolute_fault(url: &str) -> Option<Fault> {
    let Some((scheme, rest)) = url
        .split_once("://")
        .filter(|(scheme, _)| is_scheme(scheme))
    else {
        return Some(Fault::RelativeUrl);
    };
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return Some(Fault::Scheme(scheme.to_owned()));
    }
    let has_host = !rest.is_empty() && !rest.starts_with(['/', '?', '#']);
    (!has_host).then_some(Fault::RelativeUrl)
}

/// Whether a URL can have this scheme (RFC 3986, section 3.1).
fn is_scheme(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(is_part)
}
