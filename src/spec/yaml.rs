//! YAML 1.2, core schema, with a place for every value.
//!
//! `saphyr-parser` turns the text into events. Here they become [`Node`]s: aliases are expanded
//! (and shared), merges resolved, scalars understood, and each text becomes an [`Excerpt`] whose
//! bytes know where they stand in the file. Every list and map is bounded, so whoever walks a
//! node may recurse.
//!
//! [`Excerpt`]: crate::diagnostic::Excerpt

mod anchors;
mod fault;
mod frame;
mod guard;
mod lines;
mod merge;
mod node;
mod offsets;
mod place;
mod schema;
mod surrogates;
mod syntax;
#[cfg(test)]
mod tests;
mod tree;

pub use fault::YamlFault;
pub use node::{Entry, Key, Meaning, Node, NodeValue, Scalar, Style};

use super::Sink;
use crate::diagnostic::{Source, Span};

/// The largest text, in bytes.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The most items that the lists of all documents have together.
pub const MOST_ITEMS: usize = 100_000;
/// The deepest nesting of lists and maps.
pub const MOST_LEVELS: usize = 64;
/// The most values and keys, with aliases expanded.
pub const MOST_NODES: usize = 1_000_000;

/// The roots of the documents of a text. Mistakes go into `sink`; after one of YAML's syntax or of
/// a limit only what stands complete before it is given.
pub fn read(source: &Source, sink: &mut Sink) -> Vec<Node> {
    let bytes = source.text().len();
    if bytes > MOST_BYTES {
        sink.error(&YamlFault::TooLarge { bytes }, Span::at(0));
        return Vec::new();
    }
    let stranger = char::REPLACEMENT_CHARACTER;
    if let Some(at) = source.text().find(stranger) {
        let place = Span::new(at, at.saturating_add(stranger.len_utf8()));
        sink.warning(&YamlFault::Encoding, place);
    }
    tree::Tree::new(source.text(), sink).read()
}
