//! A case run without a network: its requests go through the engine as plain calls, and the
//! webhooks that were planned are played to their end against a sink that only answers statuses.

use std::cell::RefCell;

use serde_yaml::Mapping;
use wasmock::{Call, Chain, Delivery, Engine, Facts, Message, Outcome, Request, Response, Source};

use crate::case::{Case, Host, Received, Sent, Step};
use crate::exact::scalar;
use crate::expect::{self, Complaints};
use crate::sink::{Arrival, Called, Sink};
use crate::verifying::Marks;

/// 2026-01-15T18:00:00Z, when every case begins.
const BEGIN_MS: u64 = 1_768_500_000_000;

/// Runs a case; what it complains of, empty where it holds.
pub fn run(case: &Case) -> Complaints {
    match (
        Engine::load(&Source::new("mocks.yml", &case.mocks())),
        &case.refused,
    ) {
        (Ok(engine), None) => Session {
            engine,
            case,
            now_ms: BEGIN_MS,
            sink: Sink::default(),
            marks: RefCell::default(),
        }
        .run(),
        (Ok(_), Some(_)) => vec!["the file must be refused, but was loaded".to_owned()],
        (Err(report), None) => vec![format!("the file was refused:\n{}", report.draw())],
        (Err(report), Some(wanted)) => refusal(wanted, &report.draw()),
    }
}

fn refusal(wanted: &[String], message: &str) -> Complaints {
    let says = |text: &&String| {
        text.starts_with('/') && expect::matches(text, message) || message.contains(text.as_str())
    };
    let missing: Vec<&String> = wanted.iter().filter(|text| !says(text)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    vec![format!("the refusal does not say {missing:?}:\n{message}")]
}

/// What came of one request.
struct Came {
    response: Response,
    arrivals: Vec<Arrival>,
}

struct Session<'a> {
    engine: Engine,
    case: &'a Case,
    now_ms: u64,
    sink: Sink,
    marks: RefCell<Marks>,
}

impl Session<'_> {
    fn run(mut self) -> Complaints {
        let mut complaints = Vec::new();
        let steps = (1..).zip(&self.case.steps);
        for (number, step) in steps.filter(|(_, step)| step.is_for(Host::Native)) {
            self.now_ms += step.wait.map_or(1000, milliseconds);
            self.sink.answer(&step.sink_status);
            let Some(sent) = &step.request else { continue };
            let came = self.send(sent, number);
            for complaint in self.check(step, &came) {
                complaints.push(format!(
                    "step {number} ({} {}): {complaint}",
                    sent.method(),
                    sent.path
                ));
            }
        }
        complaints
    }

    fn send(&mut self, sent: &Sent, number: u128) -> Came {
        let seed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        let chain = Chain::default();
        match self.handle(&request(sent), Call { seed, chain }, self.now_ms) {
            Outcome::Unmatched(response) | Outcome::Preflight(response) => Came {
                response,
                arrivals: Vec::new(),
            },
            Outcome::Check(_) => panic!("a check is made once"),
            Outcome::Reply(reply) => Came {
                response: reply.response,
                arrivals: self.play(reply.deliveries, self.now_ms + reply.delay_ms),
            },
        }
    }

    fn handle(&self, request: &Request, call: Call, now_ms: u64) -> Outcome {
        let env: Vec<(String, String)> = self.case.env.clone().into_iter().collect();
        let mut facts = Facts {
            now_ms,
            seed: call.seed,
            env: &env,
            chain: call.chain,
            finding: None,
        };
        let outcome = self.engine.handle(request, &facts);
        let Outcome::Check(check) = outcome else {
            return outcome;
        };
        let secret = |name: &str| self.case.env.get(name).cloned();
        let mut marks = self.marks.borrow_mut();
        facts.finding = Some(marks.find(&check, &request.body, &secret));
        self.engine.handle(request, &facts)
    }

    /// What the sink receives of the webhooks of a request that was answered at this instant.
    fn play(&mut self, deliveries: Vec<Delivery>, answered_ms: u64) -> Vec<Arrival> {
        let secret = |name: &str| self.case.env.get(name).cloned();
        let mut sink = std::mem::take(&mut self.sink);
        let mocks = |message: &Message, call: Call, now_ms: u64| match self.handle(
            &message.request(),
            call,
            now_ms,
        ) {
            Outcome::Reply(reply) => Called {
                status: reply.response.status,
                delay_ms: reply.delay_ms,
                deliveries: reply.deliveries,
            },
            other => Called {
                status: other.response().expect("an answer").status,
                delay_ms: 0,
                deliveries: Vec::new(),
            },
        };
        let arrivals = sink.receive(deliveries, answered_ms, &secret, &mocks);
        self.sink = sink;
        arrivals
    }

    fn check(&self, step: &Step, came: &Came) -> Complaints {
        let response = &came.response;
        let mut complaints = Vec::new();
        if step.status.is_some_and(|status| status != response.status) {
            complaints.push(format!(
                "status {}, expected {}",
                response.status,
                step.status.unwrap_or_default()
            ));
        }
        let fields: Vec<(String, String)> = pairs(response.headers.iter());
        complaints.extend(expect::headers(&step.headers, &fields));
        let body = response.body.as_deref().unwrap_or("");
        complaints.extend(
            step.json
                .iter()
                .flat_map(|wanted| expect::json(wanted, body)),
        );
        complaints.extend(
            step.text
                .iter()
                .flat_map(|wanted| expect::text("body", wanted, body)),
        );
        complaints.extend(
            step.sink
                .iter()
                .flat_map(|wanted| check_sink(wanted, &came.arrivals)),
        );
        if !complaints.is_empty() {
            complaints.push(format!("the answer was {} {body}", response.status));
        }
        complaints
    }
}

