//! From the parser's events to nodes.

use std::borrow::Cow;
use std::ops::ControlFlow;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use super::anchors::Anchors;
use super::frame::{Frame, Measured};
use super::guard::{Ahead, Guarded};
use super::node::{Meaning, Node, NodeValue, Scalar, Style};
use super::offsets::Offsets;
use super::place::Written;
use super::{MOST_ITEMS, MOST_LEVELS, MOST_NODES, YamlFault, schema, surrogates, syntax};
use crate::diagnostic::Span;
use crate::spec::Sink;

type ParserSpan = saphyr_parser::Span;
type ParserTag<'a> = Option<Cow<'a, Tag>>;

/// Reads the documents of a text one event at a time; stops at the first syntax error or limit.
pub struct Tree<'a> {
    text: &'a str,
    /// Whether the parser reads two escapes of one character as one.
    is_joined: bool,
    offsets: Offsets<'a>,
    sink: &'a mut Sink,
    documents: Vec<Node>,
    frames: Vec<Frame>,
    anchors: Anchors,
    nodes: usize,
    items: usize,
}

/// Where an event stands.
#[derive(Clone, Copy)]
struct Place {
    span: Span,
    line: usize,
}

/// A scalar as the parser gives it.
#[derive(Clone, Copy)]
struct ParserScalar<'a> {
    text: &'a str,
    style: ScalarStyle,
    tag: Option<&'a Tag>,
}

impl ParserScalar<'_> {
    fn meaning(&self, text: &str) -> Result<Meaning, YamlFault> {
        match self.tag {
            Some(tag) => schema::tagged(&tag.handle, &tag.suffix, text),
            None if self.style == ScalarStyle::Plain => schema::plain(text),
            None => Ok(Meaning::Text),
        }
    }
}

impl<'a> Tree<'a> {
    /// A reader of `text` that puts the mistakes into `sink`.
    pub fn new(text: &'a str, sink: &'a mut Sink) -> Self {
        Tree {
            text,
            is_joined: false,
            offsets: Offsets::new(text),
            sink,
            documents: Vec::new(),
            frames: Vec::new(),
            anchors: Anchors::default(),
            nodes: 0,
            items: 0,
        }
    }

    /// The roots of the documents. Where reading stopped, what was complete is kept: the items of
    /// the list that was being read, without the one that it stopped in.
    pub fn read(mut self) -> Vec<Node> {
        let ahead = Ahead::default();
        let joined = surrogates::joined(self.text);
        self.is_joined = joined.is_some();
        let text = joined.as_deref().unwrap_or(self.text);
        for event in Parser::new(Guarded::new(text, ahead.clone())) {
            let flow = match event {
                Ok((event, span)) => self.event(event, span),
                Err(error) if ahead.is_too_far() => self.too_far(&error),
                Err(error) => self.syntax_error(&error),
            };
            ahead.reset();
            if flow.is_break() {
                self.keep_complete_items();
                break;
            }
        }
        self.documents
    }

    fn syntax_error(&mut self, error: &ScanError) -> ControlFlow<()> {
        let offset = self.offsets.byte(error.marker().index());
        let (fault, span) = syntax::fault(self.text, error.info(), offset);
        self.stop(&fault, span)
    }

    /// The parser was stopped before it gave the events of what it has read.
    fn too_far(&mut self, error: &ScanError) -> ControlFlow<()> {
        let offset = self.offsets.byte(error.marker().index());
        self.too_many_nodes(Span::at(offset))
    }

    fn stop(&mut self, fault: &YamlFault, span: Span) -> ControlFlow<()> {
        self.sink.error(fault, span);
        ControlFlow::Break(())
    }

    fn keep_complete_items(&mut self) {
        let root = self.frames.drain(..).next();
        if let Some(root) = root.filter(Frame::is_list) {
            self.documents.push(root.close(None, self.sink).node);
        }
    }

    fn place(&self, span: ParserSpan) -> Place {
        let start = self.offsets.byte(span.start.index());
        Place {
            span: Span::new(start, self.offsets.byte(span.end.index())),
            line: span.start.line(),
        }
    }

