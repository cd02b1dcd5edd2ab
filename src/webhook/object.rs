//! What only a host's store knows of the object that a webhook is about: whether it was sent for the
//! object before, whether the object was seen before, and which number comes next.
//!
//! A webhook is planned with what is to be asked. Where it is stored, and in one step with that, the
//! store marks what [`Marks::of`] names, hears which of it was marked before, and [`settle`]s: so no
//! crash lies between what is decided and what is kept. A webhook that is stored already is not
//! asked about again.

use super::entry::{Entry, State};
use super::{Delivery, Verdict};
use crate::gather::Gather as _;

/// The most of a key that a reason shows, in characters.
const KEY_SHOWN: usize = 100;

/// How many numbers there are for a millisecond before they run ahead of the clock: 2^20.
const NUMBERS_A_MS: u32 = 20;

/// The last millisecond of that reckoning, in the year 2248: numbers stay below 2^63.
const LAST_MS: u64 = (1 << (63 - NUMBERS_A_MS)) - 1;

/// What is to be asked of a store, or what it told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectFacts {
    /// The webhook is not stored yet.
    Asked(ObjectQuestion),
    /// What stands in the envelope.
    Told(ObjectAnswer),
}

/// What is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectQuestion {
    /// The mark of a webhook that is sent once for an object.
    pub ready: Option<String>,
    /// The mark of an object that is created but once.
    pub seen: Option<String>,
    /// The object's key, as a reason shows it ([`ObjectQuestion::shown`]).
    pub key: String,
    /// The byte of the body at which `operation` and `sequence` belong, if it is the envelope.
    pub at: Option<usize>,
}

/// What a store told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectAnswer {
    /// Whether no request brought the object before.
    pub created: bool,
    /// A number that only grows.
    pub sequence: u64,
}

/// Texts that a store remembers, in two kinds that know nothing of each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Webhooks that were sent for an object.
    pub ready: Vec<String>,
    /// Objects that were seen.
    pub seen: Vec<String>,
}

impl ObjectQuestion {
    /// A key as a reason shows it: its beginning, where it is long.
    pub fn shown(key: &str) -> String {
        key.chars().take(KEY_SHOWN).gather_text()
    }
}

impl Marks {
    /// The kind of [`Marks::ready`], as a store calls it.
    pub const READY: &str = "ready";
    /// The kind of [`Marks::seen`].
    pub const SEEN: &str = "seen";

    /// What is to be marked for the webhooks of one request, each text once.
    pub fn of(entries: &[Entry]) -> Marks {
        let mut marks = Marks::default();
        for (entry, question) in entries.iter().filter_map(asked) {
            let ready = question.ready.as_ref();
            add(&mut marks.ready, ready.filter(|_| entry.is_scheduled()));
            add(&mut marks.seen, question.seen.as_ref());
        }
        marks
    }
}

/// Whether something must be asked of the webhooks of one request. Then all of them are kept in one
/// place with the marks, and only there it is known what becomes of them.
pub fn is_asking(planned: &[Delivery]) -> bool {
    planned.iter().any(|delivery| delivery.asks().is_some())
}

fn asked(entry: &Entry) -> Option<(&Entry, &ObjectQuestion)> {
    Some((entry, entry.delivery.asks()?))
}

fn add(texts: &mut Vec<String>, text: Option<&String>) {
    if let Some(text) = text.filter(|text| !texts.contains(text)) {
        texts.push(text.clone());
    }
}

/// Completes the webhooks of one request, all of them, by what a store knew of their [`Marks`] before it marked
/// them, and by the last number that it gave, at `now_ms`, milliseconds since the Unix epoch. Gives the
/// last number that it has given then.
pub fn settle(entries: &mut [Entry], known: &Marks, last: Option<u64>, now_ms: u64) -> Option<u64> {
    let mut last = last;
    for at in 0..entries.len() {
        let Some(entry) = entries.get_mut(at) else {
            continue;
        };
        if let Some(question) = entry.delivery.asks().cloned() {
            entry.settle(&question, known, &mut last, now_ms);
        }
        tell_followers(entries, at, now_ms);
    }
    last
}

/// Leaves out those that would come after the one at a place if that is not sent, and those that would
/// come after them.
fn tell_followers(entries: &mut [Entry], ended: usize, now_ms: u64) {
    let mut all = vec![ended];
    while let Some(other) = all.pop() {
        for at in 0..entries.len() {
            let Ok([other, entry]) = entries.get_disjoint_mut([other, at]) else {
                continue;
            };
            let waits = other.followers().contains(&entry.delivery.id);
            if waits && entry.look_at(Some(other), now_ms) {
                entry.skip(entry.reason.clone().unwrap_or_default());
                all.push(at);
            }
        }
    }
}

/// The number after the last: by the clock, so that it grows even where the last was forgotten.
fn next(last: Option<u64>, now_ms: u64) -> u64 {
    let by_clock = now_ms.min(LAST_MS) << NUMBERS_A_MS;
    last.map_or(by_clock, |last| last.saturating_add(1).max(by_clock))
}

impl Delivery {
    /// What is to be asked of the store before it keeps this; `None` where nothing is, or it was.
    pub fn asks(&self) -> Option<&ObjectQuestion> {
        match &self.object {
            Some(ObjectFacts::Asked(question)) => Some(question),
            _ => None,
        }
    }

    /// What the store told.
    pub fn told(&self) -> Option<ObjectAnswer> {
        match &self.object {
            Some(ObjectFacts::Told(answer)) => Some(*answer),
            _ => None,
        }
    }
}

impl Entry {
    fn is_scheduled(&self) -> bool {
        self.state == State::Scheduled
    }

    fn settle(
        &mut self,
        question: &ObjectQuestion,
        known: &Marks,
        last: &mut Option<u64>,
        now_ms: u64,
    ) {
        let is_known = |texts: &[String], text: &Option<String>| {
            text.as_ref().is_some_and(|text| texts.contains(text))
        };
        if self.is_scheduled() && is_known(&known.ready, &question.ready) {
            self.skip(format!("it was sent for `{}` before", question.key));
        }
        if self.is_scheduled() && question.at.is_some() {
            let sequence = next(*last, now_ms);
            *last = Some(sequence);
            let created = !is_known(&known.seen, &question.seen);
            self.tell(ObjectAnswer { created, sequence });
        } else {
            self.leave_envelope();
            self.delivery.object = None;
        }
    }

    /// Tells a webhook that was planned what a store knew; whether it was asked.
    pub fn tell(&mut self, answer: ObjectAnswer) -> bool {
        let at = self.delivery.asks().and_then(|question| question.at);
        let parts = at.and_then(|at| self.delivery.body.as_ref()?.split_at_checked(at));
        let Some((before, after)) = parts else {
            return false;
        };
        let operation = if answer.created { "create" } else { "update" };
        let sequence = answer.sequence;
        self.delivery.body = Some(format!(
            "{before},\"operation\":\"{operation}\",\"sequence\":{sequence}{after}"
        ));
        self.delivery.object = Some(ObjectFacts::Told(answer));
        true
    }

    /// Ends one that was just planned and is not to be sent.
    pub(super) fn skip(&mut self, reason: String) {
        self.delivery.verdict = Verdict::Skipped(reason.clone());
        self.finish(State::Skipped, Some(reason));
        self.leave_envelope();
    }

    /// What is never sent needs no number, and an envelope without one is none.
    fn leave_envelope(&mut self) {
        if let Some(ObjectFacts::Asked(question)) = &mut self.delivery.object
            && question.at.take().is_some()
        {
            self.delivery.body = None;
        }
    }
}

#[cfg(test)]
mod tests;
