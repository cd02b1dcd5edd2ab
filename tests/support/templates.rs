//! Templates by chance that write JSON whatever a request holds.

use proptest::collection::vec;
use proptest::prelude::*;

/// An expression that gives any value at all.
fn operand() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "query-params.q",
        "json-params",
        "json-params.a",
        "json-params.list",
        "json-params.list.0",
        "body",
        "header-params.x-h",
        "form-params.a",
        "path-params.rest",
        "query-params-all.q",
        "now",
        "uuid",
        "json-params.a = 1",
        "json-params.a|default:\"}\"",
        "query-params.q|upper",
        "json-params.a|json",
        "json-params.none",
        "\"\\\"\"",
        "1.50",
        "method",
    ])
    .prop_map(str::to_owned)
}

fn condition() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "query-params.q",
        "json-params.a > 1",
        "json-params.list contains 1",
        "not json-params.a",
        "1 = 1",
        "json-params.none exists",
    ])
    .prop_map(str::to_owned)
}

/// A template that writes one JSON value whatever the request holds: it is grown from JSON's own
/// grammar, so an output stands only where a value, a key or a part of a text may.
pub fn json_template() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        2 => operand().prop_map(|operand| format!("{{{{{operand}}}}}")),
        2 => text_template().prop_map(|text| format!("\"{text}\"")),
        1 => prop::sample::select(vec!["1", "null", "[]", "{}", "\"\"", "\"{[\\\"\""]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(|items| format!("[{}]", items.join(", "))),
            vec((key(), inner.clone()), 1..4).prop_map(|pairs| {
                let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                format!("{{ {} }}", pairs.join(", "))
            }),
            (condition(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| format!("{{% if {c} %}}{a}{{% else %}}{b}{{% endif %}}")),
            (condition(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| format!("{{{{#if {c}}}}}{a}{{{{else}}}}{b}{{{{/if}}}}")),
            inner.clone().prop_map(|a| format!("[{{% for x in json-params.list %}}[{{{{x}}}}, {a}]{{% if not forloop.last %}},{{% endif %}}{{% endfor %}}]")),
            inner.prop_map(|a| format!("[{{{{#each json-params.list}}}}{a}{{{{#unless @last}}}}, {{{{/unless}}}}{{{{/each}}}}]")),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        text_template().prop_map(|text| format!("\"{text}\"")),
        operand().prop_map(|operand| format!("{{{{{operand}}}}}"))
    ]
}

/// The inside of a JSON text.
fn text_template() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z ,:\\[\\]]{0,4}",
        Just("\\\"".to_owned()),
        operand().prop_map(|operand| format!("{{{{{operand}}}}}")),
        (condition(), operand())
            .prop_map(|(c, operand)| format!("{{% if {c} %}}x{{{{{operand}}}}}{{% endif %}}")),
        operand().prop_map(|operand| format!(
            "{{{{#each json-params.list}}}}{{{{this}}}}{{{{{operand}}}}}{{{{/each}}}}"
        )),
    ];
    vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}
