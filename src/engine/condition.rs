//! A condition on requests that came in, as the journal and the inboxes are asked by it.

use super::facts::Facts;
use super::incoming::{Incoming, Seen};
use crate::diagnostic::{Excerpt, Report, Source};
use crate::expression::{Expression, Meter, Vocabulary};
use crate::http::Request;
use crate::json::Value;
use crate::route::{Pattern, Routes};
use crate::webhook::Chain;

/// What the text of a condition is called where a mistake in it is drawn.
const NAME: &str = "if";

/// A compiled condition. It has the variables of a request, and `response.status`.
#[derive(Debug)]
pub struct Condition(Expression);

/// A request that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The request.
    pub request: Request,
    /// When it came, in milliseconds since the Unix epoch.
    pub at_ms: u64,
    /// The path of the endpoint that answered, as written in its file: path parameters are read by
    /// it. `None` if none did.
    pub path: Option<String>,
    /// The status of the answer; `None` where that is not known.
    pub status: Option<u16>,
}

impl Condition {
    /// Compiles a condition.
    ///
    /// # Errors
    /// What is wrong with it, with its place, as with one in a mocks file.
    ///
    /// ```
    /// use wasmock::{Condition, Past, Request};
    /// let condition = Condition::compile("path-params.id = 7 and response.status = 201").unwrap();
    /// let past = Past {
    ///     request: Request::new("POST", "http://localhost/orders/7"),
    ///     at_ms: 1_705_314_600_000,
    ///     path: Some("/orders/:id".to_owned()),
    ///     status: Some(201),
    /// };
    /// assert!(condition.holds(&past));
    /// let report = Condition::compile("methd = 'POST'").unwrap_err();
    /// assert!(report.draw().contains("did you mean `method`?"));
    /// ```
    pub fn compile(text: &str) -> Result<Condition, Report> {
        let vocabulary = Vocabulary {
            has_response: true,
            ..Vocabulary::default()
        };
        Expression::condition(&Excerpt::verbatim(text, 0), &vocabulary)
            .map(Condition)
            .map_err(|mistake| Report::new(Source::new(NAME, text), vec![mistake]))
    }

    /// Whether it holds for a request. Nothing of it is an error: what is missing compares as such.
    pub fn holds(&self, past: &Past) -> bool {
        let facts = Facts {
            now_ms: past.at_ms,
            seed: 0,
            env: &[],
            chain: Chain::default(),
            finding: None,
        };
        let incoming = Incoming::new(&past.request, &facts);
        let path_params = path_params(past.path.as_deref(), &incoming.target.segments);
        let mut seen = Seen::new(&incoming, path_params, []);
        if let Some(status) = past.status {
            seen = seen.with_response(Value::object([("status", status)]));
        }
        self.0.holds(&super::scope(&seen, &Meter::default()))
    }
}

/// The parameters of a path by the pattern that it once fitted.
fn path_params(pattern: Option<&str>, segments: &[String]) -> Vec<(String, String)> {
    let pattern = pattern.and_then(|path| Pattern::parse(&Excerpt::verbatim(path, 0)).ok());
    let Some(pattern) = pattern else {
        return Vec::new();
    };
    let mut routes = Routes::default();
    routes.insert(None, &pattern, 0);
    let shape = routes.find("", segments).next();
    shape.map_or_else(Vec::new, |shape| pattern.bind(&shape.captured))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(request: Request) -> Past {
        Past {
            request,
            at_ms: 1_705_314_600_000,
            path: Some("/orders/:id|int/*rest".to_owned()),
            status: Some(409),
        }
    }

    #[test]
    fn a_condition_sees_all_of_a_request_and_the_status() {
        let request = Request::new("post", "http://Shop.example:8/orders/7/a/b?tag=x&tag=y")
            .with_header("Content-Type", "application/json")
            .with_header("Cookie", "session=***")
            .with_body(r#"{"total": 120.50}"#);
        let past = past(request);
        for (text, expected) in [
            ("method = \"POST\"", true),
            ("json-params.total > 100 and json-params.total < 121", true),
            ("path-params.id = 7", true),
            ("path-params.rest = 'a/b'", true),
            ("path = '/orders/7/a/b'", true),
            ("host = 'shop.example'", true),
            ("url ends-with 'tag=y'", true),
            ("query-params.tag = 'x'", true),
            ("'y' in query-params-all.tag", true),
            ("header-params.content-type contains 'json'", true),
            ("cookie-params.session exists", true),
            ("body contains '120.50'", true),
            ("response.status = 409", true),
            ("response.status >= 500", false),
            ("response.body exists", false),
            ("now = '2024-01-15T10:30:00.000Z'", true),
        ] {
            let condition = Condition::compile(text).unwrap();
            assert_eq!(condition.holds(&past), expected, "{text}");
        }
    }

    #[test]
    fn what_no_endpoint_answered_has_neither_parameters_nor_a_status() {
        let past = Past {
            path: None,
            status: None,
            ..past(Request::get("http://localhost/orders/7/a"))
        };
        for text in ["path-params.id exists", "response.status exists"] {
            assert!(!Condition::compile(text).unwrap().holds(&past), "{text}");
        }
    }

    #[test]
    fn a_wrong_condition_is_pointed_at() {
        for (text, code, column) in [
            ("method = ", "expression", 10),
            ("json-parms.a = 1", "unknown-variable", 1),
            ("path = '/a' and env.STAGE = 'x'", "no-env", 17),
            ("", "expression", 1),
        ] {
            let report = Condition::compile(text).unwrap_err();
            let [mistake] = report.diagnostics() else {
                panic!("{text}: not one mistake");
            };
            assert_eq!(mistake.code, code, "{text}");
            let place = report.source().line_column(mistake.span.start);
            assert_eq!(place, (1, column), "{text}");
        }
    }
}
