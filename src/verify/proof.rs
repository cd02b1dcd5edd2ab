//! What a request gives to prove who sent it, read from its header fields.

use super::{Fault, Scheme};
use crate::gather::Gather as _;
use crate::http::{Headers, credentials};
use crate::number::whole;
use crate::signature::{self, KeyType, WEBHOOK_ID};
use base64ct::{Base64, Encoding};

/// The most signatures that a request may carry: each is tried with each key.
pub(super) const SIGNATURES: usize = 20;

/// What a request gives of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Signatures, of which one must hold; or the token, the value of the field, or the user and the
    /// password.
    pub given: Vec<String>,
    /// What is signed before the body.
    pub before_body: String,
}

/// How a proof is read.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'a> {
    /// By what.
    pub scheme: Scheme,
    /// What it is checked with.
    pub key_type: KeyType,
    /// The name of the field that holds it.
    pub header: &'a str,
    /// How far the time of a signature may be from now, in milliseconds.
    pub tolerance_ms: u64,
}

impl Proof {
    /// Reads what a request gives at `now_ms`, milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// It gives nothing that could hold.
    pub fn read(rule: Rule, headers: &Headers, now_ms: u64) -> Result<Proof, Fault> {
        let value = field(rule.header, headers)?;
        let known = |given: Option<Vec<String>>, name| {
            let given = given.ok_or(Fault::NoCredentials(name))?;
            Ok(Proof::of(given))
        };
        match rule.scheme {
            Scheme::Header => Ok(Proof::of(vec![value.to_owned()])),
            Scheme::Bearer => known(bearer(value), "Bearer"),
            Scheme::Basic => known(basic(value), "Basic"),
            Scheme::Signature(scheme @ signature::Scheme::StandardWebhooks) => {
                let id = field(WEBHOOK_ID, headers)?;
                let timestamp = timestamp(rule, scheme, headers, now_ms)?;
                Ok(Proof {
                    given: versioned(value, version(rule.key_type))?,
                    before_body: scheme.before_body(id, timestamp),
                })
            }
            Scheme::Signature(_) => Ok(Proof::of(listed(value)?)),
        }
    }

    fn of(given: Vec<String>) -> Proof {
        Proof {
            given,
            before_body: String::new(),
        }
    }
}

fn field<'a>(name: &str, headers: &'a Headers) -> Result<&'a str, Fault> {
    let value = headers.get(name).map(str::trim);
    let value = value.filter(|value| !value.is_empty());
    value.ok_or_else(|| Fault::Missing(name.to_ascii_lowercase()))
}

/// The token of `Bearer TOKEN`.
fn bearer(value: &str) -> Option<Vec<String>> {
    let token = credentials(value, "Bearer")?;
    Some(vec![token.to_owned()])
}

/// The user and the password of `Basic BASE64`.
fn basic(value: &str) -> Option<Vec<String>> {
    let bytes = Base64::decode_vec(credentials(value, "Basic")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (user, password) = text.split_once(':')?;
    Some(vec![user.to_owned(), password.to_owned()])
}

/// What Standard Webhooks writes before a signature.
fn version(key_type: KeyType) -> &'static str {
    match key_type {
        KeyType::Secret => "v1",
        KeyType::PublicKey | KeyType::PrivateKey => "v1a",
    }
}

/// The signatures of one version; those of others are another receiver's.
fn versioned(value: &str, version: &'static str) -> Result<Vec<String>, Fault> {
    let signature = |part: &str| {
        let (name, signature) = part.split_once(',')?;
        (name == version).then(|| signature.to_owned())
    };
    let found: Vec<String> = value.split(' ').filter_map(signature).gather();
    match found.len() {
        0 => Err(Fault::NoSignature(version)),
        _ => few(found),
    }
}

/// Signatures over the body, one or several after commas. Some senders write the name of the digest
/// before theirs: `sha256=`.
fn listed(value: &str) -> Result<Vec<String>, Fault> {
    let bare = |part: &str| {
        let part = part.trim();
        part.strip_prefix("sha256=").unwrap_or(part).to_owned()
    };
    few(value.split(',').map(bare).gather())
}

fn few(signatures: Vec<String>) -> Result<Vec<String>, Fault> {
    match signatures.len() {
        0..=SIGNATURES => Ok(signatures),
        _ => Err(Fault::ManySignatures),
    }
}

