//! What is let go where there is too much. How much that is says js/webhooks/bounds.js, for every host.

use super::Verdict;
use super::entry::Entry;

impl Entry {
    /// When it ended, in milliseconds since the Unix epoch, as far as the entry tells: with its last
    /// try, and without any when that was due, or when it was planned if it was not to be sent at
    /// all. `None` while it waits.
    pub fn ended_ms(&self) -> Option<u64> {
        if self.wake_ms.is_some() {
            return None;
        }
        let delivery = &self.delivery;
        Some(match (self.tries.last(), &delivery.verdict) {
            (Some(attempt), _) => attempt.at_ms.saturating_add(attempt.ms),
            (None, Verdict::Scheduled) => delivery.due_at_ms,
            (None, _) => delivery.scheduled_at_ms,
        })
    }

    /// Ends one that was just planned, since as many wait already as are kept.
    pub fn crowd_out(&mut self, most: u32) {
        self.skip(format!(
            "{most} webhooks wait already, the most that are kept"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::State;
    use super::super::entry::tests::{delivery, tried};
    use super::*;

    #[test]
    fn an_entry_ends_with_its_last_try() {
        let mut entry = Entry::new(delivery(Verdict::Scheduled), false);
        assert_eq!(entry.ended_ms(), None);
        assert!(entry.begin(5_000));
        entry.report(&tried(200), 5_012);
        assert_eq!(entry.ended_ms(), Some(5_012));
    }

    #[test]
    fn one_that_is_not_sent_ended_when_it_was_planned() {
        let skipped = Verdict::Skipped("its `if` is false".to_owned());
        assert_eq!(Entry::new(delivery(skipped), false).ended_ms(), Some(1_000));
    }

    #[test]
    fn one_that_was_refused_ended_when_it_was_due() {
        let mut entry = Entry::new(delivery(Verdict::Scheduled), false);
        entry.finish(State::Failed, Some("a secret is not set".to_owned()));
        assert_eq!(entry.ended_ms(), Some(5_000));
    }

    #[test]
    fn one_for_which_there_is_no_room_is_skipped_and_says_so() {
        let mut entry = Entry::new(delivery(Verdict::Scheduled), true);
        entry.crowd_out(100_000);
        assert_eq!((entry.state, entry.wake_ms), (State::Skipped, None));
        let reason = entry.reason.as_deref();
        assert_eq!(
            reason,
            Some("100000 webhooks wait already, the most that are kept")
        );
        assert_eq!(entry.ended_ms(), Some(1_000));
    }
}
