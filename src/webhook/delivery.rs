//! One webhook that was planned.

use base64ct::{Base64, Encoding};

use super::sign::Sign;
use super::{Chain, ObjectFacts};
use crate::http::Request;
use crate::json;
use crate::order;
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
    /// The body, with `"***"` where a secret stands.
    pub body: Option<String>,
    /// The secret that stands in the body.
    pub body_secret: Option<BodySecret>,
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
    /// The hosts that it may go to if its own came out of a template, as the file lists them; `None`
    /// where the file's author wrote the host.
    pub allowed_hosts: Option<Vec<String>>,
    /// Where the request that it makes stands, if it calls these same mocks: then it does not go out.
    pub chain: Option<Chain>,
    /// What only the store knows of the object that it is about, asked or told.
    pub object: Option<ObjectFacts>,
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

/// A secret in a JSON body. It is known by its place, so no text that a request brought is ever
/// taken for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodySecret {
    /// The name in `$env:NAME`.
    pub name: String,
    /// The byte of the body at which [`BodySecret::SHOWN`] stands for it.
    pub at: usize,
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
            body: self.whole_body(secret)?,
            order,
        })
    }

    /// The body as it is sent.
    fn whole_body(
        &self,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<String>, String> {
        let Some(body) = self.body.as_ref().filter(|_| self.carries_body()) else {
            return Ok(None);
        };
        let body = match &self.body_secret {
            Some(place) => place.fill(body, secret)?,
            None => body.clone(),
        };
        Ok(Some(body))
    }

    /// Whether its method carries a body: `GET` and `HEAD` do not.
    pub fn carries_body(&self) -> bool {
        !matches!(self.method.as_str(), "GET" | "HEAD")
    }
}

/// The fields that a platform sets by itself: given by an author they would contradict it.
const OWN_FIELDS: [&str; 3] = ["host", "content-length", "transfer-encoding"];

impl Message {
    /// The header fields that are the author's to set.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.headers.iter();
        let fields = fields.map(|(name, value)| (name.as_str(), value.as_str()));
        fields.filter(|(name, _)| !OWN_FIELDS.iter().any(|own| own.eq_ignore_ascii_case(name)))
    }

    /// The message as a request, as `Headers` of the Fetch Standard has its fields: a name in lower
    /// case and once, its values joined, in the order of the names.
    pub fn request(&self) -> Request {
        let mut fields = vec![("host".to_owned(), self.host().to_owned())];
        for (name, value) in self.fields() {
            let name = name.to_ascii_lowercase();
            match fields.iter_mut().find(|(known, _)| *known == name) {
                Some((_, joined)) => *joined = format!("{joined}, {value}"),
                None => fields.push((name, value.to_owned())),
            }
        }
        let name = |place: usize| fields.get(place).map(|(name, _)| name);
        let places = order::places(fields.len(), &|a, b| name(a).cmp(&name(b)));
        Request {
            method: self.method.clone(),
            url: self.url.clone(),
            headers: order::arranged(fields, &places).into_iter().collect(),
            body: self.body.clone().unwrap_or_default().into_bytes(),
        }
    }

    /// The host of the URL, with its port.
    fn host(&self) -> &str {
        let (_, rest) = self.url.split_once("://").unwrap_or_default();
        rest.split('/').next().unwrap_or_default()
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

impl BodySecret {
    /// What stands in the body for the secret: a JSON text.
    pub const SHOWN: &str = "\"***\"";

    /// The body with the secret in its place.
    fn fill(&self, body: &str, secret: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
        let parts = body.split_at_checked(self.at);
        let parts =
            parts.and_then(|(before, rest)| Some((before, rest.strip_prefix(Self::SHOWN)?)));
        let (before, after) = parts.ok_or("the body is not whole any more")?;
        let mut whole = before.to_owned();
        json::quote_into(&mut whole, &resolve(&self.name, secret)?);
        whole.push_str(after);
        Ok(whole)
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
            FieldValue::Secret(name) => resolve(name, secret),
        }
    }
}

fn resolve(name: &str, secret: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    secret(name).ok_or_else(|| format!("the secret `{name}` is not set"))
}

impl BasicAuth {
    fn resolve(&self, secret: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
        let username = self.username.resolve(secret)?;
        let password = self.password.resolve(secret)?;
        let credentials = Base64::encode_string(format!("{username}:{password}").as_bytes());
        Ok(format!("Basic {credentials}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::tests::delivery;
    use super::*;

    fn sent(body: &str, at: usize) -> Result<Option<String>, String> {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.body = Some(body.to_owned());
        delivery.body_secret = Some(BodySecret {
            name: "KEY".to_owned(),
            at,
        });
        let secret = |name: &str| (name == "KEY").then(|| "a\"b".to_owned());
        delivery.message(&secret, 0).map(|message| message.body)
    }

    #[test]
    fn a_secret_stands_where_its_place_says_and_nowhere_else() {
        let body = r#"{"a":"***","secret":"***"}"#;
        let whole = r#"{"a":"***","secret":"a\"b"}"#;
        assert_eq!(sent(body, 20), Ok(Some(whole.to_owned())));
        for at in [19, 21, 25, 400] {
            assert!(sent(body, at).is_err(), "{at}");
        }
        assert!(
            sent(r#"{"a":"***","secret":"*"#, 20).is_err(),
            "cut for the history"
        );
    }

    #[test]
    fn a_webhook_without_a_body_wants_no_secret_for_it() {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.body_secret = Some(BodySecret {
            name: "KEY".to_owned(),
            at: 0,
        });
        assert!(delivery.message(&|_| None, 0).is_err());
        delivery.method = "GET".to_owned();
        assert_eq!(delivery.message(&|_| None, 0).unwrap().body, None);
    }
}
