//! What a request must prove before an endpoint answers it, compiled.

use super::answer::Answer;
use super::carried::Verifier;
use super::compiler::Compiler;
use super::content::{FieldTemplate, Owner};
use super::fault::EndpointFault as Fault;
use super::incoming::Incoming;
use crate::diagnostic::Excerpt;
use crate::digest;
use crate::expression::Scope;
use crate::gather::Gather as _;
use crate::http::Response;
use crate::json::Value;
use crate::signature::{self, KeyType};
use crate::spec;
use crate::template::Template;
use crate::verify::{Check, Finding, Key, KeyText, Mark, Proof, Rule, Scheme};

/// How long an id is remembered where no time is signed, in milliseconds: 30 days, as long as a webhook
/// can wait.
const REMEMBERED_MS: u64 = 30 * 86_400_000;

/// A compiled `verify`.
#[derive(Debug)]
pub(super) struct Verification {
    scheme: Scheme,
    key_type: KeyType,
    header: String,
    keys: Vec<Key>,
    tolerance_ms: u64,
    unique: Option<Template>,
    on_failure: Option<Answer>,
    /// What tells the endpoint from others, for what may come once to each.
    place: String,
}

/// What is to be done with a request.
pub(super) enum Judgement {
    /// It is answered.
    Passed,
    /// The host looks first.
    Ask(Box<Check>),
    /// It is refused; why, for whoever runs the mocks.
    Refused(String),
}

/// A secret or a key by name that requests are verified with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    /// The scheme that it verifies for.
    pub scheme: Scheme,
    /// What it is.
    pub key_type: KeyType,
    /// The name of the secret that holds it.
    pub name: String,
}

impl Verification {
    pub(super) fn compile(endpoint: &spec::Endpoint, compiler: &mut Compiler) -> Option<Self> {
        let verify = endpoint.verify.as_ref()?;
        let on_failure = verify.on_failure.as_ref();
        let header = verify.header.clone();
        Some(Verification {
            scheme: verify.scheme,
            key_type: verify.key_type,
            header: header.unwrap_or_else(|| verify.scheme.header().to_owned()),
            keys: keys(verify, compiler),
            tolerance_ms: verify.tolerance_ms,
            unique: unique(verify, compiler),
            on_failure: on_failure.map(|response| Answer::compile(response, compiler)),
            place: place(endpoint),
        })
    }

    /// Judges a request, with what the host found of it if it has looked.
    pub(super) fn judge(&self, scope: &Scope, incoming: &Incoming) -> Judgement {
        match incoming.finding() {
            Some(Finding::Held) => Judgement::Passed,
            Some(Finding::Refused(reason)) => Judgement::Refused(reason.clone()),
            None => match self.check(scope, incoming) {
                Ok(check) => Judgement::Ask(Box::new(check)),
                Err(reason) => Judgement::Refused(reason),
            },
        }
    }

    /// The answer to a request that is refused; `None` stands for the engine's own.
    pub(super) fn on_failure(&self) -> Option<&Answer> {
        self.on_failure.as_ref()
    }

    /// What a host must look at, or why that can't hold.
    fn check(&self, scope: &Scope, incoming: &Incoming) -> Result<Check, String> {
        let headers = &incoming.request.headers;
        let now_ms = incoming.now_ms();
        let rule = Rule {
            scheme: self.scheme,
            key_type: self.key_type,
            header: &self.header,
            tolerance_ms: self.tolerance_ms,
        };
        let proof = Proof::read(rule, headers, now_ms).map_err(|fault| fault.words())?;
        let unique = self.unique.as_ref();
        let mark = unique.map(|id| self.mark(id, scope, now_ms)).transpose()?;
        Ok(Check {
            scheme: self.scheme,
            key_type: self.key_type,
            proof,
            keys: self.named(incoming)?,
            mark,
        })
    }

    /// The keys that may be meant: where the request names some and the file does, those.
    fn named(&self, incoming: &Incoming) -> Result<Vec<Key>, String> {
        let Scheme::Signature(scheme) = self.scheme else {
            return Ok(self.keys.clone());
        };
        let field = scheme.key_id_header(&self.header);
        let named = field.and_then(|field| incoming.request.headers.get(&field));
        let has_names = self.keys.iter().any(|key| key.id.is_some());
        let Some(named) = named.filter(|_| has_names) else {
            return Ok(self.keys.clone());
        };
        let ids: Vec<&str> = named.split(',').map(str::trim).gather();
        let is_meant = |key: &&Key| key.id.as_deref().is_some_and(|id| ids.contains(&id));
        let meant: Vec<Key> = self.keys.iter().filter(is_meant).cloned().gather();
        match meant.is_empty() {
            true => Err("it names a key that is none of `key-id`".to_owned()),
            false => Ok(meant),
        }
    }

