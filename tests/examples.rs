//! The mocks files that the project ships load without a complaint and answer as they say.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by failing"
)]

use std::fs;
use std::path::Path;

#[path = "support/markdown.rs"]
mod markdown;

use markdown::yaml_blocks;
use wasmock::{Chain, Delivery, Engine, Facts, Outcome, Request, Response, Source, Verdict};

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(path).expect("the example is there")
}

fn load(file: &str) -> Engine {
    load_text(file, &read(file))
}

fn load_text(file: &str, text: &str) -> Engine {
    let engine =
        Engine::load(&Source::new(file, text)).unwrap_or_else(|report| panic!("{}", report.draw()));
    assert_eq!(
        engine.warnings().draw(),
        "",
        "{file} loads without a warning"
    );
    engine
}

struct Answer {
    response: Response,
    deliveries: Vec<Delivery>,
}

impl Answer {
    fn body(&self) -> &str {
        self.response.body.as_deref().unwrap_or("")
    }

    /// The names of the webhooks that will be sent.
    fn scheduled(&self) -> Vec<&str> {
        let scheduled = |delivery: &&Delivery| delivery.verdict == Verdict::Scheduled;
        self.deliveries
            .iter()
            .filter(scheduled)
            .map(|delivery| delivery.name.as_str())
            .collect()
    }
}

fn ask(engine: &Engine, method: &str, path: &str, body: &str) -> Answer {
    let request = Request {
        method: method.to_owned(),
        url: format!("http://127.0.0.1:8787{path}"),
        headers: [("host", "127.0.0.1:8787"), ("user-agent", "test")]
            .into_iter()
            .collect(),
        body: body.as_bytes().to_vec(),
    };
    let facts = Facts {
        now_ms: 1_768_500_000_000,
        seed: 7,
        env: &[],
        chain: Chain::default(),
        finding: None,
    };
    match engine.handle(&request, &facts) {
        Outcome::Preflight(response) | Outcome::Unmatched(response) => Answer {
            response,
            deliveries: Vec::new(),
        },
        Outcome::Reply(reply) => Answer {
            response: reply.response,
            deliveries: reply.deliveries,
        },
        Outcome::Check(_) => panic!("no example verifies its requests"),
    }
}

