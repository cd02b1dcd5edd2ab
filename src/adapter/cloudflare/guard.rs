//! Whether a deployed Worker may send a webhook: where to, says [`outbound`], and how often. Every try
//! passes here, whatever it is of: what was stored by an earlier version, tried again or asked for anew.

use super::{host, platform};
use crate::webhook::Sending;
use crate::{Attempt, Delivery, outbound};
use worker::Env;

/// The URL to call, as the platform reads it; or what came of the webhook instead.
pub async fn admit(env: &Env, delivery: &Delivery, url: &str) -> Result<String, Sending> {
    let (href, host) = host::read_url(url)
        .ok_or_else(|| Sending::Refused(format!("`{url}` is not a URL that can be called")))?;
    judge(&host, delivery).map_err(Sending::Refused)?;
    match host::ask(&|own| own.take_turn(env, &host)).await {
        Ok(turn) if turn.is_truthy() => Ok(href),
        Ok(_) => Err(Sending::LeftOut(format!(
            "`{host}` gets too many webhooks: a deployed Worker sends 60 a minute to one host"
        ))),
        Err(error) => Err(uncounted(&host, &error)),
    }
}

fn judge(host: &str, delivery: &Delivery) -> Result<(), String> {
    if !outbound::is_public(host) {
        return Err(format!(
            "`{host}` is not a public host, and a deployed Worker sends webhooks to no other"
        ));
    }
    match &delivery.allowed_hosts {
        Some(allowed) if !outbound::is_among(host, allowed) => Err(format!(
            "the host of its `url` is a template, and `{host}` is not allowed: add it to `settings: {{webhooks: {{allow-hosts: [...]}}}}`"
        )),
        _ => Ok(()),
    }
}

/// What can't be counted is not sent; it is a try that failed, so that a `retry` goes on.
fn uncounted(host: &str, error: &str) -> Sending {
    Sending::Tried {
        attempt: Attempt {
            at_ms: platform::now_ms(),
            status: None,
            error: Some(format!(
                "what goes to `{host}` could not be counted: {error}"
            )),
            failure: None,
            ms: 0,
        },
        retry_after: None,
    }
}
