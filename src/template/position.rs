//! Where in a JSON text the outputs of a template stand, found once, when it is compiled.
//!
//! A position is: inside a text or not, which brackets are open, and in an object the key's or the
//! value's side. All branches of an `if` must end in one position and the body of a loop where it
//! began, or either side of a whole pair, so that the position of what follows does not depend on
//! the request.

use super::fault::TemplateFault as Fault;
use super::place::Place;
use super::sample;
use super::tree::{If, Loop, Manner, Node, Output};
use crate::diagnostic::{Diagnostic, Excerpt, Span};

/// The brackets that may be open; the reader of JSON admits as many.
const DEEPEST: usize = 128;

/// Tells each output its place; gives what is wrong and what is not sure.
pub(super) fn assign(nodes: &mut [Node], text: &Excerpt) -> Vec<Diagnostic> {
    let mut walk = Walk {
        diagnostics: Vec::new(),
        too_deep: false,
    };
    let last = walk.nodes(nodes, Position::default());
    let length = text.text().len();
    let end = text.span(length..length);
    if walk.too_deep {
        walk.diagnostics
            .push(Diagnostic::error(&Fault::TooDeep, end));
    } else if walk.diagnostics.is_empty()
        && let Some((fault, place)) = sample::fault(text, nodes)
    {
        walk.warn(&fault, place);
    } else if (last.in_text || !last.open.is_empty()) && !walk.has_errors() {
        walk.diagnostics
            .push(Diagnostic::warning(&Fault::OpenJson, end));
    }
    walk.diagnostics
}

/// A place in JSON that is being written.
#[derive(Clone, Debug, Default)]
struct Position {
    in_text: bool,
    escaped: bool,
    open: Vec<Bracket>,
    /// Whether the value of the innermost place stands already.
    filled: bool,
    /// The last character that was written as it is, blanks too; none after an output.
    last: Option<char>,
    /// An output outside of texts that was written last, with nothing after it yet.
    touching: Option<Span>,
    /// A loop that ended in a comma, with nothing after it yet.
    comma: Option<Span>,
}

/// An open bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    List,
    Object(Side),
}

/// The side of an object's pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Key,
    Value,
    /// After a pair that may be absent.
    Either,
}

impl Position {
    /// Whether two positions are the same; commas and absent values do not count.
    fn is_same(&self, other: &Position) -> bool {
        self.in_text == other.in_text && self.open == other.open
    }

