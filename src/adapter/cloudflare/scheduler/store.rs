//! The webhooks of one request stored.

use super::super::limits::TRIM_EVERY;
use super::super::{lease, platform};
use super::bounds::{Bounds, take_room};
use super::objects::{self, KnownObjects};
use super::parse;
use super::table::Table;
use crate::gather::Gather as _;
use crate::json::Value;
use crate::webhook::{Entry, is_asking};
use crate::{Delivery, log};
use wasm_bindgen::JsValue;
use worker::console_log;
use worker::worker_sys::DurableObjectState;

/// Stores the deliveries of one request, a JSON list of them; those are skipped for which there is no
/// room, and those that were sent once for their object. What is stored already stays as it is.
pub fn store(
    state: &DurableObjectState,
    planned: &str,
    bounds: &Bounds,
    known: &KnownObjects,
) -> Result<(), JsValue> {
    let table = Table::of(state)?;
    let deliveries = deliveries(planned)?;
    let is_asking = is_asking(&deliveries);
    let mut entries = Vec::new();
    for delivery in deliveries {
        if !is_asking || !table.has(&delivery.id)? {
            entries.push(within_room(delivery, !is_asking, &table, bounds)?);
        }
    }
    objects::settle(&mut entries, known)?;
    bounds.set_recalled_ms(0.0);
    for entry in entries {
        // Who planned it has told of it, unless that was for the store to know.
        if is_asking {
            console_log!("{}", log::planned(&entry.delivery));
        }
        insert(entry, &table, bounds)?;
    }
    Ok(())
}

/// The entry of a delivery, which is skipped if there is no room for it; that is told if it `tells`.
fn within_room(
    delivery: Delivery,
    tells: bool,
    table: &Table,
    bounds: &Bounds,
) -> Result<Entry, JsValue> {
    let leased = lease::fits(&delivery);
    let mut entry = Entry::new(delivery, leased);
    if entry.wake_ms.is_some() && !take_room(table, bounds)? {
        entry.crowd_out(bounds.pending());
        if tells {
            console_log!("{}", log::planned(&entry.delivery));
        }
    }
    Ok(entry)
}

fn insert(entry: Entry, table: &Table, bounds: &Bounds) -> Result<(), JsValue> {
    let number = table.insert(entry)?;
    if number.is_some_and(|number| number % TRIM_EVERY == 0) {
        let oldest_ms = platform::now_ms().saturating_sub(bounds.finished_ms() as u64);
        table.trim(oldest_ms, bounds.finished())?;
    }
    Ok(())
}

fn deliveries(planned: &str) -> Result<Vec<Delivery>, JsValue> {
    let Value::List(planned) = parse(planned)? else {
        return Err(platform::exception("this is no list of deliveries"));
    };
    let deliveries = planned.iter().map(Delivery::from_json).gather_some();
    deliveries.ok_or_else(|| platform::exception("one of these is no delivery"))
}
