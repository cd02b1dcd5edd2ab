//! Subscriptions: webhooks of the file itself, sent for what any endpoint answered.

use super::context::Context;
use super::delay::Delay;
use super::endpoint;
use super::fault::SpecFault;
use super::fields::Fields;
use super::keys;
use super::payload::Payload;
use super::required::{self, EVENT_URL, TARGET, URL};
use super::webhook::{self, Webhook};
use super::yaml::{Entry, Node, NodeValue};
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;
use crate::json::Value;

/// Those of its own, and those of every webhook.
pub(super) const KEYS: &[&str] =
    &keys::joined::<20>(&["events", "target", "secret"], webhook::KEYS);
pub(super) const EVENT_KEYS: &[&str] = &["id", "label", "method", "url"];

/// The most events that one subscription has: each is asked at each answer.
const EVENTS: usize = 1_000;

/// A webhook of the file.
#[derive(Clone, Debug)]
pub struct Subscription {
    /// What it sends.
    pub webhook: Webhook,
    /// What it is sent for; at least one.
    pub events: Vec<Event>,
    /// What the receiver knows it by: a template, or `$env:NAME`.
    pub secret: Option<Excerpt>,
}

/// What a subscription is sent for: requests of these methods to a path.
#[derive(Clone, Debug)]
pub struct Event {
    /// A number or a text, as the author wrote it; else its place, counted from 1.
    pub id: Value,
    /// What it is called.
    pub label: Option<String>,
    /// The methods in upper case; `ANY` is every one.
    pub methods: Vec<String>,
    /// A regular expression that the path must hold somewhere.
    pub url: Excerpt,
}

/// Decodes the item `webhook`.
pub fn decode(entry: &Entry, context: &mut Context) -> Option<Subscription> {
    let fields = Fields::of(&entry.value, "a subscription", KEYS, context)?;
    let url = target(&fields, entry.key.span, context);
    let mut webhook = webhook::decode(&fields, url, Delay::of_ms(0), context);
    let secret = fields.excerpt("secret", context);
    let events = events(&fields, entry.key.span, context);
    let default = match webhook.body {
        Some(_) => Payload::Body,
        None => Payload::Event,
    };
    let payload = *webhook.payload.get_or_insert(default);
    if let Some(secret) = secret.as_ref().filter(|_| payload != Payload::Event) {
        context.warning(&SpecFault::SecretUnused, secret.full_span());
    }
    Some(Subscription {
        webhook,
        events,
        secret,
    })
}

/// The value of `url`, which is called `target` too.
fn target(fields: &Fields, place: Span, context: &mut Context) -> Option<Excerpt> {
    let Some(target) = fields.get("target") else {
        let is_there = fields.is_misspelt("target");
        return (!is_there).then(|| fields.required(URL, place, context))?;
    };
    if fields.get("url").is_some() {
        let fault = SpecFault::TwoKeys {
            first: "url".to_owned(),
            second: "target".to_owned(),
        };
        context.error(&fault, target.key.span);
    }
    fields.required(TARGET, place, context)
}

fn events(fields: &Fields, place: Span, context: &mut Context) -> Vec<Event> {
    let nodes = fields.list_or_one("events");
    if fields.value("events").is_none() {
        fields.require(required::EVENTS, place, context);
    } else if !(1..=EVENTS).contains(&nodes.len()) {
        let fault = SpecFault::WrongCount {
            key: "events",
            count: nodes.len(),
            counts: (1, EVENTS),
        };
        context.error(&fault, place);
    }
    let events = (1usize..).zip(nodes.iter().take(EVENTS));
    events
        .filter_map(|(number, node)| event(number, node, context))
        .gather()
}

fn event(number: usize, node: &Node, context: &mut Context) -> Option<Event> {
    let fields = Fields::of(node, "an event", EVENT_KEYS, context)?;
    let id = id(&fields, context).unwrap_or_else(|| number.into());
    let label = fields.text("label", context);
    let methods = endpoint::methods(&fields, "ANY", context);
    let url = fields.required(EVENT_URL, node.span, context)?;
    Some(Event {
        id,
        label,
        methods,
        url,
    })
}

fn id(fields: &Fields, context: &mut Context) -> Option<Value> {
    let node = fields.value("id")?;
    if let NodeValue::Scalar(scalar) = &node.value {
        return Some(scalar.to_json());
    }
    context.wrong_type("`id`", "a number or a text", node);
    None
}
