//! JSON read without loss: numbers are exact decimals.

use std::collections::BTreeMap;
use std::str::FromStr;

use bigdecimal::BigDecimal;
use serde_json::value::RawValue;

/// A JSON value whose numbers compare by their exact value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(BigDecimal),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Reads a JSON text; of a key given twice the last counts.
    ///
    /// # Errors
    /// Why it is not JSON.
    pub fn parse(text: &str) -> Result<Json, String> {
        Self::read(text).map_err(|error| error.to_string())
    }

    fn read(text: &str) -> Result<Json, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(text)?;
        Ok(match raw.get().as_bytes().first() {
            Some(b'{') => {
                let fields: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get())?;
                let read = |(key, value): (String, &RawValue)| Ok((key, Self::read(value.get())?));
                Json::Object(
                    fields
                        .into_iter()
                        .map(read)
                        .collect::<Result<_, serde_json::Error>>()?,
                )
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(raw.get())?;
                Json::List(
                    items
                        .iter()
                        .map(|item| Self::read(item.get()))
                        .collect::<Result<_, _>>()?,
                )
            }
            Some(b'"') => Json::Text(serde_json::from_str(raw.get())?),
            Some(b't' | b'f') => Json::Bool(serde_json::from_str(raw.get())?),
            Some(b'n') => Json::Null,
            _ => Json::Number(number(raw.get())),
        })
    }

    /// A value of YAML, as an expectation is written.
    pub fn of_yaml(value: &serde_yaml::Value) -> Json {
        use serde_yaml::Value;
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(value) => Json::Number(number(&value.to_string())),
            Value::String(text) => Json::Text(text.clone()),
            Value::Sequence(items) => Json::List(items.iter().map(Self::of_yaml).collect()),
            Value::Mapping(fields) => {
                let read = |(key, value)| (scalar(key), Self::of_yaml(value));
                Json::Object(fields.iter().map(read).collect())
            }
            Value::Tagged(tagged) => panic!("a tag in a case: {}", tagged.tag),
        }
    }
}

/// A scalar of YAML as text, as it stands in a header or as a key.
pub fn scalar(value: &serde_yaml::Value) -> String {
    match Json::of_yaml(value) {
        Json::Text(text) => text,
        Json::Number(number) => number.to_string(),
        Json::Bool(value) => value.to_string(),
        other => panic!("a text was expected, not {other:?}"),
    }
}

fn number(text: &str) -> BigDecimal {
    BigDecimal::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}
