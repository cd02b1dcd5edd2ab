//! An endpoint's answers.

use super::condition;
use super::context::Context;
use super::fault::SpecFault;
use super::fields::Fields;
use super::header::{self, Header};
use super::yaml::{Meaning, Node, NodeValue, Scalar, Style};
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;

pub(super) const KEYS: &[&str] = &["if", "status", "headers", "body", "external-body"];

/// Those of the answer to a request that proves nothing, which has no condition.
pub(super) const FAILURE_KEYS: &[&str] = &["status", "headers", "body", "external-body"];

/// Keys of the format that this version does not do.
pub(super) const NOT_YET: &[&str] = &["external-body"];

/// An answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it stands.
    pub span: Span,
    /// The condition under which it answers.
    pub condition: Option<Excerpt>,
    /// 200 to 599.
    pub status: u16,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Its body.
    pub body: Option<Body>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub enum Body {
    /// A template, sent as written; a YAML block has lost one final line end.
    Text(Excerpt),
    /// A list, a map, a number or a boolean, sent as JSON; its texts are templates.
    Value(Node),
}

/// The answers of an endpoint, in their order.
pub fn decode_all(endpoint: &Fields, context: &mut Context) -> Vec<Response> {
    let nodes = endpoint.one_or_many("response", "responses", context);
    let responses = nodes.iter();
    responses.filter_map(|node| decode(node, context)).gather()
}

fn decode(node: &Node, context: &mut Context) -> Option<Response> {
    let fields = Fields::of(node, "a response", KEYS, context)?;
    Some(Response {
        condition: condition::decode(&fields, context),
        ..of_fields(&fields, 200, context)
    })
}

/// The answer under `on-failure`: 403 where it names no status.
pub fn decode_on_failure(verify: &Fields, context: &mut Context) -> Option<Response> {
    let node = verify.value("on-failure")?;
    let fields = Fields::of(node, "`on-failure`", FAILURE_KEYS, context)?;
    Some(of_fields(&fields, 403, context))
}

/// The answer without its condition; `default` is the status where it names none.
fn of_fields(fields: &Fields, default: u16, context: &mut Context) -> Response {
    fields.not_yet(NOT_YET, context);
    Response {
        span: fields.place(),
        condition: None,
        status: status(fields, context).unwrap_or(default),
        headers: header::decode(fields, context),
        body: decode_body(fields),
    }
}

fn status(fields: &Fields, context: &mut Context) -> Option<u16> {
    let text = fields.scalar("status", "a number", context)?;
    let status = text.text().parse().ok();
    let status = status.filter(|status| (200..=599).contains(status));
    if status.is_none() {
        let fault = SpecFault::WrongStatus(text.text().to_owned());
        context.error(&fault, text.full_span());
    }
    status
}

/// The body under the key `body`.
pub fn decode_body(fields: &Fields) -> Option<Body> {
    let node = fields.value("body")?;
    match &node.value {
        NodeValue::Refused => None,
        NodeValue::Scalar(scalar) if matches!(scalar.meaning, Meaning::Text) => {
            Some(text_body(scalar))
        }
        _ => Some(Body::Value(node.clone())),
    }
}

fn text_body(scalar: &Scalar) -> Body {
    match scalar.style {
        Style::Block => Body::Text(scalar.text.without_final_line_end()),
        Style::Plain | Style::Quoted => Body::Text(scalar.text.clone()),
    }
}
