//! The grammar of variables and the ways into them.

use std::ops::Range;

use winnow::combinator::{alt, opt};
use winnow::error::ErrMode;
use winnow::prelude::*;
use winnow::stream::Location;

use super::fault::ExpressionFault as Fault;
use super::function::Function;
use super::input::{Failure, Input, Parsed, cut, deeper, digits, expected, takes, wrong};
use super::name::name;
use super::operand::{close, operand};
use super::syntax::{Expression, Path, Start, Step};
use super::vocabulary::{Root, Vocabulary};
use crate::gather::Gather as _;
use crate::json::Value;
use crate::nearest::nearest;

/// What stands for itself without quotes.
const CONSTANTS: [&str; 3] = ["true", "false", "null"];

/// Where a path begins whose first name is `word`; `None` where the word is no variable.
pub(super) fn start(
    word: &str,
    range: &Range<usize>,
    vocabulary: &Vocabulary,
) -> Parsed<Option<Start>> {
    if vocabulary.has_local(word) {
        return Ok(Some(Start::Local(word.to_owned())));
    }
    match Root::named(word) {
        Some(Root::Response) if !vocabulary.has_response => {
            Err(cut(Fault::NoResponse, range.clone()))
        }
        Some(root) => Ok(Some(Start::Root(root))),
        None if word == "forloop" && vocabulary.in_loop() => Ok(Some(Start::Turn)),
        None if matches!(word, "forloop" | "this") => {
            Err(cut(Fault::NotInLoop(word.to_owned()), range.clone()))
        }
        None if word == "message" => Err(cut(Fault::NotYet("`message`".to_owned()), range.clone())),
        None => Ok(None),
    }
}

pub(super) fn unknown_variable(
    word: &str,
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> ErrMode<Failure> {
    if Function::NOT_YET.contains(&word) {
        return cut(Fault::NotYet(format!("the function `{word}`")), range);
    }
    let names = Root::names().chain(Function::NAMES).chain(CONSTANTS);
    let mut known: Vec<&str> = names.gather();
    known.extend(vocabulary.locals.iter().map(String::as_str));
    let fault = match nearest(word, &known) {
        None if vocabulary.has_local("this") => Fault::UnknownInEach(word.to_owned()),
        near => Fault::UnknownVariable(word.to_owned(), near.map(str::to_owned)),
    };
    cut(fault, range)
}

/// `@index`, `@key`, `@first`, `@last`.
pub(super) fn meta(input: &mut Input) -> Parsed<Expression> {
    let start = input.current_token_start();
    takes(input, "@");
    let word = name(input)?;
    let range = start..input.previous_token_end();
    let start = match word {
        "index" => Start::Index,
        "key" => Start::Key,
        "first" => Start::First,
        "last" => Start::Last,
        _ => {
            return Err(cut(
                Fault::UnknownVariable(format!("@{word}"), nearest_meta(word).map(str::to_owned)),
                range,
            ));
        }
    };
    match input.state.vocabulary.in_loop() {
        true => path(start, range, input),
        false => Err(cut(Fault::NotInLoop(format!("@{word}")), range)),
    }
}

fn nearest_meta(word: &str) -> Option<&'static str> {
    match nearest(word, &["index", "key", "first", "last"]) {
        Some("index") => Some("@index"),
        Some("key") => Some("@key"),
        Some("first") => Some("@first"),
        Some("last") => Some("@last"),
        _ => None,
    }
}

/// `path = root , { "." , ( name | digits ) | "[" , operand , "]" }`.
pub(super) fn path(start: Start, range: Range<usize>, input: &mut Input) -> Parsed<Expression> {
    let mut steps = Vec::new();
    while let Some(step) = step(input)? {
        steps.push(step);
    }
    if start == Start::Root(Root::Env) {
        check_env(
            &steps,
            range.start..input.previous_token_end(),
            input.state.vocabulary,
        )?;
    }
    Ok(Expression::Path(Path { start, steps }))
}

fn step(input: &mut Input) -> Parsed<Option<Step>> {
    if takes(input, ".") {
        let found: Option<&str> = opt(alt((name, digits))).parse_next(input)?;
        let found = found.ok_or_else(|| wrong(expected(input, "a name or a number")))?;
        return Ok(Some(Step::Name(found.to_owned())));
    }
    if !takes(input, "[") {
        return Ok(None);
    }
    let index = deeper(input, operand)?;
    close(input, "]", "`]`")?;
    Ok(Some(Step::Index(index)))
}

/// Templates read of the environment only what the file lists.
fn check_env(steps: &[Step], range: Range<usize>, vocabulary: &Vocabulary) -> Parsed<()> {
    let wanted = match steps.first() {
        Some(Step::Name(name)) => name,
        Some(Step::Index(Expression::Constant(Value::Text(name)))) => name,
        _ => {
            return Err(cut(
                Fault::Expected("`env.` and the name of a variable"),
                range,
            ));
        }
    };
    match vocabulary.env {
        None => Err(cut(Fault::NoEnv, range)),
        Some(env) if env.contains(wanted) => Ok(()),
        Some(_) => Err(cut(Fault::EnvNotListed(wanted.clone()), range)),
    }
}
