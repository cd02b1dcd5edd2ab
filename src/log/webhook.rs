//! What becomes of a webhook, a line for each step.

use super::shown::{duration, shown, without_secrets};
use crate::webhook::{After, Delivery, Entry, State, Verdict};

/// A webhook was planned, or it was decided that it is not sent.
pub fn planned(delivery: &Delivery) -> String {
    let name = shown(&delivery.name);
    let id = &delivery.id;
    match &delivery.verdict {
        Verdict::Skipped(reason) => skipped(delivery, reason),
        Verdict::Failed(reason) => format!("webhook {name} failed: {} ({id})", shown(reason)),
        Verdict::Scheduled => match &delivery.after {
            None => scheduled(delivery, delivery.scheduled_at_ms),
            Some(after) => format!(
                "webhook {name} planned: {} after {} ({id})",
                target(delivery),
                shown(&after.name)
            ),
        },
    }
}

/// A webhook that has ended is to be sent once more.
pub fn replayed(delivery: &Delivery) -> String {
    let (name, id) = (shown(&delivery.name), &delivery.id);
    format!("webhook {name} planned again: {} ({id})", target(delivery))
}

/// A webhook that waited for another one waits no more.
pub fn followed(entry: &Entry, now_ms: u64) -> String {
    let delivery = &entry.delivery;
    match (entry.state, &entry.reason) {
        (State::Skipped, Some(reason)) => skipped(delivery, reason),
        _ => scheduled(delivery, now_ms),
    }
}

fn scheduled(delivery: &Delivery, now_ms: u64) -> String {
    let (name, target, id) = (shown(&delivery.name), target(delivery), &delivery.id);
    let when = match delivery.due_at_ms.saturating_sub(now_ms) {
        0 => "now".to_owned(),
        wait => format!("in {}", duration(wait)),
    };
    format!("webhook {name} planned: {target} {when} ({id})")
}

/// A webhook was sent, well or not, and this follows.
pub fn tried(delivery: &Delivery, after: &After, now_ms: u64) -> String {
    match after {
        After::Done { status, ms } => format!(
            "webhook {} sent: {}  {status}  {ms} ms ({})",
            shown(&delivery.name),
            target(delivery),
            delivery.id
        ),
        After::GiveUp(reason) => failed(delivery, &shown(reason)),
        After::Skip(reason) => skipped(delivery, reason),
        After::Again { at_ms, reason } => {
            let wait = duration(at_ms.saturating_sub(now_ms));
            failed(delivery, &format!("{}; again in {wait}", shown(reason)))
        }
    }
}

/// A webhook is not sent, and nothing went wrong.
fn skipped(delivery: &Delivery, reason: &str) -> String {
    let (name, id) = (shown(&delivery.name), &delivery.id);
    format!("webhook {name} skipped: {} ({id})", shown(reason))
}

/// A webhook was not delivered.
fn failed(delivery: &Delivery, reason: &str) -> String {
    format!(
        "webhook {} failed: {}: {reason} ({})",
        shown(&delivery.name),
        target(delivery),
        delivery.id
    )
}

fn target(delivery: &Delivery) -> String {
    format!(
        "{} {}",
        shown(&delivery.method),
        shown(&without_secrets(&delivery.url))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::sample;

    fn delivery(verdict: Verdict) -> Delivery {
        Delivery {
            url: "http://ana:pw@127.0.0.1:9/hook?token=x".to_owned(),
            due_at_ms: 61_000,
            ..sample(verdict)
        }
    }

    #[test]
    fn each_step_of_a_webhook_is_one_line() {
        let scheduled = delivery(Verdict::Scheduled);
        let after = |after| tried(&scheduled, &after, 61_000);
        let table = [
            (
                planned(&scheduled),
                "webhook paid planned: POST http://127.0.0.1:9/hook in 60 s (0193)",
            ),
            (
                planned(&delivery(Verdict::Skipped(
                    "its condition was false".to_owned(),
                ))),
                "webhook paid skipped: its condition was false (0193)",
            ),
            (
                planned(&delivery(Verdict::Failed("no such filter".to_owned()))),
                "webhook paid failed: no such filter (0193)",
            ),
            (
                after(After::Done {
                    status: 204,
                    ms: 12,
                }),
                "webhook paid sent: POST http://127.0.0.1:9/hook  204  12 ms (0193)",
            ),
            (
                after(After::GiveUp("the target answered 500".to_owned())),
                "webhook paid failed: POST http://127.0.0.1:9/hook: the target answered 500 (0193)",
            ),
            (
                after(After::Again {
                    at_ms: 66_000,
                    reason: "the target answered 503".to_owned(),
                }),
                "webhook paid failed: POST http://127.0.0.1:9/hook: the target answered 503; again in 5 s (0193)",
            ),
        ];
        for (line, expected) in table {
            assert_eq!(line, expected);
        }
    }
}
