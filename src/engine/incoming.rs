//! A request as the language sees it: its variables, decoded when they are first asked for.

use std::cell::OnceCell;

use super::{Facts, Reach};
use crate::expression::{Chance, Root, Variables};
use crate::gather::Gather as _;
use crate::http::{Request, Target};
use crate::json::Value;
use crate::sort;
use crate::verify::Finding;
use crate::webhook::Chain;

/// A request with what its decoding gave.
pub(super) struct Incoming<'a> {
    pub(super) request: &'a Request,
    pub(super) target: Target,
    /// In upper case.
    pub(super) method: String,
    pub(super) chance: Chance,
    pub(super) reach: Reach,
    facts: &'a Facts<'a>,
    query_all: OnceCell<Vec<(String, Vec<String>)>>,
    /// The variables that do not depend on the endpoint, by their places in [`Root`].
    cells: [OnceCell<Option<Value>>; Root::COUNT],
}

impl<'a> Incoming<'a> {
    pub(super) fn new(request: &'a Request, facts: &'a Facts) -> Self {
        Incoming {
            request,
            target: request.target(),
            method: request.method.to_ascii_uppercase(),
            chance: Chance::new(facts.seed, facts.now_ms),
            reach: Reach::All,
            facts,
            query_all: OnceCell::new(),
            cells: Default::default(),
        }
    }

    /// The request as only some endpoints may answer it.
    pub(super) fn within(self, reach: Reach) -> Self {
        Incoming { reach, ..self }
    }

    /// When the request came, in milliseconds since the Unix epoch.
    pub(super) fn now_ms(&self) -> u64 {
        self.facts.now_ms
    }

    /// Where the request stands among those that webhooks make.
    pub(super) fn chain(&self) -> Chain {
        self.facts.chain
    }

    /// What the host found of it, if it has looked.
    pub(super) fn finding(&self) -> Option<&Finding> {
        self.facts.finding.as_ref()
    }

    /// The query's parameters in their order, of each name all values.
    pub(super) fn query(&self) -> &[(String, Vec<String>)] {
        self.query_all.get_or_init(|| group(&self.target.query))
    }

    /// The body parsed as JSON, whatever its declared type.
    pub(super) fn json(&self) -> Option<&Value> {
        self.root(Root::JsonParams)
    }

    fn root(&self, root: Root) -> Option<&Value> {
        let cell = self.cells.get(root as usize)?;
        cell.get_or_init(|| self.decoded(root)).as_ref()
    }

    fn decoded(&self, root: Root) -> Option<Value> {
        Some(match root {
            Root::JsonParams => return Value::parse_bytes(&self.request.body).ok(),
            Root::QueryParamsAll => lists(self.query()),
            Root::FormParams => firsts(&group(&self.request.form())),
            Root::HeaderParams => self.headers(),
            Root::CookieParams => firsts(&group(&self.request.cookies())),
            Root::Body => Value::text(String::from_utf8_lossy(&self.request.body)),
            Root::Method => Value::text(self.method.as_str()),
            Root::Path => Value::text(self.target.path.as_str()),
            Root::Url => Value::text(self.target.url.as_str()),
            Root::Host => Value::text(self.target.host.as_str()),
            Root::Env => Value::object(self.facts.env),
            Root::PathParams | Root::QueryParams | Root::Response => return None,
        })
    }

    fn headers(&self) -> Value {
        let fields = self.request.headers.iter();
        let fields: Vec<_> = fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .gather();
        firsts(&group(&fields))
    }
}

/// The pairs by their names, in the order of each name's first.
fn group(pairs: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).gather();
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let mut group_of_pair = Vec::new();
    for ((name, value), first) in pairs.iter().zip(sort::firsts(&names)) {
        let group = group_of_pair.get(first).copied().unwrap_or(groups.len());
        group_of_pair.push(group);
        match groups.get_mut(group) {
            Some((_, values)) => values.push(value.clone()),
            None => groups.push((name.clone(), vec![value.clone()])),
        }
    }
    groups
}

fn firsts(groups: &[(String, Vec<String>)]) -> Value {
    let first = |(name, values): &(String, Vec<String>)| {
        (name.clone(), values.first().cloned().unwrap_or_default())
    };
    Value::object(groups.iter().map(first).gather())
}

fn lists(groups: &[(String, Vec<String>)]) -> Value {
    let list =
        |(name, values): &(String, Vec<String>)| (name.clone(), Value::from(values.as_slice()));
    Value::object(groups.iter().map(list).gather())
}

/// A request as one endpoint sees it: with the endpoint's parameters, and in its webhooks with the answer.
pub(super) struct Seen<'a> {
    incoming: &'a Incoming<'a>,
    path_params: Value,
    query_params: Value,
    response: Option<Value>,
}

impl<'a> Seen<'a> {
    /// The request with an endpoint's path parameters and the defaults of its query parameters.
    pub(super) fn new(
        incoming: &'a Incoming,
        path_params: Vec<(String, String)>,
        defaults: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let mut query_params = firsts(incoming.query());
        if let Value::Object(fields) = &mut query_params {
            for (name, value) in defaults {
                if !fields.iter().any(|(known, _)| *known == name) {
                    fields.push((name, Value::Text(value)));
                }
            }
        }
        Seen {
            incoming,
            path_params: Value::object(path_params),
            query_params,
            response: None,
        }
    }

    /// The same with the answer that was given.
    pub(super) fn with_response(self, response: Value) -> Self {
        Seen {
            response: Some(response),
            ..self
        }
    }

    pub(super) fn incoming(&self) -> &'a Incoming<'a> {
        self.incoming
    }
}

impl Variables for Seen<'_> {
    fn root(&self, root: Root) -> Option<&Value> {
        match root {
            Root::PathParams => Some(&self.path_params),
            Root::QueryParams => Some(&self.query_params),
            Root::Response => self.response.as_ref(),
            root => self.incoming.root(root),
        }
    }
}
