//! What a request must prove of its sender: the schemes, what a host is to check, and what it found.
//!
//! What shows at once, a field that is missing or a time that is past, is judged here ([`Proof`]).
//! Signatures and credentials are checked by the host's WebCrypto (js/signature/verify.js), in constant
//! time, since it alone knows the secrets; the core hands it a [`Check`] and is told a [`Finding`]:
//!
//! ```
//! use wasmock::{Chain, Engine, Facts, Finding, Outcome, Request, Source};
//! let file = "- endpoint: {path: /hook, verify: {scheme: bearer, secret: $env:TOKEN}}";
//! let engine = Engine::load(&Source::new("mocks.yml", file)).unwrap();
//! let mut facts = Facts { now_ms: 1_705_314_600_000, seed: 1, env: &[], chain: Chain::default(), finding: None };
//! let request = Request::get("http://localhost/hook").with_header("authorization", "Bearer a");
//! let Outcome::Check(check) = engine.handle(&request, &facts) else { panic!() };
//! assert_eq!(check.proof.given, ["a"]);
//! facts.finding = Some(Finding::Refused("it is not TOKEN".to_owned()));
//! assert_eq!(engine.handle(&request, &facts).response().unwrap().status, 403);
//! facts.finding = Some(Finding::Held);
//! assert_eq!(engine.handle(&request, &facts).response().unwrap().status, 200);
//! ```

mod fault;
mod proof;

use crate::json::Value;
use crate::signature::{self, KeyType};

pub use fault::Fault;
pub use proof::{Proof, Rule};

/// By what a request proves who sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A signature, as webhooks carry it.
    Signature(signature::Scheme),
    /// `Authorization: Bearer TOKEN` (RFC 6750, section 2.1).
    Bearer,
    /// `Authorization: Basic …`, a user and a password (RFC 7617).
    Basic,
    /// A header field: a secret, or anything.
    Header,
}

/// What a host is to check before the engine answers. It holds the names of secrets, and texts that
/// stand in the mocks file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// How.
    pub scheme: Scheme,
    /// What the keys are.
    pub key_type: KeyType,
    /// What the request gives of itself.
    pub proof: Proof,
    /// One of these must do; of `basic` both, the user and the password. None: the field need only
    /// be there.
    pub keys: Vec<Key>,
    /// What must not have been marked before, where a repetition is refused.
    pub mark: Option<Mark>,
}

/// A key to check with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Where it is.
    pub text: KeyText,
    /// What its sender calls it.
    pub id: Option<String>,
}

/// Where a key is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyText {
    /// In a secret of this name.
    Secret(String),
    /// In the mocks file: its text.
    Written(String),
}

/// What is marked (js/webhooks/marks.js) once all else holds: it must not have been marked before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The kind of mark.
    pub kind: String,
    /// What stands for the id.
    pub text: String,
    /// Marks of the kind made before this time can't matter any more: milliseconds since the Unix
    /// epoch.
    pub since_ms: u64,
}

/// What a host found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// All of it holds.
    Held,
    /// Something does not: why, for whoever runs the mocks.
    Refused(String),
}

impl Scheme {
    /// The names of all, as a mocks file has them.
    pub const NAMES: [&'static str; 6] = [
        "standard-webhooks",
        "hmac-sha256",
        "rsa-sha256",
        "bearer",
        "basic",
        "header",
    ];

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Scheme> {
        Some(match name {
            "bearer" => Scheme::Bearer,
            "basic" => Scheme::Basic,
            "header" => Scheme::Header,
            name => Scheme::Signature(signature::Scheme::parse(name)?),
        })
    }

    /// Its name in a mocks file.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Signature(scheme) => scheme.name(),
            Scheme::Bearer => "bearer",
            Scheme::Basic => "basic",
            Scheme::Header => "header",
        }
    }

    /// The name of the field that proves it, where the author gives no other.
    pub fn header(self) -> &'static str {
        match self {
            Scheme::Signature(scheme) => scheme.header(),
            Scheme::Bearer | Scheme::Basic | Scheme::Header => "authorization",
        }
    }

    /// Whether what proves it is a secret itself, and no signature.
    pub fn is_credential(self) -> bool {
        !matches!(self, Scheme::Signature(_))
    }

    /// Whether a time is signed with the body.
    pub fn has_timestamp(self) -> bool {
        matches!(self, Scheme::Signature(scheme) if scheme.timestamp_header().is_some())
    }
}

impl Check {
    /// The check as js/signature/verify.js reads it: `{"scheme", "keyType", "given", "beforeBody", "keys":
    /// [{"name", "text", "id"}], "mark": {"kind", "text", "since"}}`. Of a key either the name or the
    /// text is null.
    pub fn to_json(&self) -> Value {
        Value::object([
            ("scheme", self.scheme.name().into()),
            ("keyType", self.key_type.name().into()),
            ("given", self.proof.given.as_slice().into()),
            ("beforeBody", Value::text(&self.proof.before_body)),
            ("keys", Value::list(self.keys.iter().map(Key::to_json))),
            ("mark", self.mark.as_ref().map(Mark::to_json).into()),
        ])
    }
}

impl Key {
    fn to_json(&self) -> Value {
        let (name, text) = match &self.text {
            KeyText::Secret(name) => (Some(name.as_str()), None),
            KeyText::Written(text) => (None, Some(text.as_str())),
        };
        Value::object([
            ("name", Value::from(name)),
            ("text", text.into()),
            ("id", self.id.as_deref().into()),
        ])
    }
}

impl Mark {
    fn to_json(&self) -> Value {
        Value::object([
            ("kind", Value::text(&self.kind)),
            ("text", Value::text(&self.text)),
            ("since", self.since_ms.into()),
        ])
    }
}

impl Finding {
    /// Reads that of js/signature/finding.js: `{"held": true}`, or `{"held": false, "reason"}`.
    pub fn from_json(json: &Value) -> Finding {
        match (json.get("held"), json.get("reason")) {
            (Some(Value::Bool(true)), _) => Finding::Held,
            (_, Some(Value::Text(reason))) => Finding::Refused(reason.clone()),
            _ => Finding::Refused("it could not be checked".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for name in Scheme::NAMES {
            assert_eq!(Scheme::parse(name).map(Scheme::name), Some(name));
        }
        assert_eq!(Scheme::parse("Bearer"), None);
    }

    #[test]
    fn a_check_says_all_that_a_host_has_to_know() {
        let key = |text, id: Option<&str>| Key {
            text,
            id: id.map(str::to_owned),
        };
        let check = Check {
            scheme: Scheme::Signature(signature::Scheme::RsaSha256),
            key_type: KeyType::PublicKey,
            proof: Proof {
                given: vec!["YWJj".to_owned()],
                before_body: String::new(),
            },
            keys: vec![
                key(KeyText::Secret("PUB".to_owned()), Some("k2")),
                key(KeyText::Written("{}".to_owned()), None),
            ],
            mark: Some(Mark {
                kind: "received/1".to_owned(),
                text: "ab".to_owned(),
                since_ms: 7,
            }),
        };
        assert_eq!(
            check.to_json().to_text(),
            r#"{"scheme":"rsa-sha256","keyType":"public-key","given":["YWJj"],"beforeBody":"","#
                .to_owned()
                + r#""keys":[{"name":"PUB","text":null,"id":"k2"},{"name":null,"text":"{}","id":null}],"#
                + r#""mark":{"kind":"received/1","text":"ab","since":7}}"#
        );
    }
}
