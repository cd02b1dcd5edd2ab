//! The header fields of a request or an answer.

use crate::gather::Gather as _;

/// Header fields in their order; names are compared in any ASCII case (RFC 9110, section 5.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// No fields.
    pub fn new() -> Self {
        Headers::default()
    }

    /// The first value of the field `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Adds a field after those that are there.
    pub fn append(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// Sets a field, replacing all of its name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.append(name, value);
    }

    /// Sets a field unless one of its name is there.
    pub fn set_default(&mut self, name: &str, value: &str) {
        if self.get(name).is_none() {
            self.append(name, value);
        }
    }

    /// Removes all fields of a name.
    pub fn remove(&mut self, name: &str) {
        self.0
            .retain(|(field, _)| !field.eq_ignore_ascii_case(name));
    }

    /// The fields in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Adds a field to others, in which each name stands once: to a value that is there it is joined, as RFC
/// 9110, section 5.3 allows.
pub fn join_field(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    let same = |(known, _): &&mut (String, String)| known.eq_ignore_ascii_case(name);
    match fields.iter_mut().find(same) {
        Some((_, joined)) => {
            joined.push_str(", ");
            joined.push_str(value);
        }
        None => fields.push((name.to_owned(), value.to_owned())),
    }
}

impl From<Vec<(String, String)>> for Headers {
    fn from(fields: Vec<(String, String)>) -> Self {
        Headers(fields)
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        Headers(
            fields
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .gather(),
        )
    }
}
