//! Diagnostics as JSON, for the page, editors and CI.

use super::{Diagnostic, Report, Source};
use crate::json::Value;

impl Diagnostic {
    /// `{"code", "severity", "line", "column", "endLine", "endColumn", "message", "hint"}`; lines and
    /// columns are counted from 1, columns in characters.
    pub fn to_json(&self, source: &Source) -> Value {
        let (line, column) = source.line_column(self.span.start);
        let (end_line, end_column) = source.line_column(self.span.end);
        let hint = self.hint.as_deref().map_or(Value::Null, Value::text);
        Value::object([
            ("code", Value::text(self.code)),
            ("severity", Value::text(self.severity.name())),
            ("line", Value::from(line)),
            ("column", Value::from(column)),
            ("endLine", Value::from(end_line)),
            ("endColumn", Value::from(end_column)),
            ("message", Value::text(self.message.as_str())),
            ("hint", hint),
        ])
    }
}

impl Report {
    /// `{"ok", "drawing", "diagnostics": […]}`; `ok` is false where the source is refused.
    pub fn to_json(&self) -> Value {
        let diagnostics = self.diagnostics().iter();
        Value::object([
            ("ok", Value::Bool(!self.has_errors())),
            ("drawing", Value::Text(self.draw())),
            (
                "diagnostics",
                Value::list(diagnostics.map(|diagnostic| diagnostic.to_json(self.source()))),
            ),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Severity, Span};
    use super::*;

    #[test]
    fn a_report_as_json_has_places_and_the_drawing() {
        let diagnostic = Diagnostic {
            code: "unknown-key",
            severity: Severity::Error,
            span: Span::new(2, 4),
            message: "wrong".to_owned(),
            hint: None,
        };
        let report = Report::new(Source::new("m.yml", "a\nbc"), vec![diagnostic]);
        let json = report.to_json().to_text();
        let start = r#"{"ok":false,"drawing":"error[unknown-key]: wrong\n"#;
        assert!(json.starts_with(start), "{json}");
        let end = r#""diagnostics":[{"code":"unknown-key","severity":"error","line":2,"column":1,"endLine":2,"endColumn":3,"message":"wrong","hint":null}]}"#;
        assert!(json.ends_with(end), "{json}");
    }
}
