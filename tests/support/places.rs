//! The kinds of maps of a mocks file, each with where it stands in the schema and in a file.

use serde_json::{Map, Value, json};
use wasmock::spec::keys::{ALL, Keys};

/// Where a kind of map stands: in the schema, and in a file.
pub struct Place {
    pub owner: &'static str,
    pub schema: &'static str,
    /// The keys that it must have.
    needs: Value,
    /// A file's only item with such a map in it.
    item: fn(Value) -> Value,
}

/// Every kind of map, in the order of `spec::keys::ALL`.
pub fn places() -> [Place; 15] {
    fn webhook(map: Value) -> Value {
        let other = json!({"name": "order-paid", "url": "https://example.com/"});
        json!({"endpoint": {"path": "/a", "webhooks": [map, other]}})
    }
    let place = |owner, schema, needs, item| Place {
        owner,
        schema,
        needs,
        item,
    };
    let url = json!({"url": "https://example.com/"});
    let user = json!({"username": "a", "password": "b"});
    [
        place("item", "/definitions/item", json!({}), |map| map),
        place(
            "endpoint",
            "/definitions/endpoint",
            json!({"path": "/a"}),
            |map| json!({"endpoint": map}),
        ),
        place(
            "query parameter",
            "/definitions/queryParameter/anyOf/1",
            json!({}),
            |map| json!({"endpoint": {"path": "/a", "query": {"q": map}}}),
        ),
        place(
            "response",
            "/definitions/response",
            json!({}),
            |map| json!({"endpoint": {"path": "/a", "response": map}}),
        ),
        place("verify", "/definitions/verify", json!({}), |mut map| {
            complete_verify(map.as_object_mut().expect("a map"));
            json!({"endpoint": {"path": "/a", "verify": map}})
        }),
        place("on-failure", "/definitions/onFailure", json!({}), |map| {
            let verify = json!({"scheme": "bearer", "secret": "a", "on-failure": map});
            json!({"endpoint": {"path": "/a", "verify": verify}})
        }),
        place("webhook", "/definitions/webhook", url, webhook),
        place("basic-auth", "/definitions/basicAuth", user, |map| {
            webhook(json!({"url": "https://example.com/", "basic-auth": map}))
        }),
        place("retry", "/definitions/retry", json!({}), |mut map| {
            let keys = map.as_object_mut().expect("a map");
            // One of the two must be there, and not both.
            if !keys.contains_key("attempts") && !keys.contains_key("schedule") {
                keys.insert("schedule".to_owned(), json!("5s"));
            }
            webhook(json!({"url": "https://example.com/", "retry": map}))
        }),
        place("sign", "/definitions/sign", json!({}), |mut map| {
            let keys = map.as_object_mut().expect("a map");
            complete_sign(keys);
            webhook(json!({"url": "https://example.com/", "sign": map}))
        }),
        place("field", "/definitions/field", json!({"name": "a"}), |map| {
            webhook(json!({"url": "https://example.com/", "payload": "object", "fields": [map]}))
        }),
        place(
            "subscription",
            "/definitions/subscription",
            json!({"events": {"url": "a"}}),
            |mut map| {
                let keys = map.as_object_mut().expect("a map");
                // One of the two must be there, and not both.
                if !keys.contains_key("target") && !keys.contains_key("url") {
                    keys.insert("target".to_owned(), json!("https://example.com/"));
                }
                let other = json!({"url": "https://example.com/", "events": {"url": "a"},
                    "name": "order-paid"});
                json!({"webhook": map, "other": other})
            },
        ),
        place(
            "event",
            "/definitions/event",
            json!({"url": "a"}),
            |map| json!({"webhook": {"url": "https://example.com/", "events": map}}),
        ),
        place(
            "settings",
            "/definitions/settings",
            json!({}),
            |map| json!({"settings": map}),
        ),
        place(
            "settings of webhooks",
            "/definitions/settings/properties/webhooks",
            json!({}),
            |map| json!({"settings": {"webhooks": map}}),
        ),
    ]
}

/// Puts in what must stand beside the keys of a `sign`.
fn complete_sign(keys: &mut Map<String, Value>) {
    let has = |key: &str| keys.contains_key(key);
    let half = match has("private-key") || has("key-id") {
        true => "private-key",
        false => "secret",
    };
    let scheme = match half {
        "private-key" => "rsa-sha256",
        _ => "hmac-sha256",
    };
    // An example with a list of secrets is for any scheme; that of an id is for one key.
    if !has(half) {
        keys.insert(half.to_owned(), json!("$env:KEY"));
    }
    if !keys.contains_key("scheme") {
        keys.insert("scheme".to_owned(), json!(scheme));
    }
}

/// Puts in what must stand beside the keys of a `verify`.
fn complete_verify(keys: &mut Map<String, Value>) {
    let has = |key: &str| keys.contains_key(key);
    let beside = if has("username") || has("password") {
        json!({"scheme": "basic", "username": "a", "password": "b"})
    } else if has("public-key") || has("private-key") {
        json!({"scheme": "rsa-sha256"})
    } else if has("key-id") {
        json!({"scheme": "rsa-sha256", "public-key": "$env:KEY"})
    } else if has("header") {
        json!({"scheme": "header"})
    } else {
        json!({"scheme": "standard-webhooks", "secret": "$env:KEY"})
    };
    for (key, value) in beside.as_object().expect("a map") {
        keys.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

impl Place {
    pub fn keys(&self) -> Keys {
        let mut all = ALL.into_iter();
        all.find(|keys| keys.owner == self.owner)
            .expect("its keys are known")
    }

    /// The text of a file, JSON and so YAML, in which the map has the key `key` too.
    pub fn file(&self, key: &str, value: &Value) -> String {
        let mut map = self.needs.clone();
        let entries = map.as_object_mut().expect("a map");
        entries.insert(key.to_owned(), value.clone());
        items((self.item)(map)).to_string()
    }

    /// The text of a file in which the map has no more than it must.
    pub fn bare_file(&self) -> String {
        items((self.item)(self.needs.clone())).to_string()
    }

    /// What the schema says of each key of the map.
    pub fn properties<'a>(&self, schema: &'a Value) -> &'a Map<String, Value> {
        let map = schema.pointer(self.schema).expect("the schema has the map");
        map["properties"].as_object().expect("it has keys")
    }
}

/// The items of a file; what stands beside the first under `other` is an item of its own.
fn items(mut item: Value) -> Value {
    let other = item.as_object_mut().and_then(|item| item.remove("other"));
    match other {
        Some(other) => json!([item, {"webhook": other}]),
        None => json!([item]),
    }
}
