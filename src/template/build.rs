//! The pieces of a template built into a tree.

use std::mem;
use std::ops::Range;

use super::fault::TemplateFault as Fault;
use super::place::Place;
use super::scan::{self, Misplaced, Piece};
use super::tag::{self, Dialect, Kind, Opening, Tag};
use super::tree::{If, Loop, Manner, Node, Output};
use crate::diagnostic::{Diagnostic, Excerpt, Span};
use crate::expression::{DEEPEST, Expression, Filter, FilterName, Vocabulary};
use crate::json::Value;

/// The tree of a template and every mistake in it.
pub(super) fn tree(text: &Excerpt, vocabulary: &Vocabulary) -> (Vec<Node>, Vec<Diagnostic>) {
    let mut builder = Builder {
        text,
        vocabulary: vocabulary.clone(),
        open: Vec::new(),
        nodes: Vec::new(),
        diagnostics: Vec::new(),
    };
    let (pieces, unclosed) = scan::pieces(text.text());
    for piece in &pieces {
        if let Err(misplaced) = builder.take(piece) {
            builder.report(misplaced);
        }
        if builder.open.len() > DEEPEST {
            builder.report((Fault::TooDeep, piece.whole()));
            return (builder.nodes, builder.diagnostics);
        }
    }
    match unclosed {
        Some(misplaced) => builder.report(misplaced),
        None => builder.report_open_blocks(),
    }
    (builder.nodes, builder.diagnostics)
}

struct Builder<'t> {
    text: &'t Excerpt,
    vocabulary: Vocabulary<'t>,
    open: Vec<Block>,
    /// What the innermost block, or the template itself, holds so far.
    nodes: Vec<Node>,
    diagnostics: Vec<Diagnostic>,
}

/// A block that is open.
struct Block {
    kind: Kind,
    opened: Range<usize>,
    /// The nodes of what is around it.
    around: Vec<Node>,
    head: Head,
    /// The branches that are complete.
    branches: Vec<(Expression, Vec<Node>)>,
    /// The body of a loop whose `else` has begun.
    body: Option<Vec<Node>>,
    in_else: bool,
}

/// What decides about the nodes that are being collected.
enum Head {
    Condition(Expression),
    Loop(String, Expression),
}

