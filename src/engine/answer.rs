//! One declared response.

use super::compiler::Compiler;
use super::content::{Content, Owner};
use crate::diagnostic::Diagnostic;
use crate::expression::{Expression, Scope};
use crate::gather::Gather as _;
use crate::http::{Headers, Response};
use crate::json::Value;
use crate::spec;
use crate::webhook::FieldValue;

/// A compiled response.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) condition: Option<Expression>,
    status: u16,
    content: Content,
}

impl Default for Answer {
    fn default() -> Self {
        Answer {
            condition: None,
            status: 200,
            content: Content::default(),
        }
    }
}

impl Answer {
    pub(super) fn compile(response: &spec::Response, compiler: &mut Compiler) -> Answer {
        Answer {
            condition: compiler.condition(response.condition.as_ref()),
            status: response.status,
            content: Content::compile(
                &response.headers,
                response.body.as_ref(),
                Owner::Response,
                compiler,
            ),
        }
    }

    /// Whether it answers what `scope` holds.
    pub(super) fn holds(&self, scope: &Scope) -> bool {
        self.condition
            .as_ref()
            .is_none_or(|condition| condition.holds(scope))
    }

    pub(super) fn render(&self, scope: &Scope) -> Result<Response, Diagnostic> {
        let (fields, body) = self.content.render(scope)?;
        let has_body = !matches!(self.status, 204 | 205 | 304);
        let mut headers = Headers::new();
        for field in fields {
            if let FieldValue::Text(value) = field.value
                && (has_body || !field.name.eq_ignore_ascii_case("content-type"))
            {
                headers.append(&field.name, &value);
            }
        }
        Ok(Response {
            status: self.status,
            headers,
            body: body.filter(|_| has_body),
        })
    }
}

/// An answer as a webhook sees it: `response.status`, `.headers`, `.body`.
pub(super) fn as_variable(response: &Response) -> Value {
    let text = response.body.as_deref().unwrap_or("");
    let body = match &response.body {
        None => Value::Null,
        Some(_) => Value::parse(text).unwrap_or_else(|_| Value::text(text)),
    };
    let headers = response
        .headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    Value::object([
        ("status", Value::from(response.status)),
        ("headers", Value::object(headers.gather())),
        ("body", body),
    ])
}
