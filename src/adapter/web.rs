//! Node and the browser: the engine as JavaScript calls it (js/core/).
//!
//! Everything crosses as text: a request as its *head*, `METHOD URL` and a line `name: value` for
//! each header field, and its body as bytes; what comes back as JSON. JavaScript keeps the
//! webhooks, as texts that only the functions of [`entry`] read, and does what the platform is
//! for: time, storage, network.

mod answer;
mod control;
mod entry;
mod head;
mod line;
mod mocks;
mod platform;
mod record;

use crate::{Engine, Source};
use wasm_bindgen::prelude::*;

/// Says a panic's words on the console.
#[wasm_bindgen(start)]
fn begin() {
    console_error_panic_hook::set_once();
}

/// Checks a mocks file: a report as JSON, `ok` if it can be served. Its warnings are in it.
#[wasm_bindgen]
pub fn check(name: &str, text: &str) -> String {
    match Engine::load(&Source::new(name, text)) {
        Ok(engine) => engine.warnings().to_json().to_text(),
        Err(report) => report.to_json().to_text(),
    }
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// A time as a mocks file writes it (`60s`, `1500ms`, `2h`, `60`), in milliseconds.
///
/// # Errors
/// What is wrong with it, and what to write.
#[wasm_bindgen]
pub fn milliseconds(time: &str) -> Result<f64, JsValue> {
    let ms = crate::control::milliseconds(time);
    ms.map(|ms| ms as f64)
        .map_err(|words| JsValue::from_str(&words))
}
