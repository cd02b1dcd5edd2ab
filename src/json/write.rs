//! JSON text out of values: compact, keys in order, numbers to the digit.

use super::Value;

impl Value {
    /// The value where it is written as plain text: a text as it is, a number by its digits, `true`
    /// or `false`, null as nothing, lists and objects as compact JSON.
    ///
    /// ```
    /// # use wasmock::json::Value;
    /// assert_eq!(Value::text("a").plain_text(), "a");
    /// assert_eq!(Value::Null.plain_text(), "");
    /// assert_eq!(Value::list(["a"]).plain_text(), r#"["a"]"#);
    /// ```
    pub fn plain_text(&self) -> String {
        match self {
            Value::Null => String::new(),
            Value::Text(text) => text.clone(),
            other => other.to_text(),
        }
    }

    /// The value as compact JSON text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    /// Appends the value as compact JSON text.
    pub fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Number(number) => out.push_str(number.as_str()),
            Value::Text(text) => quote_into(out, text),
            Value::List(elements) => enclosed(out, ['[', ']'], elements, |out, value| {
                value.write(out);
            }),
            Value::Object(pairs) => enclosed(out, ['{', '}'], pairs, |out, (key, value)| {
                quote_into(out, key);
                out.push(':');
                value.write(out);
            }),
        }
    }
}

fn enclosed<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&mut String, &T),
) {
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(close);
}

/// Appends a text as a JSON string, quotes and all.
pub fn quote_into(out: &mut String, text: &str) {
    out.push('"');
    escape_into(out, text);
    out.push('"');
}

/// Appends a text as it stands between the quotes of a JSON string (RFC 8259, section 7).
pub fn escape_into(out: &mut String, text: &str) {
    for piece in text.split_inclusive(needs_escape) {
        let last = piece.chars().next_back().filter(|last| needs_escape(*last));
        let plain = last.and_then(|last| piece.strip_suffix(last));
        out.push_str(plain.unwrap_or(piece));
        if let Some(character) = last {
            escape(out, character);
        }
    }
}

fn needs_escape(character: char) -> bool {
    matches!(character, '"' | '\\' | '\0'..='\u{1f}')
}

fn escape(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        other => out.push_str(&format!("\\u{:04x}", u32::from(other))),
    }
}
