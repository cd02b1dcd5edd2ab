//! The Durable Object `Scheduler`: every webhook until it is delivered, and then its history.
//!
//! One table, and one alarm, always set to the earliest time at which a row must be looked at.
//! The alarm marks what is due, starts the sends, sets itself anew and ends; it waits for no
//! target, since the platform runs no other alarm meanwhile.

use super::limits::{ALARM_BATCH, TRIM_EVERY};
use super::table::Table;
use super::{followers, lease, platform, promise, send};
use crate::json::Value;
use crate::webhook::bounds::PENDING;
use crate::webhook::history::{self, Filter};
use crate::webhook::{Entry, Sending};
use crate::{Delivery, log};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::worker_sys::DurableObjectState;
use worker::{Env, Error, Result, State, console_error, console_log, js_sys};

/// The binding's name in wrangler.toml.
const BINDING: &str = "SCHEDULER";

#[wasm_bindgen]
extern "C" {
    /// The object as the Worker calls it: the methods of js/worker/index.js's class, over RPC.
    pub type Scheduler;

    #[wasm_bindgen(method, catch)]
    pub async fn schedule(this: &Scheduler, planned: &str)
    -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn claim(this: &Scheduler, id: &str) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn report(
        this: &Scheduler,
        id: &str,
        sending: &str,
    ) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn history(this: &Scheduler, query: &str) -> std::result::Result<JsValue, JsValue>;

    /// For how many more webhooks an object knows that they may wait: what it remembers, so that it
    /// need not count what waits at each of them.
    pub type Room;

    #[wasm_bindgen(method, getter)]
    fn left(this: &Room) -> u32;
    #[wasm_bindgen(method, setter)]
    fn set_left(this: &Room, left: u32);
}

/// The object that keeps the webhooks of one request.
pub fn of(env: &Env, deliveries: &[Delivery]) -> std::result::Result<Scheduler, String> {
    let id = deliveries.first().map_or("", |delivery| &delivery.id);
    stub(env, shard(id))
}

/// The name of the object for a request whose first webhook has this id. There is one now; one
/// object takes over a thousand webhooks a second.
fn shard(_id: &str) -> &'static str {
    "webhooks"
}

fn stub(env: &Env, name: &str) -> std::result::Result<Scheduler, String> {
    env.durable_object(BINDING)
        .and_then(|namespace| namespace.get_by_name(name))
        .map(worker::Stub::into_rpc)
        .map_err(|error| platform::words(&error))
}

/// A page of the history, asked of the object.
pub async fn history_of(env: &Env, query: &str) -> std::result::Result<String, String> {
    let page = stub(env, shard(""))?.history(query).await;
    page.map_err(|error| platform::message(&error))?
        .as_string()
        .ok_or_else(|| "the history is no text".to_owned())
}

/// Makes the table.
pub fn open(state: &State) -> Result<()> {
    Table::of(state).create()
}

/// Stores deliveries, a JSON list of them; those are skipped for which there is no room.
pub async fn schedule(state: &State, planned: &str, room: &Room) -> Result<()> {
    let table = Table::of(state);
    for delivery in deliveries(planned)? {
        let leased = lease::fits(&delivery);
        let mut entry = Entry::new(delivery, leased);
        if entry.wake_ms.is_some() && !take_room(&table, room)? {
            entry.crowd_out(PENDING);
            console_log!("{}", log::planned(&entry.delivery));
        }
        let number = table.insert(entry)?;
        if number.is_some_and(|number| number % TRIM_EVERY == 0) {
            table.trim(platform::now_ms())?;
        }
    }
    arm(state).await
}

/// Whether one more may wait. What waits is counted when the room that is known is used up.
fn take_room(table: &Table, room: &Room) -> Result<bool> {
    if room.left() == 0 {
        let free = u64::from(PENDING).saturating_sub(table.waiting()?);
        room.set_left(u32::try_from(free).unwrap_or(PENDING));
    }
    let left = room.left();
    room.set_left(left.saturating_sub(1));
    Ok(left > 0)
}

