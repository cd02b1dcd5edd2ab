//! What is wrong with a text, where, and what to do about it.
//!
//! A mistake is data until the last moment: each part of the engine has an enum of its faults,
//! whose [`Fault`] implementation finds the words. A [`Report`] carries every mistake of a file
//! at once and is drawn for the terminal ([`Report::draw`]) or given as JSON.

mod draw;
mod json;
mod report;
mod source;

pub use report::Report;
pub use source::{Excerpt, Source, Span};

/// A mistake as data. Implementations are enums; only here do they become words.
pub trait Fault {
    /// The stable name of the kind of mistake, in kebab-case: `unknown-key`.
    fn code(&self) -> &'static str;
    /// What is wrong, in one sentence without a full stop.
    fn message(&self) -> String;
    /// What to do about it, if something better than the message can be said.
    fn hint(&self) -> Option<String> {
        None
    }
}

/// Whether a diagnostic refuses the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The file is refused.
    Error,
    /// The file is served; its author should look.
    Warning,
}

impl Severity {
    /// `error` or `warning`, as it is drawn.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One mistake and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the kind of mistake: `unknown-key`.
    pub code: &'static str,
    /// Whether it refuses the file.
    pub severity: Severity,
    /// Where in the source it is.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A mistake that refuses the file.
    pub fn error(fault: &dyn Fault, span: Span) -> Self {
        Self::new(Severity::Error, fault, span)
    }

    /// A mistake that does not refuse the file.
    pub fn warning(fault: &dyn Fault, span: Span) -> Self {
        Self::new(Severity::Warning, fault, span)
    }

    /// Whether it refuses the file.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn new(severity: Severity, fault: &dyn Fault, span: Span) -> Self {
        Diagnostic {
            code: fault.code(),
            severity,
            span,
            message: fault.message(),
            hint: fault.hint(),
        }
    }
}
