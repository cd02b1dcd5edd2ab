//! The sink of a case without a network: what it receives, and what it answers.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt;

use wasmock::retry::{Failure, Pace};
use wasmock::webhook::{Entry, Sending, State};
use wasmock::{Attempt, Call, Delivery, Message};

use crate::case::{Received, SINK};
use crate::expect::{self, Complaints};
use crate::native::milliseconds;
use crate::objects::Objects;
use crate::signing::signed;

/// How far a webhook whose time is left to chance may be from `after`, in milliseconds.
const TOLERANCE_MS: u64 = 750;

/// A server that answers 200, or what its script says, and the store of what is on the way to it.
#[derive(Default)]
pub struct Sink {
    statuses: HashMap<String, VecDeque<u16>>,
    objects: Objects,
}

/// A webhook as the sink sees it.
pub struct Arrival {
    message: Message,
    after_ms: u64,
    /// Whether its time is not left to chance.
    fixed: bool,
}

/// What came of a webhook that called the mocks themselves.
pub struct Called {
    pub status: u16,
    pub delay_ms: u64,
    pub deliveries: Vec<Delivery>,
}

/// The mocks, as a webhook calls them at a time.
pub type Mocks<'a> = &'a dyn Fn(&Message, Call, u64) -> Called;

impl Sink {
    /// The statuses that paths answer from now on, one after the other, then 200.
    pub fn answer(&mut self, statuses: &BTreeMap<String, Vec<u16>>) {
        for (path, list) in statuses {
            let list = list.iter().copied().collect();
            self.statuses.insert(path.clone(), list);
        }
    }

    /// Plays webhooks, planned when a request was answered, to their end: what arrives.
    pub fn receive(
        &mut self,
        deliveries: Vec<Delivery>,
        answered_ms: u64,
        secret: &dyn Fn(&str) -> Option<String>,
        mocks: Mocks,
    ) -> Vec<Arrival> {
        let kept = self.objects.keep(deliveries, answered_ms).into_iter();
        let mut waiting: Vec<Waiting> = kept.map(Waiting::of).collect();
        let mut arrivals = Vec::new();
        follow(&mut waiting, answered_ms);
        while let Some((now_ms, next)) = next(&mut waiting) {
            next.entry.begin(now_ms);
            let mut planned = Vec::new();
            let delivery = &next.entry.delivery;
            let call = next.entry.call();
            let message = delivery.message(secret, now_ms).and_then(signed);
            let sending = match (message, call) {
                (Err(reason), _) => Sending::Refused(reason),
                (Ok(message), Some(call)) => {
                    let called = mocks(&message, call, now_ms);
                    planned = called.deliveries;
                    answered(now_ms, called.status, called.delay_ms, delivery.timeout_ms)
                }
                (Ok(message), None) => {
                    let after_ms = now_ms.saturating_sub(answered_ms);
                    let arrival = next.arrival(message, after_ms);
                    let status = self.status(arrival.path());
                    arrivals.push(arrival);
                    answered(now_ms, status, 0, u64::MAX)
                }
            };
            let ended_ms = ended_ms(&sending).unwrap_or(now_ms);
            next.entry.report(&sending, ended_ms);
            let kept = self.objects.keep(planned, now_ms).into_iter();
            waiting.extend(kept.map(Waiting::of));
            follow(&mut waiting, ended_ms);
        }
        arrivals
    }

    fn status(&mut self, path: &str) -> u16 {
        let list = self.statuses.get_mut(path);
        list.and_then(VecDeque::pop_front).unwrap_or(200)
    }
}

/// The webhook that is due first, and when. Those that wait for another one are not: they look at it
/// when it ends.
fn next(waiting: &mut [Waiting]) -> Option<(u64, &mut Waiting)> {
    let due = waiting
        .iter_mut()
        .filter(|one| one.entry.waits_for().is_none())
        .filter_map(|one| Some((one.entry.wake_ms?, one)));
    due.min_by_key(|(wake_ms, _)| *wake_ms)
}

