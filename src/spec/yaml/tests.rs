//! Places and limits of the reader; its values are tested against an oracle in `tests/`.

use super::*;
use crate::diagnostic::{Diagnostic, Report};

fn read_all(text: &str) -> (Vec<Node>, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let documents = read(&Source::new("mocks.yml", text), &mut sink);
    (documents, sink.into_diagnostics())
}

fn root(text: &str) -> Node {
    let (documents, diagnostics) = read_all(text);
    assert!(diagnostics.is_empty(), "{text:?}: {diagnostics:?}");
    documents.into_iter().next().expect("one document")
}

/// `code line:column message` of each mistake.
fn mistakes(text: &str) -> Vec<String> {
    let source = Source::new("mocks.yml", text);
    let (_, diagnostics) = read_all(text);
    let report = Report::new(source.clone(), diagnostics);
    let shown = report.diagnostics().iter().map(|found| {
        let (line, column) = source.line_column(found.span.start);
        format!("{} {line}:{column} {}", found.code, found.message)
    });
    shown.collect()
}

/// The value of the map `{k: …}`.
fn value(text: &str) -> Node {
    let node = root(text);
    let NodeValue::Map(entries) = &node.value else {
        panic!("{text:?} is a map");
    };
    entries[0].value.clone()
}

#[test]
fn a_scalar_knows_its_place_in_every_style() {
    for (text, whole, part, place) in [
        ("k: hello  # c", "hello", "ell", "ell"),
        ("é: héllo", "héllo", "llo", "llo"),
        ("k: 'a b' # c", "'a b'", "b", "b"),
        ("k: \"a b\"", "\"a b\"", "b", "b"),
        ("k: 'it''s here'", "'it''s here'", "s here", "s here"),
        ("k: \"a\\tb c\"", "\"a\\tb c\"", "c", "c"),
        (
            "k: \"\\u00e9\\x41\\U0001F600\\\"b c\"",
            "\"\\u00e9\\x41\\U0001F600\\\"b c\"",
            "b c",
            "b c",
        ),
        ("k: \"a\\tb\n  c\"", "\"a\\tb\n  c\"", "c", "\"a\\tb\n  c\""),
        ("k: one\n  two", "one\n  two", "two", "two"),
        ("k: 'one\n\n  two'", "'one\n\n  two'", "two", "two"),
        ("k: |\n  one\n  two\n", "one\n  two", "two", "two"),
        (
            "k: |\n\n  one\n  two\n\nl: 1",
            "\n  one\n  two",
            "one",
            "one",
        ),
        ("k: |2\n   one\n  two\n", " one\n  two", "two", "two"),
        ("k: |\n  one\n    two", "one\n    two", "  two", "  two"),
        ("k: |\r\n  one\r\n  two\r\n", "one\r\n  two", "two", "two"),
        (
            "k: >\n  one\n  two\n\n  three\n",
            "one\n  two\n\n  three",
            "two",
            "two",
        ),
        (
            "k: >-\n  one\n   two\n  three\n",
            "one\n   two\n  three",
            "three",
            "three",
        ),
        ("k: &a !!str |\n  one\n  two\n", "one\n  two", "two", "two"),
        ("k: &a hello", "hello", "ell", "ell"),
        ("k: !!str 'hello'", "'hello'", "ell", "ell"),
        ("k: 200", "200", "00", "00"),
        ("k: true", "true", "rue", "rue"),
    ] {
        let source = Source::new("mocks.yml", text);
        let node = value(text);
        assert_eq!(source.slice(node.span), whole, "the span in {text:?}");
        let excerpt = node.text().expect("a scalar");
        let start = excerpt.text().find(part).expect("the part");
        let found = excerpt.span(start..start + part.len());
        assert_eq!(source.slice(found), place, "{part:?} in {text:?}");
    }
}

#[test]
fn a_block_at_the_end_of_the_file_gets_no_line_end_that_is_not_there() {
    for (text, expected) in [
        ("k: |\n  a", "a"),
        ("k: |\n  a\n", "a\n"),
        ("k: |+\n  a\n\n", "a\n\n"),
        ("k: |-\n  a\n", "a"),
        ("k: |\n", ""),
        ("k: >\n  a\n  b", "a b"),
    ] {
        assert_eq!(
            value(text).text().map(|t| t.text()),
            Some(expected),
            "{text:?}"
        );
    }
}

#[test]
fn collections_reach_from_their_first_byte_to_their_last() {
    for (text, whole) in [
        ("k: [1, 2]  # c", "[1, 2]"),
        ("k: { a: 1 } ", "{ a: 1 }"),
        ("k:\n  - a\n  - b\n# c\nl: 1", "- a\n  - b"),
        // The parser gives a list at its key's indentation without its first dash.
        ("k:\n- a\nl: 1", "a"),
        ("k:\n  a: 1\n  b: c # d\n", "a: 1\n  b: c"),
        ("k: &x [1]", "&x [1]"),
    ] {
        let source = Source::new("mocks.yml", text);
        assert_eq!(source.slice(value(text).span), whole, "{text:?}");
    }
    assert_eq!(value("k:\nl: 1").span, Span::at(2));
}

#[test]
fn documents_are_read_one_after_another() {
    for (text, count) in [
        ("", 0),
        ("# nothing\n", 0),
        ("---\n- a\n---\n- b\n", 2),
        ("\u{feff}- a", 1),
        ("[{\"a\": 1}]", 1),
    ] {
        let (documents, diagnostics) = read_all(text);
        assert_eq!((documents.len(), diagnostics.len()), (count, 0), "{text:?}");
    }
}

