//! Endpoints: which requests they take and what follows.

use super::condition;
use super::context::Context;
use super::delay::Delay;
use super::fault::SpecFault;
use super::fields::Fields;
use super::header::{self, is_token};
use super::required::PATH;
use super::response::{self, Body, Response};
use super::verify::{self, Verify};
use super::webhook::{self, Webhook};
use super::yaml::{Entry, Node, NodeValue};
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;
use crate::outbound;
use crate::parameter_type::ParameterType;

/// `router-name` and `swagger` are keys of moclojer that mean nothing here.
pub(super) const KEYS: &[&str] = &[
    "method",
    "host",
    "path",
    "query",
    "headers",
    "body",
    "if",
    "response",
    "responses",
    "webhook",
    "webhooks",
    "verify",
    "latency",
    "rate-limit",
    "tag",
    "router-name",
    "swagger",
];

/// Keys of the format that this version does not do.
pub(super) const NOT_YET: &[&str] = &["rate-limit"];

pub(super) const QUERY_KEYS: &[&str] = &["type", "required", "default"];

/// The prefix of the engine's own paths.
const RESERVED: &str = "/__wasmock";

/// An endpoint.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Where its key `endpoint` stands.
    pub span: Span,
    /// Its methods in upper case; `ANY` is every one.
    pub methods: Vec<String>,
    /// Its host in lower case, without the port.
    pub host: Option<String>,
    /// Its path as written, beginning with `/`.
    pub path: Excerpt,
    /// What it wants of the query.
    pub query: Vec<QueryRule>,
    /// The headers that a request must carry.
    pub headers: Vec<(String, String)>,
    /// A sample of the JSON body.
    pub body: Option<Sample>,
    /// The condition under which it answers.
    pub condition: Option<Excerpt>,
    /// What a request must prove before it is answered.
    pub verify: Option<Verify>,
    /// Its answers; of those whose condition holds, the first.
    pub responses: Vec<Response>,
    /// What it sends afterwards.
    pub webhooks: Vec<Webhook>,
    /// How long it waits before it answers.
    pub latency: Option<Delay>,
    /// A name for payloads.
    pub tag: Option<String>,
}

/// What a query parameter must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryRule {
    /// The parameter's name.
    pub name: String,
    /// Its type.
    pub kind: ParameterType,
    /// Whether a request must have it.
    pub required: bool,
    /// Its value where a request has none.
    pub default: Option<Excerpt>,
}

/// A sample of a JSON body.
#[derive(Clone, Debug)]
pub enum Sample {
    /// JSON as text.
    Text(Excerpt),
    /// JSON as a YAML value.
    Value(Node),
}

/// Decodes the item `endpoint`. Where its path was refused it gets `/` instead, so that its
/// conditions and templates can still be looked at.
pub fn decode(entry: &Entry, context: &mut Context) -> Option<Endpoint> {
    let fields = Fields::of(&entry.value, "an endpoint", KEYS, context)?;
    fields.not_yet(NOT_YET, context);
    let path = path(&fields, entry.key.span, context);
    Some(Endpoint {
        span: entry.key.span,
        methods: methods(&fields, "GET", context),
        host: host(&fields, context),
        path: path.unwrap_or_else(|| Excerpt::whole("/", entry.key.span)),
        query: query(&fields, context),
        headers: header::decode_required(&fields, context),
        body: sample(&fields),
        condition: condition::decode(&fields, context),
        verify: verify::decode(&fields, context),
        responses: response::decode_all(&fields, context),
        webhooks: webhook::decode_all(&fields, context),
        latency: latency(&fields, context),
        tag: fields.text("tag", context),
    })
}

fn path(fields: &Fields, place: Span, context: &mut Context) -> Option<Excerpt> {
    let path = fields.required(PATH, place, context)?;
    let text = path.text();
    if !text.starts_with('/') {
        let fault = SpecFault::RelativePath(text.to_owned());
        context.error(&fault, path.full_span());
        return None;
    }
    warn_of_literals(&path, context);
    let below = text.strip_prefix(RESERVED);
    if below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
        context.error(&SpecFault::ReservedPath, path.full_span());
        return None;
    }
    Some(path)
}

/// Segments that are parameters or wildcards elsewhere, and texts here.
fn warn_of_literals(path: &Excerpt, context: &mut Context) {
    let mut start = 0_usize;
    for segment in path.text().split('/') {
        let end = start.saturating_add(segment.len());
        if let Some(meant) = meant(segment) {
            context.warning(&SpecFault::LiteralSegment { meant }, path.span(start..end));
        }
        start = end.saturating_add(1);
    }
}

