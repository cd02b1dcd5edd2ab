//! How two values compare: rules 2 to 5 of the language.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::syntax::Comparison;
use crate::json::Value;
use crate::number::Number;
use crate::{sort, time};

/// Whether a value counts as true: missing, null, false, `""` and the text `"false"` do not.
pub fn is_true(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Text(text)) => !text.is_empty() && text != "false",
        Some(_) => true,
    }
}

/// Whether two values compare as `comparison` says.
pub(super) fn holds(comparison: Comparison, left: Option<&Value>, right: Option<&Value>) -> bool {
    match comparison {
        Comparison::Equal => equal(left, right),
        Comparison::NotEqual => !equal(left, right),
        Comparison::Less => order(left, right) == Some(Ordering::Less),
        Comparison::LessOrEqual => order(left, right).is_some_and(Ordering::is_le),
        Comparison::Greater => order(left, right) == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => order(left, right).is_some_and(Ordering::is_ge),
        Comparison::In => contains(right, left),
        Comparison::Contains => contains(left, right),
        Comparison::StartsWith => texts(left, right).is_some_and(|(a, b)| a.starts_with(b)),
        Comparison::EndsWith => texts(left, right).is_some_and(|(a, b)| a.ends_with(b)),
    }
}

/// `a = b`. Missing and null equal each other and nothing else; a boolean equals the text that
/// names it; a number equals a text that is the same JSON number; lists and objects are compared
/// deeply, the order of keys does not count.
pub fn equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    let (Some(left), Some(right)) = (not_null(left), not_null(right)) else {
        return not_null(left).is_none() && not_null(right).is_none();
    };
    match (left, right) {
        (Value::Bool(flag), other) | (other, Value::Bool(flag)) => is_flag(other, *flag),
        (Value::Number(_), other) | (other, Value::Number(_)) if !is_scalar(other) => false,
        (Value::Number(_), _) | (_, Value::Number(_)) => {
            numbers(left, right).is_some_and(|(a, b)| a.compare(&b).is_eq())
        }
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::List(a), Value::List(b)) => equal_lists(a, b),
        (Value::Object(a), Value::Object(b)) => equal_objects(a, b),
        _ => false,
    }
}

fn not_null(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !matches!(value, Value::Null))
}

fn is_flag(value: &Value, flag: bool) -> bool {
    match value {
        Value::Bool(other) => *other == flag,
        Value::Text(text) => text == if flag { "true" } else { "false" },
        _ => false,
    }
}

fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::Number(_) | Value::Text(_))
}

fn equal_lists(left: &[Value], right: &[Value]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| equal(Some(a), Some(b)))
}

fn equal_objects(left: &[(String, Value)], right: &[(String, Value)]) -> bool {
    left.len() == right.len()
        && by_key(left)
            .zip(by_key(right))
            .all(|((a, x), (b, y))| a == b && equal(Some(x), Some(y)))
}

fn by_key(object: &[(String, Value)]) -> impl Iterator<Item = &(String, Value)> {
    let key = |place| object.get(place).map(|(key, _)| key);
    let sorted = sort::places(object.len(), &|a, b| key(a).cmp(&key(b)));
    sorted.into_iter().filter_map(|place| object.get(place))
}

/// How two values are ordered: as numbers if both are, as instants if both are RFC 3339 dates or
/// times, by code point if both are texts; else they are not.
fn order(left: Option<&Value>, right: Option<&Value>) -> Option<Ordering> {
    let (left, right) = (left?, right?);
    if let Some((a, b)) = numbers(left, right) {
        return Some(a.compare(&b));
    }
    let (a, b) = texts(Some(left), Some(right))?;
    match (time::instant(a), time::instant(b)) {
        (Some(earlier), Some(later)) => Some(earlier.cmp(&later)),
        _ => Some(a.cmp(b)),
    }
}

fn contains(container: Option<&Value>, wanted: Option<&Value>) -> bool {
    match container {
        Some(Value::List(items)) => items.iter().any(|item| equal(Some(item), wanted)),
        Some(Value::Text(text)) => part(wanted).is_some_and(|part| text.contains(part)),
        Some(object @ Value::Object(_)) => {
            part(wanted).is_some_and(|key| object.get(key).is_some())
        }
        _ => false,
    }
}

/// What may be a part of a text or a key of an object: a text, or a number by its digits.
fn part(value: Option<&Value>) -> Option<&str> {
    match value? {
        Value::Text(text) => Some(text),
        Value::Number(number) => Some(number.as_str()),
        _ => None,
    }
}

fn texts<'a>(left: Option<&'a Value>, right: Option<&'a Value>) -> Option<(&'a str, &'a str)> {
    match (left, right) {
        (Some(Value::Text(a)), Some(Value::Text(b))) => Some((a, b)),
        _ => None,
    }
}

fn numbers<'a>(left: &'a Value, right: &'a Value) -> Option<(Cow<'a, Number>, Cow<'a, Number>)> {
    Some((number(left)?, number(right)?))
}

/// A JSON number, or a text that is exactly a JSON number.
pub(super) fn number(value: &Value) -> Option<Cow<'_, Number>> {
    match value {
        Value::Number(number) => Some(Cow::Borrowed(number)),
        Value::Text(text) => Number::parse(text).map(Cow::Owned),
        _ => None,
    }
}
