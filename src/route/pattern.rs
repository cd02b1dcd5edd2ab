//! A path as the file has it: `/users/:id|int/files/*rest`.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Excerpt};
use crate::gather::Gather as _;
use crate::parameter_type::ParameterType;

/// A path that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    segments: Vec<Segment>,
}

/// What stands between two `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A text, decoded.
    Literal(String),
    /// `:name` or `:name|type`.
    Parameter {
        /// Its name.
        name: String,
        /// Its type, where one is given.
        kind: Option<ParameterType>,
    },
    /// `*name`: one segment or more. Always the last.
    Wildcard {
        /// Its name; empty for `*` and `**`.
        name: String,
    },
}

impl Segment {
    /// The name of a parameter or wildcard.
    pub fn name(&self) -> Option<&str> {
        match self {
            Segment::Literal(_) => None,
            Segment::Wildcard { name } if name.is_empty() => None,
            Segment::Parameter { name, .. } | Segment::Wildcard { name } => Some(name),
        }
    }
}

impl Pattern {
    /// Reads a path.
    ///
    /// # Errors
    /// Everything that is wrong with it, in order.
    pub fn parse(path: &Excerpt) -> Result<Pattern, Vec<Diagnostic>> {
        let mut reader = Reader::default();
        let segments = reader.read(path.text());
        if reader.faults.is_empty() {
            return Ok(Pattern { segments });
        }
        let faults = reader.faults.into_iter();
        Err(faults
            .map(|(at, fault)| Diagnostic::error(&fault, path.span(at)))
            .gather())
    }

    /// Its segments, in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The names of its parameters, in order; a wildcard's is the last.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(Segment::name)
    }

    /// The path without the names of parameters: two endpoints of one shape have the same paths.
    pub fn shape(&self) -> String {
        let mut shape = String::new();
        for segment in &self.segments {
            match segment {
                // A decoded `/` is told from the one that ends a segment.
                Segment::Literal(text) => {
                    shape.push('=');
                    shape.push_str(&crate::escape::url_component(text));
                }
                Segment::Parameter { kind, .. } => {
                    shape.push(':');
                    shape.push_str(kind.map_or("", ParameterType::name));
                }
                Segment::Wildcard { .. } => shape.push('*'),
            }
            shape.push('/');
        }
        shape
    }

    /// The parameters by their names: endpoints of one shape may call the same segment differently.
    pub fn bind(&self, captured: &[String]) -> Vec<(String, String)> {
        let names = self.names().map(str::to_owned);
        names.zip(captured.iter().cloned()).gather()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn literal(text: &str) -> Segment {
        Segment::Literal(text.to_owned())
    }

    fn parameter(name: &str, kind: Option<ParameterType>) -> Segment {
        let name = name.to_owned();
        Segment::Parameter { name, kind }
    }

    #[test]
    fn paths_are_cut_into_segments() {
        let rest = Segment::Wildcard {
            name: "rest".to_owned(),
        };
        let table = [
            ("/", vec![literal("")]),
            ("/a", vec![literal("a")]),
            ("/a/", vec![literal("a"), literal("")]),
            ("//a", vec![literal(""), literal("a")]),
            ("/caf%C3%A9/%3Ax", vec![literal("café"), literal(":x")]),
            ("/a:b/c*", vec![literal("a:b"), literal("c*")]),
            ("/:id", vec![parameter("id", None)]),
            (
                "/:order-id|int/x",
                vec![
                    parameter("order-id", Some(ParameterType::Int)),
                    literal("x"),
                ],
            ),
            (
                "/:a|double",
                vec![parameter("a", Some(ParameterType::Float))],
            ),
            ("/:_endereço", vec![parameter("_endereço", None)]),
            ("/files/*rest", vec![literal("files"), rest]),
        ];
        for (path, segments) in table {
            let pattern = Pattern::parse(&Excerpt::verbatim(path, 0));
            assert_eq!(pattern, Ok(Pattern { segments }), "{path}");
        }
    }

    /// Each path with what is wrong: the part of it that is marked, and the code.
    #[test]
    fn every_fault_of_a_path_is_told_at_its_place() {
        let table = [
            ("", vec![("", "path-without-slash")]),
            ("users", vec![("users", "path-without-slash")]),
            ("/:", vec![(":", "parameter-without-name")]),
            ("/:|int", vec![(":", "parameter-without-name")]),
            ("/:1a", vec![("1a", "parameter-name")]),
            ("/:a.json", vec![("a.json", "parameter-name")]),
            ("/:a|integer", vec![("integer", "unknown-type")]),
            ("/:a|", vec![("", "unknown-type")]),
            ("/*a/b", vec![("*a", "wildcard-not-last")]),
            ("/:a/b/:a", vec![("a", "parameter-twice")]),
            ("/:a/*a", vec![("a", "parameter-twice")]),
            ("/a?b=1#c", vec![("?b=1#c", "query-in-path")]),
            ("/a#b", vec![("#b", "fragment-in-path")]),
            ("/a/%2e./b", vec![("%2e.", "dot-segment")]),
            (
                "/:a|in/:/x?",
                vec![
                    ("?", "query-in-path"),
                    ("in", "unknown-type"),
                    (":", "parameter-without-name"),
                ],
            ),
        ];
        for (path, expected) in table {
            let faults = Pattern::parse(&Excerpt::verbatim(path, 100)).unwrap_err();
            let found: Vec<(&str, &str)> = faults
                .iter()
                .map(|fault| (marked(path, fault.span), fault.code))
                .collect();
            assert_eq!(found, expected, "{path}");
        }
    }

    fn marked(path: &str, span: Span) -> &str {
        path.get(span.start - 100..span.end - 100).unwrap()
    }

    #[test]
    fn a_misspelt_type_is_put_right() {
        let faults = Pattern::parse(&Excerpt::verbatim("/:id|uid", 0)).unwrap_err();
        assert_eq!(faults[0].hint.as_deref(), Some("did you mean `uuid`?"));
    }

    #[test]
    fn a_path_of_endless_segments_is_refused() {
        let path = "/a".repeat(1_000_000);
        let faults = Pattern::parse(&Excerpt::verbatim(&path, 0)).unwrap_err();
        assert_eq!(faults[0].code, "path-too-long");
    }

    #[test]
    fn parameters_are_bound_in_their_order() {
        let pattern = Pattern::parse(&Excerpt::verbatim("/:a/x/:b/*c", 0)).unwrap();
        let bound = pattern.bind(&["1", "2", "3/4"].map(str::to_owned));
        let expected = [("a", "1"), ("b", "2"), ("c", "3/4")];
        assert_eq!(
            bound,
            expected.map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
    }
}
