//! What a tag or a block says.

use std::ops::Range;

use super::fault::TemplateFault as Fault;
use super::scan::{Misplaced, Piece};
use crate::expression::is_name;
use crate::nearest::nearest;

/// What a tag or a block does to the tree. Ranges are those of the expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Opens a block.
    Open(Kind, Opening),
    /// `{% elif c %}`, `{{else if c}}`.
    ElseIf(Dialect, Range<usize>),
    /// `{% else %}`, `{{else}}`, `{% empty %}`.
    Else(Dialect, &'static str),
    /// `{% endif %}`, `{{/if}}` …
    Close(Kind),
}

/// What a block opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    Condition(Range<usize>),
    Loop { name: String, list: Range<usize> },
}

/// The two ways to write a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `{% … %}`.
    Selmer,
    /// `{{#…}}`.
    Handlebars,
}

/// The kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    If,
    For,
    BlockIf,
    Unless,
    Each,
}

impl Kind {
    /// How a block of this kind begins and ends.
    pub(super) fn delimiters(self) -> (&'static str, &'static str) {
        match self {
            Kind::If => ("{% if %}", "{% endif %}"),
            Kind::For => ("{% for %}", "{% endfor %}"),
            Kind::BlockIf => ("{{#if}}", "{{/if}}"),
            Kind::Unless => ("{{#unless}}", "{{/unless}}"),
            Kind::Each => ("{{#each}}", "{{/each}}"),
        }
    }

    pub(super) fn dialect(self) -> Dialect {
        match self {
            Kind::If | Kind::For => Dialect::Selmer,
            Kind::BlockIf | Kind::Unless | Kind::Each => Dialect::Handlebars,
        }
    }

    pub(super) fn is_loop(self) -> bool {
        matches!(self, Kind::For | Kind::Each)
    }
}

const TAGS: [&str; 8] = [
    "if", "elif", "else", "endif", "for", "empty", "endfor", "verbatim",
];
const BLOCKS: [&str; 3] = ["if", "unless", "each"];

/// What a piece says: `None` for text and for an output that is none of the words of a block.
pub(super) fn read(text: &str, piece: &Piece) -> Result<Option<Tag>, Misplaced> {
    match piece {
        Piece::Text(_) => Ok(None),
        Piece::Output(range) => Ok(middle(text, range)),
        Piece::Tag(range) => selmer(text, range).map(Some),
        Piece::BlockStart(range) => block_start(text, range).map(Some),
        Piece::BlockEnd(range) => block_end(text, range).map(Some),
    }
}

/// `{{else}}` and `{{else if c}}`.
fn middle(text: &str, range: &Range<usize>) -> Option<Tag> {
    let (word, rest) = first_word(text, range);
    let (second, condition) = first_word(text, &rest);
    match (word, second) {
        ("else", "") => Some(Tag::Else(Dialect::Handlebars, "else")),
        ("else", "if") => Some(Tag::ElseIf(Dialect::Handlebars, condition)),
        _ => None,
    }
}

fn selmer(text: &str, range: &Range<usize>) -> Result<Tag, Misplaced> {
    let (word, rest) = first_word(text, range);
    let tag = match word {
        "if" => Tag::Open(Kind::If, Opening::Condition(rest)),
        "for" => Tag::Open(Kind::For, loop_over(text, &rest)?),
        "elif" => Tag::ElseIf(Dialect::Selmer, rest),
        "else" => Tag::Else(Dialect::Selmer, "else"),
        "empty" => Tag::Else(Dialect::Selmer, "empty"),
        "endif" => Tag::Close(Kind::If),
        "endfor" => Tag::Close(Kind::For),
        _ => {
            let fault = Fault::UnknownTag(word.to_owned(), nearest(word, &TAGS));
            return Err((fault, place(word, &rest)));
        }
    };
    Ok(tag)
}

/// `x in list`.
fn loop_over(text: &str, range: &Range<usize>) -> Result<Opening, Misplaced> {
    let (name, rest) = first_word(text, range);
    let (word, list) = first_word(text, &rest);
    if word != "in" || !is_name(name) {
        return Err((Fault::Malformed("`{% for name in list %}`"), range.clone()));
    }
    let name = name.to_owned();
    Ok(Opening::Loop { name, list })
}

fn block_start(text: &str, range: &Range<usize>) -> Result<Tag, Misplaced> {
    let (word, rest) = first_word(text, range);
    let (kind, opening) = match word {
        "if" => (Kind::BlockIf, Opening::Condition(rest)),
        "unless" => (Kind::Unless, Opening::Condition(rest)),
        "each" => (
            Kind::Each,
            Opening::Loop {
                name: "this".to_owned(),
                list: rest,
            },
        ),
        _ => {
            let fault = Fault::UnknownBlock(word.to_owned(), nearest(word, &BLOCKS));
            return Err((fault, place(word, &rest)));
        }
    };
    Ok(Tag::Open(kind, opening))
}

fn block_end(text: &str, range: &Range<usize>) -> Result<Tag, Misplaced> {
    let word = text.get(range.clone()).unwrap_or("").trim();
    match word {
        "if" => Ok(Tag::Close(Kind::BlockIf)),
        "unless" => Ok(Tag::Close(Kind::Unless)),
        "each" => Ok(Tag::Close(Kind::Each)),
        _ => Err((
            Fault::UnknownBlock(word.to_owned(), nearest(word, &BLOCKS)),
            range.clone(),
        )),
    }
}

/// The range of a word that ends where `rest` begins.
fn place(word: &str, rest: &Range<usize>) -> Range<usize> {
    rest.start.saturating_sub(word.len())..rest.start
}

/// The first word of a range, and the range of what follows it.
fn first_word<'t>(text: &'t str, range: &Range<usize>) -> (&'t str, Range<usize>) {
    let part = text.get(range.clone()).unwrap_or("");
    let trimmed = part.trim_start();
    let skipped = part.len().saturating_sub(trimmed.len());
    let length = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
    let word = trimmed.get(..length).unwrap_or("");
    let start = range.start.saturating_add(skipped).saturating_add(length);
    (word, start..range.end)
}
