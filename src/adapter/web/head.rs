//! A request's head as JavaScript writes it.

use crate::http::{Headers, Request};

/// Reads `METHOD URL` and the lines `name: value` that follow. Neither a method, nor a URL, nor a
/// header field can hold a line end (RFC 9110, sections 9.1, 4.2 and 5.5).
pub fn read(head: &str, body: &[u8]) -> Request {
    let mut lines = head.split('\n');
    let first = lines.next().unwrap_or_default();
    let (method, url) = first.split_once(' ').unwrap_or((first, ""));
    Request {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: lines
            .filter_map(|line| line.split_once(": "))
            .collect::<Headers>(),
        body: body.to_owned(),
    }
}
