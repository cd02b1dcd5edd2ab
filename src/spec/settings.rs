//! The item `settings`.

use super::context::Context;
use super::fault::SpecFault;
use super::fields::Fields;
use super::yaml::Node;
use crate::gather::Gather as _;
use crate::outbound;

pub(super) const KEYS: &[&str] = &[
    "cors",
    "env",
    "webhooks",
    "account-id",
    "app",
    "server",
    "seed",
];

/// Keys of the format that this version does not do.
pub(super) const NOT_YET: &[&str] = &["seed"];

pub(super) const WEBHOOK_KEYS: &[&str] = &["allow-hosts"];

/// What holds for the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether answers carry the headers of CORS.
    pub cors: bool,
    /// The environment's names that templates may read.
    pub env: Vec<String>,
    /// The hosts that a webhook may be sent to whose host is a template, in lower case; `*.` before a
    /// name stands for all below it.
    pub allow_hosts: Vec<String>,
    /// `account_id` of the object envelope.
    pub account_id: Option<String>,
    /// `app` of the object envelope.
    pub app: Option<String>,
    /// `server` of the object envelope.
    pub server: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            cors: true,
            env: Vec::new(),
            allow_hosts: Vec::new(),
            account_id: None,
            app: None,
            server: None,
        }
    }
}

/// Takes over the keys of one `settings` item; what stood before under the same key is replaced.
pub fn decode(node: &Node, settings: &mut Settings, context: &mut Context) {
    let Some(fields) = Fields::of(node, "`settings`", KEYS, context) else {
        return;
    };
    fields.not_yet(NOT_YET, context);
    replace(&mut settings.cors, fields.bool("cors", context));
    replace(&mut settings.env, names(&fields, "env", context));
    let texts = [
        ("account-id", &mut settings.account_id),
        ("app", &mut settings.app),
        ("server", &mut settings.server),
    ];
    for (key, setting) in texts {
        replace(setting, fields.text(key, context).map(Some));
    }
    let Some(node) = fields.value("webhooks") else {
        return;
    };
    if let Some(fields) = Fields::of(node, "`webhooks`", WEBHOOK_KEYS, context) {
        replace(&mut settings.allow_hosts, allow_hosts(&fields, context));
    }
}

/// The hosts that are allowed, in lower case.
fn allow_hosts(fields: &Fields, context: &mut Context) -> Option<Vec<String>> {
    fields.value("allow-hosts")?;
    let mut hosts = Vec::new();
    for text in fields.texts("allow-hosts", context) {
        if outbound::is_pattern(text.text()) {
            hosts.push(text.text().to_ascii_lowercase());
        } else {
            let fault = SpecFault::WrongAllowedHost(text.text().to_owned());
            context.error(&fault, text.full_span());
        }
    }
    Some(hosts)
}

fn replace<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

/// The texts of a key, where it is given.
fn names(fields: &Fields, key: &str, context: &mut Context) -> Option<Vec<String>> {
    fields.value(key)?;
    let texts = fields.texts(key, context).into_iter();
    Some(texts.map(|text| text.text().to_owned()).gather())
}
