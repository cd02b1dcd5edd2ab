//! A mocks file that is served.

use super::entry::{self, object_texts};
use super::platform::Chance;
use super::{control, head};
use crate::control::Door;
use crate::http::Response;
use crate::journal::Redaction;
use crate::json::Value;
use crate::random::Generator;
use crate::webhook::{Delivery, Entry};
use crate::{Call, Chain, Engine, Facts, Outcome, Reach, Reply, Source, log};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;

/// A compiled mocks file, with the variables that it may read and where its chance comes from.
#[wasm_bindgen]
pub struct Mocks {
    engine: Engine,
    env: Vec<(String, String)>,
    redaction: Redaction,
    chance: Chance,
    seeds: Option<Generator>,
}

#[wasm_bindgen]
impl Mocks {
    /// Compiles a mocks file; `env` is a JSON object of texts, of which the file sees what its
    /// settings name.
    ///
    /// # Errors
    /// The report as JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, text: &str, env: &str) -> Result<Mocks, JsValue> {
        let engine = Engine::load(&Source::new(name, text))
            .map_err(|report| JsValue::from_str(&report.to_json().to_text()))?;
        let mut env = object_texts(env);
        let redaction = redaction(&engine, &env);
        env.retain(|(name, _)| engine.env_names().contains(name));
        Ok(Mocks {
            engine,
            env,
            redaction,
            chance: Chance::default(),
            seeds: None,
        })
    }

    /// From now on all chance follows from this text: the same requests in the same order get the
    /// same answers.
    pub fn seed(&mut self, text: &str) {
        let digest = Sha256::digest(text.as_bytes());
        let mut seed = [0; 16];
        seed.iter_mut()
            .zip(digest)
            .for_each(|(to, from)| *to = from);
        self.seeds = Some(Generator::new(u128::from_le_bytes(seed)));
    }

    /// The file's warnings: a report as JSON.
    pub fn warnings(&self) -> String {
        self.engine.warnings().to_json().to_text()
    }

    /// The names of the secrets that webhooks need.
    #[wasm_bindgen(js_name = secretNames)]
    pub fn secret_names(&self) -> Vec<String> {
        self.engine.secret_names()
    }

    /// The secrets and keys by name that webhooks are signed with: a JSON list of `{"scheme", "half",
    /// "name", "text", "id"}`, `text` null, since only the host knows it.
    #[wasm_bindgen(js_name = signingKeys)]
    pub fn signing_keys(&self) -> String {
        control::signing_keys(&self.engine).to_text()
    }

    /// What records of requests must not show, for `recordText`.
    pub fn redaction(&self) -> String {
        self.redaction.to_json().to_text()
    }

    /// How many endpoints there are.
    #[wasm_bindgen(js_name = endpointCount)]
    pub fn endpoint_count(&self) -> usize {
        self.engine.endpoints().len()
    }

    /// Answers a request as a server does, with a 404 where no endpoint answers. `call` is where it
    /// stands if a webhook makes it.
    pub fn handle(&mut self, head: &str, body: &[u8], now_ms: f64, call: Option<String>) -> String {
        let request = head::read(head, body);
        let call = call.as_deref().and_then(Call::parse);
        let call = call.unwrap_or_else(|| self.outside());
        match self.engine.handle(&request, &self.facts(call, now_ms)) {
            Outcome::Reply(reply) => self::reply(&reply, call),
            Outcome::Preflight(response) | Outcome::Unmatched(response) => bare(&response),
        }
    }

    /// Answers a request that could go on to its own server; `undefined` lets it go on. `is_own`
    /// says whether it is for the mocks' own origin, where endpoints without a host answer too.
    pub fn intercept(
        &mut self,
        head: &str,
        body: &[u8],
        now_ms: f64,
        is_own: bool,
    ) -> Option<String> {
        let request = head::read(head, body);
        let call = self.outside();
        let facts = self.facts(call, now_ms);
        let reply = self.engine.intercept(&request, &facts, reach(is_own))?;
        Some(self::reply(&reply, call))
    }

    /// Whether `intercept` may answer a request, said without its body.
    #[wasm_bindgen(js_name = mayIntercept)]
    pub fn may_intercept(&self, head: &str, is_own: bool) -> bool {
        let request = head::read(head, &[]);
        self.engine.may_intercept(&request, reach(is_own))
    }

    /// The webhooks of a request that was answered at `now_ms` with this seed: a list of rows as
    /// JSON, the same as came with the answer.
    pub fn replan(&self, head: &str, body: &[u8], now_ms: f64, is_own: bool, seed: &str) -> String {
        let request = head::read(head, body);
        let Some(call) = Call::parse(seed) else {
            return rows(Vec::new()).to_text();
        };
        let facts = self.facts(call, now_ms);
        let reply = self.engine.intercept(&request, &facts, reach(is_own));
        rows(reply.map_or_else(Vec::new, |reply| reply.deliveries)).to_text()
    }

    /// Reads a request to the engine's own paths; `undefined` if it is one for the mocks. What it
    /// is, as JSON: `{"response"}` is an answer, all others are for the host to carry out. A wait
    /// for requests may take up to `longest_ms` there.
    pub fn control(
        &self,
        head: &str,
        body: &[u8],
        is_local: bool,
        token: Option<String>,
        longest_ms: f64,
    ) -> Option<String> {
        let request = head::read(head, body);
        let door = Door {
            local: is_local,
            token: token.as_deref(),
        };
        control::route(&self.engine, &request, &door, longest_ms as u64)
    }

    fn facts(&self, call: Call, now_ms: f64) -> Facts<'_> {
        Facts {
            now_ms: now_ms as u64,
            seed: call.seed,
            env: &self.env,
            chain: call.chain,
        }
    }

    /// What a request that no webhook makes is answered with.
    fn outside(&mut self) -> Call {
        Call {
            seed: self.next_seed(),
            chain: Chain::default(),
        }
    }

    fn next_seed(&mut self) -> u128 {
        match &mut self.seeds {
            None => self.chance.next(),
            Some(seeds) => (u128::from(seeds.next_u64()) << 64) | u128::from(seeds.next_u64()),
        }
    }
}

