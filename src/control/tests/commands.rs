//! What changes things: who may, and what they must say.

use super::*;

#[test]
fn what_changes_things_is_a_post_and_guarded_as_the_data_is() {
    let token = [("authorization", "Bearer s3cret")];
    for (path, call) in [
        (
            "/__wasmock/webhooks/a%20b/replay",
            Call::Replay("a b".to_owned()),
        ),
        ("/__wasmock/clock/advance", Call::Advance),
        ("/__wasmock/reset?a=b", Call::Reset),
    ] {
        assert_eq!(status(&SHUT, "POST", path, &token), 404, "{path}");
        assert_eq!(status(&GUARDED, "POST", path, &[]), 401, "{path}");
        assert_eq!(status(&GUARDED, "POST", path, &token), 200, "{path}");
        let foreign = [("origin", "http://evil.example")];
        assert_eq!(status(&LOCAL, "POST", path, &foreign), 403, "{path}");
        let asked = request("POST", &format!("http://localhost{path}"), &[]);
        assert_eq!(route(&asked, &LOCAL), Some(Ok(call)), "{path}");
        let got = route(&request("GET", &asked.url, &[]), &LOCAL);
        let Some(Err(refusal)) = got else {
            panic!("a GET to {path} was let in");
        };
        let allowed = refusal.headers.get("allow");
        assert_eq!((refusal.status, allowed), (405, Some("POST")), "{path}");
    }
    for path in ["/webhooks/a", "/webhooks/a/b", "/clock/advance/", "/reset/"] {
        let path = format!("/__wasmock{path}");
        assert_eq!(status(&LOCAL, "POST", &path, &[]), 404, "{path}");
    }
}

#[test]
fn the_clock_is_advanced_by_a_text_with_its_unit() {
    for (body, ms) in [
        (r#"{"by": "60s"}"#, 60_000),
        (r#"{"by": "1.5h", "more": 1}"#, 5_400_000),
        (r#"{"by": "0ms"}"#, 0),
    ] {
        assert_eq!(advance_by(body.as_bytes()), Ok(ms), "{body}");
    }
    for (body, told) in [
        ("", "must be JSON"),
        ("60s", "must be JSON"),
        (r#"{"by": 60}"#, r#"{\"by\": \"60s\"}"#),
        (r#"{"time": "60s"}"#, "must be JSON"),
        (r#"{"by": "sixty"}"#, "`sixty` must be a time"),
        (r#"{"by": "1-2s"}"#, "must be a time"),
        (r#"{"by": "31d"}"#, "longer than 30 days"),
    ] {
        let refusal = advance_by(body.as_bytes()).unwrap_err();
        let words = refusal.body.unwrap_or_default();
        assert_eq!(refusal.status, 400, "{body}");
        assert!(words.contains(told), "{body}: {words}");
        assert!(words.contains("\"code\":\"wrong-body\""), "{words}");
    }
    let told = clock(1_705_314_600_000).body;
    assert_eq!(
        told.as_deref(),
        Some(r#"{"now":"2024-01-15T10:30:00.000Z"}"#)
    );
}
