//! The filters: `value | name:argument`.

mod arithmetic;
mod encoding;
mod letter_case;
mod sequence;
mod text;

use std::borrow::Cow;

use super::evaluate::{Found, length};
use super::scope::{Meter, Scope};
use super::syntax::Expression;
use crate::gather::Gather as _;
use crate::json::Value;

/// A filter and its arguments.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Which filter.
    pub name: FilterName,
    /// What follows its colons.
    pub arguments: Vec<Expression>,
}

/// Which filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterName {
    /// All letters as capitals.
    Upper,
    /// No letter as a capital.
    Lower,
    /// The first letter as a capital, the others not.
    Capitalize,
    /// Of each word the first letter as a capital, the others not.
    Title,
    /// Without blanks at either end.
    Trim,
    /// The argument in the place of missing, null and false.
    Default,
    /// The argument in the place of missing, null, `""`, `[]` and `{}`.
    DefaultIfEmpty,
    /// How many items, fields or code points; of missing 0.
    Length,
    /// The first item or character.
    First,
    /// The last item or character.
    Last,
    /// The items as one text, the argument between them.
    Join,
    /// The parts of a text between the argument.
    Split,
    /// The value as JSON.
    Json,
    /// Written as it is, not escaped.
    Safe,
    /// Each first argument in the text replaced by the second.
    Replace,
    /// Rounded half away from zero, to a whole number or as many places as the argument says.
    Round,
    /// Without its sign.
    Abs,
    /// The sum with the arguments.
    Add,
    /// The product with the arguments.
    Multiply,
    /// The quotient by the arguments.
    Divide,
    /// Percent-encoded as `encodeURIComponent` does.
    UrlEncode,
    /// Percent-decoded.
    UrlDecode,
    /// Encoded as a form does: a space is `+`.
    UrlEscape,
    /// Base64 (RFC 4648, section 4).
    Base64,
    /// Base64 decoded, as text.
    Base64Decode,
    /// The bytes in hexadecimal.
    Hex,
    /// The SHA-256 digest, in hexadecimal.
    Sha256,
    /// Escaped for HTML and XML.
    Escape,
    /// The items or characters from last to first.
    Reverse,
}

use FilterName as F;

/// Name, filter, and how many arguments it takes at least and at most.
const FILTERS: [(&str, FilterName, usize, usize); 30] = [
    ("upper", F::Upper, 0, 0),
    ("lower", F::Lower, 0, 0),
    ("capitalize", F::Capitalize, 0, 0),
    ("title", F::Title, 0, 0),
    ("trim", F::Trim, 0, 0),
    ("default", F::Default, 1, 1),
    ("default-if-empty", F::DefaultIfEmpty, 1, 1),
    ("length", F::Length, 0, 0),
    ("count", F::Length, 0, 0),
    ("first", F::First, 0, 0),
    ("last", F::Last, 0, 0),
    ("join", F::Join, 0, 1),
    ("split", F::Split, 1, 1),
    ("json", F::Json, 0, 0),
    ("safe", F::Safe, 0, 0),
    ("replace", F::Replace, 2, 2),
    ("round", F::Round, 0, 1),
    ("abs", F::Abs, 0, 0),
    ("add", F::Add, 1, 8),
    ("multiply", F::Multiply, 1, 8),
    ("divide", F::Divide, 1, 8),
    ("url-encode", F::UrlEncode, 0, 0),
    ("url-decode", F::UrlDecode, 0, 0),
    ("urlescape", F::UrlEscape, 0, 0),
    ("base64", F::Base64, 0, 0),
    ("base64-decode", F::Base64Decode, 0, 0),
    ("hex", F::Hex, 0, 0),
    ("sha256", F::Sha256, 0, 0),
    ("escape", F::Escape, 0, 0),
    ("reverse", F::Reverse, 0, 0),
];

impl FilterName {
    /// The filters that a later version brings.
    pub(super) const NOT_YET: [&'static str; 4] = ["date", "number-format", "slice", "sort"];

    /// The filter called `name`, and how many arguments it takes at least and at most.
    pub(super) fn named(name: &str) -> Option<(&'static str, FilterName, usize, usize)> {
        FILTERS.iter().find(|(known, ..)| *known == name).copied()
    }

    /// What the filter wants in the place of a literal with which it never has a value.
    pub(super) fn wants_instead_of(self, argument: &Expression) -> Option<&'static str> {
        let Expression::Constant(value) = argument else {
            return None;
        };
        match self {
            F::Round | F::Add | F::Multiply | F::Divide => arithmetic::wanted(self, value),
            _ => None,
        }
    }

    /// The names of all filters.
    pub(super) fn names() -> Vec<&'static str> {
        FILTERS.iter().map(|(name, ..)| *name).gather()
    }
}

impl Filter {
    pub(super) fn apply<'v>(&'v self, value: Found<'v>, scope: &Scope<'v>) -> Found<'v> {
        scope.meter.take(1);
        match self.name {
            F::Default if !is_given(value.as_deref()) => self.argument(0, scope),
            F::DefaultIfEmpty if is_empty(value.as_deref()) => self.argument(0, scope),
            F::Default | F::DefaultIfEmpty | F::Safe => value,
            F::Length => {
                let length = value.as_deref().and_then(length).unwrap_or(0);
                Some(Cow::Owned(Value::from(length)))
            }
            _ => {
                let value = value?;
                self.change(&value, scope).map(Cow::Owned)
            }
        }
    }

    /// The filters that make a value of another; what is missing stays missing.
    fn change(&self, value: &Value, scope: &Scope) -> Option<Value> {
        let meter = scope.meter;
        match self.name {
            F::First | F::Last | F::Reverse => sequence::pick(self.name, value),
            F::Join => sequence::join(value, &self.text(0, scope).unwrap_or_default(), meter),
            F::Split => sequence::split(&value.plain_text(), &self.text(0, scope)?, meter),
            F::Round | F::Abs | F::Add | F::Multiply | F::Divide => {
                arithmetic::apply(self.name, value, &self.values(scope)?, meter)
            }
            F::Json => bounded(value.to_text(), meter),
            F::Replace => {
                let (from, to) = (self.text(0, scope)?, self.text(1, scope)?);
                text::replace(&value.plain_text(), &from, &to, meter)
            }
            F::Upper | F::Lower | F::Capitalize | F::Title | F::Trim => {
                bounded(text::change(self.name, &value.plain_text()), meter)
            }
            _ => bounded(encoding::encode(self.name, &value.plain_text())?, meter),
        }
    }

    fn argument<'v>(&'v self, place: usize, scope: &Scope<'v>) -> Found<'v> {
        self.arguments.get(place)?.evaluate(scope)
    }

    fn text(&self, place: usize, scope: &Scope) -> Option<String> {
        Some(self.argument(place, scope)?.plain_text())
    }

    fn values(&self, scope: &Scope) -> Option<Vec<Value>> {
        let value = |argument: &Expression| Some(argument.evaluate(scope)?.into_owned());
        self.arguments.iter().map(value).gather_some()
    }
}

/// A text, unless it is longer than a rendering may make.
fn bounded(text: String, meter: &Meter) -> Option<Value> {
    meter.take(text.len().saturating_div(1024));
    meter.admits(text.len()).then_some(Value::Text(text))
}

fn is_given(value: Option<&Value>) -> bool {
    !matches!(value, None | Some(Value::Null | Value::Bool(false)))
}

fn is_empty(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(value @ (Value::Text(_) | Value::List(_) | Value::Object(_))) => {
            length(value) == Some(0)
        }
        Some(_) => false,
    }
}
