//! A number taken apart for arithmetic: sign, whole digits, power of ten.

use super::Number;
use super::compare::Parts;
use super::magnitude::Magnitude;
use crate::gather::Gather as _;

/// The most significant digits of an operand.
const MOST_DIGITS: usize = 1_000;
/// The farthest place, in powers of ten, of an operand's first and last digit, apart from its
/// [`MOST_DIGITS`].
const FARTHEST_PLACE: i64 = 400;

/// `±digits × 10^exponent`.
pub(super) struct Decimal {
    pub(super) negative: bool,
    /// Decimal digits without leading zeros and without trailing ones; empty for zero.
    pub(super) digits: Vec<u8>,
    pub(super) exponent: i64,
}

impl Decimal {
    /// The number as a decimal; `None` where it is too long or too far from 1 to compute with.
    pub(super) fn of(number: &Number) -> Option<Decimal> {
        let parts = Parts::of(number);
        let digits = parts.significant().gather();
        let decimal = Self::trimmed(parts.negative, digits, parts.last_place());
        decimal.is_within_bounds().then_some(decimal)
    }

    /// `±magnitude × 10^exponent`.
    pub(super) fn new(negative: bool, magnitude: &Magnitude, exponent: i64) -> Decimal {
        Self::trimmed(negative, magnitude.to_digits(), exponent)
    }

    fn trimmed(negative: bool, mut digits: Vec<u8>, mut exponent: i64) -> Decimal {
        while digits.last() == Some(&b'0') {
            digits.pop();
            exponent = exponent.saturating_add(1);
        }
        let is_zero = digits.is_empty();
        Decimal {
            negative: negative && !is_zero,
            digits,
            exponent: if is_zero { 0 } else { exponent },
        }
    }

    fn is_within_bounds(&self) -> bool {
        self.digits.len() <= MOST_DIGITS && self.first_place().abs() <= FARTHEST_PLACE
    }

    /// The power of ten of the first digit.
    pub(super) fn first_place(&self) -> i64 {
        let length = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        self.exponent
            .saturating_add(length.saturating_sub(1).max(0))
    }

    /// The digits counted in units of `10^place`; `place` is not above the exponent.
    pub(super) fn digits_at(&self, place: i64) -> Vec<u8> {
        let zeros = usize::try_from(self.exponent.saturating_sub(place)).unwrap_or(0);
        let mut digits = self.digits.clone();
        digits.extend(std::iter::repeat_n(b'0', zeros));
        digits
    }

    pub(super) fn magnitude_at(&self, place: i64) -> Magnitude {
        Magnitude::from_digits(&self.digits_at(place))
    }

    pub(super) fn to_i64(&self) -> Option<i64> {
        let is_small_and_whole = self.exponent >= 0 && self.first_place() < 19;
        let digits = is_small_and_whole.then(|| self.digits_at(0))?;
        let sign = if self.negative { -1 } else { 1 };
        digits.iter().try_fold(0_i64, |value, digit| {
            let digit = i64::from(digit.saturating_sub(b'0'));
            value.checked_mul(10)?.checked_add(sign * digit)
        })
    }

    /// The number in plain notation, without an exponent and without needless zeros.
    pub(super) fn to_number(&self) -> Number {
        let sign = if self.negative { "-" } else { "" };
        let digits = self.digits_at(self.exponent.min(0));
        let decimals = usize::try_from(self.exponent.saturating_neg()).unwrap_or(0);
        let padding = decimals.saturating_add(1).saturating_sub(digits.len());
        let padded = [vec![b'0'; padding], digits].concat();
        let (whole, fraction) = padded.split_at(padded.len().saturating_sub(decimals));
        let point = if fraction.is_empty() { "" } else { "." };
        let whole = String::from_utf8_lossy(whole);
        let fraction = String::from_utf8_lossy(fraction);
        Number(format!("{sign}{whole}{point}{fraction}"))
    }
}