    /// What stands for the id of a request. What a time refuses need not be remembered.
    fn mark(&self, id: &Template, scope: &Scope, now_ms: u64) -> Result<Mark, String> {
        let id = id.render(scope);
        let id = id.map_err(|why| format!("the template of `unique` failed: {}", why.message))?;
        if id.is_empty() {
            return Err("it has no id, by which a repetition would be known".to_owned());
        }
        let remembered_ms = match self.scheme.has_timestamp() {
            // From the time furthest ahead to the oldest, and the second that a time is rounded by.
            true => self.tolerance_ms.saturating_mul(2).saturating_add(1000),
            false => REMEMBERED_MS,
        };
        Ok(Mark {
            kind: format!("received/{remembered_ms}"),
            text: digest::hex(&format!("{}\n{id}", self.place)),
            since_ms: now_ms.saturating_sub(remembered_ms),
        })
    }

    /// What signatures are checked with; `None` for credentials.
    pub(super) fn verifier(&self) -> Option<Verifier> {
        let Scheme::Signature(scheme) = self.scheme else {
            return None;
        };
        Some(Verifier {
            scheme,
            key_type: self.key_type,
            header: self.header.clone(),
            keys: self.keys.clone(),
        })
    }

    /// The keys by name.
    pub(super) fn keys(&self) -> impl Iterator<Item = VerifyingKey> {
        self.keys.iter().filter_map(|key| match &key.text {
            KeyText::Written(_) => None,
            KeyText::Secret(name) => Some(VerifyingKey {
                scheme: self.scheme,
                key_type: self.key_type,
                name: name.clone(),
            }),
        })
    }

    /// Its secrets that stand in the file. Of `basic` the first is the user, which is none.
    pub(super) fn written_secrets(&self) -> impl Iterator<Item = String> {
        let users = usize::from(self.scheme == Scheme::Basic);
        let keys = self.keys.iter().skip(users);
        let keys = keys.filter(|_| self.key_type != KeyType::PublicKey);
        keys.filter_map(|key| match &key.text {
            KeyText::Written(text) => Some(text.clone()),
            KeyText::Secret(_) => None,
        })
    }

    /// The name of the field that holds a secret as it is.
    pub(super) fn secret_header(&self) -> Option<String> {
        let is_secret = self.scheme.is_credential();
        is_secret.then(|| self.header.to_ascii_lowercase())
    }
}

impl VerifyingKey {
    /// The key with its text, where that is set, as js/signature/ reads it.
    pub fn to_json(&self, text: Option<&str>) -> Value {
        Value::object([
            ("scheme", Value::from(self.scheme.name())),
            ("keyType", self.key_type.name().into()),
            ("name", Value::text(&self.name)),
            ("text", text.into()),
            ("verifies", true.into()),
        ])
    }
}

/// The engine's own answer to a request that is refused. It says nothing of the reason.
pub(super) fn forbidden() -> Response {
    let body = Value::object([
        ("status", Value::from(403u16)),
        ("message", "FORBIDDEN".into()),
    ]);
    Response::json(403, &body)
}

fn place(endpoint: &spec::Endpoint) -> String {
    let host = endpoint.host.as_deref().unwrap_or_default();
    let methods = endpoint.methods.join(",");
    format!("{methods} {host}{}", endpoint.path.text())
}

fn keys(verify: &spec::Verify, compiler: &mut Compiler) -> Vec<Key> {
    let mut ids = verify.key_ids.iter().cloned();
    let mut keys = Vec::new();
    for text in &verify.keys {
        let id = ids.next();
        keys.extend(key(verify, text, compiler).map(|text| Key { text, id }));
    }
    keys
}

/// A key; one that can be none is reported.
fn key(verify: &spec::Verify, text: &Excerpt, compiler: &mut Compiler) -> Option<KeyText> {
    let template = match FieldTemplate::compile(text, Owner::Webhook, compiler) {
        FieldTemplate::Secret(name) => return Some(KeyText::Secret(name)),
        FieldTemplate::Text(template) => template,
    };
    if text.text().contains("$env:") {
        return None; // It has been reported.
    }
    let written = template.as_text();
    match fault(verify, written.as_deref()) {
        Some(fault) => compiler.error(&fault, text.full_span()),
        None => return written.map(KeyText::Written),
    }
    None
}

/// What is wrong with the text of a key that stands in the file.
fn fault(verify: &spec::Verify, written: Option<&str>) -> Option<Fault> {
    if verify.key_type == KeyType::PrivateKey {
        return Some(Fault::PrivateKey);
    }
    let Some(text) = written else {
        return Some(Fault::KeyTemplate);
    };
    match (verify.scheme, verify.key_type) {
        (_, KeyType::PublicKey) if signature::is_private_key(text) => Some(Fault::PrivateKey),
        (Scheme::Signature(scheme), KeyType::PublicKey) if !scheme.admits_public_key(text) => {
            Some(Fault::WrongPublicKey(scheme))
        }
        (Scheme::Signature(scheme), KeyType::Secret) if !scheme.admits_secret(text) => {
            Some(Fault::WrongSecret(scheme))
        }
        (Scheme::Bearer | Scheme::Header, _) if text.trim().is_empty() => Some(Fault::EmptySecret),
        _ => None,
    }
}

/// The template of what may come once. A text that is always the same would let one request pass.
fn unique(verify: &spec::Verify, compiler: &mut Compiler) -> Option<Template> {
    let text = verify.unique.as_ref()?;
    let template = compiler.template(text, None);
    if template.as_text().is_some_and(|same| same == text.text()) {
        compiler.error(&Fault::SameId, text.full_span());
    }
    Some(template)
}
