//! Files that were made to hurt are refused quickly, or loaded quickly, and never crash.
//!
//! Each prints how long it took; the bound is only a guard against work that grows with the
//! square of the file.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by failing"
)]

use std::time::{Duration, Instant};

use wasmock::{Engine, Report, Source};

/// What no hostile file may take, even without optimisation on a busy machine: the files are far
/// too large for work that grows with their square.
const HANG: Duration = Duration::from_secs(60);

/// Loads a file within the time and checks that every place of its report lies in it.
fn load(name: &str, text: &str) -> Result<Engine, Report> {
    let source = Source::new("mocks.yml", text);
    let begin = Instant::now();
    let loaded = Engine::load(&source);
    let drawn = loaded.as_ref().err().map(Report::draw);
    let took = begin.elapsed();
    println!("{name}: {} bytes in {took:?}", text.len());
    assert!(took < HANG, "{name} took {took:?}");
    for line in drawn.iter().flat_map(|drawn| drawn.lines()) {
        assert!(
            line.chars().count() < 1000,
            "{name}: a line of {} characters is drawn",
            line.len()
        );
    }
    loaded
}

/// The report of a file that must be refused.
fn refused(name: &str, text: &str) -> Report {
    let report = load(name, text).expect_err("the file must be refused");
    assert!(report.has_errors(), "{name}: refused without an error");
    report
}

fn endpoint_with_body(body: &str) -> String {
    format!("- endpoint:\n    path: /a\n    response:\n      body: {body}\n")
}

#[test]
fn an_alias_bomb_in_a_body_is_refused_by_name() {
    let mut body = String::from("\n        a0: &a0 [x, x, x, x, x, x, x, x, x]");
    for level in 1..12 {
        let before = level - 1;
        let aliases = vec![format!("*a{before}"); 9].join(", ");
        body.push_str(&format!("\n        a{level}: &a{level} [{aliases}]"));
    }
    let report = refused("alias bomb", &endpoint_with_body(&body));
    assert!(report.draw().contains("alias"), "{}", report.draw());
}

#[test]
fn a_hundred_thousand_open_brackets_are_refused() {
    refused("100,000 [", &endpoint_with_body(&"[".repeat(100_000)));
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    refused("100,000 [ and ]", &endpoint_with_body(&closed));
    refused("100,000 {", &endpoint_with_body(&"{a: ".repeat(100_000)));
    refused("100,000 - ", &"- ".repeat(100_000));
}

#[test]
fn sixty_four_levels_are_the_limit() {
    let nested = |levels: usize| {
        endpoint_with_body(&format!("{}{}", "[".repeat(levels), "]".repeat(levels)))
    };
    assert!(load("40 levels", &nested(40)).is_ok());
    refused("70 levels", &nested(70));
}

#[test]
fn more_than_eight_mebibytes_are_refused() {
    refused(
        "one long line",
        &endpoint_with_body(&"x".repeat(8 * 1024 * 1024)),
    );
    refused(
        "one long quoted line",
        &endpoint_with_body(&format!("\"{}\"", "x".repeat(9 * 1024 * 1024))),
    );
    refused("many lines", &"# a comment\n".repeat(1024 * 1024));
}

#[test]
fn a_line_of_almost_eight_mebibytes_is_served() {
    let text = endpoint_with_body(&"x".repeat(8 * 1024 * 1024 - 100));
    assert!(load("almost 8 MiB", &text).is_ok());
}

#[test]
fn blocks_nested_a_hundred_thousand_deep_are_refused_or_served() {
    let open = "{{#if path}}".repeat(100_000);
    refused(
        "100,000 open blocks",
        &endpoint_with_body(&format!("'{open}'")),
    );
    let closed = format!("'{open}{}'", "{{/if}}".repeat(100_000));
    drop(load("100,000 blocks, closed", &endpoint_with_body(&closed)));
    let loops = "{% for x in json-params.l %}".repeat(100_000);
    refused(
        "100,000 open loops",
        &endpoint_with_body(&format!("'{loops}'")),
    );
}

#[test]
fn templates_of_braces_are_refused() {
    refused(
        "8 MB of {{",
        &endpoint_with_body(&format!("'{}'", "{{".repeat(4_000_000))),
    );
    refused(
        "2 MB of {{ with blanks",
        &endpoint_with_body(&format!("'{}'", "{{ ".repeat(700_000))),
    );
    refused(
        "2 MB of {%",
        &endpoint_with_body(&format!("'{}'", "{% ".repeat(700_000))),
    );
    drop(load(
        "2 MB of {#",
        &endpoint_with_body(&format!("'{}'", "{# ".repeat(700_000))),
    ));
    refused(
        "10 MB of {{",
        &endpoint_with_body(&format!("'{}'", "{{".repeat(5_000_000))),
    );
}

