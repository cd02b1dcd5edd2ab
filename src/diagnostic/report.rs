//! All that is wrong with one source.

use super::{Diagnostic, Source, draw};
use crate::gather::Gather as _;
use crate::sort;

/// The diagnostics of one source, in the order of their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    source: Source,
    diagnostics: Vec<Diagnostic>,
    omitted: usize,
}

impl Report {
    /// The most diagnostics that a report keeps: a file with more has one cause for many, and to
    /// draw them all would take longer than to read it.
    pub const MOST: usize = 200;

    /// A report; the diagnostics are put in the order of their places. Past [`Report::MOST`] errors
    /// are kept before warnings, and the rest is counted.
    pub fn new(source: Source, diagnostics: Vec<Diagnostic>) -> Self {
        let key = |place| {
            let diagnostic: Option<&Diagnostic> = diagnostics.get(place);
            diagnostic.map(|diagnostic| (diagnostic.span, !diagnostic.is_error()))
        };
        let sorted = sort::places(diagnostics.len(), &|a, b| key(a).cmp(&key(b)));
        let mut diagnostics = sort::arranged(diagnostics, &sorted);
        diagnostics.dedup();
        let omitted = diagnostics.len().saturating_sub(Self::MOST);
        keep_most(&mut diagnostics);
        Report {
            source,
            diagnostics,
            omitted,
        }
    }

    /// What was read.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Every diagnostic, in the order of their places.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether the source is refused.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The report for a terminal: each diagnostic with its place, its source line and a caret.
    ///
    /// ```
    /// use wasmock::{Engine, Source};
    /// let source = Source::new("mocks.yml", "- endpoint: {path: /a, repsonse: {status: 200}}");
    /// let report = Engine::load(&source).unwrap_err();
    /// assert!(report.draw().contains("did you mean `response`?"));
    /// ```
    pub fn draw(&self) -> String {
        let mut drawings: Vec<String> = self
            .diagnostics
            .iter()
            .map(|diagnostic| draw::diagnostic(&self.source, diagnostic))
            .gather();
        if self.omitted > 0 {
            drawings.push(format!("… and {} more\n", self.omitted));
        }
        drawings.join("\n")
    }
}

/// Leaves the first [`Report::MOST`] errors, and as many warnings as there is room for then.
fn keep_most(diagnostics: &mut Vec<Diagnostic>) {
    let errors = diagnostics.iter().filter(|each| each.is_error()).count();
    let mut room_for_errors = Report::MOST;
    let mut room_for_warnings = Report::MOST.saturating_sub(errors);
    diagnostics.retain(|diagnostic| {
        let room = match diagnostic.is_error() {
            true => &mut room_for_errors,
            false => &mut room_for_warnings,
        };
        let has_room = *room > 0;
        *room = room.saturating_sub(1);
        has_room
    });
}
