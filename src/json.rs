//! JSON values as they were read, numbers to the digit.
//!
//! `serde_json` is not used for requests: it writes `1e2` as `1e+2` where it keeps numbers at all,
//! and takes an object with one key of its own for a number.

mod read;
mod syntax;
mod text;
mod write;

use crate::gather::Gather as _;
use crate::number::Number;

pub use syntax::{SyntaxError, SyntaxFault};
pub(crate) use text::code_unit;
pub use write::{escape_into, quote_into};

/// A JSON value. The keys of an object keep their order; of a key given twice only the last is kept.
///
/// Equal values have the same keys in the same order; numbers are equal by value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, by its text.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// A list of these elements.
    pub fn list<V: Into<Value>>(elements: impl IntoIterator<Item = V>) -> Value {
        let mut list = Vec::new();
        for element in elements {
            list.push(element.into());
        }
        Value::List(list)
    }

    /// An object with these keys, in this order; they are taken to differ.
    ///
    /// ```
    /// # use wasmock::json::Value;
    /// let value = Value::object([("error", Value::text("no")), ("status", Value::from(404_u16))]);
    /// assert_eq!(value.to_text(), r#"{"error":"no","status":404}"#);
    /// ```
    pub fn object<K: Into<String>, V: Into<Value>>(pairs: impl Into<Vec<(K, V)>>) -> Value {
        object_of(pairs.into())
    }

    /// The value under a key; none if this is no object or has no such key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let Value::Object(pairs) = self else {
            return None;
        };
        let pair = pairs.iter().find(|(name, _)| name == key);
        pair.map(|(_, value)| value)
    }

    /// An element, counted from 0; none if this is no list or is too short.
    pub fn index(&self, at: usize) -> Option<&Value> {
        let Value::List(elements) = self else {
            return None;
        };
        elements.get(at)
    }

    /// What it is, for messages: `an object`.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// The whole number that is not negative, if this is one that fits in 63 bits.
    pub fn to_u64(&self) -> Option<u64> {
        let Value::Number(number) = self else {
            return None;
        };
        u64::try_from(number.to_i64()?).ok()
    }

    /// The texts of a list, without what is none; none if this is no list.
    pub fn texts(&self) -> Vec<String> {
        let Value::List(elements) = self else {
            return Vec::new();
        };
        let texts = elements.iter().filter_map(Value::as_text);
        texts.map(str::to_owned).gather()
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        let Value::Text(text) = self else {
            return None;
        };
        Some(text)
    }
}

/// Apart from the above, so that the loop is not compiled for arrays of each length.
fn object_of<K: Into<String>, V: Into<Value>>(pairs: Vec<(K, V)>) -> Value {
    let mut fields = Vec::new();
    for (key, value) in pairs {
        fields.push((key.into(), value.into()));
    }
    Value::Object(fields)
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Value::Bool(truth)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::text(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

/// A list of texts.
impl From<&[String]> for Value {
    fn from(texts: &[String]) -> Self {
        Value::list(texts.iter().map(String::as_str))
    }
}

impl From<Vec<Value>> for Value {
    fn from(elements: Vec<Value>) -> Self {
        Value::List(elements)
    }
}

impl<V: Into<Value>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Value::Number(number)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value {
            fn from(integer: $integer) -> Self {
                Value::Number(Number::from(integer))
            }
        }
    )*};
}

from_integers!(i32, u16, u32, i64, u64, usize);
