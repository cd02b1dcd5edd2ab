//! Which endpoint answers a request, and if none does, why.

use super::endpoint::{Endpoint, Refusal};
use super::incoming::{Incoming, Seen};
use super::outcome::Reach;
use crate::gather::Gather as _;
use crate::http::Request;
use crate::problem::{NearMiss, Problem};
use crate::route::{Routes, Shape, difference, near_misses};

/// The most endpoints that a 404 names.
const NEAREST: usize = 3;

/// The endpoints and the way to them.
#[derive(Debug, Default)]
pub(super) struct Dispatch {
    endpoints: Vec<Endpoint>,
    routes: Routes,
}

/// The endpoint that answers, and the request as it sees it.
pub(super) struct Match<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) seen: Seen<'a>,
}

impl Dispatch {
    pub(super) fn new(endpoints: Vec<Endpoint>) -> Self {
        let mut routes = Routes::default();
        for (index, endpoint) in endpoints.iter().enumerate() {
            routes.insert(endpoint.host.as_deref(), &endpoint.pattern, index);
        }
        Dispatch { endpoints, routes }
    }

    pub(super) fn endpoints(&self) -> &[Endpoint] {
        &self.endpoints
    }

    /// The endpoint that answers: of the first shape that has one, the first in the file whose
    /// method, header fields and `if` hold. A declared HEAD goes before the GET that would answer it.
    pub(super) fn find<'a>(&'a self, incoming: &'a Incoming<'a>) -> Option<Match<'a>> {
        let method = incoming.method.as_str();
        for shape in self.shapes(incoming) {
            let declared = |endpoint: &Endpoint| endpoint.names(method);
            let admitted = |endpoint: &Endpoint| endpoint.admits(method);
            let found = match method {
                "HEAD" => self
                    .first(&shape, incoming, declared)
                    .or_else(|| self.first(&shape, incoming, admitted)),
                _ => self.first(&shape, incoming, admitted),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Whether an endpoint may answer, as far as can be said without the body: nothing but its `if`
    /// is left to be asked.
    pub(super) fn may_answer(&self, request: &Request, reach: Reach) -> bool {
        let target = request.target();
        let method = request.method.to_ascii_uppercase();
        self.routes
            .find(&target.host, &target.segments)
            .any(|shape| {
                self.of_shape(&shape).any(|endpoint| {
                    endpoint.is_within(reach)
                        && endpoint.admits(&method)
                        && endpoint.missing_header(request).is_none()
                })
            })
    }

    fn first<'a>(
        &'a self,
        shape: &Shape<'a>,
        incoming: &'a Incoming<'a>,
        admits: impl Fn(&Endpoint) -> bool,
    ) -> Option<Match<'a>> {
        self.of_shape(shape)
            .filter(|endpoint| endpoint.is_within(incoming.reach) && admits(endpoint))
            .find_map(|endpoint| {
                let seen = endpoint.see(incoming, &shape.captured);
                match endpoint.refuses(&seen) {
                    None => Some(Match { endpoint, seen }),
                    Some(_) => None,
                }
            })
    }

    fn shapes<'a>(&'a self, incoming: &'a Incoming) -> impl Iterator<Item = Shape<'a>> {
        self.routes
            .find(&incoming.target.host, &incoming.target.segments)
    }

    fn of_shape<'a>(&'a self, shape: &Shape<'a>) -> impl Iterator<Item = &'a Endpoint> + use<'a> {
        shape
            .endpoints
            .iter()
            .filter_map(|index| self.endpoints.get(*index))
    }

    /// The methods of the endpoints at the request's path, whatever else they want.
    pub(super) fn methods(&self, incoming: &Incoming) -> Vec<String> {
        let mut methods = Vec::new();
        for shape in self.shapes(incoming) {
            self.of_shape(&shape)
                .for_each(|endpoint| add_methods(endpoint, &mut methods));
        }
        methods
    }

    /// Why no endpoint answers: 405 if only the method is wrong, 400 if only a type, else 404. Where
    /// one has the path and the method and wants something else, neither is what is wrong.
    pub(super) fn problem(&self, incoming: &Incoming) -> Problem {
        let mut allowed = Vec::new();
        let mut refused = Vec::new();
        let mut others = Vec::new();
        for shape in self.shapes(incoming) {
            for endpoint in self.of_shape(&shape) {
                let seen = endpoint.see(incoming, &shape.captured);
                match endpoint.refuses(&seen) {
                    None => add_methods(endpoint, &mut allowed),
                    Some(refusal) if endpoint.admits(&incoming.method) => {
                        refused.push((endpoint, refusal));
                    }
                    Some(refusal) => others.push((endpoint, refusal)),
                }
            }
        }
        let problem = match (refused.is_empty(), allowed.is_empty()) {
            (false, _) => None,
            (true, false) => Some(Problem::MethodNotAllowed(allowed)),
            (true, true) => self.wrong_type(incoming),
        };
        problem.unwrap_or_else(|| {
            refused.append(&mut others);
            Problem::NoEndpoint(self.nearest(incoming, refused))
        })
    }

    fn wrong_type(&self, incoming: &Incoming) -> Option<Problem> {
        let target = &incoming.target;
        let almost = self.routes.almost(&target.host, &target.segments);
        let wrong = almost.into_iter().find(|wrong| {
            let endpoint = self.endpoints.get(wrong.endpoint);
            endpoint.is_some_and(|endpoint| endpoint.admits(&incoming.method))
        })?;
        Some(Problem::WrongType {
            part: "path",
            field: wrong.name.to_owned(),
            wanted: wrong.kind.name(),
            found: wrong.text.to_owned(),
        })
    }

    /// Those that were refused, and then those with a path that is nearly the request's.
    fn nearest(&self, incoming: &Incoming, refused: Vec<(&Endpoint, Refusal)>) -> Vec<NearMiss> {
        let is_refused =
            |endpoint: &Endpoint| refused.iter().any(|(one, _)| std::ptr::eq(*one, endpoint));
        let others = self.endpoints.iter().enumerate();
        let patterns = others
            .filter(|(_, endpoint)| !is_refused(endpoint))
            .map(|(index, endpoint)| (index, &endpoint.pattern));
        let near = near_misses(&incoming.target.segments, patterns, NEAREST);
        let near = near.into_iter().filter_map(|index| {
            let endpoint = self.endpoints.get(index)?;
            let difference = difference(&endpoint.pattern, &incoming.target.segments);
            Some(endpoint.miss(incoming, difference))
        });
        let refused = refused.iter();
        let refused =
            refused.map(|(endpoint, refusal)| endpoint.miss(incoming, Some(refusal.reason())));
        refused.chain(near).take(NEAREST).gather()
    }
}

impl Endpoint {
    /// Why it did not answer: its method and its host, if they are others, and what else there is.
    fn miss(&self, incoming: &Incoming, reason: Option<String>) -> NearMiss {
        let method = (!self.admits(&incoming.method)).then(|| Refusal::Method.reason());
        let host = self.host.as_ref();
        let host = host.filter(|host| **host != incoming.target.host);
        let host = host.map(|host| format!("its host is `{host}`"));
        let reasons: Vec<String> = [method, host, reason].into_iter().gather_given();
        NearMiss {
            method: self.methods.join(", "),
            path: self.path.clone(),
            reason: reasons.join("; "),
        }
    }
}

/// Adds an endpoint's methods to those of others; where there is GET there is HEAD.
fn add_methods(endpoint: &Endpoint, methods: &mut Vec<String>) {
    for method in &endpoint.methods {
        let implied = (method == "GET").then_some("HEAD");
        for method in [method.as_str()].into_iter().chain(implied) {
            if !methods.iter().any(|known| known == method) {
                methods.push(method.to_owned());
            }
        }
    }
}
