//! Media types, and what a template makes under each.

use crate::template::{Medium, Template};

pub(super) const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

/// What a body of this media type is made of. One whose type is not known before the request is
/// plain text.
pub(super) fn medium(media_type: &str) -> Medium {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" => Medium::Json,
        "text/html" | "text/xml" | "application/xml" => Medium::Markup,
        // Structured syntax suffixes: RFC 6839, sections 3.1 and RFC 7303, section 4.2.
        other if other.ends_with("+json") => Medium::Json,
        other if other.ends_with("+xml") => Medium::Markup,
        _ => Medium::Plain,
    }
}

/// The Content-Type of a text without one.
pub(super) fn default_type(body: &Template) -> &'static str {
    match body.looks_like_json() {
        true => JSON,
        false => TEXT,
    }
}
