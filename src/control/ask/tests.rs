//! What is asked, and what is wrong with a question, as tables.

use super::*;

fn ask(ask: Ask, query: &str, body: &str) -> Result<Question, String> {
    let url = format!("http://localhost/__wasmock/requests{query}");
    let request = Request::new("POST", &url).with_body(body);
    let question = ask.question(&request, None, 25_000);
    question.map_err(|response| response.body.unwrap_or_default())
}

#[test]
fn nothing_asks_for_everything() {
    let all = Question {
        condition: None,
        inbox: None,
        webhooks: None,
        after: None,
        limit: 100,
        count: 1,
        timeout_ms: 10_000,
    };
    for kind in [Ask::List, Ask::Count, Ask::Find, Ask::Wait] {
        assert_eq!(ask(kind, "", ""), Ok(all.clone()), "{}", kind.name());
        assert_eq!(ask(kind, "", " {} "), Ok(all.clone()), "{}", kind.name());
        assert_eq!(ask(kind, "?other=1", r#"{"if": " "}"#), Ok(all.clone()));
    }
}

#[test]
fn a_question_stands_in_the_query_or_in_the_body() {
    let listed = ask(Ask::List, "?if=method+%3D+%22GET%22&after=7&limit=2", "x").unwrap();
    assert_eq!(listed.condition.as_deref(), Some("method = \"GET\""));
    assert_eq!((listed.after, listed.limit), (Some(7), 2));
    let body = r#"{"if": true, "inbox": "orders", "after": 7, "limit": 2}"#;
    let found = ask(Ask::Find, "?limit=9", body).unwrap();
    assert_eq!(found.condition.as_deref(), Some("true"));
    assert_eq!(found.inbox.as_deref(), Some("orders"));
    assert_eq!((found.after, found.limit), (Some(7), 2));
    let body = r#"{"count": 3, "timeout": "1500ms", "if": null}"#;
    let waited = ask(Ask::Wait, "", body).unwrap();
    assert_eq!((waited.count, waited.timeout_ms), (3, 1_500));
    let body = r#"{"webhooks": {"state": "sent", "name": "paid"}, "count": 2}"#;
    let webhooks = ask(Ask::Wait, "", body).unwrap().webhooks.unwrap();
    assert_eq!(
        webhooks.to_json().to_text(),
        r#"{"state":"sent","name":"paid","id":null,"after":null,"limit":2}"#
    );
    assert_eq!(
        ask(Ask::Wait, "", r#"{"timeout": 2}"#).unwrap().timeout_ms,
        2_000
    );
}

#[test]
fn a_wrong_question_is_told() {
    for (kind, query, body, told) in [
        (Ask::List, "?limit=0", "", "1 to 1000"),
        (Ask::List, "?after=x", "", "`next` of a page"),
        (Ask::Count, "", "[1]", "must be a JSON object"),
        (Ask::Count, "", "{", "must be a JSON object"),
        (Ask::Count, "", r#"{"iff": "1 = 1"}"#, "did you mean `if`?"),
        (
            Ask::Count,
            "",
            r#"{"timeout": "1s"}"#,
            "there are if, inbox",
        ),
        (Ask::Count, "", r#"{"if": ["a"]}"#, "`if` must be a text"),
        (Ask::Find, "", r#"{"inbox": "a b"}"#, "no name of an inbox"),
        (Ask::Wait, "", r#"{"count": 0}"#, "from 1 on"),
        (Ask::Wait, "", r#"{"timeout": "soon"}"#, "must be a time"),
        (Ask::Wait, "", r#"{"timeout": "1-2"}"#, "must be a time"),
        (Ask::Wait, "", r#"{"timeout": "26s"}"#, "at most 25s here"),
        (
            Ask::Wait,
            "",
            r#"{"webhooks": "paid"}"#,
            "an object of texts",
        ),
        (
            Ask::Wait,
            "",
            r#"{"webhooks": {"name": 1}}"#,
            "an object of texts",
        ),
        (
            Ask::Wait,
            "",
            r#"{"webhooks": {"nam": "a"}}"#,
            "did you mean `name`?",
        ),
        (
            Ask::Wait,
            "",
            r#"{"webhooks": {"state": "done"}}"#,
            "no state of a webhook",
        ),
        (
            Ask::Wait,
            "",
            r#"{"webhooks": {}, "if": "1 = 1"}"#,
            "or for `webhooks`",
        ),
        (
            Ask::Wait,
            "",
            r#"{"webhooks": {}, "count": 1001}"#,
            "at most 1000",
        ),
        (Ask::Count, "", r#"{"webhooks": {}}"#, "means nothing here"),
    ] {
        let error = ask(kind, query, body).unwrap_err();
        assert!(error.contains(told), "{query}{body}: {error}");
    }
}

#[test]
fn a_wrong_condition_is_drawn() {
    let error = ask(Ask::Count, "", r#"{"if": "json-parms.total > 1"}"#).unwrap_err();
    for part in [
        r#""error":"the condition is wrong","code":"condition","#,
        r"error[unknown-variable]: there is no variable `json-parms`\n --> if:1:1\n",
        r"1 | json-parms.total > 1\n  | ^^^^^^^^^^\n",
        r"did you mean `json-params`?",
        r#""line":1,"column":1,"#,
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn an_inbox_has_a_plain_name() {
    let (longest, longer) = ("a".repeat(64), "a".repeat(65));
    for (name, expected) in [
        ("orders-1.a_B", true),
        (&longest, true),
        (&longer, false),
        ("", false),
        ("a/b", false),
        ("ä", false),
        ("a b", false),
    ] {
        assert_eq!(is_inbox_name(name), expected, "{name}");
    }
}
