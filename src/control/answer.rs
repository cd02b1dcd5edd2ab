//! The answers of the engine's own paths. None has CORS headers: they are for its own page.

use super::{FOLDER, PageFile, unknown};
use crate::diagnostic::Report;
use crate::engine::Listing;
use crate::http::Response;
use crate::json::Value;

/// What the page may do: load its own files and ask its own origin.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Whether it runs, and what: how many endpoints, or `None` while no right mocks file is served.
///
/// The status is for those who look at nothing else: a load balancer, a script that waits.
pub fn health(endpoints: Option<usize>) -> Response {
    let (code, status) = match endpoints {
        Some(_) => (200, "ok"),
        None => (503, "error"),
    };
    let health = [
        ("status", Value::text(status)),
        ("version", Value::text(env!("CARGO_PKG_VERSION"))),
        ("endpoints", endpoints.unwrap_or_default().into()),
    ];
    data(code, &Value::object(health))
}

/// What the mocks file serves: its endpoints, and its subscriptions as JSON; and whether a journal of
/// requests is kept.
pub fn endpoints(listings: &[Listing], subscriptions: Value, keeps_journal: bool) -> Response {
    let endpoint = |listing: &Listing| {
        Value::object([
            ("methods", listing.methods.as_slice().into()),
            ("host", listing.host.as_deref().into()),
            ("path", Value::text(&listing.path)),
            ("query", Value::object(listing.query.clone())),
            ("headers", Value::object(listing.headers.clone())),
            ("body", listing.body.clone().into()),
            ("webhooks", listing.webhooks.as_slice().into()),
        ])
    };
    let list = Value::list(listings.iter().map(endpoint));
    let parts = [
        ("endpoints", list),
        ("subscriptions", subscriptions),
        ("journal", keeps_journal.into()),
    ];
    data(200, &Value::object(parts))
}

/// A page of the history, which is JSON already; `None` where its `after` is no place in it.
pub fn history(page: Option<String>) -> Response {
    match page {
        Some(page) => data_text(200, page),
        None => problem(400, "wrong-query", "`after` must be the `next` of a page"),
    }
}

/// A file of the page; `None` is the text of one that the page does not have.
pub fn page_file(file: &PageFile, text: Option<String>) -> Response {
    let Some(text) = text else {
        return unknown();
    };
    Response::new(200)
        .with_header("content-type", file.content_type)
        .with_header("content-security-policy", CONTENT_SECURITY_POLICY)
        .with_header("x-content-type-options", "nosniff")
        .with_header("referrer-policy", "no-referrer")
        .with_header("cache-control", "no-cache")
        .with_body(text)
}

/// A mocks file was taken up; `warnings` as drawn.
pub fn taken_up(endpoints: usize, warnings: &str) -> Response {
    let taken_up = [
        ("endpoints", endpoints.into()),
        ("warnings", Value::text(warnings)),
    ];
    data(200, &Value::object(taken_up))
}

/// A mocks file was not taken up; the last one goes on.
pub fn refused_mocks(report: &Report) -> Response {
    data(422, &report.to_json())
}

/// No mocks file is served: the one that was given is wrong.
pub fn wrong_mocks(report: &Report) -> Response {
    let problem = [
        (
            "error",
            Value::text("the mocks file is wrong, so nothing is served"),
        ),
        ("code", Value::text("mocks-file")),
        ("diagnostic", Value::Text(report.draw())),
    ];
    data(500, &Value::object(problem))
}

/// A refusal in the engine's own words.
pub fn problem(status: u16, code: &str, error: &str) -> Response {
    data(status, &Value::object([("error", error), ("code", code)]))
}

/// The engine's own paths begin with a folder: relative links of its page need the last slash.
pub(super) fn to_folder() -> Response {
    Response::new(308).with_header("location", &format!("{FOLDER}/"))
}

pub(super) fn method_not_allowed(methods: &str) -> Response {
    let error = format!("only {methods} will do here");
    let mut response = problem(405, "method-not-allowed", &error);
    response.headers.append("allow", methods);
    response
}

/// An answer with data, which no cache may keep.
pub(super) fn data(status: u16, value: &Value) -> Response {
    data_text(status, value.to_text())
}

/// An answer with data that is JSON text already.
pub fn data_text(status: u16, json: String) -> Response {
    Response::new(status)
        .with_header("content-type", "application/json")
        .with_header("cache-control", "no-store")
        .with_header("x-content-type-options", "nosniff")
        .with_body(json)
}
