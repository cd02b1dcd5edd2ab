//! Which hosts are of the public internet.

use super::{is_below, is_plain};

/// The names of this machine and of local networks: RFC 6761, 6762 and 8375, the private top-level
/// domain `internal`, under which clouds serve their machines' credentials, and what routers use.
const LOCAL: [&str; 8] = [
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "home.arpa",
    "lan",
    "corp",
];

/// The IPv4 addresses that are not public, each with the length of its prefix (the special-purpose
/// registry of RFC 6890, multicast, and what is reserved).
const NOT_PUBLIC: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

/// Whether a host is one of the public internet. It must be written as the URL Standard writes the
/// host of a parsed URL: there an IPv4 address in any form is four decimal numbers, an IPv6 address
/// is in brackets and shortened, and a name is in lower case and ASCII.
pub fn is_public(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        return is_public_v6(address.trim_end_matches(']'));
    }
    let name = host.trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or(name);
    if last.starts_with("0x") || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return v4(name).is_some_and(is_public_v4);
    }
    let is_local = LOCAL.iter().any(|local| is_below(name, local));
    name.contains('.') && name.bytes().all(is_plain) && !is_local
}

fn v4(text: &str) -> Option<u32> {
    let mut octets = text.split('.').map(|octet| octet.parse::<u8>().ok());
    let address = [
        octets.next()??,
        octets.next()??,
        octets.next()??,
        octets.next()??,
    ];
    octets.next().is_none().then(|| u32::from_be_bytes(address))
}

fn is_public_v4(address: u32) -> bool {
    NOT_PUBLIC.iter().all(|(network, length)| {
        let differing = address ^ u32::from_be_bytes(*network);
        differing.leading_zeros() < *length
    })
}

/// Public is what has been given to networks (2000::/3), but for what stands for something else: the
/// protocols' own and Teredo (2001::/23), examples (2001:db8::/32, 3fff::/20), and an IPv4 address
/// (2002::/16) that is not public itself.
fn is_public_v6(address: &str) -> bool {
    let before_zeros = address.split("::").next().unwrap_or("");
    let mut parts = before_zeros.split(':').filter(|part| !part.is_empty());
    let mut next = || u16::from_str_radix(parts.next().unwrap_or("0"), 16).unwrap_or(0);
    let (first, second, third) = (next(), next(), next());
    match first {
        0x2001 => second >= 0x200 && second != 0xdb8,
        0x2002 => is_public_v4((u32::from(second) << 16) | u32::from(third)),
        0x3fff => second >= 0x1000,
        _ => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_the_internet_are_public() {
        for host in [
            "example.com",
            "example.com.",
            "api.example.co.uk",
            "xn--bcher-kva.example",
            "mylocalhost.com",
            "notlocal.example.com",
            "local.example.com",
            "localhost.example.com",
            "internal.example.com",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.255.255",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "1.1.1.1.",
            "[2606:4700:4700::1111]",
            "[2001:4860:4860::8888]",
            "[2002:808:808::1]",
            "[2a00:1450:4001:81b::200e]",
        ] {
            assert!(is_public(host), "{host}");
        }
    }

    #[test]
    fn this_machine_and_its_networks_are_not() {
        for host in [
            "",
            ".",
            "localhost",
            "localhost.",
            "localhost..",
            "a.localhost",
            "a.b.localhost.",
            "router",
            "metadata",
            "printer.local",
            "metadata.google.internal",
            "x.internal.",
            "localhost.localdomain",
            "nas.lan",
            "a.home.arpa",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "127.0.0.1.",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "1.2.3",
            "127.0.0.0x1",
            "0x7f000001",
            "127.0.0.１",
            "127%2e0.0.a",
            "lOcalhost\u{ad}.a b",
            "256.1.1.1",
            "1.2.3.4.5",
            "[::]",
            "[::1]",
            "[::7f00:1]",
            "[::ffff:7f00:1]",
            "[::ffff:808:808]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b::808:808]",
            "[64:ff9b:1::1]",
            "[100::1]",
            "[fc00::1]",
            "[fd12:3456::1]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[2001::1]",
            "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
            "[2001:10::1]",
            "[2001:db8::1]",
            "[2002:7f00:1::]",
            "[2002:a00:1::1]",
            "[2002::1]",
            "[2002:a9fe:a9fe::]",
            "[3fff::1]",
            "[4000::1]",
            "[x::1]",
        ] {
            assert!(!is_public(host), "{host}");
        }
    }
}
