//! How much an object keeps.

use super::table::Table;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// How much an object keeps, and what it remembers of that, so that it need not count what waits
    /// at each webhook.
    pub type Bounds;

    /// How many finished webhooks.
    #[wasm_bindgen(method, getter)]
    pub fn finished(this: &Bounds) -> u32;
    /// For how long, in milliseconds.
    #[wasm_bindgen(method, getter, js_name = finishedMs)]
    pub fn finished_ms(this: &Bounds) -> f64;
    /// How many may wait.
    #[wasm_bindgen(method, getter)]
    pub fn pending(this: &Bounds) -> u32;
    /// For how many more it is known that they may wait.
    #[wasm_bindgen(method, getter)]
    fn room(this: &Bounds) -> u32;
    #[wasm_bindgen(method, setter)]
    fn set_room(this: &Bounds, room: u32);
    /// Up to when no sender is waited for that has promised to come, in milliseconds.
    #[wasm_bindgen(method, getter, js_name = recalledMs)]
    pub fn recalled_ms(this: &Bounds) -> f64;
    #[wasm_bindgen(method, setter, js_name = recalledMs)]
    pub fn set_recalled_ms(this: &Bounds, recalled_ms: f64);
}

/// Whether one more may wait. What waits is counted when the room that is known is used up.
pub fn take_room(table: &Table, bounds: &Bounds) -> Result<bool, JsValue> {
    if bounds.room() == 0 {
        let free = u64::from(bounds.pending()).saturating_sub(table.waiting()?);
        bounds.set_room(u32::try_from(free).unwrap_or_default());
    }
    let room = bounds.room();
    bounds.set_room(room.saturating_sub(1));
    Ok(room > 0)
}
