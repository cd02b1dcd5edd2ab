//! Where a deployed Worker may send webhooks: whatever the address, and whatever the `url` of a file.

#![allow(clippy::expect_used, reason = "a test says what is wrong by failing")]

use std::net::{Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use wasmock::outbound::is_public;
use wasmock::{Chain, Engine, Facts, Outcome, Request, Source};

/// What the standard library knows not to be public, beside what it does not tell yet.
fn is_special(address: Ipv4Addr) -> bool {
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_unspecified()
        || (address.octets()[0] == 100 && address.octets()[1] & 0xc0 == 64)
}

proptest! {
    #[test]
    fn no_special_address_is_public(bits: u32) {
        let address = Ipv4Addr::from(bits);
        prop_assert!(!(is_special(address) && is_public(&address.to_string())), "{address}");
    }

    #[test]
    fn addresses_near_a_special_network_are_told_apart(low in 0u32..=0x00ff_ffff, network in 0usize..4) {
        let first = [10, 127, 172, 192].get(network).copied().unwrap_or(10);
        let address = Ipv4Addr::from((first << 24) | low);
        prop_assert!(!(is_special(address) && is_public(&address.to_string())), "{address}");
        if first == 172 && low >> 16 == 200 {
            prop_assert!(is_public(&address.to_string()), "{address}");
        }
    }

    #[test]
    fn only_what_is_given_to_networks_is_public_of_ipv6(bits: u128) {
        let address = Ipv6Addr::from(bits);
        let is_given = bits >> 125 == 1;
        prop_assert!(is_given || !is_public(&format!("[{address}]")), "{address}");
    }

    #[test]
    fn an_address_in_an_address_is_no_way_round(bits: u32) {
        let inner = Ipv4Addr::from(bits);
        let low = u128::from(bits);
        for address in [low, 0xffff << 32 | low, 0x64_ff9b << 96 | low] {
            let address = Ipv6Addr::from(address);
            prop_assert!(!is_public(&format!("[{address}]")), "{address}");
        }
        let six_to_four = Ipv6Addr::from(0x2002 << 112 | low << 80);
        let is_out = is_public(&format!("[{six_to_four}]"));
        prop_assert_eq!(is_out, is_public(&inner.to_string()), "{}", six_to_four);
    }
}

/// The hosts that a webhook with this `url` is bound to.
fn bound_to(url: &str, settings: &str) -> Option<Vec<String>> {
    let file = format!(
        "{settings}- endpoint: {{path: /, response: {{body: a}}, webhook: {{url: {url:?}}}}}\n"
    );
    let engine = Engine::load(&Source::new("mocks.yml", &file)).expect("a right file");
    let request = Request {
        method: "GET".to_owned(),
        url: "/?host=a.b".to_owned(),
        headers: [("x-host", "a.b")].into_iter().collect(),
        body: Vec::new(),
    };
    let facts = Facts {
        now_ms: 0,
        seed: 1,
        env: &[],
        chain: Chain::default(),
        finding: None,
    };
    let Outcome::Reply(reply) = engine.handle(&request, &facts) else {
        return None;
    };
    let delivery = reply.deliveries.into_iter().next().expect("a webhook");
    delivery.allowed_hosts
}

#[test]
fn a_webhook_is_bound_whose_host_is_a_template() {
    for url in [
        "{{query-params.host}}",
        "http://{{query-params.host}}/a",
        "http://a.{{query-params.host}}/",
        "http://a.b{{query-params.host}}",
        "http://a.b:{{query-params.host}}/",
        "http://{% if true %}a.b{% endif %}/",
        "{% if true %}http://a.b/{% endif %}",
        "http:///{{query-params.host}}",
    ] {
        assert_eq!(bound_to(url, ""), Some(Vec::new()), "{url}");
    }
    let settings = "- settings: {webhooks: {allow-hosts: [A.b, \"*.C.d\"]}}\n";
    let hosts = bound_to("http://{{query-params.host}}/", settings).expect("a list");
    assert_eq!(hosts, ["a.b", "*.c.d"]);
}

#[test]
fn a_webhook_is_not_bound_whose_host_its_author_wrote() {
    for url in [
        "http://a.b",
        "http://a.b/{{query-params.host}}",
        "http://a.b?{{query-params.host}}",
        "http://a.b{# no tag #}/{{query-params.host}}",
        "/path/{{query-params.host}}",
        "{{path}}",
    ] {
        assert_eq!(bound_to(url, ""), None, "{url}");
    }
}

#[test]
fn urls_that_nothing_allows_are_told() {
    let file = |settings: &str| {
        format!(
            "{settings}- endpoint: {{path: /, response: {{body: a}}, webhooks: [{{url: \"http://{{{{path}}}}\"}}, {{url: \"http://a.b/\"}}]}}\n"
        )
    };
    let stray = |text: &str| {
        let engine = Engine::load(&Source::new("mocks.yml", text)).expect("a right file");
        engine.stray_urls()
    };
    assert_eq!(stray(&file("")), ["http://{{path}}"]);
    let settings = "- settings: {webhooks: {allow-hosts: a.b}}\n";
    assert_eq!(stray(&file(settings)), [""; 0]);
}
