//! Where the mistakes of a file are collected.

use crate::diagnostic::{Diagnostic, Fault, Span};

/// More than this many are not collected: nobody reads them, and a hostile file has millions.
const MOST: usize = 1_000;

/// Collects diagnostics; reading goes on after each.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

impl Sink {
    /// No diagnostics yet.
    pub fn new() -> Self {
        Sink::default()
    }

    /// A mistake that refuses the file.
    pub fn error(&mut self, fault: &dyn Fault, span: Span) {
        if self.diagnostics.len() < MOST {
            self.diagnostics.push(Diagnostic::error(fault, span));
        }
    }

    /// Something that the author should look at.
    pub fn warning(&mut self, fault: &dyn Fault, span: Span) {
        if self.diagnostics.len() < MOST {
            self.diagnostics.push(Diagnostic::warning(fault, span));
        }
    }

    /// All that was collected, in the order of its collection.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}
