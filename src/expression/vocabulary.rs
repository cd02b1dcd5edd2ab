//! The names that an expression may use where it stands.

/// A variable that the request, or a webhook's answer, gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// `path-params`: the path's parameters, decoded.
    PathParams,
    /// `query-params`: the query's parameters, of each name the first.
    QueryParams,
    /// `query-params-all`: of each name the list of its values.
    QueryParamsAll,
    /// `json-params`: the body parsed as JSON.
    JsonParams,
    /// `form-params`: the fields of a form.
    FormParams,
    /// `header-params`: the header fields, in any case.
    HeaderParams,
    /// `cookie-params`: the cookies, in any case.
    CookieParams,
    /// `body`: the body as text.
    Body,
    /// `method`, in upper case.
    Method,
    /// `path`, without the query.
    Path,
    /// `url`, absolute.
    Url,
    /// `host`, without the port.
    Host,
    /// `env`: the names of the environment that the file lists.
    Env,
    /// `response`: in a webhook, the answer that was given.
    Response,
}

const ROOTS: [(&str, Root); 14] = [
    ("path-params", Root::PathParams),
    ("query-params", Root::QueryParams),
    ("query-params-all", Root::QueryParamsAll),
    ("json-params", Root::JsonParams),
    ("form-params", Root::FormParams),
    ("header-params", Root::HeaderParams),
    ("cookie-params", Root::CookieParams),
    ("body", Root::Body),
    ("method", Root::Method),
    ("path", Root::Path),
    ("url", Root::Url),
    ("host", Root::Host),
    ("env", Root::Env),
    ("response", Root::Response),
];

impl Root {
    /// How many there are.
    pub const COUNT: usize = ROOTS.len();

    /// The variable called `name`.
    pub fn named(name: &str) -> Option<Root> {
        ROOTS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, root)| *root)
    }

    /// The names of all variables.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ROOTS.iter().map(|(name, _)| *name)
    }

    /// Whether its keys are compared in any ASCII case.
    pub fn ignores_case(self) -> bool {
        matches!(self, Root::HeaderParams | Root::CookieParams)
    }
}

/// The names that an expression may use where it stands, besides the request's.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary<'a> {
    /// Whether `response` is known: in webhooks.
    pub has_response: bool,
    /// The names that `env` admits; `None` where there is no `env`: outside of a mocks file.
    pub env: Option<&'a [String]>,
    /// The variables of the loops around, the innermost last; an `each` has `this`.
    pub locals: Vec<String>,
}

impl Vocabulary<'_> {
    /// Whether `name` is the variable of a loop around.
    pub fn has_local(&self, name: &str) -> bool {
        self.locals.iter().any(|local| local == name)
    }

    /// Whether a loop is around.
    pub fn in_loop(&self) -> bool {
        !self.locals.is_empty()
    }
}
