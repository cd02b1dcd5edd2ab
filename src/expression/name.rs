//! Names of variables, functions and filters.

use super::input::{Input, Parsed, ahead, not_this_rule, run};

/// `(letter | "_") , { letter | digit | "_" | "-" }`; every character beyond ASCII is a letter.
pub(super) fn name<'i>(input: &mut Input<'i>) -> Parsed<&'i str> {
    match ahead(input).is_some_and(begins_name) {
        true => Ok(run(input, &continues_name)),
        false => Err(not_this_rule()),
    }
}

pub(super) fn begins_name(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_' || !character.is_ascii()
}

pub(super) fn continues_name(character: char) -> bool {
    begins_name(character) || character.is_ascii_digit() || character == '-'
}

/// Whether a text is a name of the language: what a path parameter or the variable of a loop may be
/// called.
pub fn is_name(text: &str) -> bool {
    text.starts_with(begins_name) && text.chars().all(continues_name)
}
