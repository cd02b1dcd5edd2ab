//! Webhooks: the keys that all of them have.

use super::condition;
use super::context::Context;
use super::delay::Delay;
use super::endpoint;
use super::fault::SpecFault;
use super::fields::Fields;
use super::header::{self, Header};
use super::object::{self, Object};
use super::payload::{self, Payload};
use super::required::{PASSWORD, URL, USERNAME};
use super::response::{self, Body};
use super::retry;
use super::sign::{self, Sign};
use super::yaml::Node;
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;
use crate::retry::Retry;

pub(super) const KEYS: &[&str] = &[
    "url",
    "method",
    "sleep-time",
    "if",
    "headers",
    "body",
    "name",
    "active",
    "basic-auth",
    "timeout",
    "retry",
    "after",
    "type",
    "key",
    "fields",
    "payload",
    "sign",
];

pub(super) const AUTH_KEYS: &[&str] = &["username", "password"];

/// How long a webhook of an endpoint waits where the file does not say.
const SLEEP: Delay = Delay::of_ms(60_000);

/// How long a target has where the file does not say, in milliseconds.
const TIMEOUT_MS: u64 = 15_000;

/// Stands for a URL that was refused, so that the rest of the webhook can still be looked at.
const REFUSED_URL: &str = "http://refused.invalid/";

/// A webhook of an endpoint, or of a subscription.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Where it stands.
    pub span: Span,
    /// Where it is sent: a template.
    pub url: Excerpt,
    /// Its method in upper case.
    pub method: String,
    /// How long after the answer it is sent.
    pub delay: Delay,
    /// The condition under which it is sent.
    pub condition: Option<Excerpt>,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Its body.
    pub body: Option<Body>,
    /// Its name for the history.
    pub name: Option<String>,
    /// Whether it has no name only because what may be one was refused.
    pub lost_its_name: bool,
    /// Whether it is sent at all.
    pub active: bool,
    /// The user and the password that it carries.
    pub basic_auth: Option<BasicAuth>,
    /// How long the target has to answer, in milliseconds.
    pub timeout_ms: u64,
    /// What follows a try that failed; nothing where it is not given.
    pub retry: Option<Retry>,
    /// The name of the webhook that must be delivered before its delay starts.
    pub after: Option<Excerpt>,
    /// How it is signed.
    pub sign: Option<Sign>,
    /// What its body is, where that is given.
    pub payload: Option<Payload>,
    /// What it says of the object that a request brings.
    pub object: Object,
}

/// Credentials (RFC 7617).
#[derive(Clone, Debug)]
pub struct BasicAuth {
    /// The user.
    pub username: Excerpt,
    /// The password.
    pub password: Excerpt,
}

/// The webhooks of an endpoint, in their order.
pub fn decode_all(endpoint: &Fields, context: &mut Context) -> Vec<Webhook> {
    let nodes = endpoint.one_or_many("webhook", "webhooks", context);
    let webhooks = nodes.iter();
    webhooks
        .filter_map(|node| of_endpoint(node, context))
        .gather()
}

fn of_endpoint(node: &Node, context: &mut Context) -> Option<Webhook> {
    let fields = Fields::of(node, "a webhook", KEYS, context)?;
    let url = fields.required(URL, fields.place(), context);
    Some(decode(&fields, url, SLEEP, context))
}

/// What the fields say, but for the URL; `sleep` is the delay where none is given.
pub fn decode(
    fields: &Fields,
    url: Option<Excerpt>,
    sleep: Delay,
    context: &mut Context,
) -> Webhook {
    let span = fields.place();
    let payload = payload::decode(fields, context);
    let name = fields.text("name", context);
    let has_refused_name = fields.value("name").is_some() || fields.has_unknown();
    Webhook {
        span,
        url: url.unwrap_or_else(|| Excerpt::whole(REFUSED_URL, span)),
        method: method(fields, context).unwrap_or_else(|| "POST".to_owned()),
        delay: fields.delay("sleep-time", context).unwrap_or(sleep),
        condition: condition::decode(fields, context),
        headers: header::decode(fields, context),
        body: response::decode_body(fields),
        lost_its_name: name.is_none() && has_refused_name,
        name,
        active: fields.bool("active", context).unwrap_or(true),
        basic_auth: basic_auth(fields, context),
        timeout_ms: fields.time_ms("timeout", context).unwrap_or(TIMEOUT_MS),
        retry: retry::decode(fields, context),
        after: fields.excerpt("after", context),
        sign: sign::decode(fields, context),
        object: object::decode(fields, payload, context),
        payload,
    }
}

fn method(fields: &Fields, context: &mut Context) -> Option<String> {
    let text = fields.excerpt("method", context)?;
    if text.text().eq_ignore_ascii_case("ANY") {
        context.error(&SpecFault::AnyMethod, text.full_span());
        return None;
    }
    endpoint::method(&text, context)
}

fn basic_auth(fields: &Fields, context: &mut Context) -> Option<BasicAuth> {
    let node = fields.value("basic-auth")?;
    let fields = Fields::of(node, "`basic-auth`", AUTH_KEYS, context)?;
    let username = fields.required(USERNAME, node.span, context);
    let password = fields.required(PASSWORD, node.span, context);
    Some(BasicAuth {
        username: username?,
        password: password?,
    })
}
