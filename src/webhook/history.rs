//! The history as the user sees it: which entries are asked for, and their JSON.

use super::entry::{Entry, HISTORY_BODY, State};
use super::{Attempt, Field, FieldValue};
use crate::gather::Gather as _;
use crate::http::{decode_pairs, join_field};
use crate::json::Value;
use crate::redaction::{Redaction, SECRET};
use crate::time::rfc3339;

/// How many entries a page has where the query does not say.
const PAGE: u32 = 100;

/// The most entries that a page has.
const PAGE_MAX: u32 = 1_000;

/// Which entries are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Those in this state.
    pub state: Option<State>,
    /// Those of the webhook of this name.
    pub name: Option<String>,
    /// The one with this id.
    pub id: Option<String>,
    /// Those that follow a page: what that page gives as `next`, in the words of the host.
    pub after: Option<String>,
    /// How many.
    pub limit: u32,
}

impl Filter {
    /// All of them, a page at a time.
    pub fn all() -> Filter {
        Filter {
            state: None,
            name: None,
            id: None,
            after: None,
            limit: PAGE,
        }
    }

    /// Reads a URL's query: `state=sent&limit=10`. Keys that mean nothing here are let be.
    ///
    /// # Errors
    /// What is wrong, as a sentence.
    pub fn parse(query: &str) -> Result<Filter, String> {
        let mut filter = Filter::all();
        for (key, value) in decode_pairs(query.as_bytes()) {
            filter.set(&key, value)?;
        }
        Ok(filter)
    }

    /// Sets what a key says; one that means nothing here is let be.
    ///
    /// # Errors
    /// What is wrong, as a sentence.
    pub fn set(&mut self, key: &str, value: String) -> Result<(), String> {
        match key {
            "state" => self.state = Some(state(&value)?),
            "name" => self.name = Some(value),
            "id" => self.id = Some(value),
            "after" => self.after = Some(value),
            "limit" => self.limit = limit(&value)?,
            _ => {}
        }
        Ok(())
    }

    /// As the stores read it.
    pub fn to_json(&self) -> Value {
        Value::object([
            ("state", self.state.map(State::name).into()),
            ("name", self.name.as_deref().into()),
            ("id", self.id.as_deref().into()),
            ("after", self.after.as_deref().into()),
            ("limit", Value::from(self.limit)),
        ])
    }
}

fn state(value: &str) -> Result<State, String> {
    State::named(value).ok_or_else(|| {
        let names = State::ALL.into_iter().map(State::name).gather().join(", ");
        format!("`{value}` is no state of a webhook; there are {names}")
    })
}

fn limit(value: &str) -> Result<u32, String> {
    match value.parse() {
        Ok(limit @ 1..=PAGE_MAX) => Ok(limit),
        _ => Err(format!("`limit` must be a number from 1 to {PAGE_MAX}")),
    }
}

/// A page of the history as JSON: `{"webhooks": […], "next"}`; `next` is the `after` of the page
/// that follows.
pub fn page(entries: &[Entry], next: Option<&str>, redaction: &Redaction) -> Value {
    let shown = entries.iter().map(|entry| entry_json(entry, redaction));
    Value::object([("webhooks", Value::list(shown)), ("next", next.into())])
}

/// A webhook as the history shows it.
pub fn entry_json(entry: &Entry, redaction: &Redaction) -> Value {
    let delivery = &entry.delivery;
    let reason = entry.reason.as_deref().or_else(|| note(entry));
    Value::object([
        ("id", Value::text(&delivery.id)),
        ("name", Value::text(&delivery.name)),
        ("endpoint", delivery.endpoint.to_json()),
        ("state", entry.state.name().into()),
        ("reason", reason.into()),
        ("method", Value::text(&delivery.method)),
        ("url", Value::Text(redaction.text(&delivery.url))),
        ("headers", Value::object(headers(entry, redaction))),
        ("body", body(entry, redaction).into()),
        ("scheduledAt", instant(delivery.scheduled_at_ms)),
        ("dueAt", instant(delivery.due_at_ms)),
        ("tries", Value::list(entry.tries.iter().map(try_json))),
    ])
}

fn try_json(attempt: &Attempt) -> Value {
    Value::object([
        ("at", instant(attempt.at_ms)),
        ("status", attempt.status.into()),
        ("error", attempt.error.as_deref().into()),
        ("ms", Value::from(attempt.ms)),
    ])
}

fn instant(ms: u64) -> Value {
    Value::Text(rfc3339(ms))
}

/// What a user may wonder at though nothing went wrong.
fn note(entry: &Entry) -> Option<&'static str> {
    let dropped = entry.delivery.body.is_some() && !entry.delivery.carries_body();
    dropped.then_some("sent without its body: GET and HEAD carry none")
}

fn body(entry: &Entry, redaction: &Redaction) -> Option<String> {
    let delivery = &entry.delivery;
    let body = delivery
        .body
        .as_deref()
        .filter(|_| delivery.carries_body())?;
    let mut shown = redaction.text(body);
    shown.truncate(shown.floor_char_boundary(HISTORY_BODY));
    Some(shown)
}

