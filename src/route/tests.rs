//! The order in which shapes are found.

use super::{Pattern, Routes};
use crate::diagnostic::Excerpt;
use crate::http::Target;

/// Routes of `host path` or `path`, each an endpoint.
fn routes(endpoints: &[&str]) -> Routes {
    let mut routes = Routes::default();
    for (index, endpoint) in endpoints.iter().enumerate() {
        let (host, path) = match endpoint.split_once(' ') {
            Some((host, path)) => (Some(host), path),
            None => (None, *endpoint),
        };
        let pattern = Pattern::parse(&Excerpt::verbatim(path, 0));
        let pattern = pattern.unwrap_or_else(|faults| panic!("{path}: {faults:?}"));
        routes.insert(host, &pattern, index);
    }
    routes
}

/// Every shape of a URL: its endpoints, and what was captured.
fn found(endpoints: &[&str], url: &str) -> Vec<String> {
    let routes = routes(endpoints);
    let target = Target::of(url);
    let shapes = routes.find(&target.host, &target.segments);
    shapes
        .map(|shape| {
            let names = shape.endpoints.iter().map(|index| endpoints[*index]);
            let names = names.collect::<Vec<_>>().join(" & ");
            format!("{names} ({})", shape.captured.join(", "))
        })
        .collect()
}

fn assert_found(endpoints: &[&str], table: &[(&str, &[&str])]) {
    for (url, expected) in table {
        assert_eq!(found(endpoints, url), *expected, "{url}");
    }
}

#[test]
fn the_most_exact_shape_comes_first() {
    let endpoints = [
        "/a/*rest",
        "/a/:x",
        "/a/:x|string",
        "/a/:x|float",
        "/a/:x|int",
        "/a/1",
        "/:y/1",
    ];
    assert_found(
        &endpoints,
        &[
            (
                "/a/1",
                &[
                    "/a/1 ()",
                    "/a/:x|int (1)",
                    "/a/:x|float (1)",
                    "/a/:x|string (1)",
                    "/a/:x (1)",
                    "/a/*rest (1)",
                    "/:y/1 (a)",
                ],
            ),
            (
                "/a/1.5",
                &[
                    "/a/:x|float (1.5)",
                    "/a/:x|string (1.5)",
                    "/a/:x (1.5)",
                    "/a/*rest (1.5)",
                ],
            ),
            ("/a/b/c", &["/a/*rest (b/c)"]),
            ("/a", &[]),
            ("/a/", &[]),
            ("/b/1", &["/:y/1 (b)"]),
        ],
    );
}

#[test]
fn a_walk_goes_back_where_it_can_not_go_on() {
    let endpoints = [
        "/a/b/c",
        "/a/:x/d",
        "/:w/b/e",
        "/*rest",
        "/:w|int/:x|int/:y",
        "/:w|int/2/z",
    ];
    assert_found(
        &endpoints,
        &[
            ("/a/b/c", &["/a/b/c ()", "/*rest (a/b/c)"]),
            ("/a/b/d", &["/a/:x/d (b)", "/*rest (a/b/d)"]),
            ("/a/b/e", &["/:w/b/e (a)", "/*rest (a/b/e)"]),
            ("/1/2/3", &["/:w|int/:x|int/:y (1, 2, 3)", "/*rest (1/2/3)"]),
            (
                "/1/2/z",
                &[
                    "/:w|int/2/z (1)",
                    "/:w|int/:x|int/:y (1, 2, z)",
                    "/*rest (1/2/z)",
                ],
            ),
        ],
    );
}

#[test]
fn endpoints_of_one_shape_stay_in_the_order_of_the_file() {
    let endpoints = [
        "/a/:x",
        "/b",
        "/a/:y",
        "/a/:x|int",
        "/a/:z",
        "/a/*p",
        "/a/*q",
    ];
    let shapes = [
        "/a/:x|int (1)",
        "/a/:x & /a/:y & /a/:z (1)",
        "/a/*p & /a/*q (1)",
    ];
    assert_found(&endpoints, &[("/a/1", &shapes)]);
}

#[test]
fn the_requests_host_goes_before_none() {
    let endpoints = [
        "/a",
        "One.example /:x",
        "two.example /a",
        "one.example /b",
        "[::1] /a",
    ];
    assert_found(
        &endpoints,
        &[
            ("http://one.example/a", &["One.example /:x (a)", "/a ()"]),
            (
                "http://ONE.example:80/b",
                &["one.example /b ()", "One.example /:x (b)"],
            ),
            ("http://three.example/a", &["/a ()"]),
            ("http://[::1]:8080/a", &["[::1] /a ()", "/a ()"]),
            ("http://one.example/", &[]),
        ],
    );
}

#[test]
fn segments_are_compared_decoded() {
    let endpoints = ["/café/x%2Fy", "/%3Aid", "/:a/b", "/d/", "//e", "/"];
    assert_found(
        &endpoints,
        &[
            ("/caf%C3%A9/x%2fy", &["/café/x%2Fy ()"]),
            ("/café/x/y", &[]),
            ("/:id", &["/%3Aid ()"]),
            ("/x%2Fy/b", &["/:a/b (x/y)"]),
            ("//b", &[]),
            ("/d", &[]),
            ("/d/", &["/d/ ()"]),
            ("//e", &["//e ()"]),
            ("/e", &[]),
            ("/", &["/ ()"]),
            ("", &["/ ()"]),
        ],
    );
}

#[test]
fn a_wildcard_takes_one_segment_or_more() {
    assert_found(
        &["/f/*rest"],
        &[
            ("/f/a", &["/f/*rest (a)"]),
            ("/f/a/b%2Fc/", &["/f/*rest (a/b/c/)"]),
            ("/f//", &["/f/*rest (/)"]),
            ("/f/", &[]),
            ("/f", &[]),
        ],
    );
}

/// Endpoint, parameter, type, text.
type Wrong<'a> = (usize, &'a str, &'a str, &'a str);

#[test]
fn a_wrong_type_is_told() {
    let routes = routes(&[
        "/a/:id|int",
        "/a/:key|uuid/b",
        "/a/:x|int/:y|date",
        "h /a/:n|bool",
        "/a/:m|int",
    ]);
    let table: [(&str, &[Wrong]); 6] = [
        (
            "http://h/a/x",
            &[
                (3, "n", "bool", "x"),
                (0, "id", "int", "x"),
                (4, "m", "int", "x"),
            ],
        ),
        ("/a/x/b", &[(1, "key", "uuid", "x"), (2, "x", "int", "x")]),
        ("/a/1/b", &[(1, "key", "uuid", "1"), (2, "y", "date", "b")]),
        ("/a/1", &[]),
        ("/a/", &[]),
        ("/b", &[]),
    ];
    for (url, expected) in table {
        let target = Target::of(url);
        let wrong = routes.almost(&target.host, &target.segments);
        let wrong: Vec<Wrong> = wrong
            .iter()
            .map(|wrong| (wrong.endpoint, wrong.name, wrong.kind.name(), wrong.text))
            .collect();
        assert_eq!(wrong, expected, "{url}");
    }
}
