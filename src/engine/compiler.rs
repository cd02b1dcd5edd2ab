//! What compiles the expressions and templates of a file, and collects their mistakes.

use super::content::named_secret;
use super::fault::EndpointFault;
use crate::diagnostic::{Diagnostic, Excerpt, Fault, Span};
use crate::expression::{Expression, Vocabulary};
use crate::spec::Settings;
use crate::template::{Medium, Template};

/// More mistakes than these are a crowd.
const CROWD: usize = 100;

/// Compiles the texts of a file.
pub(super) struct Compiler<'a> {
    settings: &'a Settings,
    /// Whether `response` is known: inside of webhooks.
    has_response: bool,
    found: Vec<Diagnostic>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(settings: &'a Settings, found: Vec<Diagnostic>) -> Self {
        Compiler {
            settings,
            has_response: false,
            found,
        }
    }

    /// What holds for the whole file.
    pub(super) fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// Everything that was found.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Whether the file is refused for what was found so far.
    pub(super) fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }

    /// Whether so much is wrong that nobody waits for the exact place of one mistake more.
    pub(super) fn is_crowded(&self) -> bool {
        self.found.len() > CROWD
    }

    /// Compiles with `response` known.
    pub(super) fn in_webhook<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        self.has_response = true;
        let compiled = compile(self);
        self.has_response = false;
        compiled
    }

    /// A condition; `None` where there is none, or a wrong one.
    pub(super) fn condition(&mut self, text: Option<&Excerpt>) -> Option<Expression> {
        match Expression::condition(text?, &self.vocabulary()) {
            Ok(condition) => Some(condition),
            Err(diagnostic) => {
                self.found.push(diagnostic);
                None
            }
        }
    }

    /// A template; a wrong one is reported and an empty one takes its place. The name of a secret is
    /// a text in it.
    pub(super) fn template(&mut self, text: &Excerpt, medium: Option<Medium>) -> Template {
        if let Some((place, name)) = named_secret(text.text()) {
            let fault = EndpointFault::SecretAsText(name.to_owned());
            self.warning(&fault, text.span(place));
        }
        let vocabulary = self.vocabulary();
        Template::compile(text, medium, &vocabulary, &mut self.found).unwrap_or_default()
    }

    pub(super) fn error(&mut self, fault: &dyn Fault, span: Span) {
        self.found.push(Diagnostic::error(fault, span));
    }

    pub(super) fn warning(&mut self, fault: &dyn Fault, span: Span) {
        self.found.push(Diagnostic::warning(fault, span));
    }

    pub(super) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(diagnostics);
    }

    fn vocabulary(&self) -> Vocabulary<'a> {
        Vocabulary {
            has_response: self.has_response,
            env: Some(&self.settings.env),
            locals: Vec::new(),
        }
    }
}
