//! Filters that change letters. Letters are Unicode's: here alone the engine carries its tables.

use super::FilterName;
use crate::expression::scope::Meter;
use crate::json::Value;

pub(super) fn change(filter: FilterName, text: &str) -> String {
    match filter {
        FilterName::Upper => text.to_uppercase(),
        FilterName::Lower => text.to_lowercase(),
        FilterName::Capitalize => capitalize(text),
        FilterName::Title => text.split_inclusive(' ').map(capitalize).collect(),
        _ => text.trim().to_owned(),
    }
}

fn capitalize(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first
        .chain(characters.as_str().to_lowercase().chars())
        .collect()
}

pub(super) fn replace(text: &str, from: &str, to: &str, meter: &Meter) -> Option<Value> {
    let found = text.matches(from).count();
    let longest = found.saturating_mul(to.len()).saturating_add(text.len());
    meter.take(longest.saturating_div(1024));
    meter
        .admits(longest)
        .then(|| Value::Text(text.replace(from, to)))
}
