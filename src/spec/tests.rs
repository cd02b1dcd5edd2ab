//! The model of right files; what is wrong with others is drawn in `tests/diagnostics`.

use super::*;
use crate::diagnostic::Excerpt;
use crate::parameter_type::ParameterType;

fn file(text: &str) -> File {
    let (file, diagnostics) = read(&Source::new("mocks.yml", text));
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    file
}

fn endpoint(text: &str) -> Endpoint {
    let mut endpoints = file(text).endpoints;
    assert_eq!(endpoints.len(), 1, "{text}");
    endpoints.remove(0)
}

fn webhook(keys: &str) -> Webhook {
    let text = format!("- endpoint: {{path: /a, webhook: {{url: u, {keys}}}}}");
    endpoint(&text).webhooks.remove(0)
}

fn text(excerpt: Option<&Excerpt>) -> Option<&str> {
    excerpt.map(Excerpt::text)
}

#[test]
fn what_is_not_given_has_its_default() {
    let endpoint = endpoint("- endpoint: {path: /a, response: {}, webhook: {url: u}}");
    assert_eq!(endpoint.methods, ["GET"]);
    assert_eq!(
        (endpoint.host, endpoint.latency, endpoint.tag),
        (None, None, None)
    );
    assert!(endpoint.query.is_empty() && endpoint.headers.is_empty());
    assert!(endpoint.body.is_none() && endpoint.condition.is_none());
    let response = &endpoint.responses[0];
    assert_eq!(response.status, 200);
    assert!(response.body.is_none() && response.headers.is_empty());
    let webhook = &endpoint.webhooks[0];
    assert_eq!((webhook.method.as_str(), webhook.active), ("POST", true));
    assert_eq!(
        (webhook.delay, webhook.timeout_ms),
        (Delay::of_ms(60_000), 15_000)
    );
    assert_eq!(file("").settings, Settings::default());
    assert!(Settings::default().cors);
}

#[test]
fn an_endpoint_is_read_as_written() {
    let endpoint = endpoint(
        "- endpoint:
    method: [get, Any]
    host: API.example.com:8080
    path: /users/:id|int
    query: {page: int, q: {type: string, required: true}, s: {default: 7}, t: }
    headers: {X-Key: 1.10}
    body: '{\"a\": 1}'
    if: 1
    latency: 1-1.4
    tag: users
",
    );
    assert_eq!(endpoint.methods, ["GET", "ANY"]);
    assert_eq!(endpoint.host.as_deref(), Some("api.example.com"));
    assert_eq!(endpoint.path.text(), "/users/:id|int");
    let rules = endpoint.query.iter();
    let rules: Vec<_> = rules
        .map(|rule| {
            (
                rule.name.as_str(),
                rule.kind,
                rule.required,
                rule.default.as_ref().map(Excerpt::text),
            )
        })
        .collect();
    assert_eq!(
        rules,
        [
            ("page", ParameterType::Int, false, None),
            ("q", ParameterType::String, true, None),
            ("s", ParameterType::String, false, Some("7")),
            ("t", ParameterType::String, false, None),
        ]
    );
    assert_eq!(endpoint.headers, [("X-Key".to_owned(), "1.10".to_owned())]);
    assert!(matches!(&endpoint.body, Some(Sample::Text(json)) if json.text() == "{\"a\": 1}"));
    assert_eq!(text(endpoint.condition.as_ref()), Some("1"));
    assert_eq!(endpoint.latency.map(|delay| delay.max_ms), Some(1_400));
    assert_eq!(endpoint.tag.as_deref(), Some("users"));
}

#[test]
fn one_or_a_list_under_either_name() {
    for (key, count) in [
        ("response: {status: 201}", 1),
        ("response: [{status: 201}, {}]", 2),
        ("responses: {status: 201}", 1),
        ("responses: [{status: 201}, {}]", 2),
        ("responses: []", 0),
        ("response: ", 0),
    ] {
        let endpoint = endpoint(&format!("- endpoint:\n    path: /a\n    {key}\n"));
        let statuses: Vec<u16> = endpoint.responses.iter().map(|r| r.status).collect();
        assert_eq!(statuses, &[201, 200][..count], "{key}");
    }
}

#[test]
fn a_body_is_a_text_or_a_value() {
    for (body, expected) in [
        ("hello", "text hello"),
        ("\"a\\n\"", "text a\n"),
        ("|\n        a\n", "text a"),
        ("{a: 1}", "value"),
        ("1.10", "value"),
        ("true", "value"),
        ("\"1.10\"", "text 1.10"),
        ("", "none"),
    ] {
        let text = format!("- endpoint:\n    path: /a\n    response:\n      body: {body}\n");
        let found = match &endpoint(&text).responses[0].body {
            Some(Body::Text(text)) => format!("text {}", text.text()),
            Some(Body::Value(_)) => "value".to_owned(),
            None => "none".to_owned(),
        };
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn headers_keep_their_order_and_their_lists() {
    let endpoint = endpoint("- endpoint: {path: /a, response: {headers: {b: [1, 2], a: x}}}");
    let shown: Vec<String> = endpoint.responses[0]
        .headers
        .iter()
        .map(|header| {
            let values: Vec<&str> = header.values.iter().map(Excerpt::text).collect();
            format!("{}={}", header.name, values.join(","))
        })
        .collect();
    assert_eq!(shown, ["b=1,2", "a=x"]);
}

#[test]
fn a_webhook_is_read_as_written() {
    let webhook = webhook(
        "method: put, sleep-time: 100ms-2s, if: true, body: x, name: n, active: false, \
         basic-auth: {username: a, password: $env:B}, timeout: 2m, type: update, payload: body",
    );
    assert_eq!((webhook.url.text(), webhook.method.as_str()), ("u", "PUT"));
    assert_eq!((webhook.delay.min_ms, webhook.delay.max_ms), (100, 2_000));
    assert_eq!(text(webhook.condition.as_ref()), Some("true"));
    assert_eq!(
        (webhook.name.as_deref(), webhook.active),
        (Some("n"), false)
    );
    assert_eq!(webhook.timeout_ms, 120_000);
    let auth = webhook.basic_auth.expect("credentials");
    assert_eq!(
        (auth.username.text(), auth.password.text()),
        ("a", "$env:B")
    );
}

#[test]
fn later_settings_replace_earlier_ones_key_by_key() {
    let file = file(
        "- settings: {cors: false, env: [A, B], app: x, webhooks: {allow-hosts: [a.example]}}
---
- settings: {env: C, app: y, account-id: 7}
",
    );
    let expected = Settings {
        cors: false,
        env: vec!["C".to_owned()],
        allow_hosts: vec!["a.example".to_owned()],
        account_id: Some("7".to_owned()),
        app: Some("y".to_owned()),
        server: None,
    };
    assert_eq!(file.settings, expected);
}
