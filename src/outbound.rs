//! Where something may be sent from a place that others can reach: to hosts of the public internet.
//! A name is judged by itself, not by the address that it stands for.

mod public;

pub use public::is_public;

/// Whether a host, written so, is among those that a file allows: `api.example.com` is that host,
/// `*.example.com` each below it. Both in lower case.
pub fn is_among(host: &str, allowed: &[String]) -> bool {
    let host = host.trim_end_matches('.');
    allowed.iter().any(|one| match one.strip_prefix("*.") {
        Some(parent) => host != parent && is_below(host, parent),
        None => host == one,
    })
}

/// Whether a text can stand in such a list.
pub fn is_pattern(text: &str) -> bool {
    is_name(text.strip_prefix("*.").unwrap_or(text))
}

/// Whether a text is the name of a host, or an IPv4 address, as a URL has it.
pub fn is_name(text: &str) -> bool {
    text.bytes().all(is_plain) && text.split('.').all(|label| !label.is_empty())
}

/// Whether it is a character of hosts' names.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Whether a URL that begins so has the same host, whatever follows. A parser leaves out tabs and
/// line ends, blanks before it, and reads `\` as `/`.
pub fn fixes_host(beginning: &str) -> bool {
    let beginning = beginning.replace(['\t', '\n', '\r'], "");
    let after_scheme = beginning.split_once(':').map_or("", |(_, rest)| rest);
    let authority = after_scheme.trim_start_matches(['/', '\\']);
    let end = authority.find(['/', '\\', '?', '#']);
    end.is_some_and(|end| end > 0)
}

fn is_below(name: &str, parent: &str) -> bool {
    let rest = name.strip_suffix(parent);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_hosts_names_them_or_all_below_one() {
        let allowed = ["api.example.com".to_owned(), "*.shop.example".to_owned()];
        for host in [
            "api.example.com",
            "api.example.com.",
            "a.shop.example",
            "a.b.shop.example",
        ] {
            assert!(is_among(host, &allowed), "{host}");
        }
        for host in [
            "",
            "example.com",
            "xapi.example.com",
            "api.example.com.evil.com",
            "shop.example",
            "evilshop.example",
            ".shop.example.evil.com",
        ] {
            assert!(!is_among(host, &allowed), "{host}");
        }
        assert!(!is_among("api.example.com", &[]));
    }

    #[test]
    fn what_can_stand_in_such_a_list() {
        for text in [
            "api.example.com",
            "*.example.com",
            "localhost",
            "8.8.8.8",
            "a_b-c.D",
        ] {
            assert!(is_pattern(text), "{text}");
        }
        for text in [
            "",
            "*",
            "*.",
            "a.*.b",
            "*a.b",
            "https://a.b",
            "a.b/",
            "a.b:80",
            "a..b",
            ".a",
            "a.",
            "bücher.example",
            "{{a}}",
        ] {
            assert!(!is_pattern(text), "{text}");
        }
    }

    #[test]
    fn a_url_has_its_host_once_that_has_ended() {
        for beginning in [
            "https://example.com/",
            "http://example.com?a=",
            "https://example.com#",
            "https://example.com\\",
            "https://user@example.com:80/a",
            "https:example.com/",
        ] {
            assert!(fixes_host(beginning), "{beginning}");
        }
        for beginning in [
            "",
            "https",
            "https:",
            "https://",
            "https://example.com",
            "https://example.com:",
            "https://user:",
            "https:///",
            "https://\\",
            "https://\\/",
            "https://\t/",
            "https:/\n/\r\\",
            "//example.com",
        ] {
            assert!(!fixes_host(beginning), "{beginning}");
        }
    }
}
