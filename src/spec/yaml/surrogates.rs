//! `"\ud83d\ude00"`: JSON writes a character beyond U+FFFF as two escapes (RFC 8259, section 7), and
//! YAML knows none of the two.

use crate::json::{code_unit, surrogate_pair};

/// Follow upon an escape that was made of two, so that what comes after it stays where it is. Unicode
/// keeps them for such uses: they are in no text that is exchanged (section 23.7, noncharacters).
const FILLERS: &str = "\u{FDD0}\u{FDD0}";
/// How many bytes and characters two escapes have.
const LENGTH: usize = 12;
/// How many bytes the one has that takes their place (YAML 1.2.2, section 5.7).
const ESCAPE: usize = 10;

/// A text with as many characters, in which each two escapes of one character are one that YAML
/// knows; `None` where there are none. Only between double quotes it means the same. A text that has
/// the fillers already would lose its own: it is left as it is, and the parser refuses its pairs.
pub fn joined(text: &str) -> Option<String> {
    if text.contains(FILLERS) {
        return None;
    }
    let mut joined = String::new();
    let mut copied = 0_usize;
    for (at, character) in (Pairs { text, at: 0 }) {
        joined.push_str(text.get(copied..at)?);
        joined.push_str(&format!("\\U{:08X}{FILLERS}", u32::from(character)));
        copied = at.saturating_add(LENGTH);
    }
    joined.push_str(text.get(copied..)?);
    (copied > 0).then_some(joined)
}

/// The text of a scalar of a joined text. Elsewhere than between double quotes it is as it is written
/// in `source`.
pub fn separate(text: &str, is_quoted: bool, source: &str) -> String {
    let mut separate = String::new();
    let mut pairs = Pairs {
        text: source,
        at: 0,
    };
    let mut rest = text;
    while let Some((joined, after)) = rest.split_once(FILLERS) {
        let pair = match is_quoted {
            true => None,
            false => pairs
                .next()
                .and_then(|(at, _)| source.get(at..)?.get(..LENGTH)),
        };
        let before = pair.and_then(|_| joined.get(..joined.len().saturating_sub(ESCAPE)));
        separate.push_str(before.unwrap_or(joined));
        separate.push_str(pair.unwrap_or(""));
        rest = after;
    }
    separate.push_str(rest);
    separate
}

/// Where the pairs of a text stand, and their characters.
struct Pairs<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Pairs<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = self.text.get(self.at..)?.find('\\')?;
            let at = self.at.saturating_add(found);
            let escape = self.text.get(at..)?;
            let character = pair(escape);
            let length = match character {
                Some(_) => LENGTH,
                None if escape.starts_with(r"\\") => 2,
                None => 1,
            };
            self.at = at.saturating_add(length);
            if let Some(character) = character {
                return Some((at, character));
            }
        }
    }
}

/// How long two escapes of one character are that a text begins with.
pub fn pair_length(text: &str) -> Option<usize> {
    pair(text).map(|_| LENGTH)
}

/// The character of two escapes that a text begins with.
fn pair(text: &str) -> Option<char> {
    let unit = |text: &str| code_unit(text.strip_prefix(r"\u")?.get(..4)?);
    surrogate_pair(unit(text)?, unit(text.get(LENGTH / 2..)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_escapes_of_one_character_become_one_and_nothing_moves() {
        let text = r#"a: "\uD83D\uDE00 é" # "\ud83d\ude00""#;
        let joined = joined(text).unwrap();
        assert_eq!(joined.chars().count(), text.chars().count());
        assert_eq!(
            separate(&joined, true, ""),
            r#"a: "\U0001F600 é" # "\U0001F600""#
        );
        assert_eq!(separate(&joined, false, text), text);
    }

    #[test]
    fn what_is_no_pair_stays() {
        for text in [
            "\"\u{FDD0}\u{FDD0}\" \\ud83d\\ude00",
            "",
            "\\",
            r"\ud83d",
            r"\ud83d\u0041",
            r"\ude00\ud83d",
            r"\u0041\u0042",
            r"\ud83d \ude00",
            r"\\ud83d\ude00",
            r"\u+83d\ude00",
            r"\ud83é\ude00",
        ] {
            assert_eq!(joined(text), None, "{text}");
        }
    }
}
