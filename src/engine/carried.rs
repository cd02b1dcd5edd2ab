//! The signatures that a request carries, whoever it is for: an inbox says whether they hold.

use super::Engine;
use super::verification::Verification;
use crate::gather::Gather as _;
use crate::http::Request;
use crate::json::Value;
use crate::signature::{KeyType, Scheme};
use crate::verify::{self, Check, Key, Proof, Rule};

/// How far the time of a signature may be from now, in milliseconds.
const TOLERANCE_MS: u64 = 300_000;

/// What signatures of one scheme, in one header field, are checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verifier {
    pub(super) scheme: Scheme,
    pub(super) key_type: KeyType,
    pub(super) header: String,
    pub(super) keys: Vec<Key>,
}

/// A signature that a request carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its scheme.
    pub scheme: Scheme,
    /// What a host is to check, or why it can't hold.
    pub check: Result<Box<Check>, String>,
}

impl Engine {
    /// The signatures that a request carries, each with the keys that the file's `sign` and `verify`
    /// have for its scheme and header field. `now_ms` is when it came, in milliseconds since the Unix
    /// epoch.
    pub fn carried_signatures(&self, request: &Request, now_ms: u64) -> Vec<Carried> {
        let carries = |header: &str| request.headers.get(header).is_some();
        let known = self.verifiers();
        let known: Vec<Verifier> = known
            .into_iter()
            .filter(|verifier| carries(&verifier.header))
            .gather();
        let is_known = |scheme: Scheme| known.iter().any(|verifier| verifier.scheme == scheme);
        let strange = Scheme::NAMES.into_iter().filter_map(Scheme::parse);
        let strange = strange.filter(|scheme| carries(scheme.header()) && !is_known(*scheme));
        let mut carried: Vec<Carried> = known
            .iter()
            .map(|verifier| verifier.read(request, now_ms))
            .gather();
        carried.extend(strange.map(|scheme| Carried {
            scheme,
            check: Err("the mocks file has no key for it".to_owned()),
        }));
        carried
    }

    /// All that signatures can be checked with, those of one scheme and field joined.
    fn verifiers(&self) -> Vec<Verifier> {
        let endpoints = self.dispatch.endpoints().iter();
        let verified = endpoints.filter_map(|endpoint| endpoint.verification.as_ref());
        let verified = verified.filter_map(Verification::verifier);
        let signed = self.active_plans().filter_map(super::plan::Plan::verifier);
        let mut verifiers: Vec<Verifier> = Vec::new();
        for verifier in verified.chain(signed) {
            match verifiers.iter_mut().find(|known| known.is_like(&verifier)) {
                Some(known) => known.add(verifier.keys),
                None => verifiers.push(verifier),
            }
        }
        verifiers
    }
}

impl Verifier {
    fn is_like(&self, other: &Verifier) -> bool {
        let is_same_field = self.header.eq_ignore_ascii_case(&other.header);
        self.scheme == other.scheme && self.key_type == other.key_type && is_same_field
    }

    fn add(&mut self, keys: Vec<Key>) {
        for key in keys {
            if !self.keys.contains(&key) {
                self.keys.push(key);
            }
        }
    }

    fn read(&self, request: &Request, now_ms: u64) -> Carried {
        let scheme = verify::Scheme::Signature(self.scheme);
        let rule = Rule {
            scheme,
            key_type: self.key_type,
            header: &self.header,
            tolerance_ms: TOLERANCE_MS,
        };
        let proof = Proof::read(rule, &request.headers, now_ms);
        let check = |proof| {
            Box::new(Check {
                scheme,
                key_type: self.key_type,
                proof,
                keys: self.keys.clone(),
                mark: None,
            })
        };
        Carried {
            scheme: self.scheme,
            check: proof.map(check).map_err(|fault| fault.words()),
        }
    }
}

impl Carried {
    /// As js/signature/carried.js reads it: `{"scheme", "check", "reason"}`, of the last two one null.
    pub fn to_json(&self) -> Value {
        let (check, reason) = match &self.check {
            Ok(check) => (Some(check.to_json()), None),
            Err(reason) => (None, Some(reason.as_str())),
        };
        Value::object([
            ("scheme", Value::text(self.scheme.name())),
            ("check", check.into()),
            ("reason", reason.into()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    const NOW_MS: u64 = 1_705_314_600_000;

    const MOCKS: &str = "
- endpoint:
    path: /a
    verify: {scheme: hmac-sha256, secret: [$env:OLD, $env:NEW]}
    webhook: {url: /b, sign: {scheme: hmac-sha256, secret: $env:NEW}}
- endpoint:
    path: /b
    webhooks:
      - {url: /c, sign: {scheme: standard-webhooks, secret: whsec_YWJj}}
      - {url: /c, sign: {scheme: standard-webhooks, private-key: $env:KEY}}
      - {url: /c, active: false, sign: {scheme: rsa-sha256, private-key: $env:RSA}}
- endpoint: {path: /c, verify: {scheme: bearer, secret: $env:TOKEN}}
";

    fn carried(fields: &[(&str, &str)]) -> Vec<String> {
        let engine = Engine::load(&Source::new("mocks.yml", MOCKS)).unwrap();
        let mut request = Request::get("http://localhost/");
        for (name, value) in fields {
            request.headers.append(name, value);
        }
        let carried = engine.carried_signatures(&request, NOW_MS);
        carried.iter().map(|one| one.to_json().to_text()).collect()
    }

    #[test]
    fn a_request_without_a_signature_carries_none() {
        let none: Vec<String> = Vec::new();
        assert_eq!(carried(&[("authorization", "Bearer x")]), none);
    }

    #[test]
    fn a_signature_is_checked_with_all_keys_of_its_scheme_once() {
        assert_eq!(
            carried(&[("x-journey-signature", "ab")]),
            [
                r#"{"scheme":"hmac-sha256","check":{"scheme":"hmac-sha256","keyType":"secret","given":["ab"],"#
                    .to_owned()
                    + r#""beforeBody":"","keys":[{"name":"OLD","text":null,"id":null},"#
                    + r#"{"name":"NEW","text":null,"id":null}],"mark":null},"reason":null}"#
            ]
        );
    }

    #[test]
    fn each_half_of_a_scheme_has_its_own_signatures() {
        let signed = carried(&[
            ("webhook-id", "1"),
            ("webhook-timestamp", "1705314600"),
            ("webhook-signature", "v1,YWJj"),
        ]);
        let [secret, key] = signed.as_slice() else {
            panic!("not two: {signed:?}");
        };
        for part in [
            r#""keyType":"secret","given":["YWJj"],"beforeBody":"1.1705314600.""#,
            r#""keys":[{"name":null,"text":"whsec_YWJj","id":null}]"#,
        ] {
            assert!(secret.contains(part), "{secret}");
        }
        assert!(key.contains(r#""check":null"#), "{key}");
        assert!(key.contains("no signature `v1a"), "{key}");
    }

    #[test]
    fn what_cannot_hold_says_why() {
        for (fields, reason) in [
            (
                vec![("x-journey-signature-rsa-sha256", "YWJj")],
                "the mocks file has no key for it",
            ),
            (
                vec![("webhook-signature", "v1,YWJj")],
                "`webhook-id` is missing",
            ),
            (
                vec![
                    ("webhook-id", "1"),
                    ("webhook-timestamp", "1705314000"),
                    ("webhook-signature", "v1,YWJj"),
                ],
                "too old: 600 s ago",
            ),
        ] {
            let carried = carried(&fields);
            let first = carried.first().map_or("", String::as_str);
            assert!(first.contains(reason), "{fields:?}: {first}");
        }
    }
}
