//! Webhooks as JSON: what a host's store keeps, and what crosses from the part of a host that
//! plans to the part that sends.
//!
//! What is stored outlives the version that wrote it: a reader lets keys be that it does not know.

use super::entry::{Entry, State};
use super::{Attempt, Delivery, EndpointName, Sending, Verdict};
use parts::{
    after, after_json, auth, auth_json, body_secret, body_secret_json, chain, chain_json, field,
    field_json,
};

use crate::gather::Gather as _;
use crate::json::Value;
use crate::retry::Failure;

mod object;
mod parts;
mod retry;
mod sign;
#[cfg(test)]
mod tests;

impl Delivery {
    /// The delivery as JSON; secrets by their names.
    pub fn to_json(&self) -> Value {
        Value::object([
            ("id", Value::text(&self.id)),
            ("name", Value::text(&self.name)),
            ("endpoint", self.endpoint.to_json()),
            ("verdict", self.verdict.to_json()),
            ("method", Value::text(&self.method)),
            ("url", Value::text(&self.url)),
            ("headers", Value::list(self.headers.iter().map(field_json))),
            ("basicAuth", self.basic_auth.as_ref().map(auth_json).into()),
            ("body", self.body.as_deref().into()),
            (
                "bodySecret",
                self.body_secret.as_ref().map(body_secret_json).into(),
            ),
            ("scheduledAtMs", self.scheduled_at_ms.into()),
            ("dueAtMs", self.due_at_ms.into()),
            ("timeoutMs", self.timeout_ms.into()),
            ("longestMs", self.longest_ms.into()),
            ("retry", self.retry.as_ref().map(retry::to_json).into()),
            ("sign", self.sign.as_ref().map(sign::to_json).into()),
            ("after", self.after.as_ref().map(after_json).into()),
            ("followers", self.followers.as_slice().into()),
            ("allowedHosts", self.allowed_hosts.as_deref().into()),
            ("chain", self.chain.map(chain_json).into()),
            ("object", self.object.as_ref().map(object::to_json).into()),
        ])
    }

    /// Reads a delivery; `None` if it is none.
    pub fn from_json(json: &Value) -> Option<Delivery> {
        let Value::List(headers) = json.get("headers")? else {
            return None;
        };
        Some(Delivery {
            id: text(json, "id")?,
            name: text(json, "name")?,
            endpoint: EndpointName::from_json(json.get("endpoint")?)?,
            verdict: Verdict::from_json(json.get("verdict")?)?,
            method: text(json, "method")?,
            url: text(json, "url")?,
            headers: headers.iter().map(field).gather_some()?,
            basic_auth: json.get("basicAuth").and_then(auth),
            body: text(json, "body"),
            body_secret: json.get("bodySecret").and_then(body_secret),
            scheduled_at_ms: whole(json, "scheduledAtMs")?,
            due_at_ms: whole(json, "dueAtMs")?,
            timeout_ms: whole(json, "timeoutMs")?,
            longest_ms: whole(json, "longestMs")?,
            retry: json.get("retry").and_then(retry::from_json),
            sign: match json.get("sign") {
                None | Some(Value::Null) => None,
                // Unsigned is not what its author asked for: rather a row that can't be read.
                Some(sign) => Some(sign::from_json(sign)?),
            },
            after: json.get("after").and_then(after),
            followers: texts(json, "followers"),
            allowed_hosts: match json.get("allowedHosts") {
                None | Some(Value::Null) => None,
                Some(hosts) => Some(hosts.texts()),
            },
            chain: json.get("chain").and_then(chain),
            object: json.get("object").and_then(object::from_json),
        })
    }
}

impl EndpointName {
    /// `{"method", "path"}`.
    pub fn to_json(&self) -> Value {
        Value::object([
            ("method", self.method.as_str()),
            ("path", self.path.as_str()),
        ])
    }

    /// Reads it; `None` if it is none.
    pub fn from_json(json: &Value) -> Option<EndpointName> {
        Some(EndpointName {
            method: text(json, "method")?,
            path: text(json, "path")?,
        })
    }
}

