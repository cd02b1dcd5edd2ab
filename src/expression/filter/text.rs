//! Filters that change letters. Letters are all of Unicode's.

use super::FilterName;
use super::letter_case::{lower, upper};
use crate::expression::scope::Meter;
use crate::json::Value;

pub(super) fn change(filter: FilterName, text: &str) -> String {
    match filter {
        FilterName::Upper => upper(text),
        FilterName::Lower => lower(text),
        FilterName::Capitalize => capitalize(text),
        FilterName::Title => text.split_inclusive(' ').map(capitalize).collect(),
        _ => text.trim().to_owned(),
    }
}

fn capitalize(text: &str) -> String {
    let mut characters = text.chars();
    let _first = characters.next();
    let rest = characters.as_str();
    let first = text.strip_suffix(rest).unwrap_or_default();
    upper(first) + &lower(rest)
}

pub(super) fn replace(text: &str, from: &str, to: &str, meter: &Meter) -> Option<Value> {
    let found = text.matches(from).count();
    let longest = found.saturating_mul(to.len()).saturating_add(text.len());
    meter.take(longest.saturating_div(1024));
    meter
        .admits(longest)
        .then(|| Value::Text(text.replace(from, to)))
}