fn deliveries(planned: &str) -> Result<Vec<Delivery>> {
    let Value::List(planned) = parse(planned)? else {
        return Err(Error::from("this is no list of deliveries"));
    };
    let deliveries: Option<_> = planned.iter().map(Delivery::from_json).collect();
    deliveries.ok_or_else(|| Error::from("one of these is no delivery"))
}

fn parse(json: &str) -> Result<Value> {
    Value::parse(json).map_err(|_| Error::from("this is no JSON"))
}

/// Gives a webhook to a sender, unless another has it.
pub async fn claim(state: &State, id: &str) -> Result<bool> {
    let table = Table::of(state);
    let Some(mut entry) = table.get(id)? else {
        return Ok(false);
    };
    let begun = entry.begin(platform::now_ms());
    table.update(&entry)?;
    arm(state).await?;
    Ok(begun)
}

/// Takes a sender's report, as JSON.
pub async fn report(state: &State, id: &str, sending: &str) -> Result<()> {
    let sending = parse(sending)?;
    let sending = Sending::from_json(&sending).ok_or("this is no report of a sending")?;
    note(state, id, sending).await
}

/// A page of the history as JSON.
pub fn history(state: &State, query: &str) -> Result<String> {
    let filter = Filter::parse(query).map_err(Error::RustError)?;
    let below = filter.after.as_ref();
    let below = below.map(|after| after.parse().unwrap_or(0));
    let mut rows = Table::of(state).page(&filter, below)?;
    let limit = filter.limit as usize;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more);
    let next = next.map(|(number, _)| number.to_string());
    let entries: Vec<Entry> = rows.into_iter().map(|(_, entry)| entry).collect();
    Ok(history::page(&entries, next.as_deref()).to_text())
}

/// Sends what is due, without waiting for it.
pub async fn alarm(object: DurableObjectState, env: Env) -> Result<()> {
    let state = object.clone().unchecked_into::<DurableObjectState>();
    let state = Rc::new(State::from(state));
    let table = Table::of(&state);
    let now_ms = platform::now_ms();
    for mut entry in table.due(now_ms, ALARM_BATCH)? {
        if let Some(other) = entry.waits_for() {
            let other = table.get(other)?;
            followers::look(&table, entry, other.as_ref(), now_ms);
            continue;
        }
        let begun = entry.begin(now_ms);
        if table.update(&entry).is_err() {
            table.bury(&entry.delivery.id);
        } else if begun {
            let sending = send_and_note(Rc::clone(&state), env.clone(), entry.delivery);
            object.wait_until(&promise::of_none(sending))?;
        }
    }
    arm(&state).await
}

async fn send_and_note(state: Rc<State>, env: Env, delivery: Delivery) {
    let sending = send::send(&env, &delivery).await;
    if let Err(error) = note(&state, &delivery.id, sending).await {
        let (id, error) = (delivery.id, platform::words(&error));
        console_error!("webhook {id} was sent but could not be noted: {error}");
    }
}

async fn note(state: &State, id: &str, sending: Sending) -> Result<()> {
    let table = Table::of(state);
    if let Some(mut entry) = table.get(id)? {
        let now_ms = platform::now_ms();
        let after = entry.report(&sending, now_ms);
        table.update(&entry)?;
        console_log!("{}", log::tried(&entry.delivery, &after, now_ms));
        followers::tell(&table, entry, now_ms)?;
    }
    arm(state).await
}

/// Sets the alarm to the earliest time at which a row must be looked at. The table is read after
/// the only wait, so what came meanwhile counts too.
async fn arm(state: &State) -> Result<()> {
    let storage = state.storage();
    let set = storage.get_alarm().await?;
    let earliest = Table::of(state).earliest()?;
    let set = set.and_then(|ms| u64::try_from(ms).ok());
    match earliest {
        same if same == set => Ok(()),
        None => storage.delete_alarm().await,
        Some(ms) => {
            let at = js_sys::Date::new(&JsValue::from_f64(ms as f64));
            let options = js_sys::Object::new();
            JsFuture::from(storage.as_raw().set_alarm(at, options)?).await?;
            Ok(())
        }
    }
}
