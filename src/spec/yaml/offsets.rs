//! From the character indexes of the YAML parser to byte offsets.

use crate::gather::Gather as _;

/// How many characters lie between two checkpoints.
const STRIDE: usize = 64;

/// Byte offsets of a text's characters, found in constant time.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    /// The byte offset of every [`STRIDE`]th character; empty for ASCII, where index is offset.
    checkpoints: Vec<usize>,
}

impl<'a> Offsets<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Self {
        let checkpoints = if text.is_ascii() {
            Vec::new()
        } else {
            let starts = text.char_indices().map(|(offset, _)| offset);
            starts.step_by(STRIDE).gather()
        };
        Offsets { text, checkpoints }
    }

    /// The byte offset of the character `index`; the end of the text past the last one.
    pub fn byte(&self, index: usize) -> usize {
        let end = self.text.len();
        if self.checkpoints.is_empty() {
            return index.min(end);
        }
        let Some(&checkpoint) = self.checkpoints.get(index / STRIDE) else {
            return end;
        };
        let rest = self.text.get(checkpoint..).unwrap_or("");
        let within = rest.char_indices().nth(index % STRIDE);
        within.map_or(end, |(offset, _)| checkpoint.saturating_add(offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_finds_its_character() {
        for text in ["", "abc", "é", "aé€😀".repeat(100).as_str()] {
            let offsets = Offsets::new(text);
            for (index, (offset, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(index), offset, "character {index} of {text:?}");
            }
            assert_eq!(offsets.byte(text.chars().count()), text.len());
            assert_eq!(offsets.byte(usize::MAX), text.len());
        }
    }
}
