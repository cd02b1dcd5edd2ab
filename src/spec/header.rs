//! Headers, and the tokens that name them and methods (RFC 9110, section 5.6.2).

use super::context::Context;
use super::fault::SpecFault;
use super::fields::Fields;
use super::yaml::{Entry, Node, NodeValue};
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;

/// A header to send.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name as written.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// Its values, templates, each sent as a field of its own.
    pub values: Vec<Excerpt>,
}

/// The headers to send under the key `headers`.
pub fn decode(fields: &Fields, context: &mut Context) -> Vec<Header> {
    let entries = entries(fields, context).iter();
    entries.filter_map(|entry| header(entry, context)).gather()
}

/// The headers that a request must carry, under the key `headers`.
pub fn decode_required(fields: &Fields, context: &mut Context) -> Vec<(String, String)> {
    let mut required = Vec::new();
    for entry in entries(fields, context) {
        let name = name(entry, context);
        let value = context.text("a header's value", &entry.value);
        if let (Some(name), Some(value)) = (name, value) {
            required.push((name, value.text().to_owned()));
        }
    }
    required
}

fn entries<'a>(fields: &Fields<'a>, context: &mut Context) -> &'a [Entry] {
    let Some(node) = fields.value("headers") else {
        return &[];
    };
    if let NodeValue::Map(entries) = &node.value {
        return entries;
    }
    context.wrong_type("`headers`", "a map of names and values", node);
    &[]
}

fn header(entry: &Entry, context: &mut Context) -> Option<Header> {
    let values = values(&entry.value, context);
    Some(Header {
        name: name(entry, context)?,
        name_span: entry.key.span,
        values,
    })
}

fn values(node: &Node, context: &mut Context) -> Vec<Excerpt> {
    let nodes = match &node.value {
        NodeValue::List(nodes) => nodes,
        _ => std::slice::from_ref(node),
    };
    let texts = nodes.iter();
    texts
        .filter_map(|node| context.text("a header's value", node))
        .gather()
}

fn name(entry: &Entry, context: &mut Context) -> Option<String> {
    let name = entry.key.text.text();
    if is_token(name) {
        return Some(name.to_owned());
    }
    context.error(&SpecFault::WrongHeaderName(name.to_owned()), entry.key.span);
    None
}

/// The name of a header under the key `header`.
pub fn decode_name(fields: &Fields, context: &mut Context) -> Option<String> {
    let name = fields.excerpt("header", context)?;
    let text = name.text().to_owned();
    if is_token(&text) {
        return Some(text);
    }
    context.error(&SpecFault::WrongHeaderName(text), name.full_span());
    None
}

/// Whether a text is a token (RFC 9110, section 5.6.2).
pub fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
