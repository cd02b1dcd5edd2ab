//! The parser's input, which ends where the parser would read too far ahead.
//!
//! `[a, b]` may turn out to be the key of `[a, b]: c`, so the parser reads a list to its end before
//! it gives the first event: the limit of nodes cannot be kept by counting events alone.

use std::cell::Cell;
use std::rc::Rc;

use saphyr_parser::{Input, StrInput};

use super::MOST_NODES;

/// The most tokens between two events. Brackets, commas and colons are tokens too, so a file within
/// the limit of nodes stays below it.
const MOST_TOKENS: usize = 4 * MOST_NODES;

/// What the parser asks at the start of each token: whether a byte order mark stands there. An
/// answer of yes, within a list, makes it stop with an error.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// What was read since the last event.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    tokens: Rc<Cell<usize>>,
    nodes: Rc<Cell<usize>>,
}

impl Ahead {
    /// Begins to count anew, after an event.
    pub fn reset(&self) {
        self.tokens.set(0);
        self.nodes.set(0);
    }

    /// Whether so much was read that the file has too many nodes.
    pub fn is_too_far(&self) -> bool {
        self.nodes.get() > MOST_NODES || self.tokens.get() > MOST_TOKENS
    }

    /// Counts a token by its first character.
    fn count(&self, first: char) {
        self.tokens.set(self.tokens.get().saturating_add(1));
        let is_node = !matches!(first, ',' | ':' | '?' | ']' | '}' | '&' | '!');
        let nodes = self.nodes.get().saturating_add(usize::from(is_node));
        self.nodes.set(nodes);
    }
}

/// A text that counts the tokens that are read from it.
pub struct Guarded<'a> {
    text: StrInput<'a>,
    ahead: Ahead,
}

impl<'a> Guarded<'a> {
    /// The input `text`, counted in `ahead`.
    pub fn new(text: &'a str, ahead: Ahead) -> Self {
        Guarded {
            text: StrInput::new(text),
            ahead,
        }
    }
}

impl Input for Guarded<'_> {
    fn next_char_is(&self, wanted: char) -> bool {
        if wanted == BYTE_ORDER_MARK {
            self.ahead.count(self.text.peek());
            return self.ahead.is_too_far() || self.text.next_char_is(wanted);
        }
        self.text.next_char_is(wanted)
    }

    fn lookahead(&mut self, count: usize) {
        self.text.lookahead(count);
    }

    fn buflen(&self) -> usize {
        self.text.buflen()
    }

    fn bufmaxlen(&self) -> usize {
        self.text.bufmaxlen()
    }

    fn buf_is_empty(&self) -> bool {
        self.text.buf_is_empty()
    }

    fn raw_read_ch(&mut self) -> char {
        self.text.raw_read_ch()
    }

    fn raw_read_non_breakz_ch(&mut self) -> Option<char> {
        self.text.raw_read_non_breakz_ch()
    }

    fn skip(&mut self) {
        self.text.skip();
    }

    fn skip_n(&mut self, count: usize) {
        self.text.skip_n(count);
    }

    fn peek(&self) -> char {
        self.text.peek()
    }

    fn peek_nth(&self, n: usize) -> char {
        self.text.peek_nth(n)
    }

    fn peek_opt(&self) -> Option<char> {
        self.text.peek_opt()
    }

    fn next_can_be_plain_scalar(&self, in_flow: bool) -> bool {
        self.text.next_can_be_plain_scalar(in_flow)
    }

    fn skip_while_non_breakz(&mut self) -> usize {
        self.text.skip_while_non_breakz()
    }

    fn next_is_blank_or_breakz(&self) -> bool {
        self.text.next_is_blank_or_breakz()
    }

    fn next_is_document_indicator(&self) -> bool {
        self.text.next_is_document_indicator()
    }

    fn next_is_document_start(&self) -> bool {
        self.text.next_is_document_start()
    }

    fn next_is_document_end(&self) -> bool {
        self.text.next_is_document_end()
    }
}
