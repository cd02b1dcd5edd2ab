//! `sign` of a webhook.

use std::ops::RangeInclusive;

use super::context::Context;
use super::fault::SpecFault;
use super::fields::Fields;
use super::header;
use super::required::{PRIVATE_KEY, SCHEME, SECRET};
use crate::diagnostic::Excerpt;
use crate::gather::Gather as _;
use crate::signature::{KeyType, Scheme};

pub(super) const KEYS: &[&str] = &["scheme", "secret", "private-key", "key-id", "header"];

/// How many secrets or keys there may be: a receiver tries each.
const COUNTS: RangeInclusive<usize> = 1..=10;

/// How a webhook is signed.
#[derive(Clone, Debug)]
pub struct Sign {
    /// The scheme.
    pub scheme: Scheme,
    /// What the keys are.
    pub key_type: KeyType,
    /// The secrets or private keys: a signature with each.
    pub keys: Vec<Excerpt>,
    /// What the author calls the private keys: as many, or none.
    pub key_ids: Vec<String>,
    /// The name of the signature's field, where it is not the scheme's.
    pub header: Option<String>,
}

/// The key `sign` of a webhook.
pub fn decode(webhook: &Fields, context: &mut Context) -> Option<Sign> {
    let node = webhook.value("sign")?;
    let fields = Fields::of(node, "`sign`", KEYS, context)?;
    let scheme = scheme(&fields, Scheme::parse, &Scheme::NAMES, context)?;
    let header = header::decode_name(&fields, context);
    refuse_unfit(&fields, scheme, context);
    let key_type = key_type(&fields, scheme, context)?;
    Some(Sign {
        scheme,
        key_type,
        keys: keys(&fields, key_type, context),
        key_ids: key_ids(&fields, key_type, context),
        header,
    })
}

/// The value of `scheme`, one of those that are known.
pub(super) fn scheme<S>(
    fields: &Fields,
    parse: impl Fn(&str) -> Option<S>,
    known: &'static [&'static str],
    context: &mut Context,
) -> Option<S> {
    let text = fields.required(SCHEME, fields.place(), context)?;
    let scheme = parse(text.text());
    if scheme.is_none() {
        let fault = SpecFault::UnknownValue {
            key: "scheme",
            value: text.text().to_owned(),
            known,
        };
        context.error(&fault, text.full_span());
    }
    scheme
}

/// The keys that mean something beside a scheme.
fn fitting(scheme: Scheme) -> &'static [&'static str] {
    match scheme {
        Scheme::StandardWebhooks => &["secret", "private-key", "key-id"],
        Scheme::HmacSha256 => &["secret", "header"],
        Scheme::RsaSha256 => &["private-key", "key-id", "header"],
    }
}

fn refuse_unfit(fields: &Fields, scheme: Scheme, context: &mut Context) {
    let keys = KEYS.iter().filter(|key| **key != "scheme");
    let unfit = keys.filter(|key| !fitting(scheme).contains(key));
    for key in unfit.filter(|key| fields.value(key).is_some()) {
        let fault = SpecFault::UnfitKey {
            key,
            scheme: scheme.name(),
        };
        let place = fields.get(key).map(|entry| entry.key.span);
        context.error(&fault, place.unwrap_or(fields.place()));
    }
}

/// Whether it is signed with secrets or private keys: one of the two must be there.
fn key_type(fields: &Fields, scheme: Scheme, context: &mut Context) -> Option<KeyType> {
    let given = |key: &str| fields.value(key).is_some() && fitting(scheme).contains(&key);
    if given("secret") {
        for other in ["private-key", "key-id"]
            .into_iter()
            .filter(|key| given(key))
        {
            fields.refuse_both("secret", other, context);
        }
        return Some(KeyType::Secret);
    }
    if given("private-key") {
        return Some(KeyType::PrivateKey);
    }
    let key = match scheme {
        Scheme::RsaSha256 => PRIVATE_KEY,
        Scheme::StandardWebhooks | Scheme::HmacSha256 => SECRET,
    };
    // A key that nobody knows, or that does not fit, was meant as this one, and has been reported.
    let is_meant = fields.value("secret").is_some() || fields.value("private-key").is_some();
    if !fields.has_unknown() && !is_meant {
        context.error(&SpecFault::MissingKey(key), fields.place());
    }
    None
}

fn keys(fields: &Fields, key_type: KeyType, context: &mut Context) -> Vec<Excerpt> {
    let key = key_type.name();
    let nodes = fields.listed(key, COUNTS, context).iter();
    nodes
        .filter_map(|node| context.text(format_args!("`{key}`"), node))
        .gather()
}

/// One for each key, where they are given.
pub(super) fn key_ids(fields: &Fields, key_type: KeyType, context: &mut Context) -> Vec<String> {
    let ids = fields.list_or_one("key-id").len();
    let keys = fields.list_or_one(key_type.name()).len();
    if let Some(node) = fields.value("key-id").filter(|_| ids != keys) {
        let key = key_type.name();
        context.error(&SpecFault::KeyIds { ids, keys, key }, node.span);
    }
    let texts = fields.texts("key-id", context).into_iter();
    texts.map(|id| id.text().to_owned()).gather()
}