#[test]
fn merges_give_way_to_own_keys_and_to_earlier_maps() {
    for (text, expected) in [
        ("- &a {x: 1, y: 2}\n- {<<: *a, y: 3}", "x=1 y=3"),
        ("- &a {x: 1, y: 2}\n- {y: 3, <<: *a}", "y=3 x=1"),
        ("- {<<: [{x: 1}, {x: 2, z: 4}]}", "x=1 z=4"),
        ("- {\"<<\": 1}", "<<=1"),
    ] {
        let NodeValue::List(items) = root(text).value else {
            panic!("a list");
        };
        let NodeValue::Map(entries) = &items[items.len() - 1].value else {
            panic!("a map");
        };
        let shown = entries.iter().map(|entry| {
            let value = entry.value.text().expect("a scalar").text();
            format!("{}={value}", entry.key.text.text())
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
    }
}

#[test]
fn mistakes_have_their_places_and_reading_goes_on() {
    for (text, expected) in [
        (
            "a: 1\nb: 2\na: 3\nb: 4",
            "duplicate-key 3:1 the key `a` is given twice, first in line 1; duplicate-key 4:1 the key `b` is given twice, first in line 2",
        ),
        (
            "{a: 1, \"a\": 2}",
            "duplicate-key 1:8 the key `a` is given twice, first in line 1",
        ),
        (
            "? [1]\n: 2",
            "wrong-key 1:3 a key must be a text, not a list",
        ),
        ("~: 2", "wrong-key 1:1 a key must be a text, not nothing"),
        (
            "<<: 2",
            "wrong-merge 1:5 `<<` merges a map or a list of maps, not a number",
        ),
        ("a: .inf", "not-a-number 1:4 `.inf` is not a decimal number"),
        (
            "a: !!int x",
            "wrong-tag 1:10 `x` does not fit the tag `!!int`",
        ),
        (
            "if: !json-params.a",
            "unknown-tag 1:5 YAML reads this `!…` as a tag, and no such tag is known here",
        ),
        (
            "a: *b",
            "unknown-alias 1:4 YAML reads `*b` as an alias, and no anchor `&b` stands before it",
        ),
        (
            "a: &b [*b]",
            "unknown-alias 1:8 the alias `*b` stands inside the value that it repeats",
        ),
        (
            "- &b 1\n---\n- *b",
            "unknown-alias 3:3 YAML reads `*b` as an alias, and no anchor `&b` stands before it",
        ),
    ] {
        assert_eq!(mistakes(text).join("; "), expected, "{text:?}");
    }
}

#[test]
fn every_limit_is_one_clear_mistake() {
    let bomb = (0..12).fold("- &a0 x\n".to_owned(), |text, level| {
        let alias = format!("*a{level}, ").repeat(9);
        format!("{text}- &a{} [{alias}]\n", level + 1)
    });
    let deep_aliases = (0..10).fold("- &a0 x\n".to_owned(), |text, level| {
        let (open, close) = ("[".repeat(9), "]".repeat(9));
        format!("{text}- &a{} {open}*a{level}{close}\n", level + 1)
    });
    for (name, text, expected) in [
        (
            "bytes",
            "# ".repeat(5_000_000),
            "too-large 1:1 the file has 10000000 bytes",
        ),
        (
            "items",
            "- a\n".repeat(100_001),
            "too-many-items 100001:3 the file has more than 100,000 items",
        ),
        (
            "items of two documents",
            format!("{0}---\n{0}", "- a\n".repeat(60_000)),
            "too-many-items 100002:3",
        ),
        ("flow", "[".repeat(100_000), "too-deep 1:"),
        ("flow of many", "[".repeat(8_000_000), "too-deep 1:"),
        (
            "flow, 65 deep",
            "[".repeat(65) + &"]".repeat(65),
            "too-deep 1:65",
        ),
        ("flow of maps", "{a: ".repeat(100_000), "too-deep 1:"),
        ("block", "- ".repeat(100_000), "too-deep 1:129"),
        ("block of questions", "? ".repeat(100_000), "too-deep 1:129"),
        (
            "nodes",
            format!("- [{}]", "1,".repeat(1_000_000)),
            "too-many-nodes 1:200000",
        ),
        (
            "items on one line",
            format!("[{}", "1,".repeat(4_000_000)),
            "too-many-nodes 1:200000",
        ),
        (
            "commas",
            format!("[{}", ",".repeat(8_000_000)),
            "too-many-nodes 1:4000001",
        ),
        ("aliases", bomb, "too-many-nodes 8:"),
        ("levels of aliases", deep_aliases, "too-deep 9:16"),
    ] {
        let found = mistakes(&text);
        assert!(
            found.len() == 1 && found[0].starts_with(expected),
            "{name}: {expected} is not {found:?}"
        );
    }
    let open = "[".repeat(64) + &"]".repeat(64);
    assert_eq!(
        mistakes(&open),
        Vec::<String>::new(),
        "64 levels are allowed"
    );
}

#[test]
fn too_many_nodes_names_the_alias() {
    let list = "x, ".repeat(1_000);
    let aliases = "*small, *large, ".repeat(1_000);
    let found = mistakes(&format!("- &small [x]\n- &large [{list}]\n- [{aliases}]\n"));
    assert!(found[0].contains("the alias `*large`"), "{found:?}");
}

#[test]
fn a_syntax_error_keeps_what_stands_complete_before_it() {
    let (documents, diagnostics) = read_all("- {a: 1, a: 2}\n- b: 1\n  c: d: e\n");
    assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
    let NodeValue::List(items) = &documents[0].value else {
        panic!("a list");
    };
    assert_eq!(items.len(), 1, "the item that was cut is left out");
}
