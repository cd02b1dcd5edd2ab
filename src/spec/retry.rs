//! `retry` of a webhook.

use std::ops::RangeInclusive;

use super::context::Context;
use super::delay::Delay;
use super::fault::SpecFault;
use super::fields::Fields;
use super::yaml::Node;
use crate::gather::Gather as _;
use crate::number::whole;
use crate::retry::{Failure, Pace, Retry, TRIES};

pub(super) const KEYS: &[&str] = &["attempts", "schedule", "on"];

/// How many waits a schedule may have: one less than there may be tries.
const WAITS: RangeInclusive<usize> = *TRIES.start() - 1..=*TRIES.end() - 1;

/// How many failures `on` may list.
const FAILURES: RangeInclusive<usize> = 1..=20;

/// The key `retry` of a webhook.
pub fn decode(webhook: &Fields, context: &mut Context) -> Option<Retry> {
    let node = webhook.value("retry")?;
    let fields = Fields::of(node, "`retry`", KEYS, context)?;
    let on = failures(&fields, context);
    let pace = pace(&fields, context)?;
    Some(Retry { pace, on })
}

fn pace(fields: &Fields, context: &mut Context) -> Option<Pace> {
    fields.refuse_both("attempts", "schedule", context);
    if fields.value("attempts").is_some() {
        return attempts(fields, context).map(Pace::Attempts);
    }
    if fields.value("schedule").is_some() {
        return Some(Pace::Schedule(schedule(fields, context)));
    }
    // A key that nobody knows was meant as one of the two, and has been reported.
    if !fields.has_unknown() {
        context.error(&SpecFault::NoPace, fields.place());
    }
    None
}

fn attempts(fields: &Fields, context: &mut Context) -> Option<usize> {
    let text = fields.scalar("attempts", "a number", context)?;
    let tries = whole(text.text()).and_then(|tries| usize::try_from(tries).ok());
    let tries = tries.filter(|tries| TRIES.contains(tries));
    if tries.is_none() {
        let fault = SpecFault::WrongAttempts(text.text().to_owned());
        context.error(&fault, text.full_span());
    }
    tries
}

/// The waits in milliseconds; those that are wrong are left out.
fn schedule(fields: &Fields, context: &mut Context) -> Vec<u64> {
    let waits = fields.listed("schedule", WAITS, context).iter();
    waits.filter_map(|node| wait_ms(node, context)).gather()
}

fn wait_ms(node: &Node, context: &mut Context) -> Option<u64> {
    let key = "schedule";
    let Some(text) = node.text().filter(|_| !node.is_null()) else {
        context.wrong_type("a wait of `schedule`", "a time", node);
        return None;
    };
    let fault = match Delay::parse(text.text()) {
        Ok(wait) if wait.min_ms == wait.max_ms => return Some(wait.max_ms),
        Ok(_) => SpecFault::RangeOfTime { key },
        Err(fault) => SpecFault::WrongTime { key, fault },
    };
    context.error(&fault, text.full_span());
    None
}

/// The failures of `on`; those that are wrong are left out.
fn failures(fields: &Fields, context: &mut Context) -> Vec<Failure> {
    if fields.value("on").is_none() {
        return Failure::DEFAULT.to_vec();
    }
    let failures = fields.listed("on", FAILURES, context).iter();
    failures.filter_map(|node| failure(node, context)).gather()
}

fn failure(node: &Node, context: &mut Context) -> Option<Failure> {
    let text = context.text("a failure of `on`", node)?;
    let failure = Failure::parse(text.text());
    if failure.is_none() {
        let fault = SpecFault::WrongFailure(text.text().to_owned());
        context.error(&fault, text.full_span());
    }
    failure
}
