//! What follows a sender's report: the end of an entry, or its next try.

use super::entry::{Entry, State};
use super::{After, Attempt, Sending};
use crate::http::retry_after;
use crate::retry::Failure;

/// The longest that a target's `Retry-After` puts off the next try, in milliseconds.
const RETRY_AFTER_MS: u64 = 86_400_000;

impl Entry {
    /// Takes a sender's report; what follows it. A failure that is reported late, when another
    /// report has already been heard, is noted and changes nothing.
    pub fn report(&mut self, sending: &Sending, now_ms: u64) -> After {
        let is_news = match sending {
            Sending::Tried { attempt, .. } => self.note(attempt),
            Sending::Refused(_) | Sending::LeftOut(_) => true,
        };
        let after = self.after(sending, now_ms);
        if is_news && self.state == State::Scheduled {
            match after.clone() {
                After::Done { .. } => self.finish(State::Sent, None),
                After::GiveUp(reason) => self.finish(State::Failed, Some(reason)),
                After::Skip(reason) => self.finish(State::Skipped, Some(reason)),
                After::Again { at_ms, reason } => self.wait_until(at_ms, reason),
            }
        }
        after
    }

    /// Notes a try; whether it was not known. A report is repeated by a sender that did not hear that
    /// it was taken.
    fn note(&mut self, attempt: &Attempt) -> bool {
        let is_news = self.sending_since_ms.is_some() || self.tries.last() != Some(attempt);
        if is_news {
            self.tries.push(attempt.clone());
        }
        is_news
    }

    fn after(&self, sending: &Sending, now_ms: u64) -> After {
        let (attempt, field) = match sending {
            Sending::Refused(reason) => return After::GiveUp(reason.clone()),
            Sending::LeftOut(reason) => return After::Skip(reason.clone()),
            Sending::Tried {
                attempt,
                retry_after,
            } => (attempt, retry_after.as_deref()),
        };
        let failure = match attempt.outcome() {
            Ok(status) => {
                let ms = attempt.ms;
                return After::Done { status, ms };
            }
            Err(failure) => failure,
        };
        let reason = attempt.reason();
        match self.next_try_ms(failure, field, now_ms) {
            Some(at_ms) => After::Again { at_ms, reason },
            None => After::GiveUp(reason),
        }
    }

    /// When it is tried again after a failure, if it is: not before the target wants it, where that
    /// is within a day.
    fn next_try_ms(&self, failure: Failure, field: Option<&str>, now_ms: u64) -> Option<u64> {
        let retry = self.delivery.retry.as_ref()?;
        if self.sending_since_ms.is_none() {
            // Reported late: what follows has been decided.
            return self.wake_ms;
        }
        let failed = self.failed_tries();
        let wait_ms = retry.wait_ms(failure, failed, &self.delivery.id)?;
        let wanted = field.and_then(|field| retry_after(field, now_ms));
        let latest = now_ms.saturating_add(RETRY_AFTER_MS);
        let wanted = wanted.unwrap_or(0).min(latest);
        Some(now_ms.saturating_add(wait_ms).max(wanted))
    }

    /// Lets the sender go and waits for the next try.
    fn wait_until(&mut self, at_ms: u64, reason: String) {
        self.delivery.due_at_ms = at_ms;
        self.wake_ms = Some(at_ms);
        self.reason = Some(reason);
        self.sending_since_ms = None;
    }
}
