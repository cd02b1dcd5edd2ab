//! Filters of lists, and of texts as lists of characters.

use super::FilterName;
use crate::expression::scope::{Limit, Meter};
use crate::gather::Gather as _;
use crate::json::Value;

pub(super) fn pick(filter: FilterName, value: &Value) -> Option<Value> {
    match (filter, value) {
        (FilterName::First, Value::List(items)) => items.first().cloned(),
        (FilterName::Last, Value::List(items)) => items.last().cloned(),
        (_, Value::List(items)) => Some(Value::List(items.iter().rev().cloned().gather())),
        (_, Value::Text(text)) => characters(filter, text).map(Value::Text),
        _ => None,
    }
}

fn characters(filter: FilterName, text: &str) -> Option<String> {
    match filter {
        FilterName::First => text.chars().next().map(String::from),
        FilterName::Last => text.chars().next_back().map(String::from),
        _ => Some(text.chars().rev().gather_text()),
    }
}

pub(super) fn join(value: &Value, between: &str, meter: &Meter) -> Option<Value> {
    let Value::List(items) = value else {
        return super::bounded(value.plain_text(), meter);
    };
    meter.take(items.len());
    let separators = items.len().saturating_mul(between.len());
    if !meter.admits(separators) {
        return None;
    }
    let texts: Vec<String> = items.iter().map(Value::plain_text).gather();
    super::bounded(texts.join(between), meter)
}

pub(super) fn split(text: &str, between: &str, meter: &Meter) -> Option<Value> {
    let parts = text.matches(between).count();
    meter.take(parts);
    if meter.passed() == Some(Limit::Steps) {
        return None;
    }
    let part = |part: &str| Value::text(part);
    Some(Value::List(if between.is_empty() {
        text.chars()
            .map(|character| Value::Text(character.into()))
            .gather()
    } else {
        text.split(between).map(part).gather()
    }))
}
