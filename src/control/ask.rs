//! What is asked of the journal and of the inboxes.

use super::answer::{data, problem};
use crate::diagnostic::Report;
use crate::engine::Condition;
use crate::gather::Gather as _;
use crate::http::{Request, Response, decode_pairs};
use crate::json::Value;
use crate::nearest::nearest;
use crate::spec::{Delay, DelayFault};
use crate::webhook::history::Filter;

/// How many records are given where the question does not say.
const LIMIT: u32 = 100;

/// The most records that are given at once.
const LIMIT_MAX: u32 = 1_000;

/// How long is waited where the question does not say, in milliseconds.
const TIMEOUT_MS: u64 = 10_000;

/// What is to be done with the records that a condition fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// `GET`: show them.
    List,
    /// `POST /count`: count them.
    Count,
    /// `POST /find`: show them.
    Find,
    /// `POST /wait`: wait until there are so many.
    Wait,
}

/// Which records are asked for, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Those that it holds for, a condition that compiles; `None`: all.
    pub condition: Option<String>,
    /// Those of this inbox; `None`: those of the journal.
    pub inbox: Option<String>,
    /// No requests, but the webhooks of the history that this asks for; only a wait may.
    pub webhooks: Option<Filter>,
    /// Those that came before the one of this number.
    pub after: Option<u64>,
    /// How many.
    pub limit: u32,
    /// How many are waited for.
    pub count: u32,
    /// How long, in milliseconds.
    pub timeout_ms: u64,
}

impl Ask {
    /// Its name, as js/records/journal.js knows it.
    pub fn name(self) -> &'static str {
        match self {
            Ask::List => "list",
            Ask::Count => "count",
            Ask::Find => "find",
            Ask::Wait => "wait",
        }
    }

    /// Reads what a request asks: in its query, or as JSON in its body. `inbox` is the one that its
    /// path names; a wait may take up to `longest_ms`.
    ///
    /// # Errors
    /// The answer that says what is wrong.
    pub fn question(
        self,
        request: &Request,
        inbox: Option<&str>,
        longest_ms: u64,
    ) -> Result<Question, Response> {
        let mut question = Question {
            condition: None,
            inbox: inbox.map(str::to_owned),
            webhooks: None,
            after: None,
            limit: LIMIT,
            count: 1,
            timeout_ms: TIMEOUT_MS.min(longest_ms),
        };
        let code = match self {
            Ask::List => "wrong-query",
            _ => "wrong-body",
        };
        let read = match self {
            Ask::List => question.read_query(&request.target().raw_query),
            _ => question.read_body(&request.body, self.keys(), longest_ms),
        };
        read.map_err(|error| problem(400, code, &error))?;
        question.check()
    }

    fn keys(self) -> &'static [&'static str] {
        match self {
            Ask::List => &["if", "after", "limit"],
            Ask::Count => &["if", "inbox"],
            Ask::Find => &["if", "inbox", "after", "limit"],
            Ask::Wait => &["if", "inbox", "webhooks", "count", "timeout"],
        }
    }
}

impl Question {
    /// As it crosses to a host: `{"if", "inbox", "webhooks", "after", "limit", "count", "timeoutMs"}`.
    pub fn to_json(&self) -> Value {
        Value::object([
            ("if", self.condition.as_deref().into()),
            ("inbox", self.inbox.as_deref().into()),
            (
                "webhooks",
                self.webhooks.as_ref().map(Filter::to_json).into(),
            ),
            ("after", self.after.into()),
            ("limit", Value::from(self.limit)),
            ("count", Value::from(self.count)),
            ("timeoutMs", Value::from(self.timeout_ms)),
        ])
    }

