//! wasmock: a mock-API engine.
//!
//! A *mocks file* (YAML) declares endpoints, their answers and the webhooks that they send.
//! [`Engine::load`] compiles it once; [`Engine::handle`] answers one request. The core is
//! synchronous and knows no host: time, chance and the environment are arguments ([`Facts`]),
//! and everything that is still to be done, a pause or a webhook, leaves it as data
//! ([`Reply`], [`Delivery`]). Same request, same facts, same bytes, on every host.
//!
//! Read in this order: `engine` (a request's path on one screen), `spec` (the file),
//! `route` (which endpoint), `expression` and `template` (the language), `webhook`.

pub mod control;
pub mod diagnostic;
pub mod digest;
pub mod engine;
pub mod escape;
pub mod expression;
pub(crate) mod gather;
pub mod http;
pub mod journal;
pub mod json;
pub mod log;
pub mod nearest;
pub mod number;
pub mod outbound;
pub mod parameter_type;
pub mod problem;
pub mod random;
pub mod redaction;
pub mod retry;
pub mod route;
pub mod signature;
pub mod sort;
pub mod spec;
pub mod template;
pub mod time;
pub mod verify;
pub mod webhook;

/// The hosts: all that knows one, and nothing else.
mod adapter {
    #[cfg(feature = "cloudflare")]
    mod cloudflare;
    #[cfg(any(feature = "cloudflare", feature = "web"))]
    mod records;
    #[cfg(feature = "web")]
    mod web;
}

pub use diagnostic::{Diagnostic, Excerpt, Fault, Report, Severity, Source, Span};
pub use engine::{Carried, Condition, Engine, Facts, Listing, Outcome, Past, Reach, Reply};
pub use http::{Headers, Request, Response};
pub use verify::{Check, Finding};
pub use webhook::{
    After, Attempt, BasicAuth, Call, Chain, Delivery, EndpointName, Field, FieldValue, Message,
    Verdict,
};
