//! The YAML reader against `serde_yaml`, value by value, on random trees in random styles; and,
//! for any text at all, that every place lies in the file.
//!
//! Where the two differ on purpose the trees avoid it: numbers with leading zeros (numbers in the
//! core schema, texts for `serde_yaml`), `0x10` (a text here), merges (`serde_yaml` leaves them)
//! and keys that are no texts (texts here).

#![allow(clippy::expect_used, clippy::indexing_slicing)]

#[path = "yaml_oracle/pen.rs"]
mod pen;

use pen::{Pen, Tree, trees};
use proptest::prelude::*;
use wasmock::json::Value;
use wasmock::spec::yaml::{self, Node, NodeValue};
use wasmock::spec::{self, Sink};
use wasmock::{Diagnostic, Excerpt, Source, Span};

fn read(text: &str) -> (Source, Vec<Node>, Vec<Diagnostic>) {
    let source = Source::new("mocks.yml", text);
    let mut sink = Sink::new();
    let documents = yaml::read(&source, &mut sink);
    (source, documents, sink.into_diagnostics())
}

fn same_as_tree(value: &Value, tree: &Tree) -> bool {
    match (value, tree) {
        (Value::Null, Tree::Null) => true,
        (Value::Bool(a), Tree::Bool(b)) => a == b,
        (Value::Number(a), Tree::Number(b)) => a.as_str() == b,
        (Value::Text(a), Tree::Text(b)) => a == b,
        (Value::List(a), Tree::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_as_tree(a, b))
        }
        (Value::Object(a), Tree::Map(b)) => {
            let same = |((x, a), (y, b)): (&(String, Value), &(String, Tree))| {
                x == y && same_as_tree(a, b)
            };
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        _ => false,
    }
}

fn same_as_oracle(value: &Value, oracle: &serde_yaml::Value) -> bool {
    use serde_yaml::Value as Oracle;
    match (value, oracle) {
        (Value::Null, Oracle::Null) => true,
        (Value::Bool(a), Oracle::Bool(b)) => a == b,
        (Value::Number(a), Oracle::Number(b)) => a.as_str().parse().ok() == b.as_f64(),
        (Value::Text(a), Oracle::String(b)) => a == b,
        (Value::List(a), Oracle::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_as_oracle(a, b))
        }
        (Value::Object(a), Oracle::Mapping(b)) => {
            let same = |((x, a), (y, b)): (&(String, Value), (&Oracle, &Oracle))| {
                y.as_str() == Some(x) && same_as_oracle(a, b)
            };
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        _ => false,
    }
}

fn check_places(source: &Source, node: &Node) {
    check_span(source, node.span);
    match &node.value {
        NodeValue::Scalar(scalar) => check_excerpt(source, &scalar.text),
        NodeValue::List(nodes) => nodes.iter().for_each(|node| check_places(source, node)),
        NodeValue::Map(entries) => {
            for entry in entries.iter() {
                check_span(source, entry.key.span);
                check_excerpt(source, &entry.key.text);
                check_places(source, &entry.value);
            }
        }
        NodeValue::Refused => {}
    }
}

fn check_span(source: &Source, span: Span) {
    let slice = source.text().get(span.start..span.end);
    assert!(
        slice.is_some(),
        "{span:?} is no place in {:?}",
        source.text()
    );
}

/// `\U0001F600`, in characters.
const LONGEST_ESCAPE: usize = 10;

/// Each character stands where the excerpt says, or an escape for it, or was folded there, or all
/// are the whole.
fn check_excerpt(source: &Source, excerpt: &Excerpt) {
    let full = excerpt.full_span();
    check_span(source, full);
    for (offset, found) in excerpt.text().char_indices() {
        let span = excerpt.span(offset..offset + found.len_utf8());
        check_span(source, span);
        let there = source.slice(span);
        let folded = " \n".contains(found) && ["\n", "\r"].contains(&there);
        let escape = source.before(span.end).chars().rev().take(LONGEST_ESCAPE);
        let escaped = escape.into_iter().any(|sign| sign == '\\');
        assert!(
            span == full || folded || escaped || there.chars().eq([found]),
            "{found:?} of {:?} is placed at {there:?} in {:?}",
            excerpt.text(),
            source.text()
        );
    }
}

fn check_all(text: &str) {
    let (source, documents, diagnostics) = read(text);
    documents
        .iter()
        .for_each(|node| check_places(&source, node));
    diagnostics
        .iter()
        .for_each(|found| check_span(&source, found.span));
    let (_, diagnostics) = spec::read(&source);
    diagnostics
        .iter()
        .for_each(|found| check_span(&source, found.span));
}

proptest! {
    #[test]
    fn random_trees_are_read_as_serde_yaml_reads_them(
        items in prop::collection::vec(trees(), 1..4),
        choices in prop::collection::vec(any::<u8>(), 1..40),
        line_end in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        let mut pen = Pen::new(choices);
        let mut meant = Vec::new();
        for item in &items {
            pen.out.push('-');
            meant.push(pen.block(item, 2));
        }
        let text = pen.out.replace('\n', line_end);
        let (source, documents, diagnostics) = read(&text);
        prop_assert!(diagnostics.is_empty(), "{text}\n{diagnostics:?}");
        check_places(&source, &documents[0]);
        let value = documents[0].to_json();
        prop_assert!(same_as_tree(&value, &Tree::List(meant)), "{text}\n{value:?}");
        let oracle: serde_yaml::Value = serde_yaml::from_str(&text).expect("the oracle reads it");
        prop_assert!(same_as_oracle(&value, &oracle), "{text}\n{value:?}\n{oracle:?}");
    }

    #[test]
    fn any_text_is_read_with_places_in_the_file(text in ".{0,60}") {
        check_all(&text);
    }

    #[test]
    fn any_text_of_yaml_signs_is_read_with_places_in_the_file(
        text in "([-?:,\\[\\]{}#&*!|>'\"%@a1é \t]|- |: |\n|\n  |\r\n|---\n|<<: |\\*a|&a |\u{feff}|\\\\x4){0,40}",
    ) {
        check_all(&text);
    }
}