/// The header fields, those of one name joined as RFC 9110, section 5.3 allows.
fn headers(entry: &Entry, redaction: &Redaction) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for Field { name, value } in &entry.delivery.headers {
        let shown = match value {
            FieldValue::Text(text) => redaction.field(name, text),
            FieldValue::Secret(_) => SECRET.to_owned(),
        };
        join_field(&mut headers, name, &shown);
    }
    if entry.delivery.basic_auth.is_some() {
        headers.push(("authorization".to_owned(), SECRET.to_owned()));
    }
    if let Some(sign) = &entry.delivery.sign {
        let own = sign.fields();
        let is_own = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        headers.retain(|(name, _)| !is_own(name));
        headers.extend(own.into_iter().map(|name| (name, SECRET.to_owned())));
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::super::entry::tests::{delivery, tried};
    use super::super::{BasicAuth, Sign, Verdict};
    use super::*;
    use crate::signature::{KeyType, Scheme};

    #[test]
    fn a_query_says_which_entries_are_asked_for() {
        let filter = Filter::parse("state=sent&name=a+b%2Fc&limit=5&after=x&other=1").unwrap();
        assert_eq!(filter.state, Some(State::Sent));
        assert_eq!(filter.name.as_deref(), Some("a b/c"));
        assert_eq!((filter.limit, filter.after.as_deref()), (5, Some("x")));
        assert_eq!(Filter::parse("").unwrap().limit, PAGE);
    }

    #[test]
    fn a_wrong_query_is_told() {
        for (query, told) in [
            ("state=done", "scheduled, skipped, sent, failed"),
            ("limit=0", "1 to 1000"),
            ("limit=x", "1 to 1000"),
            ("limit=1001", "1 to 1000"),
        ] {
            let error = Filter::parse(query).unwrap_err();
            assert!(error.contains(told), "{query}: {error}");
        }
    }

    #[test]
    fn an_entry_is_shown_with_times_as_text_and_without_its_secrets() {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.headers = vec![
            field("x-a", FieldValue::Text("1".to_owned())),
            field("x-a", FieldValue::Text("2".to_owned())),
            field("x-key", FieldValue::Secret("KEY".to_owned())),
        ];
        delivery.basic_auth = Some(BasicAuth {
            username: FieldValue::Text("ana".to_owned()),
            password: FieldValue::Text("plain".to_owned()),
        });
        let mut entry = Entry::new(delivery, false);
        entry.report(&tried(200), 5_012);
        assert_eq!(
            page(&[entry], Some("0193"), &Redaction::default()).to_text(),
            r#"{"webhooks":[{"id":"0193","name":"paid","endpoint":{"method":"POST","path":"/orders/:id"},"#
                .to_owned()
                + r#""state":"sent","reason":null,"method":"POST","url":"http://127.0.0.1:9/hook","#
                + r#""headers":{"x-a":"1, 2","x-key":"***","authorization":"***"},"body":"{}","#
                + r#""scheduledAt":"1970-01-01T00:00:01.000Z","dueAt":"1970-01-01T00:00:05.000Z","#
                + r#""tries":[{"at":"1970-01-01T00:00:05.000Z","status":200,"error":null,"ms":12}]}],"next":"0193"}"#
        );
    }

    #[test]
    fn a_signature_is_made_at_each_try_and_so_not_shown() {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.headers = vec![field("X-Sig", FieldValue::Text("own".to_owned()))];
        delivery.sign = Some(Sign {
            scheme: Scheme::RsaSha256,
            key_type: KeyType::PrivateKey,
            header: "x-sig".to_owned(),
            keys: Vec::new(),
        });
        let json = shown(delivery);
        let headers = r#""headers":{"x-sig":"***","x-sig-Key-Id":"***"}"#;
        assert!(json.contains(headers), "{json}");
    }

    #[test]
    fn a_get_is_shown_without_a_body_and_says_so() {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.method = "GET".to_owned();
        let json = shown(delivery);
        assert!(json.contains(r#""body":null"#), "{json}");
        assert!(json.contains("GET and HEAD carry none"), "{json}");
    }

    #[test]
    fn what_is_hidden_of_requests_is_hidden_of_webhooks() {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.url = "http://127.0.0.1:9/hook?key=hidden-1".to_owned();
        delivery.headers = ["Authorization", "X-Key", "X-Other"]
            .map(|name| field(name, FieldValue::Text("key hidden-1".to_owned())))
            .to_vec();
        delivery.body = Some(r#"{"key":"hidden-1"}"#.to_owned());
        let redaction = Redaction::new(&[], &["hidden-1".to_owned()], &["x-key".to_owned()]);
        let json = entry_json(&Entry::new(delivery, false), &redaction).to_text();
        for shown in [
            "/hook?key=***\"",
            r#"{"Authorization":"***","X-Key":"***","X-Other":"key ***"}"#,
            r#""body":"{\"key\":\"***\"}""#,
        ] {
            assert!(json.contains(shown), "{shown} in {json}");
        }
    }

    fn shown(delivery: crate::Delivery) -> String {
        page(&[Entry::new(delivery, false)], None, &Redaction::default()).to_text()
    }

    fn field(name: &str, value: FieldValue) -> Field {
        Field {
            name: name.to_owned(),
            value,
        }
    }
}
