//! A request that came in, as it is kept.

use crate::engine::Past;
use crate::gather::Gather as _;
use crate::http::{Headers, Request, join_field};
use crate::json::Value;
use crate::redaction::Redaction;
use crate::time::{instant, rfc3339};
use crate::webhook::EndpointName;

/// The most of a body that is kept, in bytes.
pub const BODY: usize = 64 * 1024;

/// A request that came in, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    at_ms: u64,
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    /// `None` where it had none.
    body: Option<String>,
    /// How long the body was.
    body_bytes: usize,
    told: Told,
}

/// What is known of a request besides itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The mocks answered it.
    Answered {
        /// The endpoint that did; `None` where the engine itself did, as with a 404.
        endpoint: Option<EndpointName>,
        /// The status of the answer.
        status: u16,
        /// Why `verify` refused it, if it did.
        refusal: Option<String>,
    },
    /// An inbox caught it.
    Caught {
        /// Whether its signature held, as the host found; null where it has none.
        signature: Value,
    },
}

impl Record {
    /// The record of a request that came at an instant, in milliseconds since the Unix epoch. A
    /// host that does not hand over the whole body says in `body_bytes` how long that was.
    pub fn new(
        request: &Request,
        body_bytes: usize,
        at_ms: u64,
        told: Told,
        redaction: &Redaction,
    ) -> Record {
        Record {
            at_ms,
            method: request.method.to_ascii_uppercase(),
            url: redaction.text(&request.url),
            headers: headers(&request.headers, redaction),
            body: (body_bytes > 0).then(|| cut(redaction.text(&read(&request.body)))),
            body_bytes,
            told,
        }
    }

    /// `{"at", "method", "url", "headers", "body", "bodyBytes", "endpoint", "status", "refusal"}`, or
    /// with `signature` in the place of the last three; all are there.
    pub fn to_json(&self) -> Value {
        let mut fields = vec![
            ("at", Value::Text(rfc3339(self.at_ms))),
            ("method", Value::text(&self.method)),
            ("url", Value::text(&self.url)),
            ("headers", Value::object(self.headers.clone())),
            ("body", self.body.as_deref().into()),
            ("bodyBytes", self.body_bytes.into()),
        ];
        match &self.told {
            Told::Answered {
                endpoint,
                status,
                refusal,
            } => {
                let endpoint = endpoint.as_ref().map(EndpointName::to_json);
                fields.push(("endpoint", endpoint.into()));
                fields.push(("status", Value::from(*status)));
                fields.push(("refusal", refusal.as_deref().into()));
            }
            Told::Caught { signature } => fields.push(("signature", signature.clone())),
        }
        Value::object(fields)
    }
}

/// The request of a record, for conditions; `None` if it is no record.
pub fn past(record: &Value) -> Option<Past> {
    let text = |key: &str| record.get(key).and_then(Value::as_text);
    let body = text("body").unwrap_or_default();
    let Some(Value::Object(headers)) = record.get("headers") else {
        return None;
    };
    let field = |(name, value): &(String, Value)| Some((name.clone(), value.as_text()?.to_owned()));
    let path = record
        .get("endpoint")
        .and_then(|endpoint| endpoint.get("path"));
    Some(Past {
        request: Request {
            method: text("method")?.to_owned(),
            url: text("url")?.to_owned(),
            headers: headers.iter().filter_map(field).gather().into(),
            body: body.as_bytes().to_owned(),
        },
        at_ms: text("at").and_then(milliseconds).unwrap_or_default(),
        path: path.and_then(Value::as_text).map(str::to_owned),
        status: record.get("status").and_then(status),
    })
}

fn milliseconds(at: &str) -> Option<u64> {
    let (seconds, nanos) = instant(at)?;
    let seconds = u64::try_from(seconds).ok()?;
    let ms = seconds.checked_mul(1_000)?;
    ms.checked_add(u64::from(nanos) / 1_000_000)
}

fn status(value: &Value) -> Option<u16> {
    let Value::Number(number) = value else {
        return None;
    };
    number.as_str().parse().ok()
}

