//! Where in the JSON that it makes each output of a template stands, found once, when it is compiled.
//!
//! All branches of an `if` must end in one position and the body of a loop where it began, or either
//! side of a whole pair, so that the position of what follows does not depend on the request.

use super::fault::TemplateFault as Fault;
use super::place::Place;
use super::position::{Bracket, Position, Side};
use super::sample;
use super::tree::{If, Loop, Manner, Node, Output};
use crate::diagnostic::{Diagnostic, Excerpt, Span};

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

struct Walk {
    diagnostics: Vec<Diagnostic>,
    too_deep: bool,
}

impl Walk {
    fn nodes(&mut self, nodes: &mut [Node], mut at: Position) -> Position {
        for node in nodes {
            at = match node {
                Node::Text(text) => self.text(text, at),
                Node::Output(output) => self.output(output, at),
                Node::If(choice) => self.choice(choice, at),
                Node::Loop(each) => self.turns(each, at),
            };
        }
        at
    }

    fn text(&mut self, text: &str, mut at: Position) -> Position {
        for character in text.chars() {
            if !at.in_text {
                self.check_touching(character, &mut at);
            }
            self.too_deep |= at.pass(character).is_err();
        }
        at
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
            self.check_before(output, &at);
        }
        at.pass_output(output.place == Place::JsonValue, output.span);
        at
    }

    fn check_before(&mut self, output: &Output, at: &Position) {
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
