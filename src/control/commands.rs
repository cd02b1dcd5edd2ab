//! What is done to the webhooks and to time: one sent once more, the clock advanced, all forgotten.

use super::answer::{data, problem};
use crate::http::Response;
use crate::json::Value;
use crate::redaction::Redaction;
use crate::spec::{Delay, DelayFault};
use crate::time::rfc3339;
use crate::webhook::{Entry, NoReplay, history};

/// What the body of a request to advance the clock must be.
const ADVANCE: &str =
    "the body must be JSON with the time to advance by and its unit: {\"by\": \"60s\"}";

/// A webhook is sent once more, or why it is not; `None` if the history has none of its id.
pub fn replayed(came: Option<Result<&Entry, NoReplay>>, redaction: &Redaction) -> Response {
    match came {
        Some(Ok(entry)) => data(202, &history::entry_json(entry, redaction)),
        Some(Err(why)) => problem(409, "no-replay", &why.words()),
        None => problem(404, "no-webhook", "the history has no webhook of this id"),
    }
}

/// The time to advance by, in milliseconds, out of a request's body: `{"by": "60s"}`.
///
/// # Errors
/// The answer that refuses it.
pub fn advance_by(body: &[u8]) -> Result<u64, Response> {
    let body = String::from_utf8_lossy(body);
    let json = Value::parse(&body).ok();
    let by = json.as_ref().and_then(|json| json.get("by")?.as_text());
    let by = by.ok_or_else(|| ADVANCE.to_owned()).and_then(milliseconds);
    by.map_err(|words| problem(400, "wrong-body", &words))
}

/// A time as a mocks file writes it (`60s`, `1500ms`, `2h`, `60`), in milliseconds.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn milliseconds(time: &str) -> Result<u64, String> {
    let fault = match Delay::parse(time) {
        Ok(delay) if delay.min_ms == delay.max_ms => return Ok(delay.min_ms),
        Ok(_) => DelayFault::NotATime,
        Err(fault) => fault,
    };
    Err(format!("`{time}` {}: {}", fault.words(), fault.hint()))
}

/// What the clock says, once it was advanced too: `now_ms` in milliseconds since the Unix epoch.
pub fn clock(now_ms: u64) -> Response {
    data(200, &Value::object([("now", rfc3339(now_ms))]))
}

/// The clock can't be advanced: it is that of many machines.
pub fn fixed_clock() -> Response {
    let error = "the clock of a deployed Worker can't be advanced: only that of a local start";
    problem(403, "forbidden", error)
}

/// All was forgotten.
pub fn forgotten() -> Response {
    data(200, &Value::Object(Vec::new()))
}
