//! Header fields and a body, of an answer or of a webhook.

use std::ops::Range;

use super::compiler::Compiler;
use super::fault::EndpointFault as Fault;
use super::media;
use crate::diagnostic::{Diagnostic, Excerpt};
use crate::expression::Scope;
use crate::gather::Gather as _;
use crate::json::{self, Value};
use crate::redaction::is_secret_field;
use crate::spec::yaml::{Node, NodeValue};
use crate::spec::{Body, Header};
use crate::template::{Builder, Medium, Template};
use crate::webhook::{Field, FieldValue};

/// Compiled header fields and a body.
#[derive(Debug, Default)]
pub(super) struct Content {
    fields: Vec<(String, FieldTemplate)>,
    body: Option<Template>,
    /// The Content-Type unless a field gives one.
    media_type: Option<&'static str>,
}

/// The value of a header field.
#[derive(Clone, Debug)]
pub(super) enum FieldTemplate {
    /// A template.
    Text(Template),
    /// The name in `$env:NAME`.
    Secret(String),
}

/// Whose content it is: only a webhook has secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Response,
    Webhook,
}

impl Content {
    pub(super) fn compile(
        headers: &[Header],
        body: Option<&Body>,
        owner: Owner,
        compiler: &mut Compiler,
    ) -> Content {
        let mut fields = Vec::new();
        for header in headers {
            for value in &header.values {
                fields.push((
                    header.name.clone(),
                    FieldTemplate::compile(value, owner, compiler),
                ));
            }
        }
        let given = media_type(&fields);
        let medium = given.as_deref().map(media::medium);
        let (body, media_type) = match body {
            None => (None, None),
            Some(Body::Text(text)) => {
                let body = compiler.template(text, medium);
                let default = media::default_type(&body);
                (Some(body), Some(default))
            }
            Some(Body::Value(node)) => {
                let mut builder = Builder::default();
                value_template(node, &mut builder, compiler);
                (Some(builder.build()), Some(media::JSON))
            }
        };
        Content {
            fields,
            body,
            media_type,
        }
    }

    /// The same for a body that is JSON, made elsewhere.
    pub(super) fn of_json(self) -> Content {
        Content {
            media_type: Some(media::JSON),
            ..self
        }
    }

    /// The fields, Content-Type among them, and the body.
    pub(super) fn render(&self, scope: &Scope) -> Result<(Vec<Field>, Option<String>), Diagnostic> {
        let mut fields = Vec::new();
        for (name, template) in &self.fields {
            fields.push(Field {
                name: name.clone(),
                value: template.render(scope)?,
            });
        }
        let given = fields
            .iter()
            .any(|field| field.name.eq_ignore_ascii_case("content-type"));
        if let Some(media_type) = self.media_type.filter(|_| !given) {
            fields.insert(0, Field::text("content-type", media_type));
        }
        let body = self
            .body
            .as_ref()
            .map(|body| body.render(scope))
            .transpose()?;
        Ok((fields, body))
    }

    /// The values of the fields.
    pub(super) fn fields(&self) -> Vec<&FieldTemplate> {
        self.fields.iter().map(|(_, value)| value).gather()
    }

    /// The values of fields that hold secrets, as they stand in the file; of `Bearer …` and the like also
    /// the part that is the secret.
    pub(super) fn written_secrets(&self) -> impl Iterator<Item = String> {
        let fields = self.fields.iter().filter(|(name, _)| is_secret_field(name));
        fields
            .filter_map(|(_, value)| value.written())
            .flat_map(|value| {
                let credentials = value.split_once(' ').map(|(_, rest)| rest.to_owned());
                credentials.into_iter().chain([value])
            })
    }
}

impl FieldTemplate {
    /// Compiles a value; in a webhook `$env:NAME` is a secret's name.
    pub(super) fn compile(text: &Excerpt, owner: Owner, compiler: &mut Compiler) -> FieldTemplate {
        match (owner, secret_name(text.text())) {
            (Owner::Webhook, Some(name)) => FieldTemplate::Secret(name.to_owned()),
            (Owner::Webhook, _) if text.text().contains("$env:") => {
                compiler.error(&Fault::Secret, text.full_span());
                FieldTemplate::Text(Template::default())
            }
            _ => FieldTemplate::Text(compiler.template(text, Some(Medium::Field))),
        }
    }

    pub(super) fn render(&self, scope: &Scope) -> Result<FieldValue, Diagnostic> {
        Ok(match self {
            FieldTemplate::Secret(name) => FieldValue::Secret(name.clone()),
            FieldTemplate::Text(text) => {
                FieldValue::Text(crate::escape::without_controls(&text.render(scope)?))
            }
        })
    }

    /// The text that it is for every request, if it stands in the file.
    pub(super) fn written(&self) -> Option<String> {
        match self {
            FieldTemplate::Secret(_) => None,
            FieldTemplate::Text(template) => template.as_text(),
        }
    }

    pub(super) fn secret(&self) -> Option<&str> {
        match self {
            FieldTemplate::Secret(name) => Some(name),
            FieldTemplate::Text(_) => None,
        }
    }
}

/// The name in a text that is `$env:NAME` as a whole.
fn secret_name(text: &str) -> Option<&str> {
    let text = text.trim();
    let (place, name) = named_secret(text)?;
    (place == (0..text.len())).then_some(name)
}

/// The first `$env:NAME` in a text and its name, as the environment has names (POSIX.1-2024, section
/// 8.1).
pub(super) fn named_secret(text: &str) -> Option<(Range<usize>, &str)> {
    let (before, after) = text.split_once("$env:")?;
    let end = after.find(|found: char| !found.is_ascii_alphanumeric() && found != '_');
    let name = after.get(..end.unwrap_or(after.len()))?;
    let is_name = !name.starts_with(|first: char| first.is_ascii_digit()) && !name.is_empty();
    let end = text
        .len()
        .saturating_sub(after.len().saturating_sub(name.len()));
    is_name.then_some((before.len()..end, name))
}

/// The Content-Type that a field gives; empty where it is a template.
fn media_type(fields: &[(String, FieldTemplate)]) -> Option<String> {
    let given = |(name, _): &&(String, FieldTemplate)| name.eq_ignore_ascii_case("content-type");
    match &fields.iter().find(given)?.1 {
        FieldTemplate::Text(template) => Some(template.as_text().unwrap_or_default()),
        FieldTemplate::Secret(_) => Some(String::new()),
    }
}

/// A YAML value as the template of its compact JSON; its strings are templates that stay strings.
fn value_template(node: &Node, out: &mut Builder, compiler: &mut Compiler) {
    match &node.value {
        NodeValue::List(items) => {
            out.literal("[");
            for (index, item) in items.iter().enumerate() {
                out.literal(if index == 0 { "" } else { "," });
                value_template(item, out, compiler);
            }
            out.literal("]");
        }
        NodeValue::Map(entries) => {
            out.literal("{");
            for (index, entry) in entries.iter().enumerate() {
                out.literal(if index == 0 { "" } else { "," });
                out.literal(&quoted(entry.key.text.text()));
                out.literal(":");
                value_template(&entry.value, out, compiler);
            }
            out.literal("}");
        }
        NodeValue::Scalar(scalar) => match scalar.to_json() {
            Value::Text(_) => {
                out.literal("\"");
                out.template(compiler.template(&scalar.text, Some(Medium::JsonText)));
                out.literal("\"");
            }
            value => out.literal(&value.to_text()),
        },
        NodeValue::Refused => {}
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    json::quote_into(&mut quoted, text);
    quoted
}
