//! What can be wrong with a file whose parts are right each for itself.

use super::sequence::Company;
use crate::diagnostic::Fault;
use crate::signature::Scheme;

/// A mistake that shows when an endpoint is put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EndpointFault {
    /// The sample of a body is not JSON; why.
    Sample(String),
    /// A default is not of its parameter's type.
    Default(String, &'static str),
    /// A webhook's URL that is neither absolute nor a path.
    RelativeUrl,
    /// A webhook's URL whose scheme no webhook is sent by.
    Scheme(String),
    /// A webhook's URL that is a path of the engine's own.
    OwnUrl,
    /// No webhook beside it has the name of an `after`; the one that was probably meant.
    UnknownWebhook(String, Company, Option<String>),
    /// Several webhooks beside it have it.
    SeveralWebhooks(String, Company),
    /// Webhooks that wait for one another; the name that one of them waits for.
    Circle(String),
    /// A regular expression that does not compile; why.
    Pattern(String),
    /// `$env:` with something else around it, or without a name.
    Secret,
    /// `$env:NAME` where no secret is put in; the name.
    SecretAsText(String),
    /// A private key that stands in the file.
    PrivateKey,
    /// A secret that can be none for this scheme: it is no base64, or empty.
    WrongSecret(Scheme),
    /// A public key that can be none for this scheme.
    WrongPublicKey(Scheme),
    /// A secret of no text.
    EmptySecret,
    /// A key of `verify` that is a template.
    KeyTemplate,
    /// A `unique` that is the same for all requests.
    SameId,
    /// An endpoint that another one always answers for; the line of the other.
    Shadowed(usize),
}

impl Fault for EndpointFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Sample(_) => "wrong-sample",
            Self::Default(..) => "wrong-default",
            Self::RelativeUrl => "relative-url",
            Self::Scheme(_) => "url-scheme",
            Self::OwnUrl => "reserved-path",
            Self::UnknownWebhook(..) => "unknown-webhook",
            Self::SeveralWebhooks(..) => "several-webhooks",
            Self::Circle(_) => "circle",
            Self::Pattern(_) => "regular-expression",
            Self::Secret => "secret",
            Self::SecretAsText(_) => "secret-as-text",
            Self::PrivateKey => "private-key",
            Self::WrongSecret(_) | Self::EmptySecret => "wrong-secret",
            Self::WrongPublicKey(_) => "wrong-public-key",
            Self::KeyTemplate => "key-template",
            Self::SameId => "same-id",
            Self::Shadowed(_) => "never-answers",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Sample(why) => format!("the sample of the body is not JSON: {why}"),
            Self::Default(text, kind) => format!("the default `{text}` is not of type {kind}"),
            Self::RelativeUrl => "the URL of a webhook must be absolute, or a path".to_owned(),
            Self::Scheme(scheme) => {
                format!("a webhook is sent by `https` or `http`, not by `{scheme}`")
            }
            Self::OwnUrl => "of the engine's own paths a webhook can call inboxes only".to_owned(),
            Self::UnknownWebhook(name, Company::Endpoint, _) => {
                format!("no webhook of this endpoint has the name `{name}`")
            }
            Self::UnknownWebhook(name, Company::File, _) => {
                format!("no subscription has the name `{name}`")
            }
            Self::SeveralWebhooks(name, Company::Endpoint) => {
                format!("several webhooks of this endpoint have the name `{name}`")
            }
            Self::SeveralWebhooks(name, Company::File) => {
                format!("several subscriptions have the name `{name}`")
            }
            Self::Circle(name) => {
                format!("this webhook and `{name}` wait for each other, so neither is ever sent")
            }
            Self::Pattern(why) => format!("the regular expression is wrong: {why}"),
            Self::Secret => "`$env:NAME` must be the whole value".to_owned(),
            Self::SecretAsText(name) => {
                format!("no secret is put in here: `$env:{name}` is written as it stands")
            }
            Self::PrivateKey => "a private key must not stand in the file".to_owned(),
            Self::WrongSecret(scheme) => format!("this is no secret of `{}`", scheme.name()),
            Self::WrongPublicKey(scheme) => format!("this is no public key of `{}`", scheme.name()),
            Self::EmptySecret => "this secret is empty".to_owned(),
            Self::KeyTemplate => "what is verified with can't be a template".to_owned(),
            Self::SameId => {
                "`unique` is the same for all requests, so only the first would pass".to_owned()
            }
            Self::Shadowed(line) => {
                format!("this endpoint never answers: the one in line {line} always does")
            }
        }
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Sample(_) => {
                "write an object with a value of the right type for each key".to_owned()
            }
            Self::RelativeUrl | Self::Scheme(_) => {
                "begin it with `https://` or `http://`, or with `/` to call these same mocks"
                    .to_owned()
            }
            Self::OwnUrl => "an inbox is `/__wasmock/inbox/NAME`".to_owned(),
            Self::UnknownWebhook(_, _, Some(name)) => format!("did you mean `{name}`?"),
            Self::UnknownWebhook(..) => "give the other webhook that `name`".to_owned(),
            Self::SeveralWebhooks(..) => "give each a `name` of its own".to_owned(),
            Self::Circle(_) => "leave out one `after`".to_owned(),
            Self::Secret => "put the whole value, such as `Bearer …`, into the secret".to_owned(),
            Self::SecretAsText(name) => format!(
                "if all may see it, write `{{{{env.{name}}}}}` and list it: `settings: {{env: [{name}]}}`"
            ),
            Self::PrivateKey => {
                "write `$env:NAME`, and put the key into that variable: `wasmock keys` makes one"
                    .to_owned()
            }
            Self::WrongSecret(Scheme::StandardWebhooks) => {
                "write `whsec_` and base64 after it: `wasmock keys` makes one".to_owned()
            }
            Self::WrongPublicKey(Scheme::StandardWebhooks) => {
                "write it as PEM, as JWK, or as `whpk_` and base64 after it".to_owned()
            }
            Self::WrongPublicKey(_) => "write it as PEM or as JWK".to_owned(),
            Self::KeyTemplate => {
                "write its text, or `$env:NAME`; an `if` can tell requests apart".to_owned()
            }
            Self::SameId => {
                "write `true` for the header `webhook-id`, or a template such as `{{header-params.x-id}}`"
                    .to_owned()
            }
            Self::WrongSecret(_) | Self::EmptySecret => "write any text, or `$env:NAME`".to_owned(),
            Self::Shadowed(_) => {
                "the first in the file answers: put one with an `if` before one without".to_owned()
            },
            Self::Default(..) | Self::Pattern(_) => return None,
        })
    }
}
