//! The engine: a mocks file compiled once, then many requests answered.

mod address;
mod answer;
mod carried;
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
mod occasion;
mod outcome;
mod payload;
mod plan;
mod rules;
mod secrets;
mod sequence;
mod signing;
mod subscription;
mod verification;

use crate::diagnostic::{Report, Source};
use crate::expression::{Meter, Scope};
use crate::gather::Gather as _;
use crate::http::{Request, Response, allow_origin};
use crate::json::Value;
use crate::problem::Problem;
use crate::spec::Settings;
use crate::verify::Check;

use dispatch::{Dispatch, Match};
use incoming::Incoming;
use subscription::Subscriptions;
use verification::{Judgement, Verification, forbidden};

pub use carried::Carried;
pub use condition::{Condition, Past};
pub use facts::Facts;
pub use outcome::{Listing, Outcome, Reach, Reply};
pub use signing::SigningKey;
pub use verification::VerifyingKey;

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
    /// let facts = Facts { now_ms: 1_705_314_600_000, seed: 1, env: &[], chain: Chain::default(), finding: None };
    /// let outcome = engine.handle(&Request::get("http://localhost/hello/Ana"), &facts);
    /// assert_eq!(outcome.response().unwrap().body.as_deref(), Some("Hello Ana!"));
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
        self.finished(&incoming, self.answer(&incoming))
    }

    /// Answers a request that could go on to its own server instead, as a service worker sees it;
    /// `None` lets it go on. What comes is a [`Outcome::Reply`] or a [`Outcome::Check`]: no preflight is
    /// answered, since what is asked here was let through already.
    ///
    /// ```
    /// use wasmock::{Chain, Engine, Facts, Reach, Request, Source};
    /// let file = "- endpoint: {host: api.example.com, path: /users}";
    /// let engine = Engine::load(&Source::new("mocks.yml", file)).unwrap();
    /// let facts = Facts { now_ms: 1_705_314_600_000, seed: 1, env: &[], chain: Chain::default(), finding: None };
    /// let answers = |url| engine.intercept(&Request::get(url), &facts, Reach::NamedHosts).is_some();
    /// assert!(answers("https://api.example.com/users"));
    /// assert!(!answers("https://api.example.com/other"));
    /// ```
    pub fn intercept(&self, request: &Request, facts: &Facts, reach: Reach) -> Option<Outcome> {
        let incoming = Incoming::new(request, facts).within(reach);
        let outcome = self.outcome(self.dispatch.find(&incoming)?);
        Some(self.finished(&incoming, outcome))
    }

    /// Whether [`Engine::intercept`] may answer a request, said without its body: true too where
    /// only an endpoint's `if` is still to be asked.
    pub fn may_intercept(&self, request: &Request, reach: Reach) -> bool {
        self.dispatch.may_answer(request, reach)
    }

    /// With what every answer gets, whoever gave it.
    fn finished(&self, incoming: &Incoming, mut outcome: Outcome) -> Outcome {
        if let Some(response) = outcome.response_mut() {
            if self.settings.cors {
                allow_origin(incoming.request, response);
            }
            if incoming.method == "HEAD" {
                response.body = None;
            }
        }
        outcome
    }

    fn answer(&self, incoming: &Incoming) -> Outcome {
        let is_cors = self.settings.cors;
        let preflight = is_cors.then(|| cors::preflight(&self.dispatch, incoming));
        if let Some(response) = preflight.flatten() {
            return Outcome::Preflight(response);
        }
        match self.dispatch.find(incoming) {
            Some(matched) => self.outcome(matched),
            None => Outcome::Unmatched(self.dispatch.problem(incoming).response()),
        }
    }

    /// What comes of a request that an endpoint is for: who sends it is known first, if that matters.
    fn outcome(&self, matched: Match) -> Outcome {
        match self.judge(&matched) {
            Judgement::Passed => Outcome::Reply(self.reply(matched)),
            Judgement::Ask(check) => Outcome::Check(self.within_success(check, &matched)),
            Judgement::Refused(reason) => Outcome::Reply(self.refuse(matched, reason)),
        }
    }

    fn judge(&self, Match { endpoint, seen }: &Match) -> Judgement {
        let Some(verification) = &endpoint.verification else {
            return Judgement::Passed;
        };
        verification.judge(&scope(seen, &Meter::default()), seen.incoming())
    }

    /// A check whose id counts as received only if the answer will be a success, as is known already: a
    /// sender that tries again after a failure comes with the same id.
    fn within_success(&self, mut check: Box<Check>, matched: &Match) -> Box<Check> {
        if check.mark.is_some() {
            let answer = self.answer_to(matched.endpoint, &matched.seen);
            let is_success = answer.is_ok_and(|answer| (200..=299).contains(&answer.status));
            check.mark = check.mark.filter(|_| is_success);
        }
        check
    }

    /// The answer to a request that does not prove who sent it. It sends no webhooks.
    fn refuse(&self, Match { endpoint, seen }: Match, reason: String) -> Reply {
        let verification = endpoint.verification.as_ref();
        let answer = verification.and_then(Verification::on_failure);
        let meter = Meter::default();
        let response = answer.map(|answer| self.render(answer, endpoint, &scope(&seen, &meter)));
        let response = response.unwrap_or_else(|| Ok(forbidden()));
        Reply {
            response: response.unwrap_or_else(|problem| problem.response()),
            refusal: Some(reason),
            ..Reply::of(endpoint, seen.incoming())
        }
    }

    /// What the endpoint answers and sends. The rules for the request come first, then the answer,
    /// then the webhooks, which see the answer. A problem that the engine answers sends none.
    fn reply(&self, matched: Match) -> Reply {
        let Match { endpoint, seen } = matched;
        let incoming = seen.incoming();
        let mut reply = Reply::of(endpoint, incoming);
        match self.answer_to(endpoint, &seen) {
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

    /// The endpoint's answer to a request that keeps its rules.
    fn answer_to(
        &self,
        endpoint: &endpoint::Endpoint,
        seen: &incoming::Seen,
    ) -> Result<Response, Problem> {
        rules::check(&endpoint.query, endpoint.sample.as_ref(), seen.incoming())?;
        self.respond(endpoint, seen)
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
        self.render(answer, endpoint, &scope)
    }

    /// A response rendered; a problem if it can't be.
    fn render(
        &self,
        answer: &answer::Answer,
        endpoint: &endpoint::Endpoint,
        scope: &Scope,
    ) -> Result<Response, Problem> {
        answer.render(scope).map_err(|diagnostic| {
            let source = self.warnings.source();
            Problem::template(&endpoint.title(), source, &diagnostic)
        })
    }

    /// The endpoints, in the order of the file.
    pub fn endpoints(&self) -> Vec<Listing> {
        self.dispatch.endpoints().iter().map(Listing::of).gather()
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
        let urls = self.plans().into_iter().filter_map(plan::Plan::stray_url);
        urls.map(str::to_owned).gather()
    }

    /// All declared webhooks.
    fn plans(&self) -> Vec<&plan::Plan> {
        let mut plans = Vec::new();
        for endpoint in self.dispatch.endpoints() {
            plans.extend(&endpoint.plans);
        }
        plans.extend(&self.subscriptions.plans);
        plans
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