    /// Whether two positions differ only by a whole pair of the same object.
    fn is_a_pair_apart(&self, other: &Position) -> bool {
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

    fn is_value_of_pair(&self) -> bool {
        !self.in_text && matches!(self.open.last(), Some(Bracket::Object(Side::Value)))
    }

    /// Where the two ways to this place have come from; `None` where they do not meet.
    fn meet(mut self, other: &Position) -> Option<Position> {
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

struct Walk {
    diagnostics: Vec<Diagnostic>,
    too_deep: bool,
}

impl Walk {
    fn nodes(&mut self, nodes: &mut [Node], mut at: Position) -> Position {
        for node in nodes {
            at = match node {
                Node::Text(text, _) => self.text(text, at),
                Node::Output(output) => self.output(output, at),
                Node::If(choice) => self.choice(choice, at),
                Node::Loop(each) => self.turns(each, at),
            };
        }
        at
    }

    fn text(&mut self, text: &str, mut at: Position) -> Position {
        for character in text.chars() {
            self.character(character, &mut at);
            at.last = Some(character);
        }
        at
    }

    fn character(&mut self, character: char, at: &mut Position) {
        if at.in_text {
            match character {
                _ if at.escaped => at.escaped = false,
                '\\' => at.escaped = true,
                '"' => at.in_text = false,
                _ => {}
            }
            return;
        }
        self.check_touching(character, at);
        match character {
            '"' => {
                at.in_text = true;
                at.filled |= !at.is_key();
            }
            '{' => self.open(Bracket::Object(Side::Key), at),
            '[' => self.open(Bracket::List, at),
            '}' | ']' => {
                at.open.pop();
                at.filled = true;
            }
            ':' => {
                at.side(Side::Value);
                at.filled = false;
            }
            ',' => {
                at.side(Side::Key);
                at.filled = false;
            }
            blank if blank.is_ascii_whitespace() => {}
            _ => at.filled = true,
        }
    }

    fn open(&mut self, bracket: Bracket, at: &mut Position) {
        if at.open.len() >= DEEPEST {
            self.too_deep = true;
            return;
        }
        at.open.push(bracket);
        at.filled = false;
    }

    /// What the character after an output or a loop says about it.
    fn check_touching(&mut self, character: char, at: &mut Position) {
        let ends_value =
            matches!(character, ',' | ']' | '}' | ':') || character.is_ascii_whitespace();
        if let Some(output) = at.touching.take()
            && !ends_value
        {
            self.warn(&Fault::Glued, output);
        }
        if character.is_ascii_whitespace() {
            return;
        }
        if let Some(each) = at.comma.take()
            && matches!(character, ']' | '}')
        {
            self.warn(&Fault::TrailingComma, each);
        }
    }

    fn output(&mut self, output: &mut Output, mut at: Position) -> Position {
        if output.manner == Manner::Safe {
            self.warn(&Fault::SafeInJson, output.span);
        }
        output.place = match at.open.last() {
            _ if at.in_text => Place::JsonText,
            Some(Bracket::Object(Side::Key)) => Place::JsonKey,
            Some(Bracket::Object(Side::Either)) => {
                self.diagnostics
                    .push(Diagnostic::error(&Fault::Ambiguous, output.span));
                Place::JsonKey
            }
            _ => Place::JsonValue,
        };
        if !at.in_text {
            self.check_before(output, &mut at);
            at.filled |= output.place == Place::JsonValue;
            at.touching = Some(output.span);
            at.comma = None;
        }
        at.last = None;
        at.escaped = false;
        at
    }

    fn check_before(&mut self, output: &Output, at: &mut Position) {
        let follows_value = match at.last {
            Some(before) => {
                !matches!(before, '[' | '{' | ':' | ',') && !before.is_ascii_whitespace()
            }
            None => false,
        };
        if follows_value || at.touching.is_some() {
            self.warn(&Fault::Glued, output.span);
        }
    }

    fn choice(&mut self, choice: &mut If, at: Position) -> Position {
        let mut ends = Vec::new();
        for (_, body) in &mut choice.branches {
            ends.push(self.nodes(body, at.clone()));
        }
        let otherwise = self.nodes(&mut choice.otherwise, at.clone());
        let waits = at.is_value_of_pair() && !at.filled;
        if waits && !otherwise.filled && ends.iter().any(|end| end.filled) {
            self.warn(&Fault::MayBeAbsent, choice.span);
        }
        self.meet(otherwise, &ends, &Fault::BranchesDiffer, choice.span)
    }

    fn turns(&mut self, each: &mut Loop, at: Position) -> Position {
        let mut turned = self.nodes(&mut each.body, at.clone());
        let empty = self.nodes(&mut each.empty, at.clone());
        let comma = turned.last == Some(',') && !turned.in_text && turned.touching.is_none();
        turned.comma = comma.then_some(each.span);
        turned.touching = None;
        if !turned.is_same(&at) && !turned.is_a_pair_apart(&at) {
            self.refuse(&Fault::LoopMoves, each.span);
            return at;
        }
        self.meet(empty, &[turned], &Fault::BranchesDiffer, each.span)
    }

    fn meet(
        &mut self,
        first: Position,
        others: &[Position],
        fault: &Fault,
        span: Span,
    ) -> Position {
        let mut met = first;
        for other in others {
            match met.clone().meet(other) {
                Some(place) => met = place,
                None => {
                    self.refuse(fault, span);
                    return met;
                }
            }
        }
        met
    }

    fn warn(&mut self, fault: &Fault, span: Span) {
        self.diagnostics.push(Diagnostic::warning(fault, span));
    }

    fn refuse(&mut self, fault: &Fault, span: Span) {
        self.diagnostics.push(Diagnostic::error(fault, span));
    }

    fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}
