//! The cookies of a request (RFC 6265, section 4.2).

use crate::gather::Gather as _;

/// The cookies of one `Cookie` field, in their order, their names as given. Quotes around a value
/// are dropped; a piece without `=` is no cookie.
pub(super) fn cookies(field: &str) -> Vec<(String, String)> {
    let pairs = field.split(';').filter_map(|piece| piece.split_once('='));
    pairs
        .map(|(name, value)| (name.trim().to_owned(), unquoted(value.trim()).to_owned()))
        .gather()
}

fn unquoted(value: &str) -> &str {
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use crate::http::Request;

    #[test]
    fn cookies_are_read_in_their_order() {
        let table = [
            ("", vec![]),
            ("a=1; B=2;c=3", vec![("a", "1"), ("B", "2"), ("c", "3")]),
            ("a=\"x y\"", vec![("a", "x y")]),
            ("a=\"", vec![("a", "\"")]),
            ("a=b=c; =d; e", vec![("a", "b=c"), ("", "d")]),
            ("a=%20", vec![("a", "%20")]),
            (";;a=1;", vec![("a", "1")]),
        ];
        for (field, expected) in table {
            let cookies = Request::default().with_header("Cookie", field).cookies();
            let cookies: Vec<(&str, &str)> = cookies
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            assert_eq!(cookies, expected, "{field}");
        }
    }

    /// HTTP/2 may cut the field in several (RFC 9113, section 8.2.3).
    #[test]
    fn several_fields_are_one() {
        let request = Request::default()
            .with_header("cookie", "a=1")
            .with_header("COOKIE", "b=2");
        assert_eq!(request.cookies().len(), 2);
    }
}
