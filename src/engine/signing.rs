//! How a webhook is signed, compiled.

use super::carried::Verifier;
use super::compiler::Compiler;
use super::content::{FieldTemplate, Owner};
use super::fault::EndpointFault as Fault;
use crate::diagnostic::{Diagnostic, Excerpt};
use crate::expression::Scope;
use crate::gather::Gather as _;
use crate::json::Value;
use crate::signature::{KeyType, Scheme};
use crate::spec;
use crate::verify::{Key, KeyText};
use crate::webhook::{Sign, SignKey};

/// A compiled `sign`.
#[derive(Debug)]
pub(super) struct Signing {
    scheme: Scheme,
    key_type: KeyType,
    header: String,
    keys: Vec<(FieldTemplate, Option<String>)>,
}

/// A secret or a private key that signs, for whoever looks whether it can, and serves public keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// The scheme that it signs for.
    pub scheme: Scheme,
    /// What it is.
    pub key_type: KeyType,
    /// The name of the secret that holds it.
    pub name: String,
    /// What the author calls it.
    pub id: Option<String>,
}

impl Signing {
    /// Compiles the `sign` of a webhook.
    pub(super) fn compile(sign: &spec::Sign, compiler: &mut Compiler) -> Signing {
        let mut ids = sign.key_ids.iter().cloned();
        let mut keys = Vec::new();
        for text in &sign.keys {
            let key = FieldTemplate::compile(text, Owner::Webhook, compiler);
            check(sign, &key, text, compiler);
            keys.push((key, ids.next()));
        }
        let header = sign.header.clone();
        Signing {
            scheme: sign.scheme,
            key_type: sign.key_type,
            header: header.unwrap_or_else(|| sign.scheme.header().to_owned()),
            keys,
        }
    }

    /// What is stored.
    pub(super) fn render(&self, scope: &Scope) -> Result<Sign, Diagnostic> {
        let mut keys = Vec::new();
        for (key, id) in &self.keys {
            keys.push(SignKey {
                value: key.render(scope)?,
                id: id.clone(),
            });
        }
        Ok(Sign {
            scheme: self.scheme,
            key_type: self.key_type,
            header: self.header.clone(),
            keys,
        })
    }

    /// What its signatures are checked with: keys that are the same for every request.
    pub(super) fn verifier(&self) -> Verifier {
        let key = |(key, id): &(FieldTemplate, Option<String>)| {
            let text = match key {
                FieldTemplate::Secret(name) => KeyText::Secret(name.clone()),
                FieldTemplate::Text(template) => KeyText::Written(template.as_text()?),
            };
            Some(Key {
                text,
                id: id.clone(),
            })
        };
        Verifier {
            scheme: self.scheme,
            key_type: self.key_type,
            header: self.header.clone(),
            keys: self.keys.iter().filter_map(key).gather(),
        }
    }

    /// Those of its secrets that stand in the file.
    pub(super) fn written_secrets(&self) -> impl Iterator<Item = String> {
        self.keys.iter().filter_map(|(key, _)| key.written())
    }

    /// Its keys.
    pub(super) fn keys(&self) -> Vec<&FieldTemplate> {
        self.keys.iter().map(|(key, _)| key).gather()
    }

    /// Those of its keys that do not stand in the file.
    pub(super) fn signing_keys(&self) -> Vec<SigningKey> {
        let key = |(key, id): &(FieldTemplate, Option<String>)| {
            Some(SigningKey {
                scheme: self.scheme,
                key_type: self.key_type,
                name: key.secret()?.to_owned(),
                id: id.clone(),
            })
        };
        self.keys.iter().filter_map(key).gather()
    }
}

impl SigningKey {
    /// The key with its text, where that is set, as js/signature/ reads it.
    pub fn to_json(&self, text: Option<&str>) -> Value {
        Value::object([
            ("scheme", self.scheme.name().into()),
            ("keyType", self.key_type.name().into()),
            ("name", Value::text(&self.name)),
            ("text", text.into()),
            ("id", self.id.as_deref().into()),
        ])
    }
}

/// A private key is never written into a file; a secret that is must be one.
fn check(sign: &spec::Sign, key: &FieldTemplate, text: &Excerpt, compiler: &mut Compiler) {
    let FieldTemplate::Text(template) = key else {
        return;
    };
    if text.text().contains("$env:") {
        return; // It has been reported.
    }
    if sign.key_type == KeyType::PrivateKey {
        compiler.error(&Fault::PrivateKey, text.full_span());
        return;
    }
    let written = template.as_text();
    if written.is_some_and(|secret| !sign.scheme.admits_secret(&secret)) {
        compiler.error(&Fault::WrongSecret(sign.scheme), text.full_span());
    }
}
