//! One webhook that was planned.

use super::{BasicAuth, BodySecret, Chain, Field, ObjectFacts, Sign};
use crate::retry::Retry;

/// A webhook as it is stored: rendered, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// A UUID, sent as `webhook-id`; the same at every try.
    pub id: String,
    /// The webhook's name in the file; the endpoint's path where it has none.
    pub name: String,
    /// The endpoint that it belongs to.
    pub endpoint: EndpointName,
    /// Whether it is to be sent.
    pub verdict: Verdict,
    /// The method, in upper case.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// The header fields, `webhook-id` among them; secrets by their names.
    pub headers: Vec<Field>,
    /// The user and the password, sent as `authorization`.
    pub basic_auth: Option<BasicAuth>,
    /// The body, with `"***"` where a secret stands.
    pub body: Option<String>,
    /// The secret that stands in the body.
    pub body_secret: Option<BodySecret>,
    /// When it was planned, in milliseconds since the Unix epoch.
    pub scheduled_at_ms: u64,
    /// When its next try is due, or was if it was the last, in milliseconds since the Unix epoch.
    pub due_at_ms: u64,
    /// How long the target has to answer, in milliseconds.
    pub timeout_ms: u64,
    /// The longest that its first try can take from its planning to the target's answer, in
    /// milliseconds: the longest delay that the file allows, and the time-out.
    pub longest_ms: u64,
    /// What follows a try that failed; `None`: there is no other.
    pub retry: Option<Retry>,
    /// How it is signed.
    pub sign: Option<Sign>,
    /// The webhook that must be delivered first, as long as it is not.
    pub after: Option<Predecessor>,
    /// The ids of the webhooks that wait for this one.
    pub followers: Vec<String>,
    /// The hosts that it may go to if its own came out of a template, as the file lists them; `None`
    /// where the file's author wrote the host.
    pub allowed_hosts: Option<Vec<String>>,
    /// Where the request that it makes stands, if it calls these same mocks: then it does not go out.
    pub chain: Option<Chain>,
    /// What only the store knows of the object that it is about, asked or told.
    pub object: Option<ObjectFacts>,
}

/// A webhook that another one waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predecessor {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How long after its delivery the other one is sent, in milliseconds.
    pub delay_ms: u64,
}

/// An endpoint, for the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointName {
    /// The method of the request that it answered, in upper case.
    pub method: String,
    /// The path as written in the file.
    pub path: String,
}

/// Whether a planned webhook is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is sent when it is due.
    Scheduled,
    /// It is not sent, for this reason: its condition was false.
    Skipped(String),
    /// It can't be sent, for this reason: a template failed.
    Failed(String),
}

impl Delivery {
    /// Whether its method carries a body: `GET` and `HEAD` do not.
    pub fn carries_body(&self) -> bool {
        !matches!(self.method.as_str(), "GET" | "HEAD")
    }
}
