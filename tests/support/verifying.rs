//! What requests prove, checked without a platform: credentials, and signatures by HMAC-SHA256. For the
//! others there is WebCrypto on every real host, and cases with them name `native` under `except`.

use std::collections::HashSet;

use base64ct::{Base64, Encoding};
use wasmock::signature::{KeyType, Scheme};
use wasmock::verify::{KeyText, Scheme as Proof};
use wasmock::{Check, Finding};

use crate::signing::hmac;

/// The ids that came before.
#[derive(Default)]
pub struct Marks(HashSet<(String, String)>);

impl Marks {
    /// What a host would find.
    pub fn find(
        &mut self,
        check: &Check,
        body: &[u8],
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Finding {
        if !holds(check, body, secret) {
            return Finding::Refused("it does not match".to_owned());
        }
        let mark = check.mark.iter();
        let is_new = |(kind, text)| self.0.insert((kind, text));
        match mark
            .map(|mark| (mark.kind.clone(), mark.text.clone()))
            .all(is_new)
        {
            true => Finding::Held,
            false => Finding::Refused("its id was received before".to_owned()),
        }
    }
}

fn holds(check: &Check, body: &[u8], secret: &dyn Fn(&str) -> Option<String>) -> bool {
    let text = |text: &KeyText| match text {
        KeyText::Secret(name) => secret(name),
        KeyText::Written(text) => Some(text.clone()),
    };
    let keys: Vec<Option<String>> = check.keys.iter().map(|key| text(&key.text)).collect();
    let given = &check.proof.given;
    match check.scheme {
        Proof::Header if keys.is_empty() => true,
        Proof::Bearer | Proof::Header => keys.contains(&given.first().cloned()),
        Proof::Basic => keys.iter().flatten().eq(given) && keys.len() == given.len(),
        Proof::Signature(scheme) => {
            let content = [check.proof.before_body.as_bytes(), body].concat();
            let mut signatures = keys
                .iter()
                .flatten()
                .map(|key| signature(scheme, check.key_type, key, &content));
            signatures.any(|signature| {
                given
                    .iter()
                    .any(|given| given.eq_ignore_ascii_case(&signature))
            })
        }
    }
}

fn signature(scheme: Scheme, key_type: KeyType, key: &str, content: &[u8]) -> String {
    match (scheme, key_type) {
        (Scheme::HmacSha256, _) => base16ct::lower::encode_string(&hmac(key.as_bytes(), content)),
        (Scheme::StandardWebhooks, KeyType::Secret) => {
            let text = key.trim_start_matches("whsec_");
            let secret = Base64::decode_vec(text).expect("a secret in base64");
            Base64::encode_string(&hmac(&secret, content))
        }
        (scheme, key_type) => panic!(
            "no {} with a {} here: say `except: {{native: …}}`",
            scheme.name(),
            key_type.name()
        ),
    }
}