impl Verdict {
    fn to_json(&self) -> Value {
        match self {
            Verdict::Scheduled => Value::text("scheduled"),
            Verdict::Skipped(reason) => Value::object([("skipped", reason.as_str())]),
            Verdict::Failed(reason) => Value::object([("failed", reason.as_str())]),
        }
    }

    fn from_json(json: &Value) -> Option<Verdict> {
        if json.as_text() == Some("scheduled") {
            return Some(Verdict::Scheduled);
        }
        let skipped = text(json, "skipped").map(Verdict::Skipped);
        skipped.or_else(|| text(json, "failed").map(Verdict::Failed))
    }
}

impl Attempt {
    fn to_json(&self) -> Value {
        Value::object([
            ("atMs", self.at_ms.into()),
            ("status", self.status.into()),
            ("error", self.error.as_deref().into()),
            ("failure", self.failure.map(Failure::name).into()),
            ("ms", Value::from(self.ms)),
        ])
    }

    fn from_json(json: &Value) -> Option<Attempt> {
        Some(Attempt {
            at_ms: whole(json, "atMs")?,
            status: whole(json, "status").and_then(|status| u16::try_from(status).ok()),
            error: text(json, "error"),
            failure: text(json, "failure").and_then(|name| Failure::parse(&name)),
            ms: whole(json, "ms")?,
        })
    }
}

impl Sending {
    /// The report as JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Sending::Tried {
                attempt,
                retry_after,
            } => Value::object([
                ("tried", attempt.to_json()),
                ("retryAfter", retry_after.as_deref().into()),
            ]),
            Sending::Refused(reason) => Value::object([("refused", reason.as_str())]),
            Sending::LeftOut(reason) => Value::object([("leftOut", reason.as_str())]),
        }
    }

    /// Reads a report; `None` if it is none.
    pub fn from_json(json: &Value) -> Option<Sending> {
        match json.get("tried") {
            Some(tried) => Some(Sending::Tried {
                attempt: Attempt::from_json(tried)?,
                retry_after: text(json, "retryAfter"),
            }),
            None => {
                let refused = text(json, "refused").map(Sending::Refused);
                refused.or_else(|| text(json, "leftOut").map(Sending::LeftOut))
            }
        }
    }
}

impl Entry {
    /// The entry as JSON; secrets by their names.
    pub fn to_json(&self) -> Value {
        Value::object([
            ("delivery", self.delivery.to_json()),
            ("state", self.state.name().into()),
            ("reason", self.reason.as_deref().into()),
            (
                "tries",
                Value::list(self.tries.iter().map(Attempt::to_json)),
            ),
            ("wakeMs", self.wake_ms.into()),
            ("sendingSinceMs", self.sending_since_ms.into()),
            ("vanished", Value::from(self.vanished)),
            ("earlier", self.earlier.into()),
        ])
    }

    /// Reads an entry; `None` if it is none.
    pub fn from_json(json: &Value) -> Option<Entry> {
        let Value::List(tries) = json.get("tries")? else {
            return None;
        };
        Some(Entry {
            delivery: Delivery::from_json(json.get("delivery")?)?,
            state: State::named(json.get("state")?.as_text()?)?,
            reason: text(json, "reason"),
            tries: tries.iter().map(Attempt::from_json).gather_some()?,
            wake_ms: whole(json, "wakeMs"),
            sending_since_ms: whole(json, "sendingSinceMs"),
            vanished: u32::try_from(whole(json, "vanished")?).ok()?,
            earlier: usize::try_from(whole(json, "earlier").unwrap_or(0)).ok()?,
        })
    }
}

fn texts(json: &Value, key: &str) -> Vec<String> {
    json.get(key).map(Value::texts).unwrap_or_default()
}

fn text(json: &Value, key: &str) -> Option<String> {
    json.get(key)?.as_text().map(str::to_owned)
}

fn whole(json: &Value, key: &str) -> Option<u64> {
    json.get(key)?.to_u64()
}
