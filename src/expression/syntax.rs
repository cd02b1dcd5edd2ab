//! The syntax tree of an expression.

use regex_lite::Regex;

use super::filter::Filter;
use super::function::Function;
use super::vocabulary::Root;
use crate::json::Value;

/// A compiled expression.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A text, a number, `true`, `false`, `null`.
    Constant(Value),
    /// `[a, b]`.
    List(Vec<Expression>),
    /// `json-params.a.0`.
    Path(Path),
    /// `now`, `random(1, 6)`.
    Call(Function),
    /// `value | filter`.
    Filtered(Box<Expression>, Filter),
    /// `not a`.
    Not(Box<Expression>),
    /// `a and b and c`.
    All(Vec<Expression>),
    /// `a or b or c`.
    Any(Vec<Expression>),
    /// `a < b`.
    Compare(Comparison, Box<(Expression, Expression)>),
    /// `a matches "…"`.
    Matches(Box<Expression>, Regex),
    /// `a exists`.
    Exists(Box<Expression>),
}

/// The operators that compare two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`, `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `in`.
    In,
    /// `contains`.
    Contains,
    /// `starts-with`.
    StartsWith,
    /// `ends-with`.
    EndsWith,
}

/// A variable and the way into it.
#[derive(Clone, Debug)]
pub struct Path {
    /// Where it begins.
    pub start: Start,
    /// The steps from there.
    pub steps: Vec<Step>,
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// A variable of the request.
    Root(Root),
    /// A variable of a loop.
    Local(String),
    /// `forloop`: the turn of the innermost loop.
    Turn,
    /// `@index`.
    Index,
    /// `@key`.
    Key,
    /// `@first`.
    First,
    /// `@last`.
    Last,
}

/// One step of a path.
#[derive(Clone, Debug)]
pub enum Step {
    /// `.name` or `.0`.
    Name(String),
    /// `[operand]`.
    Index(Expression),
}
