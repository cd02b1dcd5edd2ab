//! The lines of the terminal: one for each request, one for each step of a webhook.
//!
//! They hold no secrets and no bodies, and of URLs neither the query nor credentials. What a
//! client sent can't draw on the terminal: control characters are shown as escapes.

use crate::http::Target;
use crate::webhook::{After, Delivery, EndpointName, Entry, State, Verdict};

/// The most characters of a path or a URL that are shown.
const SHOWN: usize = 200;

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

/// A webhook was planned, or it was decided that it is not sent.
pub fn planned(delivery: &Delivery) -> String {
    let name = shown(&delivery.name);
    let id = &delivery.id;
    match &delivery.verdict {
        Verdict::Skipped(reason) => skipped(delivery, reason),
        Verdict::Failed(reason) => format!("webhook {name} failed: {} ({id})", shown(reason)),
        Verdict::Scheduled => match &delivery.after {
            None => scheduled(delivery, delivery.scheduled_at_ms),
            Some(after) => format!(
                "webhook {name} planned: {} after {} ({id})",
                target(delivery),
                shown(&after.name)
            ),
        },
    }
}

/// A webhook that has ended is to be sent once more.
pub fn replayed(delivery: &Delivery) -> String {
    let (name, id) = (shown(&delivery.name), &delivery.id);
    format!("webhook {name} planned again: {} ({id})", target(delivery))
}

/// A webhook that waited for another one waits no more.
pub fn followed(entry: &Entry, now_ms: u64) -> String {
    let delivery = &entry.delivery;
    match (entry.state, &entry.reason) {
        (State::Skipped, Some(reason)) => skipped(delivery, reason),
        _ => scheduled(delivery, now_ms),
    }
}

fn scheduled(delivery: &Delivery, now_ms: u64) -> String {
    let wait = delivery.due_at_ms.saturating_sub(now_ms);
    format!(
        "webhook {} planned: {} in {} ({})",
        shown(&delivery.name),
        target(delivery),
        duration(wait),
        delivery.id
    )
}

/// A webhook was sent, well or not, and this follows.
pub fn tried(delivery: &Delivery, after: &After, now_ms: u64) -> String {
    match after {
        After::Done { status, ms } => format!(
            "webhook {} sent: {}  {status}  {ms} ms ({})",
            shown(&delivery.name),
            target(delivery),
            delivery.id
        ),
        After::GiveUp(reason) => failed(delivery, &shown(reason)),
        After::Skip(reason) => skipped(delivery, reason),
        After::Again { at_ms, reason } => {
            let wait = duration(at_ms.saturating_sub(now_ms));
            failed(delivery, &format!("{}; again in {wait}", shown(reason)))
        }
    }
}

/// A webhook is not sent, and nothing went wrong.
fn skipped(delivery: &Delivery, reason: &str) -> String {
    let (name, id) = (shown(&delivery.name), &delivery.id);
    format!("webhook {name} skipped: {} ({id})", shown(reason))
}

/// A webhook was not delivered.
fn failed(delivery: &Delivery, reason: &str) -> String {
    format!(
        "webhook {} failed: {}: {reason} ({})",
        shown(&delivery.name),
        target(delivery),
        delivery.id
    )
}

/// A webhook's host is a template, and nothing says where it may go.
pub fn stray_url(url: &str) -> String {
    format!(
        "warning: the host of `{}` is a template; a deployed Worker sends such a webhook only to the hosts of `settings: {{webhooks: {{allow-hosts: [...]}}}}`",
        shown(url)
    )
}

/// A secret that a webhook needs is not set.
pub fn unset_secret(name: &str) -> String {
    format!(
        "warning: the secret `{}` is not set; a webhook that needs it will fail",
        shown(name)
    )
}

/// A secret by which requests are verified is not set.
pub fn unset_verifying_secret(name: &str) -> String {
    format!(
        "warning: the secret `{}` is not set; no request can be verified by it",
        shown(name)
    )
}

