//! The JSON Schema for editors, `schema/mocks.schema.json`, against the reader: the same keys, and
//! what the schema shows as examples and defaults is what the reader takes. Which *values* both
//! take is compared in `tests/schema/`, where a validator of JSON Schema is at hand.

#![allow(clippy::expect_used, reason = "a test may panic, its functions too")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "support/places.rs"]
mod places;

use places::places;
use serde_json::{Value, json};
use wasmock::parameter_type::ParameterType;
use wasmock::spec::Payload;
use wasmock::spec::keys::ALL;
use wasmock::{Engine, Source, spec};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Value {
    let text = fs::read_to_string(root().join("schema/mocks.schema.json"));
    serde_json::from_str(&text.expect("the schema can be read")).expect("the schema is JSON")
}

fn codes(text: &str) -> Vec<&'static str> {
    let Err(report) = Engine::load(&Source::new("mocks.yml", text)) else {
        return Vec::new();
    };
    let diagnostics = report.diagnostics().iter();
    let errors = diagnostics.filter(|diagnostic| diagnostic.is_error());
    errors.map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn the_schema_has_the_keys_that_the_reader_takes() {
    let schema = schema();
    for place in places() {
        let described: BTreeSet<&str> = place.properties(&schema).keys().map(|k| &**k).collect();
        let accepted: BTreeSet<&str> = place.keys().accepted().collect();
        assert_eq!(described, accepted, "the keys of {}", place.owner);
        let map = schema.pointer(place.schema).expect("the schema has it");
        let others = &map["additionalProperties"];
        assert_eq!(others, &json!(false), "others in {}", place.owner);
    }
}

#[test]
fn every_map_of_known_keys_is_compared() {
    let mut readers = 0;
    let files = fs::read_dir(root().join("src/spec")).expect("the folder can be read");
    let files = files.map(|entry| entry.expect("an entry").path());
    for file in files.filter(|path: &PathBuf| path.extension().is_some_and(|end| end == "rs")) {
        let text = fs::read_to_string(file).expect("the file can be read");
        readers += text.matches("Fields::of(").count();
    }
    assert_eq!(readers, ALL.len(), "`spec::keys::ALL` names every map");
    let owners: Vec<&str> = ALL.iter().map(|keys| keys.owner).collect();
    let compared: Vec<&str> = places().iter().map(|place| place.owner).collect();
    assert_eq!(compared, owners);
}

#[test]
fn the_schema_has_the_types_of_parameters() {
    let schema = schema();
    assert_eq!(
        schema["definitions"]["type"]["enum"],
        json!(ParameterType::NAMES)
    );
    let path = &schema["definitions"]["endpoint"]["properties"]["path"];
    for told in [&path["pattern"], &path["description"]] {
        let told = told.as_str().expect("a text").replace(", ", "|");
        assert!(told.contains(&ParameterType::NAMES.join("|")), "{told}");
    }
}

#[test]
fn what_is_left_out_is_not_yet() {
    for place in places() {
        for key in place.keys().not_yet {
            let text = place.file(key, &json!({}));
            assert!(codes(&text).contains(&"not-yet"), "{text}");
        }
        let text = place.file("no-such-key", &json!(1));
        assert_eq!(codes(&text), ["unknown-key"], "{text}");
    }
}

#[test]
fn every_key_is_told_and_its_examples_are_taken() {
    let schema = schema();
    for place in places().iter().filter(|place| place.owner != "item") {
        for (key, property) in place.properties(&schema) {
            let told = described(property, &schema);
            assert!(told, "`{key}` of {} has no description", place.owner);
            let examples = property["examples"].as_array();
            let examples = examples.filter(|examples| !examples.is_empty());
            for example in examples.expect("a key has examples") {
                let text = place.file(key, example);
                assert!(codes(&text).is_empty(), "{text}: {:?}", codes(&text));
            }
        }
    }
}

/// Whether a key has a description, its own or the one of what it refers to.
fn described(property: &Value, schema: &Value) -> bool {
    let reference = property["$ref"].as_str();
    let target = reference.and_then(|target| schema.pointer(target.trim_start_matches('#')));
    let mut sides = [Some(property), target].into_iter().flatten();
    sides.any(|side| side["description"].as_str().is_some())
}

/// Everything that has a default, as the reader gives it.
fn decoded(text: &str) -> String {
    let (file, diagnostics) = spec::read(&Source::new("mocks.yml", text));
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    let mut shown = format!("{:?}", file.settings);
    for endpoint in &file.endpoints {
        shown += &format!("{:?}", endpoint.methods);
        for rule in &endpoint.query {
            shown += &format!("{:?}", (rule.kind, rule.required, &rule.default));
        }
        for response in &endpoint.responses {
            shown += &format!("{:?}", response.status);
        }
        if let Some(verify) = &endpoint.verify {
            let status = verify.on_failure.as_ref().map(|response| response.status);
            shown += &format!("{:?}", (verify.tolerance_ms, &verify.unique, status));
        }
        endpoint.webhooks.iter().for_each(|one| shown += &told(one));
    }
    for subscription in &file.subscriptions {
        shown += &told(&subscription.webhook);
        for event in &subscription.events {
            shown += &format!("{:?}", (&event.id, &event.methods));
        }
    }
    shown
}

fn told(webhook: &spec::Webhook) -> String {
    let times = (webhook.delay, webhook.timeout_ms, &webhook.retry);
    let payload = webhook.payload.unwrap_or(Payload::Body);
    let object = &webhook.object;
    let key = object.key_or_default(webhook.span).text().to_owned();
    let object = (object.once, key, &object.fields);
    format!(
        "{:?}",
        (&webhook.method, times, webhook.active, payload, object)
    )
}

#[test]
fn a_default_is_what_a_missing_key_means() {
    let schema = schema();
    let mut compared = 0;
    for place in places() {
        for (key, property) in place.properties(&schema) {
            if let Some(default) = property.get("default") {
                let text = place.file(key, default);
                assert_eq!(decoded(&text), decoded(&place.bare_file()), "{text}");
                compared += 1;
            }
        }
    }
    assert!(compared > 12, "the defaults are found");
}
