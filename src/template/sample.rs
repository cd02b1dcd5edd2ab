//! A JSON template tried out: whatever a request holds, it makes JSON only if it does with a plain
//! value for each output. One with tags makes many texts; each branch of an `if` must be part of one
//! that is JSON, and each loop with one turn, with two and with none.

mod path;

use std::ptr;

use self::path::Path;
use super::fault::TemplateFault as Fault;
use super::place::Place;
use super::tree::{Node, Output};
use crate::diagnostic::{Excerpt, Fault as _, Span};
use crate::json::Value;

/// So many texts of a template are tried, and so many bytes; of one that makes more nothing is said.
const MOST_TEXTS: usize = 256;
const MOST_BYTES: usize = 256 * 1024;

/// What keeps a template from making JSON, and where.
pub(super) fn fault(text: &Excerpt, nodes: &[Node]) -> Option<(Fault, Span)> {
    let mut ways = Ways::default();
    let mut path = Path::default();
    let (mut bytes, mut first, mut any) = (0_usize, None, false);
    for _ in 0..MOST_TEXTS {
        let mut sample = Sample::default();
        sample.write(nodes, &mut path, false)?;
        let mistake = sample.mistake(text);
        any |= mistake.is_none();
        ways.learn(&sample.ways, mistake.as_ref());
        first = first.or(mistake);
        if !path.advance() {
            return match any {
                true => ways
                    .mistake()
                    .map(|(why, span)| (Fault::NotAlwaysJson(why), span)),
                false => first.map(|(why, span)| (Fault::NotJson(why), span)),
            };
        }
        bytes = bytes.saturating_add(sample.text.len());
        if bytes > MOST_BYTES {
            return None;
        }
    }
    None
}

/// Why a text is no JSON, and where that stands in the file.
type Mistake = (String, Span);

/// A way through a tag: what is written, told by its address, and how often.
type Way = (*const Vec<Node>, usize);

/// The ways that must make JSON, in their order, and the mistake of each that did not yet.
#[derive(Default)]
struct Ways(Vec<(Way, Option<Mistake>)>);

impl Ways {
    /// Takes up what became of a text that these ways led to.
    fn learn(&mut self, ways: &[Way], mistake: Option<&Mistake>) {
        for way in ways {
            let known = self.0.iter_mut().find(|(known, _)| known == way);
            match (known, mistake) {
                (Some((_, failed)), None) => *failed = None,
                (Some(_), Some(_)) => {}
                (None, mistake) => self.0.push((*way, mistake.cloned())),
            }
        }
    }

    fn mistake(self) -> Option<Mistake> {
        self.0.into_iter().find_map(|(_, mistake)| mistake)
    }
}

/// A text that a template makes.
#[derive(Default)]
struct Sample<'t> {
    text: String,
    /// Where its texts and values begin in it, and what they are.
    pieces: Vec<(usize, &'t Node)>,
    /// The ways that led to it.
    ways: Vec<Way>,
}

impl<'t> Sample<'t> {
    /// Goes the way of `path`. In an `if`, which may know of items, a loop need not have none or several.
    fn write(&mut self, nodes: &'t [Node], path: &mut Path, in_if: bool) -> Option<()> {
        for node in nodes {
            match node {
                Node::Text(text, _) => self.add(node, text),
                Node::Output(output) => self.add(node, value(output)),
                Node::If(choice) => {
                    let taken = path.choose(choice.branches.len().saturating_add(1))?;
                    let branch = choice.branches.get(taken);
                    let body = branch.map_or(&choice.otherwise, |(_, body)| body);
                    self.ways.push((ptr::from_ref(body), 1));
                    self.write(body, path, true)?;
                }
                Node::Loop(each) => {
                    let (body, turns) = match path.choose(3)? {
                        2 => (&each.empty, 1),
                        before => (&each.body, before.saturating_add(1)),
                    };
                    let is_first = turns == 1 && ptr::eq(body, &each.body);
                    if is_first || !in_if {
                        self.ways.push((ptr::from_ref(body), turns));
                    }
                    for _ in 0..turns {
                        (self.text.len() <= MOST_BYTES).then_some(())?;
                        self.write(body, path, in_if)?;
                    }
                }
            }
        }
        Some(())
    }

    fn add(&mut self, node: &'t Node, text: &str) {
        self.pieces.push((self.text.len(), node));
        self.text.push_str(text);
    }

    fn mistake(&self, text: &Excerpt) -> Option<Mistake> {
        let error = Value::parse(&self.text).err()?;
        let after = self.pieces.partition_point(|(begin, _)| *begin <= error.at);
        let (begin, piece) = self.pieces.get(after.checked_sub(1)?)?;
        let why = error.fault.message();
        Some(match piece {
            Node::Text(_, origin) => {
                let origin = error.at.saturating_sub(*begin).saturating_add(*origin);
                (why, text.character_span(origin))
            }
            Node::Output(output) if error.at == *begin && error.at < self.text.len() => {
                let brace = Span::new(output.span.start, output.span.start.saturating_add(1));
                ("no value is expected here".to_owned(), brace)
            }
            Node::Output(output) => (why, Span::at(output.span.end)),
            Node::If(_) | Node::Loop(_) => return None,
        })
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
