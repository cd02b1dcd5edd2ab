//! A template's text cut into pieces: text, outputs, tags, comments.

use std::ops::Range;

use super::fault::TemplateFault as Fault;

/// A piece; its range is what stands between its delimiters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text that is written as it is.
    Text(Range<usize>),
    /// `{{ … }}`.
    Output(Range<usize>),
    /// `{% … %}`.
    Tag(Range<usize>),
    /// `{{#name …}}`.
    BlockStart(Range<usize>),
    /// `{{/name}}`.
    BlockEnd(Range<usize>),
}

impl Piece {
    /// What stands between its delimiters.
    pub(super) fn inside(&self) -> Range<usize> {
        match self {
            Piece::Text(range)
            | Piece::Output(range)
            | Piece::Tag(range)
            | Piece::BlockStart(range)
            | Piece::BlockEnd(range) => range.clone(),
        }
    }

    /// The piece with its delimiters.
    pub(super) fn whole(&self) -> Range<usize> {
        let range = self.inside();
        let (before, after) = match self {
            Piece::Text(_) => (0, 0),
            Piece::Output(_) | Piece::Tag(_) => (2, 2),
            Piece::BlockStart(_) | Piece::BlockEnd(_) => (3, 2),
        };
        range.start.saturating_sub(before)..range.end.saturating_add(after)
    }
}

/// A fault and its place.
pub(super) type Misplaced = (Fault, Range<usize>);

/// Cuts a template into pieces; a delimiter without its end closes the list with a fault.
pub(super) fn pieces(text: &str) -> (Vec<Piece>, Option<Misplaced>) {
    let mut scanner = Scanner {
        text,
        at: 0,
        pieces: Vec::new(),
    };
    let fault = scanner.run().err();
    (scanner.pieces, fault)
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    pieces: Vec<Piece>,
}

impl<'t> Scanner<'t> {
    fn run(&mut self) -> Result<(), Misplaced> {
        while let Some((start, opening)) = self.next_opening() {
            self.push_text(start);
            match opening {
                Opening::Output => self.output(start)?,
                Opening::Tag => self.tag(start)?,
                Opening::Comment => {
                    self.at = self.end_of(start, "{#", "#}")?.end;
                }
            }
        }
        self.push_text(self.text.len());
        Ok(())
    }

