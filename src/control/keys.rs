//! The public keys of those that webhooks are signed with, for whoever receives them.

use super::answer::problem;
use crate::http::{Response, Target};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeysAsked {
    /// How they are written.
    pub form: KeyForm,
    /// The only key that is wanted: `?kid=ID`.
    pub id: Option<String>,
}

/// How public keys are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm {
    /// A JWK set (RFC 7517, section 5).
    Jwks,
    /// SubjectPublicKeyInfo in PEM (RFC 7468, section 13).
    Pem,
}

impl KeysAsked {
    /// What a URL asks for.
    pub(super) fn of(form: KeyForm, target: &Target) -> KeysAsked {
        let id = target.query.iter().find(|(key, _)| key == "kid");
        let id = id.map(|(_, id)| id.to_owned());
        KeysAsked { form, id }
    }
}

impl KeyForm {
    /// Its name, as js/signature/public.js knows it.
    pub fn name(self) -> &'static str {
        match self {
            KeyForm::Jwks => "jwks",
            KeyForm::Pem => "pem",
        }
    }

    /// Reads a name; what is none is a JWK set.
    pub fn named(name: &str) -> KeyForm {
        match name {
            "pem" => KeyForm::Pem,
            _ => KeyForm::Jwks,
        }
    }

    /// The media type; PEM is for people too, so it is shown and not stored.
    fn content_type(self) -> &'static str {
        match self {
            KeyForm::Jwks => "application/jwk-set+json",
            KeyForm::Pem => "text/plain; charset=utf-8",
        }
    }
}

/// The answer with public keys as js/signature/public.js wrote them. A set of none is a set; PEM of
/// none would be nothing at all.
pub fn public_keys(form: KeyForm, text: String) -> Response {
    if text.is_empty() {
        let error = "there is no such public key: a webhook of the mocks file must be signed with a \
                     `private-key` whose variable is set";
        return problem(404, "no-key", error);
    }
    Response::new(200)
        .with_header("content-type", form.content_type())
        .with_header("cache-control", "no-cache")
        .with_header("x-content-type-options", "nosniff")
        .with_body(text)
}
