//! Signatures of webhooks: the schemes, and what a host is to sign. The platform's WebCrypto signs
//! (js/signature/), since it alone has all the algorithms, and none of them weighs on the wasm.

use crate::json::Value;

/// The fields of Standard Webhooks 1.0.0.
pub const WEBHOOK_ID: &str = "webhook-id";
const WEBHOOK_TIMESTAMP: &str = "webhook-timestamp";

/// How a webhook is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Standard Webhooks 1.0.0: over the id, the time and the body; `v1` with a secret
    /// (HMAC-SHA256), `v1a` with a private key (Ed25519).
    StandardWebhooks,
    /// HMAC-SHA256 over the body, in hexadecimal.
    HmacSha256,
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2) over the body, in base64.
    RsaSha256,
}

/// What a webhook is signed or verified with: as WebCrypto has it, one of three types of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// A secret that sender and receiver share.
    Secret,
    /// A private key; its public key is served.
    PrivateKey,
    /// The public key of who signed.
    PublicKey,
}

/// One key to sign with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The name of the secret that holds it; `None` where its text stands in the mocks file.
    pub name: Option<String>,
    /// Its text.
    pub text: String,
    /// What the author calls it.
    pub id: Option<String>,
}

/// Whether a text is, by its look, a private key, which is not to stand in a file.
pub fn is_private_key(text: &str) -> bool {
    let is_jwk = text.trim_start().starts_with('{');
    let jwk = is_jwk.then(|| Value::parse(text).ok()).flatten();
    let is_private_jwk = jwk.is_some_and(|jwk| jwk.get("d").is_some());
    is_private_jwk || text.contains("PRIVATE KEY-----") || text.trim_start().starts_with("whsk_")
}

/// What a host is to sign, and where the signatures go. It holds secrets, and is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// How.
    pub scheme: Scheme,
    /// With what.
    pub key_type: KeyType,
    /// The name of the signature's field.
    pub header: String,
    /// What is signed before the body.
    pub before_body: String,
    /// A signature with each.
    pub keys: Vec<Key>,
}

impl Scheme {
    /// The names of all, as a mocks file has them.
    pub const NAMES: [&'static str; 3] = ["standard-webhooks", "hmac-sha256", "rsa-sha256"];

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Scheme> {
        Some(match name {
            "standard-webhooks" => Scheme::StandardWebhooks,
            "hmac-sha256" => Scheme::HmacSha256,
            "rsa-sha256" => Scheme::RsaSha256,
            _ => return None,
        })
    }

    /// Its name in a mocks file.
    pub fn name(self) -> &'static str {
        let [standard, hmac, rsa] = Scheme::NAMES;
        match self {
            Scheme::StandardWebhooks => standard,
            Scheme::HmacSha256 => hmac,
            Scheme::RsaSha256 => rsa,
        }
    }

    /// The name of the signature's field where the author gives no other.
    pub fn header(self) -> &'static str {
        match self {
            Scheme::StandardWebhooks => "webhook-signature",
            Scheme::HmacSha256 => "X-Journey-Signature",
            Scheme::RsaSha256 => "X-Journey-Signature-Rsa-Sha256",
        }
    }

    /// The name of the field with the key's id, beside that of the signature.
    pub fn key_id_header(self, header: &str) -> Option<String> {
        (self == Scheme::RsaSha256).then(|| format!("{header}-Key-Id"))
    }

    /// The name of the field with the time of the signing.
    pub fn timestamp_header(self) -> Option<&'static str> {
        (self == Scheme::StandardWebhooks).then_some(WEBHOOK_TIMESTAMP)
    }

    /// What is signed before the body: `id` is the value of `webhook-id`, `timestamp` whole seconds
    /// since the Unix epoch.
    pub fn before_body(self, id: &str, timestamp: u64) -> String {
        match self {
            Scheme::StandardWebhooks => format!("{id}.{timestamp}."),
            Scheme::HmacSha256 | Scheme::RsaSha256 => String::new(),
        }
    }

    /// Whether a text can be a public key of this scheme, by its look: PEM, JWK, or as Standard Webhooks
    /// writes it. The rest is seen when it is used.
    pub fn admits_public_key(self, text: &str) -> bool {
        let text = text.trim();
        if text.starts_with('{') {
            let kind = if self == Scheme::RsaSha256 {
                "RSA"
            } else {
                "OKP"
            };
            let kty = Value::parse(text)
                .ok()
                .and_then(|jwk| jwk.get("kty").cloned());
            return kty == Some(Value::text(kind));
        }
        if text.contains("-----BEGIN ") {
            return text.contains("PUBLIC KEY-----");
        }
        self == Scheme::StandardWebhooks && {
            let base64 = text.strip_prefix("whpk_").unwrap_or(text);
            // 32 bytes
            base64.len() == 44 && self.admits_secret(base64)
        }
    }

    /// Whether a text can be a secret of this scheme: that of Standard Webhooks is base64, after
    /// `whsec_` or by itself. The rest is seen when it is used (js/signature/keys.js).
    pub fn admits_secret(self, text: &str) -> bool {
        let text = text.trim();
        if self != Scheme::StandardWebhooks {
            return !text.is_empty();
        }
        let padded = text.strip_prefix("whsec_").unwrap_or(text);
        let digits = padded.trim_end_matches('=');
        let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        let is_whole = padded.len().is_multiple_of(4) && padded.len() - digits.len() <= 2;
        !digits.is_empty() && is_whole && digits.bytes().all(is_digit)
    }
}

