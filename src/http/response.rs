//! An answer.

use super::Headers;
use crate::json::Value;

/// An answer as it is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// 200 to 599.
    pub status: u16,
    /// The header fields; a name may stand several times.
    pub headers: Headers,
    /// The body; `None` where the status or the method forbids one or none was declared.
    pub body: Option<String>,
}

impl Response {
    /// An answer without header fields and body.
    pub fn new(status: u16) -> Self {
        Response {
            status,
            headers: Headers::new(),
            body: None,
        }
    }

    /// An answer whose body is a JSON value.
    pub fn json(status: u16, value: &Value) -> Self {
        Response::new(status)
            .with_header("content-type", "application/json")
            .with_body(value.to_text())
    }

    /// The answer with one more header field.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.append(name, value);
        self
    }

    /// The answer with this body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }
}
