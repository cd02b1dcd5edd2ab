//! Exact arithmetic for the filters of templates.
//!
//! Every operation is `None` where an operand has over 1,000 significant digits or its first digit
//! lies beyond 10^±400: that bounds the cost of one operation, whatever a request holds. Results
//! are written plainly: no exponent, no needless zeros.

use super::Number;
use super::decimal::Decimal;
use super::magnitude::Magnitude;

/// How many significant digits a quotient that does not end has at least.
const QUOTIENT_DIGITS: i64 = 20;

impl Number {
    /// The sum, exactly.
    pub fn add(&self, other: &Number) -> Option<Number> {
        Some(sum(&Decimal::of(self)?, &Decimal::of(other)?))
    }

    /// The difference, exactly.
    pub fn subtract(&self, other: &Number) -> Option<Number> {
        let mut negated = Decimal::of(other)?;
        negated.negative = !negated.negative;
        Some(sum(&Decimal::of(self)?, &negated))
    }

    /// The product, exactly.
    pub fn multiply(&self, other: &Number) -> Option<Number> {
        let (left, right) = (Decimal::of(self)?, Decimal::of(other)?);
        let product =
            Magnitude::from_digits(&left.digits).times(&Magnitude::from_digits(&right.digits));
        let exponent = left.exponent.saturating_add(right.exponent);
        Some(Decimal::new(left.negative != right.negative, &product, exponent).to_number())
    }

    /// The quotient to 20 significant digits, rounded half away from zero; its whole part always
    /// to the last digit. `None` also for a division by zero.
    ///
    /// ```
    /// # use wasmock::number::Number;
    /// let quotient = |a: i64, b: i64| Number::from(a).divide(&Number::from(b));
    /// assert_eq!(quotient(10, 4).unwrap().as_str(), "2.5");
    /// assert_eq!(quotient(2, 3).unwrap().as_str(), "0.66666666666666666667");
    /// assert!(quotient(1, 0).is_none());
    /// ```
    pub fn divide(&self, other: &Number) -> Option<Number> {
        let (left, right) = (Decimal::of(self)?, Decimal::of(other)?);
        let starts_lower = i64::from(left.digits < right.digits);
        let first = left.first_place() - right.first_place() - starts_lower;
        let last = (first + 1 - QUOTIENT_DIGITS).min(0);
        let quotient = quotient_at(&left, &right, last)?;
        Some(Decimal::new(left.negative != right.negative, &quotient, last).to_number())
    }

    /// The number rounded to so many decimal places, half away from zero.
    pub fn round(&self, places: u32) -> Option<Number> {
        let decimal = Decimal::of(self)?;
        Some(rounded_at(&decimal, -i64::from(places)).to_number())
    }

    /// The number without its sign.
    pub fn abs(&self) -> Option<Number> {
        let mut decimal = Decimal::of(self)?;
        decimal.negative = false;
        Some(decimal.to_number())
    }
}

fn sum(left: &Decimal, right: &Decimal) -> Number {
    let place = left.exponent.min(right.exponent);
    let (a, b) = (left.magnitude_at(place), right.magnitude_at(place));
    let (negative, sum) = if left.negative == right.negative {
        (left.negative, a.plus(&b))
    } else if a.compare(&b).is_ge() {
        (left.negative, a.minus(&b))
    } else {
        (right.negative, b.minus(&a))
    };
    Decimal::new(negative, &sum, place).to_number()
}

/// The quotient in units of `10^place`.
fn quotient_at(left: &Decimal, right: &Decimal, place: i64) -> Option<Magnitude> {
    let shift = left.exponent - right.exponent - place;
    let dividend = left.digits_at(left.exponent - shift.max(0));
    let divisor = right.magnitude_at(right.exponent + shift.min(0));
    Magnitude::quotient(&dividend, &divisor)
}

fn rounded_at(decimal: &Decimal, place: i64) -> Decimal {
    let surplus = usize::try_from(place.saturating_sub(decimal.exponent)).unwrap_or(0);
    let kept = decimal.digits.len().checked_sub(surplus);
    let (kept, dropped) = decimal.digits.split_at(kept.unwrap_or(0));
    let rounds_up = decimal.digits.len() >= surplus && dropped.first() >= Some(&b'5');
    let whole = Magnitude::from_digits(kept);
    let rounded = if rounds_up { whole.successor() } else { whole };
    Decimal::new(decimal.negative, &rounded, decimal.exponent.max(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text} is no number"))
    }

    fn text(result: Option<Number>) -> String {
        result.map_or("none".to_owned(), |number| number.to_string())
    }

    #[test]
    fn results_are_exact_and_plain() {
        let table = [
            ("0.1", '+', "0.2", "0.3"),
            ("1", '-', "1.00", "0"),
            ("1e3", '+', "-1", "999"),
            ("-0", '+', "-0", "0"),
            ("9007199254740993", '+', "0", "9007199254740993"),
            ("19.99", '*', "3", "59.97"),
            ("-1e-3", '*', "1e3", "-1"),
            ("0", '*', "1e400", "0"),
            ("10", '/', "4", "2.5"),
            ("1", '/', "3", "0.33333333333333333333"),
            ("-2", '/', "3", "-0.66666666666666666667"),
            ("2e30", '/', "3", "666666666666666666666666666667"),
            ("1", '/', "0.0", "none"),
            ("1e401", '+', "1", "none"),
            ("1", '*', "1e-401", "none"),
            ("1", '+', "1e99999999999999999999", "none"),
        ];
        for (left, operator, right, expected) in table {
            let (a, b) = (number(left), number(right));
            let result = match operator {
                '+' => a.add(&b),
                '-' => a.subtract(&b),
                '*' => a.multiply(&b),
                _ => a.divide(&b),
            };
            assert_eq!(text(result), expected, "{left} {operator} {right}");
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let table = [
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("2.4999", 0, "2"),
            ("1.005", 2, "1.01"),
            ("0.5", 0, "1"),
            ("0.05", 0, "0"),
            ("-0.4", 0, "0"),
            ("99.995", 2, "100"),
            ("1e3", 2, "1000"),
            ("7.25", u32::MAX, "7.25"),
            ("0", 3, "0"),
        ];
        for (value, places, expected) in table {
            let rounded = text(number(value).round(places));
            assert_eq!(rounded, expected, "{value} to {places} places");
        }
    }

    #[test]
    fn operands_of_over_a_thousand_digits_are_refused() {
        let longest = number(&"7".repeat(400));
        assert!(longest.multiply(&longest).is_some());
        assert!(number(&format!("0.{}", "7".repeat(1000))).abs().is_some());
        assert!(number(&format!("0.{}", "7".repeat(1001))).abs().is_none());
    }
}
