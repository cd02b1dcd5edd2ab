//! Texts, numbers and regular expressions as they are written in an expression.

use regex_lite::Regex;
use winnow::combinator::opt;
use winnow::prelude::*;
use winnow::stream::{Location, Stream};
use winnow::token::{any, one_of};

use super::fault::ExpressionFault as Fault;
use super::input::{
    Input, Parsed, ahead, blanks, cut, digits, expected, not_this_rule, run, wrong,
};
use super::name::continues_name;
use super::syntax::Expression;
use crate::json::{Value, code_unit};
use crate::number::Number;

/// `'"' … '"' | "'" … "'"`: escapes as in JSON; a backslash before anything else stays.
pub(super) fn text(input: &mut Input) -> Parsed<String> {
    let start = input.current_token_start();
    let quote = one_of(['"', '\'']).parse_next(input)?;
    let mut text = String::new();
    loop {
        text.push_str(run(input, &|c| c != quote && c != '\\'));
        match opt(any).parse_next(input)? {
            Some('\\') => escape(quote, &mut text, input)?,
            Some(_) => return Ok(text),
            None => {
                let opening = start..start.saturating_add(1);
                return Err(cut(Fault::UnclosedText(quote), opening));
            }
        }
    }
}

/// What follows a backslash.
fn escape(quote: char, text: &mut String, input: &mut Input) -> Parsed<()> {
    let replaced = match ahead(input) {
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some(plain @ ('\\' | '/')) => plain,
        Some(plain) if plain == quote || plain == '"' => plain,
        Some('u') => return unicode_escape(text, input),
        _ => {
            text.push('\\');
            return Ok(());
        }
    };
    any.void().parse_next(input)?;
    text.push(replaced);
    Ok(())
}

/// `u` and four hexadecimal digits; two of them for a character beyond U+FFFF. What is none stays.
fn unicode_escape(text: &mut String, input: &mut Input) -> Parsed<()> {
    let Some(unit) = opt(('u', hexadecimal)).parse_next(input)? else {
        text.push('\\');
        return Ok(());
    };
    let mut units = vec![unit.1];
    if (0xD800..0xDC00).contains(&unit.1) {
        let low = opt(("\\u", hexadecimal)).parse_next(input)?;
        units.extend(low.map(|(_, unit)| unit));
    }
    text.push_str(&String::from_utf16_lossy(&units));
    Ok(())
}

fn hexadecimal(input: &mut Input) -> Parsed<u16> {
    let unit = input.get(..4).and_then(code_unit);
    let unit = unit.ok_or_else(not_this_rule)?;
    input.next_slice(4);
    Ok(unit)
}

/// A number as JSON writes it, and nothing of a name directly after it.
pub(super) fn number(input: &mut Input) -> Parsed<Expression> {
    let start = input.current_token_start();
    let fraction = opt(('.', digits));
    let exponent = opt((one_of(['e', 'E']), opt(one_of(['+', '-'])), digits));
    let written = (opt('-'), digits, fraction, exponent).take();
    let found: Option<&str> = opt(written).parse_next(input)?;
    let glued = run(input, &continues_name);
    match found.filter(|_| glued.is_empty()).and_then(Number::parse) {
        Some(number) => Ok(Expression::Constant(Value::Number(number))),
        None => Err(cut(
            Fault::Expected("a number as JSON writes it"),
            start..input.previous_token_end().max(start.saturating_add(1)),
        )),
    }
}

/// What follows `matches`: a regular expression in quotes, compiled at once.
pub(super) fn pattern(input: &mut Input) -> Parsed<Regex> {
    blanks(input);
    if !matches!(ahead(input), Some('"' | '\'')) {
        return Err(wrong(expected(input, "a regular expression in quotes")));
    }
    let start = input.current_token_start();
    let written = text(input)?;
    Regex::new(&written).map_err(|error| {
        let range = start..input.previous_token_end();
        cut(Fault::Pattern(error.to_string()), range)
    })
}
