//! The grammar of conditions and outputs, from the loosest form to the comparison.
//!
//! `operand` has what is tighter: values, paths, calls and filters.

use winnow::combinator::opt;
use winnow::error::ErrMode;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stateful};

use super::LONGEST;
use super::call::{Argument, function};
use super::fault::ExpressionFault as Fault;
use super::input::{
    Context, Failure, Input, Mistake, Parsed, ahead, blanks, cut, deeper, expected, is_blank,
    mistake, not_this_rule, run, spaced, wrong,
};
use super::operand::{filters, operand, placed, primary};
use super::operator::{apply, one_operator, spaced_operator};
use super::syntax::Expression;
use super::vocabulary::Vocabulary;

/// A whole expression.
pub(super) type Rule = fn(&mut Input) -> Parsed<Expression>;

/// Parses the whole of `text`.
pub(super) fn parse(
    rule: Rule,
    text: &str,
    vocabulary: &Vocabulary,
) -> Result<Expression, Mistake> {
    if text.len() > LONGEST {
        return Err(mistake(Fault::TooLong, 0..text.len()));
    }
    if text.trim().is_empty() {
        return Err(mistake(Fault::Empty, 0..text.len()));
    }
    let context = Context {
        vocabulary,
        depth: 0,
    };
    let mut input = Stateful {
        input: LocatingSlice::new(text),
        state: context,
    };
    rule(&mut input).map_err(|error| {
        let mistake = error.into_inner().ok().and_then(|failure| failure.0);
        mistake.map_or_else(|| expected(&input, "a value"), |mistake| *mistake)
    })
}

/// `condition = ws , or-expr , ws` to the end of the text.
pub(super) fn condition(input: &mut Input) -> Parsed<Expression> {
    let whole = any_of(input)?;
    blanks(input);
    match input.is_empty() {
        true => Ok(whole),
        false => Err(leftover(input)),
    }
}

/// `output = function , argument , { argument } , { "|" , filter } | or-expr`.
pub(super) fn output(input: &mut Input) -> Parsed<Expression> {
    let start = input.checkpoint();
    if let Some(call) = opt(spaced_call).parse_next(input)? {
        return Ok(call);
    }
    input.reset(&start);
    condition(input)
}

/// A function whose arguments are set apart by spaces; at least one.
fn spaced_call(input: &mut Input) -> Parsed<Expression> {
    blanks(input);
    let name = function.parse_next(input)?;
    let mut arguments = Vec::new();
    while let Some(argument) = opt(spaced_argument).parse_next(input)? {
        arguments.push(argument);
    }
    if arguments.is_empty() {
        return Err(not_this_rule());
    }
    let call = name.call(arguments).map_err(wrong)?;
    let whole = filters(call, input)?;
    blanks(input);
    match input.is_empty() {
        true => Ok(whole),
        false => Err(leftover(input)),
    }
}

fn spaced_argument(input: &mut Input) -> Parsed<Argument> {
    if run(input, &is_blank).is_empty() {
        return Err(not_this_rule());
    }
    let begins_argument = |c| matches!(c, '"' | '\'' | '-' | '_') || c.is_ascii_alphanumeric();
    if !ahead(input).is_some_and(begins_argument) || is_operator_ahead(input) {
        return Err(not_this_rule());
    }
    placed(input, primary)
}

fn is_operator_ahead(input: &mut Input) -> bool {
    let start = input.checkpoint();
    let is_operator = spaced(input, &["or", "and"]) || one_operator(input).is_some();
    input.reset(&start);
    is_operator
}

/// `or-expr = and-expr , { ("or" | "||") , and-expr }`.
pub(super) fn any_of(input: &mut Input) -> Parsed<Expression> {
    deeper(input, |input| {
        let first = all_of(input)?;
        let mut any = vec![first];
        while spaced(input, &["or", "||"]) {
            any.push(all_of(input)?);
        }
        Ok(single(any, Expression::Any))
    })
}

/// `and-expr = not-expr , { ("and" | "&&") , not-expr }`.
fn all_of(input: &mut Input) -> Parsed<Expression> {
    let mut all = vec![negation(input)?];
    while spaced(input, &["and", "&&"]) {
        all.push(negation(input)?);
    }
    Ok(single(all, Expression::All))
}

fn single(mut many: Vec<Expression>, form: fn(Vec<Expression>) -> Expression) -> Expression {
    match many.len() {
        1 => many.remove(0),
        _ => form(many),
    }
}

/// `not-expr = ("not" | "!") , not-expr | comparison`.
fn negation(input: &mut Input) -> Parsed<Expression> {
    if spaced(input, &["not", "!"]) {
        return deeper(input, |input| {
            Ok(Expression::Not(Box::new(negation(input)?)))
        });
    }
    comparison(input)
}

/// `comparison = operand , [ operator , operand | … ]`; a second operator is a mistake.
fn comparison(input: &mut Input) -> Parsed<Expression> {
    let left = operand(input)?;
    let Some(operator) = spaced_operator(input) else {
        return Ok(left);
    };
    let compared = apply(operator, left, input)?;
    blanks(input);
    let start = input.current_token_start();
    match spaced_operator(input) {
        Some(_) => Err(cut(Fault::Chained, start..input.previous_token_end())),
        None => Ok(compared),
    }
}

/// The mistake that something follows a whole expression.
fn leftover(input: &Input) -> ErrMode<Failure> {
    wrong(expected(input, "`and`, `or`, a comparison or the end"))
}
