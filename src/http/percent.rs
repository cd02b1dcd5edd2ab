//! Percent-decoding, in which nothing is an error.

use crate::gather::Gather as _;

/// A byte that no UTF-8 text holds: it is read as U+FFFD.
const NEVER_UTF8: u8 = 0xff;

/// A text decoded once. What is not UTF-8 then, and a `%` without two hexadecimal digits after it,
/// becomes U+FFFD; what follows such a `%` stays.
///
/// ```
/// use wasmock::http::decode;
/// assert_eq!(decode("caf%C3%A9%20100%25+"), "café 100%+");
/// assert_eq!(decode("%zz%C3%252"), "\u{fffd}zz\u{fffd}%2");
/// ```
pub fn decode(text: &str) -> String {
    decode_bytes(text.as_bytes())
}

/// The pairs of a query or an urlencoded form, in their order. `+` is a space; `a` and `a=` have
/// the value `""`; what is empty between two `&` is no pair.
pub fn decode_pairs(text: &[u8]) -> Vec<(String, String)> {
    let pieces = text.split(|byte| *byte == b'&');
    let pairs = pieces.filter(|piece| !piece.is_empty()).map(|piece| {
        let mut sides = piece.splitn(2, |byte| *byte == b'=');
        let mut side = || decode_with_spaces(sides.next().unwrap_or_default());
        (side(), side())
    });
    pairs.gather()
}

fn decode_with_spaces(text: &[u8]) -> String {
    let space = |byte: &u8| if *byte == b'+' { b' ' } else { *byte };
    let spaced: Vec<u8> = text.iter().map(space).gather();
    decode_bytes(&spaced)
}

fn decode_bytes(text: &[u8]) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = match first {
            b'%' => escaped(after).unwrap_or((NEVER_UTF8, after)),
            plain => (*plain, after),
        };
        decoded.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The byte of two hexadecimal digits, and what follows them.
fn escaped(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, after) = text.split_first_chunk::<2>()?;
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    let byte = u8::try_from(high? * 16 + low?).ok()?;
    Some((byte, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_decoded_once_and_never_refused() {
        let table = [
            ("", ""),
            ("a+b", "a+b"),
            ("%41%6a%6A", "Ajj"),
            ("%2541", "%41"),
            ("%2F%2f", "//"),
            ("é%00", "é\0"),
            ("%", "\u{fffd}"),
            ("%4", "\u{fffd}4"),
            ("%%41", "\u{fffd}A"),
            ("%+1", "\u{fffd}+1"),
            ("%C3", "\u{fffd}"),
            ("%C3%28", "\u{fffd}("),
            ("%F0%9F%98%80", "😀"),
            ("%ED%A0%80", "\u{fffd}\u{fffd}\u{fffd}"),
        ];
        for (text, expected) in table {
            assert_eq!(decode(text), expected, "{text}");
        }
    }

    #[test]
    fn pairs_are_decoded_in_their_order() {
        let table = [
            ("", vec![]),
            ("a", vec![("a", "")]),
            ("a=", vec![("a", "")]),
            ("=b", vec![("", "b")]),
            ("a=1&b=2&a=3", vec![("a", "1"), ("b", "2"), ("a", "3")]),
            ("&&a=1&", vec![("a", "1")]),
            ("a=b=c", vec![("a", "b=c")]),
            ("a+b=c%2Bd+%26", vec![("a b", "c+d &")]),
            ("a=1;b=2", vec![("a", "1;b=2")]),
            ("%zz=%", vec![("\u{fffd}zz", "\u{fffd}")]),
        ];
        for (text, expected) in table {
            let pairs = decode_pairs(text.as_bytes());
            let pairs: Vec<(&str, &str)> = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            assert_eq!(pairs, expected, "{text}");
        }
    }
}
