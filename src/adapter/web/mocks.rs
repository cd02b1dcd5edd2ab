//! A mocks file that is served.

use super::answer::outcome;
use super::entry::object_texts;
use super::platform::Chance;
use super::{control, head};
use crate::control::Access;
use crate::digest;
use crate::json::Value;
use crate::random::Generator;
use crate::redaction::Redaction;
use crate::{Call, Chain, Engine, Facts, Finding, Reach, Source};
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
        let value = |name: &str| env.iter().find(|(known, _)| known == name);
        let redaction = engine.redaction(&|name| value(name).map(|(_, value)| value.clone()));
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
        self.seeds = Some(Generator::new(digest::seed(text)));
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

    /// The secrets and keys by name that webhooks are signed with: a JSON list of `{"scheme", "keyType",
    /// "name", "text", "id"}`, `text` null, since only the host knows it.
    #[wasm_bindgen(js_name = signingKeys)]
    pub fn signing_keys(&self) -> String {
        control::signing_keys(&self.engine).to_text()
    }

    /// The secrets and keys by name that requests are verified with: a JSON list of `{"scheme", "keyType",
    /// "name", "text", "verifies"}`, `text` null and `verifies` true.
    #[wasm_bindgen(js_name = verifyingKeys)]
    pub fn verifying_keys(&self) -> String {
        let keys = self.engine.verifying_keys();
        Value::list(keys.iter().map(|key| key.to_json(None))).to_text()
    }

    /// The signatures that a request carries which came at `now_ms`: a JSON list for
    /// js/signature/carried.js.
    #[wasm_bindgen(js_name = carriedSignatures)]
    pub fn carried_signatures(&self, head: &str, now_ms: f64) -> String {
        let request = head::read(head, &[]);
        let carried = self.engine.carried_signatures(&request, now_ms as u64);
        Value::list(carried.iter().map(crate::Carried::to_json)).to_text()
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
    /// stands if a webhook makes it. Where something is to be checked first, `{"check", "seed"}` comes:
    /// the same is then asked with that seed as `call`, and what was `found`.
    pub fn handle(
        &mut self,
        head: &str,
        body: &[u8],
        now_ms: f64,
        call: Option<String>,
        found: Option<String>,
    ) -> String {
        let request = head::read(head, body);
        let call = self.call(call);
        let facts = self.facts(call, now_ms, found);
        outcome(&self.engine.handle(&request, &facts), call)
    }

    /// Answers a request that could go on to its own server; `undefined` lets it go on. `is_own`
    /// says whether it is for the mocks' own origin, where endpoints without a host answer too. With the
    /// seed of an answer the same comes again.
    pub fn intercept(
        &mut self,
        head: &str,
        body: &[u8],
        now_ms: f64,
        is_own: bool,
        seed: Option<String>,
        found: Option<String>,
    ) -> Option<String> {
        let request = head::read(head, body);
        let call = self.call(seed);
        let facts = self.facts(call, now_ms, found);
        let answered = self.engine.intercept(&request, &facts, reach(is_own))?;
        Some(outcome(&answered, call))
    }

    /// Whether `intercept` may answer a request, said without its body.
    #[wasm_bindgen(js_name = mayIntercept)]
    pub fn may_intercept(&self, head: &str, is_own: bool) -> bool {
        let request = head::read(head, &[]);
        self.engine.may_intercept(&request, reach(is_own))
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
        let access = Access {
            local: is_local,
            token: token.as_deref(),
        };
        control::route(&self.engine, &request, &access, longest_ms as u64)
    }

    fn facts(&self, call: Call, now_ms: f64, found: Option<String>) -> Facts<'_> {
        let found = found.map(|json| Value::parse(&json).unwrap_or(Value::Null));
        Facts {
            now_ms: now_ms as u64,
            seed: call.seed,
            env: &self.env,
            chain: call.chain,
            finding: found.as_ref().map(Finding::from_json),
        }
    }

    /// What a request is answered with: one that no webhook makes, and that was not asked before, with
    /// the next seed.
    fn call(&mut self, text: Option<String>) -> Call {
        let given = text.as_deref().and_then(Call::parse);
        given.unwrap_or_else(|| Call {
            seed: self.next_seed(),
            chain: Chain::default(),
        })
    }

    fn next_seed(&mut self) -> u128 {
        match &mut self.seeds {
            None => self.chance.next(),
            Some(seeds) => (u128::from(seeds.next_u64()) << 64) | u128::from(seeds.next_u64()),
        }
    }
}

fn reach(is_own: bool) -> Reach {
    if is_own {
        Reach::All
    } else {
        Reach::NamedHosts
    }
}
