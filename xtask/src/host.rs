//! The hosts that the crate is built for.

use std::path::PathBuf;

/// One build of the crate: a feature of Cargo.toml and a folder under `build/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// The Cloudflare Worker: `build/worker/{index.js, engine.wasm}`.
    Worker,
    /// Node and the browser: `build/web/{engine.js, engine.wasm}`.
    Web,
}

impl Host {
    /// Every host, in the order of their building.
    pub const ALL: [Host; 2] = [Host::Worker, Host::Web];

    /// Its feature in Cargo.toml.
    pub fn feature(self) -> &'static str {
        match self {
            Host::Worker => "cloudflare",
            Host::Web => "web",
        }
    }

    /// Its profile in Cargo.toml.
    pub fn profile(self) -> &'static str {
        match self {
            Host::Worker => "worker",
            Host::Web => "web",
        }
    }

    /// Its folder.
    pub fn folder(self) -> PathBuf {
        crate::root().join(self.shown_folder())
    }

    /// Its folder as it is shown: relative to the repository.
    pub fn shown_folder(self) -> &'static str {
        match self {
            Host::Worker => "build/worker",
            Host::Web => "build/web",
        }
    }
}
