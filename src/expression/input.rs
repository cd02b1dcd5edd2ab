//! What the rules of the grammar share: their input, their mistakes, blanks and depth.

use std::ops::Range;

use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stateful};

use super::DEEPEST;
use super::fault::ExpressionFault as Fault;
use super::name::continues_name;
use super::vocabulary::Vocabulary;

/// What is parsed: a text that knows its offset, the names in use and the depth so far.
pub(super) type Input<'i> = Stateful<LocatingSlice<&'i str>, Context<'i>>;

/// What a rule gives; `Cut` is a mistake, `Backtrack` means "not this rule".
pub(super) type Parsed<T> = Result<T, ErrMode<Failure>>;

/// What the rules know besides the text.
#[derive(Clone, Debug)]
pub(super) struct Context<'i> {
    pub(super) vocabulary: &'i Vocabulary<'i>,
    pub(super) depth: usize,
}

/// A fault and its bytes in the parsed text.
#[derive(Clone, Debug)]
pub(super) struct Mistake {
    pub(super) fault: Fault,
    pub(super) range: Range<usize>,
}

/// What a rule fails with: a mistake, or nothing where it is only not this rule. One pointer, since
/// every result of every rule has room for it.
#[derive(Clone, Debug)]
pub(super) struct Failure(pub(super) Option<Box<Mistake>>);

impl ParserError<Input<'_>> for Failure {
    type Inner = Self;

    fn from_input(_: &Input) -> Self {
        Failure(None)
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

/// Whether this word or sign stands next; it is taken if so. A word ends where a name would.
pub(super) fn takes(input: &mut Input, mark: &str) -> bool {
    let Some(rest) = input.strip_prefix(mark) else {
        return false;
    };
    let is_word = mark.starts_with(continues_name);
    if is_word && rest.starts_with(continues_name) {
        return false;
    }
    input.next_slice(mark.len());
    true
}

/// Whether one of these words or signs stands next, after blanks; it is taken if so.
pub(super) fn spaced(input: &mut Input, marks: &[&str]) -> bool {
    let start = input.checkpoint();
    blanks(input);
    let found = marks.iter().any(|mark| takes(input, mark));
    if !found {
        input.reset(&start);
    }
    found
}

/// The character that stands next.
pub(super) fn ahead(input: &Input) -> Option<char> {
    input.chars().next()
}

/// Takes the characters that stand next as long as each is of a kind. winnow's own parsers of runs are
/// compiled anew for each kind.
pub(super) fn run<'i>(input: &mut Input<'i>, is_of_kind: &dyn Fn(char) -> bool) -> &'i str {
    let end = input.find(|character| !is_of_kind(character));
    input.next_slice(end.unwrap_or(input.len()))
}

/// One decimal digit or more.
pub(super) fn digits<'i>(input: &mut Input<'i>) -> Parsed<&'i str> {
    match run(input, &|character| character.is_ascii_digit()) {
        "" => Err(not_this_rule()),
        digits => Ok(digits),
    }
}

pub(super) fn blanks(input: &mut Input) {
    run(input, &is_blank);
}

pub(super) fn is_blank(character: char) -> bool {
    character.is_ascii_whitespace()
}

/// Runs a rule one level deeper.
pub(super) fn deeper<T>(
    input: &mut Input,
    rule: impl FnOnce(&mut Input) -> Parsed<T>,
) -> Parsed<T> {
    if input.state.depth >= DEEPEST {
        let here = input.current_token_start();
        return Err(cut(Fault::TooDeep, here..here.saturating_add(1)));
    }
    input.state.depth = input.state.depth.saturating_add(1);
    let result = rule(input);
    input.state.depth = input.state.depth.saturating_sub(1);
    result
}

pub(super) fn mistake(fault: Fault, range: Range<usize>) -> Mistake {
    Mistake { fault, range }
}

pub(super) fn cut(fault: Fault, range: Range<usize>) -> ErrMode<Failure> {
    wrong(mistake(fault, range))
}

pub(super) fn wrong(mistake: Mistake) -> ErrMode<Failure> {
    ErrMode::Cut(Failure(Some(Box::new(mistake))))
}

pub(super) fn not_this_rule() -> ErrMode<Failure> {
    ErrMode::Backtrack(Failure(None))
}

/// The mistake that `what` does not stand here; its place is the character that does.
pub(super) fn expected(input: &Input, what: &'static str) -> Mistake {
    let here = input.current_token_start();
    let width = input.chars().next().map_or(0, char::len_utf8);
    mistake(Fault::Expected(what), here..here.saturating_add(width))
}
