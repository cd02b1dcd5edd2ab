//! A webhook with what became of it so far: one row of a host's store.
//!
//! A host keeps entries, looks at each when its [`Entry::wake_ms`] comes, and sends what
//! [`Entry::begin`] allows. Whoever sends holds the entry for as long as the target may take; a
//! sender that vanishes (its process was killed) thereby only delays, and the entry is sent again
//! under the same id. Nothing here knows how entries are kept or how time passes.

use super::{After, Attempt, Delivery, Verdict};

/// How long past due the store waits for a sender that has promised to come, in milliseconds.
const GRACE_MS: u64 = 500;

/// How long past the target's time-out the store waits for a sender's report, in milliseconds.
const SLACK_MS: u64 = 2_000;

/// How many senders may vanish over one webhook before it is given up: one whose sending kills the
/// process must not do so for ever.
const VANISHED_MAX: u32 = 10;

/// The most of a body that the history keeps, in bytes.
pub const HISTORY_BODY: usize = 64 * 1024;

/// Where a webhook stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for its time, or is being sent.
    Scheduled,
    /// Its condition was false.
    Skipped,
    /// The target took it.
    Sent,
    /// It was not delivered and is not tried again.
    Failed,
}

impl State {
    /// Every state.
    pub const ALL: [State; 4] = [State::Scheduled, State::Skipped, State::Sent, State::Failed];

    /// Its name in the history.
    pub fn name(self) -> &'static str {
        match self {
            State::Scheduled => "scheduled",
            State::Skipped => "skipped",
            State::Sent => "sent",
            State::Failed => "failed",
        }
    }

    /// The state of that name.
    pub fn named(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What came of sending a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// The target was called.
    Tried(Attempt),
    /// Nothing went out, for this reason: a secret is not set.
    Refused(String),
}

/// A webhook with what became of it so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is to be sent.
    pub delivery: Delivery,
    /// Where it stands.
    pub state: State,
    /// Why it stands there.
    pub reason: Option<String>,
    /// The tries so far.
    pub tries: Vec<Attempt>,
    /// When the store must look at it again, in milliseconds since the Unix epoch; `None` when
    /// all is done.
    pub wake_ms: Option<u64>,
    /// Since when a sender has it.
    pub(super) sending_since_ms: Option<u64>,
    /// How many senders vanished.
    pub(super) vanished: u32,
}

impl Entry {
    /// The entry of a webhook that was just planned. If a sender has promised to come when it is
    /// due, it is `leased`, and the store looks only a little later.
    pub fn new(delivery: Delivery, leased: bool) -> Entry {
        let grace = if leased { GRACE_MS } else { 0 };
        let wake_ms = delivery.due_at_ms.saturating_add(grace);
        let verdict = delivery.verdict.clone();
        let mut entry = Entry {
            delivery,
            state: State::Scheduled,
            reason: None,
            tries: Vec::new(),
            wake_ms: Some(wake_ms),
            sending_since_ms: None,
            vanished: 0,
        };
        match verdict {
            Verdict::Scheduled => {}
            Verdict::Skipped(reason) => entry.finish(State::Skipped, Some(reason)),
            Verdict::Failed(reason) => entry.finish(State::Failed, Some(reason)),
        }
        entry
    }

    /// Gives the entry to a sender, if it is to be sent and no other has it.
    pub fn begin(&mut self, now_ms: u64) -> bool {
        if self.is_held(now_ms) {
            return false;
        }
        if let Some(since_ms) = self.sending_since_ms.take() {
            self.note_vanished(since_ms, now_ms);
        }
        if self.state != State::Scheduled {
            return false;
        }
        let patience = self.delivery.timeout_ms.saturating_add(SLACK_MS);
        self.sending_since_ms = Some(now_ms);
        self.wake_ms = Some(now_ms.saturating_add(patience));
        true
    }

    /// Takes a sender's report. One that comes late, when another has already been heard, is
    /// noted and changes nothing.
    pub fn report(&mut self, sending: Sending) {
        let after = match sending {
            Sending::Refused(reason) => After::GiveUp(reason),
            Sending::Tried(attempt) => {
                let after = attempt.after();
                self.tries.push(attempt);
                after
            }
        };
        if self.state != State::Scheduled {
            return;
        }
        match after {
            After::Done => self.finish(State::Sent, None),
            After::GiveUp(reason) => self.finish(State::Failed, Some(reason)),
        }
    }

    /// Ends the entry; what the history does not show is let go.
    pub fn finish(&mut self, state: State, reason: Option<String>) {
        self.state = state;
        self.reason = reason;
        self.wake_ms = None;
        self.sending_since_ms = None;
        if let Some(body) = &mut self.delivery.body {
            body.truncate(floor_boundary(body, HISTORY_BODY));
        }
    }

    fn is_held(&self, now_ms: u64) -> bool {
        self.sending_since_ms.is_some() && self.wake_ms.is_some_and(|wake| wake > now_ms)
    }

