//! Where the text of a scalar stands in the file, byte by byte where its style allows.

use saphyr_parser::ScalarStyle;

use super::lines::{Line, align, lines};
use super::surrogates;
use crate::diagnostic::{Excerpt, Span};

/// A scalar as the parser gives it.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// The whole file.
    pub source: &'a str,
    /// The scalar's text, unescaped and folded.
    pub text: &'a str,
    /// How it is written.
    pub style: ScalarStyle,
    /// From its anchor or tag, or else from its content, to its end; what follows a quoted or a
    /// block scalar may be in it.
    pub span: Span,
    /// Whether an anchor or a tag stands before it.
    pub has_properties: bool,
}

impl Written<'_> {
    /// The text with its places, and the span of the scalar without anchor and tag.
    pub fn place(&self) -> (Excerpt, Span) {
        let start = if self.has_properties {
            self.after_properties()
        } else {
            self.span.start
        };
        match self.style {
            ScalarStyle::Plain => self.plain(start),
            ScalarStyle::SingleQuoted => self.quoted(start, b'\''),
            ScalarStyle::DoubleQuoted => self.quoted(start, b'"'),
            ScalarStyle::Literal | ScalarStyle::Folded => self.block(start),
        }
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.source.get(start..end).unwrap_or("")
    }

    /// Where the scalar begins after `&anchor` and `!tag`.
    fn after_properties(&self) -> usize {
        let mut rest = self.slice(self.span.start, self.span.end);
        while rest.starts_with(['&', '!', '#']) {
            let end = if rest.starts_with('#') {
                rest.find(['\n', '\r'])
            } else {
                rest.find([' ', '\t', '\n', '\r'])
            };
            rest = end.and_then(|end| rest.get(end..)).unwrap_or("");
            rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        }
        self.span.end.saturating_sub(rest.len())
    }

    fn plain(&self, start: usize) -> (Excerpt, Span) {
        let span = Span::new(start, self.span.end);
        if self.text.is_empty() {
            return self.empty(start);
        }
        let inner = self.slice(span.start, span.end);
        if inner == self.text {
            return (Excerpt::verbatim(self.text, start), span);
        }
        let trimmed = lines(inner, start).map(|line| line.trim_start().trim_end());
        (self.aligned(trimmed, span), span)
    }

    /// A value that is not there: its place is behind the `:` or the `-` that promises it.
    fn empty(&self, start: usize) -> (Excerpt, Span) {
        let promise = start.saturating_add(1);
        let promised = matches!(self.slice(start, promise), ":" | "-");
        let place = if promised { promise } else { start };
        (Excerpt::verbatim("", place), Span::at(place))
    }

    fn quoted(&self, start: usize, quote: u8) -> (Excerpt, Span) {
        let inside = start.saturating_add(1);
        let inner = inside_quotes(self.slice(inside, self.span.end), quote);
        let span = Span::new(start, inside.saturating_add(inner.len()).saturating_add(1));
        if inner == self.text {
            return (Excerpt::verbatim(self.text, inside), span);
        }
        if quote == b'\'' && inner.replace("''", "'") == self.text {
            return (doubled_quotes(self.text, inner, inside), span);
        }
        if quote == b'"' && inner.contains('\\') {
            let excerpt = escaped(self.text, inner, inside);
            return (
                excerpt.unwrap_or_else(|| Excerpt::whole(self.text, span)),
                span,
            );
        }
        let end = inside.saturating_add(inner.len());
        let folded = lines(inner, inside).map(|line| inner_line(line, inside, end));
        (self.aligned(folded, span), span)
    }

    /// A block: its content begins at `start`, or its header does where it has properties.
    fn block(&self, start: usize) -> (Excerpt, Span) {
        let text = self.without_invented_line_end();
        let (first, indent) = if self.has_properties {
            self.block_after_header(start)
        } else {
            self.block_before_content(start, text)
        };
        let span = Span::new(start, self.span.end);
        if text.is_empty() {
            return (Excerpt::verbatim("", start), Span::at(start));
        }
        let inner = self.slice(first, self.span.end);
        let content = lines(inner, first).map(|line| line.without_indent(indent));
        match align(content, text) {
            Some(pieces) => {
                let excerpt = Excerpt::pieces(text, &pieces);
                let shown = excerpt.span(0..text.trim_end_matches('\n').len());
                (excerpt, shown)
            }
            None => (Excerpt::whole(text, span), span),
        }
    }

    /// At the end of a file whose last line has no line end the parser adds one to the text; it
    /// is not in the file (YAML 1.2.2, section 8.1.1.2).
    fn without_invented_line_end(&self) -> &str {
        let at_end = self.span.end >= self.source.len();
        if at_end && !self.source.ends_with(['\n', '\r']) {
            return self.text.strip_suffix('\n').unwrap_or(self.text);
        }
        self.text
    }

    /// The first line of a block and its indentation, from the header line on.
    fn block_after_header(&self, header: usize) -> (usize, usize) {
        let mut following = lines(self.slice(header, self.span.end), header).skip(1);
        let first = following.next();
        let start = first.map_or(self.span.end, |line| line.start);
        let content = first
            .into_iter()
            .chain(following)
            .map(Line::trim_spaces)
            .find(|(line, _)| !line.content.is_empty());
        (start, content.map_or(0, |(_, indent)| indent))
    }

    /// The first line of a block and its indentation, where the first content is known: the empty
    /// lines that the text begins with stand before it.
    fn block_before_content(&self, content: usize, text: &str) -> (usize, usize) {
        let line = self.line_start(content);
        let indent = content.saturating_sub(line);
        let empty = text.bytes().take_while(|byte| *byte == b'\n').count();
        let first = (0..empty).fold(line, |line, _| self.line_start(line.saturating_sub(1)));
        (first, indent)
    }

    fn line_start(&self, offset: usize) -> usize {
        let before = self.slice(0, offset);
        before
            .rfind(['\n', '\r'])
            .map_or(0, |line_end| line_end.saturating_add(1))
    }

    fn aligned<'a>(&self, lines: impl Iterator<Item = Line<'a>>, span: Span) -> Excerpt {
        match align(lines, self.text) {
            Some(pieces) => Excerpt::pieces(self.text, &pieces),
            None => Excerpt::whole(self.text, span),
        }
    }
}