/// What must not be shown: the values of the secrets that the file's webhooks need.
fn redaction(engine: &Engine, env: &[(String, String)]) -> Redaction {
    let names = engine.secret_names();
    let is_secret = |(name, _): &&(String, String)| names.contains(name);
    let secrets = env.iter().filter(is_secret);
    let secrets: Vec<String> = secrets.map(|(_, value)| value.clone()).collect();
    Redaction::new(&secrets, &[])
}

fn reach(is_own: bool) -> Reach {
    if is_own {
        Reach::All
    } else {
        Reach::NamedHosts
    }
}

/// `{"response", "delayMs", "endpoint", "webhooks": [row], "seed"}`; `replan` wants the seed.
fn reply(reply: &Reply, call: Call) -> String {
    let webhooks = rows(reply.deliveries.clone());
    let has_any = !reply.deliveries.is_empty();
    Value::object([
        ("response", response_json(&reply.response)),
        ("delayMs", reply.delay_ms.into()),
        ("endpoint", reply.endpoint.to_json()),
        ("webhooks", webhooks),
        ("seed", has_any.then(|| call.to_text()).into()),
    ])
    .to_text()
}

/// An answer that no endpoint gave.
fn bare(response: &Response) -> String {
    Value::object([
        ("response", response_json(response)),
        ("delayMs", 0u64.into()),
        ("endpoint", Value::Null),
        ("webhooks", Value::List(Vec::new())),
        ("seed", Value::Null),
    ])
    .to_text()
}

fn rows(deliveries: Vec<Delivery>) -> Value {
    let row = |delivery: Delivery| {
        let line = log::planned(&delivery);
        entry::row(&Entry::new(delivery, false), Some(line))
    };
    Value::list(deliveries.into_iter().map(row))
}

/// `{"status", "headers": [[name, value]], "body"}`; `body` is null where there is none.
pub(super) fn response_json(response: &Response) -> Value {
    let headers = response.headers.iter();
    let pair = |(name, value)| Value::list([name, value]);
    let bears_body = !matches!(response.status, 204 | 205 | 304);
    let body = response.body.as_deref().filter(|_| bears_body);
    Value::object([
        ("status", Value::from(response.status)),
        ("headers", Value::list(headers.map(pair))),
        ("body", body.into()),
    ])
}

/// The request's line in the terminal and the console.
#[wasm_bindgen(js_name = requestLine)]
pub fn request_line(
    method: &str,
    url: &str,
    status: u16,
    endpoint_method: Option<String>,
    endpoint_path: Option<String>,
    ms: f64,
) -> String {
    let endpoint = endpoint_method
        .zip(endpoint_path)
        .map(|(method, path)| crate::webhook::EndpointName { method, path });
    log::request(method, url, status, endpoint.as_ref(), ms as u64)
}

/// A warning's line: a secret is not set.
#[wasm_bindgen(js_name = unsetSecretLine)]
pub fn unset_secret_line(name: &str) -> String {
    log::unset_secret(name)
}
