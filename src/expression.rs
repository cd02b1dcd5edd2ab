//! The expression language: conditions (`if:`) and what stands between `{{` and `}}`.
//!
//! One grammar, one parser, one evaluator. Precedence, tightest first:
//!
//! | level | forms |
//! | --- | --- |
//! | value | `"text"` `1.5` `true` `null` `[1, 2]` `json-params.a.0` `now` `random(1, 6)` `(…)` |
//! | filter | `value \| upper \| default:"x"` |
//! | comparison | `=` `==` `!=` `<` `<=` `>` `>=` `in` `contains` `matches` `starts-with` `ends-with` `exists`; they do not chain |
//! | not | `not a`, `!a` |
//! | and | `a and b`, `a && b` |
//! | or | `a or b`, `a \|\| b` |
//!
//! Evaluation never fails: what is not there is *missing* (`None`), and a comparison with it is
//! false. What costs too much is noted in the [`Meter`] of the [`Scope`], which a template looks at.

mod call;
mod compare;
mod evaluate;
mod fault;
mod filter;
mod function;
mod grammar;
mod input;
mod literal;
mod name;
mod operand;
mod operator;
mod scope;
mod syntax;
#[cfg(test)]
pub(crate) mod tests;
mod variable;
mod vocabulary;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Excerpt};

pub use compare::{equal, is_true};
pub use fault::ExpressionFault;
pub use filter::{Filter, FilterName};
pub use function::{Chance, Function};
pub use name::is_name;
pub use scope::{Frame, Limit, Meter, Scope, Turn, Variables};
pub use syntax::{Expression, Path};
pub use vocabulary::{Root, Vocabulary};

/// The longest expression, in bytes.
pub const LONGEST: usize = 8 * 1024;
/// The deepest nesting of parentheses, lists and `not`.
pub const DEEPEST: usize = 64;

impl Expression {
    /// Compiles a condition, the whole text.
    ///
    /// # Errors
    /// The first mistake, placed on the characters at fault.
    pub fn condition(text: &Excerpt, vocabulary: &Vocabulary) -> Result<Self, Diagnostic> {
        let range = 0..text.text().len();
        compile(grammar::condition, text, range, vocabulary)
    }

    /// Compiles a condition inside a longer text, such as that of `{% if … %}`.
    ///
    /// # Errors
    /// The first mistake, placed on the characters at fault.
    pub fn condition_in(
        text: &Excerpt,
        range: Range<usize>,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Diagnostic> {
        compile(grammar::condition, text, range, vocabulary)
    }

    /// Compiles what stands between `{{` and `}}`: a condition, or a function with arguments
    /// that are set apart by spaces (`random 1 100`).
    ///
    /// # Errors
    /// The first mistake, placed on the characters at fault.
    pub fn output(
        text: &Excerpt,
        range: Range<usize>,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Diagnostic> {
        compile(grammar::output, text, range, vocabulary)
    }
}

fn compile(
    rule: grammar::Rule,
    text: &Excerpt,
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> Result<Expression, Diagnostic> {
    let start = range.start;
    let part = text.text().get(range).unwrap_or("");
    grammar::parse(rule, part, vocabulary).map_err(|mistake| {
        let place = mistake.range;
        let span = text.span(start.saturating_add(place.start)..start.saturating_add(place.end));
        Diagnostic::error(&mistake.fault, span)
    })
}
