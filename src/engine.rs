//! The engine: a mocks file compiled once, then many requests answered.

mod address;
mod answer;
mod compiler;
mod condition;
mod content;
mod cors;
mod dispatch;
mod endpoint;
mod facts;
mod fault;
mod follow_up;
mod incoming;
mod load;
mod media;
mod object;
mod outcome;
mod payload;
mod plan;
mod rules;
mod sequence;
mod signing;
mod subscription;

use crate::diagnostic::{Report, Source};
use crate::expression::{Meter, Scope};
use crate::http::{Request, Response, allow_origin};
use crate::json::Value;
use crate::order;
use crate::problem::Problem;
use crate::spec::Settings;
use crate::webhook::EndpointName;

use dispatch::{Dispatch, Match};
use incoming::Incoming;
use subscription::Subscriptions;

pub use condition::{Condition, Past};
pub use facts::Facts;
pub use outcome::{Listing, Outcome, Reach, Reply};
pub use signing::SigningKey;

/// A compiled mocks file.
#[derive(Debug)]
pub struct Engine {
    dispatch: Dispatch,
    subscriptions: Subscriptions,
    settings: Settings,
    warnings: Report,
}

impl Engine {
    /// Compiles a mocks file.
    ///
    /// # Errors
    /// A file with mistakes is refused whole, with a report of every one of them.
    ///
    /// ```
    /// use wasmock::{Chain, Engine, Facts, Outcome, Request, Source};
    /// let file = "- endpoint: {path: '/hello/:name', response: {body: 'Hello {{path-params.name}}!'}}";
    /// let engine = Engine::load(&Source::new("mocks.yml", file)).unwrap();
    /// let facts = Facts { now_ms: 1_705_314_600_000, seed: 1, env: &[], chain: Chain::default() };
    /// let outcome = engine.handle(&Request::get("http://localhost/hello/Ana"), &facts);
    /// assert_eq!(outcome.response().body.as_deref(), Some("Hello Ana!"));
    /// ```
    pub fn load(source: &Source) -> Result<Engine, Report> {
        load::load(source)
    }

