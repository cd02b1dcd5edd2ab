//! A place in a JSON text that is being written: inside a text or not, which brackets are open, and
//! in an object the key's or the value's side.
//!
//! Only what decides about the outputs is followed, not whether the text is JSON: that is tried out
//! with a sample (`sample`).

use crate::diagnostic::Span;

/// The brackets that may be open; the reader of JSON admits as many.
const DEEPEST: usize = 128;

/// More brackets are open than the reader of JSON admits.
pub(super) struct TooDeep;

/// A place in JSON that is being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Position {
    pub(super) in_text: bool,
    escaped: bool,
    pub(super) open: Vec<Bracket>,
    /// Whether the value of the innermost place stands already.
    pub(super) filled: bool,
    /// The last character that was written as it is, blanks too; none after an output.
    pub(super) last: Option<char>,
    /// An output outside of texts that was written last, with nothing after it yet.
    pub(super) touching: Option<Span>,
    /// A loop that ended in a comma, with nothing after it yet.
    pub(super) comma: Option<Span>,
}

/// An open bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    List,
    Object(Side),
}

/// The side of an object's pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Key,
    Value,
    /// After a pair that may be absent.
    Either,
}

impl Position {
    /// Goes on past a character that is written as it is.
    pub(super) fn pass(&mut self, character: char) -> Result<(), TooDeep> {
        self.last = Some(character);
        if self.in_text {
            self.pass_in_text(character);
            return Ok(());
        }
        match character {
            '"' => {
                self.in_text = true;
                self.filled |= !self.is_key();
            }
            '{' => return self.open(Bracket::Object(Side::Key)),
            '[' => return self.open(Bracket::List),
            '}' | ']' => {
                self.open.pop();
                self.filled = true;
            }
            ':' => self.begin(Side::Value),
            ',' => self.begin(Side::Key),
            blank if blank.is_ascii_whitespace() => {}
            _ => self.filled = true,
        }
        Ok(())
    }

    fn pass_in_text(&mut self, character: char) {
        match character {
            _ if self.escaped => self.escaped = false,
            '\\' => self.escaped = true,
            '"' => self.in_text = false,
            _ => {}
        }
    }

    /// Goes on past an output, which may stand for a whole value.
    pub(super) fn pass_output(&mut self, is_value: bool, span: Span) {
        self.last = None;
        self.escaped = false;
        if !self.in_text {
            self.filled |= is_value;
            self.touching = Some(span);
            self.comma = None;
        }
    }

    fn open(&mut self, bracket: Bracket) -> Result<(), TooDeep> {
        if self.open.len() >= DEEPEST {
            return Err(TooDeep);
        }
        self.open.push(bracket);
        self.filled = false;
        Ok(())
    }

    fn begin(&mut self, side: Side) {
        self.side(side);
        self.filled = false;
    }

    /// Whether two positions are the same; commas and absent values do not count.
    pub(super) fn is_same(&self, other: &Position) -> bool {
        self.in_text == other.in_text && self.open == other.open
    }

    /// Whether two positions differ only by a whole pair of the same object.
    pub(super) fn is_a_pair_apart(&self, other: &Position) -> bool {
        let (Some((a, outer)), Some((b, other_outer))) =
            (self.open.split_last(), other.open.split_last())
        else {
            return false;
        };
        let whole = |bracket: &Bracket, position: &Position| match bracket {
            Bracket::Object(Side::Value) => position.filled,
            Bracket::Object(Side::Key | Side::Either) => true,
            Bracket::List => false,
        };
        !self.in_text && !other.in_text && outer == other_outer && whole(a, self) && whole(b, other)
    }

    fn side(&mut self, side: Side) {
        if let Some(Bracket::Object(now)) = self.open.last_mut() {
            *now = side;
        }
    }

    fn is_key(&self) -> bool {
        matches!(self.open.last(), Some(Bracket::Object(Side::Key)))
    }

    pub(super) fn is_value_of_pair(&self) -> bool {
        !self.in_text && matches!(self.open.last(), Some(Bracket::Object(Side::Value)))
    }

    /// Where the two ways to this place have come from; `None` where they do not meet.
    pub(super) fn meet(mut self, other: &Position) -> Option<Position> {
        if !self.is_same(other) {
            if !self.is_a_pair_apart(other) {
                return None;
            }
            self.side(Side::Either);
        }
        self.filled &= other.filled;
        self.touching = self.touching.or(other.touching);
        self.comma = self.comma.or(other.comma);
        Some(self)
    }
}
