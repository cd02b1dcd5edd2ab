//! Webhooks as JavaScript keeps them: rows.
//!
//! A row is `{"id", "name", "state", "wakeMs", "endedMs", "entry", "line", "waitsFor", "followers",
//! "isCall", "marks", "object"}`: the columns that a store needs to find it, the entry itself as a text
//! that only these functions read, the line that says what just happened to it, if anything did, the id
//! of the webhook that it must look at before it begins, the ids of those that must look at it now,
//! whether it calls the mocks themselves, what the store must mark when it keeps it ([`settle_entries`]),
//! and what the store told of its object.

use super::answer::response_json;
use super::record::read_redaction;
use crate::json::Value;
use crate::signature::Order;
use crate::webhook::history::{self, Filter};
use crate::webhook::{self, Call, Entry, Marks, ObjectAnswer, Sending};
use crate::{Message, control, log};
use wasm_bindgen::prelude::*;

/// Gives an entry to a sender: the row, with `begun` true if it is to be sent now.
///
/// # Errors
/// The text is no entry.
#[wasm_bindgen(js_name = beginEntry)]
pub fn begin_entry(entry: &str, now_ms: f64) -> Result<String, JsValue> {
    let mut entry = parse(entry)?;
    let begun = entry.begin(now_ms as u64);
    let mut row = row(&entry, None);
    if let Value::Object(fields) = &mut row {
        fields.push(("begun".to_owned(), begun.into()));
    }
    Ok(row.to_text())
}

/// Takes an entry from a sender that has ended: the row.
///
/// # Errors
/// The text is no entry.
#[wasm_bindgen(js_name = freeEntry)]
pub fn free_entry(entry: &str, now_ms: f64) -> Result<String, JsValue> {
    let mut entry = parse(entry)?;
    entry.free(now_ms as u64);
    Ok(row(&entry, None).to_text())
}

/// Has an entry look at the one that it waits for, `None` where the store has that no more: the row.
///
/// # Errors
/// One of the texts is no entry.
#[wasm_bindgen(js_name = lookAtEntry)]
pub fn look_at_entry(entry: &str, other: Option<String>, now_ms: f64) -> Result<String, JsValue> {
    let mut entry = parse(entry)?;
    let other = other.map(|other| parse(&other)).transpose()?;
    let now_ms = now_ms as u64;
    let is_over = entry.look_at(other.as_ref(), now_ms);
    let line = is_over.then(|| log::followed(&entry, now_ms));
    Ok(row(&entry, line).to_text())
}

/// Takes a sender's report: the row. It is `{"tried": {"atMs", "status", "error", "failure", "ms"},
/// "retryAfter"}` or `{"refused": reason}`; `failure` is said where the status does not say it, as
/// `on` of `retry` in a mocks file does, and `retryAfter` is the answer's header field.
///
/// # Errors
/// One of the texts is not what it must be.
#[wasm_bindgen(js_name = reportEntry)]
pub fn report_entry(entry: &str, sending: &str, now_ms: f64) -> Result<String, JsValue> {
    let mut entry = parse(entry)?;
    let sending = Value::parse(sending)
        .ok()
        .and_then(|json| Sending::from_json(&json))
        .ok_or_else(|| JsValue::from_str("this is no report of a sending"))?;
    let now_ms = now_ms as u64;
    let after = entry.report(&sending, now_ms);
    let line = log::tried(&entry.delivery, &after, now_ms);
    Ok(row(&entry, Some(line)).to_text())
}

