//! YAML's values, each with its place.

use std::rc::Rc;

use saphyr_parser::ScalarStyle;

use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;
use crate::json::Value;
use crate::number::Number;

/// A value and where it stands. Cheap to clone: what an alias repeats is shared.
#[derive(Clone, Debug)]
pub struct Node {
    /// From the first byte to the last, the quotes and brackets included; for a block scalar its
    /// text, for an empty value the place where it would stand.
    pub span: Span,
    /// The value.
    pub value: NodeValue,
}

/// What stands at a node.
#[derive(Clone, Debug)]
pub enum NodeValue {
    /// A text, a number, a boolean or null.
    Scalar(Scalar),
    /// A list.
    List(Rc<[Node]>),
    /// A map: merges (`<<`) are resolved, no key stands twice.
    Map(Rc<[Entry]>),
    /// A value that was refused, which has been reported. Whoever meets it stays silent.
    Refused,
}

/// A key of a map and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}

/// A key: the text of a scalar, whatever the scalar means (`200` and `true` are keys too).
#[derive(Clone, Debug)]
pub struct Key {
    /// The key's text.
    pub text: Excerpt,
    /// Where it stands, quotes included.
    pub span: Span,
    /// How it was written.
    pub style: Style,
}

/// A scalar, which can be used as a text whatever it means.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// Its text: `true`, `1.10`, `~`.
    pub text: Excerpt,
    /// What the core schema makes of it.
    pub meaning: Meaning,
    /// How it was written.
    pub style: Style,
}

/// The meaning of a scalar in YAML's core schema (YAML 1.2.2, section 10.3).
#[derive(Clone, Debug)]
pub enum Meaning {
    /// `null`, `~`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A decimal number, in JSON's spelling and with all its digits.
    Number(Number),
    /// A text.
    Text,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// Between single or double quotes.
    Quoted,
    /// A block after `|` or `>`.
    Block,
}

impl Style {
    /// What the parser calls otherwise.
    pub(super) fn of(style: ScalarStyle) -> Self {
        match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        }
    }
}

impl Node {
    /// The scalar, where it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            NodeValue::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar as it was written, whatever it means: `true`, `1.10`.
    pub fn text(&self) -> Option<&Excerpt> {
        self.scalar().map(|scalar| &scalar.text)
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        self.scalar()
            .is_some_and(|scalar| matches!(scalar.meaning, Meaning::Null))
    }

    /// The value as JSON: keys in order, numbers to the digit. What was refused becomes null.
    pub fn to_json(&self) -> Value {
        match &self.value {
            NodeValue::Scalar(scalar) => scalar.to_json(),
            NodeValue::List(nodes) => Value::List(nodes.iter().map(Node::to_json).gather()),
            NodeValue::Map(entries) => Value::Object(entries.iter().map(Entry::to_json).gather()),
            NodeValue::Refused => Value::Null,
        }
    }

    /// What it is, for messages: `a list`.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            NodeValue::Scalar(scalar) => scalar.describe(),
            NodeValue::List(_) => "a list",
            NodeValue::Map(_) => "a map",
            NodeValue::Refused => "a refused value",
        }
    }
}

impl Entry {
    /// Whether its key is `<<` without quotes, which merges its value into the map.
    pub(super) fn is_merge(&self) -> bool {
        self.key.style == Style::Plain && self.key.text.text() == "<<"
    }

    fn to_json(&self) -> (String, Value) {
        (self.key.text.text().to_owned(), self.value.to_json())
    }
}

impl Scalar {
    /// The value as JSON.
    pub fn to_json(&self) -> Value {
        match &self.meaning {
            Meaning::Null => Value::Null,
            Meaning::Bool(value) => Value::Bool(*value),
            Meaning::Number(number) => Value::Number(number.clone()),
            Meaning::Text => Value::Text(self.text.text().to_owned()),
        }
    }

    fn describe(&self) -> &'static str {
        match &self.meaning {
            Meaning::Null => "nothing",
            Meaning::Bool(_) => "a boolean",
            Meaning::Number(_) => "a number",
            Meaning::Text => "a text",
        }
    }
}
