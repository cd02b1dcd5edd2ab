//! What comes of a request.

use super::endpoint::Endpoint;
use crate::http::Response;
use crate::webhook::{Delivery, EndpointName};

/// What came of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An endpoint answers.
    Reply(Reply),
    /// The engine answers a CORS preflight for a declared path.
    Preflight(Response),
    /// No endpoint answers. A server sends the answer (404, 405 or 400); a service worker may let
    /// the request through instead.
    Unmatched(Response),
}

/// Which endpoints may answer a request that could go on to its own server instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of them: it is for the mocks' own origin.
    All,
    /// Only those that name a `host`: it is for another origin.
    NamedHosts,
}

/// An endpoint's answer and what follows it.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The answer.
    pub response: Response,
    /// How long to wait before it is sent, in milliseconds.
    pub delay_ms: u64,
    /// The endpoint that answered: the request's method, and the path as written in the file.
    pub endpoint: EndpointName,
    /// The webhooks that follow, those that are not sent too (they are for the history).
    pub deliveries: Vec<Delivery>,
}

/// An endpoint as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its methods, in upper case; `ANY` for all.
    pub methods: Vec<String>,
    /// Its host, where the file names one.
    pub host: Option<String>,
    /// Its path as written.
    pub path: String,
    /// The names of its webhooks.
    pub webhooks: Vec<String>,
}

impl Outcome {
    /// The answer that a server sends.
    pub fn response(&self) -> &Response {
        match self {
            Outcome::Reply(reply) => &reply.response,
            Outcome::Preflight(response) | Outcome::Unmatched(response) => response,
        }
    }

    pub(super) fn response_mut(&mut self) -> &mut Response {
        match self {
            Outcome::Reply(reply) => &mut reply.response,
            Outcome::Preflight(response) | Outcome::Unmatched(response) => response,
        }
    }
}

impl Listing {
    pub(super) fn of(endpoint: &Endpoint) -> Listing {
        Listing {
            methods: endpoint.methods.clone(),
            host: endpoint.host.clone(),
            path: endpoint.path.clone(),
            webhooks: endpoint
                .plans
                .iter()
                .map(|plan| plan.name.as_ref().unwrap_or(&endpoint.path).clone())
                .collect(),
        }
    }
}