/// Has an entry that has ended sent once more: the row, or nothing but `response` where the store has
/// none; `response` is the answer to whoever asks over HTTP. One that can't be sent stays as it is.
/// `redaction` is what `Mocks.redaction` gives.
///
/// # Errors
/// The text is no entry.
#[wasm_bindgen(js_name = replayEntry)]
pub fn replay_entry(
    entry: Option<String>,
    now_ms: f64,
    redaction: &str,
) -> Result<String, JsValue> {
    let redaction = read_redaction(redaction);
    let Some(entry) = entry else {
        let response = response_json(&control::replayed(None, &redaction));
        return Ok(Value::object([("response", response)]).to_text());
    };
    let mut entry = parse(&entry)?;
    let done = entry.replay(now_ms as u64);
    let line = done.is_ok().then(|| log::replayed(&entry.delivery));
    let response = control::replayed(Some(done.map(|()| &entry)), &redaction);
    let mut row = row(&entry, line);
    if let Value::Object(fields) = &mut row {
        fields.push(("response".to_owned(), response_json(&response)));
    }
    Ok(row.to_text())
}

/// Moves an entry back by so many milliseconds, as the clock was: the row.
///
/// # Errors
/// The text is no entry.
#[wasm_bindgen(js_name = setBackEntry)]
pub fn set_back_entry(entry: &str, ms: f64) -> Result<String, JsValue> {
    let mut entry = parse(entry)?;
    entry.set_back(ms as u64);
    Ok(row(&entry, None).to_text())
}

/// Skips a webhook that was just planned, since `most` others wait already: the row.
///
/// # Errors
/// The text is no entry.
#[wasm_bindgen(js_name = crowdOutEntry)]
pub fn crowd_out_entry(entry: &str, most: u32) -> Result<String, JsValue> {
    let mut entry = parse(entry)?;
    entry.crowd_out(most);
    let line = log::planned(&entry.delivery);
    Ok(row(&entry, Some(line)).to_text())
}

/// Completes the webhooks of one request, of which the store marked the `marks`, by what it knew
/// before, `{"ready", "seen", "last"}`: those of the marks that were there, and the last number that it
/// gave, as a text or null. Gives `{"rows", "last"}`.
///
/// # Errors
/// One of the texts is not what it must be.
#[wasm_bindgen(js_name = settleEntries)]
pub fn settle_entries(entries: Vec<String>, known: &str, now_ms: f64) -> Result<String, JsValue> {
    let entries = entries.iter().map(|entry| parse(entry));
    let mut entries: Vec<Entry> = entries.collect::<Result<_, _>>()?;
    let known = Value::parse(known).unwrap_or(Value::Null);
    let last = known.get("last").and_then(Value::as_text);
    let last = last.and_then(|last| last.parse().ok());
    let texts = |key| known.get(key).map(Value::texts).unwrap_or_default();
    let marks = Marks {
        ready: texts("ready"),
        seen: texts("seen"),
    };
    let last = webhook::settle(&mut entries, &marks, last, now_ms as u64);
    let rows = entries.iter();
    let rows = rows.map(|entry| row(entry, Some(log::planned(&entry.delivery))));
    let settled = Value::object([
        ("rows", Value::list(rows)),
        ("last", last.map(|last| last.to_string()).into()),
    ]);
    Ok(settled.to_text())
}

/// Completes a webhook that was planned anew by what a store told of its object, `{"created",
/// "sequence"}`: the row. A number is a text, of which JavaScript loses no digit.
///
/// # Errors
/// The text is no entry, or the webhook asks for more than that.
#[wasm_bindgen(js_name = tellEntry)]
pub fn tell_entry(entry: &str, created: bool, sequence: &str) -> Result<String, JsValue> {
    let mut entry = parse(entry)?;
    let sequence = sequence.parse();
    let sequence = sequence.map_err(|_| JsValue::from_str("this is no number of an envelope"))?;
    entry.tell(ObjectAnswer { created, sequence });
    Ok(row(&entry, None).to_text())
}

