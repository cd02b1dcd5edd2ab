//! What can be wrong with a JSON text.

use super::read::MOST_LEVELS;
use crate::diagnostic::Fault;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The byte at fault.
    pub at: usize,
    /// What is wrong with it.
    pub fault: SyntaxFault,
}

/// What is wrong with a text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// The text ends where more is needed.
    Ends,
    /// This character can't stand where it does.
    Unexpected(char),
    /// Lists and objects are nested over 128 deep.
    TooDeep,
    /// The bytes are not UTF-8.
    NotUtf8,
}

impl Fault for SyntaxFault {
    fn code(&self) -> &'static str {
        "json-syntax"
    }

    fn message(&self) -> String {
        match self {
            SyntaxFault::Ends => "the JSON text ends too early".to_owned(),
            SyntaxFault::Unexpected(character) if character.is_ascii_control() => format!(
                "the control character U+{:04X} is not expected here in a JSON text",
                u32::from(*character)
            ),
            SyntaxFault::Unexpected(character) => {
                format!("`{character}` is not expected here in a JSON text")
            }
            SyntaxFault::TooDeep => {
                format!("the JSON text is nested more than {MOST_LEVELS} levels deep")
            }
            SyntaxFault::NotUtf8 => "the JSON text is not UTF-8".to_owned(),
        }
    }
}