impl Builder<'_> {
    fn take(&mut self, piece: &Piece) -> Result<(), Misplaced> {
        match (tag::read(self.text.text(), piece)?, piece) {
            (Some(Tag::Open(kind, opening)), _) => self.open_block(kind, opening, piece.whole()),
            (Some(Tag::ElseIf(dialect, condition)), _) => {
                return self.else_if(dialect, condition, piece.whole());
            }
            (Some(Tag::Else(dialect, word)), _) => {
                return self.otherwise(dialect, word, piece.whole());
            }
            (Some(Tag::Close(kind)), _) => return self.close(kind, piece.whole()),
            (None, Piece::Output(range)) => self.output(range.clone()),
            (None, piece) => {
                let text = self.text.text().get(piece.inside()).unwrap_or("");
                let begin = piece.whole().start;
                self.nodes.push(Node::Text(text.to_owned(), begin));
            }
        }
        Ok(())
    }

    fn output(&mut self, range: Range<usize>) {
        let compiled = Expression::output(self.text, range.clone(), &self.vocabulary);
        let whole = range.start.saturating_sub(2)..range.end.saturating_add(2);
        let span = self.text.span(whole);
        let (value, manner) = split_manner(self.accept(compiled));
        self.nodes.push(Node::Output(Output {
            value,
            manner,
            place: Place::Plain,
            span,
        }));
    }

    fn open_block(&mut self, kind: Kind, opening: Opening, opened: Range<usize>) {
        let head = match opening {
            Opening::Condition(range) => {
                let condition = self.condition(range);
                Head::Condition(match kind {
                    Kind::Unless => Expression::Not(Box::new(condition)),
                    _ => condition,
                })
            }
            Opening::Loop { name, list } => {
                let compiled = Expression::output(self.text, list, &self.vocabulary);
                let list = self.accept(compiled);
                self.vocabulary.locals.push(name.clone());
                Head::Loop(name, list)
            }
        };
        self.open.push(Block {
            kind,
            opened,
            around: mem::take(&mut self.nodes),
            head,
            branches: Vec::new(),
            body: None,
            in_else: false,
        });
    }

    fn else_if(
        &mut self,
        dialect: Dialect,
        range: Range<usize>,
        place: Range<usize>,
    ) -> Result<(), Misplaced> {
        let word = "else if".to_owned();
        match self.open.last() {
            Some(block) if block.kind.is_loop() => {
                return Err((Fault::Crossed(word, block.kind.delimiters().1), place));
            }
            Some(block) if block.kind.dialect() != dialect => {
                return Err((Fault::Crossed(word, block.kind.delimiters().1), place));
            }
            Some(block) if block.in_else => return Err((Fault::AfterElse(word), place)),
            Some(_) => {}
            None => return Err((Fault::NotOpen(word), place)),
        }
        let condition = self.condition(range);
        self.end_branch(Some(condition));
        Ok(())
    }

    fn otherwise(
        &mut self,
        dialect: Dialect,
        word: &'static str,
        place: Range<usize>,
    ) -> Result<(), Misplaced> {
        match self.open.last() {
            Some(block)
                if block.kind.dialect() != dialect
                    || (word == "empty" && !block.kind.is_loop()) =>
            {
                Err((
                    Fault::Crossed(word.to_owned(), block.kind.delimiters().1),
                    place,
                ))
            }
            Some(block) if block.in_else => Err((Fault::AfterElse(word.to_owned()), place)),
            Some(_) => {
                self.end_branch(None);
                Ok(())
            }
            None => Err((Fault::NotOpen(word.to_owned()), place)),
        }
    }

    /// Ends the branch that is being collected; `next` is the condition of the one that follows,
    /// `None` before an `else`.
    fn end_branch(&mut self, next: Option<Expression>) {
        let nodes = mem::take(&mut self.nodes);
        let Some(block) = self.open.last_mut() else {
            return;
        };
        block.in_else = next.is_none();
        match &mut block.head {
            Head::Loop(..) => {
                self.vocabulary.locals.pop();
                block.body = Some(nodes);
            }
            Head::Condition(condition) => {
                let next = next.unwrap_or(Expression::Constant(Value::Null));
                block.branches.push((mem::replace(condition, next), nodes));
            }
        }
    }

    fn close(&mut self, kind: Kind, place: Range<usize>) -> Result<(), Misplaced> {
        let name = kind.delimiters().1.to_owned();
        match self.open.last() {
            None => return Err((Fault::NotOpen(name), place)),
            Some(block) if block.kind != kind => {
                return Err((Fault::Crossed(name, block.kind.delimiters().1), place));
            }
            Some(_) => {}
        }
        if let Some(block) = self.open.pop() {
            self.complete(block, place);
        }
        Ok(())
    }

    fn complete(&mut self, mut block: Block, end: Range<usize>) {
        let nodes = mem::replace(&mut self.nodes, block.around);
        let span = self.text.span(block.opened.clone()).to(self.text.span(end));
        let node = match block.head {
            Head::Loop(name, list) => {
                let (body, empty) = match block.body {
                    Some(body) => (body, nodes),
                    None => {
                        self.vocabulary.locals.pop();
                        (nodes, Vec::new())
                    }
                };
                Node::Loop(Loop {
                    name,
                    list,
                    body,
                    empty,
                    span,
                })
            }
            Head::Condition(condition) => {
                let otherwise = match block.in_else {
                    true => nodes,
                    false => {
                        block.branches.push((condition, nodes));
                        Vec::new()
                    }
                };
                Node::If(If {
                    branches: block.branches,
                    otherwise,
                    span,
                })
            }
        };
        self.nodes.push(node);
    }

    fn condition(&mut self, range: Range<usize>) -> Expression {
        let compiled = Expression::condition_in(self.text, range, &self.vocabulary);
        self.accept(compiled)
    }

    /// The expression; a wrong one is reported and null takes its place.
    fn accept(&mut self, compiled: Result<Expression, Diagnostic>) -> Expression {
        compiled.unwrap_or_else(|diagnostic| {
            self.diagnostics.push(diagnostic);
            Expression::Constant(Value::Null)
        })
    }

    fn report(&mut self, (fault, range): Misplaced) {
        let span: Span = self.text.span(range);
        self.diagnostics.push(Diagnostic::error(&fault, span));
    }

    fn report_open_blocks(&mut self) {
        for block in mem::take(&mut self.open) {
            let (begin, end) = block.kind.delimiters();
            self.report((Fault::NeverClosed(begin, end), block.opened));
        }
    }
}

/// The value of an output without its last filter, where that only says how to write it.
fn split_manner(value: Expression) -> (Expression, Manner) {
    match value {
        Expression::Filtered(
            inner,
            Filter {
                name: FilterName::Json,
                ..
            },
        ) => (*inner, Manner::Json),
        Expression::Filtered(
            inner,
            Filter {
                name: FilterName::Safe,
                ..
            },
        ) => (*inner, Manner::Safe),
        value => (value, Manner::Fitting),
    }
}
