//! A case run without a network: its requests go through the engine as plain calls, and what the
//! sink would receive is read off the webhooks that were planned.

use serde_yaml::Mapping;
use wasmock::{Delivery, Engine, Facts, Message, Outcome, Request, Response, Source, Verdict};

use crate::case::{Case, Host, Received, SINK, Sent, Step};
use crate::exact::scalar;
use crate::expect::{self, Complaints};

/// 2026-01-15T18:00:00Z, when every case begins.
const BEGIN_MS: u64 = 1_768_500_000_000;
/// How far a webhook with a range of delays may be from `after`, in milliseconds.
const TOLERANCE_MS: u64 = 750;

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
    deliveries: Vec<Delivery>,
    /// When the answer is sent, in milliseconds since the Unix epoch.
    answered_ms: u64,
}

struct Session<'a> {
    engine: Engine,
    case: &'a Case,
    now_ms: u64,
}

impl Session<'_> {
    fn run(mut self) -> Complaints {
        let mut complaints = Vec::new();
        let steps = (1..).zip(&self.case.steps);
        for (number, step) in steps.filter(|(_, step)| step.is_for(Host::Native)) {
            self.now_ms += step.wait.map_or(1000, milliseconds);
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

    fn send(&self, sent: &Sent, number: u128) -> Came {
        let env: Vec<(String, String)> = self.case.env.clone().into_iter().collect();
        let seed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        let facts = Facts {
            now_ms: self.now_ms,
            seed,
            env: &env,
        };
        match self.engine.handle(&request(sent), &facts) {
            Outcome::Unmatched(response) | Outcome::Preflight(response) => Came {
                response,
                deliveries: Vec::new(),
                answered_ms: self.now_ms,
            },
            Outcome::Reply(reply) => Came {
                response: reply.response,
                deliveries: reply.deliveries,
                answered_ms: self.now_ms + reply.delay_ms,
            },
        }
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
                .flat_map(|wanted| self.check_sink(wanted, came)),
        );
        if !complaints.is_empty() {
            complaints.push(format!("the answer was {} {body}", response.status));
        }
        complaints
    }

    /// Every webhook is one that is expected, and every one that is expected is there.
    fn check_sink(&self, wanted: &[Received], came: &Came) -> Complaints {
        let mut arrivals = self.arrivals(came);
        let mut complaints = Vec::new();
        for wanted in wanted {
            let fits: Vec<Complaints> = arrivals
                .iter()
                .map(|arrival| arrival.complaints(wanted))
                .collect();
            match fits.iter().position(Vec::is_empty) {
                Some(index) => drop(arrivals.remove(index)),
                None => complaints.push(format!("no webhook is {}: {fits:#?}", wanted.path)),
            }
        }
        let left: Vec<String> = arrivals
            .iter()
            .map(|left| format!("{} {}", left.message.method, left.message.url))
            .collect();
        if complaints.is_empty() && !left.is_empty() {
            complaints.push(format!("unexpected webhooks: {left:?}"));
        }
        complaints
    }

    fn arrivals(&self, came: &Came) -> Vec<Arrival> {
        let secret = |name: &str| self.case.env.get(name).cloned();
        came.deliveries
            .iter()
            .filter(|delivery| delivery.verdict == Verdict::Scheduled)
            .filter_map(|delivery| {
                Some(Arrival::of(
                    delivery,
                    delivery.message(&secret).ok()?,
                    came.answered_ms,
                ))
            })
            .collect()
    }
}

/// A webhook as the sink would see it.
struct Arrival {
    message: Message,
    after_ms: u64,
    /// Whether the file gives one delay and no range.
    fixed: bool,
}

impl Arrival {
    fn of(delivery: &Delivery, message: Message, answered_ms: u64) -> Arrival {
        let after_ms = delivery.due_at_ms.saturating_sub(answered_ms);
        let fixed = after_ms + delivery.timeout_ms == delivery.longest_ms;
        Arrival {
            message,
            after_ms,
            fixed,
        }
    }

    fn complaints(&self, wanted: &Received) -> Complaints {
        let path = self
            .message
            .url
            .strip_prefix(SINK)
            .unwrap_or(&self.message.url);
        let method = wanted.method.as_deref().unwrap_or(&self.message.method);
        let body = self.message.body.as_deref().unwrap_or("");
        let mut complaints = expect::text("path", &wanted.path, path);
        complaints.extend(expect::text("method", method, &self.message.method));
        complaints.extend(expect::headers(&wanted.headers, &self.message.headers));
        complaints.extend(
            wanted
                .json
                .iter()
                .flat_map(|wanted| expect::json(wanted, body)),
        );
        complaints.extend(
            wanted
                .text
                .iter()
                .flat_map(|wanted| expect::text("body", wanted, body)),
        );
        complaints.extend(
            wanted
                .after
                .and_then(|after| self.late(milliseconds(after))),
        );
        complaints
    }

    /// One delay is kept to the millisecond; of a range any instant near `after` will do.
    fn late(&self, wanted_ms: u64) -> Option<String> {
        let tolerance = if self.fixed { 0 } else { TOLERANCE_MS };
        (self.after_ms.abs_diff(wanted_ms) > tolerance).then(|| {
            format!(
                "due {} ms after the answer, expected {wanted_ms}",
                self.after_ms
            )
        })
    }
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

fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1000.0).round() as u64
}
