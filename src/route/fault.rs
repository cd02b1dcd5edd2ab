//! What can be wrong with the path of an endpoint.

use crate::diagnostic::Fault;
use crate::nearest::nearest;
use crate::parameter_type::ParameterType;

/// What is wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteFault {
    /// It does not begin with `/`.
    NoSlash,
    /// A `:` without a name.
    NoName,
    /// A name that an expression can't call, with the `:` or `*` before it.
    BadName(char, String),
    /// A type that there is not.
    UnknownType(String),
    /// A wildcard with segments after it, by its name.
    NotLast(String),
    /// A name given twice.
    NameTwice(String),
    /// A `?` in the path.
    Query,
    /// A `#` in the path.
    Fragment,
    /// A segment `.` or `..`.
    DotSegment(String),
    /// More segments than this.
    TooManySegments(usize),
}

impl Fault for RouteFault {
    fn code(&self) -> &'static str {
        match self {
            RouteFault::NoSlash => "path-without-slash",
            RouteFault::NoName => "parameter-without-name",
            RouteFault::BadName(..) => "parameter-name",
            RouteFault::UnknownType(_) => "unknown-type",
            RouteFault::NotLast(_) => "wildcard-not-last",
            RouteFault::NameTwice(_) => "parameter-twice",
            RouteFault::Query => "query-in-path",
            RouteFault::Fragment => "fragment-in-path",
            RouteFault::DotSegment(_) => "dot-segment",
            RouteFault::TooManySegments(_) => "path-too-long",
        }
    }

    fn message(&self) -> String {
        match self {
            RouteFault::NoSlash => "a path begins with `/`".to_owned(),
            RouteFault::NoName => "a parameter needs a name after its `:`".to_owned(),
            RouteFault::BadName(_, name) => format!("`{name}` can't be the name of a parameter"),
            RouteFault::UnknownType(name) => format!("`{name}` is not a type of parameters"),
            RouteFault::NotLast(name) => {
                format!("the wildcard `*{name}` takes the rest of the path, so nothing can follow")
            }
            RouteFault::NameTwice(name) => format!("the path has two parameters called `{name}`"),
            RouteFault::Query => "a path ends before the `?`".to_owned(),
            RouteFault::Fragment => "a server never sees what follows a `#`".to_owned(),
            RouteFault::DotSegment(dots) => {
                format!("`{dots}` is taken out of every request's path, so nothing would match")
            }
            RouteFault::TooManySegments(most) => format!("a path has at most {most} segments"),
        }
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            RouteFault::NoName => "as in `/users/:id`".to_owned(),
            RouteFault::BadName(sigil, _) => format!(
                "a name begins with a letter or `_` and goes on with letters, digits, `_` and \
                 `-`: `{sigil}order-id`"
            ),
            RouteFault::UnknownType(name) => type_hint(name),
            RouteFault::NotLast(name) if name.is_empty() => {
                "for one segment write a name, such as `:id`".to_owned()
            }
            RouteFault::NotLast(name) => format!("for one segment write `:{name}`"),
            RouteFault::Query => "declare query parameters under the key `query`".to_owned(),
            RouteFault::Fragment => "write `%23` for the character itself".to_owned(),
            RouteFault::DotSegment(_) => "write the path without it".to_owned(),
            RouteFault::NoSlash | RouteFault::NameTwice(_) | RouteFault::TooManySegments(_) => {
                return None;
            }
        })
    }
}

fn type_hint(name: &str) -> String {
    nearest(name, &ParameterType::NAMES).map_or_else(
        || format!("the types are {}", ParameterType::NAMES.join(", ")),
        |near| format!("did you mean `{near}`?"),
    )
}
