//! What can be wrong with a pattern of a date.

use std::ops::Range;

use crate::diagnostic::Fault;

/// Why a text is no pattern, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternFault {
    /// The bytes at fault.
    pub at: Range<usize>,
    /// What is wrong with them.
    pub kind: PatternFaultKind,
}

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternFaultKind {
    /// These letters mean nothing.
    UnknownLetters(String),
    /// A quote is not closed.
    UnclosedQuote,
}

impl Fault for PatternFault {
    fn code(&self) -> &'static str {
        match self.kind {
            PatternFaultKind::UnknownLetters(_) => "unknown-date-letters",
            PatternFaultKind::UnclosedQuote => "unclosed-quote",
        }
    }

    fn message(&self) -> String {
        match &self.kind {
            PatternFaultKind::UnknownLetters(letters) => {
                format!("`{letters}` means nothing in a pattern of a date")
            }
            PatternFaultKind::UnclosedQuote => {
                "this quote in a pattern of a date is not closed".to_owned()
            }
        }
    }

    fn hint(&self) -> Option<String> {
        Some(match &self.kind {
            PatternFaultKind::UnknownLetters(letters) => match letters.as_str() {
                "YYYY" => "did you mean `yyyy`?".to_owned(),
                "DD" => "did you mean `dd`?".to_owned(),
                _ => "patterns look like `yyyy-MM-dd HH:mm:ss`; put plain words between single quotes".to_owned(),
            },
            PatternFaultKind::UnclosedQuote => "two quotes, `''`, write one".to_owned(),
        })
    }
}
