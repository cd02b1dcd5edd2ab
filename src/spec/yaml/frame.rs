//! A list or a map that is being read.

use std::rc::Rc;

use super::YamlFault;
use super::merge;
use super::node::{Entry, Key, Node, NodeValue};
use crate::diagnostic::Span;
use crate::gather::Gather as _;
use crate::sort;
use crate::spec::Sink;

/// A node with what its repetition by an alias costs.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The node.
    pub node: Node,
    /// How many nodes it is, itself and keys included, with its aliases expanded.
    pub size: usize,
    /// How many levels of lists and maps it is.
    pub height: usize,
    /// The line where it stands.
    pub line: usize,
}

/// A list or a map whose end has not been read.
#[derive(Debug)]
pub struct Frame {
    /// Where it begins.
    pub start: usize,
    /// The parser's number for its anchor; 0 for none.
    pub anchor: usize,
    line: usize,
    /// Where its last child ends.
    end: usize,
    size: usize,
    height: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    List(Vec<Node>),
    Map(MapContent),
}

#[derive(Debug, Default)]
struct MapContent {
    entries: Vec<Entry>,
    key: Option<PendingKey>,
    /// The line of each entry's key.
    lines: Vec<usize>,
    /// Whether a key was reported.
    has_refused: bool,
}

#[derive(Debug)]
enum PendingKey {
    Key(Key, usize),
    /// A key that was reported: its value is dropped.
    Refused,
}

impl Frame {
    /// A list that begins at `span`.
    pub fn list(span: Span, line: usize, anchor: usize) -> Self {
        Self::new(span, line, anchor, Content::List(Vec::new()))
    }

    /// A map that begins at `span`.
    pub fn map(span: Span, line: usize, anchor: usize) -> Self {
        Self::new(span, line, anchor, Content::Map(MapContent::default()))
    }

    fn new(span: Span, line: usize, anchor: usize, content: Content) -> Self {
        Frame {
            start: span.start,
            anchor,
            line,
            end: span.start,
            size: 1,
            height: 1,
            content,
        }
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.content, Content::List(_))
    }

    /// Takes the next child: of a map the keys and the values in turn.
    pub fn add(&mut self, child: Measured, sink: &mut Sink) {
        self.end = self.end.max(child.node.span.end);
        self.size = self.size.saturating_add(child.size);
        self.height = self.height.max(child.height.saturating_add(1));
        match &mut self.content {
            Content::List(nodes) => nodes.push(child.node),
            Content::Map(map) => map.add(child, sink),
        }
    }

    /// The whole node; `end` is where its bracket stands, for the flow style.
    pub fn close(self, end: Option<usize>, sink: &mut Sink) -> Measured {
        let value = match self.content {
            Content::List(nodes) => NodeValue::List(Rc::from(nodes)),
            Content::Map(map) => map.close(sink),
        };
        let span = Span::new(self.start, end.unwrap_or(self.end));
        Measured {
            node: Node { span, value },
            size: self.size,
            height: self.height,
            line: self.line,
        }
    }
}

impl MapContent {
    fn add(&mut self, child: Measured, sink: &mut Sink) {
        match self.key.take() {
            None => self.key = Some(key(&child, sink)),
            Some(PendingKey::Refused) => self.has_refused = true,
            Some(PendingKey::Key(key, line)) => {
                self.lines.push(line);
                self.entries.push(Entry {
                    key,
                    value: child.node,
                });
            }
        }
    }

    /// Where no key but refused ones was given, as in `{{name}}` without quotes, the map is refused.
    fn close(self, sink: &mut Sink) -> NodeValue {
        match self.has_refused && self.entries.is_empty() {
            true => NodeValue::Refused,
            false => NodeValue::Map(Rc::from(self.merged(sink))),
        }
    }

    fn merged(mut self, sink: &mut Sink) -> Vec<Entry> {
        let firsts = self.firsts();
        self.report_duplicates(&firsts, sink);
        let mut firsts = firsts.into_iter().enumerate();
        self.entries
            .retain(|_| firsts.next().is_none_or(|(at, first)| at == first));
        if self.entries.iter().any(Entry::is_merge) {
            return merge::resolve(self.entries, sink);
        }
        self.entries
    }

    /// For each entry the place of the first with its key.
    fn firsts(&self) -> Vec<usize> {
        let keys = self.entries.iter().map(|entry| entry.key.text.text());
        sort::firsts(&keys.gather())
    }

    fn report_duplicates(&self, firsts: &[usize], sink: &mut Sink) {
        for (at, (entry, first)) in self.entries.iter().zip(firsts).enumerate() {
            if at != *first {
                let key = entry.key.text.text().to_owned();
                let line = self.lines.get(*first).copied().unwrap_or(0);
                sink.error(&YamlFault::DuplicateKey { key, line }, entry.key.span);
            }
        }
    }
}

/// A scalar as a key; anything else is reported.
fn key(child: &Measured, sink: &mut Sink) -> PendingKey {
    let node = &child.node;
    let Some(scalar) = node.scalar().filter(|_| !node.is_null()) else {
        if !matches!(node.value, NodeValue::Refused) {
            let found = node.describe();
            sink.error(&YamlFault::WrongKey { found }, node.span);
        }
        return PendingKey::Refused;
    };
    let key = Key {
        text: scalar.text.clone(),
        span: node.span,
        style: scalar.style,
    };
    PendingKey::Key(key, child.line)
}
