//! `multipart/form-data` (RFC 7578): the text fields; files are left out.
//!
//! The body is read once, line by line. It is read kindly: lines may end in LF alone, the last
//! delimiter may be missing, what comes before the first does not count.

use super::parameter::parameter;
use crate::gather::Gather as _;

/// The fields of the parts that have a name and no file name, in their order.
pub(super) fn text_fields(boundary: &str, body: &[u8]) -> Vec<(String, String)> {
    let parts = parts(boundary, body);
    parts.into_iter().filter_map(text_field).gather()
}

/// What lies between the delimiters, without the line end before a delimiter (it belongs to the
/// delimiter: RFC 2046, section 5.1.1).
fn parts<'a>(boundary: &str, body: &'a [u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut begin = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let after = at + line.len();
        if let Some(delimiter) = delimiter(boundary, line) {
            parts.extend(begin.and_then(|begin| body.get(begin..at)));
            begin = (delimiter == Delimiter::Opens).then_some(after);
            if delimiter == Delimiter::Ends {
                break;
            }
        }
        at = after;
    }
    parts.extend(begin.and_then(|begin| body.get(begin..)));
    parts.into_iter().map(without_line_end).gather()
}

#[derive(PartialEq, Eq)]
enum Delimiter {
    /// `--boundary`: a part follows.
    Opens,
    /// `--boundary--`: nothing follows.
    Ends,
}

fn delimiter(boundary: &str, line: &[u8]) -> Option<Delimiter> {
    let rest = line
        .strip_prefix(b"--")?
        .strip_prefix(boundary.as_bytes())?;
    match rest.trim_ascii_end() {
        b"" => Some(Delimiter::Opens),
        b"--" => Some(Delimiter::Ends),
        _ => None,
    }
}

fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// A part's name and text; none if it is a file or has no name.
fn text_field(part: &[u8]) -> Option<(String, String)> {
    let (head, text) = head_and_text(part);
    let disposition = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_disposition = name.trim().eq_ignore_ascii_case("content-disposition");
        is_disposition.then_some(value)
    })?;
    let is_file = ["filename", "filename*"]
        .iter()
        .any(|name| parameter(disposition, name).is_some());
    let name = parameter(disposition, "name").filter(|_| !is_file)?;
    Some((name, String::from_utf8_lossy(text).into_owned()))
}

/// A part cut at its first empty line.
fn head_and_text(part: &[u8]) -> (String, &[u8]) {
    let lines = part.split_inclusive(|byte| *byte == b'\n');
    let head = lines.take_while(|line| !without_line_end(line).is_empty());
    let length = head.map(<[u8]>::len).sum();
    let (head, rest) = part.split_at_checked(length).unwrap_or((part, &[]));
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    let text = rest.strip_prefix(b"\n").unwrap_or(rest);
    (String::from_utf8_lossy(head).into_owned(), text)
}

#[cfg(test)]
mod tests {
    use crate::http::Request;

    fn assert_fields(content_type: &str, body: &str, expected: &[(&str, &str)]) {
        let request = Request::default()
            .with_header("Content-Type", content_type)
            .with_body(body);
        let fields = request.form();
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(fields, expected, "{body:?}");
    }

    #[test]
    fn text_fields_are_read_and_files_left_out() {
        let body = "preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n\
                    --XX\r\ncontent-disposition: form-data; name=f; filename=\"f.txt\"\r\n\
                    Content-Type: text/plain\r\n\r\nfile\r\n--XX  \r\n\
                    Content-Type: text/plain\r\nContent-Disposition: form-data; name=\"é\"\r\n\r\n\
                    \r\n--XX--\r\nepilogue\r\n--XX\r\n";
        let fields = [("a", "1\r\n2"), ("é", "")];
        assert_fields("multipart/form-data; boundary=XX", body, &fields);
        assert_fields(
            "Multipart/Form-Data; charset=utf-8; Boundary=\"XX\"",
            body,
            &fields,
        );
        assert_fields("multipart/form-data; boundary=X", body, &[]);
        assert_fields("multipart/form-data", body, &[]);
        assert_fields("multipart/mixed; boundary=XX", body, &[]);
    }

    #[test]
    fn careless_bodies_are_read_as_far_as_they_go() {
        let part = "Content-Disposition: form-data; name=a";
        let table = [
            ("".to_owned(), vec![]),
            (format!("--X\n{part}\n\n1\n--X--"), vec![("a", "1")]),
            (format!("--X\n{part}\n\n1"), vec![("a", "1")]),
            (format!("--X\n{part}\n\n--Xy\n--X"), vec![("a", "--Xy")]),
            (format!("--X\n{part}"), vec![("a", "")]),
            ("--X\n\n1\n--X--".to_owned(), vec![]),
            ("--X\n--X\n--X--\n".to_owned(), vec![]),
            (format!("{part}\n\n1\n"), vec![]),
        ];
        for (body, expected) in table {
            assert_fields("multipart/form-data; boundary=X", &body, &expected);
        }
    }

    #[test]
    fn urlencoded_bodies_are_pairs() {
        let content_type = "application/x-www-form-urlencoded; charset=UTF-8";
        assert_fields(content_type, "a=1+2&b", &[("a", "1 2"), ("b", "")]);
        assert_fields("text/plain", "a=1", &[]);
    }
}
