//! What of requests and webhooks is kept from whoever reads the journal and the history.

use crate::escape::url_component;
use crate::gather::Gather as _;
use crate::json::{Value, escape_into};
use crate::sort;

/// What stands in the place of a secret where it is shown.
pub const SECRET: &str = "***";

/// The header fields whose values are secrets, whoever set them.
const SECRET_FIELDS: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "x-api-key",
    "x-auth-token",
];

/// A secret of fewer characters is no secret, and its text stands in many places by chance.
const SHORTEST: usize = 4;

/// Nor is one that stands in the mocks file itself: there it is often a plain word, as `secret`.
const SHORTEST_WRITTEN: usize = 8;

/// What is not shown: the values of some header fields and of cookies, and wherever they stand the
/// secrets of the mocks file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redaction {
    /// The secrets as they may be written, the longest first: what holds another goes before it.
    written: Vec<String>,
    /// Further header fields whose values are secrets.
    fields: Vec<String>,
}

impl Redaction {
    /// Hides these secrets, those that stand in the mocks file itself, and the values of these header
    /// fields besides those that are always hidden.
    pub fn new(secrets: &[String], in_file: &[String], fields: &[String]) -> Redaction {
        let mut written: Vec<String> = Vec::new();
        let has = |least: usize| move |secret: &&String| secret.chars().count() >= least;
        let secrets = secrets.iter().filter(has(SHORTEST));
        for secret in secrets.chain(in_file.iter().filter(has(SHORTEST_WRITTEN))) {
            let mut in_json = String::new();
            escape_into(&mut in_json, secret);
            for form in [secret.clone(), in_json, url_component(secret)] {
                if !written.contains(&form) {
                    written.push(form);
                }
            }
        }
        let length = |place: usize| written.get(place).map(String::len);
        let longest_first = sort::places(written.len(), &|a, b| length(b).cmp(&length(a)));
        Redaction {
            written: sort::arranged(written, &longest_first),
            fields: fields.to_vec(),
        }
    }

    /// As it crosses to a host and back.
    pub fn to_json(&self) -> Value {
        Value::object([
            ("written", self.written.as_slice()),
            ("fields", self.fields.as_slice()),
        ])
    }

    /// Reads it; what is none hides what is always hidden.
    pub fn from_json(json: &Value) -> Redaction {
        let texts = |key| json.get(key).map(Value::texts).unwrap_or_default();
        Redaction {
            written: texts("written"),
            fields: texts("fields"),
        }
    }

    /// A text without the secrets.
    pub fn text(&self, text: &str) -> String {
        let secrets = self.written.iter().filter(|secret| text.contains(*secret));
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret, SECRET))
    }

    /// The value of a header field as it is shown. Of a cookie the name stays.
    pub fn field(&self, name: &str, value: &str) -> String {
        let is_named = |known: &str| name.eq_ignore_ascii_case(known);
        if is_secret_field(name) || self.fields.iter().any(|name| is_named(name)) {
            return SECRET.to_owned();
        }
        if is_named("cookie") {
            let cookies: Vec<String> = value.split(';').map(cookie).gather();
            return cookies.join("; ");
        }
        self.text(value)
    }
}

/// Whether the values of a header field are secrets, whoever set it.
pub fn is_secret_field(name: &str) -> bool {
    let is_named = |known: &str| name.eq_ignore_ascii_case(known);
    SECRET_FIELDS.into_iter().any(is_named)
}

fn cookie(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, _)) => format!("{}={SECRET}", name.trim()),
        None => SECRET.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hiding(secrets: &[&str]) -> Redaction {
        let secrets: Vec<String> = secrets.iter().map(|text| (*text).to_owned()).collect();
        Redaction::new(&secrets, &[], &["X-Hub".to_owned()])
    }

    #[test]
    fn the_values_of_secret_fields_are_not_shown() {
        let redaction = hiding(&["hidden-1"]);
        for (name, value, shown) in [
            ("Authorization", "Bearer abc", "***"),
            ("proxy-authorization", "Basic abc", "***"),
            ("X-API-Key", "abc", "***"),
            ("x-hub", "abc", "***"),
            (
                "Cookie",
                "session=abc; theme=dark;",
                "session=***; theme=***; ***",
            ),
            ("cookie", "abc", "***"),
            ("x-key", "hidden-1", "***"),
            ("x-key", "key hidden-1!", "key ***!"),
            ("x-other", "abc", "abc"),
        ] {
            assert_eq!(redaction.field(name, value), shown, "{name}: {value}");
        }
    }

    #[test]
    fn a_secret_is_not_shown_wherever_and_however_it_is_written() {
        let redaction = hiding(&["a\"b/c", "a\"b/c-longer", "abc", ""]);
        for (text, shown) in [
            ("a\"b/c", "***"),
            (r#"{"secret":"a\"b/c-longer"}"#, r#"{"secret":"***"}"#),
            ("/x?key=a%22b%2Fc", "/x?key=***"),
            ("abc is too short to be one", "abc is too short to be one"),
        ] {
            assert_eq!(redaction.text(text), shown, "{text}");
        }
    }

    #[test]
    fn a_secret_of_the_file_is_not_shown_unless_it_may_be_a_plain_word() {
        let in_file = ["whsec_abc".to_owned(), "s3cret".to_owned()];
        let redaction = Redaction::new(&[], &in_file, &[]);
        let text = r#"{"secret": "s3cret", "key": "whsec_abc"}"#;
        let shown = r#"{"secret": "s3cret", "key": "***"}"#;
        assert_eq!(redaction.text(text), shown);
    }

    #[test]
    fn it_crosses_as_json() {
        let redaction = hiding(&["a\"b/c"]);
        assert_eq!(Redaction::from_json(&redaction.to_json()), redaction);
        assert_eq!(Redaction::from_json(&Value::Null), Redaction::default());
    }
}
