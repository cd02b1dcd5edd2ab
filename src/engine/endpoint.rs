//! One compiled endpoint.

use super::answer::Answer;
use super::compiler::Compiler;
use super::fault::EndpointFault as Fault;
use super::incoming::{Incoming, Seen};
use super::object;
use super::outcome::Reach;
use super::plan::Plan;
use super::sequence::{self, Company};
use super::verification::Verification;
use crate::diagnostic::{Excerpt, Fault as _, Span};
use crate::expression::{Expression, Meter};
use crate::gather::Gather as _;
use crate::http::Request;
use crate::json::Value;
use crate::route::Pattern;
use crate::spec::{self, Delay, QueryRule, Sample};

/// A compiled endpoint.
#[derive(Debug)]
pub(super) struct Endpoint {
    /// In upper case; `ANY` admits all.
    pub(super) methods: Vec<String>,
    pub(super) host: Option<String>,
    /// As written.
    pub(super) path: String,
    pub(super) pattern: Pattern,
    pub(super) headers: Vec<(String, String)>,
    condition: Option<Expression>,
    pub(super) verification: Option<Verification>,
    pub(super) query: Vec<QueryRule>,
    pub(super) sample: Option<Value>,
    pub(super) latency: Option<Delay>,
    pub(super) answers: Vec<Answer>,
    pub(super) plans: Vec<Plan>,
    pub(super) tag: Option<String>,
    pub(super) span: Span,
}

/// Why an endpoint whose path fits does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Method,
    Header(String),
    Condition,
}

impl Refusal {
    /// The reason in words.
    pub(super) fn reason(&self) -> String {
        match self {
            Refusal::Method => "its method is another".to_owned(),
            Refusal::Header(name) => format!("the header `{name}` is missing or has another value"),
            Refusal::Condition => "its `if` is false".to_owned(),
        }
    }
}

impl Endpoint {
    /// Compiles an endpoint; `None` if its path is wrong.
    pub(super) fn compile(endpoint: &spec::Endpoint, compiler: &mut Compiler) -> Option<Endpoint> {
        let path = endpoint.path.text().to_owned();
        let pattern = read_pattern(&endpoint.path, compiler);
        check_defaults(&endpoint.query, compiler);
        let verification = Verification::compile(endpoint, compiler);
        let answers = answers(&endpoint.responses, compiler);
        let condition = compiler.condition(endpoint.condition.as_ref());
        let sample = endpoint
            .body
            .as_ref()
            .and_then(|sample| read_sample(sample, compiler));
        let plans = compiler.in_webhook(|compiler| plans(&endpoint.webhooks, compiler));
        Some(Endpoint {
            methods: endpoint.methods.clone(),
            host: endpoint.host.clone(),
            pattern: pattern?,
            headers: endpoint.headers.clone(),
            condition,
            verification,
            query: endpoint.query.clone(),
            sample,
            latency: endpoint.latency,
            answers,
            plans,
            tag: endpoint.tag.clone(),
            span: endpoint.span,
            path,
        })
    }

    /// Its first method and its path, as messages name it.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.methods.join(", "), self.path)
    }

    /// Whether it always answers where it stands: without an `if` and required header fields.
    pub(super) fn is_unconditional(&self) -> bool {
        self.condition.is_none() && self.headers.is_empty()
    }

    /// Whether it answers requests of this method.
    pub(super) fn admits(&self, method: &str) -> bool {
        admits(&self.methods, method)
    }

    /// Whether it lists this method.
    pub(super) fn names(&self, method: &str) -> bool {
        names(&self.methods, method)
    }

    /// The request as this endpoint sees it.
    pub(super) fn see<'a>(&self, incoming: &'a Incoming<'a>, captured: &[String]) -> Seen<'a> {
        let defaults = self.query.iter().filter_map(|rule| {
            let default = rule.default.as_ref()?;
            Some((rule.name.clone(), default.text().to_owned()))
        });
        Seen::new(incoming, self.pattern.bind(captured), defaults)
    }

    /// Why it does not answer a request whose path fits; its method is not looked at.
    pub(super) fn refuses(&self, seen: &Seen) -> Option<Refusal> {
        if let Some(name) = self.missing_header(seen.incoming().request) {
            return Some(Refusal::Header(name.to_owned()));
        }
        let condition = self.condition.as_ref()?;
        let holds = condition.holds(&super::scope(seen, &Meter::default()));
        (!holds).then_some(Refusal::Condition)
    }

    /// Whether it may answer a request that could go on to another origin's server.
    pub(super) fn is_within(&self, reach: Reach) -> bool {
        reach == Reach::All || self.host.is_some()
    }

    /// The first header field that it wants and a request does not carry.
    pub(super) fn missing_header(&self, request: &Request) -> Option<&str> {
        let missing = |(name, value): &&(String, String)| {
            !request
                .headers
                .iter()
                .any(|(field, given)| field.eq_ignore_ascii_case(name) && given == value)
        };
        let missing = self.headers.iter().find(missing)?;
        Some(&missing.0)
    }
}

/// Whether a list of methods is for a request of this one. HEAD runs as GET.
pub(super) fn admits(methods: &[String], method: &str) -> bool {
    let is_head = method == "HEAD";
    names(methods, method) || names(methods, "ANY") || (is_head && names(methods, "GET"))
}

fn names(methods: &[String], method: &str) -> bool {
    methods.iter().any(|known| known == method)
}

/// The declared responses; where there are none, 200 without a body.
fn answers(responses: &[spec::Response], compiler: &mut Compiler) -> Vec<Answer> {
    match responses {
        [] => vec![Answer::default()],
        _ => responses
            .iter()
            .map(|response| Answer::compile(response, compiler))
            .gather(),
    }
}

/// The webhooks, also those that are not active.
fn plans(webhooks: &[spec::Webhook], compiler: &mut Compiler) -> Vec<Plan> {
    let mut plans: Vec<Plan> = webhooks
        .iter()
        .map(|webhook| Plan::compile(webhook, compiler))
        .gather();
    let webhooks: Vec<&spec::Webhook> = webhooks.iter().gather();
    sequence::arrange(&mut plans, &webhooks, Company::Endpoint, compiler);
    object::tell_apart(&mut plans);
    plans
}

/// The pattern of a path; a wrong one is reported.
fn read_pattern(path: &Excerpt, compiler: &mut Compiler) -> Option<Pattern> {
    Pattern::parse(path)
        .map_err(|diagnostics| compiler.extend(diagnostics))
        .ok()
}

fn check_defaults(rules: &[QueryRule], compiler: &mut Compiler) {
    for rule in rules {
        let default = rule.default.as_ref();
        if let Some(default) = default.filter(|default| !rule.kind.admits(default.text())) {
            let fault = Fault::Default(default.text().to_owned(), rule.kind.name());
            compiler.error(&fault, default.full_span());
        }
    }
}

fn read_sample(sample: &Sample, compiler: &mut Compiler) -> Option<Value> {
    let text = match sample {
        Sample::Value(node) => return Some(node.to_json()),
        Sample::Text(text) => text,
    };
    match Value::parse(text.text()) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = text.character_span(error.at);
            compiler.error(&Fault::Sample(error.fault.message()), place);
            None
        }
    }
}