/// Every arrival is one that is expected, and every one that is expected is there.
fn check_sink(wanted: &[Received], arrivals: &[Arrival]) -> Complaints {
    let mut left: Vec<&Arrival> = arrivals.iter().collect();
    let mut complaints = Vec::new();
    for wanted in wanted {
        let fits: Vec<Complaints> = left.iter().map(|one| one.complaints(wanted)).collect();
        match fits.iter().position(Vec::is_empty) {
            Some(index) => drop(left.remove(index)),
            None => complaints.push(format!("no webhook is {}: {fits:#?}", wanted.path)),
        }
    }
    let left: Vec<String> = left.iter().map(|left| left.to_string()).collect();
    if complaints.is_empty() && !left.is_empty() {
        complaints.push(format!("unexpected webhooks: {left:?}"));
    }
    complaints
}

/// The request as a host would hand it over.
fn request(sent: &Sent) -> Request {
    let mut fields = fields(&sent.headers);
    let has = |fields: &[(String, String)], name: &str| {
        fields
            .iter()
            .any(|(field, _)| field.eq_ignore_ascii_case(name))
    };
    if sent.json.is_some() && !has(&fields, "content-type") {
        fields.push(("content-type".to_owned(), "application/json".to_owned()));
    }
    if !has(&fields, "host") {
        fields.push(("host".to_owned(), "127.0.0.1:8787".to_owned()));
    }
    let host = fields
        .iter()
        .find(|(field, _)| field.eq_ignore_ascii_case("host"))
        .map_or("", |(_, host)| host);
    let json = sent
        .json
        .as_ref()
        .map(|value| serde_json::to_string(value).expect("a value as JSON"));
    Request {
        method: sent.method().to_owned(),
        url: format!("http://{host}{}", sent.path),
        body: json
            .or_else(|| sent.text.clone())
            .unwrap_or_default()
            .into_bytes(),
        headers: fields.into_iter().collect(),
    }
}

/// Header fields of a case; a list stands for several of one name.
fn fields(headers: &Mapping) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (scalar(name), scalar(value)))
        .collect()
}

fn pairs<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    fields
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

pub fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1000.0).round() as u64
}
