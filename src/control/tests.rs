//! Who may ask what, as tables.

use super::*;
use crate::http::Headers;
use crate::json::Value;
use crate::redaction::Redaction;

mod commands;
mod open;
mod requests;

const LOCAL: Access = Access {
    local: true,
    token: None,
};
const GUARDED: Access = Access {
    local: false,
    token: Some("s3cret"),
};
const SHUT: Access = Access {
    local: false,
    token: None,
};

fn request(method: &str, url: &str, headers: &[(&str, &str)]) -> Request {
    Request {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: Headers::from_iter(headers.iter().copied()),
        body: Vec::new(),
    }
}

/// The status of the refusal, 200 for a call, 0 for a request that is for the mocks.
fn status(access: &Access, method: &str, path: &str, headers: &[(&str, &str)]) -> u16 {
    let url = format!("http://127.0.0.1:8787{path}");
    match route(&request(method, &url, headers), access) {
        None => 0,
        Some(Ok(_)) => 200,
        Some(Err(response)) => response.status,
    }
}

#[test]
fn only_the_folder_is_the_engines() {
    for (path, expected) in [
        ("/", 0),
        ("/__wasmocks", 0),
        ("/a/__wasmock/health", 0),
        ("/?/__wasmock/health", 0),
        ("/__wasmock", 308),
        ("/__wasmock?a", 308),
        ("/__wasmock/", 200),
        ("/__wasmock/page.js", 200),
        ("/__wasmock/page.js/", 404),
        ("/__wasmock/page.rs", 404),
        ("/__wasmock/js", 404),
        ("/__wasmock/health?a=b", 200),
        ("/__wasmock/keys", 200),
        ("/__wasmock/keys.pem?kid=a", 200),
        ("/__wasmock/keys.json", 404),
        ("/__wasmock/other", 404),
        ("/__wasmock/requests", 404),
        ("/__wasmock/requests/other", 404),
        ("/__wasmock/inbox/a", 404),
        ("/__wasmock/inbox/a/", 200),
        ("/__wasmock/inbox/a/b/c?d", 200),
        ("/__wasmock/inbox/a%20b/c", 400),
        ("/__wasmock/inbox//c", 400),
        ("/__wasmock/health/", 404),
        ("/__wasmock//", 404),
    ] {
        assert_eq!(status(&SHUT, "GET", path, &[]), expected, "{path}");
    }
}

#[test]
fn the_data_wants_the_token() {
    for path in [
        "/__wasmock/webhooks",
        "/__wasmock/endpoints",
        "/__wasmock/clock",
        "/__wasmock/requests",
        "/__wasmock/inbox",
        "/__wasmock/inbox/a",
    ] {
        for (headers, expected) in [
            (vec![], 401),
            (vec![("authorization", "Bearer wrong")], 401),
            (vec![("authorization", "Bearer ")], 401),
            (vec![("authorization", "Basic s3cret")], 401),
            (vec![("authorization", "s3cret")], 401),
            (vec![("Authorization", "bearer s3cret")], 200),
            (
                vec![
                    ("authorization", "Bearer s3cret"),
                    ("host", "mocks.example"),
                ],
                200,
            ),
        ] {
            assert_eq!(
                status(&GUARDED, "GET", path, &headers),
                expected,
                "{path} {headers:?}"
            );
        }
    }
}

#[test]
fn an_empty_token_is_none() {
    let access = Access {
        local: false,
        token: Some(""),
    };
    let headers = [("authorization", "Bearer ")];
    assert_eq!(status(&access, "GET", "/__wasmock/webhooks", &headers), 404);
}

#[test]
fn without_a_token_there_is_no_data() {
    let headers = [("authorization", "Bearer s3cret")];
    assert_eq!(status(&SHUT, "GET", "/__wasmock/webhooks", &headers), 404);
}

#[test]
fn a_local_start_serves_this_machine_only() {
    for (headers, expected) in [
        (vec![], 200),
        (vec![("host", "localhost:8787")], 200),
        (vec![("host", "evil.example")], 403),
        (
            vec![
                ("host", "127.0.0.1:8787"),
                ("origin", "http://127.0.0.1:8787"),
            ],
            200,
        ),
        (
            vec![("host", "127.0.0.1:8787"), ("origin", "http://127.0.0.1:9")],
            403,
        ),
        (
            vec![
                ("host", "127.0.0.1:8787"),
                ("origin", "http://evil.example"),
            ],
            403,
        ),
        (vec![("host", "127.0.0.1:8787"), ("origin", "null")], 403),
    ] {
        assert_eq!(
            status(&LOCAL, "GET", "/__wasmock/webhooks", &headers),
            expected,
            "{headers:?}"
        );
    }
}

#[test]
fn what_is_open_is_open_to_all() {
    let headers = [("host", "evil.example"), ("origin", "http://evil.example")];
    for access in [LOCAL, GUARDED, SHUT] {
        assert_eq!(status(&access, "GET", "/__wasmock/health", &headers), 200);
        assert_eq!(status(&access, "HEAD", "/__wasmock/", &headers), 200);
        assert_eq!(status(&access, "GET", "/__wasmock/keys", &headers), 200);
        assert_eq!(
            status(&access, "POST", "/__wasmock/keys.pem", &headers),
            405
        );
    }
}

#[test]
fn a_wrong_method_is_told_which_are_right() {
    let refused = route(&request("POST", "http://a/__wasmock/health", &[]), &SHUT);
    let Some(Err(response)) = refused else {
        panic!("a POST to health was let in");
    };
    assert_eq!(response.status, 405);
    assert_eq!(response.headers.get("allow"), Some("GET, HEAD"));
}

#[test]
fn a_new_mocks_file_is_taken_up_by_a_local_start_only() {
    let path = "/__wasmock/mocks?name=a%20b.yml";
    assert_eq!(status(&SHUT, "PUT", path, &[]), 404);
    assert_eq!(
        status(&GUARDED, "PUT", path, &[("authorization", "Bearer s3cret")]),
        404
    );
    assert_eq!(
        status(&LOCAL, "PUT", path, &[("host", "evil.example")]),
        403
    );
    assert_eq!(status(&LOCAL, "POST", path, &[]), 405);
    let call = route(
        &request("PUT", &format!("http://localhost{path}"), &[]),
        &LOCAL,
    );
    assert_eq!(call, Some(Ok(Call::TakeUp("a b.yml".to_owned()))));
}

#[test]
fn a_wrong_filter_is_a_400() {
    assert_eq!(
        status(&LOCAL, "GET", "/__wasmock/webhooks?state=x", &[]),
        400
    );
}

#[test]
fn no_answer_has_cors_headers() {
    let index = PageFile::of("").unwrap();
    let file = page_file(&index, Some(String::new()));
    let keys = public_keys(KeyForm::Jwks, "{}".to_owned());
    for response in [
        health(Some(1)),
        endpoints(&[], Value::List(Vec::new()), true),
        taken_up(1, ""),
        replayed(None, &Redaction::default()),
        clock(0),
        fixed_clock(),
        forgotten(),
        file,
        keys,
    ] {
        let cors = response
            .headers
            .iter()
            .find(|(name, _)| name.starts_with("access-control-"));
        assert_eq!(cors, None);
    }
}
