//! What comes of a request.

use super::endpoint::Endpoint;
use super::incoming::Incoming;
use crate::gather::Gather as _;
use crate::http::Response;
use crate::json::Value;
use crate::spec::QueryRule;
use crate::verify::Check;
use crate::webhook::{Delivery, EndpointName};

/// What came of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An endpoint answers.
    Reply(Reply),
    /// An endpoint answers only who proves to be the right sender. The host checks that, and asks again
    /// with the same request and facts, and what it found among them.
    Check(Box<Check>),
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
    /// Why `verify` refused the request, for whoever runs the mocks and not for who asked.
    pub refusal: Option<String>,
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
    /// The query parameters that a request must have, and the names of their types.
    pub query: Vec<(String, &'static str)>,
    /// The header fields that a request must have.
    pub headers: Vec<(String, String)>,
    /// A sample of the JSON body that a request must have.
    pub body: Option<Value>,
    /// The names of its webhooks.
    pub webhooks: Vec<String>,
}

impl Outcome {
    /// The answer that a server sends; `None` where something is to be checked first.
    pub fn response(&self) -> Option<&Response> {
        match self {
            Outcome::Reply(reply) => Some(&reply.response),
            Outcome::Preflight(response) | Outcome::Unmatched(response) => Some(response),
            Outcome::Check(_) => None,
        }
    }

    pub(super) fn response_mut(&mut self) -> Option<&mut Response> {
        match self {
            Outcome::Reply(reply) => Some(&mut reply.response),
            Outcome::Preflight(response) | Outcome::Unmatched(response) => Some(response),
            Outcome::Check(_) => None,
        }
    }
}

impl Reply {
    /// 200 without a body, at once.
    pub(super) fn of(endpoint: &Endpoint, incoming: &Incoming) -> Reply {
        Reply {
            response: Response::new(200),
            delay_ms: 0,
            endpoint: EndpointName {
                method: incoming.method.clone(),
                path: endpoint.path.clone(),
            },
            deliveries: Vec::new(),
            refusal: None,
        }
    }
}

impl Listing {
    pub(super) fn of(endpoint: &Endpoint) -> Listing {
        Listing {
            methods: endpoint.methods.clone(),
            host: endpoint.host.clone(),
            path: endpoint.path.clone(),
            query: required(&endpoint.query),
            headers: endpoint.headers.clone(),
            body: endpoint.sample.clone(),
            webhooks: endpoint
                .plans
                .iter()
                .map(|plan| plan.name.as_ref().unwrap_or(&endpoint.path).clone())
                .gather(),
        }
    }
}

/// The parameters without which a request is refused.
fn required(rules: &[QueryRule]) -> Vec<(String, &'static str)> {
    let required = rules
        .iter()
        .filter(|rule| rule.required && rule.default.is_none());
    required
        .map(|rule| (rule.name.clone(), rule.kind.name()))
        .gather()
}