    /// The next delimiter. In a run of `{` the last two open an output; the rest is text.
    fn next_opening(&self) -> Option<(usize, Opening)> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while let Some(brace) = find(bytes, at, b'{') {
            let run = bytes
                .iter()
                .skip(brace)
                .take_while(|byte| **byte == b'{')
                .count();
            let after = brace.saturating_add(run);
            let opening = match bytes.get(after) {
                _ if run >= 2 => Some((after.saturating_sub(2), Opening::Output)),
                Some(b'%') => Some((brace, Opening::Tag)),
                Some(b'#') => Some((brace, Opening::Comment)),
                _ => None,
            };
            if opening.is_some() {
                return opening;
            }
            at = after;
        }
        None
    }

    fn push_text(&mut self, end: usize) {
        if end > self.at {
            self.pieces.push(Piece::Text(self.at..end));
        }
        self.at = end;
    }

    fn output(&mut self, start: usize) -> Result<(), Misplaced> {
        let inner = start.saturating_add(2);
        match self.text.as_bytes().get(inner) {
            Some(b'!') => {
                self.at = self.end_of(start, "{{", "}}")?.end;
                return Ok(());
            }
            Some(kind @ (b'#' | b'/')) => {
                let end = self.end_outside_quotes(start, "{{", "}}")?;
                let range = inner.saturating_add(1)..end;
                self.pieces.push(match kind {
                    b'#' => Piece::BlockStart(range),
                    _ => Piece::BlockEnd(range),
                });
                self.at = end.saturating_add(2);
            }
            _ => {
                let end = self.end_outside_quotes(start, "{{", "}}")?;
                self.pieces.push(Piece::Output(inner..end));
                self.at = end.saturating_add(2);
            }
        }
        Ok(())
    }

    fn tag(&mut self, start: usize) -> Result<(), Misplaced> {
        let end = self.end_outside_quotes(start, "{%", "%}")?;
        let range = start.saturating_add(2)..end;
        self.at = end.saturating_add(2);
        if self.text.get(range.clone()).unwrap_or("").trim() == "verbatim" {
            return self.verbatim(start..self.at);
        }
        self.pieces.push(Piece::Tag(range));
        Ok(())
    }

    /// Everything up to `{% endverbatim %}` is text.
    fn verbatim(&mut self, tag: Range<usize>) -> Result<(), Misplaced> {
        let rest = self.text.get(tag.end..).unwrap_or("");
        let end = rest.match_indices("endverbatim").find_map(|(at, word)| {
            let before = rest.get(..at)?.trim_end().strip_suffix("{%")?.len();
            let after = rest.get(at.saturating_add(word.len())..)?.trim_start();
            let after = after.strip_prefix("%}")?.len();
            Some((before, rest.len().saturating_sub(after)))
        });
        let Some((before, after)) = end else {
            return Err((
                Fault::NeverClosed("{% verbatim %}", "{% endverbatim %}"),
                tag,
            ));
        };
        self.push_text(tag.end.saturating_add(before));
        self.at = tag.end.saturating_add(after);
        Ok(())
    }

    /// The first `end` after the opening at `start`.
    fn end_of(
        &self,
        start: usize,
        begin: &'static str,
        end: &'static str,
    ) -> Result<Range<usize>, Misplaced> {
        let inner = start.saturating_add(begin.len());
        match self.text.get(inner..).and_then(|rest| rest.find(end)) {
            Some(found) => {
                let at = inner.saturating_add(found);
                Ok(at..at.saturating_add(end.len()))
            }
            None => Err((Fault::Unclosed(begin, end), start..inner)),
        }
    }

    /// The offset of the first `end` outside quotes after the opening at `start`.
    fn end_outside_quotes(
        &self,
        start: usize,
        begin: &'static str,
        end: &'static str,
    ) -> Result<usize, Misplaced> {
        let inner = start.saturating_add(begin.len());
        let rest = self.text.get(inner..).unwrap_or("");
        let is_end = |at: usize| rest.get(at..).is_some_and(|rest| rest.starts_with(end));
        let (mut quote, mut swallows) = (None, None);
        let mut escaped = false;
        for (at, byte) in rest.bytes().enumerate() {
            match (quote, byte) {
                _ if escaped => escaped = false,
                (Some(_), b'\\') => escaped = true,
                (Some((open, _)), _) if open == byte => quote = None,
                (Some(_), _) if is_end(at) => swallows = swallows.or(quote),
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some((byte, inner.saturating_add(at))),
                (None, _) if is_end(at) => return Ok(inner.saturating_add(at)),
                // No expression goes on so: this is the text behind an end that a quote took.
                (None, b'{') if swallows.is_some() => break,
                (None, _) => {}
            }
        }
        Err(match swallows {
            Some((quote, at)) => {
                let fault = Fault::UnclosedText(char::from(quote), end);
                (fault, at..at.saturating_add(1))
            }
            None => (Fault::Unclosed(begin, end), start..inner),
        })
    }
}

enum Opening {
    Output,
    Tag,
    Comment,
}

fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let found = rest.iter().position(|byte| *byte == wanted)?;
    Some(from.saturating_add(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let (pieces, fault) = pieces(text);
        let part = |range: &Range<usize>| text.get(range.clone()).unwrap().to_owned();
        let piece = |piece: &Piece| match piece {
            Piece::Text(range) => part(range),
            Piece::Output(range) => format!("<{}>", part(range)),
            Piece::Tag(range) => format!("%{}%", part(range)),
            Piece::BlockStart(range) => format!("#{}#", part(range)),
            Piece::BlockEnd(range) => format!("/{}/", part(range)),
        };
        let mut shown: Vec<String> = pieces.iter().map(piece).collect();
        shown.extend(fault.map(|(_, range)| format!("unclosed at {}", range.start)));
        shown
    }

    #[test]
    fn templates_are_cut_at_their_delimiters() {
        for (text, expected) in [
            ("a{{b}}c", vec!["a", "<b>", "c"]),
            (r#"{"u":{{x}}}"#, vec![r#"{"u":"#, "<x>", "}"]),
            ("{{{x}}}", vec!["{", "<x>", "}"]),
            (r#"{{x|default:"}}"}}"#, vec![r#"<x|default:"}}">"#]),
            ("{{! it's }}b", vec!["b"]),
            ("a{# {{x}} #}b", vec!["a", "b"]),
            ("{% if x %}1{% endif %}", vec!["% if x %", "1", "% endif %"]),
            ("{{#if x}}1{{/if}}", vec!["#if x#", "1", "/if/"]),
            ("{% verbatim %}{{x}}{% endverbatim %}!", vec!["{{x}}", "!"]),
            ("{ {a} }", vec!["{ {a} }"]),
            ("a{{b", vec!["a", "unclosed at 1"]),
            (r#"{{ "a }}"#, vec!["unclosed at 3"]),
            ("{{ it's", vec!["unclosed at 0"]),
            (r#"{{a|default:"b}}, "c" {{d"#, vec!["unclosed at 12"]),
            (r#"{{a|default:"b}}", {{c}}"#, vec!["unclosed at 12"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
