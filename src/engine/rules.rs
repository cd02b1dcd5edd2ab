//! What a request must hold once its endpoint is found: query parameters and the body's shape.

use super::incoming::Incoming;
use crate::json::Value;
use crate::problem::Problem;
use crate::spec::QueryRule;

/// The first rule that the request breaks: of its query, then of its body.
pub(super) fn check(
    query: &[QueryRule],
    sample: Option<&Value>,
    incoming: &Incoming,
) -> Result<(), Problem> {
    check_query(query, incoming)?;
    sample.map_or(Ok(()), |sample| check_body(sample, incoming))
}

/// The first query parameter that is missing or not of its type.
fn check_query(rules: &[QueryRule], incoming: &Incoming) -> Result<(), Problem> {
    for rule in rules {
        let given = incoming.query().iter().find(|(name, _)| *name == rule.name);
        match given.and_then(|(_, values)| values.first()) {
            None if rule.required && rule.default.is_none() => {
                return Err(Problem::MissingParameter(rule.name.clone()));
            }
            Some(text) if !rule.kind.admits(text) => {
                return Err(Problem::WrongType {
                    part: "query",
                    field: rule.name.clone(),
                    wanted: rule.kind.name(),
                    found: text.clone(),
                });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The first field of the body that the sample has and the request has not, or not of its type.
fn check_body(sample: &Value, incoming: &Incoming) -> Result<(), Problem> {
    match incoming.json() {
        None => Err(Problem::WrongBody {
            field: String::new(),
            wanted: "JSON",
            found: "something else",
        }),
        Some(body) => check_value(sample, Some(body), ""),
    }
}

fn check_value(sample: &Value, value: Option<&Value>, field: &str) -> Result<(), Problem> {
    let wrong = |found| Problem::WrongBody {
        field: field.to_owned(),
        wanted: sample.type_name(),
        found,
    };
    let value = value.ok_or_else(|| wrong("missing"))?;
    match (sample, value) {
        (Value::Null, _) => Ok(()),
        (Value::Object(fields), Value::Object(_)) => fields
            .iter()
            .try_for_each(|(key, sample)| check_value(sample, value.get(key), &inside(field, key))),
        (Value::List(samples), Value::List(items)) => match samples.first() {
            Some(sample) => items.iter().enumerate().try_for_each(|(index, item)| {
                check_value(sample, Some(item), &inside(field, &index.to_string()))
            }),
            None => Ok(()),
        },
        _ if sample.type_name() == value.type_name() => Ok(()),
        _ => Err(wrong(value.type_name())),
    }
}

fn inside(field: &str, key: &str) -> String {
    match field {
        "" => key.to_owned(),
        field => format!("{field}.{key}"),
    }
}
