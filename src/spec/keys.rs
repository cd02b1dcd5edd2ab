//! Which keys the maps of a mocks file have, for whoever describes the file to others: the JSON
//! Schema for editors, which `tests/schema.rs` holds to them.

use super::{
    endpoint, file, object, response, retry, settings, sign, subscription, verify, webhook,
};
use crate::gather::Gather as _;

/// The keys of one kind of map.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    /// What the map is: `endpoint`.
    pub owner: &'static str,
    /// The keys that the reader knows.
    pub known: &'static [&'static str],
    /// Those of them that it refuses as `not-yet`.
    pub not_yet: &'static [&'static str],
}

impl Keys {
    /// The keys that a file may have.
    pub fn accepted(&self) -> impl Iterator<Item = &'static str> {
        let known = self.known.iter().copied();
        known.filter(|key| !self.not_yet.contains(key))
    }
}

/// Every kind of map whose keys are known. Others, such as `headers`, have names of the author's.
pub const ALL: [Keys; 15] = [
    of("item", file::KINDS, file::NOT_YET),
    of("endpoint", endpoint::KEYS, endpoint::NOT_YET),
    of("query parameter", endpoint::QUERY_KEYS, &[]),
    of("response", response::KEYS, response::NOT_YET),
    of("verify", verify::KEYS, &[]),
    of("on-failure", response::FAILURE_KEYS, response::NOT_YET),
    of("webhook", webhook::KEYS, &[]),
    of("basic-auth", webhook::AUTH_KEYS, &[]),
    of("retry", retry::KEYS, &[]),
    of("sign", sign::KEYS, &[]),
    of("field", object::FIELD_KEYS, &[]),
    of("subscription", subscription::KEYS, &[]),
    of("event", subscription::EVENT_KEYS, &[]),
    of("settings", settings::KEYS, settings::NOT_YET),
    of("settings of webhooks", settings::WEBHOOK_KEYS, &[]),
];

/// The maps that a misplaced key may belong to, each called by the key that it stands under.
const HOMES: [&str; 8] = [
    "endpoint",
    "response",
    "webhook",
    "verify",
    "sign",
    "retry",
    "basic-auth",
    "settings",
];

/// The keys whose maps have a key of this name.
pub(super) fn homes(key: &str) -> Vec<&'static str> {
    let owner = |home: &&str| ALL.iter().find(|keys| keys.owner == *home);
    let maps = HOMES.iter().filter_map(owner);
    maps.filter(|keys| keys.known.contains(&key))
        .map(|keys| keys.owner)
        .gather()
}

/// The keys of two lists as one; `N` is how many there are.
pub(super) const fn joined<const N: usize>(
    first: &[&'static str],
    second: &[&'static str],
) -> [&'static str; N] {
    let mut joined = [""; N];
    let (start, end) = joined.split_at_mut(first.len());
    start.copy_from_slice(first);
    end.copy_from_slice(second);
    joined
}

/// Whether a key is known, but refused as `not-yet` wherever it stands.
pub(super) fn is_not_yet(key: &str) -> bool {
    ALL.iter().any(|keys| keys.not_yet.contains(&key))
}

const fn of(
    owner: &'static str,
    known: &'static [&'static str],
    not_yet: &'static [&'static str],
) -> Keys {
    Keys {
        owner,
        known,
        not_yet,
    }
}