    fn note_vanished(&mut self, since_ms: u64, now_ms: u64) {
        self.vanished = self.vanished.saturating_add(1);
        self.tries.push(Attempt {
            at_ms: since_ms,
            status: None,
            error: Some("the sender was ended before it could report".to_owned()),
            ms: now_ms.saturating_sub(since_ms),
        });
        if self.vanished >= VANISHED_MAX {
            let reason = format!("{VANISHED_MAX} senders were ended before they could report");
            self.finish(State::Failed, Some(reason));
        }
    }
}

/// The greatest length of whole characters that is not over `length` bytes.
pub(super) fn floor_boundary(text: &str, length: usize) -> usize {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    end
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::EndpointName;
    use super::*;

    /// A webhook planned at 1,000 and due at 5,000, with a time-out of 15 s.
    pub fn delivery(verdict: Verdict) -> Delivery {
        Delivery {
            id: "0193".to_owned(),
            name: "paid".to_owned(),
            endpoint: EndpointName {
                method: "POST".to_owned(),
                path: "/orders/:id".to_owned(),
            },
            verdict,
            method: "POST".to_owned(),
            url: "http://127.0.0.1:9/hook".to_owned(),
            headers: Vec::new(),
            basic_auth: None,
            body: Some("{}".to_owned()),
            scheduled_at_ms: 1_000,
            due_at_ms: 5_000,
            timeout_ms: 15_000,
            longest_ms: 19_000,
        }
    }

    fn scheduled(leased: bool) -> Entry {
        Entry::new(delivery(Verdict::Scheduled), leased)
    }

    pub fn tried(status: u16) -> Sending {
        Sending::Tried(Attempt {
            at_ms: 5_000,
            status: Some(status),
            error: None,
            ms: 12,
        })
    }

    #[test]
    fn the_store_looks_when_due_and_a_little_later_if_a_sender_has_promised() {
        assert_eq!(scheduled(false).wake_ms, Some(5_000));
        assert_eq!(scheduled(true).wake_ms, Some(5_500));
    }

    #[test]
    fn what_is_not_to_be_sent_is_finished_at_once() {
        let table = [
            (Verdict::Skipped("no".to_owned()), State::Skipped),
            (Verdict::Failed("no".to_owned()), State::Failed),
        ];
        for (verdict, state) in table {
            let mut entry = Entry::new(delivery(verdict), true);
            assert_eq!((entry.state, entry.wake_ms), (state, None));
            assert_eq!(entry.reason.as_deref(), Some("no"));
            assert!(!entry.begin(9_000), "{} must not be sent", state.name());
        }
    }

    #[test]
    fn one_sender_at_a_time_has_it_until_the_time_out_and_the_slack_are_over() {
        let mut entry = scheduled(true);
        assert!(entry.begin(5_000));
        assert_eq!(entry.wake_ms, Some(22_000));
        assert!(!entry.begin(5_500), "the alarm comes while it is sent");
        assert!(!entry.begin(21_999));
        assert!(entry.begin(22_000), "the sender has vanished");
        assert_eq!(entry.tries.len(), 1);
        assert_eq!(entry.delivery.id, "0193");
    }

    #[test]
    fn a_report_ends_it() {
        for (status, state) in [
            (204, State::Sent),
            (302, State::Failed),
            (500, State::Failed),
        ] {
            let mut entry = scheduled(false);
            assert!(entry.begin(5_000));
            entry.report(tried(status));
            assert_eq!((entry.state, entry.wake_ms), (state, None), "{status}");
            assert!(!entry.begin(99_000), "{status}");
        }
    }

    #[test]
    fn a_refusal_fails_it_without_a_try() {
        let mut entry = scheduled(false);
        entry.report(Sending::Refused("the secret `KEY` is not set".to_owned()));
        assert_eq!((entry.state, entry.tries.len()), (State::Failed, 0));
        assert!(entry.reason.is_some_and(|reason| reason.contains("KEY")));
    }

    #[test]
    fn a_late_report_is_noted_and_changes_nothing() {
        let mut entry = scheduled(false);
        entry.report(tried(200));
        entry.report(tried(500));
        assert_eq!((entry.state, entry.tries.len()), (State::Sent, 2));
    }

    #[test]
    fn a_webhook_that_ends_its_senders_is_given_up() {
        let mut entry = scheduled(false);
        let mut begun = 0;
        while let Some(wake) = entry.wake_ms {
            begun += u32::from(entry.begin(wake));
            assert!(begun <= VANISHED_MAX, "it goes on for ever");
        }
        assert_eq!((entry.state, begun), (State::Failed, VANISHED_MAX));
    }

    #[test]
    fn a_finished_body_is_cut_between_characters() {
        let mut long = delivery(Verdict::Scheduled);
        long.body = Some("é".repeat(HISTORY_BODY));
        let mut entry = Entry::new(long, false);
        assert_eq!(
            entry.delivery.body.as_ref().map(String::len),
            Some(2 * HISTORY_BODY)
        );
        entry.report(tried(200));
        assert_eq!(
            entry.delivery.body.map(|body| body.len()),
            Some(HISTORY_BODY)
        );
    }
}
