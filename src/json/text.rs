//! A text of JSON with its escapes, read.

use super::read::{Failure, Read, expect, takes};
use winnow::Parser;
use winnow::combinator::{opt, preceded};
use winnow::token::{any, take_while};

/// The text between two quotes.
pub(super) fn text(input: &mut &str) -> Read<String> {
    expect(input, "\"")?;
    let mut text = String::new();
    loop {
        let plain: &str = take_while(0.., is_plain).parse_next(input)?;
        text.push_str(plain);
        if takes(input, "\"") {
            return Ok(text);
        }
        expect(input, "\\")?;
        text.push(escaped(input)?);
    }
}

/// What may stand in a text without an escape.
fn is_plain(character: char) -> bool {
    !matches!(character, '"' | '\\' | '\0'..='\u{1f}')
}

/// What follows a backslash.
fn escaped(input: &mut &str) -> Read<char> {
    if takes(input, "u") {
        return code_point(input);
    }
    any.verify_map(named).parse_next(input)
}

/// The character of an escape that has a letter of its own.
fn named(letter: char) -> Option<char> {
    Some(match letter {
        '"' | '\\' | '/' => letter,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => return None,
    })
}

/// What follows `\u`; a surrogate takes its other half along, and alone becomes U+FFFD.
fn code_point(input: &mut &str) -> Read<char> {
    let first = next_unit(input)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Ok(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    let low = next_unit.verify(|unit| (0xdc00..0xe000).contains(unit));
    let second = opt(preceded("\\u", low)).parse_next(input)?;
    let pair = second.and_then(|second| surrogate_pair(first, second));
    Ok(pair.unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn next_unit(input: &mut &str) -> Read<u16> {
    let (digits, rest) = input.split_at_checked(4).ok_or(Failure::Syntax)?;
    let unit = code_unit(digits).ok_or(Failure::Syntax)?;
    *input = rest;
    Ok(unit)
}

/// The unit of UTF-16 that hexadecimal digits mean.
pub fn code_unit(digits: &str) -> Option<u16> {
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_digits)
}

/// The character that two units of UTF-16 are, if they are a pair.
pub fn surrogate_pair(high: u16, low: u16) -> Option<char> {
    let is_pair = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
    let (high, low) = (u32::from(high & 0x3ff), u32::from(low & 0x3ff));
    char::from_u32(0x10000 + (high << 10 | low)).filter(|_| is_pair)
}
