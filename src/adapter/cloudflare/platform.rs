//! The platform's clock, chance and timers, and the words of its errors.

use super::limits::TIMER_MS;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::{console_error, js_sys};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_at_random(bytes: &mut [u8]);

    /// The platform's own timer.
    #[wasm_bindgen(js_namespace = scheduler)]
    fn wait(ms: f64) -> js_sys::Promise;
}

thread_local! {
    /// By how much the mocks' clock is ahead of the machine's: a local start's may be
    /// (js/worker/clock.js).
    static AHEAD_MS: Cell<u64> = const { Cell::new(0) };
}

/// Sets by how much the mocks' clock is ahead.
pub fn set_ahead(ms: u64) {
    AHEAD_MS.set(ms);
}

/// Now, as the mocks see it, in milliseconds since the Unix epoch.
pub fn now_ms() -> u64 {
    machine_now_ms().saturating_add(AHEAD_MS.get())
}

/// Now, as the machine sees it: what a time that passes is measured by.
pub fn machine_now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// When the machine's clock shows what the mocks' shows at an instant.
pub fn machine_ms(ms: u64) -> u64 {
    ms.saturating_sub(AHEAD_MS.get())
}

/// 128 fresh random bits.
pub fn random_bits() -> u128 {
    let mut bytes = [0; 16];
    fill_at_random(&mut bytes);
    u128::from_le_bytes(bytes)
}

/// Waits; not at all for 0.
pub async fn sleep(ms: u64) {
    if ms > 0 {
        let _waited = JsFuture::from(wait(ms.min(TIMER_MS) as f64)).await;
    }
}

/// Says on the console if the platform did not take on work that was to be waited for.
pub fn kept(taken: Result<(), JsValue>) {
    if let Err(error) = taken {
        console_error!("waitUntil failed: {}", message(&error));
    }
}

/// What an exception says.
pub fn message(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "an unknown error".to_owned())
}

/// An exception in words of our own.
pub fn exception(words: &str) -> JsValue {
    JsError::new(words).into()
}
