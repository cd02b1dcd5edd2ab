//! Templates as tables.

use super::*;
use crate::expression::tests::Example;
use crate::expression::{Chance, Meter, Scope};

fn compiled(text: &str, medium: Medium) -> (Option<Template>, Vec<String>) {
    let mut found = Vec::new();
    let excerpt = Excerpt::verbatim(text, 0);
    let template = Template::compile(&excerpt, Some(medium), &Vocabulary::default(), &mut found);
    let messages = found.iter().map(|diagnostic| diagnostic.message.clone());
    (template, messages.collect())
}

fn rendered(medium: Medium, json: &str, text: &str) -> String {
    let (template, messages) = compiled(text, medium);
    let Some(template) = template else {
        return messages.join("; ");
    };
    let example = Example::new(json);
    let (chance, meter) = (Chance::new(7, 1_705_314_600_000), Meter::default());
    let scope = Scope {
        variables: &example,
        chance: &chance,
        meter: &meter,
        frame: None,
    };
    template
        .render(&scope)
        .unwrap_or_else(|diagnostic| diagnostic.message)
}

#[test]
fn text_is_sent_as_written_around_the_values() {
    let json = r#"{"name": "Ana", "list": [1, "b"], "o": {"k": 1, "l": 2}, "t": true, "n": null}"#;
    for (text, expected) in [
        ("Hi {{json-params.name}}!", "Hi Ana!"),
        ("{{ json-params.none }}{{json-params.n}}", ""),
        ("{{json-params.list}} {{json-params.t}}", "[1,\"b\"] true"),
        (
            "{% if json-params.t %}a{% elif 1 = 1 %}b{% else %}c{% endif %}",
            "a",
        ),
        (
            "{% if json-params.n %}a{% elif 1 = 1 %}b{% else %}c{% endif %}",
            "b",
        ),
        ("{{#if query-params.admin}}Admin{{else}}User{{/if}}", "User"),
        (
            "{{#if json-params.n}}a{{else if json-params.t}}b{{/if}}",
            "b",
        ),
        ("{{#unless json-params.n}}a{{else}}b{{/unless}}", "a"),
        (
            "{% for x in json-params.list %}{{forloop.counter}}/{{forloop.length}}:{{x}}{% if not forloop.last %},{% endif %}{% endfor %}",
            "1/2:1,2/2:b",
        ),
        (
            "{% for x in json-params.n %}{{x}}{% empty %}none{% endfor %}",
            "none",
        ),
        (
            "{{#each json-params.o}}{{@index}}{{@key}}={{this}}{{#unless @last}};{{/unless}}{{else}}-{{/each}}",
            "0k=1;1l=2",
        ),
        ("{{#each json-params.none}}x{{else}}-{{/each}}", "-"),
        (
            "{% for x in json-params.list %}{% for y in json-params.list %}{{x}}{{y}} {% endfor %}{% endfor %}",
            "11 1b b1 bb ",
        ),
        (
            "{# no #}{{! no }}{% verbatim %}{{yes}}{% endverbatim %}",
            "{{yes}}",
        ),
    ] {
        assert_eq!(rendered(Medium::Plain, json, text), expected, "{text}");
    }
}

