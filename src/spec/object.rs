//! What a webhook says of the object that a request brings: `type`, `key` and `fields`.

use super::context::Context;
use super::fault::SpecFault;
use super::fields::Fields;
use super::payload::Payload;
use super::required::FIELD_NAME;
use super::yaml::Node;
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;

pub(super) const FIELD_KEYS: &[&str] = &["name", "required", "embed", "state"];

const TYPES: &[&str] = &["update", "ready"];
const STATES: &[&str] = &["present", "uploaded"];

/// What tells one object from another where the file does not say.
const KEY: &str = "{{json-params.id}}";

/// What a webhook says of the object that a request brings.
#[derive(Clone, Debug)]
pub struct Object {
    /// Whether it is sent once for an object (`ready`), not at every request (`update`).
    pub once: bool,
    /// What tells one object from another, where the file says it: a template.
    pub key: Option<Excerpt>,
    /// What must be known of the object's fields.
    pub fields: Vec<ObjectField>,
}

/// A field of the object: a key of the request's JSON body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectField {
    /// The key.
    pub name: String,
    /// Whether nothing is sent without it.
    pub required: bool,
    /// Whether it stands in the envelope as it is; else `NAME_id` stands in its place.
    pub embed: bool,
    /// Whether nothing is sent before its own `state` is `uploaded`.
    pub uploaded: bool,
}

impl Object {
    /// The template that tells one object from another; the default has no place, so it stands for
    /// `span`.
    pub fn key_or_default(&self, span: Span) -> Excerpt {
        let key = self.key.clone();
        key.unwrap_or_else(|| Excerpt::whole(KEY, span))
    }
}

/// What a webhook with this payload says of the object.
pub fn decode(webhook: &Fields, payload: Option<Payload>, context: &mut Context) -> Object {
    let nodes = webhook.list_or_one("fields").iter();
    Object {
        once: webhook.choice("type", TYPES, context) == Some("ready"),
        key: webhook.excerpt("key", context),
        fields: nodes
            .filter_map(|node| field(node, payload, context))
            .gather(),
    }
}

fn field(node: &Node, payload: Option<Payload>, context: &mut Context) -> Option<ObjectField> {
    let fields = Fields::of(node, "a field", FIELD_KEYS, context)?;
    let name = fields.required(FIELD_NAME, node.span, context);
    let embed = fields.bool("embed", context).unwrap_or(true);
    if let Some(key) = fields.get("embed").filter(|_| !embed)
        && payload != Some(Payload::Object)
    {
        context.warning(&SpecFault::EmbedUnused, key.key.span);
    }
    Some(ObjectField {
        required: fields.bool("required", context).unwrap_or(true),
        embed,
        uploaded: fields.choice("state", STATES, context) == Some("uploaded"),
        name: name?.text().to_owned(),
    })
}
