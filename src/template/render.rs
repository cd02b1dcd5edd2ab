//! A template written out for one request.

use super::fault::RenderFault;
use super::place::Place;
use super::tree::{If, Loop, Manner, Node, Output, Template};
use crate::diagnostic::{Diagnostic, Span};
use crate::escape;
use crate::expression::{Frame, Limit, Meter, Scope, Turn};
use crate::json::{self, Value};
use crate::number::Number;

impl Template {
    /// The text of the template for what `scope` holds.
    ///
    /// # Errors
    /// A bound was passed ([`Meter`]); the diagnostic names the output or the block.
    pub fn render(&self, scope: &Scope) -> Result<String, Diagnostic> {
        let mut out = String::new();
        write(&self.nodes, scope, &mut out)?;
        Ok(out)
    }
}

fn write(nodes: &[Node], scope: &Scope, out: &mut String) -> Result<(), Diagnostic> {
    for node in nodes {
        match node {
            Node::Text(text, _) => out.push_str(text),
            Node::Output(output) => output.write(scope, out)?,
            Node::If(choice) => choice.write(scope, out)?,
            Node::Loop(each) => each.write(scope, out)?,
        }
    }
    Ok(())
}

/// Whether all bounds still hold.
fn check(scope: &Scope, out: &str, span: Span) -> Result<(), Diagnostic> {
    scope.meter.take(1);
    if out.len() > Meter::BYTES {
        scope.meter.pass(Limit::Bytes);
    }
    match scope.meter.passed() {
        Some(limit) => Err(Diagnostic::error(&RenderFault(limit), span)),
        None => Ok(()),
    }
}

impl If {
    fn write(&self, scope: &Scope, out: &mut String) -> Result<(), Diagnostic> {
        let chosen = self
            .branches
            .iter()
            .find(|(condition, _)| condition.holds(scope));
        check(scope, out, self.span)?;
        let body = chosen.map_or(&self.otherwise, |(_, body)| body);
        write(body, scope, out)
    }
}

impl Loop {
    fn write(&self, scope: &Scope, out: &mut String) -> Result<(), Diagnostic> {
        let list = self.list.evaluate(scope);
        check(scope, out, self.span)?;
        match list.as_deref() {
            Some(Value::List(items)) if !items.is_empty() => {
                self.turns(items.iter().map(|item| (None, item)), scope, out)
            }
            Some(Value::Object(fields)) if !fields.is_empty() => {
                let fields = fields
                    .iter()
                    .map(|(key, value)| (Some(key.as_str()), value));
                self.turns(fields, scope, out)
            }
            _ => write(&self.empty, scope, out),
        }
    }

    fn turns<'v>(
        &self,
        items: impl ExactSizeIterator<Item = (Option<&'v str>, &'v Value)>,
        scope: &Scope,
        out: &mut String,
    ) -> Result<(), Diagnostic> {
        let length = items.len();
        for (index, (key, value)) in items.enumerate() {
            let frame = Frame {
                outer: scope.frame,
                name: &self.name,
                value,
                turn: Turn { index, length, key },
            };
            let inside = Scope {
                frame: Some(&frame),
                ..*scope
            };
            write(&self.body, &inside, out)?;
            check(scope, out, self.span)?;
        }
        Ok(())
    }
}

impl Output {
    fn write(&self, scope: &Scope, out: &mut String) -> Result<(), Diagnostic> {
        let value = self.value.evaluate(scope);
        match self.manner {
            Manner::Fitting => fit(self.place, value.as_deref(), out),
            Manner::Json => exact(self.place, value.as_deref(), out),
            Manner::Safe => plain(value.as_deref(), out),
        }
        check(scope, out, self.span)
    }
}

/// Writes a value as its place wants it.
fn fit(place: Place, value: Option<&Value>, out: &mut String) {
    match place {
        Place::JsonValue => json_value(value, out),
        Place::JsonKey => json::quote_into(out, &text(value)),
        _ => fit_text(place, &text(value), out),
    }
}

/// Writes a value as JSON of itself: a text in quotes, even one that looks like a number.
fn exact(place: Place, value: Option<&Value>, out: &mut String) {
    let json = value.map_or_else(|| "null".to_owned(), Value::to_text);
    match place {
        Place::JsonValue => out.push_str(&json),
        Place::JsonKey => json::quote_into(out, &json),
        _ => fit_text(place, &json, out),
    }
}

fn fit_text(place: Place, text: &str, out: &mut String) {
    match place {
        Place::JsonText => json::escape_into(out, text),
        Place::Markup => out.push_str(&escape::markup(text)),
        Place::UrlStart | Place::Field => out.push_str(&escape::without_controls(text)),
        Place::UrlPart => out.push_str(&escape::url_component(text)),
        Place::Plain | Place::JsonValue | Place::JsonKey => out.push_str(text),
    }
}

/// Where a value may stand: a text that is exactly a JSON number, `true`, `false` or `null` stands
/// as such, any other in quotes; what is missing is null.
fn json_value(value: Option<&Value>, out: &mut String) {
    match value {
        None => out.push_str("null"),
        Some(Value::Text(text)) if is_bare(text) => out.push_str(text),
        Some(value) => value.write(out),
    }
}

fn is_bare(text: &str) -> bool {
    matches!(text, "true" | "false" | "null") || Number::parse(text).is_some()
}

fn plain(value: Option<&Value>, out: &mut String) {
    out.push_str(&text(value));
}

/// The value as text: null and missing are nothing, lists and objects compact JSON.
fn text(value: Option<&Value>) -> String {
    value.map(Value::plain_text).unwrap_or_default()
}
