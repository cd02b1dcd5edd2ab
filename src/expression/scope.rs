//! What an expression is evaluated against.

use std::cell::Cell;

use super::function::Chance;
use super::vocabulary::Root;
use crate::json::Value;

/// The variables of a request; the engine implements it.
pub trait Variables {
    /// The value of a variable; `None` if it is missing.
    fn root(&self, root: Root) -> Option<&Value>;
}

/// What an expression is evaluated against: a request's variables, the loops around, chance and
/// time, and a meter of the cost.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The request's variables.
    pub variables: &'a dyn Variables,
    /// Chance and time.
    pub chance: &'a Chance,
    /// The cost so far.
    pub meter: &'a Meter,
    /// The innermost loop.
    pub frame: Option<&'a Frame<'a>>,
}

/// One turn of a loop, seen from inside.
pub struct Frame<'a> {
    /// The loop around this one.
    pub outer: Option<&'a Frame<'a>>,
    /// The loop's variable.
    pub name: &'a str,
    /// Its value in this turn.
    pub value: &'a Value,
    /// Which turn it is.
    pub turn: Turn<'a>,
}

/// Which turn of a loop it is.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// Counted from 0.
    pub index: usize,
    /// How many turns there are.
    pub length: usize,
    /// The key, where the loop is over an object.
    pub key: Option<&'a str>,
}

impl<'a> Scope<'a> {
    /// The value of the loop variable `name`, the innermost of that name.
    pub fn local(&self, name: &str) -> Option<&'a Value> {
        let mut frame = self.frame;
        while let Some(inner) = frame {
            if inner.name == name {
                return Some(inner.value);
            }
            frame = inner.outer;
        }
        None
    }

    /// The turn of the innermost loop.
    pub fn turn(&self) -> Option<Turn<'a>> {
        self.frame.map(|frame| frame.turn)
    }
}

/// A bound that was passed while rendering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// More than [`Meter::STEPS`] steps.
    Steps,
    /// A text of more than [`Meter::BYTES`] bytes.
    Bytes,
    /// Arithmetic with a number of more than 1,000 digits, or beyond an exponent of 400.
    Digits,
}

/// The cost of a rendering so far. It never stops an evaluation; who renders looks at it.
#[derive(Debug, Default)]
pub struct Meter {
    steps: Cell<usize>,
    passed: Cell<Option<Limit>>,
}

impl Meter {
    /// The steps that a rendering may take: an output, a tag, a turn of a loop, an element looked at.
    pub const STEPS: usize = 1_000_000;
    /// The longest text, in bytes.
    pub const BYTES: usize = 16 * 1024 * 1024;

    /// Takes `steps` steps.
    pub fn take(&self, steps: usize) {
        let taken = self.steps.get().saturating_add(steps);
        self.steps.set(taken);
        if taken > Self::STEPS {
            self.pass(Limit::Steps);
        }
    }

    /// Whether a text of `bytes` bytes may be made; if not, that is noted.
    pub fn admits(&self, bytes: usize) -> bool {
        if bytes > Self::BYTES {
            self.pass(Limit::Bytes);
        }
        bytes <= Self::BYTES
    }

    /// Notes that a bound was passed; the first is kept.
    pub fn pass(&self, limit: Limit) {
        self.passed.set(self.passed.get().or(Some(limit)));
    }

    /// The bound that was passed first.
    pub fn passed(&self) -> Option<Limit> {
        self.passed.get()
    }
}
