//! Where an output stands, and so how its value is written.

use super::tree::{Node, Template};
use super::walk;
use crate::diagnostic::{Diagnostic, Excerpt};
use crate::json;

/// What a template makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Text, such as `text/plain`: values are written as they are.
    Plain,
    /// JSON: each output is written as the place wants it, so that the result parses.
    Json,
    /// The inside of a JSON text: what is literal is escaped too.
    JsonText,
    /// HTML or XML.
    Markup,
    /// A URL.
    Url,
    /// The value of a header field.
    Field,
}

/// Where an output stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Plain,
    /// Inside a JSON text.
    JsonText,
    /// Where a JSON value may stand.
    JsonValue,
    /// Where the key of a JSON object stands.
    JsonKey,
    Markup,
    /// At the start of a URL.
    UrlStart,
    /// Anywhere else in a URL.
    UrlPart,
    Field,
}

/// Tells every output of a template where it stands.
pub(super) fn assign(template: &mut Template, medium: Medium, text: &Excerpt) -> Vec<Diagnostic> {
    let nodes = &mut template.nodes;
    match medium {
        Medium::Json => return walk::assign(nodes, text),
        Medium::JsonText => {
            each_node(nodes, &mut |node| match node {
                Node::Text(text) => *text = escaped(text),
                Node::Output(output) => output.place = Place::JsonText,
                Node::If(_) | Node::Loop(_) => {}
            });
        }
        Medium::Url => {
            url(nodes, false);
        }
        Medium::Plain => each_output(nodes, Place::Plain),
        Medium::Markup => each_output(nodes, Place::Markup),
        Medium::Field => each_output(nodes, Place::Field),
    }
    Vec::new()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    json::escape_into(&mut escaped, text);
    escaped
}

fn each_output(nodes: &mut [Node], place: Place) {
    each_node(nodes, &mut |node| {
        if let Node::Output(output) = node {
            output.place = place;
        }
    });
}

fn each_node(nodes: &mut [Node], visit: &mut impl FnMut(&mut Node)) {
    for node in nodes {
        visit(node);
        match node {
            Node::Text(_) | Node::Output(_) => {}
            Node::If(choice) => {
                for (_, body) in &mut choice.branches {
                    each_node(body, visit);
                }
                each_node(&mut choice.otherwise, visit);
            }
            Node::Loop(each) => {
                each_node(&mut each.body, visit);
                each_node(&mut each.empty, visit);
            }
        }
    }
}

/// Places the outputs of a URL; `begun` says whether something stands before these nodes, the
/// result whether something may stand before what follows them.
fn url(nodes: &mut [Node], mut begun: bool) -> bool {
    for node in nodes {
        begun = match node {
            Node::Text(_) => true,
            Node::Output(output) => {
                output.place = url_place(begun);
                true
            }
            Node::If(choice) => {
                let mut any = url(&mut choice.otherwise, begun);
                for (_, body) in &mut choice.branches {
                    any |= url(body, begun);
                }
                any
            }
            Node::Loop(each) => url(&mut each.body, true) | url(&mut each.empty, begun),
        };
    }
    begun
}

fn url_place(begun: bool) -> Place {
    if begun {
        Place::UrlPart
    } else {
        Place::UrlStart
    }
}
