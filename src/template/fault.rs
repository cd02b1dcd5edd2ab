//! What can be wrong with a template, when it is compiled and when it is rendered.

use crate::diagnostic::Fault;
use crate::expression::{Limit, Meter};

/// A mistake in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    /// `{{`, `{%` or `{#` without its end.
    Unclosed(&'static str, &'static str),
    /// A text without its closing quote, which so holds the end of what it stands in.
    UnclosedText(char, &'static str),
    /// A `{% … %}` of no known kind, and the known one nearest to it.
    UnknownTag(String, Option<&'static str>),
    /// A `{{# … }}` of no known kind, and the known one nearest to it.
    UnknownBlock(String, Option<&'static str>),
    /// The end or the middle of a block that is not open.
    NotOpen(String),
    /// The end of another block than the innermost; what the innermost wants.
    Crossed(String, &'static str),
    /// A block without its end.
    NeverClosed(&'static str, &'static str),
    /// A second `else`, or an `elif` after it.
    AfterElse(String),
    /// A tag that wants something else; what.
    Malformed(&'static str),
    /// Blocks more than 64 deep.
    TooDeep,
    /// Branches that end in different places of the JSON.
    BranchesDiffer,
    /// A loop whose body does not end where it began.
    LoopMoves,
    /// An output after an optional pair, where it could be a key as well as a value.
    Ambiguous,
    /// An output that touches other text where a JSON value stands.
    Glued,
    /// `|safe` in JSON.
    SafeInJson,
    /// An `if` without an `else` where a value must stand.
    MayBeAbsent,
    /// What is JSON by its type and does not parse; why.
    NotJson(String),
    /// What is JSON by its type and does not parse where a branch is taken, or with a number of items; why.
    NotAlwaysJson(String),
    /// JSON whose brackets or texts are not closed.
    OpenJson,
    /// A loop that ends in a comma right before the closing bracket.
    TrailingComma,
}

impl TemplateFault {
    /// Whether the template is served all the same.
    pub(super) fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::Glued
                | Self::SafeInJson
                | Self::MayBeAbsent
                | Self::NotJson(_)
                | Self::NotAlwaysJson(_)
                | Self::OpenJson
                | Self::TrailingComma
        )
    }
}

impl Fault for TemplateFault {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownTag(..) | Self::UnknownBlock(..) => "unknown-tag",
            Self::TooDeep => "too-deep",
            Self::BranchesDiffer | Self::LoopMoves | Self::Ambiguous => "json-position",
            Self::NotJson(_) => "not-json",
            warning if warning.is_warning() => "json-not-sure",
            _ => "template",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Unclosed(begin, end) => format!("this `{begin}` has no `{end}`"),
            Self::UnclosedText(quote, end) => {
                format!("the text that begins here has no closing {quote} before the `{end}`")
            }
            Self::UnknownTag(name, _) => format!("there is no tag `{{% {name} %}}`"),
            Self::UnknownBlock(name, _) => format!("there is no block `{{{{#{name}}}}}`"),
            Self::NotOpen(name) => format!("`{name}` belongs to no open block"),
            Self::Crossed(name, wanted) => {
                format!("`{name}` does not end the innermost block, which wants `{wanted}`")
            }
            Self::NeverClosed(name, _) => format!("this `{name}` is never closed"),
            Self::AfterElse(name) => format!("`{name}` cannot come after `else`"),
            Self::Malformed(wanted) => format!("expected {wanted}"),
            Self::TooDeep => "blocks are nested more than 64 deep".to_owned(),
            Self::BranchesDiffer => {
                "the branches of this `if` end in different places of the JSON".to_owned()
            }
            Self::LoopMoves => {
                "the body of this loop does not end where it began in the JSON".to_owned()
            }
            Self::Ambiguous => "after an optional pair this can be a key or a value".to_owned(),
            Self::Glued => "this output touches other text where one JSON value stands".to_owned(),
            Self::SafeInJson => {
                "`|safe` is written as it is, so this JSON may not parse".to_owned()
            }
            Self::MayBeAbsent => "without an `else`, no value may stand here".to_owned(),
            Self::NotJson(why) => format!("this body is sent as JSON but does not parse: {why}"),
            Self::NotAlwaysJson(why) => {
                format!("where a branch or a loop leads here, this JSON does not parse: {why}")
            }
            Self::OpenJson => "this JSON does not close all that it opens".to_owned(),
            Self::TrailingComma => "this loop leaves a comma before the closing bracket".to_owned(),
        }
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::UnknownTag(_, Some(near)) | Self::UnknownBlock(_, Some(near)) => {
                format!("did you mean `{near}`?")
            }
            Self::NeverClosed(_, end) => format!("close it with `{end}`"),
            Self::BranchesDiffer => {
                "write the brackets, quotes and keys outside of the `if`, or in all of its branches"
                    .to_owned()
            }
            Self::LoopMoves => {
                "let a turn write whole values, or whole pairs of an object".to_owned()
            }
            Self::Ambiguous => "write the comma between the pairs".to_owned(),
            Self::Glued => "put quotes around the whole, or a comma between the parts".to_owned(),
            Self::SafeInJson => {
                "leave `|safe` out: the value is written as JSON of itself".to_owned()
            }
            Self::MayBeAbsent => "add `{% else %}null`".to_owned(),
            Self::NotJson(_) => {
                "set the header `Content-Type: text/plain` if it is meant so".to_owned()
            }
            Self::NotAlwaysJson(_) => {
                "a comma that only one branch needs belongs into it; a loop may have no items, or several"
                    .to_owned()
            }
            Self::TrailingComma => {
                "write `{% if not forloop.last %},{% endif %}` in the place of the comma".to_owned()
            }
            _ => return None,
        })
    }
}

/// What only rendering can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderFault(pub(super) Limit);

impl Fault for RenderFault {
    fn code(&self) -> &'static str {
        "template-limit"
    }

    fn message(&self) -> String {
        match self.0 {
            Limit::Steps => format!("the template takes more than {} steps", Meter::STEPS),
            Limit::Bytes => "the template makes more than 16 MiB of text".to_owned(),
            Limit::Digits => {
                "arithmetic with a number of more than 1,000 digits, or beyond an exponent of 400"
                    .to_owned()
            }
        }
    }
}
