//! The keys of one map, each asked for by its name.

use std::ops::RangeInclusive;

use super::context::Context;
use super::delay::Delay;
use super::fault::SpecFault;
use super::keys;
use super::required::Required;
use super::suggestion::suggestion;
use super::yaml::{Entry, Meaning, Node, NodeValue};
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;

/// A map of the file whose keys are known. A key without a value counts as not given.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    node: &'a Node,
    entries: &'a [Entry],
    known: &'static [&'static str],
}

impl<'a> Fields<'a> {
    /// The fields of `node`, the map of `owner` (`an endpoint`). Reports every key that is not
    /// among `known`, and a node that is no map.
    pub fn of(
        node: &'a Node,
        owner: &'static str,
        known: &'static [&'static str],
        context: &mut Context,
    ) -> Option<Self> {
        let entries: &[Entry] = match &node.value {
            NodeValue::Map(entries) => entries,
            _ if node.is_null() => &[],
            _ => {
                context.no_map(owner, known, node);
                return None;
            }
        };
        let fields = Fields {
            node,
            entries,
            known,
        };
        for entry in entries.iter().filter(|entry| !fields.knows(entry)) {
            let key = entry.key.text.text();
            let fault = SpecFault::UnknownKey {
                key: key.to_owned(),
                owner,
                suggestion: suggestion(key, known),
                known,
                homes: keys::homes(key),
            };
            context.error(&fault, entry.key.span);
        }
        Some(fields)
    }

    fn knows(&self, entry: &Entry) -> bool {
        self.known.contains(&entry.key.text.text())
    }

    /// Whether a key was reported as unknown.
    pub fn has_unknown(&self) -> bool {
        self.entries.iter().any(|entry| !self.knows(entry))
    }

    /// Whether an unknown key was probably meant as `name`.
    pub fn is_misspelt(&self, name: &str) -> bool {
        let mut unknown = self.entries.iter().filter(|entry| !self.knows(entry));
        unknown.any(|entry| suggestion(entry.key.text.text(), self.known) == Some(name))
    }

    /// Where the map stands.
    pub fn place(&self) -> Span {
        self.node.span
    }

    /// The key `name` and its value, even where the value is missing.
    pub fn get(&self, name: &str) -> Option<&'a Entry> {
        self.entries
            .iter()
            .find(|entry| entry.key.text.text() == name)
    }

    /// The value of the key `name`.
    pub fn value(&self, name: &str) -> Option<&'a Node> {
        let value = self.get(name).map(|entry| &entry.value);
        value.filter(|value| !value.is_null())
    }

    /// The value of `name` as a text that knows its place.
    pub fn excerpt(&self, name: &str, context: &mut Context) -> Option<Excerpt> {
        self.scalar(name, "a text", context)
    }

    /// The text of the scalar `name`, which is to become what is `expected`.
    pub fn scalar(
        &self,
        name: &str,
        expected: &'static str,
        context: &mut Context,
    ) -> Option<Excerpt> {
        let node = self.value(name)?;
        if node.text().is_none() {
            context.wrong_type(format_args!("`{name}`"), expected, node);
        }
        node.text().cloned()
    }

    /// The value of `name` as a text.
    pub fn text(&self, name: &str, context: &mut Context) -> Option<String> {
        self.excerpt(name, context)
            .map(|excerpt| excerpt.text().to_owned())
    }

    /// The value of `key` as a text that must be there; `place` is pointed at where it is not,
    /// unless it is there misspelt, which has been reported.
    pub fn required(&self, key: Required, place: Span, context: &mut Context) -> Option<Excerpt> {
        self.require(key, place, context);
        self.excerpt(key.name, context)
    }

    /// Reports that the value of `key` is missing, if it is.
    pub fn require(&self, key: Required, place: Span, context: &mut Context) {
        if self.value(key.name).is_none() && !self.is_misspelt(key.name) {
            context.error(&SpecFault::MissingKey(key), place);
        }
    }

    /// The value of `name` as a boolean.
    pub fn bool(&self, name: &str, context: &mut Context) -> Option<bool> {
        let node = self.value(name)?;
        if let Some(Meaning::Bool(value)) = node.scalar().map(|scalar| &scalar.meaning) {
            return Some(*value);
        }
        context.wrong_type(format_args!("`{name}`"), "`true` or `false`", node);
        None
    }

    /// The value of `name` as a time.
    pub fn delay(&self, name: &'static str, context: &mut Context) -> Option<Delay> {
        let text = self.scalar(name, "a time", context)?;
        match Delay::parse(text.text()) {
            Ok(delay) => Some(delay),
            Err(fault) => {
                context.error(&SpecFault::WrongTime { key: name, fault }, text.full_span());
                None
            }
        }
    }

    /// The value of `name` as a time that is no range, in milliseconds.
    pub fn time_ms(&self, name: &'static str, context: &mut Context) -> Option<u64> {
        let Delay { min_ms, max_ms } = self.delay(name, context)?;
        if min_ms < max_ms {
            let place = self.value(name)?.span;
            context.error(&SpecFault::RangeOfTime { key: name }, place);
        }
        Some(max_ms)
    }

    /// The value of `name`, a text that is one of those that are `known`.
    pub fn choice(
        &self,
        name: &'static str,
        known: &'static [&'static str],
        context: &mut Context,
    ) -> Option<&'static str> {
        let text = self.excerpt(name, context)?;
        let found = known.iter().copied().find(|known| *known == text.text());
        if found.is_none() {
            let fault = SpecFault::UnknownValue {
                key: name,
                value: text.text().to_owned(),
                known,
            };
            context.error(&fault, text.full_span());
        }
        found
    }

    /// The values of `name`: one, or a list of them.
    pub fn list_or_one(&self, name: &str) -> &'a [Node] {
        match self.value(name) {
            None => &[],
            Some(Node {
                value: NodeValue::List(nodes),
                ..
            }) => nodes,
            Some(node) => std::slice::from_ref(node),
        }
    }

    /// Refuses two keys that exclude each other, where both are given.
    pub fn refuse_both(&self, first: &str, second: &str, context: &mut Context) {
        let given = |name| self.get(name).filter(|entry| !entry.value.is_null());
        if let (Some(one), Some(other)) = (given(first), given(second)) {
            let fault = SpecFault::TwoKeys {
                first: first.to_owned(),
                second: second.to_owned(),
            };
            context.error(&fault, one.key.span.max(other.key.span));
        }
    }

    /// The values of `name`, one or a list, if they are as many as there may be.
    pub fn listed(
        &self,
        name: &'static str,
        counts: RangeInclusive<usize>,
        context: &mut Context,
    ) -> &'a [Node] {
        let nodes = self.list_or_one(name);
        if counts.contains(&nodes.len()) {
            return nodes;
        }
        if let Some(list) = self.value(name) {
            let (count, counts) = (nodes.len(), (*counts.start(), *counts.end()));
            let fault = SpecFault::WrongCount {
                key: name,
                count,
                counts,
            };
            context.error(&fault, list.span);
        }
        &[]
    }

    /// The values of `name`, or of its plural, but not of both: one or a list either way.
    pub fn one_or_many(&self, name: &str, plural: &str, context: &mut Context) -> &'a [Node] {
        self.refuse_both(name, plural, context);
        let nodes = self.list_or_one(name);
        if nodes.is_empty() {
            return self.list_or_one(plural);
        }
        nodes
    }

    /// The texts of `name`: one, or a list of them.
    pub fn texts(&self, name: &str, context: &mut Context) -> Vec<Excerpt> {
        let nodes = self.list_or_one(name).iter();
        nodes
            .filter_map(|node| context.text(format_args!("`{name}`"), node))
            .gather()
    }

    /// Refuses those of `keys` that are given: they mean something that does not exist yet.
    pub fn not_yet(&self, keys: &[&'static str], context: &mut Context) {
        for entry in keys.iter().filter_map(|key| self.get(key)) {
            let what = format!("`{}`", entry.key.text.text());
            context.error(&SpecFault::NotYet { what }, entry.key.span);
        }
    }
}
