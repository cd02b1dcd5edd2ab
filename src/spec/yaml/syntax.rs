//! The YAML parser's errors in kinder words.

use super::YamlFault;
use crate::diagnostic::Span;

/// What begins a value that YAML does not read as a text.
const TRAPS: [char; 13] = [
    '!', '&', '*', '[', '{', '>', '|', '%', '@', '"', '\'', '`', '#',
];

/// The mistake behind an error of the parser (`info`) at byte `offset` of `text`, and its place.
pub fn fault(text: &str, info: &str, offset: usize) -> (YamlFault, Span) {
    if info == "recursion limit exceeded" {
        return (YamlFault::TooDeep, Span::at(offset));
    }
    if info.contains("unknown anchor") {
        return unknown_alias(text, offset);
    }
    let fault = YamlFault::Syntax {
        words: words(info),
        hint: condition_hint(text, offset).or_else(|| hint(info)),
    };
    (fault, Span::at(place(text, info, offset)))
}

fn unknown_alias(text: &str, offset: usize) -> (YamlFault, Span) {
    let rest = text.get(offset..).unwrap_or("");
    let mut words = rest.split([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}']);
    let alias = words.next().unwrap_or("");
    let fault = YamlFault::UnknownAlias {
        name: alias.trim_start_matches('*').to_owned(),
        inside: false,
    };
    (fault, Span::new(offset, offset.saturating_add(alias.len())))
}

/// The parser names the start of the text that a tab interrupts: the tab says more.
fn place(text: &str, info: &str, offset: usize) -> usize {
    let after = text.get(offset..).unwrap_or("");
    match after.find('\t') {
        Some(tab) if info.contains("tab") => offset.saturating_add(tab),
        _ => offset,
    }
}

fn words(info: &str) -> String {
    let known = match info {
        "mapping values are not allowed in this context" => {
            "a `: ` stands here, inside a value or at a wrong indentation, where no key can begin"
        }
        "simple key expected" | "simple key expect ':'" => "a `:` is missing after this key",
        "did not find expected <document start>" => {
            "this line is not indented as the lines before it"
        }
        "while parsing a block mapping, did not find expected key" => {
            "a key was expected here; the line is indented wrongly, or the value before it has already ended"
        }
        "while parsing a block collection, did not find expected '-' indicator" => {
            "a `- ` was expected here, as in the items before"
        }
        "while parsing a flow mapping, did not find expected ',' or '}'" => {
            "a `,` or a `}` was expected here"
        }
        "while parsing a flow sequence, expected ',' or ']'" => "a `,` or a `]` was expected here",
        "while scanning a quoted scalar, found unexpected end of stream" => {
            "the quote that opens here is never closed"
        }
        "invalid trailing content after double-quoted scalar" => {
            "text follows the closing quote of a value"
        }
        "while parsing a quoted scalar, found unknown escape character" => {
            "a text between double quotes has an unknown escape with `\\`"
        }
        "while parsing a quoted scalar, found invalid Unicode character escape code" => {
            "this escape is no character, or only half of one"
        }
        "while scanning a block scalar, did not find expected comment or line break" => {
            "text follows a `|` or `>`, which begins a block of lines"
        }
        "misplaced bracket" => "this bracket closes nothing",
        _ if info.contains("tab") => "a tab stands where only spaces may indent",
        _ => return format!("this is not YAML: {info}"),
    };
    known.to_owned()
}

fn hint(info: &str) -> Option<String> {
    let hint = match info {
        "mapping values are not allowed in this context" => {
            "put a value that holds `: ` in quotes, or check the indentation"
        }
        "invalid trailing content after double-quoted scalar" => {
            "put the whole value in quotes of the other kind"
        }
        "while parsing a quoted scalar, found unknown escape character" => {
            "write `\\\\` for a backslash, or use single quotes"
        }
        "while parsing a quoted scalar, found invalid Unicode character escape code" => {
            "write the character itself, or all of its number: `\\U0001F600`"
        }
        _ if info.starts_with("unexpected character") => {
            "put a value that begins with this character in quotes"
        }
        _ if info.contains("tab") => "indent with spaces",
        _ => return None,
    };
    Some(hint.to_owned())
}

/// A hint about quotes where the error stands in a condition, or follows one that was cut.
fn condition_hint(text: &str, offset: usize) -> Option<String> {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let here = text.get(start..)?.lines().next().unwrap_or("");
    let above = before.get(..start)?.trim_end().rsplit('\n').next();
    let condition = condition(here).or_else(|| above.and_then(condition))?;
    let reason = trap(condition)?;
    Some(format!(
        "{reason}; put the whole condition in quotes: `if: '…'`"
    ))
}

/// The condition of a line with the key `if`.
fn condition(line: &str) -> Option<&str> {
    let (before, condition) = line.split_once("if:")?;
    let is_key = before.chars().all(|found| " \t-{,?".contains(found)) || before.contains('{');
    is_key.then(|| condition.trim())
}

/// Which trap of YAML a condition met.
fn trap(condition: &str) -> Option<String> {
    let first = condition.chars().next()?;
    if TRAPS.contains(&first) {
        return Some(format!(
            "YAML does not read a value that begins with `{first}` as a plain text"
        ));
    }
    if condition.contains(": ") {
        return Some("YAML ends a text without quotes at `: `".to_owned());
    }
    if condition.contains(" #") {
        return Some("YAML begins a comment at ` #`".to_owned());
    }
    None
}
