//! What a request is for: the parts of its URL.

use super::{decode, decode_pairs};
use crate::gather::Gather as _;

/// The parts of an absolute URL. Every text has a target: nothing in it is an error.
///
/// ```
/// use wasmock::http::Target;
/// let target = Target::of("http://Example.COM:8080/a/./b%2Fc/?x=1+2&y#z");
/// assert_eq!(target.host, "example.com");
/// assert_eq!(target.path, "/a/b%2Fc/");
/// assert_eq!(target.segments, ["a", "b/c", ""]);
/// assert_eq!(target.query, [("x", "1 2"), ("y", "")].map(|(a, b)| (a.to_owned(), b.to_owned())));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The URL as it came, without its fragment.
    pub url: String,
    /// The host in lower case, without user and port; an IPv6 address in its brackets. Empty where
    /// the URL names none.
    pub host: String,
    /// The path without dot segments, not decoded.
    pub path: String,
    /// The path's segments, decoded: `/a/` has `a` and an empty one.
    pub segments: Vec<String>,
    /// The query as it came, without the `?`.
    pub raw_query: String,
    /// The query's pairs, decoded.
    pub query: Vec<(String, String)>,
}

impl Target {
    /// Cuts a URL. A text without `scheme://` is taken to be a path.
    pub fn of(url: &str) -> Target {
        let url = before(url, '#');
        let (authority, path) = authority_and_path(before(url, '?'));
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let path = without_dot_segments(path);
        Target {
            host: host(authority).to_ascii_lowercase(),
            segments: path.iter().map(|segment| decode(segment)).gather(),
            path: format!("/{}", path.join("/")),
            query: decode_pairs(query.as_bytes()),
            raw_query: query.to_owned(),
            url: url.to_owned(),
        }
    }

    /// `scheme://host:port` of the URL; that of this machine where it has none.
    pub fn origin(&self) -> String {
        let url = before(&self.url, '?');
        match url.split_once("://") {
            Some((scheme, _)) if is_scheme(scheme) => {
                let (authority, _) = authority_and_path(url);
                let host = authority.rsplit('@').next().unwrap_or(authority);
                format!("{scheme}://{host}")
            }
            _ => "http://localhost".to_owned(),
        }
    }

    /// The path, and the query where there is one.
    pub fn path_and_query(&self) -> String {
        match self.raw_query.as_str() {
            "" => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }
}

fn before(text: &str, mark: char) -> &str {
    text.split(mark).next().unwrap_or_default()
}

/// Cuts a URL without query and fragment; the path comes without its first `/`. As browsers do, a
/// `\` is read as a `/`, so that a host whose platform has replaced it does not disagree.
fn authority_and_path(url: &str) -> (&str, &str) {
    match url.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => {
            rest.split_once(['/', '\\']).unwrap_or((rest, ""))
        }
        _ => ("", url.strip_prefix(['/', '\\']).unwrap_or(url)),
    }
}

/// RFC 3986, section 3.1; a path that holds a URL (`/proxy/http://…`) has none before its `://`.
fn is_scheme(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// The host of `user@host:port`.
fn host(authority: &str) -> &str {
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    }
}

/// The segments of a path that comes without its first `/`, still encoded, without `.` and `..`
/// (RFC 3986, section 5.2.4): `a/../b/.` is `b/`.
fn without_dot_segments(path: &str) -> Vec<&str> {
    let mut kept = Vec::new();
    let mut ends_in_dots = false;
    for segment in path.split(['/', '\\']) {
        let dots = dots(segment);
        ends_in_dots = dots.is_some();
        match dots {
            Some(Dots::Here) => {}
            Some(Dots::Up) => drop(kept.pop()),
            None => kept.push(segment),
        }
    }
    if ends_in_dots {
        kept.push("");
    }
    kept
}

enum Dots {
    Here,
    Up,
}

/// Whether a segment is taken out of every path: `.` or `..`.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    dots(segment).is_some()
}

