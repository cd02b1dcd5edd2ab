//! JSON text into values: RFC 8259, strictly, in time linear in the text (keys are sorted to find
//! those given twice). Lists and objects may be nested 128 deep; a lone surrogate (`\ud800`)
//! becomes U+FFFD.

use winnow::error::ParserError;

use super::text::text;
use super::{SyntaxError, SyntaxFault, Value};
use crate::gather::Gather as _;
use crate::{number, sort};

/// How deep lists and objects may be nested.
pub(super) const MOST_LEVELS: usize = 128;
/// Up to so many keys are compared each with each.
const FEW_KEYS: usize = 8;

impl Value {
    /// The value of a JSON text.
    ///
    /// # Errors
    /// The first place where the text is not JSON.
    pub fn parse(text: &str) -> Result<Value, SyntaxError> {
        let mut rest = text;
        match document(&mut rest) {
            Ok(value) => Ok(value),
            Err(failure) => Err(SyntaxError {
                at: text.len().saturating_sub(rest.len()),
                fault: failure.fault(rest),
            }),
        }
    }

    /// The value of a JSON text in UTF-8.
    ///
    /// # Errors
    /// The first place where the bytes are not UTF-8 or not JSON.
    pub fn parse_bytes(bytes: &[u8]) -> Result<Value, SyntaxError> {
        let text = std::str::from_utf8(bytes).map_err(|error| SyntaxError {
            at: error.valid_up_to(),
            fault: SyntaxFault::NotUtf8,
        })?;
        Value::parse(text)
    }
}

/// What the grammar's functions fail with; the place is where they leave the input.
#[derive(Debug)]
pub(super) enum Failure {
    /// What stands there is not JSON.
    Syntax,
    /// A list or an object stands too deep.
    TooDeep,
}

pub(super) type Read<T> = Result<T, Failure>;

impl Failure {
    fn fault(self, rest: &str) -> SyntaxFault {
        match (self, rest.chars().next()) {
            (Failure::TooDeep, _) => SyntaxFault::TooDeep,
            (Failure::Syntax, Some(character)) => SyntaxFault::Unexpected(character),
            (Failure::Syntax, None) => SyntaxFault::Ends,
        }
    }
}

impl ParserError<&str> for Failure {
    type Inner = Self;