/// Has those look that wait for a webhook that has ended.
fn follow(waiting: &mut [Waiting], now_ms: u64) {
    let ended = |entry: &&Entry| entry.state != State::Scheduled;
    loop {
        let all: Vec<Entry> = waiting.iter().map(|one| one.entry.clone()).collect();
        let mut over = false;
        for one in waiting.iter_mut() {
            let other = |entry: &&Entry| one.entry.waits_for() == Some(&entry.delivery.id);
            let other = all.iter().find(other).filter(ended);
            over |= other.is_some() && one.entry.look_at(other, now_ms);
        }
        if !over {
            return;
        }
    }
}

/// A target answered after a time, or did not within its own.
fn answered(at_ms: u64, status: u16, delay_ms: u64, timeout_ms: u64) -> Sending {
    let in_time = delay_ms <= timeout_ms;
    Sending::Tried {
        attempt: Attempt {
            at_ms,
            status: in_time.then_some(status),
            error: (!in_time).then(|| "no answer".to_owned()),
            failure: (!in_time).then_some(Failure::Timeout),
            ms: delay_ms.min(timeout_ms),
        },
        retry_after: None,
    }
}

fn ended_ms(sending: &Sending) -> Option<u64> {
    match sending {
        Sending::Tried { attempt, .. } => Some(attempt.at_ms + attempt.ms),
        Sending::Refused(_) | Sending::LeftOut(_) => None,
    }
}

/// A webhook that is not done with.
struct Waiting {
    entry: Entry,
    /// Whether the file gives one delay and no range.
    fixed: bool,
}

impl Waiting {
    fn of(entry: Entry) -> Waiting {
        let delivery = &entry.delivery;
        let answered_ms = delivery.scheduled_at_ms;
        let after_ms = match &delivery.after {
            Some(after) => after.delay_ms,
            None => delivery.due_at_ms.saturating_sub(answered_ms),
        };
        let fixed = after_ms + delivery.timeout_ms == delivery.longest_ms;
        Waiting { entry, fixed }
    }

    fn arrival(&self, message: Message, after_ms: u64) -> Arrival {
        let pace = self.entry.delivery.retry.as_ref().map(|retry| &retry.pace);
        let by_chance = matches!(pace, Some(Pace::Attempts(_)));
        let fixed = self.fixed && (self.entry.tries.is_empty() || !by_chance);
        Arrival {
            message,
            after_ms,
            fixed,
        }
    }
}

impl Arrival {
    /// What differs from what was expected.
    pub fn complaints(&self, wanted: &Received) -> Complaints {
        let method = wanted.method.as_deref().unwrap_or(&self.message.method);
        let body = self.message.body.as_deref().unwrap_or("");
        let mut complaints = expect::text("path", &wanted.path, self.path());
        complaints.extend(expect::text("method", method, &self.message.method));
        complaints.extend(expect::headers(&wanted.headers, &self.message.headers));
        complaints.extend(
            wanted
                .json
                .iter()
                .flat_map(|wanted| expect::json(wanted, body)),
        );
        complaints.extend(
            wanted
                .text
                .iter()
                .flat_map(|wanted| expect::text("body", wanted, body)),
        );
        complaints.extend(
            wanted
                .after
                .and_then(|after| self.late(milliseconds(after))),
        );
        complaints
    }

    /// Path and query.
    fn path(&self) -> &str {
        let url = &self.message.url;
        url.strip_prefix(SINK).unwrap_or(url)
    }

    /// One delay is kept to the millisecond; of a range any instant near `after` will do.
    fn late(&self, wanted_ms: u64) -> Option<String> {
        let tolerance = if self.fixed { 0 } else { TOLERANCE_MS };
        (self.after_ms.abs_diff(wanted_ms) > tolerance).then(|| {
            format!(
                "due {} ms after the answer, expected {wanted_ms}",
                self.after_ms
            )
        })
    }
}

impl fmt::Display for Arrival {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} {}", self.message.method, self.message.url)
    }
}
