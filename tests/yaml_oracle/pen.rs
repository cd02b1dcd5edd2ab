//! Random trees, and a pen that writes them as YAML in random styles.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use proptest::prelude::*;

/// What a YAML text means.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé]{1,8}( [a-z€😀]{1,6}){0,3}",
        "[a-z\"'\\\\#:,{}\\[\\] \n\té😀!&*|>%@-]{0,20}",
        "[a-z]{1,4}(\n{1,3}[a-zé ]{1,5}){0,4}\n{0,3}",
        Just("~".to_owned()),
        Just("true".to_owned()),
        Just("1.10".to_owned()),
        Just("<<".to_owned()),
    ]
}

/// Trees of a few levels with every kind of value.
pub fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        Just(Tree::Null),
        any::<bool>().prop_map(Tree::Bool),
        "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,2})?".prop_map(Tree::Number),
        texts().prop_map(Tree::Text),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Tree::List),
            prop::collection::btree_map(texts(), inner, 0..5)
                .prop_map(|entries| Tree::Map(entries.into_iter().collect())),
        ]
    })
}

/// Writes trees in styles that the choices decide.
pub struct Pen {
    pub out: String,
    choices: Vec<u8>,
    at: usize,
    anchors: Vec<Tree>,
}

impl Pen {
    pub fn new(choices: Vec<u8>) -> Self {
        Pen {
            out: String::new(),
            choices,
            at: 0,
            anchors: Vec::new(),
        }
    }

    fn choose(&mut self, among: u8) -> u8 {
        self.at += 1;
        let choice = self.choices[self.at % self.choices.len()];
        choice.wrapping_add((self.at / 7) as u8) % among
    }

    /// Writes a value after `-` or `key:`; gives the tree that it means, which is another one
    /// where an alias was written in its place.
    pub fn block(&mut self, tree: &Tree, indent: usize) -> Tree {
        if !self.anchors.is_empty() && self.choose(8) == 0 {
            let which = self.choose(self.anchors.len() as u8) as usize;
            self.out.push_str(&format!(" *a{which}\n"));
            return self.anchors[which].clone();
        }
        if self.choose(5) == 0 {
            let which = self.anchors.len();
            self.out.push_str(&format!(" &a{which}"));
            self.anchors.push(tree.clone());
            return self.leaf(tree, indent);
        }
        self.open(tree, indent)
    }

    fn open(&mut self, tree: &Tree, indent: usize) -> Tree {
        match tree {
            Tree::List(items) if !items.is_empty() && self.choose(3) > 0 => {
                self.out.push('\n');
                let written = items.iter().map(|item| {
                    self.out.push_str(&format!("{:indent$}-", ""));
                    self.block(item, indent + 2)
                });
                Tree::List(written.collect())
            }
            Tree::Map(entries) if !entries.is_empty() && self.choose(3) > 0 => {
                self.out.push('\n');
                let written = entries.iter().map(|(key, value)| {
                    self.out.push_str(&format!("{:indent$}", ""));
                    self.key(key);
                    (key.clone(), self.block(value, indent + 2))
                });
                Tree::Map(written.collect())
            }
            _ => self.leaf(tree, indent),
        }
    }

    fn leaf(&mut self, tree: &Tree, indent: usize) -> Tree {
        match tree {
            Tree::Text(text) if is_block(text) && self.choose(2) == 0 => {
                self.block_scalar(text, indent);
            }
            Tree::Text(text) if is_plain(text) && self.choose(3) == 0 => {
                let folded = text.replace(' ', &format!("  \n{:indent$}  ", ""));
                self.out.push_str(&format!(" {folded}\n"));
            }
            _ => {
                self.out.push(' ');
                self.flow(tree);
                self.out.push('\n');
            }
        }
        tree.clone()
    }

    fn key(&mut self, key: &str) {
        self.text(key);
        self.out.push(':');
    }

    fn block_scalar(&mut self, text: &str, indent: usize) {
        let folds = !text.contains("\n ") && !text.contains("\n\t") && self.choose(2) == 0;
        let chomping = match text {
            _ if text.ends_with("\n\n") => "+",
            _ if text.ends_with('\n') => "",
            _ => "-",
        };
        let style = if folds { '>' } else { '|' };
        self.out
            .push_str(&format!(" {style}{chomping} # a comment\n"));
        let body = text.trim_end_matches('\n');
        let mut lines = body.split('\n').peekable();
        while let Some(line) = lines.next() {
            if !line.is_empty() {
                self.out.push_str(&format!("{:indent$}{line}", ""));
            }
            self.out.push('\n');
            if folds && !line.is_empty() && lines.peek().is_some() {
                self.out.push('\n');
            }
        }
        let kept = text.len() - body.len();
        self.out.push_str(&"\n".repeat(kept.saturating_sub(1)));
    }

    fn flow(&mut self, tree: &Tree) {
        match tree {
            Tree::Null => {
                let null = ["null", "~", "Null"][self.choose(3) as usize];
                self.out.push_str(null);
            }
            Tree::Bool(true) => {
                let truth = ["true", "True"][self.choose(2) as usize];
                self.out.push_str(truth);
            }
            Tree::Bool(false) => self.out.push_str("false"),
            Tree::Number(text) => self.out.push_str(text),
            Tree::Text(text) => self.text(text),
            Tree::List(items) => {
                self.out.push('[');
                for item in items {
                    self.flow(item);
                    self.out.push_str(", ");
                }
                self.out.push(']');
            }
            Tree::Map(entries) => {
                self.out.push_str("{ ");
                for (key, value) in entries {
                    self.key(key);
                    self.out.push(' ');
                    self.flow(value);
                    self.out.push_str(", ");
                }
                self.out.push('}');
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.choose(3) {
            0 if is_plain(text) => self.out.push_str(text),
            1 if !text.contains(['\n', '\t']) => {
                self.out
                    .push_str(&format!("'{}'", text.replace('\'', "''")));
            }
            _ => self.out.push_str(&serde_json::to_string(text).unwrap()),
        }
    }
}

fn is_plain(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == 'é');
    !["true", "false", "null"].contains(&text) && text.split(' ').all(is_word)
}

fn is_block(text: &str) -> bool {
    let begins = text.starts_with(|c: char| !c.is_whitespace());
    begins
        && text
            .split('\n')
            .all(|line| line.is_empty() || !line.trim().is_empty())
}
