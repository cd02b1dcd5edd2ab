//! Templates: text with expressions in it.
//!
//! A template is compiled once: cut into pieces (`scan`), built into a tree (`build`), and where it
//! makes JSON, each output is told where it stands (`place`, `walk`), so that whatever a request holds,
//! the result parses. Rendering (`render`) then only writes.
//!
//! ```text
//! {{ value }}   {% if c %}…{% elif c %}…{% else %}…{% endif %}   {{#if c}}…{{else if c}}…{{else}}…{{/if}}
//! {# … #}       {% for x in list %}…{% empty %}…{% endfor %}     {{#each list}}…{{else}}…{{/each}}
//! {{! … }}      {% verbatim %}…{% endverbatim %}                 {{#unless c}}…{{else}}…{{/unless}}
//! ```

mod build;
mod fault;
mod join;
mod place;
mod position;
mod render;
mod sample;
mod scan;
mod tag;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

use crate::diagnostic::{Diagnostic, Excerpt};
use crate::expression::Vocabulary;

pub use fault::{RenderFault, TemplateFault};
pub use join::Builder;
pub use place::Medium;
pub use tree::Template;

impl Template {
    /// Compiles a template; without a `medium` it is JSON if it looks like it
    /// ([`Template::looks_like_json`]), else plain text.
    ///
    /// Diagnostics are added to `found`, warnings too. `None` if one of them is an error.
    pub fn compile(
        text: &Excerpt,
        medium: Option<Medium>,
        vocabulary: &Vocabulary,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Template> {
        let (nodes, mut diagnostics) = build::tree(text, vocabulary);
        let mut template = Template::new(nodes);
        if diagnostics.is_empty() {
            let medium = medium.unwrap_or_else(|| template.medium());
            diagnostics.extend(place::assign(&mut template, medium, text));
        }
        let refused = diagnostics.iter().any(Diagnostic::is_error);
        found.extend(diagnostics);
        (!refused).then_some(template)
    }

    fn medium(&self) -> Medium {
        match self.looks_like_json() {
            true => Medium::Json,
            false => Medium::Plain,
        }
    }
}
