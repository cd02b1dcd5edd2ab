//! A JSON template tried out: whatever a request holds, it makes JSON only if it does with a plain
//! value for each output.

use super::fault::TemplateFault as Fault;
use super::place::Place;
use super::scan::{self, Piece};
use super::tree::{Node, Output};
use crate::diagnostic::{Excerpt, Fault as _, Span};
use crate::json::Value;

/// What keeps a template from making JSON, and where. One with tags makes more than one text, and
/// is not tried.
pub(super) fn fault(text: &Excerpt, nodes: &[Node]) -> Option<(Fault, Span)> {
    let sample = Sample::of(text.text(), nodes)?;
    let error = Value::parse(&sample.text).err()?;
    let origin = sample.origin(error.at);
    let is_output = sample.outputs.contains(&origin);
    let why = match is_output {
        true => "no value is expected here".to_owned(),
        false => error.fault.message(),
    };
    Some((Fault::NotJson(why), text.character_span(origin)))
}

/// What a template makes.
#[derive(Default)]
struct Sample {
    text: String,
    /// Where its pieces begin, in it and in the template.
    origins: Vec<(usize, usize)>,
    /// Where outputs begin in the template.
    outputs: Vec<usize>,
}

impl Sample {
    fn of(text: &str, nodes: &[Node]) -> Option<Sample> {
        let is_plain = |node: &Node| matches!(node, Node::Text(_) | Node::Output(_));
        if !nodes.iter().all(is_plain) {
            return None;
        }
        let mut sample = Sample::default();
        let mut outputs = nodes.iter().filter_map(|node| match node {
            Node::Output(output) => Some(output),
            _ => None,
        });
        let (pieces, _) = scan::pieces(text);
        for piece in &pieces {
            let begin = piece.whole().start;
            match piece {
                Piece::Text(range) => sample.add(text.get(range.clone())?, begin),
                Piece::Output(_) => {
                    sample.outputs.push(begin);
                    sample.add(value(outputs.next()?), begin);
                }
                _ => return None,
            }
        }
        Some(sample)
    }

    fn add(&mut self, piece: &str, begin: usize) {
        self.origins.push((self.text.len(), begin));
        self.text.push_str(piece);
    }

    /// The place in the template of a byte of the sample.
    fn origin(&self, offset: usize) -> usize {
        let after = self.origins.partition_point(|(made, _)| *made <= offset);
        let (made, begin) = match after.checked_sub(1).and_then(|at| self.origins.get(at)) {
            Some(piece) => *piece,
            None => return offset,
        };
        begin.saturating_add(offset.saturating_sub(made))
    }
}

/// A value that a place takes whatever stands around it.
fn value(output: &Output) -> &'static str {
    match output.place {
        Place::JsonKey => "\"\"",
        Place::JsonValue => "0",
        _ => "",
    }
}
