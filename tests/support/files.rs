//! Mocks files by chance: almost YAML, and almost right.

use proptest::collection::vec;
use proptest::prelude::*;

/// Text made of what YAML is made of.
pub fn near_yaml() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "- ",
        "endpoint",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\n    ",
        "path",
        "/a",
        "response",
        "status",
        "200",
        "body",
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        "\"",
        "|",
        ">",
        "#",
        " #",
        "&a",
        "*a",
        "!t",
        "<<",
        "---\n",
        "...",
        "\t",
        "é",
        "😀",
        "\\",
        "if",
        "webhook",
        "url",
        "sleep-time",
        "settings",
        "{{",
        "}}",
        "{% if a %}",
        "null",
        ".inf",
        "?",
        "-",
        "%",
        "@",
        "\r",
    ]);
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A file of which a part was cut, doubled or replaced.
pub fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let borders: Vec<usize> = (0..=text.len())
        .filter(|at| text.is_char_boundary(*at))
        .collect();
    let place = prop::sample::select(borders);
    let odd = prop::sample::select(vec![
        "",
        "\"",
        "'",
        "{",
        "}",
        "{{",
        "}}",
        "\n",
        "  ",
        ": ",
        "- ",
        "*a",
        "&a ",
        "é",
        "[",
        "%}",
        "#",
        "\t",
        "|",
        "0",
        "!",
        "\u{0}",
        "/:x|",
        "json-params",
    ]);
    (place.clone(), place, odd, any::<bool>()).prop_map(move |(one, other, odd, cut)| {
        let (from, to) = (
            one.min(other),
            if cut {
                one.max(other).min(one.min(other) + 9)
            } else {
                one.min(other)
            },
        );
        let to = (to..=text.len())
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(text.len());
        format!("{}{odd}{}", &text[..from], &text[to..])
    })
}
