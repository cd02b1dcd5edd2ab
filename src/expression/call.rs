//! The grammar of calls: a function's name, and whether its arguments fit.

use std::ops::Range;

use winnow::prelude::*;

use super::fault::ExpressionFault as Fault;
use super::function::{Function, whole_number};
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

/// An argument and its place.
pub(super) struct Argument {
    pub(super) value: Expression,
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
    pub(super) fn call(self, arguments: Vec<Argument>) -> Result<Expression, Mistake> {
        let mut arguments = arguments.into_iter();
        let given = (arguments.next(), arguments.next(), arguments.next());
        let function = match (self.word, given) {
            ("now", (None, ..)) => Function::Now(None),
            ("now", (Some(pattern), None, _)) => Function::Now(Some(date_pattern(pattern)?)),
            ("uuid", (None, ..)) => Function::Uuid,
            ("random", (None, ..)) => Function::Random(None),
            ("random", (Some(least), Some(most), None)) => {
                Function::Random(Some(Box::new((bound(least)?, bound(most)?))))
            }
            _ => return Err(self.refuse()),
        };
        Ok(Expression::Call(function))
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

fn date_pattern(Argument { value, range }: Argument) -> Result<Pattern, Mistake> {
    let Expression::Constant(Value::Text(text)) = value else {
        let fault = Fault::Argument("now", "a date pattern in quotes");
        return Err(mistake(fault, range));
    };
    Pattern::parse(&text).map_err(|fault| mistake(Fault::DatePattern(fault), range))
}

/// A bound of `random`; a literal must be a whole number, else there is never a value.
fn bound(Argument { value, range }: Argument) -> Result<Expression, Mistake> {
    let is_whole = match &value {
        Expression::Constant(value) => whole_number(value).is_some(),
        other => !matches!(other, Expression::List(_)),
    };
    if is_whole {
        return Ok(value);
    }
    let fault = Fault::Argument("random", "a whole number of 64 bits");
    Err(mistake(fault, range))
}
