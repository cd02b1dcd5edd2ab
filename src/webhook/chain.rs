//! Webhooks that call the mocks themselves, and what keeps them from going on for ever.
//!
//! Nobody counts what goes out: a request has a number of webhooks that may descend from it, and
//! what its own leave of that is shared among those of them that call the mocks again. So all is
//! decided where a webhook is planned, and no two calls need to know of each other.

use super::{Delivery, Entry, Verdict};
use crate::digest;
use crate::retry::Retry;

/// How deep webhooks can lead to webhooks: one of a request from outside is the first.
pub const DEEPEST: u32 = 8;

/// How many webhooks may descend from one request from outside.
pub const DESCENDANTS: u32 = 100;

/// Where a request stands among those that webhooks make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// How many webhooks led to it.
    pub depth: u32,
    /// How many webhooks may descend from it.
    pub budget: u32,
}

/// What a webhook's call of the mocks is answered with, in the place of chance. It is the same when
/// a try is made again, since nobody heard of it, so that the webhooks of that have the same ids, and
/// are kept once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// What all chance follows from.
    pub seed: u128,
    /// Where the request stands.
    pub chain: Chain,
}

impl Default for Chain {
    /// That of a request from outside.
    fn default() -> Self {
        Chain {
            depth: 0,
            budget: DESCENDANTS,
        }
    }
}

impl Call {
    /// As it crosses to a host and back: `SEED/DEPTH/BUDGET`, the seed in hexadecimal.
    pub fn to_text(self) -> String {
        let Call { seed, chain } = self;
        format!("{seed:032x}/{}/{}", chain.depth, chain.budget)
    }

    /// Reads it; `None` if it is none.
    pub fn parse(text: &str) -> Option<Call> {
        let (seed, chain) = text.split_once('/')?;
        let (depth, budget) = chain.split_once('/')?;
        Some(Call {
            seed: u128::from_str_radix(seed, 16).ok()?,
            chain: Chain {
                depth: depth.parse().ok()?,
                budget: budget.parse().ok()?,
            },
        })
    }
}

impl Delivery {
    /// The call of the mocks that the next try makes, after so many that failed; `None` for a webhook
    /// that goes out. Tries share what may descend from them: each but the last has half of what is
    /// left.
    pub fn call(&self, failed: usize) -> Option<Call> {
        self.call_after(0, failed)
    }

    /// The same of one that had so many tries `earlier`, before it was asked for once more.
    fn call_after(&self, earlier: usize, failed: usize) -> Option<Call> {
        let Chain { depth, budget } = self.chain?;
        let tries = self.retry.as_ref().map_or(1, Retry::tries);
        let mut left = budget;
        for _ in 0..failed {
            left = left.saturating_sub(left.div_ceil(2));
        }
        let is_last = failed.saturating_add(1) >= tries;
        let budget = if is_last { left } else { left.div_ceil(2) };
        Some(Call {
            seed: seed(&self.id, earlier.saturating_add(failed)),
            chain: Chain { depth, budget },
        })
    }
}

impl Entry {
    /// The call of the mocks that its next try makes; `None` for a webhook that goes out.
    pub fn call(&self) -> Option<Call> {
        self.delivery.call_after(self.earlier, self.failed_tries())
    }
}

/// A seed that is known only to whoever knows the id.
fn seed(id: &str, tries: usize) -> u128 {
    // The first byte is the highest: what was planned by an earlier version must be planned again.
    digest::seed(&format!("{id}/{tries}")).swap_bytes()
}

/// Leaves out of the webhooks of one request what goes too deep or is too many, and shares what may
/// descend from the rest among those of them that call the mocks.
pub fn bound<'a>(planned: impl Iterator<Item = &'a mut Delivery>, chain: Chain) {
    let mut left = chain.budget;
    let mut calls = Vec::new();
    for delivery in planned.filter(|delivery| delivery.verdict == Verdict::Scheduled) {
        if let Some(reason) = obstacle(chain.depth, left) {
            delivery.verdict = Verdict::Skipped(reason);
            continue;
        }
        left = left.saturating_sub(1);
        calls.extend(delivery.chain.as_mut());
    }
    let mut sharers = u32::try_from(calls.len()).unwrap_or(u32::MAX);
    for call in calls {
        let share = left.div_ceil(sharers.max(1));
        *call = Chain {
            depth: chain.depth.saturating_add(1),
            budget: share,
        };
        left = left.saturating_sub(share);
        sharers = sharers.saturating_sub(1);
    }
}

fn obstacle(depth: u32, left: u32) -> Option<String> {
    if depth >= DEEPEST {
        let reason = format!("webhooks that call these mocks lead at most {DEEPEST} deep");
        return Some(reason);
    }
    (left == 0).then(|| {
        format!("at most {DESCENDANTS} webhooks descend from one request, shared among its calls")
    })
}

#[cfg(test)]
mod tests;
