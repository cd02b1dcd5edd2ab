//! The answers of the engine itself: JSON, `{"error": text, "code": …}`.

use crate::diagnostic::{Diagnostic, Source};
use crate::http::Response;
use crate::json::Value;

/// Why the engine itself answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No endpoint answers; the nearest ones.
    NoEndpoint(Vec<NearMiss>),
    /// The path is known, the method is not; the methods that are.
    MethodNotAllowed(Vec<String>),
    /// A parameter is not of its type.
    WrongType {
        /// Where it stands: `path` or `query`.
        part: &'static str,
        /// Its name.
        field: String,
        /// The type that it must have.
        wanted: &'static str,
        /// What it is.
        found: String,
    },
    /// A query parameter that is required is not there.
    MissingParameter(String),
    /// The body does not fit the endpoint's sample.
    WrongBody {
        /// The way to the field, empty for the body itself.
        field: String,
        /// What must stand there.
        wanted: &'static str,
        /// What does.
        found: &'static str,
    },
    /// The `if` of no response holds.
    NoResponse(String),
    /// A template passed a bound.
    Template {
        /// The endpoint.
        endpoint: String,
        /// The mistake, drawn and in parts.
        diagnostic: Value,
        /// Its message and its line.
        reason: String,
    },
}

/// An endpoint that nearly answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// Its methods, in upper case.
    pub method: String,
    /// Its path as written.
    pub path: String,
    /// Why it does not answer.
    pub reason: String,
}

impl Problem {
    /// The problem of a template of `endpoint` that could not be rendered.
    pub fn template(endpoint: &str, source: &Source, diagnostic: &Diagnostic) -> Problem {
        let (line, _) = source.line_column(diagnostic.span.start);
        Problem::Template {
            endpoint: endpoint.to_owned(),
            diagnostic: diagnostic.to_json(source),
            reason: format!("{} ({}:{line})", diagnostic.message, source.name()),
        }
    }

    /// The stable name of the kind of problem.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::NoEndpoint(_) => "no-endpoint",
            Problem::MethodNotAllowed(_) => "method-not-allowed",
            Problem::WrongType { .. } => "wrong-type",
            Problem::MissingParameter(_) => "missing-parameter",
            Problem::WrongBody { .. } => "wrong-body",
            Problem::NoResponse(_) => "no-response",
            Problem::Template { .. } => "template",
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> u16 {
        match self {
            Problem::NoEndpoint(_) | Problem::NoResponse(_) => 404,
            Problem::MethodNotAllowed(_) => 405,
            Problem::WrongType { .. }
            | Problem::MissingParameter(_)
            | Problem::WrongBody { .. } => 400,
            Problem::Template { .. } => 500,
        }
    }

    fn message(&self) -> String {
        match self {
            Problem::NoEndpoint(_) => "no endpoint answers this request".to_owned(),
            Problem::MethodNotAllowed(methods) => {
                format!("this path answers only {}", methods.join(", "))
            }
            Problem::WrongType {
                part,
                field,
                wanted,
                found,
            } => {
                format!("the {part} parameter `{field}` must be of type {wanted}, not `{found}`")
            }
            Problem::MissingParameter(name) => format!("the query parameter `{name}` is missing"),
            Problem::WrongBody {
                field,
                wanted,
                found,
            } if field.is_empty() => {
                format!("the body must be {wanted}, not {found}")
            }
            Problem::WrongBody {
                field,
                wanted,
                found,
            } => {
                format!("`{field}` of the body must be {wanted}, not {found}")
            }
            Problem::NoResponse(endpoint) => {
                format!("the `if` of no response of {endpoint} holds for this request")
            }
            Problem::Template {
                endpoint, reason, ..
            } => {
                format!("a template of {endpoint} could not be rendered: {reason}")
            }
        }
    }

    /// What the answer tells besides its text and its code.
    fn detail(&self) -> Option<(&'static str, Value)> {
        match self {
            Problem::NoEndpoint(nearest) => Some((
                "nearest",
                Value::list(nearest.iter().map(NearMiss::to_json)),
            )),
            Problem::WrongType { field, .. }
            | Problem::MissingParameter(field)
            | Problem::WrongBody { field, .. } => Some(("field", Value::text(field.as_str()))),
            Problem::Template { diagnostic, .. } => Some(("diagnostic", diagnostic.clone())),
            Problem::MethodNotAllowed(_) | Problem::NoResponse(_) => None,
        }
    }

    /// The answer.
    pub fn response(&self) -> Response {
        let mut fields = vec![
            ("error", Value::Text(self.message())),
            ("code", Value::text(self.code())),
        ];
        fields.extend(self.detail());
        let response = Response::json(self.status(), &Value::object(fields));
        match self {
            Problem::MethodNotAllowed(methods) => {
                response.with_header("allow", &methods.join(", "))
            }
            _ => response,
        }
    }
}

impl NearMiss {
    fn to_json(&self) -> Value {
        Value::object([
            ("method", self.method.as_str()),
            ("path", self.path.as_str()),
            ("reason", self.reason.as_str()),
        ])
    }
}
