//! The webhooks of a request after its answer: stored in one call, and the short ones sent by
//! the request's own `waitUntil`.
//!
//! A short webhook is *leased*: the scheduler waits a little past its time for the sender here to
//! claim it. If none comes, since the isolate was ended, the scheduler's alarm sends it.

use super::busy::Busy;
use super::limits::WAIT_UNTIL_MS;
use super::scheduler::{self, Scheduler};
use super::{platform, promise, send};
use crate::Delivery;
use crate::json::Value;
use crate::webhook::{Sending, Verdict};
use std::rc::Rc;
use worker::{Env, console_error, js_sys::Promise};

/// How often a call to the scheduler is made before it is given up.
const CALLS: u32 = 3;

/// How long to wait before such a call is made again, in milliseconds.
const CALL_PAUSE_MS: u64 = 200;

/// Has whatever answers live on until some work is done: a request's `waitUntil`, or the object's. The
/// work is under way in any case.
pub type Keeper = Rc<dyn Fn(&Promise)>;

/// Whether a webhook is short enough for the request's own `waitUntil`.
pub fn fits(delivery: &Delivery) -> bool {
    let is_alone = delivery.verdict == Verdict::Scheduled && delivery.after.is_none();
    is_alone && delivery.longest_ms <= WAIT_UNTIL_MS
}

/// Sees to the webhooks of one request. The answer waits for nothing of it.
pub fn follow(deliveries: Vec<Delivery>, env: Env, keeper: &Keeper) {
    if deliveries.is_empty() {
        return;
    }
    let own = Rc::clone(keeper);
    let work = promise::of_none(async move {
        if let Err(error) = store_and_send(deliveries, &env, &own).await {
            console_error!("webhooks could not be stored and are lost: {error}");
        }
    });
    keeper(&work);
}

/// Stores webhooks, and sends those that are leased when they are due, which is not waited for.
pub async fn store_and_send(
    deliveries: Vec<Delivery>,
    env: &Env,
    keeper: &Keeper,
) -> Result<(), String> {
    if deliveries.is_empty() {
        return Ok(());
    }
    let scheduler = Rc::new(scheduler::of(env, &deliveries)?);
    let storing = Busy::storing();
    store(&scheduler, &deliveries).await?;
    drop(storing);
    for delivery in deliveries.into_iter().filter(fits) {
        let sender = Rc::clone(keeper);
        let work = send_when_due(Rc::clone(&scheduler), env.clone(), delivery, sender);
        keeper(&promise::of_none(work));
    }
    Ok(())
}

/// Stores all in one call. It is safe to repeat: what is stored already stays as it is.
async fn store(scheduler: &Scheduler, deliveries: &[Delivery]) -> Result<(), String> {
    let planned = Value::list(deliveries.iter().map(Delivery::to_json)).to_text();
    let mut calls = 1;
    while let Err(error) = scheduler.schedule(&planned).await {
        if calls >= CALLS {
            return Err(platform::message(&error));
        }
        calls += 1;
        platform::sleep(CALL_PAUSE_MS).await;
    }
    Ok(())
}

/// Sends a leased webhook as it is stored, unless the scheduler's alarm has been faster, or it is not to
/// be sent.
async fn send_when_due(scheduler: Rc<Scheduler>, env: Env, planned: Delivery, keeper: Keeper) {
    let wait_ms = planned.due_at_ms.saturating_sub(platform::now_ms());
    platform::sleep(wait_ms).await;
    let _sending = Busy::sending();
    let claimed = scheduler.claim(&planned.id).await;
    let stored = claimed.ok().and_then(|claimed| claimed.as_string());
    let stored = stored.and_then(|stored| Value::parse(&stored).ok());
    if let Some(delivery) = stored.as_ref().and_then(Delivery::from_json) {
        let sending = send::send(&env, &delivery, delivery.call(0), &keeper).await;
        report(&scheduler, &delivery.id, &sending).await;
    }
}

/// Reports; if that can't be done the alarm sends the webhook again, under the same id.
async fn report(scheduler: &Scheduler, id: &str, sending: &Sending) {
    let sending = sending.to_json().to_text();
    let mut calls = 1;
    while let Err(error) = scheduler.report(id, &sending).await {
        if calls >= CALLS {
            let error = platform::message(&error);
            console_error!("webhook {id} was sent but could not be noted: {error}");
            return;
        }
        calls += 1;
        platform::sleep(CALL_PAUSE_MS).await;
    }
}