/// What goes over the wire at a try that begins at `now_ms`, as JSON: `{"message": {"method", "url",
/// "headers", "body"}, "order", "timeoutMs", "call"}` with the secrets of `env` (a JSON object of texts)
/// in their places, or `{"refused": reason}`. `order` is what js/signature/sign.js is to sign, or null;
/// `call` is null, or where the message stands as a request to the mocks themselves.
///
/// # Errors
/// The text is no entry.
#[wasm_bindgen(js_name = entryMessage)]
pub fn entry_message(entry: &str, env: &str, now_ms: f64) -> Result<String, JsValue> {
    let entry = parse(entry)?;
    let secrets = object_texts(env);
    let secret = |name: &str| {
        let found = secrets.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    };
    let json = match entry.delivery.message(&secret, now_ms as u64) {
        Ok(message) => Value::object([
            ("message", message_json(&message)),
            ("order", message.order.as_ref().map(Order::to_json).into()),
            ("timeoutMs", entry.delivery.timeout_ms.into()),
            ("call", entry.call().map(Call::to_text).into()),
        ]),
        Err(reason) => Value::object([("refused", reason)]),
    };
    Ok(json.to_text())
}

/// A page of the history as JSON, of entries newest first; `next` is the `after` of the page that
/// follows, and `redaction` what `Mocks.redaction` gives.
///
/// # Errors
/// One of the texts is no entry.
#[wasm_bindgen(js_name = historyPage)]
pub fn history_page(
    entries: Vec<String>,
    next: Option<String>,
    redaction: &str,
) -> Result<String, JsValue> {
    let shown = entries.iter().map(|entry| parse(entry));
    let shown: Vec<Entry> = shown.collect::<Result<_, _>>()?;
    let redaction = read_redaction(redaction);
    Ok(history::page(&shown, next.as_deref(), &redaction).to_text())
}

/// Reads a query of the history (`state=sent&limit=10`): `{"state", "name", "id", "after", "limit"}`.
///
/// # Errors
/// What is wrong with it.
#[wasm_bindgen(js_name = historyFilter)]
pub fn history_filter(query: &str) -> Result<String, JsValue> {
    let filter = Filter::parse(query).map_err(|error| JsValue::from_str(&error))?;
    Ok(filter.to_json().to_text())
}

/// A row of a store.
pub fn row(entry: &Entry, line: Option<String>) -> Value {
    Value::object([
        ("id", Value::text(&entry.delivery.id)),
        ("name", Value::text(&entry.delivery.name)),
        ("state", entry.state.name().into()),
        ("wakeMs", entry.wake_ms.into()),
        ("endedMs", entry.ended_ms().into()),
        ("entry", Value::Text(entry.to_json().to_text())),
        ("line", line.into()),
        ("waitsFor", entry.waits_for().into()),
        ("followers", entry.followers().into()),
        ("isCall", entry.delivery.chain.is_some().into()),
        ("marks", entry.delivery.asks().map(|_| marks(entry)).into()),
        ("object", entry.delivery.told().map(answer_json).into()),
    ])
}

/// What the store must mark when it keeps an entry: `{"ready", "seen"}`, lists.
fn marks(entry: &Entry) -> Value {
    let Marks { ready, seen } = Marks::of(std::slice::from_ref(entry));
    Value::object([("ready", ready.as_slice()), ("seen", seen.as_slice())])
}

fn answer_json(answer: ObjectAnswer) -> Value {
    Value::object([
        ("created", Value::Bool(answer.created)),
        ("sequence", Value::Text(answer.sequence.to_string())),
    ])
}

/// The texts of a JSON object; none if it is no object.
pub fn object_texts(json: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(fields)) = Value::parse(json) else {
        return Vec::new();
    };
    let text = |(name, value): (String, Value)| match value {
        Value::Text(text) => Some((name, text)),
        _ => None,
    };
    fields.into_iter().filter_map(text).collect()
}

fn message_json(message: &Message) -> Value {
    let pair = |(name, value): &(String, String)| Value::list([name.as_str(), value.as_str()]);
    Value::object([
        ("method", Value::text(&message.method)),
        ("url", Value::text(&message.url)),
        ("headers", Value::list(message.headers.iter().map(pair))),
        ("body", message.body.as_deref().into()),
    ])
}

fn parse(entry: &str) -> Result<Entry, JsValue> {
    Value::parse(entry)
        .ok()
        .and_then(|json| Entry::from_json(&json))
        .ok_or_else(|| JsValue::from_str("this is no entry of a webhook"))
}
