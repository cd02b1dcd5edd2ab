//! The object's one alarm, always set to the earliest time at which a row must be looked at.
//!
//! It marks what is due, starts the sends, sets itself anew and ends; it waits for no target, since the
//! platform runs no other alarm meanwhile.

use super::super::busy::Busy;
use super::super::lease::Keeper;
use super::super::limits::{ALARM_BATCH, FULL_MS, SENDING_MOST};
use super::super::{platform, promise, send};
use super::bounds::Bounds;
use super::table::Table;
use super::under_way::UnderWay;
use super::{Scheduler, followers};
use crate::webhook::{Entry, GRACE_MS};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::worker_sys::DurableObjectState;
use worker::{Env, console_error, js_sys};

/// Sends what is due, without waiting for it, each with a report to the `own` object.
pub async fn ring(object: DurableObjectState, env: Env, own: Scheduler) -> Result<(), JsValue> {
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
