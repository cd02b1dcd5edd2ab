//! The lines of the terminal: one for each request, one for each step of a webhook.
//!
//! They hold no secrets and no bodies, and of URLs neither the query nor credentials. What a
//! client sent can't draw on the terminal: control characters are shown as escapes.

mod shown;
mod webhook;

use crate::http::Target;
use crate::webhook::EndpointName;
use shown::shown;

pub use webhook::{followed, planned, replayed, tried};

/// A request was answered, or refused by `verify` for a reason.
pub fn request(
    method: &str,
    url: &str,
    status: u16,
    endpoint: Option<&EndpointName>,
    ms: u64,
    refusal: Option<&str>,
) -> String {
    let endpoint = match endpoint {
        Some(name) => format!("{} {}", name.method, shown(&name.path)),
        None => "no endpoint".to_owned(),
    };
    let refusal = refusal.map(|reason| format!("  verify: {}", shown(reason)));
    format!(
        "{} {}  {status}  {endpoint}  {ms} ms{}",
        shown(method),
        shown(&Target::of(url).path),
        refusal.unwrap_or_default()
    )
}

/// A webhook's host is a template, and nothing says where it may go.
pub fn stray_url(url: &str) -> String {
    format!(
        "warning: the host of `{}` is a template; a deployed Worker sends such a webhook only to the hosts of `settings: {{webhooks: {{allow-hosts: [...]}}}}`",
        shown(url)
    )
}

/// A secret that a webhook needs is not set; `hint` tells how it is set on this host.
pub fn unset_secret(name: &str, hint: &str) -> String {
    unset(name, "a webhook that needs it will fail", hint)
}

/// A secret by which requests are verified is not set; `hint` tells how it is set on this host.
pub fn unset_verifying_secret(name: &str, hint: &str) -> String {
    unset(name, "no request can be verified by it", hint)
}

fn unset(name: &str, effect: &str, hint: &str) -> String {
    let (name, hint) = (shown(name), shown(hint));
    format!("warning: the secret `{name}` is not set; {effect}\n  = hint: {hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint() -> EndpointName {
        EndpointName {
            method: "GET".to_owned(),
            path: "/hello/:username".to_owned(),
        }
    }

    #[test]
    fn a_request_is_one_line() {
        let url = "http://127.0.0.1:8787/hello/ana?secret=1";
        assert_eq!(
            request("GET", url, 200, Some(&endpoint()), 3, None),
            "GET /hello/ana  200  GET /hello/:username  3 ms"
        );
        assert_eq!(
            request("GET", "http://a", 404, None, 0, None),
            "GET /  404  no endpoint  0 ms"
        );
        let refusal = Some("the signature does not match\n");
        assert_eq!(
            request("GET", url, 403, Some(&endpoint()), 3, refusal),
            r"GET /hello/ana  403  GET /hello/:username  3 ms  verify: the signature does not match\u{a}"
        );
    }

    #[test]
    fn what_a_client_sent_can_not_draw_on_the_terminal() {
        let line = request("GET", "http://a/\u{1b}[2J\n\u{202e}é", 404, None, 0, None);
        assert_eq!(
            line,
            r"GET /\u{1b}[2J\u{a}\u{202e}é  404  no endpoint  0 ms"
        );
        let long = request(
            "GET",
            &format!("http://a/{}", "x".repeat(10_000)),
            404,
            None,
            0,
            None,
        );
        assert!(long.chars().count() < 300, "{long}");
    }
}
