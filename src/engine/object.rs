//! The object that a request brings: whether a webhook is sent for it, what the store must be asked
//! of it, and its envelope.

use super::compiler::Compiler;
use super::endpoint::Endpoint;
use super::occasion::Occasion;
use super::plan::{Plan, failed};
use crate::digest;
use crate::expression::{Root, Scope};
use crate::gather::Gather as _;
use crate::json::Value;
use crate::sort;
use crate::spec::{self, ObjectField, Payload};
use crate::template::{Medium, Template};
use crate::webhook::ObjectQuestion;

/// What a webhook says of the object, compiled.
#[derive(Debug)]
pub(super) struct ObjectPlan {
    /// Whether it is sent once for an object.
    once: bool,
    /// Where objects must be told apart.
    key: Option<Key>,
    fields: Vec<ObjectField>,
    envelope: Option<Envelope>,
    /// How many webhooks of the same name stand before it.
    twins: usize,
}

/// What tells one object from another.
#[derive(Debug)]
struct Key {
    template: Template,
    written: String,
}

/// What all envelopes of a file have in common.
#[derive(Debug)]
struct Envelope {
    account_id: Value,
    app: Value,
    server: Value,
}

impl ObjectPlan {
    pub(super) fn compile(webhook: &spec::Webhook, compiler: &mut Compiler) -> ObjectPlan {
        let object = &webhook.object;
        let has_envelope = webhook.payload == Some(Payload::Object);
        let needs_key = object.once || has_envelope;
        let mut key = None;
        if needs_key || object.key.is_some() {
            let text = object.key_or_default(webhook.span);
            let template = compiler.template(&text, Some(Medium::Plain));
            let written = text.text().to_owned();
            key = Some(Key { template, written }).filter(|_| needs_key);
        }
        let settings = compiler.settings();
        let setting = |text: &Option<String>| text.as_deref().into();
        ObjectPlan {
            once: object.once,
            key,
            fields: object.fields.clone(),
            envelope: has_envelope.then(|| Envelope {
                account_id: setting(&settings.account_id),
                app: setting(&settings.app),
                server: setting(&settings.server),
            }),
            twins: 0,
        }
    }

    /// Why nothing is sent for this object: the first field that is not as it must be.
    pub(super) fn lacks(&self, scope: &Scope) -> Option<String> {
        let object = scope.variables.root(Root::JsonParams);
        self.fields.iter().find_map(|field| lack(field, object))
    }

    /// What the store must be asked; `None` where nothing.
    ///
    /// # Errors
    /// The object can't be told from another, or there is none.
    pub(super) fn question(
        &self,
        name: Option<&str>,
        scope: &Scope,
        occasion: &Occasion,
    ) -> Result<Option<ObjectQuestion>, String> {
        let Some(key) = &self.key else {
            return Ok(None);
        };
        let has_envelope = self.envelope.is_some();
        if has_envelope && !matches!(body(scope), Some(Value::Object(_))) {
            return Err("the body of the request is no JSON object".to_owned());
        }
        let written = &key.written;
        let key = key.template.render(scope).map_err(failed)?;
        if key.is_empty() {
            return Err(format!("its `key` is empty for this request: `{written}`"));
        }
        Ok(Some(ObjectQuestion {
            ready: self.once.then(|| self.ready(name, &key, occasion)),
            seen: has_envelope.then(|| mark([place(occasion.declared), Value::text(&key)])),
            key: ObjectQuestion::shown(&key),
            at: None,
        }))
    }

    /// The mark of this webhook for an object: that of a subscription whichever endpoint answered.
    fn ready(&self, name: Option<&str>, key: &str, occasion: &Occasion) -> String {
        let owner = match occasion.event {
            Some(_) => Value::Null,
            None => place(occasion.declared),
        };
        mark([owner, name.into(), self.twins.into(), Value::text(key)])
    }

    /// The envelope's text, and the byte at which `operation` and `sequence` belong; `None` for a
    /// webhook that sends another body.
    pub(super) fn envelope(&self, event: &str, scope: &Scope) -> Option<(String, usize)> {
        let envelope = self.envelope.as_ref()?;
        let mut text = Value::object([
            ("account_id", envelope.account_id.clone()),
            ("app", envelope.app.clone()),
            ("event", Value::text(event)),
            ("object", self.embedded(body(scope)?)),
        ])
        .to_text();
        text.pop();
        let at = text.len();
        let server = envelope.server.to_text();
        Some((format!("{text},\"server\":{server}}}"), at))
    }

    /// The object with `NAME_id` in the place of each field that is not embedded. What it says of
    /// that name itself gives way.
    fn embedded(&self, object: &Value) -> Value {
        let Value::Object(pairs) = object else {
            return object.clone();
        };
        let linked = |name: &String| {
            let mut linked = self.fields.iter().filter(|field| !field.embed);
            linked.any(|field| field.name == *name)
        };
        let gives_way = |name: &String| {
            let field = name.strip_suffix("_id").map(str::to_owned);
            field.is_some_and(|field| linked(&field) && object.get(&field).is_some())
        };
        let kept = pairs.iter().filter(|(name, _)| !gives_way(name));
        let kept = kept.map(|(name, value)| match linked(name) {
            true => (format!("{name}_id"), id_of(value)),
            false => (name.clone(), value.clone()),
        });
        Value::Object(kept.gather())
    }
}

/// What is wrong with a field of an object.
fn lack(field: &ObjectField, object: Option<&Value>) -> Option<String> {
    let name = &field.name;
    let value = object.and_then(|object| object.get(name));
    match value.filter(|value| **value != Value::Null) {
        None => field
            .required
            .then(|| format!("the field `{name}` is missing")),
        Some(value) => {
            let state = value.get("state").and_then(Value::as_text);
            let is_open = field.uploaded && state != Some("uploaded");
            is_open.then(|| format!("the field `{name}` is not uploaded"))
        }
    }
}

/// What stands for a field that is not embedded.
fn id_of(value: &Value) -> Value {
    match value {
        Value::Object(_) => value.get("id").cloned().unwrap_or(Value::Null),
        other => other.clone(),
    }
}

fn body<'a>(scope: &Scope<'a>) -> Option<&'a Value> {
    scope.variables.root(Root::JsonParams)
}

/// What endpoints that know the same objects have in common.
fn place(endpoint: &Endpoint) -> Value {
    Value::list([
        endpoint.methods.as_slice().into(),
        endpoint.host.as_deref().into(),
        Value::text(&endpoint.path),
    ])
}

/// A mark of a fixed length, whatever a request brings.
fn mark(parts: impl IntoIterator<Item = Value>) -> String {
    digest::hex(&Value::list(parts).to_text())
}

/// Tells webhooks of one name apart.
pub(super) fn tell_apart(plans: &mut [Plan]) {
    let names = plans.iter();
    let names: Vec<&str> = names
        .map(|plan| plan.name.as_deref().unwrap_or_default())
        .gather();
    let mut counts = vec![0usize; plans.len()];
    let firsts = sort::firsts(&names);
    for (plan, first) in plans.iter_mut().zip(firsts) {
        if let Some(count) = counts.get_mut(first) {
            plan.object.twins = *count;
            *count = count.saturating_add(1);
        }
    }
}
