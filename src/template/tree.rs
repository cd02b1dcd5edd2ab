//! A compiled template.

use super::place::Place;
use crate::diagnostic::Span;
use crate::expression::Expression;

/// A compiled template.
#[derive(Clone, Debug, Default)]
pub struct Template {
    pub(super) nodes: Vec<Node>,
}

/// A part of a template.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Written as it is; where it begins in the template's text.
    Text(String, usize),
    /// `{{ … }}`.
    Output(Output),
    /// `{% if … %}`, `{{#if …}}`, `{{#unless …}}`.
    If(If),
    /// `{% for … %}`, `{{#each …}}`.
    Loop(Loop),
}

/// An output.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) value: Expression,
    pub(super) manner: Manner,
    /// Where it stands; it decides how the value is written.
    pub(super) place: Place,
    pub(super) span: Span,
}

/// What the last filter says about the writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// As the place wants it.
    Fitting,
    /// `|json`: the value itself as JSON.
    Json,
    /// `|safe`: as it is.
    Safe,
}

/// A choice; the first branch that holds is written.
#[derive(Clone, Debug)]
pub(super) struct If {
    pub(super) branches: Vec<(Expression, Vec<Node>)>,
    /// `else`; empty where there is none.
    pub(super) otherwise: Vec<Node>,
    pub(super) span: Span,
}

/// A loop.
#[derive(Clone, Debug)]
pub(super) struct Loop {
    pub(super) name: String,
    pub(super) list: Expression,
    pub(super) body: Vec<Node>,
    /// What is written where the list has no items.
    pub(super) empty: Vec<Node>,
    pub(super) span: Span,
}

impl Template {
    pub(super) fn new(nodes: Vec<Node>) -> Self {
        Template { nodes }
    }

    /// A template without outputs and tags.
    pub fn text(text: &str) -> Self {
        Template::new(vec![Node::Text(text.to_owned(), 0)])
    }

    /// Its text, if it has neither outputs nor tags.
    pub fn as_text(&self) -> Option<String> {
        let text = |node: &Node| match node {
            Node::Text(text, _) => Some(text.clone()),
            _ => None,
        };
        self.nodes.iter().map(text).collect()
    }

    /// The text that it begins with, whatever is rendered: all before the first output or tag.
    pub fn beginning(&self) -> String {
        let text = |node: &Node| match node {
            Node::Text(text, _) => Some(text.clone()),
            _ => None,
        };
        self.nodes.iter().map_while(text).collect()
    }

    /// Whether its first character that is written as it is, blanks apart, begins a JSON object
    /// or list; so it is JSON unless it says otherwise.
    pub fn looks_like_json(&self) -> bool {
        matches!(first_character(&self.nodes), Some('{' | '['))
    }
}

/// The first literal character that is no blank, in the order of the source.
fn first_character(nodes: &[Node]) -> Option<char> {
    nodes.iter().find_map(|node| match node {
        Node::Text(text, _) => text.trim_start().chars().next(),
        Node::Output(_) => None,
        Node::If(choice) => choice
            .branches
            .iter()
            .find_map(|(_, body)| first_character(body))
            .or_else(|| first_character(&choice.otherwise)),
        Node::Loop(each) => first_character(&each.body).or_else(|| first_character(&each.empty)),
    })
}