    /// What the author of the file should look at; none of it refuses the file.
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }

    /// Answers one request. Never fails and never panics, whatever the request holds.
    pub fn handle(&self, request: &Request, facts: &Facts) -> Outcome {
        let incoming = Incoming::new(request, facts);
        let mut outcome = self.answer(&incoming);
        self.finish(&incoming, outcome.response_mut());
        outcome
    }

    /// Answers a request that could go on to its own server instead, as a service worker sees it;
    /// `None` lets it go on. No preflight is answered: what is asked here was let through already.
    ///
    /// ```
    /// use wasmock::{Chain, Engine, Facts, Reach, Request, Source};
    /// let file = "- endpoint: {host: api.example.com, path: /users}";
    /// let engine = Engine::load(&Source::new("mocks.yml", file)).unwrap();
    /// let facts = Facts { now_ms: 1_705_314_600_000, seed: 1, env: &[], chain: Chain::default() };
    /// let answers = |url| engine.intercept(&Request::get(url), &facts, Reach::NamedHosts).is_some();
    /// assert!(answers("https://api.example.com/users"));
    /// assert!(!answers("https://api.example.com/other"));
    /// ```
    pub fn intercept(&self, request: &Request, facts: &Facts, reach: Reach) -> Option<Reply> {
        let incoming = Incoming::new(request, facts).within(reach);
        let mut reply = self.reply(self.dispatch.find(&incoming)?);
        self.finish(&incoming, &mut reply.response);
        Some(reply)
    }

    /// Whether [`Engine::intercept`] may answer a request, said without its body: true too where
    /// only an endpoint's `if` is still to be asked.
    pub fn may_intercept(&self, request: &Request, reach: Reach) -> bool {
        self.dispatch.may_answer(request, reach)
    }

    /// What every answer gets, whoever gave it.
    fn finish(&self, incoming: &Incoming, response: &mut Response) {
        if self.settings.cors {
            allow_origin(incoming.request, response);
        }
        if incoming.method == "HEAD" {
            response.body = None;
        }
    }

    fn answer(&self, incoming: &Incoming) -> Outcome {
        let is_cors = self.settings.cors;
        let preflight = is_cors.then(|| cors::preflight(&self.dispatch, incoming));
        if let Some(response) = preflight.flatten() {
            return Outcome::Preflight(response);
        }
        match self.dispatch.find(incoming) {
            Some(matched) => Outcome::Reply(self.reply(matched)),
            None => Outcome::Unmatched(self.dispatch.problem(incoming).response()),
        }
    }

    /// What the endpoint answers and sends. The rules for the request come first, then the answer,
    /// then the webhooks, which see the answer. A problem that the engine answers sends none.
    fn reply(&self, matched: Match) -> Reply {
        let Match { endpoint, seen } = matched;
        let incoming = seen.incoming();
        let name = EndpointName {
            method: incoming.method.clone(),
            path: endpoint.path.clone(),
        };
        let mut reply = Reply {
            response: Response::new(200),
            delay_ms: 0,
            endpoint: name,
            deliveries: Vec::new(),
        };
        let kept = rules::check(&endpoint.query, endpoint.sample.as_ref(), incoming);
        match kept.and_then(|()| self.respond(endpoint, &seen)) {
            Err(problem) => reply.response = problem.response(),
            Ok(response) => {
                reply.response = response;
                reply.delay_ms = endpoint.latency.map_or(0, |latency| {
                    incoming.chance.pick_ms(latency.min_ms, latency.max_ms)
                });
                reply.deliveries = self.follow_up(endpoint, seen, &reply);
            }
        }
        reply
    }

    /// The first response whose `if` holds; a problem if none does, or it can't be rendered.
    fn respond(
        &self,
        endpoint: &endpoint::Endpoint,
        seen: &incoming::Seen,
    ) -> Result<Response, Problem> {
        let meter = Meter::default();
        let scope = scope(seen, &meter);
        let Some(answer) = endpoint.answers.iter().find(|answer| answer.holds(&scope)) else {
            return Err(Problem::NoResponse(endpoint.title()));
        };
        answer.render(&scope).map_err(|diagnostic| {
            let source = self.warnings.source();
            Problem::template(&endpoint.title(), source, &diagnostic)
        })
    }

    /// The endpoints, in the order of the file.
    pub fn endpoints(&self) -> Vec<Listing> {
        self.dispatch.endpoints().iter().map(Listing::of).collect()
    }

    /// The subscriptions, in the order of the file: `{"name", "events"}` each, `name` null where
    /// the file gives none.
    pub fn subscriptions(&self) -> Value {
        self.subscriptions.to_json()
    }

    /// The environment's names that templates may read: `settings: {env: [...]}`.
    pub fn env_names(&self) -> &[String] {
        &self.settings.env
    }

    /// The URLs, as written, of webhooks whose host is a template though `allow-hosts` allows none:
    /// a deployed Worker sends no such webhook, and warns at load.
    pub fn stray_urls(&self) -> Vec<String> {
        let urls = self.plans().filter_map(plan::Plan::stray_url);
        urls.map(str::to_owned).collect()
    }

    /// All declared webhooks.
    fn plans(&self) -> impl Iterator<Item = &plan::Plan> {
        let endpoints = self.dispatch.endpoints().iter();
        let plans = endpoints.flat_map(|endpoint| endpoint.plans.iter());
        plans.chain(&self.subscriptions.plans)
    }

    /// The names of the secrets that webhooks need when they are sent (`$env:NAME`), each once, in
    /// alphabetical order; a host warns at load of those that are not set.
    pub fn secret_names(&self) -> Vec<String> {
        let secrets: Vec<&str> = self.active_plans().flat_map(plan::Plan::secrets).collect();
        let secret = |place: &usize| secrets.get(*place).copied();
        let sorted = order::places(secrets.len(), &|a, b| secret(&a).cmp(&secret(&b)));
        let mut names: Vec<String> = sorted
            .iter()
            .filter_map(secret)
            .map(str::to_owned)
            .collect();
        names.dedup();
        names
    }

    /// The secrets and private keys by name that webhooks are signed with, each once: a host warns at
    /// load of those that can't be used, and serves the public keys.
    pub fn signing_keys(&self) -> Vec<SigningKey> {
        let mut keys: Vec<SigningKey> = Vec::new();
        for key in self.active_plans().flat_map(plan::Plan::signing_keys) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    fn active_plans(&self) -> impl Iterator<Item = &plan::Plan> {
        self.plans().filter(|plan| plan.active)
    }
}

fn scope<'a>(seen: &'a incoming::Seen, meter: &'a Meter) -> Scope<'a> {
    Scope {
        variables: seen,
        chance: &seen.incoming().chance,
        meter,
        frame: None,
    }
}
