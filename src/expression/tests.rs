//! The rules of the language as tables.

use super::*;
use crate::json::Value;

/// A request whose body is `json`, and some other variables.
pub(crate) struct Example {
    roots: Vec<(Root, Value)>,
}

impl Example {
    pub(crate) fn new(json: &str) -> Self {
        let text = |pairs: &[(&str, &str)]| Value::object(pairs.to_vec());
        let mut roots = vec![
            (
                Root::PathParams,
                text(&[("project-name", "moclojer"), ("age", "17")]),
            ),
            (
                Root::QueryParams,
                text(&[("limit", "100"), ("admin", "false"), ("q", "")]),
            ),
            (Root::HeaderParams, text(&[("X-Who", "ana")])),
            (Root::Env, text(&[("STAGE", "test")])),
            (Root::Method, Value::text("GET")),
        ];
        roots.extend(
            Value::parse(json)
                .ok()
                .map(|value| (Root::JsonParams, value)),
        );
        Example { roots }
    }
}

impl Variables for Example {
    fn root(&self, root: Root) -> Option<&Value> {
        self.roots
            .iter()
            .find(|(known, _)| *known == root)
            .map(|(_, value)| value)
    }
}

fn vocabulary(env: &[String]) -> Vocabulary<'_> {
    Vocabulary {
        env: Some(env),
        ..Vocabulary::default()
    }
}

fn compiled(text: &str) -> Result<Expression, Diagnostic> {
    let env = ["STAGE".to_owned()];
    Expression::output(
        &Excerpt::verbatim(text, 0),
        0..text.len(),
        &vocabulary(&env),
    )
}

fn in_scope<T>(json: &str, look: impl FnOnce(&Scope) -> T) -> T {
    let example = Example::new(json);
    let (chance, meter) = (Chance::new(7, 1_705_314_600_000), Meter::default());
    look(&Scope {
        variables: &example,
        chance: &chance,
        meter: &meter,
        frame: None,
    })
}

fn held(json: &str, text: &str) -> bool {
    let condition = compiled(text).expect(text);
    in_scope(json, |scope| condition.holds(scope))
}

fn shown(json: &str, text: &str) -> String {
    let value = compiled(text).expect(text);
    in_scope(json, |scope| {
        value
            .evaluate(scope)
            .map_or("missing".to_owned(), |value| value.to_text())
    })
}

#[test]
fn conditions_hold_by_the_rules() {
    let json = r#"{"age": "17", "n": 17, "v": "O'Brien", "big": 9007199254740993, "tags": ["a", "b"],
        "null": null, "no": false, "zip": "0100", "day": "2024-01-15T10:00:00+01:00", "o": {"length": 9, "k": 1}}"#;
    for (text, expected) in [
        ("1 = 1", true),
        ("1=1", true),
        ("path-params.project-name = \"moclojer\"", true),
        ("query-params.limit <= 100", true),
        ("query-params.none <= 100", false),
        ("json-params.age < 18", true),
        ("json-params.v = \"O'Brien\"", true),
        ("9007199254740993 = 9007199254740992", false),
        ("json-params.big = 9007199254740993.0", true),
        ("json-params.zip = 100", false),
        ("json-params.zip = \"0100\"", true),
        ("json-params.n = \"17.0\"", true),
        ("\"1\" = \"1.0\"", false),
        ("json-params.null = json-params.none", true),
        ("json-params.null exists", true),
        ("json-params.none exists", false),
        ("json-params.none not exists", true),
        ("json-params.no = \"false\"", true),
        ("query-params.admin", false),
        ("not query-params.admin", true),
        ("!query-params.admin && 1 != 2", true),
        ("0 and [] and json-params.o", true),
        ("\"\" or null", false),
        ("json-params.day < \"2024-01-15T09:00:01Z\"", true),
        ("json-params.tags contains \"b\"", true),
        ("\"c\" not in json-params.tags", true),
        (
            "json-params.v starts-with \"O'\" and json-params.v ends-with \"ien\"",
            true,
        ),
        ("json-params.zip matches \"^\\d{4}$\"", true),
        ("header-params.x-who = \"ana\"", true),
        (
            "json-params.o.length = 9 and json-params.tags.length = 2 and json-params.v.length = 7",
            true,
        ),
        ("[1, [2]] = [1.0, [\"2\"]]", true),
        ("1 < 2 or json-params.x.y.z = 1", true),
        ("(1 = 2 or 2 = 2) and not (1 = 2)", true),
        ("json-params[\"tags\"][1] = \"b\"", true),
        ("1e400000 > 1e399999", true),
        ("env.STAGE = 'test'", true),
    ] {
        assert_eq!(held(json, text), expected, "{text}");
    }
}

