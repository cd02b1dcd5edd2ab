//! `retry` of a stored webhook.

use super::whole;
use crate::gather::Gather as _;
use crate::json::Value;
use crate::retry::{Failure, Pace, Retry};

/// `{"attempts" | "waitsMs", "on"}`.
pub fn to_json(retry: &Retry) -> Value {
    let pace = match &retry.pace {
        Pace::Attempts(tries) => ("attempts", Value::from(*tries as u64)),
        Pace::Schedule(waits) => ("waitsMs", Value::list(waits.iter().copied())),
    };
    let on = retry.on.iter().map(|failure| failure.name());
    Value::object([pace, ("on", Value::list(on))])
}

/// Reads it; `None` if it is none. Failures that only a later version knows are left out.
pub fn from_json(json: &Value) -> Option<Retry> {
    let Value::List(on) = json.get("on")? else {
        return None;
    };
    let names = on.iter().filter_map(Value::as_text);
    Some(Retry {
        pace: pace(json)?,
        on: names.filter_map(Failure::parse).gather(),
    })
}

fn pace(json: &Value) -> Option<Pace> {
    if let Some(tries) = whole(json, "attempts") {
        return usize::try_from(tries).ok().map(Pace::Attempts);
    }
    let Value::List(waits) = json.get("waitsMs")? else {
        return None;
    };
    let waits = waits.iter().map(Value::to_u64).gather_some()?;
    Some(Pace::Schedule(waits))
}
