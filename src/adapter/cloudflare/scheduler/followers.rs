//! Webhooks that wait for another one, told when that has ended.

use super::table::Table;
use crate::log;
use crate::webhook::Entry;
use wasm_bindgen::JsValue;
use worker::console_log;

/// Has those look at an entry that wait for it, and those that wait for them; all in one step of the
/// storage with what ended it.
pub fn tell(table: &Table, ended: Entry, now_ms: u64) -> Result<(), JsValue> {
    let mut all = vec![ended];
    while let Some(entry) = all.pop() {
        for id in entry.followers() {
            if let Some(follower) = table.get(id)? {
                all.extend(look(table, follower, Some(&entry), now_ms));
            }
        }
    }
    Ok(())
}

/// Has an entry look at the one that it waits for; the entry if that was not too large to be kept.
pub fn look(table: &Table, mut entry: Entry, other: Option<&Entry>, now_ms: u64) -> Option<Entry> {
    let is_over = entry.look_at(other, now_ms);
    if table.update(&entry).is_err() {
        table.bury(&entry.delivery.id);
        return None;
    }
    if is_over {
        console_log!("{}", log::followed(&entry, now_ms));
    }
    Some(entry)
}
