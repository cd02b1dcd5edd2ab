//! What holds whatever a file or a request holds.
#![allow(
    clippy::expect_used,
    clippy::string_slice,
    reason = "a test says what is wrong by failing"
)]

#[path = "support/files.rs"]
mod files;
#[path = "support/requests.rs"]
mod requests;
#[path = "support/templates.rs"]
mod templates;

use std::str::FromStr;

use bigdecimal::BigDecimal;
use proptest::prelude::*;
use wasmock::{
    Chain, Delivery, Diagnostic, Engine, Facts, Outcome, Report, Request, Response, Source,
};

use wasmock::webhook::{Entry, Marks, settle};

use files::{mutated, near_yaml};
use requests::{json_text, number, request};
use templates::json_template;

/// Mocks files whose every answer is JSON and whose templates keep to the contract's promise.
const JSON_MOCKS: &str = include_str!("support/json-answers.yml");

fn load(text: &str) -> Result<Engine, Report> {
    Engine::load(&Source::new("mocks.yml", text))
}

fn facts(seed: u128) -> Facts<'static> {
    Facts {
        now_ms: 1_768_500_000_000,
        seed,
        env: &[],
        chain: Chain::default(),
        finding: None,
    }
}

/// The answer, whoever gave it, and the webhooks that follow.
fn answer(engine: &Engine, request: &Request, seed: u128) -> (Response, Vec<Delivery>) {
    match engine.handle(request, &facts(seed)) {
        Outcome::Preflight(response) | Outcome::Unmatched(response) => (response, Vec::new()),
        Outcome::Reply(reply) => (reply.response, reply.deliveries),
        Outcome::Check(_) => (Response::new(403), Vec::new()),
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Every place of a report lies in its file, on borders of characters, and it can be drawn.
fn check_places(report: &Report) {
    let text = report.source().text();
    for Diagnostic { span, code, .. } in report.diagnostics() {
        let fits = span.start <= span.end
            && text.is_char_boundary(span.start)
            && text.is_char_boundary(span.end);
        assert!(fits, "{code}: {span:?} does not lie in the file");
    }
    assert_eq!(report.draw().is_empty(), report.diagnostics().is_empty());
}

fn check_file(text: &str) {
    match load(text) {
        Ok(engine) => check_places(engine.warnings()),
        Err(report) => {
            assert!(report.has_errors(), "refused without an error");
            check_places(&report);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_json_answer_parses(request in request()) {
        let engine = load(JSON_MOCKS).unwrap();
        let (response, deliveries) = answer(&engine, &request, 7);
        let body = response.body.unwrap_or_default();
        prop_assert!(response.status != 500, "{}", body);
        prop_assert!(body.is_empty() || is_json(&body), "{} {}", response.status, body);
        for delivery in deliveries {
            prop_assert!(delivery.body.iter().all(|body| is_json(body)), "{:?}", delivery.body);
        }
    }

    #[test]
    fn a_random_json_template_writes_json(template in json_template(), request in request()) {
        let block: String = template.lines().map(|line| format!("        {line}\n")).collect();
        let mocks = format!("- endpoint:\n    method: ANY\n    path: /*rest\n    response:\n      headers: {{Content-Type: application/json}}\n      body: |\n{block}");
        let engine = load(&mocks).map_err(|report| TestCaseError::fail(report.draw()))?;
        let (response, _) = answer(&engine, &Request { url: "http://a.test/x".to_owned() + query_of(&request.url), ..request }, 7);
        let body = response.body.unwrap_or_default();
        prop_assert!(body.is_empty() || is_json(&body), "{} {}", response.status, body);
    }

    #[test]
    fn the_same_request_and_facts_give_the_same_bytes(request in request(), seed in any::<u128>()) {
        let (engine, again) = (load(JSON_MOCKS).unwrap(), load(JSON_MOCKS).unwrap());
        let first = answer(&engine, &request, seed);
        prop_assert_eq!(&first, &answer(&engine, &request, seed));
        prop_assert_eq!(&first, &answer(&again, &request, seed));
    }

    #[test]
    fn an_answer_can_always_be_sent(request in request()) {
        let engine = load(JSON_MOCKS).unwrap();
        let (response, _) = answer(&engine, &request, 7);
        prop_assert!((200..=599).contains(&response.status));
        for (name, value) in response.headers.iter() {
            prop_assert!(!name.chars().chain(value.chars()).any(char::is_control), "{} {:?}", name, value);
        }
    }

    #[test]
    fn any_text_is_loaded_or_refused(text in any::<String>()) {
        check_file(&text);
    }

    #[test]
    fn anything_like_yaml_is_loaded_or_refused(text in near_yaml()) {
        check_file(&text);
    }

    #[test]
    fn a_mocks_file_with_something_changed_is_loaded_or_refused(text in mutated(JSON_MOCKS), request in request()) {
        check_file(&text);
        if let Ok(engine) = load(&text) {
            answer(&engine, &request, 7);
        }
    }

    #[test]
    fn any_body_of_an_answer_is_loaded_or_refused(body in "([{}%#!\"'a|.: \\\\\n]|\\{\\{|\\}\\}|if|path|for|each|else|/|é){0,24}") {
        let quoted = serde_json::to_string(&body).unwrap();
        check_file(&format!("- endpoint:\n    path: /a\n    if: {quoted}\n    response:\n      body: {quoted}\n"));
        check_file(&format!("- endpoint:\n    path: /a\n    response:\n      headers: {{Content-Type: application/json}}\n      body: {quoted}\n"));
    }

    #[test]
    fn numbers_compare_as_exact_decimals(left in number(), right in number()) {
        let engine = load(COMPARISON).unwrap();
        let (a, b) = (BigDecimal::from_str(&left).unwrap(), BigDecimal::from_str(&right).unwrap());
        let wanted = format!("[{}, {}, {}, {}, {}, {}]", a == b, a != b, a < b, a <= b, a > b, a >= b);
        let request = Request {
            method: "POST".to_owned(),
            url: "http://a.test/compare".to_owned(),
            body: format!("{{\"a\": {left}, \"b\": {right}, \"s\": \"{right}\"}}").into_bytes(),
            ..Request::default()
        };
        let (response, _) = answer(&engine, &request, 7);
        let body = response.body.unwrap_or_default();
        prop_assert_eq!(body, format!("{{\"numbers\": {wanted}, \"text\": {wanted}}}"), "{} and {}", left, right);
    }

    #[test]
    fn nobody_is_answered_unchecked(
        path in "[a-f]",
        values in prop::collection::vec("(Bearer |Basic |v1,|v1a,|1768500000|YTpi|[ -~é]){0,6}", 5),
        seed in any::<u128>(),
    ) {
        let engine = load(VERIFIED).unwrap();
        let names = ["authorization", "webhook-id", "webhook-timestamp", "webhook-signature", "x-sig"];
        let request = Request {
            method: "GET".to_owned(),
            url: format!("http://a.test/{path}"),
            headers: names.into_iter().zip(&values).map(|(name, value)| (name, value.as_str())).collect(),
            ..Request::default()
        };
        match engine.handle(&request, &facts(seed)) {
            Outcome::Reply(reply) => {
                prop_assert_eq!(reply.response.status, 403);
                prop_assert!(reply.refusal.is_some() && reply.deliveries.is_empty());
            }
            Outcome::Check(check) => prop_assert!(!check.keys.is_empty() && !check.proof.given.is_empty()),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn a_range_of_delays_is_kept(seed in any::<u128>()) {
        let engine = load("- endpoint:\n    path: /a\n    webhook: {url: 'http://b.test/', sleep-time: 0.2-1.4}\n").unwrap();
        let request = Request { method: "GET".to_owned(), url: "http://a.test/a".to_owned(), ..Request::default() };
        let (_, deliveries) = answer(&engine, &request, seed);
        let delays: Vec<u64> = deliveries.iter().map(|delivery| delivery.due_at_ms - delivery.scheduled_at_ms).collect();
        prop_assert!(delays.len() == 1 && (200..=1400).contains(&delays[0]), "{:?}", delays);
    }

    #[test]
    fn a_value_echoed_as_json_is_the_value_itself(value in json_text()) {
        let engine = load(ECHO).unwrap();
        let request = Request {
            method: "POST".to_owned(),
            url: "http://a.test/echo".to_owned(),
            body: format!("{{\"v\": {value}}}").into_bytes(),
            ..Request::default()
        };
        let (response, _) = answer(&engine, &request, 7);
        let wanted: serde_json::Value = serde_json::from_str(&format!("[{value}]")).unwrap();
        let got: serde_json::Value = serde_json::from_str(response.body.as_deref().unwrap_or("")).unwrap();
        prop_assert_eq!(got, wanted);
    }

    #[test]
    fn an_envelope_holds_the_object_itself(value in json_text(), last in 0..u64::MAX / 2, seen in any::<bool>()) {
        let engine = load(ENVELOPE).unwrap();
        let request = Request {
            method: "POST".to_owned(),
            url: "http://a.test/assets".to_owned(),
            body: format!("{{\"id\": 7, \"v\": {value}, \"link\": {{\"id\": {value}}}}}").into_bytes(),
            ..Request::default()
        };
        let (_, deliveries) = answer(&engine, &request, 7);
        let mut entries: Vec<Entry> = deliveries.into_iter().map(|one| Entry::new(one, false)).collect();
        let known = if seen { Marks::of(&entries) } else { Marks::default() };
        settle(&mut entries, &known, Some(last), 0);
        let body = entries[0].delivery.body.as_deref().unwrap_or("");
        let operation = if seen { "update" } else { "create" };
        let wanted = format!("{{\"account_id\": null, \"app\": \"\\\"\", \"event\": \"a \\\"b\\\"\", \"object\": {{\"id\": 7, \"v\": {value}, \"link_id\": {value}}}, \"operation\": \"{operation}\", \"sequence\": {}, \"server\": null}}", last + 1);
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        prop_assert_eq!(read(body), read(&wanted));
    }
}

/// A webhook about an object; its texts need escapes.
const ENVELOPE: &str = r#"
- settings: {app: '"'}
- endpoint:
    method: POST
    path: /assets
    webhook: {name: 'a "b"', payload: object, fields: {name: link, embed: false}, url: 'http://b.test/'}
"#;

const COMPARISON: &str = r#"
- endpoint:
    method: POST
    path: /compare
    response:
      body: |
        {"numbers": [{{json-params.a = json-params.b}}, {{json-params.a != json-params.b}}, {{json-params.a < json-params.b}}, {{json-params.a <= json-params.b}}, {{json-params.a > json-params.b}}, {{json-params.a >= json-params.b}}], "text": [{{json-params.a = json-params.s}}, {{json-params.a != json-params.s}}, {{json-params.a < json-params.s}}, {{json-params.a <= json-params.s}}, {{json-params.a > json-params.s}}, {{json-params.a >= json-params.s}}]}
"#;

/// An endpoint for each scheme of `verify`.
const VERIFIED: &str = r#"
- endpoint: {path: /a, verify: {scheme: bearer, secret: a}, webhook: {url: "http://b.test/"}}
- endpoint: {path: /b, verify: {scheme: basic, username: a, password: b}}
- endpoint: {path: /c, verify: {scheme: header, header: X-Sig, secret: a}}
- endpoint: {path: /d, verify: {scheme: hmac-sha256, secret: a, header: X-Sig, unique: true}}
- endpoint: {path: /e, verify: {scheme: rsa-sha256, public-key: $env:A, header: X-Sig}}
- endpoint: {path: /f, verify: {scheme: standard-webhooks, secret: YWJj}}
"#;

const ECHO: &str = "- endpoint:\n    method: POST\n    path: /echo\n    response:\n      body: '[{{json-params.v|json}}]'\n";

/// The query of a URL, its question mark too.
fn query_of(url: &str) -> &str {
    url.find('?').map_or("", |at| &url[at..])
}