/// Whether a segment is `.` or `..`; each dot may be encoded, as the WHATWG's URL standard has it.
fn dots(segment: &str) -> Option<Dots> {
    let is_dot = |text: &str| matches!(text, "." | "%2e" | "%2E");
    let after_first = ["%2e", "%2E", "."]
        .iter()
        .find_map(|dot| segment.strip_prefix(dot))?;
    match after_first {
        "" => Some(Dots::Here),
        second if is_dot(second) => Some(Dots::Up),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_cut_out_of_its_authority() {
        let table = [
            ("http://a.example/x", "a.example"),
            ("http://A.Example", "a.example"),
            ("https://a.example:8443?x", "a.example"),
            ("http://user:p@ss@a.example:1/", "a.example"),
            ("http://[::1]:8080/x", "[::1]"),
            ("http://[2001:DB8::1]/x", "[2001:db8::1]"),
            ("http://a.example#/b", "a.example"),
            ("http:///x", ""),
            ("/x", ""),
            ("", ""),
            ("/to/http://a.example/", ""),
        ];
        for (url, host) in table {
            assert_eq!(Target::of(url).host, host, "{url}");
        }
    }

    #[test]
    fn a_path_is_cut_into_segments_then_decoded() {
        let table: [(&str, &str, &[&str]); 27] = [
            ("", "/", &[""]),
            ("/", "/", &[""]),
            ("//", "//", &["", ""]),
            ("/a", "/a", &["a"]),
            ("/a/", "/a/", &["a", ""]),
            ("/a//b", "/a//b", &["a", "", "b"]),
            ("/a%2Fb/%c3%A9", "/a%2Fb/%c3%A9", &["a/b", "é"]),
            ("/a%252Fb", "/a%252Fb", &["a%2Fb"]),
            ("/a+b", "/a+b", &["a+b"]),
            ("/é", "/é", &["é"]),
            ("/%zz/%FF", "/%zz/%FF", &["\u{fffd}zz", "\u{fffd}"]),
            ("/a/./b", "/a/b", &["a", "b"]),
            ("/a/../b", "/b", &["b"]),
            ("/a/b/..", "/a/", &["a", ""]),
            ("/a/b/.", "/a/b/", &["a", "b", ""]),
            ("/..", "/", &[""]),
            ("/../../a", "/a", &["a"]),
            ("/a//../b", "/a/b", &["a", "b"]),
            ("/a/%2e%2E/b", "/b", &["b"]),
            ("/a/.%2e/b/%2e.", "/", &[""]),
            ("/a/%2e/b", "/a/b", &["a", "b"]),
            ("/a/%252e/b", "/a/%252e/b", &["a", "%2e", "b"]),
            ("/a/.../b", "/a/.../b", &["a", "...", "b"]),
            ("/a/..%2Fb", "/a/..%2Fb", &["a", "../b"]),
            ("/a/.b/c.", "/a/.b/c.", &["a", ".b", "c."]),
            ("/a\\..\\b", "/b", &["b"]),
            ("/a:b@c", "/a:b@c", &["a:b@c"]),
        ];
        for (path, normal, segments) in table {
            for url in [
                path.to_owned(),
                format!("http://localhost:1{path}?q=/../#/f/.."),
            ] {
                let target = Target::of(&url);
                assert_eq!(target.path, normal, "{url}");
                assert_eq!(target.segments, segments, "{url}");
            }
        }
    }

    #[test]
    fn a_query_ends_at_the_fragment_and_the_fragment_is_dropped() {
        let target = Target::of("http://localhost/a?b=1?2&c=%20+#d?e=f");
        assert_eq!(target.raw_query, "b=1?2&c=%20+");
        assert_eq!(target.url, "http://localhost/a?b=1?2&c=%20+");
        let query = [("b", "1?2"), ("c", "  ")];
        assert_eq!(
            target.query,
            query.map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
    }

    #[test]
    fn a_path_of_a_million_dot_segments_is_cut_at_once() {
        let target = Target::of(&format!("http://a/{}", "a/../".repeat(500_000)));
        assert_eq!(target.segments, [""]);
    }
}