impl KeyType {
    /// Its name: the key of a mocks file under which such keys stand.
    pub fn name(self) -> &'static str {
        match self {
            KeyType::Secret => "secret",
            KeyType::PrivateKey => "private-key",
            KeyType::PublicKey => "public-key",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<KeyType> {
        let mut all = [KeyType::Secret, KeyType::PrivateKey, KeyType::PublicKey].into_iter();
        all.find(|key_type| key_type.name() == name)
    }
}

impl Order {
    /// The order as js/signature/sign.js reads it.
    pub fn to_json(&self) -> Value {
        let key_id_header = self.scheme.key_id_header(&self.header);
        Value::object([
            ("scheme", self.scheme.name().into()),
            ("keyType", self.key_type.name().into()),
            ("header", Value::text(&self.header)),
            ("keyIdHeader", key_id_header.into()),
            ("beforeBody", Value::text(&self.before_body)),
            ("keys", Value::list(self.keys.iter().map(Key::to_json))),
        ])
    }
}

impl Key {
    /// `{"name", "text", "id"}`.
    pub fn to_json(&self) -> Value {
        Value::object([
            ("name", self.name.as_deref().into()),
            ("text", Value::text(&self.text)),
            ("id", self.id.as_deref().into()),
        ])
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
        assert_eq!(Scheme::parse("HMAC-SHA256"), None);
        for key_type in [KeyType::Secret, KeyType::PrivateKey, KeyType::PublicKey] {
            assert_eq!(KeyType::parse(key_type.name()), Some(key_type));
        }
        assert_eq!(KeyType::parse("key"), None);
    }

    #[test]
    fn only_standard_webhooks_signs_more_than_the_body() {
        let signed = |scheme: Scheme| scheme.before_body("msg_1", 1_674_087_231);
        assert_eq!(signed(Scheme::StandardWebhooks), "msg_1.1674087231.");
        assert_eq!(signed(Scheme::HmacSha256), "");
        assert_eq!(signed(Scheme::RsaSha256), "");
    }

    #[test]
    fn a_public_key_looks_like_one() {
        let pem = "-----BEGIN PUBLIC KEY-----\nYQ==\n-----END PUBLIC KEY-----\n";
        let raw = "whpk_".to_owned() + &"A".repeat(43) + "=";
        for (text, standard, rsa) in [
            (pem, true, true),
            (r#"{"kty":"OKP"}"#, true, false),
            (r#" {"kty":"RSA"}"#, false, true),
            ("{}", false, false),
            (raw.as_str(), true, false),
            ("whpk_YWJj", false, false),
            ("{", false, false),
            ("-----BEGIN CERTIFICATE-----", false, false),
            ("", false, false),
        ] {
            let admits = |scheme: Scheme| scheme.admits_public_key(text);
            assert_eq!(admits(Scheme::StandardWebhooks), standard, "{text}");
            assert_eq!(admits(Scheme::RsaSha256), rsa, "{text}");
            assert!(!is_private_key(text), "{text}");
        }
        for text in [
            "-----BEGIN RSA PRIVATE KEY-----",
            r#" {"kty":"OKP","d":"x"}"#,
            "whsk_YWJj",
        ] {
            assert!(is_private_key(text), "{text}");
        }
    }

    #[test]
    fn a_secret_of_standard_webhooks_is_base64() {
        let admits = |text: &str| Scheme::StandardWebhooks.admits_secret(text);
        for text in ["whsec_YWJj", "YWJj", "whsec_YQ==", " a+/9\n"] {
            assert!(admits(text), "{text}");
        }
        for text in [
            "",
            "whsec_",
            "whsec_a b",
            "whsec_abcde",
            "my secret",
            "s3cret",
            "whsec_Y-_j",
            "YWJj===",
        ] {
            assert!(!admits(text), "{text}");
        }
        assert!(Scheme::HmacSha256.admits_secret("my secret"));
        assert!(!Scheme::HmacSha256.admits_secret(" "));
    }
}