/// `(method, path, body, status, a part of the answer, the webhooks that follow)`
type Row<'a> = (&'a str, &'a str, &'a str, u16, &'a str, &'a [&'a str]);

fn check(file: &str, rows: &[Row]) {
    check_engine(file, &load(file), rows);
}

fn check_engine(file: &str, engine: &Engine, rows: &[Row]) {
    for (method, path, body, status, part, webhooks) in rows {
        let answer = ask(engine, method, path, body);
        let told = format!(
            "{file}: {method} {path} {body} answered {} {}",
            answer.response.status,
            answer.body()
        );
        assert_eq!(answer.response.status, *status, "{told}");
        assert!(answer.body().contains(part), "{told}, without {part}");
        assert_eq!(answer.scheduled(), *webhooks, "{told}");
    }
}

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
fn moclojer_s_forms_answer() {
    check(
        "examples/moclojer.yml",
        &[
            ("GET", "/greetings/ana", "", 200, "Good morning, ana", &[]),
            (
                "GET",
                "/motd",
                "",
                200,
                "The kettle is on.\nMind the cat.",
                &[],
            ),
            ("GET", "/gardens/kew/beds/4", "", 200, r#""bed": 4"#, &[]),
            (
                "GET",
                "/plants?family=rose&limit=5",
                "",
                200,
                r#""limit": 5"#,
                &[],
            ),
            ("GET", "/plants?limit=five", "", 400, "limit", &[]),
            (
                "POST",
                "/plants",
                r#"{"name": "fern", "tags": ["wet", "green"]}"#,
                201,
                r#""tags": 2"#,
                &[],
            ),
            ("POST", "/plants", r#"{"name": 7}"#, 400, "name", &[]),
            (
                "PUT",
                "/plants/fern",
                r#"{"watered": true}"#,
                200,
                r#""watered": true"#,
                &[],
            ),
            ("DELETE", "/plants/fern", "", 204, "", &[]),
            (
                "GET",
                "/whoami?admin=false",
                "",
                200,
                r#""role": "visitor""#,
                &[],
            ),
            (
                "GET",
                "/tools?shed=3",
                "",
                200,
                r#"{"shed":"3","tools":[{"name":"spade","count":2}"#,
                &[],
            ),
            ("GET", "/weather", "", 404, "", &[]),
            (
                "POST",
                "/deliveries/central",
                r#"{"parcels": 3}"#,
                202,
                "accepted",
                &["/deliveries/:depot"],
            ),
            (
                "POST",
                "/deliveries/other",
                r#"{"parcels": 3}"#,
                202,
                "accepted",
                &[],
            ),
        ],
    );
}

#[test]
fn the_videos_answer() {
    let created = r#"{"id":"tea","state":"queued"}"#;
    let public = r#"{"state": "public"}"#;
    check(
        "examples/events.yml",
        &[
            (
                "POST",
                "/videos",
                r#"{"title": "Tea"}"#,
                202,
                created,
                &["render", "video-events"],
            ),
            ("POST", "/videos", "{}", 400, "title", &[]),
            (
                "POST",
                "/internal/videos/tea/render",
                "",
                200,
                "rendered",
                &["publish", "video-events"],
            ),
            (
                "POST",
                "/internal/videos/broken/render",
                "",
                503,
                "failed",
                &[],
            ),
            (
                "PUT",
                "/videos/tea",
                public,
                200,
                "public",
                &["video-events", "newsletter"],
            ),
            (
                "PUT",
                "/videos/tea",
                r#"{"state": "hidden"}"#,
                200,
                "hidden",
                &["video-events"],
            ),
        ],
    );
}

#[test]
fn the_shop_answers_and_its_payments_call_back() {
    check(
        "examples/shop.yml",
        &[
            ("GET", "/", "", 200, "<h1>A shop</h1>", &[]),
            ("GET", "/products", "", 200, "pot-1", &[]),
            (
                "GET",
                "/products?in-stock=true",
                "",
                200,
                "\"stock\": 12}\n",
                &[],
            ),
            ("GET", "/products/cup-1", "", 200, r#""price":4.50"#, &[]),
            ("GET", "/products/none", "", 404, "there is no none", &[]),
            (
                "POST",
                "/orders",
                r#"{"sku": "cup-1", "quantity": 2}"#,
                201,
                r#""quantity": 2"#,
                &[],
            ),
            (
                "POST",
                "/orders",
                r#"{"sku": "pot-1", "quantity": 1}"#,
                409,
                "out of stock",
                &[],
            ),
            (
                "POST",
                "/orders",
                r#"{"sku": "cup-1", "quantity": 13}"#,
                409,
                r#""asked": 13"#,
                &[],
            ),
            (
                "POST",
                "/orders",
                r#"{"sku": "cup-1"}"#,
                400,
                "quantity",
                &[],
            ),
            (
                "POST",
                "/orders/17/payments",
                r#"{"amount": 9.50, "card": "1"}"#,
                202,
                "pending",
                &["payment-paid"],
            ),
            (
                "POST",
                "/orders/17/payments",
                r#"{"amount": 1000.01, "card": "1"}"#,
                202,
                "pending",
                &["payment-failed"],
            ),
            (
                "POST",
                "/orders/17/payments",
                r#"{"amount": 5, "card": "40 0002", "email": "a@b.c"}"#,
                202,
                "pending",
                &["payment-failed", "receipt"],
            ),
            (
                "POST",
                "/orders/17/payments",
                r#"{"amount": 0, "card": "1"}"#,
                422,
                "more than nothing",
                &[],
            ),
            ("DELETE", "/orders/17", "", 204, "", &[]),
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