#[test]
fn a_hundred_thousand_outputs_are_served_or_refused() {
    drop(load(
        "100,000 outputs",
        &endpoint_with_body(&format!("'{}'", "{{path}}".repeat(100_000))),
    ));
    refused(
        "20,000 wrong outputs",
        &endpoint_with_body(&format!("'{}'", "{{pth}}".repeat(20_000))),
    );
}

#[test]
fn deep_conditions_are_refused() {
    let endpoint = |condition: &str| format!("- endpoint:\n    path: /a\n    if: '{condition}'\n");
    let brackets = format!("{}1 = 1{}", "(".repeat(100_000), ")".repeat(100_000));
    refused("100,000 brackets", &endpoint(&brackets));
    refused("100,000 open brackets", &endpoint(&"(".repeat(100_000)));
    refused(
        "100,000 not",
        &endpoint(&format!("{}1 = 1", "not ".repeat(100_000))),
    );
    refused("100,000 lists", &endpoint(&"[".repeat(100_000)));
    refused(
        "100,000 places",
        &endpoint(&format!("json-params{} = 1", "[0".repeat(100_000))),
    );
    refused(
        "100,000 and",
        &endpoint(&format!("1 = 1{}", " and 1 = 1".repeat(100_000))),
    );
    let output = format!("'{{{{{}1{}}}}}'", "(".repeat(100_000), ")".repeat(100_000));
    refused(
        "100,000 brackets in an output",
        &endpoint_with_body(&output),
    );
}

#[test]
fn huge_maps_are_served_or_refused() {
    let keys = |count: usize| {
        (0..count)
            .map(|key| format!("k{key}: {key}, "))
            .collect::<String>()
    };
    assert!(
        load(
            "a map of 100,000 keys",
            &endpoint_with_body(&format!("{{{}}}", keys(100_000)))
        )
        .is_ok()
    );
    let same = "k: 1, ".repeat(20_000);
    refused(
        "20,000 times one key",
        &endpoint_with_body(&format!("{{{same}}}")),
    );
    refused(
        "a million nodes",
        &endpoint_with_body(&format!("[{}]", "1,".repeat(1_000_001))),
    );
}

#[test]
fn too_many_items_are_refused() {
    refused("100,001 items", &"- endpoint: {path: /a}\n".repeat(100_001));
}

#[test]
fn twenty_thousand_mistakes_are_reported_in_time() {
    let text = "- endpoint: {pth: /a, respons: {status: 1}}\n".repeat(10_000);
    let report = refused("20,000 mistakes", &text);
    assert!(report.diagnostics().len() > 1);
}

#[test]
fn a_regular_expression_of_a_terrible_size_is_refused_or_served() {
    let condition = "path matches \"((((a{100}){100}){100}){100})\"";
    drop(load(
        "a huge regular expression",
        &format!("- endpoint:\n    path: /a\n    if: '{condition}'\n"),
    ));
}

#[test]
fn twenty_thousand_wrong_patterns_of_events_are_reported_in_time() {
    // Each takes as many compilations as it has characters, to be pointed at where it goes wrong.
    let pattern = format!("{}(", "a?{99}".repeat(16));
    let event = format!("- webhook: {{target: http://a, events: {{url: '{pattern}'}}}}\n");
    let report = refused("wrong patterns", &event.repeat(20_000));
    assert!(report.diagnostics().len() > 1);
}

#[test]
fn ten_thousand_events_are_served() {
    let event = "{url: '^/orders/[0-9]+/items/[a-z]+$'}, ".repeat(1_000);
    let webhook = format!("- webhook: {{target: http://a, events: [{event}]}}\n");
    assert!(load("events", &webhook.repeat(10)).is_ok());
}

#[test]
fn odd_characters_never_crash_the_reader() {
    for text in [
        "\u{feff}",
        "\u{0}",
        "- \u{0}",
        "\r\n\r\n",
        "---\n---\n...",
        "%YAML 9.9\n---\n",
        "&a *a",
        "- *none",
        "- &a [*a]",
        "? :",
        "- endpoint: !!binary x",
        "\t- a",
        "- 'a",
        "- \"\\x",
        "<<: [a]",
    ] {
        drop(load(text.escape_debug().to_string().as_str(), text));
    }
}
