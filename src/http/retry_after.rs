//! The header field `Retry-After` (RFC 9110, section 10.2.3).

use crate::time::http_date;

/// From when on a request may be made again, in milliseconds since the Unix epoch: the field says
/// a number of seconds or a date. `None` for a text that is neither.
///
/// ```
/// use wasmock::http::retry_after;
/// assert_eq!(retry_after("120", 1_000), Some(121_000));
/// assert_eq!(retry_after("Thu, 01 Jan 1970 00:02:01 GMT", 1_000), Some(121_000));
/// assert_eq!(retry_after("soon", 1_000), None);
/// ```
pub fn retry_after(field: &str, now_ms: u64) -> Option<u64> {
    let field = field.trim_matches([' ', '\t']);
    if field.is_empty() || !field.bytes().all(|byte| byte.is_ascii_digit()) {
        return http_date(field, now_ms).map(|second| second.saturating_mul(1_000));
    }
    // More digits than that hold are a time without an end.
    let seconds: u64 = field.parse().unwrap_or(u64::MAX);
    Some(now_ms.saturating_add(seconds.saturating_mul(1_000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_a_number_of_seconds_or_a_date() {
        let table = [
            ("0", Some(5_000)),
            ("120", Some(125_000)),
            ("\t007 ", Some(12_000)),
            ("99999999999999999999999999", Some(u64::MAX)),
            ("18446744073709551615", Some(u64::MAX)),
            ("Thu, 01 Jan 1970 00:00:01 GMT", Some(1_000)),
            ("", None),
            (" ", None),
            ("-1", None),
            ("1.5", None),
            ("1 2", None),
            ("soon", None),
        ];
        for (field, expected) in table {
            assert_eq!(retry_after(field, 5_000), expected, "{field}");
        }
    }
}
