//! A diagnostic as text: place, source line, caret, hint.

use super::{Diagnostic, Source};
use crate::gather::Gather as _;

/// The widest part of a source line that is shown.
const WIDTH: usize = 110;
/// How many characters stay visible before the caret when a line is cut.
const LEAD: usize = 40;

/// Draws one diagnostic, ending in a line end.
///
/// ```text
/// error[unknown-key]: `repsonse` is not a key of an endpoint
///  --> mocks.yml:3:5
///   |
/// 3 |     repsonse:
///   |     ^^^^^^^^
///   = hint: did you mean `response`?
/// ```
pub(super) fn diagnostic(source: &Source, diagnostic: &Diagnostic) -> String {
    let (line, column) = source.line_column(diagnostic.span.start);
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    let (shown, caret) = excerpt(source, diagnostic);
    let mut text = format!(
        "{}[{}]: {}\n{margin}--> {}:{line}:{column}\n{margin} |\n{number} | {shown}\n{margin} | {caret}\n",
        diagnostic.severity.name(),
        diagnostic.code,
        diagnostic.message,
        source.name(),
    );
    if let Some(hint) = &diagnostic.hint {
        text.push_str(&format!("{margin} = hint: {hint}\n"));
    }
    text
}

/// The source line, cut to a readable width, and the carets below it. Of a line of many megabytes
/// only what is shown is looked at.
fn excerpt(source: &Source, diagnostic: &Diagnostic) -> (String, String) {
    let before = tail(source.before(diagnostic.span.start));
    let after = source.after(diagnostic.span.start);
    let marked = source.slice(diagnostic.span).lines().next().unwrap_or("");
    let (dots, lead) = lead(before);
    let room = WIDTH.saturating_sub(lead.chars().count());
    let on_line = |character: &char| !matches!(character, '\n' | '\r');
    let rest: String = after.chars().take_while(on_line).take(room).gather_text();
    let carets: usize = marked.chars().take(room).map(width).sum();
    let shown = format!("{dots}{lead}{rest}");
    let mut below = String::new();
    for character in dots.chars().chain(lead.chars()) {
        below.push_str(blank(character));
    }
    below.push_str(&"^".repeat(carets.max(1)));
    (shown.trim_end().to_owned(), below)
}

/// What is shown of a line before the carets: all of it, or dots and its end.
fn lead(before: &str) -> (&str, &str) {
    let from_end = |count: usize| before.char_indices().rev().nth(count).map(|(at, _)| at);
    if from_end(WIDTH.saturating_sub(LEAD)).is_none() {
        return ("", before);
    }
    let cut = from_end(LEAD.saturating_sub(1)).unwrap_or(0);
    ("…", before.get(cut..).unwrap_or(""))
}

/// The last line of a text, however long the text is.
fn tail(before: &str) -> &str {
    before.rsplit('\n').next().unwrap_or("")
}

/// What takes the place of a character in the line of carets.
fn blank(character: char) -> &'static str {
    match character {
        '\t' => "\t",
        _ if width(character) == 2 => "  ",
        _ => " ",
    }
}

/// How many columns of a terminal a character takes: two in the scripts of East Asia and of most
/// emoji, by their blocks (Unicode Standard Annex 11).
fn width(character: char) -> usize {
    match character {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Fault, Span};
    use super::*;

    struct Misspelt;

    impl Fault for Misspelt {
        fn code(&self) -> &'static str {
            "unknown-key"
        }
        fn message(&self) -> String {
            "`repsonse` is not a key of an endpoint".to_owned()
        }
        fn hint(&self) -> Option<String> {
            Some("did you mean `response`?".to_owned())
        }
    }

    fn drawn(text: &str, span: Span) -> String {
        diagnostic(
            &Source::new("mocks.yml", text),
            &Diagnostic::error(&Misspelt, span),
        )
    }

    #[test]
    fn a_diagnostic_points_at_its_place() {
        let text = "- endpoint:\n    path: /a\n    repsonse:\n      status: 200\n";
        assert_eq!(
            drawn(text, Span::new(29, 37)),
            "error[unknown-key]: `repsonse` is not a key of an endpoint\n \
             --> mocks.yml:3:5\n  \
               |\n\
             3 |     repsonse:\n  \
               |     ^^^^^^^^\n  \
               = hint: did you mean `response`?\n"
        );
    }

    #[test]
    fn a_very_long_line_is_cut_around_its_place() {
        let text = "x".repeat(100_000);
        let drawing = drawn(&text, Span::new(50_000, 50_003));
        assert!(
            drawing.lines().all(|line| line.chars().count() < 140),
            "{drawing}"
        );
        assert!(drawing.contains("^^^"));
    }

    #[test]
    fn a_place_past_the_end_is_drawn_at_the_end() {
        assert!(drawn("ab", Span::new(7, 9)).contains("mocks.yml:1:3"));
    }
}
