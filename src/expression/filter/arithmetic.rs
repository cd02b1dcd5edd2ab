//! Filters that count, in exact decimals.

use super::FilterName;
use crate::expression::compare::number;
use crate::expression::scope::{Limit, Meter};
use crate::gather::Gather as _;
use crate::json::Value;
use crate::number::Number;

/// The result, missing where a value is no number or a divisor is zero.
pub(super) fn apply(
    filter: FilterName,
    value: &Value,
    arguments: &[Value],
    meter: &Meter,
) -> Option<Value> {
    let first = number(value)?.into_owned();
    let numbers = arguments.iter().map(number).gather_some()?;
    let places = numbers.first().and_then(|number| places(number));
    let result = match filter {
        FilterName::Abs => first.abs(),
        FilterName::Round => first.round(places.unwrap_or(0)),
        _ => numbers
            .iter()
            .try_fold(first.clone(), |sum, next| step(filter, &sum, next)),
    };
    if result.is_none() && !numbers.iter().any(|number| is_zero(number)) {
        meter.pass(Limit::Digits);
    }
    result.map(Value::Number)
}

fn step(filter: FilterName, sum: &Number, next: &Number) -> Option<Number> {
    match filter {
        FilterName::Add => sum.add(next),
        FilterName::Multiply => sum.multiply(next),
        _ => sum.divide(next),
    }
}

/// What a filter wants in the place of this argument; nothing if the argument is right.
pub(super) fn wanted(filter: FilterName, argument: &Value) -> Option<&'static str> {
    let number = number(argument);
    let (fits, wanted) = match filter {
        FilterName::Round => (
            number.is_some_and(|number| places(&number).is_some()),
            "a whole number from 0 on",
        ),
        FilterName::Divide => (
            number.is_some_and(|number| !is_zero(&number)),
            "a number other than 0",
        ),
        _ => (number.is_some(), "a number"),
    };
    (!fits).then_some(wanted)
}

/// How many places `round` leaves.
fn places(number: &Number) -> Option<u32> {
    number.as_str().parse().ok()
}

fn is_zero(number: &Number) -> bool {
    number.compare(&Number::from(0_i64)).is_eq()
}
