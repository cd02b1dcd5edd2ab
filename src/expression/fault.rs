//! What can be wrong with an expression.

use super::filter::FilterName;
use crate::diagnostic::Fault;
use crate::time::PatternFault;

/// A mistake in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionFault {
    /// Something else should stand here.
    Expected(&'static str),
    /// There is nothing.
    Empty,
    /// A text without its closing quote.
    UnclosedText(char),
    /// `1 < a < 5`.
    Chained,
    /// A variable that does not exist, and the known one nearest to it.
    UnknownVariable(String, Option<String>),
    /// A variable that does not exist, inside of an `each`.
    UnknownInEach(String),
    /// A function that does not exist, and the known one nearest to it.
    UnknownFunction(String, Option<&'static str>),
    /// A filter that does not exist, and the known one nearest to it.
    UnknownFilter(String, Option<&'static str>),
    /// A function or a filter whose arguments do not fit; what it wants.
    Arguments(&'static str, &'static str),
    /// An argument with which a function or a filter never has a value; what it wants in its place.
    Argument(&'static str, &'static str),
    /// A regular expression that does not compile; why.
    Pattern(String),
    /// A date pattern that does not compile; why.
    DatePattern(PatternFault),
    /// A variable of the environment that the file does not list.
    EnvNotListed(String),
    /// `env` outside of a mocks file.
    NoEnv,
    /// `response` where there is no answer yet.
    NoResponse,
    /// A name that means something only inside a loop.
    NotInLoop(String),
    /// Too deep.
    TooDeep,
    /// Too long.
    TooLong,
    /// Something that a later version brings.
    NotYet(String),
}

impl Fault for ExpressionFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Expected(_) | Self::Empty | Self::UnclosedText(_) | Self::Chained => "expression",
            Self::UnknownVariable(..) | Self::UnknownInEach(_) | Self::NotInLoop(_) => {
                "unknown-variable"
            }
            Self::UnknownFunction(..) => "unknown-function",
            Self::UnknownFilter(..) => "unknown-filter",
            Self::Arguments(..) | Self::Argument(..) => "wrong-arguments",
            Self::Pattern(_) => "regular-expression",
            Self::DatePattern(_) => "date-pattern",
            Self::EnvNotListed(_) => "env-not-listed",
            Self::NoEnv => "no-env",
            Self::NoResponse => "no-response",
            Self::TooDeep => "too-deep",
            Self::TooLong => "too-long",
            Self::NotYet(_) => "not-yet",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Expected(what) => format!("expected {what} here"),
            Self::Empty => "there is no expression here".to_owned(),
            Self::UnclosedText(quote) => {
                format!("the text that begins here has no closing {quote}")
            }
            Self::Chained => "comparisons do not chain".to_owned(),
            Self::UnknownVariable(name, _) | Self::UnknownInEach(name) => {
                format!("there is no variable `{name}`")
            }
            Self::UnknownFunction(name, _) => format!("there is no function `{name}`"),
            Self::UnknownFilter(name, _) => format!("there is no filter `{name}`"),
            Self::Arguments(name, wanted) => format!("`{name}` takes {wanted}"),
            Self::Argument(name, wanted) => format!("`{name}` needs {wanted} here"),
            Self::Pattern(why) => format!("the regular expression is wrong: {why}"),
            Self::DatePattern(fault) => fault.message(),
            Self::EnvNotListed(name) => format!("the file does not list `{name}` in its `env`"),
            Self::NoEnv => "`env` is known only in a mocks file".to_owned(),
            Self::NoResponse => "`response` is known only in a webhook".to_owned(),
            Self::NotInLoop(name) => format!("`{name}` is known only inside a loop"),
            Self::TooDeep => format!("nested more than {} levels deep", super::DEEPEST),
            Self::TooLong => format!("longer than {} bytes", super::LONGEST),
            Self::NotYet(what) => format!("{what} is not supported yet"),
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Chained => Some("write `1 < a and a < 5`".to_owned()),
            Self::UnknownVariable(name, near) => Some(meant(name, near.as_deref())),
            Self::UnknownInEach(name) => Some(format!("of the item that is `this.{name}`")),
            Self::UnknownFunction(_, Some(near)) | Self::UnknownFilter(_, Some(near)) => {
                Some(format!("did you mean `{near}`?"))
            }
            Self::EnvNotListed(name) => Some(format!(
                "add an item `settings: {{env: [{name}]}}` to let templates read it"
            )),
            Self::Empty => Some("write a value, such as `json-params.name`".to_owned()),
            Self::DatePattern(fault) => fault.hint(),
            _ => None,
        }
    }
}

/// What a word may have been meant as that is no variable: a word of a tag, or the variable nearest to it.
fn meant(word: &str, near: Option<&str>) -> String {
    let hint = match (word, near) {
        ("if" | "unless" | "each" | "for", _) => {
            "a block begins with `{{#if …}}`, `{{#each …}}`, `{% if … %}` or `{% for … %}`"
        }
        ("elif" | "elseif" | "elsif", _) => "write `{{else if …}}`",
        ("end" | "endif" | "endfor" | "endeach", _) => {
            "a block ends with `{{/if}}`, a tag with `{% endif %}`"
        }
        (_, Some(near)) => return format!("did you mean `{near}`?"),
        _ if FilterName::named(word).is_some() => {
            return format!("a filter stands behind its value: `json-params.name|{word}`");
        }
        (_, None) => "a text is written in quotes: \"…\"",
    };
    hint.to_owned()
}
