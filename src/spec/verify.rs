//! `verify` of an endpoint.

use std::ops::RangeInclusive;

use super::context::Context;
use super::fault::SpecFault;
use super::fields::Fields;
use super::header;
use super::required::{HEADER, PASSWORD, PUBLIC_KEY, SECRET, USERNAME};
use super::response::{self, Response};
use super::sign;
use super::yaml::{Meaning, Node, NodeValue};
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;
use crate::signature::{self, KeyType};
use crate::verify::Scheme;

pub(super) const KEYS: &[&str] = &[
    "scheme",
    "secret",
    "public-key",
    "private-key",
    "key-id",
    "header",
    "username",
    "password",
    "tolerance",
    "unique",
    "on-failure",
];

/// How many secrets or keys there may be: each is tried.
const COUNTS: RangeInclusive<usize> = 1..=10;

/// How far the time of a signature may be from now, where the author does not say it: 5 minutes, as in
/// Standard Webhooks.
const TOLERANCE_MS: u64 = 5 * 60_000;

/// What `unique: true` stands for.
const WEBHOOK_ID: &str = "{{header-params.webhook-id}}";

/// What a request must prove before it is answered.
#[derive(Clone, Debug)]
pub struct Verify {
    /// By what.
    pub scheme: Scheme,
    /// What the keys are.
    pub key_type: KeyType,
    /// Secrets or keys, of which one must do; of `basic` the user and the password; of `header` none
    /// where it need only be there.
    pub keys: Vec<Excerpt>,
    /// What the sender calls the keys: as many, or none.
    pub key_ids: Vec<String>,
    /// The name of the field that holds the proof, where it is not the scheme's.
    pub header: Option<String>,
    /// How far the time of a signature may be from now, in milliseconds.
    pub tolerance_ms: u64,
    /// A template of what may come only once.
    pub unique: Option<Excerpt>,
    /// The answer where it does not hold.
    pub on_failure: Option<Response>,
}

/// The key `verify` of an endpoint.
pub fn decode(endpoint: &Fields, context: &mut Context) -> Option<Verify> {
    let node = endpoint.value("verify")?;
    let fields = Fields::of(node, "`verify`", KEYS, context)?;
    let on_failure = response::decode_on_failure(&fields, context);
    let unique = unique(&fields, context);
    let tolerance_ms = fields.time_ms("tolerance", context);
    let scheme = sign::scheme(&fields, Scheme::parse, &Scheme::NAMES, context)?;
    refuse_unfit(&fields, scheme, context);
    let key_type = key_type(&fields, scheme, context)?;
    Some(Verify {
        scheme,
        key_type,
        keys: keys(&fields, scheme, key_type, context),
        key_ids: sign::key_ids(&fields, key_type, context),
        header: header(&fields, scheme, context),
        tolerance_ms: tolerance_ms.unwrap_or(TOLERANCE_MS),
        unique,
        on_failure,
    })
}

/// The keys that mean something beside a scheme, but for those that always do.
fn fitting(scheme: Scheme) -> &'static [&'static str] {
    match scheme {
        Scheme::Signature(signature::Scheme::StandardWebhooks) => {
            &["secret", "public-key", "private-key", "tolerance"]
        }
        Scheme::Signature(signature::Scheme::HmacSha256) => &["secret", "header"],
        Scheme::Signature(signature::Scheme::RsaSha256) => {
            &["public-key", "private-key", "key-id", "header"]
        }
        Scheme::Bearer => &["secret"],
        Scheme::Basic => &["username", "password"],
        Scheme::Header => &["secret", "header"],
    }
}

fn refuse_unfit(fields: &Fields, scheme: Scheme, context: &mut Context) {
    let always = ["scheme", "unique", "on-failure"];
    let fits = |key: &str| always.contains(&key) || fitting(scheme).contains(&key);
    for key in KEYS.iter().filter(|key| !fits(key)) {
        let entry = fields.get(key).filter(|entry| !entry.value.is_null());
        if let Some(entry) = entry {
            let scheme = scheme.name();
            context.error(&SpecFault::UnfitForVerify { key, scheme }, entry.key.span);
        }
    }
}

/// What it is verified with: one of the keys for it must be there.
fn key_type(fields: &Fields, scheme: Scheme, context: &mut Context) -> Option<KeyType> {
    let fits = |key_type: &KeyType| fitting(scheme).contains(&key_type.name());
    let is_given = |key_type: &KeyType| fields.value(key_type.name()).is_some();
    let all = [KeyType::Secret, KeyType::PublicKey, KeyType::PrivateKey];
    let mut given = all
        .into_iter()
        .filter(|key_type| fits(key_type) && is_given(key_type));
    if let Some(key_type) = given.next() {
        for other in given {
            fields.refuse_both(key_type.name(), other.name(), context);
        }
        return Some(key_type);
    }
    let key = match scheme {
        Scheme::Basic | Scheme::Header => return Some(KeyType::Secret),
        Scheme::Signature(signature::Scheme::RsaSha256) => PUBLIC_KEY,
        Scheme::Signature(_) | Scheme::Bearer => SECRET,
    };
    // A key that nobody knows, or that does not fit, was meant as this one, and has been reported.
    if !fields.has_unknown() && !all.iter().any(is_given) {
        context.error(&SpecFault::MissingKey(key), fields.place());
    }
    None
}

fn keys(fields: &Fields, scheme: Scheme, key_type: KeyType, context: &mut Context) -> Vec<Excerpt> {
    if scheme == Scheme::Basic {
        let mut keys = Vec::new();
        for key in [USERNAME, PASSWORD] {
            keys.extend(fields.required(key, fields.place(), context));
        }
        return keys;
    }
    let key = key_type.name();
    if scheme == Scheme::Header && fields.value(key).is_none() {
        return Vec::new();
    }
    let nodes = fields.listed(key, COUNTS, context).iter();
    nodes
        .filter_map(|node| text(key_type, node, context))
        .gather()
}

/// The text of a key; that of a public one may be written as a map, a JWK.
fn text(key_type: KeyType, node: &Node, context: &mut Context) -> Option<Excerpt> {
    if key_type == KeyType::PublicKey && matches!(node.value, NodeValue::Map(_)) {
        return Some(Excerpt::whole(&node.to_json().to_text(), node.span));
    }
    context.text(format_args!("`{}`", key_type.name()), node)
}

fn header(fields: &Fields, scheme: Scheme, context: &mut Context) -> Option<String> {
    if scheme == Scheme::Header {
        fields.require(HEADER, fields.place(), context);
    }
    header::decode_name(fields, context)
}

/// `true` stands for the id that webhooks carry; any other text is a template of its own.
fn unique(fields: &Fields, context: &mut Context) -> Option<Excerpt> {
    let node = fields.value("unique")?;
    let webhook_id = |span: Span| Excerpt::whole(WEBHOOK_ID, span);
    match node.scalar().map(|scalar| &scalar.meaning) {
        Some(Meaning::Bool(is_unique)) => is_unique.then(|| webhook_id(node.span)),
        Some(Meaning::Text) => node.text().cloned(),
        _ => {
            context.wrong_type("`unique`", "`true`, `false` or a template", node);
            None
        }
    }
}
