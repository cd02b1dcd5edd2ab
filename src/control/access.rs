//! Who may see the data.

use super::answer::problem;
use crate::digest::sha256;
use crate::http::{Headers, Response, Target, credentials};
use crate::number::whole;

/// How the data is guarded: the host reads it from its environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access<'a> {
    /// Whether the start said that this is a local one: `WASMOCK_LOCAL=1`.
    pub local: bool,
    /// The secret `WASMOCK_TOKEN`.
    pub token: Option<&'a str>,
}

impl Access<'_> {
    /// Lets a request in, or gives the answer that refuses it.
    pub(super) fn admit(&self, headers: &Headers, target: &Target) -> Result<(), Response> {
        if self.local {
            return admit_local(headers, target);
        }
        let Some(token) = self.token.filter(|token| !token.is_empty()) else {
            return Err(problem(
                404,
                "no-token",
                "the data is served once WASMOCK_TOKEN is set: a variable of the environment, or on Cloudflare a secret (`npx wrangler secret put WASMOCK_TOKEN`)",
            ));
        };
        // `Bearer TOKEN` (RFC 6750, section 2.1).
        let given = headers.get("authorization");
        match given.and_then(|field| credentials(field, "Bearer")) {
            Some(given) if same(given, token) => Ok(()),
            _ => Err(unauthorised()),
        }
    }
}

/// On a local start a page of another origin must not read the data: not by asking for it
/// (`Origin`), and not by giving this machine another name (DNS rebinding: `Host`).
fn admit_local(headers: &Headers, target: &Target) -> Result<(), Response> {
    let host = headers.get("host").unwrap_or(&target.host);
    if !is_loopback(host) {
        return Err(problem(
            403,
            "forbidden",
            "the data of a local start is served to this machine only: ask for 127.0.0.1 or localhost",
        ));
    }
    match headers.get("origin") {
        Some(origin) if !is_own(origin, host) => Err(problem(
            403,
            "forbidden",
            "the data of a local start is not served to pages of another origin",
        )),
        _ => Ok(()),
    }
}

/// Whether an origin is that of the engine's own page, over http or https.
fn is_own(origin: &str, host: &str) -> bool {
    origin.split_once("://").is_some_and(|(scheme, rest)| {
        matches!(scheme, "http" | "https") && rest.eq_ignore_ascii_case(host)
    })
}

/// Whether a host, with or without a port, is this machine by its name: `localhost`,
/// `127.0.0.0/8`, `[::1]`.
fn is_loopback(host: &str) -> bool {
    if let Some(rest) = host.strip_prefix("[::1]") {
        return rest.is_empty() || rest.strip_prefix(':').is_some_and(is_number);
    }
    match host.split_once(':') {
        Some((name, port)) => is_number(port) && is_loopback_name(name),
        None => is_loopback_name(host),
    }
}

fn is_loopback_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || is_loopback_address(name)
}

fn is_loopback_address(name: &str) -> bool {
    let mut parts = name.split('.');
    parts.next() == Some("127")
        && parts.clone().count() == 3
        && parts.all(|part| whole(part).is_some_and(|number| number <= 255))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Compares digests, so that the time it takes tells nothing about the token.
fn same(given: &str, token: &str) -> bool {
    sha256(given) == sha256(token)
}

fn unauthorised() -> Response {
    let error = "the data wants `Authorization: Bearer TOKEN` with the secret WASMOCK_TOKEN";
    problem(401, "unauthorised", error).with_header("www-authenticate", "Bearer realm=\"wasmock\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_its_names() {
        for host in [
            "localhost",
            "LOCALHOST:8787",
            "127.0.0.1",
            "127.1.2.3:80",
            "[::1]",
            "[::1]:8787",
        ] {
            assert!(is_loopback(host), "{host}");
        }
    }

    #[test]
    fn no_other_name_is_this_machine() {
        for host in [
            "",
            "example.com",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "127.0.0",
            "127.0.0.1.1",
            "127.0.0.256",
            "127.0.0.+1",
            "128.0.0.1",
            "localhost:",
            "localhost:1@example.com",
            "[::1]example.com",
            "[::2]",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
