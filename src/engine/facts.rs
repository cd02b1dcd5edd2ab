//! What the host knows and the core does not.

use crate::verify::Finding;
use crate::webhook::Chain;

/// Time, chance and the environment, as one request sees them.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Now, in milliseconds since the Unix epoch.
    pub now_ms: u64,
    /// Chance: 128 fresh random bits for each request. The ids of webhooks come from it, so it
    /// must not repeat.
    pub seed: u128,
    /// The environment's variables that the file may read ([`crate::Engine::env_names`]).
    pub env: &'a [(String, String)],
    /// Where the request stands among those that webhooks make; from outside it is the default.
    pub chain: Chain,
    /// What the host found when it checked what the engine wanted ([`crate::Outcome::Check`]); `None`
    /// before that.
    pub finding: Option<Finding>,
}
