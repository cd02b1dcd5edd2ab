//! What stands for a text: its SHA-256, in the forms that are wanted of it.

use base16ct::lower as base16;
use sha2::{Digest, Sha256};

/// The digest of a text.
pub fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The digest in hexadecimal.
///
/// ```
/// let digest = wasmock::digest::hex("abc");
/// assert!(digest.starts_with("ba7816bf8f01cfea414140de5dae2223"));
/// ```
pub fn hex(text: &str) -> String {
    base16::encode_string(&sha256(text))
}

/// A seed that follows from a text: the first 128 bits of its digest, the first byte the lowest.
pub fn seed(text: &str) -> u128 {
    let bytes = sha256(text);
    let lowest = bytes.iter().take(16).rev();
    lowest.fold(0, |seed, byte| (seed << 8) | u128::from(*byte))
}
