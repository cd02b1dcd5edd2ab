//! A text that was read, places in it, and texts cut out of it.

use crate::gather::Gather as _;
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// A text and the name under which the user knows it. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: Rc<str>,
    text: Rc<str>,
    /// The offsets at which lines begin, found when a place is first asked for.
    lines: Rc<OnceCell<Vec<usize>>>,
}

impl Source {
    /// A source called `name`, a path as the user gave it.
    pub fn new(name: &str, text: &str) -> Self {
        Source {
            name: name.into(),
            text: text.into(),
            lines: Rc::default(),
        }
    }

    /// The name, as it is shown: `mocks.yml`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset, both counted from 1, the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let lines = self.lines.get_or_init(|| line_starts(&self.text));
        let line = lines.partition_point(|start| *start <= offset);
        let start = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self
            .before(offset)
            .get(start..)
            .unwrap_or("")
            .chars()
            .count();
        (line, column.saturating_add(1))
    }

    /// The text before `offset`, cut back to the start of a character.
    pub fn before(&self, offset: usize) -> &str {
        let end = self.text.floor_char_boundary(offset);
        self.text.get(..end).unwrap_or("")
    }

    /// The text from `offset` on, cut back to the start of a character.
    pub fn after(&self, offset: usize) -> &str {
        let start = self.text.floor_char_boundary(offset);
        self.text.get(start..).unwrap_or("")
    }

    /// The text of a span; empty where the span does not lie in the source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let ends = text
        .match_indices('\n')
        .map(|(end, _)| end.saturating_add(1));
    std::iter::once(0).chain(ends).gather()
}

/// Bytes `start..end` of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span {
            start,
            end: end.max(start),
        }
    }

    /// The place before the byte `offset`.
    pub fn at(offset: usize) -> Self {
        Span::new(offset, offset)
    }

    /// From the start of this span to the end of the other.
    pub fn to(self, other: Span) -> Self {
        Span::new(self.start, other.end)
    }
}

/// A text cut out of a source, such as a YAML scalar, whose bytes know where they came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    text: Rc<str>,
    origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    /// Escapes or folding forbid an exact place: every range is the whole.
    Whole(Span),
    /// The text stands in the source to the byte, from this offset on.
    Verbatim(usize),
    /// `(offset in the text, offset in the source)`, ascending; a piece ends where the next begins.
    Pieces(Rc<[(usize, usize)]>),
}

impl Excerpt {
    /// A text whose bytes cannot be placed one by one; every place in it is `span`.
    pub fn whole(text: &str, span: Span) -> Self {
        Excerpt {
            text: text.into(),
            origin: Origin::Whole(span),
        }
    }

    /// A text that stands in the source to the byte, from `start` on.
    pub fn verbatim(text: &str, start: usize) -> Self {
        Excerpt {
            text: text.into(),
            origin: Origin::Verbatim(start),
        }
    }

    /// A text made of pieces of the source: `(offset in the text, offset in the source)`, ascending,
    /// the first at offset 0 of the text.
    pub fn pieces(text: &str, pieces: &[(usize, usize)]) -> Self {
        Excerpt {
            text: text.into(),
            origin: Origin::Pieces(pieces.into()),
        }
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same text without the line end (LF) that it ends in, if it does.
    pub fn without_final_line_end(&self) -> Excerpt {
        let Some(text) = self.text.strip_suffix('\n') else {
            return self.clone();
        };
        Excerpt {
            text: text.into(),
            origin: self.origin.clone(),
        }
    }

    /// Where the bytes `range` of the text stand in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        match &self.origin {
            Origin::Whole(span) => *span,
            Origin::Verbatim(start) => Span::new(
                start.saturating_add(range.start),
                start.saturating_add(range.end),
            ),
            Origin::Pieces(pieces) if range.end <= range.start => {
                Span::at(place(pieces, range.start))
            }
            Origin::Pieces(pieces) => {
                let last = place(pieces, range.end.saturating_sub(1));
                Span::new(place(pieces, range.start), last.saturating_add(1))
            }
        }
    }

    /// Where the character at `offset` of the text stands in the source; behind the last character
    /// that is the place where the text ends.
    pub fn character_span(&self, offset: usize) -> Span {
        let width = self
            .text
            .get(offset..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        self.span(offset..offset.saturating_add(width))
    }

    /// Where the whole text stands in the source.
    pub fn full_span(&self) -> Span {
        self.span(0..self.text.len())
    }
}

/// The offset in the source of the byte `offset` of the text.
fn place(pieces: &[(usize, usize)], offset: usize) -> usize {
    let after = pieces.partition_point(|(text, _)| *text <= offset);
    let (text, source) = pieces
        .get(after.saturating_sub(1))
        .copied()
        .unwrap_or_default();
    source.saturating_add(offset.saturating_sub(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let source = Source::new("a", "é1\nxy");
        for (offset, expected) in [
            (0, (1, 1)),
            (1, (1, 1)),
            (2, (1, 2)),
            (4, (2, 1)),
            (99, (2, 3)),
        ] {
            assert_eq!(source.line_column(offset), expected, "offset {offset}");
        }
    }

    #[test]
    fn a_range_of_an_excerpt_is_mapped_piece_by_piece() {
        let excerpt = Excerpt::pieces("ab\ncd", &[(0, 10), (3, 20)]);
        assert_eq!(excerpt.span(0..2), Span::new(10, 12));
        assert_eq!(excerpt.span(3..5), Span::new(20, 22));
        assert_eq!(excerpt.span(1..4), Span::new(11, 21));
        assert_eq!(excerpt.span(5..5), Span::at(22));
    }

    #[test]
    fn one_final_line_end_can_be_left_out() {
        for (text, expected) in [("a\n", "a"), ("a\n\n", "a\n"), ("a", "a"), ("", "")] {
            let excerpt = Excerpt::verbatim(text, 3).without_final_line_end();
            assert_eq!(excerpt.text(), expected, "{text:?}");
            assert_eq!(excerpt.full_span(), Span::new(3, 3 + expected.len()));
        }
    }

    #[test]
    fn where_bytes_cannot_be_placed_every_range_is_the_whole() {
        let excerpt = Excerpt::whole("abc", Span::new(4, 9));
        assert_eq!(excerpt.span(1..2), Span::new(4, 9));
    }
}
