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
    let places = numbers
        .first()
        .and_then(|places| places.as_str().parse().ok());
    let result = match filter {
        FilterName::Abs => first.abs(),
        FilterName::Round => first.round(places.unwrap_or(0)),
        _ => numbers
            .iter()
            .try_fold(first.clone(), |sum, next| step(filter, &sum, next)),
    };
    if result.is_none()
        && !numbers
            .iter()
            .any(|number| number.compare(&Number::from(0_i64)).is_eq())
    {
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
