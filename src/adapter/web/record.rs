//! What came in, as JavaScript has it recorded.

use super::head;
use crate::Condition;
use crate::journal::{Record, Told};
use crate::json::Value;
use crate::redaction::Redaction;
use crate::webhook::EndpointName;
use wasm_bindgen::prelude::*;

/// The record of a request, as JSON text. `facts` is JSON: `{"atMs", "bodyBytes", "status",
/// "endpoint", "refusal"}` of one that was answered, `{"atMs", "bodyBytes", "signature"}` of one that an inbox
/// caught; of the body its beginning will do. `redaction` is what `Mocks.redaction` gives.
#[wasm_bindgen(js_name = recordText)]
pub fn record_text(head: &str, body: &[u8], facts: &str, redaction: &str) -> String {
    let facts = Value::parse(facts).unwrap_or(Value::Null);
    let whole = |key: &str| whole(facts.get(key));
    let record = Record::new(
        &head::read(head, body),
        usize::try_from(whole("bodyBytes")).unwrap_or(usize::MAX),
        whole("atMs"),
        told(&facts),
        &read_redaction(redaction),
    );
    record.to_json().to_text()
}

/// What `Mocks.redaction` gave.
pub fn read_redaction(json: &str) -> Redaction {
    Redaction::from_json(&Value::parse(json).unwrap_or(Value::Null))
}

fn told(facts: &Value) -> Told {
    let endpoint = facts.get("endpoint").and_then(EndpointName::from_json);
    match facts.get("status") {
        Some(status) => Told::Answered {
            endpoint,
            status: u16::try_from(whole(Some(status))).unwrap_or_default(),
            refusal: facts
                .get("refusal")
                .and_then(Value::as_text)
                .map(str::to_owned),
        },
        None => Told::Caught {
            signature: facts.get("signature").cloned().unwrap_or(Value::Null),
        },
    }
}

fn whole(number: Option<&Value>) -> u64 {
    number.and_then(Value::to_u64).unwrap_or_default()
}

/// Checks a condition: a report as JSON, `ok` if it is right.
#[wasm_bindgen(js_name = checkCondition)]
pub fn check_condition(text: &str) -> String {
    match Condition::compile(text) {
        Ok(_) => r#"{"ok":true}"#.to_owned(),
        Err(report) => report.to_json().to_text(),
    }
}
