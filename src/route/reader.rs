//! The text of a path into segments, with every fault of it.

use std::ops::Range;

use super::{RouteFault, Segment};
use crate::expression::is_name;
use crate::http::{decode, is_dot_segment};
use crate::parameter_type::ParameterType;

/// A path may have so many segments.
const MOST_SEGMENTS: usize = 256;

/// Collects the faults of a path and where they are in it.
#[derive(Default)]
pub(super) struct Reader {
    /// Few: a path has no more than its segments.
    names: Vec<String>,
    pub(super) faults: Vec<(Range<usize>, RouteFault)>,
}

impl Reader {
    /// The segments of a path; what can't be read is left out.
    pub(super) fn read(&mut self, path: &str) -> Vec<Segment> {
        let path = self.without_query(path);
        let Some(relative) = path.strip_prefix('/') else {
            self.fault(0..path.len(), RouteFault::NoSlash);
            return Vec::new();
        };
        let count = relative.split('/').count();
        if count > MOST_SEGMENTS {
            self.fault(0..path.len(), RouteFault::TooManySegments(MOST_SEGMENTS));
            return Vec::new();
        }
        let mut start = 1;
        let mut segments = Vec::with_capacity(count);
        for (at, text) in relative.split('/').enumerate() {
            segments.extend(self.segment(text, start, at + 1 == count));
            start += text.len() + 1;
        }
        segments
    }

    /// The path before a `?` or `#`, each of which is a fault.
    fn without_query<'a>(&mut self, path: &'a str) -> &'a str {
        let Some((before, _)) = path.split_once(['?', '#']) else {
            return path;
        };
        let is_query = path.as_bytes().get(before.len()) == Some(&b'?');
        let fault = if is_query {
            RouteFault::Query
        } else {
            RouteFault::Fragment
        };
        self.fault(before.len()..path.len(), fault);
        before
    }

    fn segment(&mut self, text: &str, start: usize, is_last: bool) -> Option<Segment> {
        if let Some(parameter) = text.strip_prefix(':') {
            return self.parameter(parameter, start);
        }
        if let Some(name) = text.strip_prefix('*') {
            return self.wildcard(name, start, is_last);
        }
        if is_dot_segment(text) {
            let fault = RouteFault::DotSegment(text.to_owned());
            return self.refuse(start..start + text.len(), fault);
        }
        Some(Segment::Literal(decode(text)))
    }

    /// What follows the `:` at `start`.
    fn parameter(&mut self, text: &str, start: usize) -> Option<Segment> {
        let (name, kind) = match text.split_once('|') {
            Some((name, kind)) => (name, Some(kind)),
            None => (text, None),
        };
        let kind_start = start + name.len() + 2;
        let kind = kind.map(|kind| self.kind(kind, kind_start));
        let name = self.name(':', name, start)?;
        Some(Segment::Parameter {
            name,
            kind: kind.flatten(),
        })
    }

    fn wildcard(&mut self, name: &str, start: usize, is_last: bool) -> Option<Segment> {
        if !is_last {
            let fault = RouteFault::NotLast(name.to_owned());
            return self.refuse(start..start + 1 + name.len(), fault);
        }
        let name = match name {
            // `*` and `**`, as moclojer's documentation writes a path that takes all.
            "" | "*" => String::new(),
            name => self.name('*', name, start)?,
        };
        Some(Segment::Wildcard { name })
    }

    fn kind(&mut self, name: &str, start: usize) -> Option<ParameterType> {
        ParameterType::named(name).or_else(|| {
            let fault = RouteFault::UnknownType(name.to_owned());
            self.refuse(start..start + name.len(), fault)
        })
    }

    /// The name after the sigil at `start`.
    fn name(&mut self, sigil: char, name: &str, start: usize) -> Option<String> {
        let at = start + 1..start + 1 + name.len();
        if name.is_empty() {
            return self.refuse(start..at.end, RouteFault::NoName);
        }
        if !is_name(name) {
            return self.refuse(at, RouteFault::BadName(sigil, name.to_owned()));
        }
        if self.names.iter().any(|known| known == name) {
            return self.refuse(at, RouteFault::NameTwice(name.to_owned()));
        }
        self.names.push(name.to_owned());
        Some(name.to_owned())
    }

    fn fault(&mut self, at: Range<usize>, fault: RouteFault) {
        self.faults.push((at, fault));
    }

    /// Notes a fault that leaves nothing to go on with.
    fn refuse<T>(&mut self, at: Range<usize>, fault: RouteFault) -> Option<T> {
        self.fault(at, fault);
        None
    }
}
