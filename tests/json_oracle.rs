//! The JSON reader and writer against `serde_json`.
#![allow(clippy::panic, reason = "a test may panic, its functions too")]

use proptest::prelude::*;
use wasmock::json::{Value, quote_into};

/// The value as `serde_json` reads what we write.
fn rewritten(text: &str) -> Option<serde_json::Value> {
    let written = Value::parse(text).ok()?.to_text();
    let value = serde_json::from_str(&written);
    Some(value.unwrap_or_else(|error| panic!("{written}: {error}")))
}

fn oracle(text: &str) -> Option<serde_json::Value> {
    serde_json::from_str(text).ok()
}

/// Lone surrogates and numbers beyond a 64-bit float: `serde_json` refuses them, we do not.
fn is_for_us_alone(text: &str) -> bool {
    let refused = serde_json::from_str::<serde_json::Value>(text).err();
    refused.is_some_and(|error| {
        let reason = error.to_string();
        ["surrogate", "hex escape", "out of range"]
            .iter()
            .any(|part| reason.contains(part))
    })
}

/// Any JSON, as text, with the blanks and escapes of its writer.
fn documents() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|truth| truth.to_string()),
        "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,5})?([eE][+-]?[0-9])?",
        texts(),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let elements = prop::collection::vec(inner.clone(), 0..6);
        let pairs = prop::collection::vec((texts(), inner), 0..12);
        prop_oneof![
            elements.prop_map(|elements| format!("[ {}]", elements.join(" ,\n"))),
            pairs.prop_map(|pairs| {
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(key, value)| format!("{key}\t: {value}"))
                    .collect();
                format!("{{{}\r}}", pairs.join(","))
            }),
        ]
    })
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "\"[ab]{0,1}\"",
        "\"([a-z é😀\u{7f}]|\\\\[\"\\\\/bfnrt]|\\\\u00[0-9a-fA-F]{2}|\\\\ud83d\\\\ude0[0-9])*\"",
    ]
}

proptest! {
    #[test]
    fn json_is_read_as_serde_json_reads_it(text in documents()) {
        prop_assert!(oracle(&text).is_some(), "not JSON: {}", text);
        prop_assert_eq!(rewritten(&text), oracle(&text));
    }

    /// Texts with a character changed: mostly not JSON any more.
    #[test]
    fn broken_json_is_refused_as_serde_json_refuses_it(
        text in documents(),
        place in any::<prop::sample::Index>(),
        change in "[\\[\\]{}\",:\\\\ue0-9. \n-]{0,2}",
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        let at = place.index(characters.len());
        characters.splice(at..=at, change.chars());
        let text: String = characters.into_iter().collect();
        if !is_for_us_alone(&text) {
            prop_assert_eq!(rewritten(&text), oracle(&text), "{}", text);
        }
    }

    #[test]
    fn any_text_is_quoted_so_that_it_comes_back(text in any::<String>()) {
        let mut quoted = String::new();
        quote_into(&mut quoted, &text);
        prop_assert_eq!(serde_json::from_str::<String>(&quoted).ok(), Some(text.clone()));
        prop_assert_eq!(Value::parse(&quoted), Ok(Value::text(text)));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in any::<Vec<u8>>()) {
        let is_json = serde_json::from_slice::<serde_json::Value>(&bytes).is_ok();
        prop_assert_eq!(Value::parse_bytes(&bytes).is_ok(), is_json);
    }
}

#[test]
fn nasty_texts_are_taken_or_refused_as_serde_json_does() {
    let table = [
        "",
        " ",
        "[",
        "]",
        "[]]",
        "{}{}",
        "[,]",
        "[1,,2]",
        "{,}",
        "{\"a\"}",
        "{1:2}",
        "\"\t\"",
        "\"\\u{41}\"",
        "\"\\'\"",
        "-",
        "--1",
        "-01",
        "00",
        "1e",
        "1e+",
        "1E-2",
        "-0",
        "0.0",
        ".1",
        "1.e1",
        "Infinity",
        "True",
        "nul",
        "null\0",
        "\u{a0}1",
        "\u{c}1",
        "// a\n1",
        "[1]//",
        "\"\u{2028}\"",
        "\"\u{7f}\"",
        "{\"\":{\"\":\"\"}}",
        "{\"a\":1,\"a\":{\"a\":2}}",
        "\u{feff}[]",
        "[\"\\ude00\\ud83d\\ude00",
        "\"",
        "\"\\",
        "\"\\\"",
        "123456789012345678901",
    ];
    for text in table {
        assert_eq!(rewritten(text), oracle(text), "{text:?}");
    }
}
