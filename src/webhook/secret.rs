//! What of a webhook may be a secret: it is stored by its name, and put in when the webhook is sent.

use base64ct::{Base64, Encoding};

use crate::json;

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
    pub(super) fn fill(
        &self,
        body: &str,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<String, String> {
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

impl BasicAuth {
    /// The value of `authorization`; an error in words if a secret is not set.
    pub(super) fn resolve(
        &self,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<String, String> {
        let username = self.username.resolve(secret)?;
        let password = self.password.resolve(secret)?;
        let credentials = Base64::encode_string(format!("{username}:{password}").as_bytes());
        Ok(format!("Basic {credentials}"))
    }
}

fn resolve(name: &str, secret: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    secret(name).ok_or_else(|| format!("the secret `{name}` is not set"))
}