    fn event(&mut self, event: Event, span: ParserSpan) -> ControlFlow<()> {
        let place = self.place(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref();
                let is_quoted = style == ScalarStyle::DoubleQuoted;
                let text = match self.is_joined {
                    true => &*surrogates::separate(&text, is_quoted, self.slice(place.span)),
                    false => &*text,
                };
                self.scalar(ParserScalar { text, style, tag }, anchor, place)
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_collection_tag(&tag, "seq", place.span);
                self.open(Frame::list(place.span, place.line, anchor))
            }
            Event::MappingStart(anchor, tag) => {
                self.check_collection_tag(&tag, "map", place.span);
                self.open(Frame::map(place.span, place.line, anchor))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place.span),
            Event::Alias(anchor) => self.alias(anchor, place),
            Event::DocumentStart(_) => {
                self.anchors.end_document();
                ControlFlow::Continue(())
            }
            Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => {
                ControlFlow::Continue(())
            }
        }
    }

    fn scalar(&mut self, scalar: ParserScalar, anchor: usize, place: Place) -> ControlFlow<()> {
        self.count(1, place.span)?;
        let written = Written {
            source: self.text,
            text: scalar.text,
            style: scalar.style,
            span: place.span,
            has_properties: anchor > 0 || scalar.tag.is_some(),
        };
        let (text, span) = written.place();
        let value = match scalar.meaning(text.text()) {
            Ok(meaning) => NodeValue::Scalar(Scalar {
                text,
                meaning,
                style: Style::of(scalar.style),
            }),
            Err(fault) => {
                let span = self.refused_span(&fault, place, span);
                self.sink.error(&fault, span);
                NodeValue::Refused
            }
        };
        self.finish(anchor, leaf(Node { span, value }, place))
    }

    /// A tag is shown with what follows it on its line; anything else by its text.
    fn refused_span(&self, fault: &YamlFault, place: Place, text: Span) -> Span {
        if *fault == YamlFault::UnknownTag {
            return self.first_line(place.span);
        }
        text
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    fn first_line(&self, span: Span) -> Span {
        let line = self.slice(span).lines().next().unwrap_or("").trim_end();
        Span::new(span.start, span.start.saturating_add(line.len()))
    }

    fn check_collection_tag(&mut self, tag: &ParserTag, kind: &str, span: Span) {
        let Some(tag) = tag else { return };
        if !schema::fits_collection(&tag.handle, &tag.suffix, kind) {
            let span = self.first_line(span);
            self.sink.error(&YamlFault::UnknownTag, span);
        }
    }

    fn open(&mut self, frame: Frame) -> ControlFlow<()> {
        let span = Span::at(frame.start);
        self.count(1, span)?;
        if self.frames.len() >= MOST_LEVELS {
            return self.stop(&YamlFault::TooDeep, span);
        }
        self.frames.push(frame);
        ControlFlow::Continue(())
    }

    fn close(&mut self, end: Span) -> ControlFlow<()> {
        let Some(frame) = self.frames.pop() else {
            return ControlFlow::Continue(());
        };
        // Only the flow style has an end of its own: a bracket, and what follows it.
        let bracket = (end.end > end.start).then(|| end.start.saturating_add(1));
        let anchor = frame.anchor;
        let measured = frame.close(self.bracket_of(bracket), self.sink);
        self.finish(anchor, measured)
    }

    fn bracket_of(&self, end: Option<usize>) -> Option<usize> {
        let last = end?.checked_sub(1)?;
        let byte = self.text.as_bytes().get(last)?;
        matches!(byte, b']' | b'}').then_some(())?;
        end
    }

    fn alias(&mut self, anchor: usize, place: Place) -> ControlFlow<()> {
        let name = self.slice(place.span).trim_start_matches('*').to_owned();
        let Some(anchored) = self.anchors.repeat(anchor, &name) else {
            let inside = self.frames.iter().any(|frame| frame.anchor == anchor);
            let fault = YamlFault::UnknownAlias { name, inside };
            self.sink.error(&fault, place.span);
            let value = NodeValue::Refused;
            let span = place.span;
            return self.add(leaf(Node { span, value }, place));
        };
        self.count(anchored.size, place.span)?;
        if self.frames.len().saturating_add(anchored.height) > MOST_LEVELS {
            return self.stop(&YamlFault::TooDeep, place.span);
        }
        self.add(Measured {
            line: place.line,
            ..anchored
        })
    }

    fn count(&mut self, nodes: usize, span: Span) -> ControlFlow<()> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= MOST_NODES {
            return ControlFlow::Continue(());
        }
        self.too_many_nodes(span)
    }

    fn too_many_nodes(&mut self, span: Span) -> ControlFlow<()> {
        let alias = self.anchors.largest();
        self.stop(&YamlFault::TooManyNodes { alias }, span)
    }

    fn finish(&mut self, anchor: usize, measured: Measured) -> ControlFlow<()> {
        self.anchors.keep(anchor, &measured);
        self.add(measured)
    }

    fn add(&mut self, measured: Measured) -> ControlFlow<()> {
        let span = measured.node.span;
        let is_root = self.frames.len() == 1;
        let Some(frame) = self.frames.last_mut() else {
            self.documents.push(measured.node);
            return ControlFlow::Continue(());
        };
        frame.add(measured, self.sink);
        self.items = self
            .items
            .saturating_add(usize::from(is_root && frame.is_list()));
        if self.items > MOST_ITEMS {
            return self.stop(&YamlFault::TooManyItems, span);
        }
        ControlFlow::Continue(())
    }
}

fn leaf(node: Node, place: Place) -> Measured {
    Measured {
        node,
        size: 1,
        height: 0,
        line: place.line,
    }
}
