//! The Durable Object `Scheduler`: every webhook until it is delivered, and then its history.
//!
//! There are several; those of one request are in one of them (js/worker/shards.js). Each has one
//! table, and one alarm, always set to the earliest time at which a row must be looked at.
//! The alarm marks what is due, starts the sends, sets itself anew and ends; it waits for no
//! target, since the platform runs no other alarm meanwhile.

use super::busy::{Busy, UnderWay};
use super::lease::Keeper;
use super::limits::{ALARM_BATCH, FULL_MS, SENDING_MOST, TRIM_EVERY};
use super::objects::{self, ObjectFacts};
use super::table::Table;
use super::{followers, lease, mocks, platform, promise, send};
use crate::gather::Gather as _;
use crate::json::Value;
use crate::webhook::history::{self, Filter};
use crate::webhook::{Entry, GRACE_MS, Sending, is_asking};
use crate::{Delivery, Response, control, log};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::worker_sys::DurableObjectState;
use worker::{Env, console_error, console_log, js_sys};

#[wasm_bindgen]
extern "C" {
    /// The object as the Worker calls it: the methods of js/worker/index.js's class, over RPC.
    pub type Scheduler;

    #[wasm_bindgen(method, catch)]
    pub async fn schedule(this: &Scheduler, planned: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn claim(this: &Scheduler, id: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn report(this: &Scheduler, id: &str, sending: &str) -> Result<JsValue, JsValue>;

    /// How much an object keeps, and what it remembers of that, so that it need not count what waits
    /// at each webhook.
    pub type Bounds;

    /// How many finished webhooks.
    #[wasm_bindgen(method, getter)]
    fn finished(this: &Bounds) -> u32;
    /// For how long, in milliseconds.
    #[wasm_bindgen(method, getter, js_name = finishedMs)]
    fn finished_ms(this: &Bounds) -> f64;
    /// How many may wait.
    #[wasm_bindgen(method, getter)]
    fn pending(this: &Bounds) -> u32;
    /// For how many more it is known that they may wait.
    #[wasm_bindgen(method, getter)]
    fn room(this: &Bounds) -> u32;
    #[wasm_bindgen(method, setter)]
    fn set_room(this: &Bounds, room: u32);
    /// Up to when no sender is waited for that has promised to come, in milliseconds.
    #[wasm_bindgen(method, getter, js_name = recalledMs)]
    fn recalled_ms(this: &Bounds) -> f64;
    #[wasm_bindgen(method, setter, js_name = recalledMs)]
    fn set_recalled_ms(this: &Bounds, recalled_ms: f64);
}

/// The object that keeps the webhooks of one request.
pub fn of(env: &Env, deliveries: &[Delivery]) -> Result<Scheduler, String> {
    mocks::scheduler(env, shard_key(deliveries))
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

/// Stores the deliveries of one request, a JSON list of them; those are skipped for which there is no
/// room, and those that were sent once for their object. What is stored already stays as it is.
pub fn store(
    state: &DurableObjectState,
    planned: &str,
    bounds: &Bounds,
    facts: &ObjectFacts,
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
    objects::settle(&mut entries, facts)?;
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

/// Whether one more may wait. What waits is counted when the room that is known is used up.
fn take_room(table: &Table, bounds: &Bounds) -> Result<bool, JsValue> {
    if bounds.room() == 0 {
        let free = u64::from(bounds.pending()).saturating_sub(table.waiting()?);
        bounds.set_room(u32::try_from(free).unwrap_or_default());
    }
    let room = bounds.room();
    bounds.set_room(room.saturating_sub(1));
    Ok(room > 0)
}

fn deliveries(planned: &str) -> Result<Vec<Delivery>, JsValue> {
    let Value::List(planned) = parse(planned)? else {
        return Err(platform::exception("this is no list of deliveries"));
    };
    let deliveries = planned.iter().map(Delivery::from_json).gather_some();
    deliveries.ok_or_else(|| platform::exception("one of these is no delivery"))
}

fn parse(json: &str) -> Result<Value, JsValue> {
    Value::parse(json).map_err(|_| platform::exception("this is no JSON"))
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
        arm(state).await?;
    }
    let came = Some(done.map(|()| &entry));
    Ok(Some(control::replayed(came, &mocks::redaction())))
}

/// When the alarm must next look. Of what is next no sender that has promised to come is waited for:
/// it would come when the machine's clock says so. Whoever advances the clock asks at each step, so what
/// was looked at is not looked at again.
pub fn next(state: &DurableObjectState, bounds: &Bounds) -> Result<Option<u64>, JsValue> {
    let table = Table::of(state)?;
    let Some(earliest_ms) = table.earliest()? else {
        return Ok(None);
    };
    let recalled_ms = bounds.recalled_ms() as u64;
    let until_ms = earliest_ms.saturating_add(GRACE_MS);
    for mut entry in table.between(recalled_ms, until_ms)? {
        let wake_ms = entry.wake_ms;
        entry.recall();
        if entry.wake_ms != wake_ms {
            table.update(&entry)?;
        }
    }
    bounds.set_recalled_ms(recalled_ms.max(until_ms) as f64);
    table.earliest()
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

/// Sends what is due, without waiting for it, each with a report to the `own` object.
pub async fn alarm(object: DurableObjectState, env: Env, own: Scheduler) -> Result<(), JsValue> {
    let state = Rc::new(object);
    let kept = Rc::clone(&state);
    let keeper: Keeper = Rc::new(move |work| platform::kept(kept.wait_until(work)));
    let own = Rc::new(own);
    let table = Table::of(&state)?;
    let now_ms = platform::now_ms();
    let id = state.id()?.to_string()?;
    for mut entry in table.due(now_ms, ALARM_BATCH.min(free(&state)?))? {
        if let Some(other) = entry.waits_for() {
            let other = table.get(other)?;
            followers::look(&table, entry, other.as_ref(), now_ms);
            continue;
        }
        let begun = entry.begin(now_ms);
        if table.update(&entry).is_err() {
            table.bury(&entry.delivery.id);
        } else if begun {
            let (own, keeper_of) = (Rc::clone(&own), Rc::clone(&keeper));
            let under_way = UnderWay::begin(id.clone());
            let sending = send_and_report(own, env.clone(), entry, keeper_of, under_way);
            keeper(&promise::of_none(sending));
        }
    }
    arm(&state).await
}

async fn send_and_report(
    own: Rc<Scheduler>,
    env: Env,
    entry: Entry,
    keeper: Keeper,
    under_way: UnderWay,
) {
    let _sending = Busy::sending();
    let (call, delivery) = (entry.call(), entry.delivery);
    let sending = send::send(&env, &delivery, call, &keeper).await;
    drop(under_way); // another may begin, and the report sees to that
    let sending = sending.to_json().to_text();
    if let Err(error) = own.report(&delivery.id, &sending).await {
        let (id, error) = (delivery.id, platform::message(&error));
        console_error!("webhook {id} was sent but could not be noted: {error}");
    }
}

/// How many more the object may send.
fn free(state: &DurableObjectState) -> Result<u32, JsValue> {
    let id = state.id()?.to_string()?;
    Ok(SENDING_MOST.saturating_sub(UnderWay::of(&id)))
}

/// When the alarm must look next, by the machine's clock. While the object sends as many as it may, that
/// is a little later than what is due: each report has it look, should no sender be ended before.
fn next_look(state: &DurableObjectState) -> Result<Option<u64>, JsValue> {
    let earliest = Table::of(state)?.earliest()?.map(platform::machine_ms);
    if free(state)? > 0 {
        return Ok(earliest);
    }
    let seconds = platform::machine_now_ms() / FULL_MS;
    let later = seconds.saturating_add(2).saturating_mul(FULL_MS);
    Ok(earliest.map(|ms| ms.max(later)))
}

/// Sets the alarm to the earliest time at which a row must be looked at. The table is read after
/// the only wait, so what came meanwhile counts too.
pub async fn arm(state: &DurableObjectState) -> Result<(), JsValue> {
    let storage = state.storage()?;
    let set = JsFuture::from(storage.get_alarm(js_sys::Object::new())?).await?;
    let set = set.as_f64().map(|ms| ms as u64);
    let done = match next_look(state)? {
        same if same == set => return Ok(()),
        None => storage.delete_alarm(js_sys::Object::new()),
        Some(ms) => {
            let at = js_sys::Date::new(&JsValue::from_f64(ms as f64));
            storage.set_alarm(at, js_sys::Object::new())
        }
    };
    JsFuture::from(done?).await.map(drop)
}
