//! The mocks files that the project ships load without a complaint and answer as they say.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by failing"
)]

#[path = "examples/asking.rs"]
mod asking;
#[path = "examples/events.rs"]
mod events;
#[path = "support/markdown.rs"]
mod markdown;
#[path = "examples/moclojer.rs"]
mod moclojer;
#[path = "examples/shop.rs"]
mod shop;

use asking::{check, check_engine, load_text, read};
use markdown::yaml_blocks;

#[test]
fn the_first_file_answers() {
    check(
        "mocks.yml",
        &[
            ("GET", "/hello/ana", "", 200, "Hello, ana!", &[]),
            ("GET", "/books/7", "", 200, r#""price":9.90"#, &[]),
            ("GET", "/books/seven", "", 400, "id", &[]),
            ("GET", "/search?q=tea", "", 200, r#""page": 1"#, &[]),
            ("GET", "/search", "", 400, "q", &[]),
            ("POST", "/login", r#"{"user": "ana"}"#, 400, "please", &[]),
            (
                "POST",
                "/login",
                r#"{"user": "ana", "password": "open sesame"}"#,
                200,
                r#"{"welcome":"ana"}"#,
                &[],
            ),
            (
                "POST",
                "/login",
                r#"{"user": "ana", "password": "x"}"#,
                401,
                "wrong",
                &[],
            ),
            (
                "POST",
                "/receipt",
                r#"{"items": [{"name": "cup", "price": 4.50}]}"#,
                200,
                r#"{"no": 1, "name": "cup", "price": 4.50}"#,
                &[],
            ),
            (
                "POST",
                "/orders",
                r#"{"amount": 120}"#,
                201,
                "accepted",
                &["order-shipped", "order-to-review"],
            ),
            (
                "POST",
                "/orders",
                r#"{"amount": 100}"#,
                201,
                "accepted",
                &["order-shipped"],
            ),
            ("POST", "/hooks/received", "{}", 204, "", &[]),
            ("GET", "/slow", "", 200, "worth the wait", &[]),
        ],
    );
}

#[test]
fn the_ten_lines_of_the_readme_do_as_it_says() {
    let readme = read("README.md");
    let file = yaml_blocks(&readme).next().expect("there is a mocks file");
    let answer = r#"{"shop": "berlin", "total": 120.50}"#;
    assert!(readme.contains(answer), "the README shows the answer");
    let webhook = ["/orders/:shop"];
    check_engine(
        "README.md",
        &load_text("README.md", &file),
        &[
            (
                "POST",
                "/orders/berlin",
                r#"{"total": 120.50}"#,
                201,
                answer,
                &webhook,
            ),
            (
                "POST",
                "/orders/berlin",
                r#"{"total": 100}"#,
                201,
                "100",
                &[],
            ),
        ],
    );
}

#[test]
fn the_snippets_of_the_reference_load() {
    let reference = read("docs/mocks-file.md");
    let endpoint = "- endpoint:\n    path: /a\n    ";
    let mut count = 0;
    for snippet in yaml_blocks(&reference) {
        let text = match snippet.starts_with('-') {
            true => snippet,
            false => endpoint.to_owned() + &snippet.replace('\n', "\n    "),
        };
        load_text("docs/mocks-file.md", text.trim_end());
        count += 1;
    }
    assert!(count >= 2, "the snippets are found");
}
