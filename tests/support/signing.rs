//! Signatures without a platform: those by HMAC-SHA256 (RFC 2104). For the others there is WebCrypto
//! on every real host, and cases with them name `native` under `except`.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use wasmock::Message;
use wasmock::signature::{Key, Order, Scheme};

/// The length of a block of SHA-256.
const BLOCK: usize = 64;

/// The message with its signatures, or why it has none.
pub fn signed(mut message: Message) -> Result<Message, String> {
    if let Some(order) = &message.order {
        let body = message.body.as_deref().unwrap_or_default();
        let content = format!("{}{body}", order.before_body);
        let signatures: Result<Vec<String>, String> = order
            .keys
            .iter()
            .map(|key| signature(order, key, content.as_bytes()))
            .collect();
        let separator = match order.scheme {
            Scheme::StandardWebhooks => " ",
            Scheme::HmacSha256 | Scheme::RsaSha256 => ", ",
        };
        let value = signatures?.join(separator);
        message.headers.push((order.header.clone(), value));
    }
    Ok(message)
}

fn signature(order: &Order, key: &Key, content: &[u8]) -> Result<String, String> {
    match (order.scheme, order.key_type.name()) {
        (Scheme::HmacSha256, "secret") => Ok(base16ct::lower::encode_string(&hmac(
            key.text.as_bytes(),
            content,
        ))),
        (Scheme::StandardWebhooks, "secret") => {
            let text = key.text.trim_start_matches("whsec_");
            let secret = Base64::decode_vec(text).map_err(|_| "the secret is no base64")?;
            Ok(format!(
                "v1,{}",
                Base64::encode_string(&hmac(&secret, content))
            ))
        }
        (scheme, key_type) => panic!(
            "no {} with a {key_type} here: say `except: {{native: …}}`",
            scheme.name()
        ),
    }
}

pub fn hmac(key: &[u8], content: &[u8]) -> [u8; 32] {
    let hashed = Sha256::digest(key);
    let short: &[u8] = if key.len() > BLOCK { &hashed } else { key };
    let pad = |with: u8| -> Vec<u8> {
        (0..BLOCK)
            .map(|at| short.get(at).copied().unwrap_or(0) ^ with)
            .collect()
    };
    let inner = Sha256::new()
        .chain_update(pad(0x36))
        .chain_update(content)
        .finalize();
    Sha256::new()
        .chain_update(pad(0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}
