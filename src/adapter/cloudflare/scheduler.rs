//! The Durable Object `Scheduler`: every webhook until it is delivered, and then its history.
//!
//! There are several; those of one request are in one of them (js/worker/shards.js). Each has one table
//! and one [`alarm`].

pub mod alarm;
pub mod bounds;
mod followers;
pub mod objects;
pub mod store;
mod table;
mod under_way;

use self::table::Table;
use super::{host, mocks, platform};
use crate::json::Value;
use crate::webhook::history::{self, Filter};
use crate::webhook::{Sending, is_asking};
use crate::{Delivery, Response, control, log};
use wasm_bindgen::prelude::*;
use worker::worker_sys::DurableObjectState;
use worker::{Env, console_log};

#[wasm_bindgen]
extern "C" {
    /// The object as the Worker calls it: the methods of js/worker/scheduler.js's class, over RPC.
    pub type Scheduler;

    #[wasm_bindgen(method, catch)]
    pub async fn schedule(this: &Scheduler, planned: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn claim(this: &Scheduler, id: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn report(this: &Scheduler, id: &str, sending: &str) -> Result<JsValue, JsValue>;
}

/// The object that keeps the webhooks of one request.
pub fn of(env: &Env, deliveries: &[Delivery]) -> Result<Scheduler, String> {
    host::scheduler(env, shard_key(deliveries))
}

/// What decides which object that is: the id of the first. Where something must be asked it is the one
/// whose key is empty.
fn shard_key(deliveries: &[Delivery]) -> &str {
    match deliveries.first() {
        Some(first) if !is_asking(deliveries) => &first.id,
        _ => "",
    }
}

/// Makes the table. What waits in it is moved back by so many milliseconds, as the clock was.
pub fn open(state: &DurableObjectState, back_ms: u64) -> Result<(), JsValue> {
    let table = Table::of(state)?;
    table.create()?;
    if back_ms > 0 {
        for mut entry in table.due(u64::MAX, u32::MAX)? {
            entry.set_back(back_ms);
            table.update(&entry)?;
        }
    }
    Ok(())
}

/// Gives a webhook to a sender, as JSON, unless another has it: what is sent is what is stored.
pub fn claim(state: &DurableObjectState, id: &str) -> Result<Option<String>, JsValue> {
    let table = Table::of(state)?;
    let Some(mut entry) = table.get(id)? else {
        return Ok(None);
    };
    let begun = entry.claim(platform::now_ms());
    table.update(&entry)?;
    Ok(begun.then(|| entry.delivery.to_json().to_text()))
}

/// Takes a sender's report, as JSON.
pub fn report(state: &DurableObjectState, id: &str, sending: &str) -> Result<(), JsValue> {
    let sending = parse(sending)?;
    let sending = Sending::from_json(&sending)
        .ok_or_else(|| platform::exception("this is no report of a sending"))?;
    let table = Table::of(state)?;
    let Some(mut entry) = table.get(id)? else {
        return Ok(());
    };
    let now_ms = platform::now_ms();
    let after = entry.report(&sending, now_ms);
    table.update(&entry)?;
    console_log!("{}", log::tried(&entry.delivery, &after, now_ms));
    followers::tell(&table, entry, now_ms)
}

/// Has a webhook sent once more: the status and the text of the answer; `None` if it is not here.
pub async fn replay(state: &DurableObjectState, id: &str) -> Result<Option<Response>, JsValue> {
    let table = Table::of(state)?;
    let Some(mut entry) = table.get(id)? else {
        return Ok(None);
    };
    let done = entry.replay(platform::now_ms());
    if done.is_ok() {
        table.update(&entry)?;
        console_log!("{}", log::replayed(&entry.delivery));
        alarm::arm(state).await?;
    }
    let came = Some(done.map(|()| &entry));
    Ok(Some(control::replayed(came, &mocks::redaction())))
}

/// The part of a page of the history that is here, as JSON: `{"webhooks", "numbers", "more"}`. Rows
/// below a number, as many as the query wants or fewer, and whether there are more.
pub fn history(state: &DurableObjectState, query: &str, below: u64) -> Result<String, JsValue> {
    let filter = Filter::parse(query).map_err(|words| platform::exception(&words))?;
    let part = Table::of(state)?.page(&filter, below)?;
    let mut page = history::page(&part.entries, None, &mocks::redaction());
    if let Value::Object(fields) = &mut page {
        fields.push(("numbers".to_owned(), Value::list(part.numbers)));
        fields.push(("more".to_owned(), part.more.into()));
    }
    Ok(page.to_text())
}

fn parse(json: &str) -> Result<Value, JsValue> {
    Value::parse(json).map_err(|_| platform::exception("this is no JSON"))
}
