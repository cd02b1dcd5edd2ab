//! The key `if`, and the traps that YAML lays before it.

use super::context::Context;
use super::fault::SpecFault;
use super::fields::Fields;
use super::yaml::{Node, NodeValue, Scalar, Style};
use crate::diagnostic::{Excerpt, Span};

/// The condition under the key `if`; `None` where there is none, or one that always holds.
pub fn decode(fields: &Fields, context: &mut Context) -> Option<Excerpt> {
    let node = &fields.get("if")?.value;
    if matches!(node.value, NodeValue::Refused) {
        return None;
    }
    let Some(scalar) = node.scalar().filter(|_| !node.is_null()) else {
        let found = node.describe();
        context.error(&SpecFault::ConditionIsNoText { found }, node.span);
        return None;
    };
    if scalar.text.text().trim().is_empty() {
        context.warning(&SpecFault::EmptyCondition, node.span);
        return None;
    }
    warn_of_comment(node, scalar, context);
    Some(scalar.text.clone())
}

/// A plain scalar ends where a comment begins, which may have been meant as part of it. One that
/// stands as comments do, apart from its `#` and after a whole condition, is taken for a comment.
fn warn_of_comment(node: &Node, scalar: &Scalar, context: &mut Context) {
    if scalar.style != Style::Plain {
        return;
    }
    let after = context.text.get(node.span.end..).unwrap_or("");
    let line = after.split(['\n', '\r']).next().unwrap_or("");
    let comment = line.trim_start_matches([' ', '\t']);
    if !comment.starts_with('#') {
        return;
    }
    let remained = scalar.text.text();
    if !is_cut(remained) && (comment == "#" || comment.starts_with("# ")) {
        return;
    }
    let end = node.span.end.saturating_add(line.len());
    let span = Span::new(end.saturating_sub(comment.len()), end);
    let remained = remained.to_owned();
    context.warning(&SpecFault::ConditionCut { remained }, span);
}

/// Whether a quote is left open, as where the rest of a text was taken for a comment.
fn is_cut(condition: &str) -> bool {
    let is_open = |quote: char| condition.matches(quote).count() % 2 == 1;
    is_open('"') || is_open('\'')
}
