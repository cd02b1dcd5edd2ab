//! What is open to all: health, the public keys and the page's files.

use super::*;

#[test]
fn public_keys_are_asked_for_in_a_form_and_by_an_id() {
    let asked = |url: &str| route(&request("GET", url, &[]), &SHUT);
    let keys = |form, id: Option<&str>| {
        let id = id.map(str::to_owned);
        Some(Ok(Call::Keys(KeysAsked { form, id })))
    };
    assert_eq!(asked("http://a/__wasmock/keys"), keys(KeyForm::Jwks, None));
    let one = asked("http://a/__wasmock/keys.pem?a=b&kid=pay%2D1");
    assert_eq!(one, keys(KeyForm::Pem, Some("pay-1")));
}

#[test]
fn public_keys_have_the_type_of_their_form() {
    for (form, text, status, content_type) in [
        (KeyForm::Jwks, "{}", 200, "application/jwk-set+json"),
        (KeyForm::Pem, "KEY", 200, "text/plain; charset=utf-8"),
        (KeyForm::Pem, "", 404, "application/json"),
    ] {
        let response = public_keys(form, text.to_owned());
        assert_eq!(response.status, status);
        assert_eq!(response.headers.get("content-type"), Some(content_type));
    }
}

#[test]
fn a_file_of_the_page_has_the_type_of_its_ending() {
    for (segment, expected) in [
        ("", Some(("index.html", "text/html; charset=utf-8"))),
        ("page.css", Some(("page.css", "text/css; charset=utf-8"))),
        ("a.b.js", Some(("a.b.js", "text/javascript; charset=utf-8"))),
        ("page.JS", None),
        ("health", None),
        ("html", None),
        ("page.", None),
    ] {
        let file = PageFile::of(segment);
        let found = file
            .as_ref()
            .map(|file| (file.name.as_str(), file.content_type));
        assert_eq!(found, expected, "{segment}");
    }
}

#[test]
fn a_file_that_the_page_does_not_have_is_a_404() {
    let file = PageFile::of("other.js").unwrap();
    assert_eq!(page_file(&file, None), unknown());
}

#[test]
fn health_says_what_runs() {
    for (endpoints, code, status, count) in [
        (Some(3), 200, "ok", 3),
        (Some(0), 200, "ok", 0), // an empty file is right
        (None, 503, "error", 0),
    ] {
        let version = env!("CARGO_PKG_VERSION");
        let expected =
            format!(r#"{{"status":"{status}","version":"{version}","endpoints":{count}}}"#);
        let response = health(endpoints);
        assert_eq!(response.status, code, "{endpoints:?}");
        assert_eq!(response.body, Some(expected), "{endpoints:?}");
    }
}
