//! The endpoints' paths in trees.

use std::collections::BTreeMap;

use super::walk::{Shape, Walk, WrongType};
use super::{Pattern, Segment};
use crate::gather::Gather as _;

/// Every endpoint's path. What it costs to find one does not depend on how many there are.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// By host, in lower case.
    hosts: Branches,
    any_host: Node,
    /// The parameters' names of each endpoint.
    names: Vec<Vec<String>>,
}

/// What follows by its text.
type Branches = BTreeMap<String, Box<Node>>;

/// A place in a path, and what may follow it.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) literals: Branches,
    /// By the type's name.
    pub(super) typed: Branches,
    pub(super) untyped: Option<Box<Node>>,
    /// The endpoints whose wildcard begins here.
    pub(super) wildcard: Vec<usize>,
    /// The endpoints whose path ends here.
    pub(super) endpoints: Vec<usize>,
}

impl Routes {
    /// Adds the path of the endpoint `index`; endpoints are added in the order of the file. The
    /// host is without port, in any case.
    pub fn insert(&mut self, host: Option<&str>, pattern: &Pattern, index: usize) {
        let root = match host {
            Some(host) => self.hosts.entry(host.to_ascii_lowercase()).or_default(),
            None => &mut self.any_host,
        };
        let end = pattern.segments().iter().fold(root, Node::follow);
        let is_wildcard = matches!(pattern.segments().last(), Some(Segment::Wildcard { .. }));
        let endpoints = if is_wildcard {
            &mut end.wildcard
        } else {
            &mut end.endpoints
        };
        endpoints.push(index);
        let names = pattern.names().map(str::to_owned).gather();
        if self.names.len() <= index {
            self.names.resize(index.saturating_add(1), Vec::new());
        }
        if let Some(entry) = self.names.get_mut(index) {
            *entry = names;
        }
    }

    /// The shapes of a path, the most exact first, found as they are asked for. The host is in
    /// lower case, the segments are decoded ([`Target`](crate::http::Target)).
    pub fn find<'a>(
        &'a self,
        host: &str,
        segments: &'a [String],
    ) -> impl Iterator<Item = Shape<'a>> + use<'a> {
        Walk::strict(self.roots(host), segments)
    }

    /// The endpoints that a path would have, were it not for a type: for each the first parameter
    /// of the wrong type.
    pub fn almost<'a>(&'a self, host: &str, segments: &'a [String]) -> Vec<WrongType<'a>> {
        let shapes = Walk::lenient(self.roots(host), segments);
        let wrong = shapes.filter_map(|shape| shape.wrong.map(|wrong| (shape.endpoints, wrong)));
        wrong
            .flat_map(|(endpoints, wrong)| endpoints.iter().map(move |index| (*index, wrong)))
            .map(|(endpoint, wrong)| WrongType {
                endpoint,
                name: self.name(endpoint, wrong.position),
                kind: wrong.kind,
                text: wrong.text,
            })
            .gather()
    }

    /// The host's own tree, then the one for every host.
    fn roots(&self, host: &str) -> impl DoubleEndedIterator<Item = &Node> {
        let own = self.hosts.get(host);
        own.map(Box::as_ref).into_iter().chain([&self.any_host])
    }

    fn name(&self, endpoint: usize, position: usize) -> &str {
        let names = self.names.get(endpoint);
        names
            .and_then(|names| names.get(position))
            .map_or("", String::as_str)
    }
}

impl Node {
    /// The node after a segment, made where there is none. A wildcard's is the node itself.
    fn follow(&mut self, segment: &Segment) -> &mut Node {
        match segment {
            Segment::Literal(text) => self.literals.entry(text.clone()).or_default(),
            Segment::Parameter { kind: None, .. } => self.untyped.get_or_insert_default(),
            Segment::Parameter {
                kind: Some(kind), ..
            } => self.typed.entry(kind.name().to_owned()).or_default(),
            Segment::Wildcard { .. } => self,
        }
    }
}
