//! What came in: the journal and the inboxes.

use super::*;

#[test]
fn the_journal_is_asked_by_its_paths() {
    let journal = |ask| Some(Ok(Call::Requests(ask, None)));
    let inbox = Some("a".to_owned());
    for (method, path, expected) in [
        ("GET", "requests?limit=0", journal(Ask::List)),
        ("POST", "requests/count", journal(Ask::Count)),
        ("POST", "requests/find", journal(Ask::Find)),
        ("POST", "wait", journal(Ask::Wait)),
        ("GET", "inbox", Some(Ok(Call::Inboxes))),
        (
            "HEAD",
            "inbox/a",
            Some(Ok(Call::Requests(Ask::List, inbox))),
        ),
        ("GET", "inbox/a/b", Some(Ok(Call::Catch("a".to_owned())))),
        ("DELETE", "inbox/a", Some(Ok(Call::Catch("a".to_owned())))),
        ("OPTIONS", "inbox/a", Some(Ok(Call::Catch("a".to_owned())))),
    ] {
        let url = format!("http://localhost/__wasmock/{path}");
        assert_eq!(
            route(&request(method, &url, &[]), &LOCAL),
            expected,
            "{path}"
        );
    }
    for path in ["requests/count", "requests/find", "wait"] {
        let path = format!("/__wasmock/{path}");
        assert_eq!(status(&LOCAL, "GET", &path, &[]), 405, "{path}");
        assert_eq!(status(&GUARDED, "POST", &path, &[]), 401, "{path}");
    }
}

#[test]
fn an_inbox_catches_from_everywhere() {
    let headers = [("host", "evil.example"), ("origin", "http://evil.example")];
    for access in [LOCAL, GUARDED, SHUT] {
        assert_eq!(status(&access, "POST", "/__wasmock/inbox/a", &headers), 200);
        assert_eq!(
            status(&access, "GET", "/__wasmock/inbox/a/b", &headers),
            200
        );
    }
    assert_eq!(status(&LOCAL, "GET", "/__wasmock/inbox/a", &headers), 403);
    let request = request("POST", "http://a/__wasmock/inbox/a", &headers);
    for response in [
        caught(&request, "a", Some(7)),
        too_many_caught(&request),
        not_caught(&request, "no"),
    ] {
        let origin = response.headers.get("access-control-allow-origin");
        assert_eq!(origin, Some("http://evil.example"));
    }
}

#[test]
fn a_page_may_ask_whether_it_may_send_to_an_inbox() {
    let headers = [
        ("origin", "http://a.example"),
        ("access-control-request-method", "PUT"),
        ("access-control-request-headers", "x-a,content-type"),
    ];
    let asked = route(
        &request("OPTIONS", "http://a/__wasmock/inbox/x", &headers),
        &SHUT,
    );
    let Some(Err(response)) = asked else {
        panic!("a preflight was caught");
    };
    assert_eq!(response.status, 204);
    for (name, value) in [
        ("access-control-allow-origin", "http://a.example"),
        ("access-control-allow-methods", "PUT"),
        ("access-control-allow-headers", "x-a,content-type"),
    ] {
        assert_eq!(response.headers.get(name), Some(value), "{name}");
    }
}
