//! What every decoder needs: the file's text, and the place for its mistakes.

use std::fmt::Display;

use super::fault::SpecFault;
use super::sink::Sink;
use super::yaml::{Node, NodeValue};
use crate::diagnostic::{Excerpt, Fault, Span};

/// What every decoder needs: the file's text, and the place for its mistakes.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text of the file.
    pub text: &'a str,
    /// Where mistakes go.
    pub sink: &'a mut Sink,
}

impl Context<'_> {
    /// A mistake that refuses the file.
    pub fn error(&mut self, fault: &dyn Fault, span: Span) {
        self.sink.error(fault, span);
    }

    /// Something that the author should look at.
    pub fn warning(&mut self, fault: &dyn Fault, span: Span) {
        self.sink.warning(fault, span);
    }

    /// A value of the wrong shape; silent where the value was refused before.
    pub fn wrong_type(&mut self, what: impl Display, expected: &'static str, node: &Node) {
        if matches!(node.value, NodeValue::Refused) {
            return;
        }
        let fault = SpecFault::WrongType {
            what: what.to_string(),
            expected,
            found: node.describe(),
        };
        self.error(&fault, node.span);
    }

    /// A value that is no map of the keys `known`; silent where it was refused before.
    pub fn no_map(&mut self, owner: &'static str, known: &'static [&'static str], node: &Node) {
        if matches!(node.value, NodeValue::Refused) {
            return;
        }
        let fault = SpecFault::NoMap {
            owner,
            known,
            found: node.describe(),
        };
        self.error(&fault, node.span);
    }

    /// The scalar `node` as a text, whatever it means.
    pub fn text(&mut self, what: impl Display, node: &Node) -> Option<Excerpt> {
        let text = node.text().filter(|_| !node.is_null()).cloned();
        if text.is_none() {
            self.wrong_type(what, "a text", node);
        }
        text
    }
}