/// The time of the signing, in whole seconds since the Unix epoch.
fn timestamp(
    rule: Rule,
    scheme: signature::Scheme,
    headers: &Headers,
    now_ms: u64,
) -> Result<u64, Fault> {
    let name = scheme.timestamp_header().unwrap_or_default();
    let text = field(name, headers)?;
    let timestamp = whole(text).ok_or(Fault::WrongTimestamp)?;
    let now = now_ms / 1000;
    let (age, lead) = (now.saturating_sub(timestamp), timestamp.saturating_sub(now));
    let is_beyond = |seconds: u64| seconds.saturating_mul(1000) > rule.tolerance_ms;
    match (is_beyond(age), is_beyond(lead)) {
        (true, _) => Err(Fault::Old(age)),
        (_, true) => Err(Fault::Early(lead)),
        _ => Ok(timestamp),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANDARD: Scheme = Scheme::Signature(signature::Scheme::StandardWebhooks);
    const HMAC: Scheme = Scheme::Signature(signature::Scheme::HmacSha256);

    fn read(scheme: Scheme, key_type: KeyType, fields: &[(&str, &str)]) -> Result<Proof, String> {
        let rule = Rule {
            scheme,
            key_type,
            header: scheme.header(),
            tolerance_ms: 300_000,
        };
        let headers: Headers = fields.iter().copied().collect();
        Proof::read(rule, &headers, 1_000_000_999).map_err(|fault| fault.words())
    }

    fn given(scheme: Scheme, value: &str) -> Result<Vec<String>, String> {
        let fields = [(scheme.header(), value)];
        read(scheme, KeyType::Secret, &fields).map(|proof| proof.given)
    }

    fn standard(key_type: KeyType, timestamp: &str, signature: &str) -> Result<Proof, String> {
        let fields = [
            ("Webhook-Id", "msg_1"),
            ("Webhook-Timestamp", timestamp),
            ("Webhook-Signature", signature),
        ];
        read(STANDARD, key_type, &fields)
    }

    #[test]
    fn credentials_are_read() {
        for (scheme, value, expected) in [
            (Scheme::Bearer, "Bearer abc", &["abc"][..]),
            (Scheme::Bearer, "bEARER   a b ", &["a b"]),
            (Scheme::Basic, "Basic YW5hOnA6dw==", &["ana", "p:w"]),
            (Scheme::Basic, "basic YW5hOg==", &["ana", ""]),
            (Scheme::Header, " ApiKey 1 ", &["ApiKey 1"]),
            (HMAC, "ab12", &["ab12"]),
            (HMAC, "sha256=ab12, cd ,", &["ab12", "cd", ""]),
        ] {
            assert_eq!(given(scheme, value).unwrap(), expected, "{value}");
        }
    }

    #[test]
    fn what_are_none_is_said() {
        let bearer = "the header `authorization` has not the form of `Bearer …`";
        let basic = "the header `authorization` has not the form of `Basic …`";
        for (scheme, value, expected) in [
            (Scheme::Bearer, "", "the header `authorization` is missing"),
            (Scheme::Bearer, "abc", bearer),
            (Scheme::Bearer, "Bearer", bearer),
            (Scheme::Bearer, "Basic YTpi", bearer),
            (Scheme::Basic, "Bearer YTpi", basic),
            (Scheme::Basic, "Basic YQ==", basic),
            (Scheme::Basic, "Basic §", basic),
            (Scheme::Basic, "Basic OoA=", basic),
            (HMAC, " ", "the header `x-journey-signature` is missing"),
        ] {
            assert_eq!(given(scheme, value).unwrap_err(), expected, "{value}");
        }
        let many = "a,".repeat(SIGNATURES);
        let words = "it carries more than 20 signatures";
        assert_eq!(given(HMAC, &many).unwrap_err(), words);
    }

    #[test]
    fn signatures_of_standard_webhooks_go_by_their_version() {
        let value = "v1,aa v1a,bb v2,cc v1,dd v1";
        let proof = standard(KeyType::Secret, "1000000", value).unwrap();
        assert_eq!(proof.given, ["aa", "dd"]);
        assert_eq!(proof.before_body, "msg_1.1000000.");
        for key_type in [KeyType::PublicKey, KeyType::PrivateKey] {
            assert_eq!(standard(key_type, "1000000", value).unwrap().given, ["bb"]);
        }
        assert_eq!(
            standard(KeyType::PublicKey, "1000000", "v1,aa").unwrap_err(),
            "the header `webhook-signature` has no signature `v1a,…`"
        );
    }

    #[test]
    fn a_time_is_near_enough_to_the_second() {
        let old = |seconds| format!("its timestamp is too old: {seconds} s ago");
        let early = |seconds| format!("its timestamp is too far ahead: in {seconds} s");
        let no_number = "the header `webhook-timestamp` is not a number of seconds".to_owned();
        for (timestamp, expected) in [
            ("1000000", None),
            ("999700", None),
            ("999699", Some(old(301))),
            ("1000300", None),
            ("1000301", Some(early(301))),
            ("0", Some(old(1_000_000))),
            ("18446744073709551615", Some(early(u64::MAX - 1_000_000))),
            ("18446744073709551616", Some(no_number.clone())),
            ("+1000000", Some(no_number.clone())),
            ("1000000.0", Some(no_number)),
            (
                "",
                Some("the header `webhook-timestamp` is missing".to_owned()),
            ),
        ] {
            let found = standard(KeyType::Secret, timestamp, "v1,aa").err();
            assert_eq!(found, expected, "{timestamp}");
        }
    }
}
