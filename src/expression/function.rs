//! The functions of the language, and the chance and the time that they draw on.

use std::cell::RefCell;

use super::scope::Scope;
use super::syntax::Expression;
use crate::json::Value;
use crate::random::Generator;
use crate::time;

/// A function and its arguments.
#[derive(Clone, Debug)]
pub enum Function {
    /// `now`, or `now "yyyy-MM-dd"`: the time of the request, the same all through it.
    Now(Option<time::Pattern>),
    /// `uuid`: a fresh UUID, version 4.
    Uuid,
    /// `random`: a whole number from 0 to 2^31-1, or within two bounds, both included.
    Random(Option<Box<(Expression, Expression)>>),
}

impl Function {
    /// The names of all functions.
    pub const NAMES: [&'static str; 3] = ["now", "uuid", "random"];
    /// The functions that a later version brings.
    pub(super) const NOT_YET: [&'static str; 2] = ["fake", "sequence"];

    pub(super) fn call(&self, scope: &Scope) -> Option<Value> {
        let chance = scope.chance;
        Some(match self {
            Function::Now(None) => Value::Text(time::rfc3339(chance.now_ms)),
            Function::Now(Some(pattern)) => Value::Text(pattern.write(chance.now_ms)),
            Function::Uuid => Value::Text(chance.uuid()),
            Function::Random(None) => chance.between(0, i64::from(i32::MAX)),
            Function::Random(Some(bounds)) => {
                let (least, most) = (&bounds.0, &bounds.1);
                chance.between(whole(least, scope)?, whole(most, scope)?)
            }
        })
    }
}

/// A whole number of 64 bits, else missing.
fn whole(expression: &Expression, scope: &Scope) -> Option<i64> {
    whole_number(expression.evaluate(scope)?.as_ref())
}

/// The value as a whole number of 64 bits, written without a fraction and an exponent.
pub(super) fn whole_number(value: &Value) -> Option<i64> {
    super::compare::number(value)?.as_str().parse().ok()
}

/// Chance and time, as one request sees them.
#[derive(Debug)]
pub struct Chance {
    /// Now, in milliseconds since the Unix epoch; one value for the whole request.
    pub now_ms: u64,
    generator: RefCell<Generator>,
}

impl Chance {
    /// Chance as a function of `seed`, at the time `now_ms`.
    pub fn new(seed: u128, now_ms: u64) -> Self {
        Chance {
            now_ms,
            generator: RefCell::new(Generator::new(seed)),
        }
    }

    /// A fresh UUID, version 4.
    pub fn uuid(&self) -> String {
        self.generator.borrow_mut().uuid()
    }

    /// A whole number from `least` to `most`, both included, each as likely as the others.
    pub fn pick(&self, least: i64, most: i64) -> i64 {
        self.generator.borrow_mut().between(least, most)
    }

    /// A time from `least` to `most`, both included, in milliseconds.
    pub fn pick_ms(&self, least: u64, most: u64) -> u64 {
        let signed = |ms| i64::try_from(ms).unwrap_or(i64::MAX);
        self.pick(signed(least), signed(most)).unsigned_abs()
    }

    fn between(&self, least: i64, most: i64) -> Value {
        Value::from(self.pick(least, most))
    }
}
