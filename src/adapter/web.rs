//! Node: what the command line needs of the engine.

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
