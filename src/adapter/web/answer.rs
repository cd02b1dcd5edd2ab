//! What a request is answered with, as JSON for js/core.

use super::entry;
use crate::http::Response;
use crate::json::Value;
use crate::webhook::{Delivery, Entry};
use crate::{Call, Check, Outcome, Reply, log};

/// What the engine said of a request that was called so.
pub(super) fn outcome(outcome: &Outcome, call: Call) -> String {
    match outcome {
        Outcome::Reply(reply) => self::reply(reply, call),
        Outcome::Check(check) => wanted(check, call),
        Outcome::Preflight(response) | Outcome::Unmatched(response) => bare(response),
    }
}

fn wanted(check: &Check, call: Call) -> String {
    Value::object([("check", check.to_json()), ("seed", call.to_text().into())]).to_text()
}

/// `{"response", "delayMs", "endpoint", "webhooks": [row], "seed", "refusal"}`; the seed is there where
/// there are webhooks, which a relay plans anew with it.
fn reply(reply: &Reply, call: Call) -> String {
    let webhooks = rows(reply.deliveries.clone());
    let has_any = !reply.deliveries.is_empty();
    Value::object([
        ("response", response_json(&reply.response)),
        ("delayMs", reply.delay_ms.into()),
        ("endpoint", reply.endpoint.to_json()),
        ("webhooks", webhooks),
        ("seed", has_any.then(|| call.to_text()).into()),
        ("refusal", reply.refusal.as_deref().into()),
    ])
    .to_text()
}

/// An answer that no endpoint gave.
fn bare(response: &Response) -> String {
    Value::object([
        ("response", response_json(response)),
        ("delayMs", 0u64.into()),
        ("endpoint", Value::Null),
        ("webhooks", Value::List(Vec::new())),
        ("seed", Value::Null),
        ("refusal", Value::Null),
    ])
    .to_text()
}

fn rows(deliveries: Vec<Delivery>) -> Value {
    let row = |delivery: Delivery| {
        let line = log::planned(&delivery);
        entry::row(&Entry::new(delivery, false), Some(line))
    };
    Value::list(deliveries.into_iter().map(row))
}

/// `{"status", "headers": [[name, value]], "body"}`; `body` is null where there is none.
pub(super) fn response_json(response: &Response) -> Value {
    let headers = response.headers.iter();
    let pair = |(name, value)| Value::list([name, value]);
    let bears_body = !matches!(response.status, 204 | 205 | 304);
    let body = response.body.as_deref().filter(|_| bears_body);
    Value::object([
        ("status", Value::from(response.status)),
        ("headers", Value::list(headers.map(pair))),
        ("body", body.into()),
    ])
}
