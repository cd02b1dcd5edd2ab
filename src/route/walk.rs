//! The walk through a tree along a request's path.
//!
//! Depth first with a stack of its own: the paths that are still to be tried, the best on top. A
//! node of a tree has one way to it, so each is visited once at most.

use super::tree::Node;
use crate::gather::Gather as _;
use crate::parameter_type::ParameterType;

/// Endpoints that have the request's path, and the parameters in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape<'a> {
    /// The endpoints, in the order of the file; at least one.
    pub endpoints: &'a [usize],
    /// The parameters' texts in the order of the path; a wildcard's segments are joined by `/`.
    /// [`Pattern::bind`](super::Pattern::bind) gives them their names.
    pub captured: Vec<String>,
    /// The first parameter of the wrong type; only a lenient walk meets one.
    pub(super) wrong: Option<Mismatch<'a>>,
}

/// A parameter whose text is not of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mismatch<'a> {
    /// Which of the parameters it is, counted from 0.
    pub(super) position: usize,
    pub(super) kind: ParameterType,
    pub(super) text: &'a str,
}

/// Why an endpoint does not answer although all the rest of its path is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongType<'a> {
    /// The endpoint.
    pub endpoint: usize,
    /// The parameter's name.
    pub name: &'a str,
    /// The type that it has in the file.
    pub kind: ParameterType,
    /// The text in the request, decoded.
    pub text: &'a str,
}

/// The shapes of a path, the most exact first.
pub(super) struct Walk<'a> {
    segments: &'a [String],
    /// Whether a text of the wrong type goes through too.
    is_lenient: bool,
    /// The steps that are still to be tried, the next one last.
    steps: Vec<Step<'a>>,
    /// The parameters on the way to the step being tried.
    captured: Vec<&'a str>,
}

#[derive(Clone, Copy)]
struct Step<'a> {
    place: Place<'a>,
    /// How many segments lie behind.
    depth: usize,
    /// How many parameters lie behind, without this step's own.
    before: usize,
    /// The parameter that this step takes.
    captures: Option<&'a str>,
    wrong: Option<Mismatch<'a>>,
}

#[derive(Clone, Copy)]
enum Place<'a> {
    Node(&'a Node),
    /// A wildcard that takes all that lies ahead.
    Rest(&'a [usize]),
}

impl<'a> Step<'a> {
    fn at(self, place: Place<'a>) -> Self {
        Step { place, ..self }
    }
}

impl<'a> Walk<'a> {
    pub(super) fn strict(
        roots: impl DoubleEndedIterator<Item = &'a Node>,
        segments: &'a [String],
    ) -> Self {
        let start = |root| Step {
            place: Place::Node(root),
            depth: 0,
            before: 0,
            captures: None,
            wrong: None,
        };
        Walk {
            segments,
            is_lenient: false,
            steps: roots.rev().map(start).gather(),
            captured: Vec::new(),
        }
    }

    pub(super) fn lenient(
        roots: impl DoubleEndedIterator<Item = &'a Node>,
        segments: &'a [String],
    ) -> Self {
        Walk {
            is_lenient: true,
            ..Walk::strict(roots, segments)
        }
    }

    /// Plans the steps from a node, the best last, because the last is taken first.
    fn plan(&mut self, node: &'a Node, step: Step<'a>) {
        let Some(segment) = self.segments.get(step.depth) else {
            return;
        };
        let here = Step {
            before: self.captured.len(),
            captures: None,
            ..step
        };
        if !node.wildcard.is_empty() && !self.rest_is_empty(step.depth) {
            self.steps.push(here.at(Place::Rest(&node.wildcard)));
        }
        let ahead = Step {
            depth: step.depth + 1,
            ..here
        };
        if !segment.is_empty() {
            self.plan_parameters(node, ahead, segment);
        }
        let literal = node.literals.get(segment);
        self.steps
            .extend(literal.map(|node| ahead.at(Place::Node(node))));
    }

    fn plan_parameters(&mut self, node: &'a Node, ahead: Step<'a>, text: &'a str) {
        let taking = Step {
            captures: Some(text),
            ..ahead
        };
        let untyped = node.untyped.as_deref();
        self.steps
            .extend(untyped.map(|node| taking.at(Place::Node(node))));
        if node.typed.is_empty() {
            return;
        }
        for kind in ParameterType::ALL.into_iter().rev() {
            let Some(node) = node.typed.get(kind.name()) else {
                continue;
            };
            let mismatch = (!kind.admits(text)).then_some(Mismatch {
                position: taking.before,
                kind,
                text,
            });
            if mismatch.is_none() || self.is_lenient {
                let wrong = taking.wrong.or(mismatch);
                let typed = Step { wrong, ..taking };
                self.steps.push(typed.at(Place::Node(node)));
            }
        }
    }

    /// Whether nothing but one empty segment lies ahead, as after `/files/`: a wildcard takes
    /// that no more than a parameter does.
    fn rest_is_empty(&self, depth: usize) -> bool {
        self.rest(depth).iter().map(String::len).eq([0])
    }

    fn rest(&self, depth: usize) -> &'a [String] {
        self.segments.get(depth..).unwrap_or_default()
    }

    /// The shape at a place, if the path ends there.
    fn shape(&self, step: Step<'a>) -> Option<Shape<'a>> {
        let mut captured: Vec<String> = self.captured.iter().copied().map(str::to_owned).gather();
        let endpoints = match step.place {
            Place::Rest(endpoints) => {
                captured.push(self.rest(step.depth).join("/"));
                endpoints
            }
            Place::Node(node) if step.depth == self.segments.len() => &node.endpoints,
            Place::Node(_) => return None,
        };
        let is_shape = !endpoints.is_empty();
        is_shape.then_some(Shape {
            endpoints,
            captured,
            wrong: step.wrong,
        })
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Shape<'a>;

    fn next(&mut self) -> Option<Shape<'a>> {
        loop {
            let step = self.steps.pop()?;
            self.captured.truncate(step.before);
            self.captured.extend(step.captures);
            if let Place::Node(node) = step.place {
                self.plan(node, step);
            }
            let shape = self.shape(step);
            if shape.is_some() {
                return shape;
            }
        }
    }
}
