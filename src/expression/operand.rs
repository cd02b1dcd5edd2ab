//! The grammar of operands: values, calls, lists and filters.

use winnow::combinator::{opt, peek};
use winnow::error::ErrMode;
use winnow::prelude::*;
use winnow::stream::Location;

use super::call::{Argument, Named, is_function};
use super::fault::ExpressionFault as Fault;
use super::filter::{Filter, FilterName};
use super::grammar::{Rule, any_of};
use super::input::{
    Failure, Input, Parsed, ahead, blanks, cut, deeper, expected, spaced, takes, wrong,
};
use super::literal;
use super::name::{begins_name, name};
use super::syntax::Expression;
use super::variable::{meta, path, start, unknown_variable};
use crate::gather::Gather as _;
use crate::json::Value;
use crate::nearest::nearest;
use std::ops::Range;

/// `operand = primary , { "|" , filter }`.
pub(super) fn operand(input: &mut Input) -> Parsed<Expression> {
    blanks(input);
    let value = primary(input)?;
    filters(value, input)
}

/// The filters that follow a value.
pub(super) fn filters(mut value: Expression, input: &mut Input) -> Parsed<Expression> {
    while spaced_pipe(input) {
        blanks(input);
        value = Expression::Filtered(Box::new(value), filter(input)?);
    }
    Ok(value)
}

/// Whether a `|` stands next that is no half of a `||`.
fn spaced_pipe(input: &mut Input) -> bool {
    let start = input.checkpoint();
    let found = spaced(input, &["|"]) && ahead(input) != Some('|');
    if !found {
        input.reset(&start);
    }
    found
}

/// `primary = string | number | list | "(" , or-expr , ")" | a word`.
pub(super) fn primary(input: &mut Input) -> Parsed<Expression> {
    match ahead(input) {
        Some('"' | '\'') => {
            literal::text(input).map(|text| Expression::Constant(Value::Text(text)))
        }
        Some('-' | '0'..='9') => literal::number(input),
        Some('[') => list(input),
        Some('(') => group(input),
        Some('@') => meta(input),
        Some(first) if begins_name(first) => word(input),
        _ => Err(wrong(expected(input, "a value"))),
    }
}

fn group(input: &mut Input) -> Parsed<Expression> {
    takes(input, "(");
    let inner = any_of(input)?;
    close(input, ")", "`)`")?;
    Ok(inner)
}

fn list(input: &mut Input) -> Parsed<Expression> {
    takes(input, "[");
    let items = deeper(input, |input| operands(input, "]", "`,` or `]`"))?;
    let values = items.into_iter().map(|item| item.value);
    Ok(Expression::List(values.gather()))
}

/// Operands between commas, up to `end`, which is taken.
fn operands(input: &mut Input, end: &str, wanted: &'static str) -> Parsed<Vec<Argument>> {
    let mut operands = Vec::new();
    if spaced(input, &[end]) {
        return Ok(operands);
    }
    loop {
        operands.push(placed(input, operand)?);
        if !spaced(input, &[","]) {
            close(input, end, wanted)?;
            return Ok(operands);
        }
    }
}

/// What a rule reads after blanks, with its place.
pub(super) fn placed(input: &mut Input, rule: Rule) -> Parsed<Argument> {
    blanks(input);
    let start = input.current_token_start();
    let value = rule(input)?;
    let range = start..input.previous_token_end();
    Ok(Argument { value, range })
}

pub(super) fn close(input: &mut Input, end: &str, wanted: &'static str) -> Parsed<()> {
    match spaced(input, &[end]) {
        true => Ok(()),
        false => {
            blanks(input);
            Err(wrong(expected(input, wanted)))
        }
    }
}

/// A literal, a function or a path: what begins with a name.
fn word(input: &mut Input) -> Parsed<Expression> {
    let (word, range) = name.with_span().parse_next(input)?;
    let literal = match word {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        "null" | "nil" => Some(Value::Null),
        _ => None,
    };
    if let Some(value) = literal {
        return Ok(Expression::Constant(value));
    }
    if let Some(start) = start(word, &range, input.state.vocabulary)? {
        return path(start, range, input);
    }
    let arguments = match takes(input, "(") {
        true => deeper(input, |input| operands(input, ")", "`,` or `)`"))?,
        false if is_function(word) => Vec::new(),
        false => return Err(unknown_variable(word, range, input.state.vocabulary)),
    };
    let range = range.start..input.previous_token_end();
    Named { word, range }.call(arguments).map_err(wrong)
}

/// `filter = name , { ":" , argument }`.
fn filter(input: &mut Input) -> Parsed<Filter> {
    let found = opt(name.with_span()).parse_next(input)?;
    let (word, range) = found.ok_or_else(|| wrong(expected(input, "the name of a filter")))?;
    let Some((known, name, least, most)) = FilterName::named(word) else {
        return Err(unknown_filter(word, range));
    };
    let mut arguments = Vec::new();
    while takes(input, ":") {
        let Argument { value, range } = placed(input, argument)?;
        if let Some(wanted) = name.wants_instead_of(&value) {
            return Err(cut(Fault::Argument(known, wanted), range));
        }
        arguments.push(value);
    }
    let wanted = match (least, most) {
        _ if (least..=most).contains(&arguments.len()) => return Ok(Filter { name, arguments }),
        (0, 0) => "no argument",
        (0, _) => "at most one argument",
        (1, 1) => "one argument: `name:argument`",
        (2, _) => "two arguments: `replace:\"a\":\"b\"`",
        _ => "one argument or more: `name:argument`",
    };
    Err(cut(Fault::Arguments(known, wanted), range))
}

fn unknown_filter(word: &str, range: Range<usize>) -> ErrMode<Failure> {
    if FilterName::NOT_YET.contains(&word) {
        return cut(Fault::NotYet(format!("the filter `{word}`")), range);
    }
    let near = nearest(word, &FilterName::names());
    cut(Fault::UnknownFilter(word.to_owned(), near), range)
}

/// `string | number | path | bare word`: a path if its root is known, else a text.
fn argument(input: &mut Input) -> Parsed<Expression> {
    let Some((word, range)) = opt(peek(name.with_span())).parse_next(input)? else {
        return match ahead(input) {
            Some('@') => meta(input),
            Some('"' | '\'' | '-' | '0'..='9') => primary(input),
            _ => Err(wrong(expected(input, "an argument"))),
        };
    };
    name.void().parse_next(input)?;
    match start(word, &range, input.state.vocabulary) {
        Ok(Some(start)) => path(start, range, input),
        Ok(None) | Err(_) => Ok(Expression::Constant(Value::text(word))),
    }
}