#[test]
fn outputs_come_to_values() {
    let json = r#"{"name": "ana", "price": 1.10, "list": [3, 1, 2], "empty": "", "null": null, "html": "<b>"}"#;
    for (text, expected) in [
        ("json-params.name|upper", "\"ANA\""),
        ("json-params.price", "1.10"),
        ("json-params.none|default:\"x\"", "\"x\""),
        ("json-params.null | default:json-params.name", "\"ana\""),
        ("json-params.empty|default:\"x\"", "\"\""),
        ("json-params.empty|default-if-empty:nothing", "\"nothing\""),
        ("json-params.list|join:\", \"", "\"3, 1, 2\""),
        ("json-params.list|first", "3"),
        ("json-params.list|reverse|last", "3"),
        ("json-params.list|length", "3"),
        ("json-params.none|count", "0"),
        ("json-params.price|multiply:3|round:1", "3.3"),
        ("json-params.name|add:1", "missing"),
        ("10|divide:4", "2.5"),
        ("-1.5|abs", "1.5"),
        ("json-params.name|replace:\"a\":\"o\"|capitalize", "\"Ono\""),
        ("\"a b&c\"|url-encode", "\"a%20b%26c\""),
        ("\"a b&c\"|urlescape", "\"a+b%26c\""),
        ("\"hi\"|base64|base64-decode|hex", "\"6869\""),
        (
            "\"\"|sha256",
            "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"",
        ),
        ("json-params.html|escape", "\"&lt;b&gt;\""),
        ("\"one two\"|title", "\"One Two\""),
        ("\"a,b\"|split:\",\"", "[\"a\",\"b\"]"),
        ("\"ab\"|split:\"\"", "[\"a\",\"b\"]"),
        ("json-params.list|json", "\"[3,1,2]\""),
        ("now", "\"2024-01-15T10:30:00.000Z\""),
        ("now \"yyyy-MM-dd\"", "\"2024-01-15\""),
        ("random 5 5", "5"),
        ("random(5, 5)|add:1", "6"),
        ("random 5 5 | add:1", "6"),
        ("\"\\u00e9\\n\\d\"", "\"é\\n\\\\d\""),
    ] {
        assert_eq!(shown(json, text), expected, "{text}");
    }
}

#[test]
fn a_mistake_is_pointed_at() {
    for (text, at, message) in [
        ("a.b = 1", "a", "there is no variable `a`"),
        (
            "json-parms.a = 1",
            "json-parms",
            "there is no variable `json-parms`",
        ),
        ("1 < json-params.a < 5", "<", "comparisons do not chain"),
        ("json-params.a > > 1", ">", "expected a value here"),
        (
            "json-params.a = \"x",
            "\"",
            "the text that begins here has no closing \"",
        ),
        ("json-params.a | uper", "uper", "there is no filter `uper`"),
        (
            "json-params.a matches \"(\"",
            "\"(\"",
            "the regular expression is wrong",
        ),
        (
            "json-params.a json-params.b",
            "j",
            "expected `and`, `or`, a comparison or the end here",
        ),
        ("(1 = 1", "", "expected `)` here"),
        (
            "env.HOME",
            "env.HOME",
            "the file does not list `HOME` in its `env`",
        ),
        (
            "response.status = 200",
            "response",
            "`response` is known only in a webhook",
        ),
        ("this", "this", "`this` is known only inside a loop"),
        (
            "fake \"name\"",
            "fake",
            "the function `fake` is not supported yet",
        ),
        (
            "json-params.a|date:\"y\"",
            "date",
            "the filter `date` is not supported yet",
        ),
        (
            "json-params.a|replace:\"x\"",
            "replace",
            "`replace` takes two arguments",
        ),
        ("0100", "0100", "expected a number as JSON writes it here"),
        ("", "", "there is no expression here"),
        (
            "now \"YYYY\"",
            "\"YYYY\"",
            "`YYYY` means nothing in a pattern of a date",
        ),
        (
            "random( 1 , 2.5 ) = 1",
            "2.5",
            "`random` needs a whole number of 64 bits here",
        ),
        ("1|add:2: many", "many", "`add` needs a number here"),
    ] {
        let diagnostic = compiled(text).expect_err(text);
        assert!(
            diagnostic.message.starts_with(message),
            "{text}: {}",
            diagnostic.message
        );
        let span = diagnostic.span;
        let found = text.get(span.start..span.end).unwrap();
        assert_eq!(found, at, "{text}: {diagnostic:?}");
    }
}

#[test]
fn depth_and_length_are_bounded() {
    for (text, message) in [
        ("(".repeat(100), "nested more than 64"),
        ("!".repeat(100), "nested more than 64"),
        (format!("{}1", "(".repeat(5000)), "nested more than 64"),
        ("a".repeat(9000), "longer than 8192 bytes"),
    ] {
        let diagnostic = compiled(&text).expect_err(&text);
        assert!(
            diagnostic.message.starts_with(message),
            "{}",
            diagnostic.message
        );
    }
    assert!(compiled(&format!("{}1{}", "(".repeat(63), ")".repeat(63))).is_ok());
    assert!(compiled(&vec!["1=1"; 1000].join(" and ")).is_ok());
}
