//! Requests, JSON texts and numbers by chance.

use proptest::collection::vec;
use proptest::prelude::*;
use wasmock::Request;

/// Texts that have hurt someone.
fn nasty_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec![
            "", "a", "\"", "\\", "\\\"", "\"}", "{\"a\":1}", "[1,2]", "1", "-0", "1e5", "01", "1.", "true", "null", "false", "nul", "\u{0}", "\n", "\r\n", "\u{1}",
            "\u{7f}", "\u{2028}", "😀", "é", "{{path}}", "}}", "{%", "$env:SECRET", "</script>", "&amp;", "%00", "%", "..", "+", "\u{feff}", "NaN", "1e999999999", "\u{fffd}",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-z0-9 \"\\\\]{0,12}",
    ]
}

/// A text as it stands in a URL: encoded, half encoded, or not at all.
fn url_text() -> impl Strategy<Value = String> {
    let encoded =
        nasty_text().prop_map(|text| text.bytes().map(|byte| format!("%{byte:02X}")).collect());
    prop_oneof![
        encoded,
        "[a-z0-9%+.=-]{0,8}",
        Just("%".to_owned()),
        Just("%C3".to_owned()),
        Just("%FF%2F".to_owned())
    ]
}

fn url() -> impl Strategy<Value = String> {
    let root = prop::sample::select(vec![
        "echo",
        "blocks",
        "yaml",
        "filters",
        "functions",
        "checked",
        "none",
        "",
    ]);
    let query = vec(
        (
            prop::sample::select(vec!["q", "a", "q%5B%5D", "", "%FF"]),
            url_text(),
        ),
        0..4,
    );
    (root, vec(url_text(), 0..3), query).prop_map(|(root, segments, query)| {
        let path: String = segments
            .iter()
            .map(|segment| format!("/{segment}"))
            .collect();
        let query: Vec<String> = query
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        format!("http://a.test/{root}{path}?{}", query.join("&"))
    })
}

/// A request with a body of any kind, mostly to one of the endpoints.
pub fn request() -> impl Strategy<Value = Request> {
    let method = prop::sample::select(vec![
        "GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "get", "", "ODD",
    ]);
    let header = (
        prop::sample::select(vec![
            "x-h",
            "cookie",
            "content-type",
            "host",
            "origin",
            "x-h",
        ]),
        nasty_text(),
    );
    let kind = prop::sample::select(vec![
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "text/plain",
        "multipart/form-data",
    ]);
    (method, url(), vec(header, 0..4), kind, body()).prop_map(
        |(method, url, headers, kind, body)| {
            let kind = ("content-type".to_owned(), kind.to_owned());
            let fields = headers
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value));
            Request {
                method: method.to_owned(),
                url,
                headers: fields.chain([kind]).collect(),
                body,
            }
        },
    )
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => (json_text(), vec(json_text(), 0..4)).prop_map(|(a, list)| format!("{{\"a\": {a}, \"list\": [{}]}}", list.join(",")).into_bytes()),
        1 => (json_text(), json_text()).prop_map(|(a, list)| format!("{{\"a\": {a}, \"list\": {list}}}").into_bytes()),
        1 => json_text().prop_map(String::into_bytes),
        1 => nasty_text().prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 0..40),
        1 => nasty_text().prop_map(|text| format!("a={text}&a=2").into_bytes()),
        1 => nasty_text().prop_map(|text| format!("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{text}\r\n--b--\r\n").into_bytes()),
    ]
}

/// A JSON text that serde_json reads too.
pub fn json_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        nasty_text().prop_map(|text| serde_json::to_string(&text).expect("a text as JSON")),
        prop::sample::select(vec![
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1.50",
            "1e2",
            "123456789012345678",
            "-1.5E-3"
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            vec((nasty_text(), inner), 0..3).prop_map(|pairs| {
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(key, value)| {
                        format!("{}: {value}", serde_json::to_string(key).expect("a key"))
                    })
                    .collect();
                format!("{{{}}}", pairs.join(","))
            }),
        ]
    })
}

/// A number as JSON writes it, in ways that are hard to compare.
pub fn number() -> impl Strategy<Value = String> {
    let digits = prop_oneof![
        "[1-9][0-9]{0,3}",
        "[1-9][0-9]{15,22}",
        Just("0".to_owned()),
        Just("9007199254740993".to_owned()),
        Just("9007199254740992".to_owned()),
        Just("1".to_owned())
    ];
    let fraction = prop_oneof![
        Just(String::new()),
        "[.][0-9]{1,3}",
        "[.]0{1,3}",
        "[.][0-9]{16,20}"
    ];
    let exponent = prop_oneof![
        Just(String::new()),
        "[eE][+-]?[0-9]{1,2}",
        "[eE]-?[0-3]0{0,2}"
    ];
    ("-?", digits, fraction, exponent).prop_map(|(sign, digits, fraction, exponent)| {
        format!("{sign}{digits}{fraction}{exponent}")
    })
}
