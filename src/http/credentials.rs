//! The header field `Authorization` (RFC 9110, section 11.6.2).

/// What follows the name of an authentication scheme, in any case; `None` where the field is of another
/// scheme, or nothing follows.
///
/// ```
/// use wasmock::http::credentials;
/// assert_eq!(credentials("bearer  abc ", "Bearer"), Some("abc"));
/// assert_eq!(credentials("Basic abc", "Bearer"), None);
/// assert_eq!(credentials("Bearer", "Bearer"), None);
/// ```
pub fn credentials<'a>(field: &'a str, scheme: &str) -> Option<&'a str> {
    let (name, rest) = field.split_once(' ')?;
    let rest = rest.trim();
    (name.eq_ignore_ascii_case(scheme) && !rest.is_empty()).then_some(rest)
}
