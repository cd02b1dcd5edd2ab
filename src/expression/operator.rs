//! The operators of a comparison.

use winnow::prelude::*;

use super::input::{Input, Parsed, blanks, takes};
use super::literal;
use super::operand::operand;
use super::syntax::{Comparison, Expression};

/// An operator of a comparison.
#[derive(Clone, Copy)]
pub(super) enum Operator {
    Compare(Comparison),
    NotCompare(Comparison),
    Matches,
    Exists,
    NotExists,
}

pub(super) fn apply(operator: Operator, left: Expression, input: &mut Input) -> Parsed<Expression> {
    let left = Box::new(left);
    Ok(match operator {
        Operator::Exists => Expression::Exists(left),
        Operator::NotExists => Expression::Not(Box::new(Expression::Exists(left))),
        Operator::Matches => Expression::Matches(left, literal::pattern(input)?),
        Operator::Compare(comparison) => {
            Expression::Compare(comparison, Box::new((*left, operand(input)?)))
        }
        Operator::NotCompare(comparison) => {
            let right = operand(input)?;
            let inner = Expression::Compare(comparison, Box::new((*left, right)));
            Expression::Not(Box::new(inner))
        }
    })
}

/// The operators; of two that begin alike the longer stands first.
const OPERATORS: [(&str, Operator); 13] = [
    ("==", Operator::Compare(Comparison::Equal)),
    ("=", Operator::Compare(Comparison::Equal)),
    ("!=", Operator::Compare(Comparison::NotEqual)),
    (">=", Operator::Compare(Comparison::GreaterOrEqual)),
    ("<=", Operator::Compare(Comparison::LessOrEqual)),
    (">", Operator::Compare(Comparison::Greater)),
    ("<", Operator::Compare(Comparison::Less)),
    ("in", Operator::Compare(Comparison::In)),
    ("contains", Operator::Compare(Comparison::Contains)),
    ("starts-with", Operator::Compare(Comparison::StartsWith)),
    ("ends-with", Operator::Compare(Comparison::EndsWith)),
    ("matches", Operator::Matches),
    ("exists", Operator::Exists),
];

/// The operators that may follow `not`.
const NEGATED_OPERATORS: [(&str, Operator); 3] = [
    ("in", Operator::NotCompare(Comparison::In)),
    ("contains", Operator::NotCompare(Comparison::Contains)),
    ("exists", Operator::NotExists),
];

pub(super) fn spaced_operator(input: &mut Input) -> Option<Operator> {
    let start = input.checkpoint();
    blanks(input);
    let found = one_operator(input);
    if found.is_none() {
        input.reset(&start);
    }
    found
}

pub(super) fn one_operator(input: &mut Input) -> Option<Operator> {
    let operators: &[_] = match takes(input, "not") {
        true => {
            blanks(input);
            &NEGATED_OPERATORS
        }
        false => &OPERATORS,
    };
    let found = operators.iter().find(|(mark, _)| takes(input, mark));
    found.map(|(_, operator)| *operator)
}
