//! What can be wrong with a file as YAML.

use crate::diagnostic::Fault;

/// A mistake of YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YamlFault {
    /// It is not YAML: what was expected, and what may help.
    Syntax {
        /// What is wrong.
        words: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The text has more bytes than [`super::MOST_BYTES`].
    TooLarge {
        /// The size of the text.
        bytes: usize,
    },
    /// A character in the place of bytes that are no UTF-8.
    Encoding,
    /// More levels than [`super::MOST_LEVELS`].
    TooDeep,
    /// More items than [`super::MOST_ITEMS`].
    TooManyItems,
    /// More nodes than [`super::MOST_NODES`].
    TooManyNodes {
        /// The alias that repeats the most, where there is one.
        alias: Option<String>,
    },
    /// A key stands twice in a map.
    DuplicateKey {
        /// The key.
        key: String,
        /// The line of the first.
        line: usize,
    },
    /// A key that is a list, a map or null.
    WrongKey {
        /// What it is.
        found: &'static str,
    },
    /// `<<` with something else than maps.
    WrongMerge {
        /// What it is.
        found: &'static str,
    },
    /// `.inf` or `.nan`.
    NotANumber(String),
    /// A tag of the core schema on a text that does not fit it.
    WrongTag {
        /// The tag.
        tag: String,
        /// The text.
        text: String,
    },
    /// A tag that means nothing here.
    UnknownTag,
    /// An alias without its anchor.
    UnknownAlias {
        /// Its name.
        name: String,
        /// Whether it stands inside the very value that its anchor names.
        inside: bool,
    },
}

impl Fault for YamlFault {
    fn code(&self) -> &'static str {
        match self {
            YamlFault::Syntax { .. } => "yaml-syntax",
            YamlFault::TooLarge { .. } => "too-large",
            YamlFault::Encoding => "encoding",
            YamlFault::TooDeep => "too-deep",
            YamlFault::TooManyItems => "too-many-items",
            YamlFault::TooManyNodes { .. } => "too-many-nodes",
            YamlFault::DuplicateKey { .. } => "duplicate-key",
            YamlFault::WrongKey { .. } => "wrong-key",
            YamlFault::WrongMerge { .. } => "wrong-merge",
            YamlFault::NotANumber(_) => "not-a-number",
            YamlFault::WrongTag { .. } => "wrong-tag",
            YamlFault::UnknownTag => "unknown-tag",
            YamlFault::UnknownAlias { .. } => "unknown-alias",
        }
    }

    fn message(&self) -> String {
        match self {
            YamlFault::Syntax { words, .. } => words.clone(),
            YamlFault::TooLarge { bytes } => {
                format!("the file has {bytes} bytes; at most 8 MiB (8388608 bytes) are read")
            }
            YamlFault::Encoding => {
                "here the file is not in UTF-8; it is served with `\u{FFFD}` in this place"
                    .to_owned()
            }
            YamlFault::TooDeep => "lists and maps are nested more than 64 levels deep".to_owned(),
            YamlFault::TooManyItems => "the file has more than 100,000 items".to_owned(),
            YamlFault::TooManyNodes { alias: None } => {
                "the file has more than 1,000,000 nodes".to_owned()
            }
            YamlFault::TooManyNodes { alias: Some(name) } => format!(
                "with every alias expanded the file has more than 1,000,000 nodes; the largest is the alias `*{name}`"
            ),
            YamlFault::DuplicateKey { key, line } => {
                format!("the key `{key}` is given twice, first in line {line}")
            }
            YamlFault::WrongKey { found } => format!("a key must be a text, not {found}"),
            YamlFault::WrongMerge { found } => {
                format!("`<<` merges a map or a list of maps, not {found}")
            }
            YamlFault::NotANumber(text) => format!("`{text}` is not a decimal number"),
            YamlFault::WrongTag { tag, text } => format!("`{text}` does not fit the tag `{tag}`"),
            YamlFault::UnknownTag => {
                "YAML reads this `!…` as a tag, and no such tag is known here".to_owned()
            }
            YamlFault::UnknownAlias { name, inside: true } => {
                format!("the alias `*{name}` stands inside the value that it repeats")
            }
            YamlFault::UnknownAlias {
                name,
                inside: false,
            } => {
                format!(
                    "YAML reads `*{name}` as an alias, and no anchor `&{name}` stands before it"
                )
            }
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            YamlFault::Syntax { hint, .. } => return hint.clone(),
            YamlFault::Encoding => "save the file in UTF-8",
            YamlFault::DuplicateKey { .. } => "keep one of the two",
            YamlFault::NotANumber(_) => "put it in quotes if it is meant as a text",
            YamlFault::UnknownTag => {
                "put a value that begins with `!` in quotes, a condition too: `if: \"!(a = b)\"`"
            }
            YamlFault::UnknownAlias { inside: false, .. } => {
                "put a value that begins with `*` in quotes"
            }
            YamlFault::WrongKey { .. } => "put it in quotes if it is meant as a text",
            _ => return None,
        };
        Some(hint.to_owned())
    }
}