#[test]
fn json_stays_json() {
    let json = r#"{"t": "a\"b", "num": 1.10, "bare": "17", "l": [1, {"a": null}], "f": false, "null": null}"#;
    for (text, expected) in [
        (r#"{"a": {{json-params.t}}}"#, r#"{"a": "a\"b"}"#),
        (r#"{"a": "<{{json-params.t}}>"}"#, r#"{"a": "<a\"b>"}"#),
        (
            r#"{"a": {{json-params.num}}, "b": "{{json-params.num}}"}"#,
            r#"{"a": 1.10, "b": "1.10"}"#,
        ),
        (
            r#"[{{json-params.bare}}, {{json-params.bare|json}}, {{json-params.none}}]"#,
            r#"[17, "17", null]"#,
        ),
        (
            r#"{"l": {{json-params.l}}, "s": "{{json-params.l}}"}"#,
            r#"{"l": [1,{"a":null}], "s": "[1,{\"a\":null}]"}"#,
        ),
        (
            r#"{ {{json-params.t}}: {{json-params.f}} }"#,
            r#"{ "a\"b": false }"#,
        ),
        (
            r#"{"a": {% if json-params.t %}{{json-params.t}}{% else %}null{% endif %}}"#,
            r#"{"a": "a\"b"}"#,
        ),
        (
            r#"[{% for x in json-params.l %}{{x}}{% if not forloop.last %}, {% endif %}{% endfor %}]"#,
            r#"[1, {"a":null}]"#,
        ),
        (r#"{"u":{{json-params.t}}}"#, r#"{"u":"a\"b"}"#),
        (
            r#"{"a": 1{% if json-params.t %}, "b": {{json-params.t}}{% endif %}}"#,
            r#"{"a": 1, "b": "a\"b"}"#,
        ),
        (
            r#"{ {% if json-params.f %}"b": 1,{% endif %} "c": {{json-params.t|upper}}}"#,
            r#"{  "c": "A\"B"}"#,
        ),
        (r#"{{{json-params.t}}: "x"}"#, r#"{"a\"b": "x"}"#),
    ] {
        assert_eq!(rendered(Medium::Json, json, text), expected, "{text}");
    }
}

#[test]
fn other_media_have_escapes_of_their_own() {
    let json =
        r#"{"h": "<a href='x'>", "u": "a b/ç?", "base": "http://x.test/y?z", "line": "a\r\nb"}"#;
    for (medium, text, expected) in [
        (
            Medium::Markup,
            "<p>{{json-params.h}}</p>{{json-params.h|safe}}",
            "<p>&lt;a href=&#39;x&#39;&gt;</p><a href='x'>",
        ),
        (
            Medium::Url,
            "http://h/{{json-params.u}}?q={{json-params.u}}",
            "http://h/a%20b%2F%C3%A7%3F?q=a%20b%2F%C3%A7%3F",
        ),
        (
            Medium::Url,
            "{{json-params.base}}/{{json-params.u}}",
            "http://x.test/y?z/a%20b%2F%C3%A7%3F",
        ),
        (
            Medium::Url,
            "{{#if 1 = 2}}{{json-params.u}}{{else}}{{json-params.base}}{{/if}}",
            "http://x.test/y?z",
        ),
        (Medium::Field, "v={{json-params.line}}", "v=ab"),
        (
            Medium::JsonText,
            "say \"{{json-params.h}}\"\n",
            "say \\\"<a href='x'>\\\"\\n",
        ),
    ] {
        assert_eq!(rendered(medium, json, text), expected, "{text}");
    }
}

#[test]
fn mistakes_are_refused() {
    for (text, message) in [
        ("{{", "this `{{` has no `}}`"),
        ("{{}}", "there is no expression here"),
        ("{% if 1 = 1 %}x", "this `{% if %}` is never closed"),
        (
            "{{#if 1 = 1}}x{% endif %}",
            "`{% endif %}` does not end the innermost block, which wants `{{/if}}`; this `{{#if}}` is never closed",
        ),
        ("{% endif %}", "`{% endif %}` belongs to no open block"),
        ("{{else}}", "`else` belongs to no open block"),
        (
            "{% if 1=1 %}{% else %}{% else %}{% endif %}",
            "`else` cannot come after `else`",
        ),
        ("{% iff x %}", "there is no tag `{% iff %}`"),
        ("{{#eech x}}", "there is no block `{{#eech}}`"),
        (
            "{% for x on y %}{% endfor %}",
            "expected `{% for name in list %}`; `{% endfor %}` belongs to no open block",
        ),
        (
            "{{a}}{{b}}",
            "there is no variable `a`; there is no variable `b`",
        ),
        (
            "{% for x in json-params.l %}{% endfor %}{{x}}",
            "there is no variable `x`",
        ),
    ] {
        assert_eq!(
            compiled(text, Medium::Plain).1.join("; "),
            message,
            "{text}"
        );
    }
}

#[test]
fn what_may_not_be_json_is_refused_or_warned_of() {
    for (text, message) in [
        (
            r#"{"a": "{% if json-params.x %}b"{% else %}c{% endif %}}"#,
            "the branches of this `if` end in different places of the JSON",
        ),
        (
            r#"{{#if json-params.x}}{{{/if}}"#,
            "the branches of this `if` end in different places of the JSON",
        ),
        (
            r#"{{#each json-params.x}}[{{/each}}"#,
            "the body of this loop does not end where it began in the JSON",
        ),
        (
            r#"{ {% if json-params.x %}"a": 1{% endif %} {{json-params.k}}: 2}"#,
            "after an optional pair this can be a key or a value",
        ),
        (
            r#"{"a": 1{{json-params.x}}}"#,
            "this output touches other text where one JSON value stands",
        ),
        (
            r#"{"a": {{json-params.x}}px}"#,
            "this output touches other text where one JSON value stands",
        ),
        (
            r#"{"a": {{json-params.x}}{{json-params.y}}}"#,
            "this output touches other text where one JSON value stands",
        ),
        (
            r#"{"a": {{json-params.x|safe}}}"#,
            "`|safe` is written as it is, so this JSON may not parse",
        ),
        (
            r#"{"a": {% if json-params.x %}1{% endif %}}"#,
            "without an `else`, no value may stand here",
        ),
        (
            r#"{"a": [{% for x in json-params.x %}{{x}},{% endfor %}]}"#,
            "this loop leaves a comma before the closing bracket",
        ),
        (
            r#"{"a": {% if json-params.x %}1{% else %}2{% endif %}"#,
            "this body is sent as JSON but does not parse: the JSON text ends too early",
        ),
        (
            r#"{"a": {{json-params.x}}"#,
            "this body is sent as JSON but does not parse: the JSON text ends too early",
        ),
        (
            r#"{{! why }}{"a": {{json-params.x}} "b": 1}"#,
            "this body is sent as JSON but does not parse: `\"` is not expected here in a JSON text",
        ),
        (
            r#"["a" {{json-params.x}}]"#,
            "this body is sent as JSON but does not parse: no value is expected here",
        ),
        (r#"{"a": {{json-params.x}}}"#, ""),
        (r#"{ {% if json-params.x %}"a": 1{% endif %} }"#, ""),
        (
            r#"{{{json-params.k}}:{{json-params.v}},"a":[{{json-params.x}},{{json-params.y}}]}"#,
            "",
        ),
    ] {
        assert_eq!(compiled(text, Medium::Json).1.join("; "), message, "{text}");
    }
}

#[test]
fn of_json_with_very_many_ways_through_it_only_the_brackets_are_counted() {
    let ways = "{% if json-params.x %} {% endif %}".repeat(9);
    for (text, message) in [
        (format!("[1 {ways} 2]"), ""),
        (
            format!("[1 {ways}"),
            "this JSON does not close all that it opens",
        ),
    ] {
        assert_eq!(
            compiled(&text, Medium::Json).1.join("; "),
            message,
            "{text}"
        );
    }
}

#[test]
fn rendering_is_bounded() {
    let list = vec!["1"; 2000].join(",");
    let long = "x".repeat(2_000_000);
    let json = format!(r#"{{"l": [{list}], "s": "{long}"}}"#);
    let twice =
        "{% for x in json-params.l %}{% for y in json-params.l %}{{y}}{% endfor %}{% endfor %}";
    assert_eq!(
        rendered(Medium::Plain, &json, twice),
        "the template takes more than 1000000 steps"
    );
    let much = "{% for x in json-params.l %}{{json-params.s}}{% endfor %}";
    assert_eq!(
        rendered(Medium::Plain, &json, much),
        "the template makes more than 16 MiB of text"
    );
    let doubled = format!("{{{{json-params.s{}}}}}", "|hex".repeat(30));
    assert_eq!(
        rendered(Medium::Plain, &json, &doubled),
        "the template makes more than 16 MiB of text"
    );
}