/// `:id` of `{id}` and `<id>`, `*` of `images*`.
fn meant(segment: &str) -> Option<String> {
    let between = |open, close| segment.strip_prefix(open)?.strip_suffix(close);
    match between('{', '}').or_else(|| between('<', '>')) {
        Some(name) => Some(format!(":{name}")),
        None if segment.len() > 1 && segment.ends_with('*') && !segment.starts_with(['*', ':']) => {
            Some("*".to_owned())
        }
        None => None,
    }
}

/// The methods under the key `method`, in upper case; the default where none is right.
pub fn methods(fields: &Fields, default: &'static str, context: &mut Context) -> Vec<String> {
    if let Some(list) = fields.value("method")
        && fields.list_or_one("method").is_empty()
    {
        context.error(&SpecFault::NoMethods { default }, list.span);
    }
    let mut methods = Vec::new();
    for text in fields.texts("method", context) {
        methods.extend(method(&text, context));
    }
    if methods.is_empty() {
        methods.push(default.to_owned());
    }
    methods
}

/// A method in upper case.
pub fn method(text: &Excerpt, context: &mut Context) -> Option<String> {
    if is_token(text.text()) {
        return Some(text.text().to_ascii_uppercase());
    }
    let fault = SpecFault::WrongMethod(text.text().to_owned());
    context.error(&fault, text.full_span());
    None
}

fn host(fields: &Fields, context: &mut Context) -> Option<String> {
    let text = fields.excerpt("host", context)?;
    let host = without_port(text.text());
    if !is_host(host) {
        let fault = SpecFault::WrongHost(text.text().to_owned());
        context.error(&fault, text.full_span());
        return None;
    }
    Some(host.to_ascii_lowercase())
}

/// Whether a request can name a host so: beyond ASCII its client sends it in Punycode.
fn is_host(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match address {
        Some(address) => address.contains(':'),
        None => outbound::is_name(host),
    }
}

/// A host without `:port`; the colons of an IPv6 address in brackets stay.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn query(fields: &Fields, context: &mut Context) -> Vec<QueryRule> {
    let Some(node) = fields.value("query") else {
        return Vec::new();
    };
    let NodeValue::Map(entries) = &node.value else {
        context.wrong_type("`query`", "a map of names and types", node);
        return Vec::new();
    };
    let rules = entries.iter();
    rules
        .filter_map(|entry| query_rule(entry, context))
        .gather()
}

/// `name: type` or `name: {type, required, default}`.
fn query_rule(entry: &Entry, context: &mut Context) -> Option<QueryRule> {
    let mut rule = QueryRule {
        name: entry.key.text.text().to_owned(),
        kind: ParameterType::String,
        required: false,
        default: None,
    };
    if let Some(text) = entry.value.text() {
        if !entry.value.is_null() {
            rule.kind = kind(text, context)?;
        }
        return Some(rule);
    }
    let fields = Fields::of(&entry.value, "a query parameter", QUERY_KEYS, context)?;
    if let Some(text) = fields.excerpt("type", context) {
        rule.kind = kind(&text, context)?;
    }
    rule.required = fields.bool("required", context).unwrap_or(false);
    rule.default = fields.excerpt("default", context);
    let required = fields.get("required").filter(|_| rule.required);
    if let Some(required) = required.filter(|_| rule.default.is_some()) {
        context.warning(&SpecFault::RequiredWithDefault, required.key.span);
    }
    Some(rule)
}

fn kind(text: &Excerpt, context: &mut Context) -> Option<ParameterType> {
    let kind = ParameterType::named(text.text());
    if kind.is_none() {
        let fault = SpecFault::UnknownType(text.text().to_owned());
        context.error(&fault, text.full_span());
    }
    kind
}

fn sample(fields: &Fields) -> Option<Sample> {
    match response::decode_body(fields)? {
        Body::Text(text) => Some(Sample::Text(text)),
        Body::Value(node) => Some(Sample::Value(node)),
    }
}

fn latency(fields: &Fields, context: &mut Context) -> Option<Delay> {
    let entry = fields.get("latency")?;
    if matches!(entry.value.value, NodeValue::Map(_)) {
        let what = "`latency` with keys of its own".to_owned();
        context.error(&SpecFault::NotYet { what }, entry.key.span);
        return None;
    }
    fields.delay("latency", context)
}
