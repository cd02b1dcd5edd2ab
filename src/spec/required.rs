//! The keys that must be there, each with a value for whoever left it out.

/// A key that must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Required {
    /// What it is called: `path`.
    pub name: &'static str,
    /// A value that it may have, as it stands in the file: `/hello/:name`.
    pub example: &'static str,
}

impl Required {
    const fn new(name: &'static str, example: &'static str) -> Self {
        Required { name, example }
    }
}

/// Of an endpoint.
pub const PATH: Required = Required::new("path", "/hello/:name");

/// Of a webhook.
pub const URL: Required = Required::new("url", "https://example.com/hook");

/// Of a subscription that calls its `url` so.
pub const TARGET: Required = Required::new("target", "https://example.com/hook");

/// Of a subscription.
pub const EVENTS: Required = Required::new("events", "[{method: POST, url: /orders}]");

/// Of an event: a regular expression.
pub const EVENT_URL: Required = Required::new("url", "/orders");

/// Of a field of an object.
pub const FIELD_NAME: Required = Required::new("name", "photo");

/// Of `sign` and of `verify`.
pub const SCHEME: Required = Required::new("scheme", "standard-webhooks");

/// Of a scheme with a secret.
pub const SECRET: Required = Required::new("secret", "$env:SECRET");

/// Of a scheme that signs with a key.
pub const PRIVATE_KEY: Required = Required::new("private-key", "$env:PRIVATE_KEY");

/// Of a scheme that verifies with a key.
pub const PUBLIC_KEY: Required = Required::new("public-key", "$env:PUBLIC_KEY");

/// Of a scheme that compares a header field.
pub const HEADER: Required = Required::new("header", "X-Api-Key");

/// Of basic authorization.
pub const USERNAME: Required = Required::new("username", "wasmock");

/// Of basic authorization.
pub const PASSWORD: Required = Required::new("password", "$env:PASSWORD");
