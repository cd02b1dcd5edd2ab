//! What aliases may repeat.

use super::frame::Measured;

/// The anchored nodes of a document.
#[derive(Debug, Default)]
pub struct Anchors {
    /// By the parser's numbers, which it counts up.
    nodes: Vec<Option<Measured>>,
    /// The alias of the file that repeats the most, and how many nodes.
    largest: Option<(String, usize)>,
}

impl Anchors {
    /// Forgets the nodes: an anchor holds within its document.
    pub fn end_document(&mut self) {
        self.nodes.clear();
    }

    /// Keeps a node under its number; 0 is no anchor.
    pub fn keep(&mut self, number: usize, measured: &Measured) {
        if number == 0 {
            return;
        }
        if self.nodes.len() <= number {
            self.nodes.resize(number.saturating_add(1), None);
        }
        if let Some(node) = self.nodes.get_mut(number) {
            *node = Some(measured.clone());
        }
    }

    /// The node that the alias `name` repeats.
    pub fn repeat(&mut self, number: usize, name: &str) -> Option<Measured> {
        let measured = self.nodes.get(number)?.clone()?;
        let most = self.largest.as_ref().map_or(0, |(_, size)| *size);
        if measured.size > most {
            self.largest = Some((name.to_owned(), measured.size));
        }
        Some(measured)
    }

    /// The name of the alias that repeats the most.
    pub fn largest(&self) -> Option<String> {
        self.largest.as_ref().map(|(name, _)| name.clone())
    }
}
