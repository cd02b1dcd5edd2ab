//! A webhook with what became of it so far: one row of a host's store.
//!
//! A host keeps entries, looks at each when its [`Entry::wake_ms`] comes, and sends what
//! [`Entry::begin`] allows. Whoever sends holds the entry for as long as the target may take; a
//! sender that vanishes (its process was killed) thereby only delays, and the entry is sent again
//! under the same id. Nothing here knows how entries are kept or how time passes.

use super::{Attempt, Delivery, Verdict};

/// How long past due the store waits for a sender that has promised to come, in milliseconds.
pub const GRACE_MS: u64 = 500;

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
    /// It waits for its time or its next try, or is being sent.
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
    /// How many tries it had when it was last asked for once more.
    pub(super) earlier: usize,
}

impl Entry {
    /// The entry of a webhook that was just planned. If a sender has promised to come when it is
    /// due, it is `leased`, and the store looks only a little later.
    pub fn new(delivery: Delivery, leased: bool) -> Entry {
        let grace = if leased { GRACE_MS } else { 0 };
        let wake_ms = delivery.first_look_ms().saturating_add(grace);
        let waits = delivery.after.as_ref();
        let reason = waits.map(|after| format!("it waits for `{}`", after.name));
        let verdict = delivery.verdict.clone();
        let mut entry = Entry {
            delivery,
            state: State::Scheduled,
            reason,
            tries: Vec::new(),
            wake_ms: Some(wake_ms),
            sending_since_ms: None,
            vanished: 0,
            earlier: 0,
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
        if self.is_held(now_ms) || self.waits_for().is_some() {
            return false;
        }
        if let Some(since_ms) = self.sending_since_ms.take() {
            self.note_vanished(since_ms, now_ms);
        } else if self.waits_for_next_try(now_ms) {
            return false;
        }
        if self.state != State::Scheduled {
            return false;
        }
        let patience = self.delivery.timeout_ms.saturating_add(SLACK_MS);
        self.sending_since_ms = Some(now_ms);
        self.wake_ms = Some(now_ms.saturating_add(patience));
        true
    }

    /// Gives it to the sender that has promised to make the first try, if that is still to be made.
    pub fn claim(&mut self, now_ms: u64) -> bool {
        self.tries.is_empty() && self.begin(now_ms)
    }

    /// Waits no longer for a sender that has promised to come: whoever looks when it is due may send.
    pub fn recall(&mut self) {
        let is_free = self.sending_since_ms.is_none() && self.delivery.after.is_none();
        if is_free && self.state == State::Scheduled {
            self.wake_ms = Some(self.delivery.due_at_ms);
        }
    }

    /// Takes it from a sender that has ended, as its host knows: whoever looks may send.
    pub fn free(&mut self, now_ms: u64) {
        if self.sending_since_ms.is_some() {
            self.wake_ms = Some(now_ms);
        }
    }

    /// Ends the entry; what the history does not show is let go.
    pub fn finish(&mut self, state: State, reason: Option<String>) {
        self.state = state;
        self.reason = reason;
        self.wake_ms = None;
        self.sending_since_ms = None;
        if let Some(body) = &mut self.delivery.body {
            body.truncate(body.floor_char_boundary(HISTORY_BODY));
        }
    }

    /// How many tries failed since it was planned, or asked for once more. Senders that vanished are
    /// counted apart: they say nothing of the target.
    pub fn failed_tries(&self) -> usize {
        let vanished = usize::try_from(self.vanished).unwrap_or(usize::MAX);
        let others = self.earlier.saturating_add(vanished);
        self.tries.len().saturating_sub(others)
    }

    fn is_held(&self, now_ms: u64) -> bool {
        self.sending_since_ms.is_some() && self.wake_ms.is_some_and(|wake| wake > now_ms)
    }

    /// Whether a try failed and the next is not due: a sender that has promised the first may come
    /// late.
    fn waits_for_next_try(&self, now_ms: u64) -> bool {
        !self.tries.is_empty() && now_ms < self.delivery.due_at_ms
    }

    fn note_vanished(&mut self, since_ms: u64, now_ms: u64) {
        self.vanished = self.vanished.saturating_add(1);
        self.tries.push(Attempt {
            at_ms: since_ms,
            status: None,
            error: Some("the sender was ended before it could report".to_owned()),
            failure: None,
            ms: now_ms.saturating_sub(since_ms),
        });
        if self.vanished >= VANISHED_MAX {
            let reason = format!("{VANISHED_MAX} senders were ended before they could report");
            self.finish(State::Failed, Some(reason));
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