impl Line<'_> {
    /// Without the spaces before its content, and how many they are.
    fn trim_spaces(self) -> (Self, usize) {
        let trimmed = self.without_indent(usize::MAX);
        let indent = trimmed.start.saturating_sub(self.start);
        (trimmed, indent)
    }
}

/// A line of a quoted scalar: blanks at the quotes belong to the text, others do not.
fn inner_line(line: Line, start: usize, end: usize) -> Line {
    let is_first = line.start == start;
    let is_last = line.end == end;
    let line = if is_first { line } else { line.trim_start() };
    if is_last { line } else { line.trim_end() }
}

/// What stands before the closing quote.
fn inside_quotes(text: &str, quote: u8) -> &str {
    let bytes = text.as_bytes();
    let mut at = 0_usize;
    while let Some(byte) = bytes.get(at) {
        let next = bytes.get(at.saturating_add(1));
        let escapes = match quote {
            b'"' => *byte == b'\\',
            _ => *byte == quote && next == Some(&quote),
        };
        if *byte == quote && !escapes {
            break;
        }
        at = at.saturating_add(if escapes { 2 } else { 1 });
    }
    text.get(..at).unwrap_or(text)
}

/// A text between single quotes in which each `''` stands for one quote.
fn doubled_quotes(text: &str, inner: &str, start: usize) -> Excerpt {
    let mut pieces = vec![(0, start)];
    for (count, (at, _)) in inner.match_indices("''").enumerate() {
        let after_quote = at.saturating_sub(count).saturating_add(1);
        let after_both = start.saturating_add(at).saturating_add(2);
        pieces.push((after_quote, after_both));
    }
    Excerpt::pieces(text, &pieces)
}

/// A text between double quotes with escapes in it, on one line.
fn escaped(text: &str, inner: &str, start: usize) -> Option<Excerpt> {
    let mut pieces = vec![(0, start)];
    let (mut made, mut at) = (0_usize, 0_usize);
    while let Some(rest) = inner.get(at..).filter(|rest| !rest.is_empty()) {
        let run = rest.find('\\').unwrap_or(rest.len());
        let after = text.get(made..)?.strip_prefix(rest.get(..run)?)?;
        made = made.saturating_add(run);
        at = at.saturating_add(run);
        if let Some(escape) = rest.get(run..).filter(|escape| !escape.is_empty()) {
            made = made.saturating_add(after.chars().next()?.len_utf8());
            at = at.saturating_add(escape_length(escape)?);
            let end = start.saturating_add(at);
            pieces.push((made.saturating_sub(1), end.saturating_sub(1)));
            pieces.push((made, end));
        }
    }
    (made == text.len()).then(|| Excerpt::pieces(text, &pieces))
}

/// How many bytes the escape has that a text begins with (YAML 1.2.2, section 5.7), or the two of
/// one character.
fn escape_length(escape: &str) -> Option<usize> {
    if let Some(length) = surrogates::pair_length(escape) {
        return Some(length);
    }
    let mark = escape.get(1..)?.chars().next()?;
    Some(match mark {
        'x' => 4,
        'u' => 6,
        'U' => 10,
        mark => mark.len_utf8().saturating_add(1),
    })
}
