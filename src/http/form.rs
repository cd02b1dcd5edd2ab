//! Forms in request bodies.

use super::{decode_pairs, multipart, parameter};

/// The text fields of a form, in their order; none if the Content-Type is not a form's.
pub(super) fn fields(content_type: &str, body: &[u8]) -> Vec<(String, String)> {
    let is =
        |media_type: &str| parameter::main_value(content_type).eq_ignore_ascii_case(media_type);
    if is("application/x-www-form-urlencoded") {
        return decode_pairs(body);
    }
    match parameter::parameter(content_type, "boundary") {
        Some(boundary) if is("multipart/form-data") => multipart::text_fields(&boundary, body),
        _ => Vec::new(),
    }
}
