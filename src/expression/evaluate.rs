//! What an expression comes to. Never fails: what is not there is `None`.

use std::borrow::Cow;

use super::compare;
use super::scope::{Scope, Turn};
use super::syntax::{Expression, Path, Start, Step};
use super::vocabulary::Root;
use crate::gather::Gather as _;
use crate::json::Value;

/// A value that may be missing, borrowed from the request wherever it can be.
pub(super) type Found<'v> = Option<Cow<'v, Value>>;

impl Expression {
    /// The value, `None` if it is missing.
    pub fn evaluate<'v>(&'v self, scope: &Scope<'v>) -> Option<Cow<'v, Value>> {
        match self {
            Expression::Constant(value) => Some(Cow::Borrowed(value)),
            Expression::List(items) => Some(Cow::Owned(list(items, scope))),
            Expression::Path(path) => path.find(scope),
            Expression::Call(function) => function.call(scope).map(Cow::Owned),
            Expression::Filtered(value, filter) => filter.apply(value.evaluate(scope), scope),
            _ => Some(Cow::Owned(Value::Bool(self.decide(scope)))),
        }
    }

    /// Whether it holds: whether its value counts as true.
    pub fn holds(&self, scope: &Scope) -> bool {
        match self {
            Expression::All(all) => all.iter().all(|each| each.holds(scope)),
            Expression::Any(any) => any.iter().any(|each| each.holds(scope)),
            Expression::Not(inner) => !inner.holds(scope),
            Expression::Compare(..) | Expression::Matches(..) | Expression::Exists(_) => {
                self.decide(scope)
            }
            value => compare::is_true(value.evaluate(scope).as_deref()),
        }
    }

    /// The truth of a form that is always true or false.
    fn decide(&self, scope: &Scope) -> bool {
        match self {
            Expression::Compare(comparison, sides) => {
                let (left, right) = (sides.0.evaluate(scope), sides.1.evaluate(scope));
                scope
                    .meter
                    .take(weight(left.as_deref()).min(weight(right.as_deref())));
                scope.meter.take(weight(right.as_deref()));
                compare::holds(*comparison, left.as_deref(), right.as_deref())
            }
            Expression::Matches(value, pattern) => match value.evaluate(scope).as_deref() {
                Some(Value::Text(text)) => {
                    scope.meter.take(text.len().saturating_div(64));
                    pattern.is_match(text)
                }
                Some(Value::Number(number)) => pattern.is_match(number.as_str()),
                _ => false,
            },
            Expression::Exists(value) => value.evaluate(scope).is_some(),
            other => other.holds(scope),
        }
    }
}

fn list(items: &[Expression], scope: &Scope) -> Value {
    let value = |item: &Expression| {
        item.evaluate(scope)
            .map_or(Value::Null, |value| value.into_owned())
    };
    Value::List(items.iter().map(value).gather())
}

/// The steps that looking through a value takes.
fn weight(value: Option<&Value>) -> usize {
    match value {
        Some(Value::List(items)) => items.len(),
        Some(Value::Object(fields)) => fields.len(),
        Some(Value::Text(text)) => text.len().saturating_div(64),
        _ => 0,
    }
}

impl Path {
    fn find<'v>(&'v self, scope: &Scope<'v>) -> Found<'v> {
        let mut value = self.begin(scope)?;
        for (depth, step) in self.steps.iter().enumerate() {
            value = step.take(value, scope, self.ignores_case(depth))?;
        }
        Some(value)
    }

    /// Whether the step at this depth names a header field or a cookie, in any case.
    fn ignores_case(&self, depth: usize) -> bool {
        match (&self.start, self.steps.first()) {
            (Start::Root(Root::Response), Some(Step::Name(part))) => {
                depth == 1 && part == "headers"
            }
            (Start::Root(root), _) => depth == 0 && root.ignores_case(),
            _ => false,
        }
    }

    fn begin<'v>(&'v self, scope: &Scope<'v>) -> Found<'v> {
        let found = match &self.start {
            Start::Root(root) => return scope.variables.root(*root).map(Cow::Borrowed),
            Start::Local(name) => return scope.local(name).map(Cow::Borrowed),
            Start::Turn => turn_object(scope.turn()?),
            Start::Index => Value::from(scope.turn()?.index),
            Start::Key => Value::text(scope.turn()?.key?),
            Start::First => Value::Bool(scope.turn()?.is_first()),
            Start::Last => Value::Bool(scope.turn()?.is_last()),
        };
        Some(Cow::Owned(found))
    }
}

impl Turn<'_> {
    fn is_first(&self) -> bool {
        self.index == 0
    }

    fn is_last(&self) -> bool {
        self.index.saturating_add(1) >= self.length
    }
}

/// `forloop`, as Selmer and Django have it.
fn turn_object(turn: Turn) -> Value {
    Value::object([
        ("counter", Value::from(turn.index.saturating_add(1))),
        ("counter0", Value::from(turn.index)),
        ("first", Value::Bool(turn.is_first())),
        ("last", Value::Bool(turn.is_last())),
        ("length", Value::from(turn.length)),
    ])
}

impl Step {
    fn take<'v>(
        &'v self,
        value: Cow<'v, Value>,
        scope: &Scope<'v>,
        ignores_case: bool,
    ) -> Found<'v> {
        match self {
            Step::Name(name) => step(value, name, ignores_case),
            Step::Index(index) => match index.evaluate(scope)?.as_ref() {
                Value::Text(name) => step(value, name, ignores_case),
                Value::Number(number) => step(value, number.as_str(), ignores_case),
                _ => None,
            },
        }
    }
}

fn step<'v>(value: Cow<'v, Value>, name: &str, ignores_case: bool) -> Found<'v> {
    match value {
        Cow::Borrowed(value) => child(value, name, ignores_case)
            .map(Cow::Borrowed)
            .or_else(|| length_step(value, name)),
        Cow::Owned(value) => child(&value, name, ignores_case)
            .map(|child| Cow::Owned(child.clone()))
            .or_else(|| length_step(&value, name)),
    }
}

fn child<'v>(value: &'v Value, name: &str, ignores_case: bool) -> Option<&'v Value> {
    match value {
        Value::Object(fields) if ignores_case => fields
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value),
        Value::Object(_) => value.get(name),
        Value::List(items) => items.get(name.parse::<usize>().ok()?),
        _ => None,
    }
}

/// `.length`, of an object only where it has no key of that name.
fn length_step<'v>(value: &Value, name: &str) -> Found<'v> {
    if name != "length" {
        return None;
    }
    length(value).map(|length| Cow::Owned(Value::from(length)))
}

/// How many items, fields or code points.
pub(super) fn length(value: &Value) -> Option<usize> {
    match value {
        Value::List(items) => Some(items.len()),
        Value::Object(fields) => Some(fields.len()),
        Value::Text(text) => Some(text.chars().count()),
        _ => None,
    }
}