    /// Keys that mean nothing in a query are let be.
    fn read_query(&mut self, query: &str) -> Result<(), String> {
        for (key, value) in decode_pairs(query.as_bytes()) {
            match key.as_str() {
                "if" => self.condition = Some(value),
                "after" => self.after = Some(number("after", &value)?),
                "limit" => self.limit = limit(&value)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// No body at all asks for everything.
    fn read_body(&mut self, body: &[u8], keys: &[&str], longest_ms: u64) -> Result<(), String> {
        if body.trim_ascii().is_empty() {
            return Ok(());
        }
        let Ok(Value::Object(fields)) = Value::parse_bytes(body) else {
            return Err(
                "the body must be a JSON object, such as {\"if\": \"method = 'POST'\"}".to_owned(),
            );
        };
        for (key, value) in &fields {
            if !keys.contains(&key.as_str()) {
                return Err(unknown_key(key, keys));
            }
            self.set(key, value, longest_ms)?;
        }
        Ok(())
    }

    fn set(&mut self, key: &str, value: &Value, longest_ms: u64) -> Result<(), String> {
        let written = match value {
            Value::Null => return Ok(()),
            Value::Object(fields) if key == "webhooks" => return self.ask_for_webhooks(fields),
            Value::Text(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_text(),
            _ => return Err(format!("`{key}` must be a text or a number")),
        };
        match key {
            "if" => self.condition = Some(written),
            "inbox" => self.inbox = Some(written),
            "after" => self.after = Some(number(key, &written)?),
            "limit" => self.limit = limit(&written)?,
            "count" => self.count = count(&written)?,
            "webhooks" => return Err(NO_FILTER.to_owned()),
            _ => self.timeout_ms = timeout(&written, longest_ms)?,
        }
        Ok(())
    }

    fn ask_for_webhooks(&mut self, fields: &[(String, Value)]) -> Result<(), String> {
        let mut filter = Filter::all();
        for (key, value) in fields {
            if !WEBHOOKS.contains(&key.as_str()) {
                return Err(unknown_key(key, &WEBHOOKS));
            }
            let text = value.as_text().ok_or(NO_FILTER)?;
            filter.set(key, text.to_owned())?;
        }
        self.webhooks = Some(filter);
        Ok(())
    }

    fn check(mut self) -> Result<Question, Response> {
        let wrong = |error| Err(problem(400, "wrong-body", error));
        if let Some(filter) = &mut self.webhooks {
            if self.condition.is_some() || self.inbox.is_some() {
                return wrong("a wait is for requests, by `if` and `inbox`, or for `webhooks`");
            }
            if self.count > LIMIT_MAX {
                return wrong("`count` of webhooks is at most 1000");
            }
            filter.limit = self.count;
        }
        if let Some(inbox) = &self.inbox
            && !is_inbox_name(inbox)
        {
            return Err(wrong_inbox(inbox));
        }
        self.condition = self.condition.filter(|text| !text.trim().is_empty());
        if let Some(text) = &self.condition {
            Condition::compile(text).map_err(|report| wrong_condition(&report))?;
        }
        Ok(self)
    }
}

/// What webhooks are told by.
const WEBHOOKS: [&str; 3] = ["state", "name", "id"];

const NO_FILTER: &str =
    "`webhooks` must be an object of texts, such as {\"state\": \"sent\", \"name\": \"paid\"}";

fn unknown_key(key: &str, keys: &[&str]) -> String {
    let hint = match nearest(key, keys) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", keys.join(", ")),
    };
    format!("`{key}` means nothing here: {hint}")
}

fn number(key: &str, text: &str) -> Result<u64, String> {
    let number = text.parse();
    number.map_err(|_| format!("`{key}` must be the `next` of a page, a number"))
}

fn limit(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(limit @ 1..=LIMIT_MAX) => Ok(limit),
        _ => Err(format!("`limit` must be a number from 1 to {LIMIT_MAX}")),
    }
}

fn count(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(count @ 1..) => Ok(count),
        _ => Err("`count` must be a whole number from 1 on".to_owned()),
    }
}

fn timeout(text: &str, longest_ms: u64) -> Result<u64, String> {
    let wrong = |fault: DelayFault| format!("`timeout` {}: {}", fault.words(), fault.hint());
    let time = Delay::parse(text).map_err(wrong)?;
    if time.min_ms != time.max_ms {
        return Err(wrong(DelayFault::NotATime));
    }
    if time.max_ms > longest_ms {
        let longest = longest_ms / 1_000;
        return Err(format!(
            "`timeout` is at most {longest}s here: wait again for more"
        ));
    }
    Ok(time.max_ms)
}

/// The longest name of an inbox, in characters.
const NAME: usize = 64;

/// Whether an inbox may have this name: letters, digits, `.`, `_` and `-`, at most 64.
pub(super) fn is_inbox_name(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !name.is_empty() && name.len() <= NAME && name.bytes().all(is_allowed)
}

/// There can be no inbox of this name.
pub(super) fn wrong_inbox(name: &str) -> Response {
    let shown: String = name.chars().take(NAME).gather_text();
    let error = format!(
        "`{shown}` is no name of an inbox: those are made of letters, digits, `.`, `_` and `-`, at most {NAME} of them"
    );
    problem(400, "wrong-inbox", &error)
}

/// A condition is wrong, drawn as one in a mocks file.
fn wrong_condition(report: &Report) -> Response {
    let mut fields = vec![
        ("error".to_owned(), Value::text("the condition is wrong")),
        ("code".to_owned(), Value::text("condition")),
    ];
    if let Value::Object(parts) = report.to_json() {
        fields.extend(parts.into_iter().filter(|(key, _)| key != "ok"));
    }
    data(400, &Value::Object(fields))
}

#[cfg(test)]
mod tests;
