//! The grammar of calls: a function's name, and whether its arguments fit.

use std::ops::Range;

use winnow::prelude::*;

use super::fault::ExpressionFault as Fault;
use super::function::Function;
use super::input::{Input, Mistake, Parsed, mistake, not_this_rule};
use super::name::name;
use super::syntax::Expression;
use crate::json::Value;
use crate::nearest::nearest;
use crate::time::Pattern;

/// A function's name and its place.
pub(super) struct Named<'i> {
    pub(super) word: &'i str,
    pub(super) range: Range<usize>,
}

/// The name of a function, known or to come.
pub(super) fn function<'i>(input: &mut Input<'i>) -> Parsed<Named<'i>> {
    let (word, range) = name.with_span().parse_next(input)?;
    let known = is_function(word) || Function::NOT_YET.contains(&word);
    if known && !input.state.vocabulary.has_local(word) {
        return Ok(Named { word, range });
    }
    Err(not_this_rule())
}

pub(super) fn is_function(word: &str) -> bool {
    Function::NAMES.contains(&word)
}

impl Named<'_> {
    /// The call of the function with these arguments.
    pub(super) fn call(self, arguments: Vec<Expression>) -> Result<Expression, Mistake> {
        let mut arguments = arguments.into_iter();
        let given = (arguments.next(), arguments.next(), arguments.next());
        let function = match (self.word, given) {
            ("now", (None, ..)) => Function::Now(None),
            ("now", (Some(pattern), None, _)) => Function::Now(Some(self.pattern(pattern)?)),
            ("uuid", (None, ..)) => Function::Uuid,
            ("random", (None, ..)) => Function::Random(None),
            ("random", (Some(least), Some(most), None)) => {
                Function::Random(Some(Box::new((least, most))))
            }
            _ => return Err(self.refuse()),
        };
        Ok(Expression::Call(function))
    }

    fn pattern(&self, pattern: Expression) -> Result<Pattern, Mistake> {
        let Expression::Constant(Value::Text(text)) = pattern else {
            return Err(mistake(
                Fault::Arguments("now", "a date pattern in quotes"),
                self.range.clone(),
            ));
        };
        Pattern::parse(&text)
            .map_err(|fault| mistake(Fault::DatePattern(fault), self.range.clone()))
    }

    fn refuse(self) -> Mistake {
        let fault = match self.word {
            "now" => Fault::Arguments("now", "nothing, or a date pattern in quotes"),
            "uuid" => Fault::Arguments("uuid", "no arguments"),
            "random" => Fault::Arguments("random", "nothing, or the least and the greatest number"),
            word if Function::NOT_YET.contains(&word) => {
                Fault::NotYet(format!("the function `{word}`"))
            }
            word => Fault::UnknownFunction(word.to_owned(), nearest(word, &Function::NAMES)),
        };
        mistake(fault, self.range)
    }
}
