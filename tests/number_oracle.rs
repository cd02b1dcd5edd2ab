//! Numbers against `bigdecimal`: the same order, the same sums, products and quotients.
#![allow(clippy::panic, reason = "a test may panic, its functions too")]

use std::str::FromStr;

use bigdecimal::{BigDecimal, RoundingMode};
use proptest::prelude::*;
use wasmock::number::Number;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap_or_else(|| panic!("{text} is no number"))
}

fn oracle(text: &str) -> BigDecimal {
    BigDecimal::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Texts of JSON numbers, short ones and near ones often, so that ties and carries happen.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,4})?",
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?",
        "-?[19]0{0,20}(\\.0{0,9}[059])?",
        "-?9{1,40}(\\.9{1,20})?",
    ]
}

/// The result of an operation and what it should be, as values.
fn assert_same(result: Option<Number>, expected: &BigDecimal) -> Result<(), TestCaseError> {
    let result = result.map(|number| number.to_string());
    let value = result.as_deref().map(oracle);
    prop_assert_eq!(value.as_ref(), Some(expected));
    let text = result.unwrap_or_default();
    let is_plain = !text.contains(['e', 'E'])
        && text != "-0"
        && !(text.contains('.') && text.ends_with(['0', '.']));
    prop_assert!(is_plain, "{} is not plain", text);
    Ok(())
}

proptest! {
    #[test]
    fn the_order_is_the_values_order(a in texts(), b in texts()) {
        prop_assert_eq!(number(&a).compare(&number(&b)), oracle(&a).cmp(&oracle(&b)));
    }

    #[test]
    fn sums_differences_and_products_are_exact(a in texts(), b in texts()) {
        let (x, y) = (number(&a), number(&b));
        assert_same(x.add(&y), &(oracle(&a) + oracle(&b)))?;
        assert_same(x.subtract(&y), &(oracle(&a) - oracle(&b)))?;
        assert_same(x.multiply(&y), &(oracle(&a) * oracle(&b)))?;
        assert_same(x.abs(), &oracle(&a).abs())?;
    }

    #[test]
    fn rounding_is_half_away_from_zero(a in texts(), places in 0_u32..8) {
        let expected = oracle(&a).with_scale_round(i64::from(places), RoundingMode::HalfUp);
        assert_same(number(&a).round(places), &expected)?;
    }

    /// A quotient is right if it is off by at most half of its twentieth digit.
    #[test]
    fn quotients_are_right_to_the_twentieth_digit(a in texts(), b in texts()) {
        let (dividend, divisor) = (oracle(&a), oracle(&b));
        let quotient = number(&a).divide(&number(&b));
        if divisor == 0 {
            prop_assert!(quotient.is_none());
            return Ok(());
        }
        let quotient = oracle(quotient.expect("a quotient").as_str());
        let error = (&quotient * &divisor - &dividend).abs() * 2;
        let bound = (&dividend * oracle("1e-19")).abs().min(divisor.abs());
        prop_assert!(error <= bound, "{} / {} is not {}", a, b, quotient);
    }

    #[test]
    fn whole_numbers_come_back(integer in any::<i64>()) {
        prop_assert_eq!(Number::from(integer).to_i64(), Some(integer));
    }

    #[test]
    fn any_text_is_a_number_exactly_if_json_says_so(text in "-?[0-9.eE+-]{0,6}") {
        let is_json = serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok()
            && text.trim() == text;
        prop_assert_eq!(Number::parse(&text).is_some(), is_json);
    }
}
