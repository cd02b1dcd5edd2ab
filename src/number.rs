//! Numbers as they were written, compared as exact decimals.
//!
//! No number ever passes through a 64-bit float, so `9007199254740993` and `9007199254740992`
//! differ and `0.1` plus `0.2` is `0.3`.

mod arithmetic;
mod compare;
mod decimal;
mod magnitude;

use std::fmt;

use winnow::Parser;
use winnow::ascii::{digit0, digit1};
use winnow::combinator::{alt, opt};
use winnow::error::EmptyError;
use winnow::token::one_of;

/// A JSON number that keeps its text: `1e2` stays `1e2`, `1.10` stays `1.10`.
///
/// Two numbers are equal if their values are: `1e2 == 100`, `-0 == 0`.
#[derive(Clone, Debug)]
pub struct Number(String);

impl Number {
    /// The number whose text is exactly `text`, by the grammar of RFC 8259, section 6.
    ///
    /// ```
    /// use wasmock::number::Number;
    /// assert!(Number::parse("-1.50e+3").is_some());
    /// for text in ["", "01", "+1", ".5", "1.", " 1", "0x1", "NaN"] {
    ///     assert!(Number::parse(text).is_none(), "{text}");
    /// }
    /// ```
    pub fn parse(text: &str) -> Option<Number> {
        literal.parse(text).ok()
    }

    /// The text as it was read.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as a whole one that fits in 64 bits: `1e2` and `100.0` are 100, `1.5` is none.
    pub fn to_i64(&self) -> Option<i64> {
        decimal::Decimal::of(self)?.to_i64()
    }
}

/// The whole number of 64 bits that a text of decimal digits alone means.
///
/// ```
/// use wasmock::number::whole;
/// assert_eq!(whole("007"), Some(7));
/// for text in ["", "+1", "-1", "1.0", " 1", "18446744073709551616"] {
///     assert!(whole(text).is_none(), "{text}");
/// }
/// ```
pub fn whole(digits: &str) -> Option<u64> {
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_digits)
}

/// Reads a number off the front of `input`, by the grammar of RFC 8259, section 6.
pub(crate) fn literal(input: &mut &str) -> Result<Number, EmptyError> {
    let whole = alt(("0".void(), (one_of('1'..='9'), digit0).void()));
    let fraction = (".", digit1);
    let exponent = (one_of(['e', 'E']), opt(one_of(['+', '-'])), digit1);
    (opt("-"), whole, opt(fraction), opt(exponent))
        .take()
        .map(|text: &str| Number(text.to_owned()))
        .parse_next(input)
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(integer: $integer) -> Self {
                Number(integer.to_string())
            }
        }
    )*};
}

from_integers!(i32, u16, u32, i64, u64, usize);
