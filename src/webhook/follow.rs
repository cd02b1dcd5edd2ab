//! A webhook that waits until another one is delivered.
//!
//! What becomes of it follows from the other's entry alone, so it matters to nobody who looks, when
//! and how often: whoever ends an entry has its followers look at once, and should that be lost, as
//! when the process is killed in between, they look by themselves a little later.

use super::entry::{Entry, State};
use super::{Delivery, Predecessor};

/// How long after the other is looked at a webhook that waits for it looks too, in milliseconds.
const LOOK_MS: u64 = 1_000;

impl Delivery {
    /// When the entry of a webhook that was just planned is looked at first.
    pub(super) fn first_look_ms(&self) -> u64 {
        match &self.after {
            None => self.due_at_ms,
            Some(after) => self
                .due_at_ms
                .saturating_sub(after.delay_ms)
                .saturating_add(LOOK_MS),
        }
    }
}

impl Entry {
    /// The id of the webhook that it waits for; it can't begin before it has looked at that one.
    pub fn waits_for(&self) -> Option<&str> {
        let after = self.delivery.after.as_ref()?;
        (self.state == State::Scheduled).then_some(after.id.as_str())
    }

    /// The ids of the webhooks that must look at this one now: it has ended.
    pub fn followers(&self) -> &[String] {
        match self.state {
            State::Scheduled => &[],
            _ => &self.delivery.followers,
        }
    }

    /// Looks at the webhook that it waits for, `None` where the store has it no more; whether the
    /// waiting is over.
    pub fn look_at(&mut self, other: Option<&Entry>, now_ms: u64) -> bool {
        let Some(after) = self.delivery.after.clone() else {
            return false;
        };
        if self.state != State::Scheduled {
            return false;
        }
        match other.map(|other| (other.state, other)) {
            Some((State::Scheduled, other)) => {
                let next = other.wake_ms.unwrap_or(now_ms).max(now_ms);
                self.wake_ms = Some(next.saturating_add(LOOK_MS));
                return false;
            }
            Some((State::Sent, other)) => self.follow(&after, delivered_ms(other, now_ms)),
            Some((_, other)) => self.leave_out(&after, other.reason.as_deref()),
            None => self.leave_out(&after, Some("it is no longer in the history")),
        }
        true
    }

    /// Starts the delay.
    fn follow(&mut self, after: &Predecessor, delivered_ms: u64) {
        let due_ms = delivered_ms.saturating_add(after.delay_ms);
        self.delivery.after = None;
        self.delivery.due_at_ms = due_ms;
        self.wake_ms = Some(due_ms);
        self.reason = None;
    }

    fn leave_out(&mut self, after: &Predecessor, why: Option<&str>) {
        let reason = not_delivered(&after.name, why);
        self.finish(State::Skipped, Some(reason));
    }
}

/// Why a webhook is not sent whose predecessor was not delivered.
pub fn not_delivered(name: &str, why: Option<&str>) -> String {
    let why = why.unwrap_or("no reason is known");
    format!("`{name}`, which it comes after, was not delivered: {why}")
}

/// When an entry that is sent was delivered.
fn delivered_ms(entry: &Entry, now_ms: u64) -> u64 {
    let delivered = entry.tries.iter().find(|attempt| attempt.outcome().is_ok());
    // A clock that stands still does not see how long the target took.
    delivered.map_or(now_ms, |attempt| {
        attempt.at_ms.saturating_add(attempt.ms).min(now_ms)
    })
}

#[cfg(test)]
mod tests;