    fn from_input(_: &&str) -> Self {
        Failure::Syntax
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

fn document(input: &mut &str) -> Read<Value> {
    let value = value(input, MOST_LEVELS)?;
    match input.is_empty() {
        true => Ok(value),
        false => Err(Failure::Syntax),
    }
}

/// A value and the blanks around it.
fn value(input: &mut &str, levels: usize) -> Read<Value> {
    blanks(input);
    let value = match input.chars().next() {
        Some('{') => Value::Object(last_of_each_key(pairs(input, levels)?)),
        Some('[') => Value::List(elements(input, levels)?),
        Some('"') => Value::Text(text(input)?),
        Some('-' | '0'..='9') => {
            Value::Number(number::literal(input).map_err(|_| Failure::Syntax)?)
        }
        Some('t') => constant(input, "true", Value::Bool(true))?,
        Some('f') => constant(input, "false", Value::Bool(false))?,
        Some('n') => constant(input, "null", Value::Null)?,
        _ => return Err(Failure::Syntax),
    };
    blanks(input);
    Ok(value)
}

fn constant(input: &mut &str, name: &str, value: Value) -> Read<Value> {
    expect(input, name).map(|()| value)
}

fn elements(input: &mut &str, levels: usize) -> Read<Vec<Value>> {
    let below = level_below(levels)?;
    let mut elements = Vec::new();
    if is_empty(input, "[", "]")? {
        return Ok(elements);
    }
    loop {
        elements.push(value(input, below)?);
        if !takes(input, ",") {
            return expect(input, "]").map(|()| elements);
        }
    }
}

fn pairs(input: &mut &str, levels: usize) -> Read<Vec<(String, Value)>> {
    let below = level_below(levels)?;
    let mut pairs = Vec::new();
    if is_empty(input, "{", "}")? {
        return Ok(pairs);
    }
    loop {
        blanks(input);
        let key = text(input)?;
        blanks(input);
        expect(input, ":")?;
        pairs.push((key, value(input, below)?));
        if !takes(input, ",") {
            return expect(input, "}").map(|()| pairs);
        }
    }
}

/// Takes the opening bracket, and the closing one where nothing stands between.
fn is_empty(input: &mut &str, open: &str, close: &str) -> Read<bool> {
    expect(input, open)?;
    blanks(input);
    Ok(takes(input, close))
}

fn level_below(levels: usize) -> Read<usize> {
    levels.checked_sub(1).ok_or(Failure::TooDeep)
}

/// Whether a sign stands next; it is taken if so.
pub(super) fn takes(input: &mut &str, sign: &str) -> bool {
    let rest = input.strip_prefix(sign);
    *input = rest.unwrap_or(input);
    rest.is_some()
}

/// Takes a sign that must stand next.
pub(super) fn expect(input: &mut &str, sign: &str) -> Read<()> {
    match takes(input, sign) {
        true => Ok(()),
        false => Err(Failure::Syntax),
    }
}

fn blanks(input: &mut &str) {
    *input = input.trim_start_matches([' ', '\t', '\n', '\r']);
}

/// Drops every pair whose key comes again further on.
fn last_of_each_key(pairs: Vec<(String, Value)>) -> Vec<(String, Value)> {
    if pairs.len() <= FEW_KEYS && are_different(&pairs) {
        return pairs;
    }
    let backwards: Vec<&str> = pairs.iter().rev().map(|(key, _)| key.as_str()).gather();
    let firsts = sort::firsts(&backwards).into_iter().enumerate().rev();
    let marked = firsts.zip(pairs);
    marked
        .filter_map(|((place, first), pair)| (place == first).then_some(pair))
        .gather()
}

fn are_different(pairs: &[(String, Value)]) -> bool {
    let mut rest = pairs.iter();
    std::iter::from_fn(|| rest.next().map(|(key, _)| (key, rest.as_slice())))
        .all(|(key, after)| after.iter().all(|(other, _)| other != key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_not_json_are_refused_at_their_place() {
        use SyntaxFault::{Ends, Unexpected};
        let table = [
            ("", 0, Ends),
            ("  ", 2, Ends),
            ("{\"a\": }", 6, Unexpected('}')),
            ("{\"a\" 1}", 5, Unexpected('1')),
            ("{a: 1}", 1, Unexpected('a')),
            ("{\"a\":1,}", 7, Unexpected('}')),
            ("[1,]", 3, Unexpected(']')),
            ("[1 2]", 3, Unexpected('2')),
            ("[1", 2, Ends),
            ("\"ab", 3, Ends),
            ("\"a\nb\"", 2, Unexpected('\n')),
            ("\"\\x\"", 2, Unexpected('x')),
            ("\"\\u12g4\"", 3, Unexpected('1')),
            ("01", 1, Unexpected('1')),
            ("1.", 1, Unexpected('.')),
            ("+1", 0, Unexpected('+')),
            ("NaN", 0, Unexpected('N')),
            ("tru", 0, Unexpected('t')),
            ("nulll", 4, Unexpected('l')),
            ("\u{feff}1", 0, Unexpected('\u{feff}')),
            ("'a'", 0, Unexpected('\'')),
        ];
        for (text, at, fault) in table {
            let expected = Err(SyntaxError { at, fault });
            assert_eq!(Value::parse(text), expected, "{text:?}");
        }
    }

    #[test]
    fn texts_are_read_and_written_again() {
        let table = [
            (
                r#" {"b" : [1e2, 1.10, -0] , "a":{}} "#,
                r#"{"b":[1e2,1.10,-0],"a":{}}"#,
            ),
            (r#"{"a":1,"b":2,"a":3}"#, r#"{"b":2,"a":3}"#),
            (
                r#""\u0041\/\b\f\n\r\t\u001f\"\\""#,
                r#""A/\b\f\n\r\t\u001f\"\\""#,
            ),
            (r#""\ud83d\ude00""#, "\"😀\""),
            (r#""\ud800""#, "\"\u{fffd}\""),
            (r#""\ude00\ud83d""#, "\"\u{fffd}\u{fffd}\""),
            (r#""\ud800\ud83d\ude00x""#, "\"\u{fffd}😀x\""),
            (r#""\ud83d\u0041""#, "\"\u{fffd}A\""),
            ("\"\u{7f}\u{2028}\"", "\"\u{7f}\u{2028}\""),
            ("[[],[ ],{ }]", "[[],[],{}]"),
        ];
        for (text, expected) in table {
            let written = Value::parse(text).map(|value| value.to_text());
            assert_eq!(written.as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(Value::parse(&nested(128)).is_ok());
        let refused = SyntaxError {
            at: 128,
            fault: SyntaxFault::TooDeep,
        };
        assert_eq!(Value::parse(&nested(129)), Err(refused.clone()));
        assert_eq!(Value::parse(&"[".repeat(1_000_000)), Err(refused));
    }

    #[test]
    fn of_a_hundred_thousand_keys_given_twice_the_last_counts() {
        let pairs: Vec<String> = (0..200_000)
            .map(|at| format!("\"{}\":{at}", at % 100_000))
            .collect();
        let value = Value::parse(&format!("{{{}}}", pairs.join(","))).unwrap();
        assert_eq!(value.get("0"), Some(&Value::from(100_000)));
        assert_eq!(value.get("99999"), Some(&Value::from(199_999)));
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_refused_at_their_place() {
        let refused = SyntaxError {
            at: 2,
            fault: SyntaxFault::NotUtf8,
        };
        assert_eq!(Value::parse_bytes(b"\"a\xff\""), Err(refused));
    }
}