fn target(delivery: &Delivery) -> String {
    format!(
        "{} {}",
        shown(&delivery.method),
        shown(&without_secrets(&delivery.url))
    )
}

/// A URL without its credentials, query and fragment.
fn without_secrets(url: &str) -> String {
    let bare = url.split(['?', '#']).next().unwrap_or(url);
    let Some((scheme, rest)) = bare.split_once("://") else {
        return bare.to_owned();
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    format!("{scheme}://{host}/{path}")
}

/// A duration as a person says it: `300 ms`, `1.5 s`, `60 s`.
fn duration(ms: u64) -> String {
    match (ms / 1000, ms % 1000) {
        (0, ms) => format!("{ms} ms"),
        (seconds, 0) => format!("{seconds} s"),
        (seconds, ms) => {
            let fraction = format!("{ms:03}");
            format!("{seconds}.{} s", fraction.trim_end_matches('0'))
        }
    }
}

/// A text on one line of the terminal: cut, and what is not plain to see escaped.
fn shown(text: &str) -> String {
    let mut line = String::new();
    for (count, character) in text.chars().enumerate() {
        if count >= SHOWN {
            line.push('…');
            break;
        }
        if is_invisible(character) {
            line.extend(character.escape_unicode());
        } else {
            line.push(character);
        }
    }
    line
}

/// Control characters, and those that turn the direction of the text (Unicode, annex 9).
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(verdict: Verdict) -> Delivery {
        Delivery {
            id: "0193".to_owned(),
            name: "paid".to_owned(),
            endpoint: endpoint(),
            verdict,
            method: "POST".to_owned(),
            url: "http://ana:pw@127.0.0.1:9/hook?token=x".to_owned(),
            headers: Vec::new(),
            basic_auth: None,
            body: None,
            body_secret: None,
            scheduled_at_ms: 1_000,
            due_at_ms: 61_000,
            timeout_ms: 15_000,
            longest_ms: 75_000,
            retry: None,
            sign: None,
            after: None,
            followers: Vec::new(),
            allowed_hosts: None,
            chain: None,
            object: None,
        }
    }

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

    #[test]
    fn each_step_of_a_webhook_is_one_line() {
        let scheduled = delivery(Verdict::Scheduled);
        let after = |after| tried(&scheduled, &after, 61_000);
        let table = [
            (
                planned(&scheduled),
                "webhook paid planned: POST http://127.0.0.1:9/hook in 60 s (0193)",
            ),
            (
                planned(&delivery(Verdict::Skipped(
                    "its condition was false".to_owned(),
                ))),
                "webhook paid skipped: its condition was false (0193)",
            ),
            (
                planned(&delivery(Verdict::Failed("no such filter".to_owned()))),
                "webhook paid failed: no such filter (0193)",
            ),
            (
                after(After::Done {
                    status: 204,
                    ms: 12,
                }),
                "webhook paid sent: POST http://127.0.0.1:9/hook  204  12 ms (0193)",
            ),
            (
                after(After::GiveUp("the target answered 500".to_owned())),
                "webhook paid failed: POST http://127.0.0.1:9/hook: the target answered 500 (0193)",
            ),
            (
                after(After::Again {
                    at_ms: 66_000,
                    reason: "the target answered 503".to_owned(),
                }),
                "webhook paid failed: POST http://127.0.0.1:9/hook: the target answered 503; again in 5 s (0193)",
            ),
        ];
        for (line, expected) in table {
            assert_eq!(line, expected);
        }
    }

    #[test]
    fn a_duration_is_said_as_a_person_says_it() {
        for (ms, expected) in [
            (0, "0 ms"),
            (300, "300 ms"),
            (1_500, "1.5 s"),
            (60_000, "60 s"),
            (1_005, "1.005 s"),
        ] {
            assert_eq!(duration(ms), expected);
        }
    }
}
