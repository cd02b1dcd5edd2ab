//! The whole file: its items in their order.

use super::context::Context;
use super::endpoint::{self, Endpoint};
use super::fault::SpecFault;
use super::fields::Fields;
use super::settings::{self, Settings};
use super::subscription::{self, Subscription};
use super::yaml::{Entry, Node, NodeValue};
use crate::gather::Gather as _;

/// The keys that say what an item is.
pub(super) const KINDS: &[&str] = &[
    "endpoint",
    "websocket",
    "webhook",
    "resource",
    "openapi",
    "settings",
];

/// Items of the format that this version does not do.
pub(super) const NOT_YET: &[&str] = &["websocket", "resource", "openapi"];

/// A mocks file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// The endpoints in the order of the file.
    pub endpoints: Vec<Endpoint>,
    /// The subscriptions in the order of the file.
    pub subscriptions: Vec<Subscription>,
    /// The settings: all `settings` items merged key by key, the later wins.
    pub settings: Settings,
}

/// Decodes the documents, each a list of items.
pub fn decode(documents: &[Node], context: &mut Context) -> File {
    let mut file = File::default();
    for document in documents {
        match &document.value {
            NodeValue::List(items) => {
                for item in items.iter() {
                    file.add(item, context);
                }
            }
            _ if document.is_null() => {}
            NodeValue::Refused => {}
            _ => {
                let found = document.describe();
                context.error(&SpecFault::NoItems { found }, document.span);
            }
        }
    }
    file
}

impl File {
    fn add(&mut self, item: &Node, context: &mut Context) {
        if item.is_null() {
            return;
        }
        if let Some(path) = bare_path(item) {
            context.error(&SpecFault::BareEndpoint, path.key.span);
            return;
        }
        if let Some((kind, outside)) = outdented(item) {
            let kind = kind.key.text.text().to_owned();
            context.error(&SpecFault::Outdented { kind }, outside.key.span);
            return;
        }
        let Some(fields) = Fields::of(item, "an item", KINDS, context) else {
            return;
        };
        let entries: Vec<&Entry> = KINDS.iter().filter_map(|kind| fields.get(kind)).gather();
        match entries.as_slice() {
            [entry] => self.add_kind(entry, context),
            [] if fields.has_unknown() => {}
            [] => context.error(&SpecFault::NoKind, fields.place()),
            [first, second, ..] => {
                let fault = SpecFault::TwoKeys {
                    first: first.key.text.text().to_owned(),
                    second: second.key.text.text().to_owned(),
                };
                context.error(&fault, second.key.span);
            }
        }
    }

    fn add_kind(&mut self, entry: &Entry, context: &mut Context) {
        match entry.key.text.text() {
            "endpoint" => self.endpoints.extend(endpoint::decode(entry, context)),
            "webhook" => {
                let subscription = subscription::decode(entry, context);
                self.subscriptions.extend(subscription);
            }
            "settings" => settings::decode(&entry.value, &mut self.settings, context),
            kind => {
                let what = format!("the item `{kind}`");
                context.error(&SpecFault::NotYet { what }, entry.key.span);
            }
        }
    }
}

/// The key of an item that has nothing below it, and the first key beside it: YAML's way to say
/// that what belongs below is not indented.
fn outdented(item: &Node) -> Option<(&Entry, &Entry)> {
    let NodeValue::Map(entries) = &item.value else {
        return None;
    };
    let is_item = |entry: &Entry| KINDS.contains(&entry.key.text.text());
    match &**entries {
        [kind, outside, ..] if is_item(kind) && kind.value.is_null() && !is_item(outside) => {
            Some((kind, outside))
        }
        _ => None,
    }
}

/// The key `path` of an item that is an endpoint without saying so.
fn bare_path(item: &Node) -> Option<&Entry> {
    let NodeValue::Map(entries) = &item.value else {
        return None;
    };
    let is_item = |entry: &Entry| KINDS.contains(&entry.key.text.text());
    let mut paths = entries.iter();
    let path = paths.find(|entry| entry.key.text.text() == "path");
    path.filter(|_| !entries.iter().any(is_item))
}