/// The header fields in lower case, those of one name joined as RFC 9110, section 5.3 allows.
fn headers(fields: &Headers, redaction: &Redaction) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in fields.iter() {
        let value = redaction.field(name, value);
        join_field(&mut headers, &name.to_ascii_lowercase(), &value);
    }
    headers
}

/// As much of a body as may be needed: what is hidden in it may be longer than what is shown.
fn read(body: &[u8]) -> String {
    let most = BODY.saturating_mul(2).min(body.len());
    String::from_utf8_lossy(body.get(..most).unwrap_or(body)).into_owned()
}

/// The part of a body that is kept, its last character whole.
fn cut(mut body: String) -> String {
    body.truncate(body.floor_char_boundary(BODY));
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        Request::new("post", "http://localhost/orders/7?key=hidden-1")
            .with_header("Content-Type", "application/json")
            .with_header("X-A", "1")
            .with_header("x-a", "2")
            .with_header("Authorization", "Bearer abc")
            .with_body(r#"{"total": 1.50, "key": "hidden-1"}"#)
    }

    fn record(request: &Request, told: Told) -> Value {
        let redaction = Redaction::new(&["hidden-1".to_owned()], &[], &[]);
        let bytes = request.body.len();
        Record::new(request, bytes, 1_705_314_600_123, told, &redaction).to_json()
    }

    fn answered(status: u16) -> Told {
        let endpoint = EndpointName {
            method: "POST".to_owned(),
            path: "/orders/:id".to_owned(),
        };
        Told::Answered {
            endpoint: Some(endpoint),
            status,
            refusal: (status == 403).then(|| "it does not match".to_owned()),
        }
    }

    #[test]
    fn a_record_is_json_without_secrets() {
        assert_eq!(
            record(&request(), answered(201)).to_text(),
            r#"{"at":"2024-01-15T10:30:00.123Z","method":"POST","url":"http://localhost/orders/7?key=***","#
                .to_owned()
                + r#""headers":{"content-type":"application/json","x-a":"1, 2","authorization":"***"},"#
                + r#""body":"{\"total\": 1.50, \"key\": \"***\"}","bodyBytes":34,"#
                + r#""endpoint":{"method":"POST","path":"/orders/:id"},"status":201,"refusal":null}"#
        );
        let refused = record(&request(), answered(403)).to_text();
        let end = r#""status":403,"refusal":"it does not match"}"#;
        assert!(refused.ends_with(end), "{refused}");
        let caught = Told::Caught {
            signature: Value::Null,
        };
        let json = record(&Request::get("http://localhost/x"), caught).to_text();
        let end = r#""headers":{},"body":null,"bodyBytes":0,"signature":null}"#;
        assert!(json.ends_with(end), "{json}");
    }

    #[test]
    fn a_record_is_read_as_the_request_that_it_was() {
        let past = past(&record(&request(), answered(409))).unwrap();
        assert_eq!(past.at_ms, 1_705_314_600_123);
        assert_eq!(past.path.as_deref(), Some("/orders/:id"));
        assert_eq!(past.status, Some(409));
        assert_eq!(past.request.method, "POST");
        assert_eq!(past.request.headers.get("x-a"), Some("1, 2"));
        assert_eq!(past.request.body, br#"{"total": 1.50, "key": "***"}"#);
        assert_eq!(super::past(&Value::text("x")), None);
    }

    #[test]
    fn a_body_is_kept_up_to_a_bound_and_its_length_told() {
        for (body, kept, bytes) in [
            ("é".repeat(BODY).into_bytes(), BODY, 2 * BODY),
            (
                format!("a{}", "é".repeat(BODY)).into_bytes(),
                BODY - 1,
                2 * BODY + 1,
            ),
            (vec![0xff; 3 * BODY], BODY - 1, 3 * BODY),
            (vec![b'a'; BODY], BODY, BODY),
        ] {
            let request = Request::new("PUT", "http://localhost/").with_body(body);
            let json = record(&request, answered(200));
            assert_eq!(
                json.get("body").and_then(Value::as_text).map(str::len),
                Some(kept)
            );
            assert_eq!(json.get("bodyBytes"), Some(&bytes.into()));
        }
    }
}
