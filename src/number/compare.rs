//! Which of two numbers is greater: exactly, and in time linear in their digits.

use std::cmp::Ordering;

use super::Number;

/// Exponents beyond this count as this. No text is long enough for its digits to make up for it.
const FARTHEST: i64 = 1_000_000_000_000_000_000;

/// A number's text, cut into its parts.
pub(super) struct Parts<'a> {
    pub(super) negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

impl<'a> Parts<'a> {
    pub(super) fn of(number: &'a Number) -> Self {
        let text = number.as_str();
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let unsigned = mantissa.strip_prefix('-');
        let digits = unsigned.unwrap_or(mantissa);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        Parts {
            negative: unsigned.is_some(),
            whole,
            fraction,
            exponent: saturating_exponent(exponent),
        }
    }

    /// The digits from the first that is not zero; none for zero.
    pub(super) fn significant(&self) -> impl Iterator<Item = u8> + Clone {
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        digits.skip_while(|digit| *digit == b'0')
    }

    /// -1, 0 or 1.
    fn sign(&self) -> i8 {
        match (self.significant().next(), self.negative) {
            (None, _) => 0,
            (Some(_), false) => 1,
            (Some(_), true) => -1,
        }
    }

    /// The power of ten of the first significant digit, plus one: 1 for `7`, 0 for `0.7`.
    fn magnitude(&self) -> i64 {
        let leading = |text: &str| text.bytes().take_while(|digit| *digit == b'0').count();
        let zeros = leading(self.whole);
        let place = if zeros < self.whole.len() {
            signed(self.whole.len().saturating_sub(zeros))
        } else {
            signed(leading(self.fraction)).saturating_neg()
        };
        self.exponent.saturating_add(place)
    }

    /// The power of ten of the last digit.
    pub(super) fn last_place(&self) -> i64 {
        self.exponent.saturating_sub(signed(self.fraction.len()))
    }

    fn compare_magnitude(&self, other: &Parts) -> Ordering {
        let by_place = self.magnitude().cmp(&other.magnitude());
        by_place.then_with(|| compare_digits(self.significant(), other.significant()))
    }
}

/// Compares digits of the same place; where one side has ended it goes on with zeros.
fn compare_digits(left: impl Iterator<Item = u8>, right: impl Iterator<Item = u8>) -> Ordering {
    let mut left = left.fuse();
    let mut right = right.fuse();
    loop {
        let (a, b) = (left.next(), right.next());
        if a.is_none() && b.is_none() {
            return Ordering::Equal;
        }
        let order = a.unwrap_or(b'0').cmp(&b.unwrap_or(b'0'));
        if order.is_ne() {
            return order;
        }
    }
}

/// The exponent's value, or ±[`FARTHEST`] where it lies beyond.
fn saturating_exponent(text: &str) -> i64 {
    let negative = text.starts_with('-');
    let size = text
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0_i64, |size, digit| {
            let ten_times = size.saturating_mul(10);
            let next = ten_times.saturating_add(i64::from(digit.saturating_sub(b'0')));
            next.min(FARTHEST)
        });
    if negative {
        size.saturating_neg()
    } else {
        size
    }
}

fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

impl Number {
    /// Compares the values, exactly: `1e2` is 100 and `-0` is 0. Takes time linear in the digits,
    /// however long the exponents are; past an exponent of ±10^18 (in the file format's terms, far
    /// past ±400) only sign and magnitude count.
    pub fn compare(&self, other: &Number) -> Ordering {
        let (left, right) = (Parts::of(self), Parts::of(other));
        match (left.sign(), right.sign()) {
            (1, 1) => left.compare_magnitude(&right),
            (-1, -1) => right.compare_magnitude(&left),
            (a, b) => a.cmp(&b),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.compare(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        self.compare(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text} is no number"))
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let nines = "9".repeat(5000);
        let table = [
            ("1", Ordering::Equal, "1.0"),
            ("1e2", Ordering::Equal, "100"),
            ("-0", Ordering::Equal, "0"),
            ("-0.0e7", Ordering::Equal, "0"),
            ("0.001", Ordering::Equal, "1E-3"),
            ("0.0100e2", Ordering::Equal, "1"),
            ("9007199254740993", Ordering::Greater, "9007199254740992"),
            ("-2", Ordering::Less, "-1"),
            ("-1", Ordering::Less, "0"),
            ("0", Ordering::Less, "1e-400"),
            ("0.1", Ordering::Less, "0.10000000000000000000000001"),
            ("1e500", Ordering::Less, "1e501"),
            ("-1e500", Ordering::Less, "1e-500"),
            ("1e-501", Ordering::Less, "1e-500"),
            ("0e999999999999999999999", Ordering::Equal, "0"),
            ("1e99999999999999999999999", Ordering::Greater, "1e999"),
            ("1e-99999999999999999999999", Ordering::Less, "1e-999"),
            ("-1e99999999999999999999999", Ordering::Less, "-1"),
        ];
        for (left, order, right) in table {
            let (left, right) = (number(left), number(right));
            assert_eq!(left.compare(&right), order, "{left} to {right}");
            assert_eq!(right.compare(&left), order.reverse(), "{right} to {left}");
        }
        let far = number(&format!("1e{nines}"));
        assert!(far > number("1") && number(&format!("1e-{nines}")) < number("1"));
    }
}
