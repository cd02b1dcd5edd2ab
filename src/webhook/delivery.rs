//! One webhook that was planned.

use base64ct::{Base64, Encoding};

use super::sign::Sign;
use crate::retry::Retry;
use crate::signature::Order;

/// A webhook as it is stored: rendered, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// A UUID, sent as `webhook-id`; the same at every try.
    pub id: String,
    /// The webhook's name in the file; the endpoint's path where it has none.
    pub name: String,
    /// The endpoint that it belongs to.
    pub endpoint: EndpointName,
    /// Whether it is to be sent.
    pub verdict: Verdict,
    /// The method, in upper case.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// The header fields, `webhook-id` among them; secrets by their names.
    pub headers: Vec<Field>,
    /// The user and the password, sent as `authorization`.
    pub basic_auth: Option<BasicAuth>,
    /// The body.
    pub body: Option<String>,
    /// When it was planned, in milliseconds since the Unix epoch.
    pub scheduled_at_ms: u64,
    /// When its next try is due, or was if it was the last, in milliseconds since the Unix epoch.
    pub due_at_ms: u64,
    /// How long the target has to answer, in milliseconds.
    pub timeout_ms: u64,
    /// The longest that its first try can take from its planning to the target's answer, in
    /// milliseconds: the longest delay that the file allows, and the time-out.
    pub longest_ms: u64,
    /// What follows a try that failed; `None`: there is no other.
    pub retry: Option<Retry>,
    /// How it is signed.
    pub sign: Option<Sign>,
    /// The webhook that must be delivered first, as long as it is not.
    pub after: Option<Predecessor>,
    /// The ids of the webhooks that wait for this one.
    pub followers: Vec<String>,
}

/// A webhook that another one waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predecessor {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How long after its delivery the other one is sent, in milliseconds.
    pub delay_ms: u64,
}

/// An endpoint, for the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointName {
    /// The method of the request that it answered, in upper case.
    pub method: String,
    /// The path as written in the file.
    pub path: String,
}

/// Whether a planned webhook is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is sent when it is due.
    Scheduled,
    /// It is not sent, for this reason: its condition was false.
    Skipped(String),
    /// It can't be sent, for this reason: a template failed.
    Failed(String),
}

/// A header field whose value may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The field's name.
    pub name: String,
    /// Its value.
    pub value: FieldValue,
}

/// A value, or the name of the secret that takes its place when the webhook is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// The value itself, rendered.
    Text(String),
    /// The name in `$env:NAME`. Only the author of the file can write one: text that a request
    /// brought is never read as a name.
    Secret(String),
}

/// The credentials of `basic-auth` (RFC 7617).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasicAuth {
    /// The user.
    pub username: FieldValue,
    /// The password.
    pub password: FieldValue,
}

/// A webhook as it goes over the wire, its secrets in their places. Never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The method, in upper case.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// The header fields.
    pub headers: Vec<(String, String)>,
    /// The body; `None` for `GET` and `HEAD`, which carry none.
    pub body: Option<String>,
    /// What the host is to sign before it sends it; the signatures join the header fields.
    pub order: Option<Order>,
}

impl Delivery {
    /// The message of a try that begins at `now_ms`, milliseconds since the Unix epoch, with the
    /// secrets that `secret` finds by name.
    ///
    /// # Errors
    /// The reason why it can't be sent: a secret is not set.
    pub fn message(
        &self,
        secret: &dyn Fn(&str) -> Option<String>,
        now_ms: u64,
    ) -> Result<Message, String> {
        let mut headers = Vec::new();
        for field in &self.headers {
            headers.push((field.name.clone(), field.value.resolve(secret)?));
        }
        if let Some(auth) = &self.basic_auth {
            headers.push(("authorization".to_owned(), auth.resolve(secret)?));
        }
        let order = match &self.sign {
            Some(sign) => Some(sign.order(&mut headers, secret, now_ms)?),
            None => None,
        };
        Ok(Message {
            method: self.method.clone(),
            url: self.url.clone(),
            headers,
            body: self.body.clone().filter(|_| self.carries_body()),
            order,
        })
    }

    /// Whether its method carries a body: `GET` and `HEAD` do not.
    pub fn carries_body(&self) -> bool {
        !matches!(self.method.as_str(), "GET" | "HEAD")
    }
}

impl Field {
    /// A field whose value is no secret.
    pub fn text(name: &str, value: &str) -> Field {
        Field {
            name: name.to_owned(),
            value: FieldValue::Text(value.to_owned()),
        }
    }
}

impl FieldValue {
    /// The value itself; an error in words if its secret is not set.
    pub(super) fn resolve(
        &self,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<String, String> {
        match self {
            FieldValue::Text(text) => Ok(text.clone()),
            FieldValue::Secret(name) => {
                secret(name).ok_or_else(|| format!("the secret `{name}` is not set"))
            }
        }
    }
}

impl BasicAuth {
    fn resolve(&self, secret: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
        let username = self.username.resolve(secret)?;
        let password = self.password.resolve(secret)?;
        let credentials = Base64::encode_string(format!("{username}:{password}").as_bytes());
        Ok(format!("Basic {credentials}"))
    }
}
