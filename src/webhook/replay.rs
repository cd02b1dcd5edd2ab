//! A webhook that has ended, sent once more because someone asks for it.

use super::entry::{Entry, HISTORY_BODY, State};
use super::{Delivery, Verdict};

/// Why a webhook can't be sent once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoReplay {
    /// It has not ended.
    Waits,
    /// It was never to be sent, for this reason.
    NeverSent(String),
    /// Its body is longer than what is kept of it.
    BodyCut,
}

impl NoReplay {
    /// The reason in words.
    pub fn words(&self) -> String {
        match self {
            NoReplay::Waits => {
                "it has not ended: it waits for its time or for another try, or is being sent"
                    .to_owned()
            }
            NoReplay::NeverSent(reason) => format!("there is nothing to send: {reason}"),
            NoReplay::BodyCut => format!(
                "its body is not whole any more: of those that ended, {} KiB are kept",
                HISTORY_BODY / 1024
            ),
        }
    }
}

impl Entry {
    /// Has a webhook that has ended sent once more, now: under the same id and with the same body, its
    /// `retry` from the beginning. The tries that it had stay; those that come `after` it are not
    /// sent again.
    ///
    /// # Errors
    /// Why it can't be; then nothing has changed.
    pub fn replay(&mut self, now_ms: u64) -> Result<(), NoReplay> {
        if self.state == State::Scheduled {
            return Err(NoReplay::Waits);
        }
        let delivery = &mut self.delivery;
        if delivery.verdict != Verdict::Scheduled || delivery.after.is_some() {
            let reason = self.reason.clone().unwrap_or_default();
            return Err(NoReplay::NeverSent(reason));
        }
        if delivery.may_be_cut() {
            return Err(NoReplay::BodyCut);
        }
        delivery.due_at_ms = now_ms;
        self.state = State::Scheduled;
        self.reason = None;
        self.wake_ms = Some(now_ms);
        self.earlier = self.tries.len();
        self.vanished = 0;
        Ok(())
    }

    /// Moves what waits back by so many milliseconds, as a clock was that had been ahead.
    pub fn set_back(&mut self, ms: u64) {
        let times = [self.wake_ms.as_mut(), self.sending_since_ms.as_mut()];
        let due = Some(&mut self.delivery.due_at_ms);
        for time in times.into_iter().chain([due]).flatten() {
            *time = time.saturating_sub(ms);
        }
    }
}

impl Delivery {
    /// Whether its body, as that of an entry that has ended, is only the beginning of it. A character
    /// is not cut, so such a beginning may be three bytes shorter than what is kept.
    fn may_be_cut(&self) -> bool {
        let length = self.body.as_ref().map_or(0, String::len);
        self.carries_body() && length > HISTORY_BODY.saturating_sub(4)
    }
}

#[cfg(test)]
mod tests;
