//! Templates put together from parts, such as the texts of a YAML body.

use super::tree::{Node, Template};

/// Puts a template together.
#[derive(Debug, Default)]
pub struct Builder {
    nodes: Vec<Node>,
}

impl Builder {
    /// Adds text that is written as it is.
    pub fn literal(&mut self, text: &str) {
        match self.nodes.last_mut() {
            Some(Node::Text(last, _)) => last.push_str(text),
            _ => self.nodes.push(Node::Text(text.to_owned(), 0)),
        }
    }

    /// Adds a template, compiled for where it now stands.
    pub fn template(&mut self, template: Template) {
        for node in template.nodes {
            match node {
                Node::Text(text, _) => self.literal(&text),
                node => self.nodes.push(node),
            }
        }
    }

    /// The whole.
    pub fn build(self) -> Template {
        Template::new(self.nodes)
    }
}
