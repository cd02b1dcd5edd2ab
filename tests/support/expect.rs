//! What a case asks for, compared with what came.

use regex_lite::Regex;
use serde_yaml::{Mapping, Value};

use crate::exact::{Json, scalar};

/// What is wrong with a thing that came; empty where nothing is.
pub type Complaints = Vec<String>;

/// Compares a text: equal, or, between slashes, a regular expression.
pub fn text(what: &str, wanted: &str, got: &str) -> Complaints {
    if matches(wanted, got) {
        return Vec::new();
    }
    vec![format!(
        "{what}\n    expected {}\n    got      {}",
        shown(wanted),
        shown(got)
    )]
}

/// Whether a text is what is asked for.
pub fn matches(wanted: &str, got: &str) -> bool {
    match pattern(wanted) {
        Some(pattern) => pattern.is_match(got),
        None => wanted == got,
    }
}

/// Compares header fields; several of one name are joined by `, `.
pub fn headers(wanted: &Mapping, got: &[(String, String)]) -> Complaints {
    wanted
        .iter()
        .flat_map(|(name, value)| header(&scalar(name), value, got))
        .collect()
}

fn header(name: &str, wanted: &Value, got: &[(String, String)]) -> Complaints {
    let values: Vec<&str> = got
        .iter()
        .filter(|(field, _)| field.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
        .collect();
    match (wanted, values.is_empty()) {
        (Value::Null, true) => Vec::new(),
        (Value::Null, false) => vec![format!("header {name} must be absent, but is {values:?}")],
        (_, true) => vec![format!(
            "header {name} is absent, expected {}",
            scalar(wanted)
        )],
        _ => text(
            &format!("header {name}"),
            &scalar(wanted),
            &values.join(", "),
        ),
    }
}

/// Compares a body with the JSON that is asked for.
pub fn json(wanted: &Value, body: &str) -> Complaints {
    let got = match Json::parse(body) {
        Ok(got) => got,
        Err(error) => {
            return vec![format!(
                "body is not JSON: {error}\n    got      {}",
                shown(body)
            )];
        }
    };
    let holds = match only_error(wanted) {
        Some(error) => {
            matches!(&got, Json::Object(fields) if fields.get("error").is_some_and(|got| agrees(error, got)))
        }
        None => agrees(wanted, &got),
    };
    if holds {
        return Vec::new();
    }
    let wanted = serde_json::to_string(wanted).expect("an expectation as JSON");
    vec![format!(
        "body\n    expected {wanted}\n    got      {}",
        shown(body)
    )]
}

/// `{error: …}` alone asks for that key only.
fn only_error(wanted: &Value) -> Option<&Value> {
    let fields = wanted.as_mapping()?;
    fields.get("error").filter(|_| fields.len() == 1)
}

fn agrees(wanted: &Value, got: &Json) -> bool {
    match (wanted, got) {
        (Value::String(text), Json::Number(number)) if text == "§int" => number.is_integer(),
        (Value::String(wanted), Json::Text(got)) => matches(wanted, got),
        (Value::Sequence(wanted), Json::List(got)) => {
            wanted.len() == got.len()
                && wanted
                    .iter()
                    .zip(got)
                    .all(|(wanted, got)| agrees(wanted, got))
        }
        (Value::Mapping(wanted), Json::Object(got)) => {
            let open = wanted.contains_key("…");
            let wanted: Vec<_> = wanted
                .iter()
                .filter(|(key, _)| key.as_str() != Some("…"))
                .collect();
            (open || wanted.len() == got.len())
                && wanted
                    .iter()
                    .all(|(key, value)| got.get(&scalar(key)).is_some_and(|got| agrees(value, got)))
        }
        _ => Json::of_yaml(wanted) == *got,
    }
}

/// The regular expression between slashes.
fn pattern(text: &str) -> Option<Regex> {
    let inner = text.strip_prefix('/')?.strip_suffix('/')?;
    Some(Regex::new(inner).unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// A text on one line, cut where it is long.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(600).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{short:?}{dots}")
}
