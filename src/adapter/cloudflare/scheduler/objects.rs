//! What the Durable Object tells of the objects that webhooks are about, in one step with keeping them.

use super::super::platform;
use crate::webhook::{self, Entry, Marks};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Its marks and its counter (js/worker/objects.js).
    pub type KnownObjects;

    /// Marks texts, and gives those that were marked before.
    #[wasm_bindgen(method, catch)]
    fn mark(this: &KnownObjects, kind: &str, texts: Vec<String>) -> Result<Vec<String>, JsValue>;

    /// The last number of an envelope: a text, of which JavaScript loses no digit.
    #[wasm_bindgen(method, getter, catch)]
    fn last(this: &KnownObjects) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(method, setter, catch)]
    fn set_last(this: &KnownObjects, last: &str) -> Result<(), JsValue>;
}

/// Completes the webhooks of one request that are to be kept.
pub fn settle(entries: &mut [Entry], objects: &KnownObjects) -> Result<(), JsValue> {
    let marks = Marks::of(entries);
    if marks == Marks::default() {
        return Ok(());
    }
    let known = Marks {
        ready: objects.mark(Marks::READY, marks.ready)?,
        seen: objects.mark(Marks::SEEN, marks.seen)?,
    };
    let last = objects.last()?.and_then(|last| last.parse().ok());
    let next = webhook::settle(entries, &known, last, platform::now_ms());
    match next.filter(|next| Some(*next) != last) {
        Some(next) => objects.set_last(&next.to_string()),
        None => Ok(()),
    }
}
