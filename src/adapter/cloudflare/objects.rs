//! What the Durable Object tells of the objects that webhooks are about, in one step with keeping them.

use super::platform;
use crate::webhook::{self, Entry, Marks};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Its marks and its counter (js/worker/objects.js).
    pub type ObjectFacts;

    /// Marks texts, and gives those that were marked before.
    #[wasm_bindgen(method, catch)]
    fn mark(this: &ObjectFacts, kind: &str, texts: Vec<String>) -> Result<Vec<String>, JsValue>;

    /// The last number of an envelope: a text, of which JavaScript loses no digit.
    #[wasm_bindgen(method, getter, catch)]
    fn last(this: &ObjectFacts) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(method, setter, catch)]
    fn set_last(this: &ObjectFacts, last: &str) -> Result<(), JsValue>;
}

/// Completes the webhooks of one request that are to be kept.
pub fn settle(entries: &mut [Entry], facts: &ObjectFacts) -> Result<(), JsValue> {
    let marks = Marks::of(entries);
    if marks == Marks::default() {
        return Ok(());
    }
    let known = Marks {
        ready: facts.mark(Marks::READY, marks.ready)?,
        seen: facts.mark(Marks::SEEN, marks.seen)?,
    };
    let last = facts.last()?.and_then(|last| last.parse().ok());
    let next = webhook::settle(entries, &known, last, platform::now_ms());
    match next.filter(|next| Some(*next) != last) {
        Some(next) => facts.set_last(&next.to_string()),
        None => Ok(()),
    }
}
